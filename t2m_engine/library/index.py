"""The index: finds the nearest clips in one space. A file of it is a cache of the catalogue.

Small libraries are searched exactly, with numpy. Large ones through hnswlib (Malkov & Yashunin
2018), whose graph is kept in `<library>/index/<space>.t2mindex`: the magic, the format's version
and the header's length (little-endian, 4 bytes each), a JSON header, hnswlib's own bytes.
hnswlib believes whatever it reads (zeroed bytes load silently, others crash it), so it sees the
payload only after the header and the SHA-256 have been checked against the catalogue; on any
doubt the file is made again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import struct
import sys
import tempfile
from importlib.metadata import version as installed_version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import files

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.library.records import Snapshot

_log = logging.getLogger(__name__)

FOLDER = "index"
SUFFIX = ".t2mindex"
MAGIC = b"T2MINDEX"
FORMAT = 1
_PREFIX = struct.Struct("<8sII")
_HEADER_LIMIT = 65_536

EXACT_NUMBERS = 1_000_000
"""Clips × dimensions up to which search is exact, in under half a millisecond: 100,000 clips of
ten dimensions, 8,000 of 128. A graph that saved less would not be worth building
(tests/benchmarks/bench_index.py: 1.1 ms exact, 0.2 ms by graph for 256,000 × 10; 83 s to build)."""
LINKS = 16
"""hnswlib's M."""
BUILD_EFFORT = 200
"""hnswlib's ef_construction."""
LEAST_EFFORT = 128
"""hnswlib's ef; a deeper search has EFFORT_PER_HIT for every clip that is asked for."""
EFFORT_PER_HIT = 2
DEEPEST = 2_000
"""Clips beyond which exact search is quicker than the graph."""
_SPARE = 16
"""More candidates than asked for, so that ties at the end are seen."""
DECIMALS = 6
"""Scores are rounded to this: closer ones are equal, and no arithmetic order shows."""


class Index:
    """The clips of one space at one generation of the catalogue, ready to be searched.

    `exact` says that every search is exact. Safe to use from several threads.
    """

    def __init__(self, space: Space, snapshot: Snapshot, graph: Any | None) -> None:
        self.space = space.name
        self.dimension = space.dimension
        self.generation = snapshot.generation
        self.clip_ids = snapshot.clip_ids
        self.track_ids = snapshot.track_ids
        self._vectors = snapshot.vectors
        self._graph = graph
        self._lock = Lock()

    @classmethod
    def open(
        cls,
        catalogue: Catalogue,
        space: Space,
        pack: str,
        *,
        build: bool = True,
        exact_numbers: int = EXACT_NUMBERS,
    ) -> Index:
        """Return the index of what `pack` (an id) heard, at the catalogue's present generation.

        Vectors that the catalogue lacks are made first (100,000 in about three seconds).
        Above `exact_numbers` (clips × dimensions) it takes the graph from the library's file, and
        makes the file again when anything about it is in doubt; with `build` False it then
        searches exactly instead. Without write access to the folder the graph is kept in memory.
        """
        catalogue.fill(space, pack)
        snapshot = catalogue.snapshot(space, pack)
        if snapshot.vectors.size <= exact_numbers:
            return cls(space, snapshot, None)
        path = index_file(catalogue.folder, space)
        expected = _facts(space, snapshot, pack)
        graph = _load(path, expected)
        if graph is None and build:
            graph = _build(snapshot.vectors)
            _save(path, graph, expected, snapshot.generation)
        return cls(space, snapshot, graph)

    @property
    def exact(self) -> bool:
        """Whether there is no graph."""
        return self._graph is None

    def __len__(self) -> int:
        return len(self.clip_ids)

    def search(
        self, vector: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the ids of the `k` nearest clips and their scores, best first.

        `vector` is float32 (dimension,), of unit length; scores are dot products, rounded to
        DECIMALS, float64. Equals are ordered by their track's path and their start. Fewer than
        `k` come back when the space holds no more.
        """
        rows, scores = self.search_rows(vector, k)
        return self.clip_ids[rows], scores

    def search_rows(
        self, vector: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """As `search`, with rows into `clip_ids` and `track_ids` instead of clip ids."""
        assert vector.shape == (self.dimension,), "a vector of this space"
        assert k >= 1, "at least one clip"
        k = min(k, len(self))
        if k == 0:
            return np.empty(0, np.int64), np.empty(0, np.float64)
        rows = self._candidates(vector, k)
        # Once more in double precision: copies of a clip score the same wherever their rows lie.
        scores = self._vectors[rows].astype(np.float64) @ vector.astype(np.float64)
        scores = np.round(scores, DECIMALS)
        best = np.lexsort((rows, -scores))[:k]
        return rows[best], scores[best]

    def _candidates(self, vector: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """Rows that hold the k nearest, a few more, in no order."""
        if self._graph is not None and k <= DEEPEST and 4 * k <= len(self):
            wanted = min(len(self), k + _SPARE)
            try:
                with self._lock:  # the effort is the graph's, not the query's
                    self._graph.set_ef(max(LEAST_EFFORT, EFFORT_PER_HIT * wanted))
                    labels, _ = self._graph.knn_query(vector[None], k=wanted, num_threads=1)
                return labels[0].astype(np.int64)
            except RuntimeError:  # a graph in pieces reaches fewer than it was asked for
                _log.info("The graph of %s found fewer than %d clips", self.space, wanted)
        scores = self._vectors @ vector
        if k == len(self):
            return np.arange(k)
        last = np.partition(scores, len(self) - k)[len(self) - k]
        # Single precision is within 1e-6 of the score; what ties after rounding must be in.
        return np.flatnonzero(scores >= last - 4e-6)


def index_file(folder: Path, space: Space) -> Path:
    """Return where the graph of `space` is kept in the library's `folder`."""
    return folder / FOLDER / f"{space.name}{SUFFIX}"


def _facts(space: Space, snapshot: Snapshot, pack: str) -> dict[str, Any]:
    """What a file's header must say to be the graph of `snapshot`, here and with this hnswlib.

    The contents' digest sees what no count of generations does: a catalogue that was put back
    from a backup and written to again.
    """
    digest = hashlib.sha256(snapshot.clip_ids.astype("<i8").tobytes())
    digest.update(snapshot.vectors.astype("<f4").tobytes())
    return {
        "space": space.name,
        "dimension": space.dimension,
        "count": len(snapshot.clip_ids),
        "pack": pack,
        "contents": digest.hexdigest(),
        "links": LINKS,
        "build_effort": BUILD_EFFORT,
        "hnswlib": installed_version("hnswlib"),
        "machine": f"{sys.byteorder} {struct.calcsize('P') * 8}",
    }


def _build(vectors: NDArray[np.float32]) -> Any:
    """Return a graph of `vectors`, labelled by row; the same every time (one thread, one seed)."""
    import hnswlib  # noqa: PLC0415 - only large libraries need it

    graph = hnswlib.Index(space="ip", dim=vectors.shape[1])
    graph.init_index(
        max_elements=len(vectors), M=LINKS, ef_construction=BUILD_EFFORT, random_seed=20_260_101
    )
    graph.add_items(vectors, np.arange(len(vectors)), num_threads=1)
    return graph


def _save(path: Path, graph: Any, facts: dict[str, Any], generation: int) -> None:
    """Write the graph to `path` atomically; a library that cannot be written to has no file."""
    try:
        with tempfile.TemporaryDirectory(prefix="t2m-index-") as folder:
            raw = Path(folder) / "graph"
            graph.save_index(str(raw))
            payload = raw.read_bytes()
        header = {
            **facts,
            "generation": generation,
            "bytes": len(payload),
            "sha256": hashlib.sha256(payload).hexdigest(),
        }
        content = json.dumps(header, sort_keys=True).encode("utf-8")
        files.write_bytes(path, _PREFIX.pack(MAGIC, FORMAT, len(content)) + content + payload)
    except (OSError, RuntimeError) as error:
        _log.warning("The index %s cannot be kept: %s", path, error)


def _load(path: Path, expected: dict[str, Any]) -> Any | None:
    """Return the graph in `path`, or None on any doubt about it."""
    import hnswlib  # noqa: PLC0415 - only large libraries need it

    try:
        payload = _checked_payload(path.read_bytes(), expected)
        # hnswlib loads from a path only. What it loads is what was checked: the bytes go to a
        # folder that nobody else can write to.
        with tempfile.TemporaryDirectory(prefix="t2m-index-") as folder:
            raw = Path(folder) / "graph"
            raw.write_bytes(payload)
            graph = hnswlib.Index(space="ip", dim=expected["dimension"])
            graph.load_index(str(raw))
        _check_count(graph.get_current_count(), expected["count"])
    except FileNotFoundError:
        return None
    except (OSError, RuntimeError, _DoubtError) as error:
        _log.warning("The index %s is made again: %s", path, error)
        return None
    return graph


class _DoubtError(Exception):
    """Why a file is not taken for the graph of the catalogue."""


def _check_count(found: int, expected: int) -> None:
    if found != expected:
        raise _DoubtError(f"the graph holds {found} clips instead of {expected}")


def _checked_payload(content: bytes, expected: dict[str, Any]) -> bytes:
    if len(content) < _PREFIX.size:
        raise _DoubtError("it is cut short")
    magic, form, length = _PREFIX.unpack_from(content)
    if magic != MAGIC or form != FORMAT or length > _HEADER_LIMIT:
        raise _DoubtError("it is not an index of this format")
    try:
        header = json.loads(content[_PREFIX.size : _PREFIX.size + length].decode("utf-8"))
    except ValueError:
        raise _DoubtError("its header cannot be read") from None
    if not isinstance(header, dict):
        raise _DoubtError("its header cannot be read")
    for key, value in expected.items():
        if header.get(key) != value:
            raise _DoubtError(f"its {key} is another")
    payload = content[_PREFIX.size + length :]
    if hashlib.sha256(payload).hexdigest() != header.get("sha256"):
        raise _DoubtError("its checksum is wrong")
    return payload
