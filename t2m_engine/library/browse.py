"""The library as a long table: orders of its tracks, made once a column, and their rows by page."""

from __future__ import annotations

import os
import re
import threading
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.errors import UsageError
from t2m_engine.library.search.filters import NO_FILTERS, Filters, tracks_allowed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from t2m_engine.library.catalogue import Catalogue

SHOWN = {
    "folded": "original IS NULL",
    "all": "1",
    "missing": "missing",
    "offline": "offline AND NOT missing",
    "copies": "original IS NOT NULL",
}
"""What a table may show, in SQL: "folded" leaves out copies, whose originals stand for them."""
_TEXTS = ("title", "artist", "album", "composer", "genre", "codec")
_NUMBERS = {
    "added": "added",
    "duration": "duration",
    "tempo": "tempo",
    "loudness": "nullif(loudness, 0)",
    "vocals": "vocals",
}
_MARKS = {"rating": "nullif(rating, 0)", "favourite": "nullif(favourite, 0)"}
FEELINGS = ("valence", "arousal", "mood")
SORTS = ("path", "key", *_TEXTS, *_NUMBERS, *_MARKS, *FEELINGS)
"""What a table may be sorted by. `FEELINGS` come from who asks: they follow from a model."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Rank:
    """The order of all tracks by one column.

    `place` int32, by a track's id: equals have equal places. `blank` bool, by id: it has nothing
    in this column, and comes last whichever way the table is sorted.
    """

    place: NDArray[np.int32]
    blank: NDArray[np.bool_]


class Shelf:
    """The orders of a catalogue's tracks, kept until the catalogue changes. Safe for threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._state: tuple[int, int] = (-1, -1)
        self._ranks: dict[str, Rank] = {}
        self._let_through: tuple[Any, NDArray[np.int64]] | None = None

    def order(
        self,
        filters: Filters = NO_FILTERS,
        *,
        shown: str = "folded",
        sort: str = "path",
        descending: bool = False,
        within: NDArray[np.int64] | None = None,
        feelings: Mapping[str, tuple[NDArray[np.int64], NDArray[np.float32]]] | None = None,
    ) -> tuple[int, NDArray[np.int64]]:
        """Return the catalogue's generation and the ids of the tracks, int64, in their order.

        `filters` as in `tracks_allowed`, for tracks only; `within` are ids, int64, to which it is
        limited; `feelings` gives for each of `FEELINGS` the tracks' ids and values. Equals come by
        path. Raises UsageError for a name that is none.
        """
        if shown not in SHOWN:
            raise UsageError(f"A table shows {_or(SHOWN)}, not “{shown}”.")
        if sort not in SORTS:
            raise UsageError(f"A table is sorted by {_or(SORTS)}, not “{sort}”.")
        with self._catalogue._reading() as connection:
            state = _state(connection)
            ids = self._allowed(connection, state, filters, shown)
            if within is not None:
                ids = ids[np.isin(ids, within)]
            by_path = self._rank(connection, state, "path")
            if sort in FEELINGS:
                rank = _ranked(*(feelings or {}).get(sort, _NOTHING), len(by_path.place))
            else:
                rank = self._rank(connection, state, sort)
        place = rank.place[ids]
        columns = (by_path.place[ids], -place if descending else place, rank.blank[ids])
        return state[0], ids[np.lexsort(columns)]

    def _allowed(
        self, connection: sqlite3.Connection, state: tuple[int, int], filters: Filters, shown: str
    ) -> NDArray[np.int64]:
        """What may be shown; the last answer is kept, since only the column may be another."""
        key = (state, filters, shown)
        with self._lock:
            if self._let_through is not None and self._let_through[0] == key:
                return self._let_through[1]
        ids = tracks_allowed(connection, filters, SHOWN[shown])
        with self._lock:
            self._let_through = key, ids
        return ids

    def _rank(self, connection: sqlite3.Connection, state: tuple[int, int], sort: str) -> Rank:
        with self._lock:
            if self._state != state:
                # What the user says of music changes no other column.
                kept = self._ranks if self._state[0] == state[0] else {}
                self._ranks = {name: rank for name, rank in kept.items() if name not in _MARKS}
                self._state = state
            if sort not in self._ranks:
                self._ranks[sort] = _rank(connection, sort)
            return self._ranks[sort]


def _state(connection: sqlite3.Connection) -> tuple[int, int]:
    kept = dict(
        connection.execute("SELECT key, value FROM meta WHERE key IN ('generation', 'marks')")
    )
    return int(kept["generation"]), int(kept["marks"])


_NOTHING = (np.empty(0, np.int64), np.empty(0, np.float32))


def _rank(connection: sqlite3.Connection, sort: str) -> Rank:
    highest = connection.execute("SELECT coalesce(max(id), 0) FROM tracks").fetchone()[0]
    if sort == "path":
        rows = connection.execute("SELECT id FROM tracks ORDER BY path").fetchall()
        ids = np.array(rows, np.int64).reshape(-1)
        return _ranked(ids, np.arange(len(ids)), highest + 1)
    if sort in _NUMBERS:
        query = f"SELECT id, {_NUMBERS[sort]} FROM tracks"  # noqa: S608 - our own words
    elif sort in _MARKS:
        query = (
            f"SELECT tracks.id, {_MARKS[sort]} FROM marks "  # noqa: S608 - our own words
            "JOIN tracks ON tracks.content_id = marks.content_id"
        )
    elif sort == "title":  # a track without one goes by its file
        rows = connection.execute("SELECT id, title, path FROM tracks").fetchall()
        return _ranked_words([(i, title or Path(os.fsdecode(p)).stem) for i, title, p in rows],
                             highest + 1)  # fmt: skip
    else:
        rows = connection.execute(f"SELECT id, {sort} FROM tracks").fetchall()  # noqa: S608
        return _ranked_words(rows, highest + 1)
    known = [row for row in connection.execute(query) if row[1] is not None]
    ids = np.array([row[0] for row in known], np.int64)
    return _ranked(ids, np.array([row[1] for row in known], np.float64), highest + 1)


def _ranked(ids: NDArray[np.int64], values: NDArray[Any], size: int) -> Rank:
    place, blank = np.zeros(size, np.int32), np.ones(size, np.bool_)
    known = ids < size
    ids, values = ids[known], values[known]
    if len(ids):
        place[ids] = np.unique(values, return_inverse=True)[1]
        blank[ids] = False
    return Rank(place, blank)


def _ranked_words(rows: list[Any], size: int) -> Rank:
    """By words as people sort them: without case and accents, 2 before 10."""
    keys = [(as_sorted(words), identity) for identity, words in rows if words]
    keys.sort()
    place, blank = np.zeros(size, np.int32), np.ones(size, np.bool_)
    last, at = "", -1
    for key, identity in keys:
        if key != last or at < 0:
            last, at = key, at + 1
        place[identity], blank[identity] = at, False
    return Rank(place, blank)


def as_sorted(words: str) -> str:
    """Return what words are sorted by."""
    if not words.isascii():
        apart = unicodedata.normalize("NFKD", words)
        words = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _DIGITS.sub(_padded, words.casefold())


def _padded(digits: re.Match[str]) -> str:
    return digits[0].lstrip("0").rjust(12, "0")


def rows(
    catalogue: Catalogue, ids: NDArray[np.int64], feeling: Callable[[int], Any] = lambda _: None
) -> list[dict[str, Any]]:
    """Return the tracks with these `ids`, int64, in their order, as `library.browse` says.

    `feeling` is what a track feels like, by its id. A track that is gone is left out.
    """
    wanted = [int(identity) for identity in ids]
    tracks = catalogue.tracks_by_id(wanted)
    marks = catalogue.marks(track.content_id for track in tracks.values())
    best = {
        row[0]: row[1:]
        for row in catalogue._by_id(
            'SELECT track_id, start, "end" FROM clips WHERE best AND track_id', wanted
        )
    }
    copies = dict(
        catalogue._by_id("SELECT original, id FROM tracks WHERE original", wanted) if tracks else ()
    )
    originals = catalogue.tracks_by_id(
        {track.original for track in tracks.values() if track.original is not None}
    )
    found = []
    for identity in wanted:
        track = tracks.get(identity)
        if track is None:
            continue
        original = originals.get(track.original) if track.original is not None else None
        start, end = best.get(identity, (0.0, track.duration))
        found.append(
            {
                **track.as_json(),
                "id": identity,
                "added": track.added,
                "marks": marks[track.content_id].as_json(),
                "best": [round(start, 3), round(end, 3)],
                "copy_of": None if original is None else str(original.path),
                "has_copies": identity in copies,
                "emotion": feeling(identity),
            }
        )
    return found


def _or(names: Any) -> str:
    *most, last = map(str, names)
    return f"{', '.join(most)} or {last}"
