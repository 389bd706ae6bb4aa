"""Filters: what a clip and its track must have to be suggested or found; SQL tells which have."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.library.rows import THERE
from t2m_engine.library.search import words

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

SURE = 0.5
"""How sure of a voice it takes for a track to have vocals."""


@dataclass(frozen=True, slots=True)
class Span:
    """A range of numbers, both ends in it."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold, or, with `wanted` False, must not.

    `field` is a name of `query.KINDS`, "phrase" for what stands among a track's words, or "word"
    for what begins one. `values` are alternatives, `span` is a range; a yes-or-no field has
    neither.
    """

    field: str
    values: tuple[str, ...] = ()
    span: Span | None = None
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold; `project` also leaves out what was excluded from it.

    Offline, missing and folded tracks never come through, whatever the filters say.
    """

    conditions: tuple[Condition, ...] = ()
    project: str | None = None

    def __bool__(self) -> bool:
        return bool(self.conditions) or self.project is not None

    @property
    def of_clips(self) -> tuple[Condition, ...]:
        """The conditions that clips of one track may meet or not."""
        return tuple(c for c in self.conditions if c.field in OF_CLIPS)

    @property
    def of_tracks(self) -> tuple[Condition, ...]:
        """The other conditions."""
        return tuple(c for c in self.conditions if c.field not in OF_CLIPS)


NO_FILTERS = Filters()
OF_CLIPS = frozenset({"clip", "mood", "valence", "arousal"})

Clause = tuple[str, list[Any]]


_THERE = THERE.replace("tracks.original", "+tracks.original")
"""The plus keeps SQLite from going by originals, which nearly all tracks are, to the long rows: the
index `tracks_filters` holds all that is asked for, and words lead to few tracks."""


def tracks_allowed(
    connection: sqlite3.Connection, filters: Filters, among: str = _THERE
) -> NDArray[np.int64]:
    """Return the ids of the tracks that may be suggested and meet `filters`, int64, rising.

    `among` is another condition in SQL, for those that are only looked at.
    """
    _teach(connection)
    clauses: list[Clause] = [(among, [])]
    for condition in filters.of_tracks:
        clause, values = _CLAUSES[condition.field](connection, condition)
        if not condition.wanted and condition.field not in _BOTH_WAYS:
            clause = f"NOT coalesce(({clause}), 0)"  # what is not known does not hold
        clauses.append((f"({clause})", values))
    if filters.project is not None:
        clauses.append(
            (
                "content_id NOT IN (SELECT content_id FROM exclusions WHERE project = ?)",
                [filters.project],
            )
        )
    # One long text is read from SQLite far sooner than a row for each of 100,000 tracks.
    found = connection.execute(
        "SELECT group_concat(id) FROM tracks WHERE "  # noqa: S608 - our own words
        + " AND ".join(clause for clause, _ in clauses),
        [value for _, values in clauses for value in values],
    ).fetchone()[0]
    return np.sort(numbers(found))


def numbers(text: str | None) -> NDArray[np.int64]:
    """Return the whole numbers of a `group_concat`, int64."""
    return np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)


def _teach(connection: sqlite3.Connection) -> None:
    connection.create_function("t2m_licence", 1, plain_licence, deterministic=True)


def _span(column: str) -> Callable[[sqlite3.Connection, Condition], Clause]:
    def clause(_: sqlite3.Connection, condition: Condition) -> Clause:
        assert condition.span is not None
        ends = ((">=", condition.span.least), ("<=", condition.span.most))
        known = [(sign, end) for sign, end in ends if math.isfinite(end)]
        parts = [f"{column} IS NOT NULL", *(f"{column} {sign} ?" for sign, _ in known)]
        return " AND ".join(parts), [end for _, end in known]

    return clause


def _mark(column: str) -> str:
    return f"coalesce((SELECT {column} FROM marks AS m WHERE m.content_id = tracks.content_id), 0)"  # noqa: S608


def _key(_: sqlite3.Connection, condition: Condition) -> Clause:
    return f"key IN ({_marks(condition.values)})", list(condition.values)


def _vocals(_: sqlite3.Connection, condition: Condition) -> Clause:
    return f"vocals {'>=' if condition.wanted else '<'} ?", [SURE]


def _tag(connection: sqlite3.Connection, condition: Condition) -> Clause:
    wanted = {value.casefold() for value in condition.values}
    known = connection.execute("SELECT DISTINCT tag FROM mark_tags")
    tags = [tag for (tag,) in known if tag.casefold() in wanted]
    within = f"SELECT content_id FROM mark_tags WHERE tag IN ({_marks(tags)})"  # noqa: S608
    return f"content_id IN ({within})", tags


def _folder(connection: sqlite3.Connection, condition: Condition) -> Clause:
    """Below a folder by its whole path, or by part of the name of any folder above the file."""
    (name,) = condition.values
    place = Path(name).expanduser()
    if place.is_absolute():
        start = os.fsencode(place).rstrip(b"/") + b"/"
        return "path >= ? AND path < ?", [start, start[:-1] + b"0"]  # 0 comes after /
    part = name.casefold().strip("/")
    inside = [
        identity
        for identity, path in connection.execute("SELECT id, path FROM tracks")
        if part in str(Path(os.fsdecode(path)).parent).casefold()
    ]
    return "id IN (SELECT value FROM json_each(?))", [json.dumps(inside)]


def _licence(_: sqlite3.Connection, condition: Condition) -> Clause:
    own = "(SELECT nullif(m.licence, '') FROM marks AS m WHERE m.content_id = tracks.content_id)"
    wanted = [plain_licence(value) for value in condition.values]
    each = f"instr(t2m_licence(coalesce({own}, licence)), ?) > 0"
    return " OR ".join([each] * len(wanted)), wanted


def _text(column: str) -> Callable[[sqlite3.Connection, Condition], Clause]:
    def clause(_: sqlite3.Connection, condition: Condition) -> Clause:
        asked = " OR ".join(words.beginning(value, column) for value in condition.values)
        return _MATCHING, [asked]

    return clause


def _phrase(_: sqlite3.Connection, condition: Condition) -> Clause:
    return _MATCHING, [" OR ".join(words.phrase(value) for value in condition.values)]


def _word(_: sqlite3.Connection, condition: Condition) -> Clause:
    return _MATCHING, [" OR ".join(words.beginning(value) for value in condition.values)]


_MATCHING = "id IN (SELECT rowid FROM words WHERE words MATCH ?)"


_BOTH_WAYS = frozenset({"vocals"})
"""Fields whose clause knows both sides: a track whose voice was not looked for is on neither."""
_CLAUSES: dict[str, Callable[[sqlite3.Connection, Condition], Clause]] = {
    "bpm": _span("tempo"),
    "key": _key,
    "length": _span("duration"),
    "loudness": lambda connection, condition: _measured(_span("loudness")(connection, condition)),
    "vocals": _vocals,
    "rating": _span(_mark("rating")),
    "favourite": lambda _connection, _condition: (_mark("favourite"), []),
    "tag": _tag,
    "folder": _folder,
    "licence": _licence,
    "phrase": _phrase,
    "word": _word,
    "file": _text("name"),
    **{name: _text(name) for name in ("title", "artist", "album", "composer", "genre", "comment")},
}


def _measured(clause: Clause) -> Clause:
    """Loudness is 0 until it was measured, which is no loudness."""
    return f"loudness <> 0 AND {clause[0]}", clause[1]


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))


@lru_cache(maxsize=4096)
def plain_licence(text: str | None) -> str:
    """Return a licence without case, spaces and signs: “CC BY-SA 4.0” and its address are alike."""
    plain = (text or "").casefold()
    plain = re.sub(r"\S*creativecommons\.org/publicdomain/zero/", "cc0", plain)
    plain = re.sub(r"\S*creativecommons\.org/licen[cs]es/", "cc", plain)
    return "".join(filter(str.isalnum, plain))
