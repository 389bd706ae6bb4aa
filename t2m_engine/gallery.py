"""The gallery: what a session shows of its library, as a long table and as a map."""

from __future__ import annotations

import threading
from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import LibraryError, UsageError
from t2m_engine.library.atlas import MAPS, PLANE, Projection
from t2m_engine.scout import stranger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.library.atlas import Bounds, Feelings
    from t2m_engine.library.browse import Shelf
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.index import Index
    from t2m_engine.library.search.filters import Filters
    from t2m_engine.session import Session

MEANT = 500
"""Tracks that are found for plain words by what they mean: further down nothing fits."""
REACH = 0.25
"""How far from a feeling, in the plane, a clip may lie and still serve it: what is farther is told
apart by most listeners."""

Outline = tuple[str, tuple[tuple[float, float], ...]]
"""A part of a map: its name, and the corners."""


class Gallery:
    """Shows a session's library. Safe to use from several threads."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()
        # Each its own: to make the learned one of a large library takes seconds.
        self._placing = {which: threading.Lock() for which in MAPS}
        self._shelf: tuple[Catalogue, Shelf] | None = None
        self._felt: tuple[object, Feelings] | None = None
        self._placed: dict[str, tuple[object, NDArray[np.float32]]] = {}
        self._orders: dict[Any, tuple[int, NDArray[np.int64], dict[str, int]]] = {}

    # One track

    def waveform(self, path: Path) -> dict[str, Any]:
        """How a track of the library looks: see `track.waveform`."""
        catalogue = self._session.catalogue()
        track = catalogue.track(path)
        stored = catalogue.waveform(track.id) if track is not None else None
        if track is None or stored is None:
            raise stranger(path)
        peaks, curve = stored
        return {
            "track": str(track.path),
            "title": track.title,
            "artist": track.artist,
            "duration": round(track.duration, 3),
            "peaks": peaks.tolist(),
            "curve": {
                "length": curve.length,
                "starts": _rounded(curve.starts),
                "valence": _rounded(curve.valence),
                "arousal": _rounded(curve.arousal),
                "moods": {m: _rounded(curve.moods[:, i]) for i, m in enumerate(MOODS)},
                "energy": None if curve.energy is None else _rounded(curve.energy),
            },
            "clips": [clip.as_json() for clip in catalogue.clips(track.id)],
        }

    def cover(self, path: Path) -> dict[str, str] | None:
        """The picture in a file's tags: see `track.cover`; InputError."""
        cover = self._session.guard.cover(path)
        if cover is None:
            return None
        return {"mime": cover.mime, "data": b64encode(cover.content).decode("ascii")}

    # The table

    def browse(
        self,
        query: str = "",
        *,
        shown: str = "folded",
        sort: str = "",
        descending: bool = False,
        region: Outline | None = None,
        offset: int = 0,
        limit: int = 200,
    ) -> dict[str, Any]:
        """A page of the library: see `library.browse`; UsageError, LibraryError, ModelError."""
        from t2m_engine.library.browse import rows  # noqa: PLC0415 - not for --help

        session = self._session
        if not session.has_library:
            return {"total": 0, "state": 0, "by_words": 0, "by_meaning": 0, "rows": []}
        catalogue = session.catalogue()
        wish = (query, shown, sort, descending, region)
        generation, ids, found = self._order(catalogue, wish)
        felt = self._feelings()
        return {
            "total": len(ids),
            "state": generation,
            **found,
            "rows": rows(
                catalogue,
                ids[offset : offset + limit],
                felt.as_json if felt is not None else lambda _: None,
            ),
        }

    def _order(
        self, catalogue: Catalogue, wish: tuple[str, str, str, bool, Outline | None]
    ) -> tuple[int, NDArray[np.int64], dict[str, int]]:
        """The tracks of a wish in order; those of the last one are kept for its other pages."""
        key = (catalogue, catalogue.generation, catalogue.marks_generation, wish)
        with self._lock:
            if key in self._orders:
                return self._orders[key]
        made = self._make_order(catalogue, *wish)
        with self._lock:
            self._orders = {key: made}
        return made

    def _make_order(
        self,
        catalogue: Catalogue,
        query: str,
        shown: str,
        sort: str,
        descending: bool,
        region: Outline | None,
    ) -> tuple[int, NDArray[np.int64], dict[str, int]]:
        from t2m_engine.library.browse import FEELINGS  # noqa: PLC0415 - not for --help
        from t2m_engine.library.search import words  # noqa: PLC0415
        from t2m_engine.library.search.filters import Filters  # noqa: PLC0415
        from t2m_engine.library.search.query import parse  # noqa: PLC0415

        asked = parse(query)
        within: NDArray[np.int64] | None = None
        if region is not None or asked.filters.of_clips:
            within = self._tracks_of(asked.filters, region)
        shelf = self._shelf_of(catalogue)
        felt = self._feelings() if sort in FEELINGS else None
        sorts = {}
        if felt is not None:
            moods = felt.moods.astype(np.float32)
            sorts = {
                "valence": (felt.ids, felt.valence),
                "arousal": (felt.ids, felt.arousal),
                "mood": (felt.ids, moods),
            }
        generation, ids = shelf.order(
            Filters(asked.filters.of_tracks),
            shown=shown,
            sort=sort or "path",
            descending=descending,
            within=within,
            feelings=sorts,
        )
        counts = {"by_words": 0, "by_meaning": 0}
        if asked.words:
            with catalogue._reading() as connection:
                best = np.array(words.best(connection, asked.words), np.int64)
            named = best[np.isin(best, ids)]
            meant = np.array(self._meant(asked.text), np.int64)
            meant = meant[np.isin(meant, ids) & ~np.isin(meant, named)]
            counts = {"by_words": len(named), "by_meaning": len(meant)}
            found = np.concatenate([named, meant])
            ids = ids[np.isin(ids, found)] if sort else found
        return generation, ids, counts

    def _meant(self, text: str) -> list[int]:
        """The tracks that mean the like of `text`, nearest first."""
        try:
            suggester, pack = self._session.suggesting()
            self._session.turns.give_way()
            [found] = suggester.suggest(pack.read_texts([text]), k=MEANT)
        except LibraryError:  # nothing can be suggested; words are found all the same
            return []
        clips = self._session.catalogue().clips_by_id(s.clip_id for s in found)
        return [clips[s.clip_id].track_id for s in found if s.clip_id in clips]

    def _tracks_of(self, filters: Filters, region: Outline | None) -> NDArray[np.int64]:
        """The tracks with a clip that meets what `filters` say of clips, and lies in `region`."""
        from t2m_engine.library.atlas import inside  # noqa: PLC0415 - not for --help
        from t2m_engine.library.search.filters import Filters as Only  # noqa: PLC0415

        index, places = self._places(region[0] if region is not None else "plane")
        # A map shows what can be suggested, a table all that there is.
        rows = index.allowed(Only(filters.of_clips), short=region is None).rows
        if region is not None:
            rows = rows[inside(places[rows], region[1])]
        return np.unique(index.track_ids[rows])

    def _shelf_of(self, catalogue: Catalogue) -> Shelf:
        from t2m_engine.library.browse import Shelf  # noqa: PLC0415 - not for --help

        with self._lock:
            if self._shelf is None or self._shelf[0] is not catalogue:
                self._shelf = catalogue, Shelf(catalogue)
            return self._shelf[1]

    def _feelings(self) -> Feelings | None:
        """What all tracks feel like; None where no model can tell."""
        from t2m_engine.errors import T2MError  # noqa: PLC0415 - not for --help
        from t2m_engine.library.atlas import feelings  # noqa: PLC0415

        try:
            index = self._index()
        except T2MError:
            return None
        with self._lock:
            if self._felt is None or self._felt[0] is not index.table:
                everything = np.arange(len(index.table))
                self._felt = index.table, feelings(index.table, everything)
            return self._felt[1]

    # The map

    def map(
        self,
        which: str,
        bounds: Bounds,
        columns: int,
        rows: int,
        *,
        query: str = "",
        path: Sequence[tuple[float, float, str]] = (),
        points: int = 0,
    ) -> dict[str, Any]:
        """How densely clips lie where: see `library.map`; UsageError, LibraryError, ModelError."""
        from t2m_engine.library.atlas import gather  # noqa: PLC0415 - not for --help

        if not self._session.has_library or not self._session.status()["clips"]:
            nothing = {"cells": "", "counts": "", "points": None, "quarters": [0] * 4}
            return {"total": 0, "shown": 0, **nothing, "path": [], "within": []}
        index, places = self._places(which)
        allowed = index.allowed(self._filters(query)).rows
        here, moods = places[allowed], index.table.moods[allowed]
        cells = gather(here, moods, bounds, columns, rows)
        shown = int(cells.counts.sum())
        bright, tense = index.table.valence[allowed] >= 0, index.table.arousal[allowed] >= 0
        quarters = np.bincount(bright + 2 * tense, minlength=4)
        return {
            "total": len(allowed),
            "shown": shown,
            "cells": _packed(cells.cells, "<u4"),
            "counts": _packed(cells.counts, "<u4"),
            "points": self._points(index, allowed, here, bounds) if shown <= points else None,
            "quarters": quarters.tolist(),
            **self._path(index, places, allowed, path, which),
        }

    def _points(
        self, index: Index, rows: NDArray[np.int64], here: NDArray[np.float32], bounds: Bounds
    ) -> str:
        x, y = here.T
        inside = (x >= bounds.left) & (x <= bounds.right) & (y >= bounds.bottom) & (y <= bounds.top)
        moods = index.table.moods[rows[inside]].astype(np.float32)
        return _packed(np.column_stack([here[inside], moods]), "<f4")

    def _path(
        self,
        index: Index,
        places: NDArray[np.float32],
        allowed: NDArray[np.int64],
        path: Sequence[tuple[float, float, str]],
        which: str,
    ) -> dict[str, Any]:
        """Where feelings lie on a map, and how many clips lie near them in the plane."""
        from t2m_engine.library.atlas import beside  # noqa: PLC0415

        table = index.table
        found, within = [], []
        for valence, arousal, mood in path:
            apart = np.hypot(table.valence[allowed] - valence, table.arousal[allowed] - arousal)
            within.append(int((apart <= REACH).sum()))
            place = [valence, arousal]
            if which != PLANE and len(allowed):
                # Words have no sound: a feeling lies amid the music that would be played to it.
                near = beside(table, allowed, valence, arousal, MOODS.index(mood))
                place = [float(at) for at in np.median(places[near], axis=0)]
            found.append([round(at, 4) for at in place])
        return {"path": found, "within": within}

    def at(
        self, which: str, x: float, y: float, reach: tuple[float, float], query: str = ""
    ) -> dict[str, Any] | None:
        """The clip that lies nearest to a place of a map: see `library.map_at`."""
        from t2m_engine.library.atlas import nearest  # noqa: PLC0415 - not for --help

        if not self._session.has_library or not self._session.status()["clips"]:
            return None
        index, places = self._places(which)
        row = nearest(places, index.allowed(self._filters(query)).rows, x, y, reach)
        if row is None:
            return None
        catalogue = self._session.catalogue()
        clip = catalogue.clips_by_id([int(index.clip_ids[row])]).get(int(index.clip_ids[row]))
        track = catalogue.tracks_by_id([clip.track_id]).get(clip.track_id) if clip else None
        if clip is None or track is None:
            return None
        place = {axis: round(float(at), 5) for axis, at in zip("xy", places[row], strict=True)}
        return {**track.as_json(), **clip.as_json(), **place}

    def _filters(self, query: str) -> Filters:
        from t2m_engine.library.search.query import parse_filters  # noqa: PLC0415 - as above

        return parse_filters(query)

    def _index(self) -> Index:
        """The index of the default space; LibraryError, ModelError."""
        suggester, pack = self._session.suggesting()
        name = self._session.space
        return suggester.index(pack.space(name if name in pack.spaces else None))

    def _places(self, which: str) -> tuple[Index, NDArray[np.float32]]:
        """An index, and where its clips lie on a map, float32 (n, 2)."""
        from t2m_engine.emotion.sound import SOUND  # noqa: PLC0415 - not for --help

        if which not in self._placing:
            raise UsageError(f"There is no map “{which}”; there are {' and '.join(MAPS)}.")
        if which == PLANE:
            index, of = self._index(), ""
        else:
            suggester, pack = self._session.suggesting()
            index, of = suggester.index(SOUND, searched=False), f"{pack.music_id} {SOUND.id}"
        table = index.table
        with self._placing[which]:
            known = self._placed.get(which)
            if known is not None and known[0] is table:
                return index, known[1]
            if which == PLANE:
                places = np.stack([table.valence, table.arousal], axis=1)
            else:
                folder = self._session.library
                kept = Projection.load(folder, of, index.dimension, len(table))
                if kept is None:
                    kept = Projection.fit(table.vectors, of)
                    with suppress(OSError):  # in a library that may only be read
                        kept.save(folder)
                places = kept.places(table.vectors)
            self._placed[which] = table, places
            return index, places


def _packed(values: NDArray[Any], kind: str) -> str:
    return b64encode(np.ascontiguousarray(values, kind).tobytes()).decode("ascii")


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 4) for value in values]
