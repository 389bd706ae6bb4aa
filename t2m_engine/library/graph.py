"""The graph of a large space: hnswlib (Malkov & Yashunin 2018), by clip ids, under our own file.

hnswlib believes whatever it reads (zeroed bytes load silently, others crash it), so it sees a
payload only after header and checksum were right. A graph grows by clips and lets go of them
without being built again.
"""

from __future__ import annotations

import shutil
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version as installed_version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.library import index_file
from t2m_engine.library.table import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.table import Table

SUFFIX = ".t2mindex"
LINKS = 16
"""hnswlib's M."""
BUILD_EFFORT = 100
"""hnswlib's ef_construction."""
LEAST_EFFORT = 128
"""hnswlib's ef; a deeper search has EFFORT_PER_HIT for every clip that is asked for."""
EFFORT_PER_HIT = 2
MOST_DEAD = 0.25
"""The share of clips that are gone, above which a graph is built again: they are still walked."""
_SPARE_ROOM = 1.05
_AT_A_TIME = 32
"""Clips added between two moments in which a search may come: some ten milliseconds."""


class Graph:
    """Clips of one space by their ids, to be searched by a vector. Safe to use from threads."""

    def __init__(self, native: Any, state: State, ids: NDArray[np.int64]) -> None:
        """`ids`, int64, rising: what `native` (an hnswlib index) holds, the dead included."""
        self._native = native
        self._lock = Lock()
        self.state = state
        self.ids = ids
        self._dead = np.empty(0, np.int64)

    @classmethod
    def begin(cls, dimension: int, room: int) -> Graph:
        """Return a graph of nothing, with room for `room` clips; the same every time."""
        import hnswlib  # noqa: PLC0415 - only large libraries need it

        native = hnswlib.Index(space="ip", dim=dimension)
        native.init_index(
            max_elements=max(1, int(room * _SPARE_ROOM)),
            M=LINKS,
            ef_construction=BUILD_EFFORT,
            random_seed=20_260_101,
        )
        return cls(native, State(-1, 0), np.empty(0, np.int64))

    @property
    def last(self) -> int:
        """The highest id: clips up to it are here, unless they are gone; 0 of nothing."""
        return int(self.ids[-1]) if len(self.ids) else 0

    def lacks(self, table: Table) -> bool:
        """Whether `table` has clips that are not here yet."""
        return len(table) > 0 and int(table.clip_ids[-1]) > self.last

    def is_worn(self, table: Table) -> bool:
        """Whether so many of its clips are gone that it is better built again."""
        alive = int(np.searchsorted(table.clip_ids, self.last, side="right"))
        return len(self.ids) - alive > MOST_DEAD * len(self.ids)

    def follow(self, table: Table, cancelled: Callable[[], bool]) -> bool:
        """Add what `table` has more, and let go of what it no longer has; False if cancelled.

        It may be searched meanwhile.
        """
        gone = np.setdiff1d(self.ids, table.clip_ids, assume_unique=True)
        gone = np.setdiff1d(gone, self._dead, assume_unique=True)
        with self._lock:
            for identity in gone.tolist():
                with suppress(RuntimeError):  # a file's dead are dead already
                    self._native.mark_deleted(identity)
            self._dead = np.union1d(self._dead, gone)
        first = int(np.searchsorted(table.clip_ids, self.last, side="right"))
        more = len(table) - first
        if len(self.ids) + more > self._native.get_max_elements():
            with self._lock:
                self._native.resize_index(int((len(self.ids) + more) * _SPARE_ROOM))
        added = [self.ids]
        self.state = table.state  # what it holds is of that lineage, however far it comes
        try:
            for at in range(first, len(table), _AT_A_TIME):
                if cancelled():
                    return False
                rows = slice(at, at + _AT_A_TIME)
                ids = table.clip_ids[rows]
                with self._lock:  # one thread: the same graph every time
                    vectors = np.ascontiguousarray(table.vectors[rows])
                    self._native.add_items(vectors, ids, num_threads=1)
                added.append(ids)
        finally:
            self.ids = np.concatenate(added)
        return True

    def search(self, vector: NDArray[np.float32], k: int) -> NDArray[np.int64] | None:
        """Return the ids of about the `k` nearest clips, best first; None where it cannot."""
        with self._lock:  # the effort is the graph's, not the query's
            self._native.set_ef(max(LEAST_EFFORT, EFFORT_PER_HIT * k))
            try:
                labels, _ = self._native.knn_query(vector[None], k=k, num_threads=1)
            except RuntimeError:  # in pieces, it reaches fewer than it was asked for
                return None
        return np.asarray(labels[0], np.int64)

    def save(self, path: Path, space: Space, pack: str) -> bool:
        """Write it to `path`; False where it cannot be written."""
        with _private_folder(path) as folder:
            raw = folder / "graph"
            try:
                with self._lock:
                    self._native.save_index(str(raw))
                    state, count = self.state, len(self.ids)
            except RuntimeError as error:
                index_file.doubt(path, error)
                return False
            header = {
                **_facts(space, pack),
                "generation": state.generation,
                "stamp": state.stamp,
                "count": count,
                "last": self.last,
            }
            return index_file.write(path, header, lambda: _chunks(raw))


def load(path: Path, space: Space, pack: str) -> Graph | None:
    """Return the graph in `path`, of whatever state it is, or None on any doubt about it."""
    import hnswlib  # noqa: PLC0415 - only large libraries need it

    found = index_file.read(path, _facts(space, pack))
    if found is None:
        return None
    header, payload = found
    try:
        with _private_folder(path) as folder:
            # hnswlib loads from a path only. What it loads is what was checked: the bytes go to
            # a folder that nobody else can write to.
            raw = folder / "graph"
            with raw.open("wb") as file:
                file.write(payload)
            native = hnswlib.Index(space="ip", dim=space.dimension)
            native.load_index(str(raw))
        ids = np.sort(np.array(native.get_ids_list(), np.int64))
        graph = Graph(native, State(int(header["generation"]), int(header["stamp"])), ids)
        right = (header["count"], header["last"]) == (len(ids), graph.last)
    except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
        index_file.doubt(path, error)
        return None
    if not right:
        index_file.doubt(path, "it holds other clips than its header says")
    return graph if right else None


def _facts(space: Space, pack: str) -> dict[str, Any]:
    """What a file's header must say to be a graph of `space`, here and with this hnswlib."""
    return {
        "kind": "graph",
        "clips": "all",  # once short ones were left out
        "space": space.name,
        "made": space.id,
        "dimension": space.dimension,
        "pack": pack,
        "links": LINKS,
        "build_effort": BUILD_EFFORT,
        "hnswlib": installed_version("hnswlib"),
        "machine": f"{sys.byteorder} {struct.calcsize('P') * 8}",
    }


def _chunks(raw: Path) -> Iterator[bytes]:
    with raw.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


@contextmanager
def _private_folder(path: Path) -> Iterator[Path]:
    """A folder of our own beside `path`, or, where that cannot be, where temporary files go."""
    folder: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix=".graph-", dir=path.parent)
    except OSError:
        folder = tempfile.mkdtemp(prefix="t2m-graph-")
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
