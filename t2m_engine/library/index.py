"""The index: finds the nearest clips in one space, among all or those that filters allow.

It is searched exactly, with numpy: wide vectors by their sketches first. Very large libraries are
searched through a graph (hnswlib), and exactly where filters leave few. Files of it are a cache of
the catalogue.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.audio.clips import SHORTEST
from t2m_engine.emotion.moods import MOODS
from t2m_engine.library import graph as graph_file
from t2m_engine.library import index_file as files_of_it
from t2m_engine.library import sketch as sketches
from t2m_engine.library import table_file
from t2m_engine.library.graph import Graph
from t2m_engine.library.nearest import WITHIN, largest
from t2m_engine.library.room import NARROW
from t2m_engine.library.search.filters import NO_FILTERS, tracks_allowed
from t2m_engine.library.sketch import Sketch
from t2m_engine.library.table import Table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.search.filters import Condition, Filters

_log = logging.getLogger(__name__)

FOLDER = "index"

EXACT_NUMBERS = 40_000_000
"""Clips × numbers (of a vector, or of its sketch) up to which search is exact, in some ten
milliseconds: 4,000,000 clips of ten dimensions, 1,250,000 of any more than 32
(tests/benchmarks/bench_million.py). A graph would save most of these, beside the twenty that it
takes to read a text, but take minutes to build and 450 MB a million."""
FEW_NUMBERS = 16_000_000
"""Allowed clips × numbers up to which these are searched exactly whatever the size: their vectors,
or sketches, are picked out once for each filter (64 MB). The graph alone would not do: where a mood
is allowed and its opposite is asked for, none of the thousands that are nearest may come."""
_LIKELY_TEXTS = 256
"""Places of texts to which sketches are fitted, beside the music."""
_FIRST = 4096
"""One clip in so many, of the highest bounds, tells how well the best score at least."""
DEEPEST = 2_000
"""Clips beyond which exact search is quicker than the graph."""
_SPARE = 16
"""More candidates than asked for, so that ties at the end are seen."""
_OVER = 1.3
"""More of them, for filters that let through less here than elsewhere."""
SHORTEST_SUGGESTED = SHORTEST - 0.05
"""Seconds, but for what rounding takes off: folders of games and films are full of effects, and an
effect is no music to a scene. A clip is shorter where its track, or the sound between two rests
is."""
_OF_LENGTH = frozenset({"clip", "length"})
"""Fields by which short ones are asked for."""
_FILTERS_KEPT = 6
_PICKED_KEPT = 2 * FEW_NUMBERS
"""Answers of filters that are kept, and numbers of theirs that were picked out (128 MB)."""
WORTH_KEEPING = 20_000
"""Clips above which a table gets a file: fewer are read from SQLite in a fifth of a second."""
_CHANGED = 0.02
"""The share of clips that came since a file was written, above which it is written again; fewer
are read from SQLite, and added to the graph, when it is opened."""
DECIMALS = 6
"""Scores are rounded to this: closer ones are equal, and no arithmetic order shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Allowed:
    """The clips that filters let through: `mask` bool (n,), their `rows` int64, and how they
    are searched: `picked` are their vectors, or sketches, float32 (m, …), where they are few, else
    `fine`, float32 (n,), is taken from all scores: 0 for these, more than any score for others.
    """

    mask: NDArray[np.bool_]
    rows: NDArray[np.int64]
    picked: NDArray[np.float32] | None
    fine: NDArray[np.float32] | None

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(slots=True, eq=False)
class _Kept:
    """What indexes of one space share from generation to generation: the graph, and what the
    files hold, as (highest clip id, clips).
    """

    graph: Graph | None = None
    table_filed: tuple[int, int] = (0, 0)
    graph_filed: tuple[int, int] = (0, 0)


class Index:
    """The clips of one space at one generation of the catalogue, ready to be searched.

    Safe to use from several threads.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        space: Space,
        pack: str,
        table: Table,
        kept: _Kept,
        exact_numbers: int,
        sketch: Sketch | None = None,
    ) -> None:
        self.space = space.name
        self.dimension = space.dimension
        self.generation = table.state.generation
        self.clip_ids = table.clip_ids
        self.track_ids = table.track_ids
        self.table = table
        self._sketch = sketch
        self._compared = table.vectors if sketch is None else sketch.numbers
        self._catalogue, self._of, self._pack = catalogue, space, pack
        self._kept = kept
        self._exact_numbers = exact_numbers
        self._allowed: OrderedDict[tuple[Filters, bool, int], Allowed] = OrderedDict()
        self._lock = Lock()
        self._by_path = self._order()
        self._there: NDArray[np.int64] | None = None
        """The tracks that no filter leaves out: asked for once, and by all filters of clips."""
        self._all = self.allowed(NO_FILTERS)

    @classmethod
    def open(
        cls,
        catalogue: Catalogue,
        space: Space,
        pack: str,
        *,
        known: Index | None = None,
        exact_numbers: int = EXACT_NUMBERS,
    ) -> Index:
        """Return the index of what `pack` (an id) heard, at the catalogue's present generation.

        Vectors that the catalogue lacks are made first (100,000 in about three seconds). `known`
        is an index of an earlier generation: only what has changed since is read. Without it the
        library's file is taken, unless anything about it is in doubt. Above `exact_numbers`
        (clips × dimensions) `keep` gives it a graph; until then, it searches exactly.
        """
        if known is None:
            earlier = table_file.load(_file(catalogue, space, table_file.SUFFIX), space, pack)
            kept = _Kept(table_filed=_extent(earlier))
        else:
            earlier, kept = known.table, known._kept
        table = Table.read(catalogue, space, pack, earlier)
        with catalogue._reading() as connection:  # after the table, in case of a backup
            states = [part.state for part in (earlier, kept.graph) if part is not None]
            if not all(state.is_past(connection) for state in states):
                known, kept = None, _Kept()
        sketch = _sketched(table, space, known)
        return cls(catalogue, space, pack, table, kept, exact_numbers, sketch)

    def keep(self, cancelled: Callable[[], bool] = lambda: False, *, searched: bool = True) -> None:
        """Do what takes long: write the table's file, make a graph or follow with it, write it.

        The index, and its successors, can be searched meanwhile; one of them does this at a time.
        Ends early once `cancelled` says so. One that is not `searched` needs no graph.
        """
        kept, table = self._kept, self.table
        if self._unfiled:
            path = _file(self._catalogue, self._of, table_file.SUFFIX)
            table_file.save(path, table, self._of, self._pack)
            kept.table_filed = _extent(table)
        path = index_file(self._catalogue.folder, self._of)
        if not self.wants_graph:  # one that was made when there was more, or by an earlier t2m
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if not (searched and self.is_behind):
            return
        graph = kept.graph or self._load(path)
        if graph is None or graph.is_worn(table):
            graph = Graph.begin(self.dimension, len(table))
            kept.graph_filed = (0, 0)
        if not graph.follow(table, cancelled):
            return
        kept.graph = graph
        if _differs(kept.graph_filed, table):
            graph.save(path, self._of, self._pack)
            kept.graph_filed = _extent(table)

    def has_chores(self, *, searched: bool = True) -> bool:
        """Whether there is something for `keep` to do."""
        return self._unfiled or (searched and self.is_behind)

    @property
    def _unfiled(self) -> bool:
        return len(self.table) >= WORTH_KEEPING and _differs(self._kept.table_filed, self.table)

    @property
    def is_behind(self) -> bool:
        """Whether `keep` would make the search of it quicker."""
        graph = self._kept.graph
        return self.wants_graph and (graph is None or graph.lacks(self.table))

    def _load(self, path: Path) -> Graph | None:
        graph = graph_file.load(path, self._of, self._pack)
        if graph is None:
            return None
        with self._catalogue._reading() as connection:
            if not graph.state.is_past(connection):
                files_of_it.doubt(path, "the library was put back to before it")
                return None
        self._kept.graph_filed = (graph.last, len(graph.ids))
        return graph

    @property
    def wants_graph(self) -> bool:
        """Whether it is too large for exact search."""
        return self._compared.size > self._exact_numbers

    @property
    def exact(self) -> bool:
        """Whether every search is exact: there is no graph."""
        return self._kept.graph is None or not self.wants_graph

    def __len__(self) -> int:
        """How many clips can be suggested."""
        return len(self._all)

    def allowed(self, filters: Filters, *, short: bool = False) -> Allowed:
        """Return the clips that `filters` let through; the last few answers are kept.

        Those under `SHORTEST_SUGGESTED` step back where there are longer ones, unless the filters
        name lengths, or `short` ones are wanted too.
        """
        with self._catalogue._reading() as connection:
            marks = connection.execute("SELECT value FROM meta WHERE key = 'marks'").fetchone()
            key = (filters, short, int(marks[0]) if marks else 0)
            with self._lock:
                if key in self._allowed:
                    self._allowed.move_to_end(key)
                    return self._allowed[key]
            tracks = self._tracks(connection, filters)
        named = any(condition.field in _OF_LENGTH for condition in filters.conditions)
        found = self._sift(tracks, filters, short or named)
        with self._lock:
            self._allowed[key] = found
            while len(self._allowed) > 1 and (
                len(self._allowed) > _FILTERS_KEPT
                or sum(a.picked.size for a in self._allowed.values() if a.picked is not None)
                > _PICKED_KEPT
            ):
                self._allowed.popitem(last=False)
        return found

    def _tracks(self, connection: sqlite3.Connection, filters: Filters) -> NDArray[np.int64]:
        if filters.of_tracks or filters.project is not None:
            return tracks_allowed(connection, filters)
        if self._there is None:
            self._there = tracks_allowed(connection, NO_FILTERS)
        return self._there

    def _sift(self, tracks: NDArray[np.int64], filters: Filters, short: bool) -> Allowed:
        table = self.table
        highest = int(table.track_ids.max(initial=0))
        known = np.zeros(highest + 1, np.bool_)
        known[tracks[tracks <= highest]] = True
        mask = known[table.track_ids]
        for condition in filters.of_clips:
            mask &= _met(table, condition) == condition.wanted
        if not short:
            longer = mask & (table.lengths >= SHORTEST_SUGGESTED)
            mask = longer if longer.any() else mask
        rows = np.flatnonzero(mask)
        numbers = len(rows) * self._compared.shape[1]
        if numbers <= FEW_NUMBERS and 2 * len(rows) <= len(table):
            sketch = self._sketch
            picked = table.vectors[rows] if sketch is None else sketch.only(rows)
            return Allowed(mask, rows, picked, None)
        # Five times quicker than choosing by the mask, which no processor can foresee.
        fine = None if mask.all() else np.where(mask, np.float32(0.0), np.float32(4.0))
        return Allowed(mask, rows, None, fine)

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: Allowed | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the ids of the `k` nearest clips and their scores, best first.

        `vector` is float32 (dimension,), of unit length; scores are dot products, rounded to
        DECIMALS, float64. Equals are ordered by their track's path and their start. Fewer than
        `k` come back when there are no more that are `allowed` (None: all that can be suggested).
        """
        rows, scores = self.search_rows(vector, k, allowed)
        return self.clip_ids[rows], scores

    def search_rows(
        self, vector: NDArray[np.float32], k: int, allowed: Allowed | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """As `search`, with rows into `clip_ids` and `track_ids` instead of clip ids."""
        assert vector.shape == (self.dimension,), "a vector of this space"
        assert k >= 1, "at least one clip"
        allowed = self._all if allowed is None else allowed
        k = min(k, len(allowed))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        rows = self._walk(vector, k, allowed)
        if rows is None:
            rows = self._sweep(vector, k, allowed)
        # Once more in double precision: copies of a clip score the same wherever their rows lie.
        scores = self.table.vectors[rows].astype(np.float64) @ vector.astype(np.float64)
        scores = np.round(scores, DECIMALS)
        paths = self._by_path[self.track_ids[rows]]
        best = np.lexsort((rows, self.table.starts[rows], paths, -scores))[:k]
        return rows[best], scores[best]

    def _sweep(self, vector: NDArray[np.float32], k: int, allowed: Allowed) -> NDArray[np.int64]:
        """Rows of the `k` nearest and their equals, in no order, exactly."""
        if self._sketch is not None:
            near = self._look(vector, k, allowed)
            if near is not None:
                return near
        if allowed.picked is not None:
            picked = allowed.picked if self._sketch is None else self.table.vectors[allowed.rows]
            return allowed.rows[largest(picked @ vector, k)]
        scores = self.table.vectors @ vector
        if allowed.fine is not None:
            scores -= allowed.fine
        found = largest(scores, k)
        return found[allowed.mask[found]]

    def _look(
        self, vector: NDArray[np.float32], k: int, allowed: Allowed
    ) -> NDArray[np.int64] | None:
        """As `_sweep`, by the sketches; None where they leave so many that they are no use."""
        assert self._sketch is not None, "only with sketches"
        asked, vectors = self._sketch.asked(vector), self.table.vectors
        bounds = (self._compared if allowed.picked is None else allowed.picked) @ asked
        if allowed.fine is not None:
            bounds -= allowed.fine
        first = largest(bounds, max(2 * k, len(bounds) // _FIRST))
        if allowed.picked is not None:
            rows = allowed.rows
            first = rows[first]
        elif allowed.fine is not None:
            first = first[allowed.mask[first]]  # what is not allowed has the lowest bounds
        scores = vectors[first] @ vector
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        found = np.flatnonzero(bounds >= least - WITHIN)  # nobody else can be among the best
        if 4 * len(found) > len(vectors):
            return None
        if allowed.picked is not None:
            found = rows[found]
        return found[largest(vectors[found] @ vector, k)]

    def _walk(
        self, vector: NDArray[np.float32], k: int, allowed: Allowed
    ) -> NDArray[np.int64] | None:
        """Rows that hold the `k` nearest, in no order, by the graph; None where that is no use.

        The graph is asked for as many more as the filters will take away, and the clips that
        came after it are looked at one by one. (hnswlib's own filter fails where little is
        allowed, and asks Python about every clip that it passes.)
        """
        graph = self._kept.graph
        if graph is None or allowed.picked is not None or not self.wants_graph:
            return None
        table = self.table
        first = int(np.searchsorted(table.clip_ids, graph.last, side="right"))
        late = table.vectors[first:]
        if late.size > self._exact_numbers:
            return None
        wanted = int((k + _SPARE) * (_OVER * len(table) / len(allowed)))
        if len(allowed) == len(table):
            wanted = k + _SPARE
        while wanted <= min(DEEPEST, len(graph.ids) // 4):
            ids = graph.search(vector, wanted)
            if ids is None:
                _log.info("The graph of %s found fewer than %d clips", self.space, wanted)
                return None
            rows = table.rows_of(ids)
            rows = rows[allowed.mask[rows]]
            if len(late):
                scores = late @ vector
                if allowed.fine is not None:
                    scores -= allowed.fine[first:]
                more = first + largest(scores, k)
                rows = np.union1d(rows, more[allowed.mask[more]])
            if len(rows) >= k:
                return rows
            wanted *= 4
        return None

    def by_path(self, allowed: Allowed) -> NDArray[np.int64]:
        """Return the rows of what is `allowed` by their track's path, then their start, int64."""
        rows = allowed.rows
        places = self._by_path[self.track_ids[rows]]
        return rows[np.lexsort((rows, self.table.starts[rows], places))]

    def _order(self) -> NDArray[np.int64]:
        """The place of each track among all by path, by its id, int64."""
        with self._catalogue._reading() as connection:
            ids = connection.execute("SELECT id FROM tracks ORDER BY path").fetchall()
        tracks = np.array(ids, np.int64).reshape(-1)
        highest = max(tracks.max(initial=0), self.track_ids.max(initial=0))
        places = np.full(highest + 1, len(tracks), np.int64)
        places[tracks] = np.arange(len(tracks))
        return places


def _sketched(table: Table, space: Space, known: Index | None) -> Sketch | None:
    """The sketches of a table, from those of an index of its past; None where none are needed."""
    if table.vectors.shape[1] <= NARROW or len(table) < sketches.LEAST:
        return None
    if known is None or known._sketch is None:
        return Sketch.of(table.vectors, space.likely_texts(_LIKELY_TEXTS))
    if known.table is table:
        return known._sketch
    return known._sketch.follow(known.clip_ids, table.clip_ids, table.vectors)


def _met(table: Table, condition: Condition) -> NDArray[np.bool_]:
    """Which clips meet a condition of clips, bool (n,)."""
    if condition.field == "mood":
        wanted = np.zeros(len(MOODS), np.bool_)
        wanted[[MOODS.index(mood) for mood in condition.values]] = True
        return wanted[table.moods]
    column = {"clip": table.lengths, "valence": table.valence, "arousal": table.arousal}
    assert condition.span is not None
    numbers = column[condition.field]
    return (numbers >= condition.span.least) & (numbers <= condition.span.most)


def _file(catalogue: Catalogue, space: Space, suffix: str) -> Path:
    return catalogue.folder / FOLDER / f"{space.name}{suffix}"


def index_file(folder: Path, space: Space) -> Path:
    """Return where the graph of `space` is kept in the library's `folder`."""
    return folder / FOLDER / f"{space.name}{graph_file.SUFFIX}"


def _extent(table: Table | None) -> tuple[int, int]:
    return (0, 0) if table is None else (table.last, len(table))


def _differs(filed: tuple[int, int], table: Table) -> bool:
    """Whether so much has changed since a file was written that it is worth writing again."""
    last, count = filed
    if not last:
        return True
    came = len(table) - int(np.searchsorted(table.clip_ids, last, side="right"))
    gone = count + came - len(table)
    return came + gone > _CHANGED * len(table)
