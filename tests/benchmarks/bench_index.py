"""The index beside plain numpy, raw hnswlib and, where they are installed, faiss and usearch.

Usage: python tests/benchmarks/bench_index.py [--sizes 20000x10,200000x10,100000x64] [-k 10]
                                              [--queries 200]

Vectors are clustered, as moods lie, and fill all dimensions, which is hard on sketches
(bench_million.py has vectors as networks give them). The baseline is the exact search that
everybody writes first (numpy: a product and a full argsort). For each way are printed: p50 of a
query in milliseconds and how many times quicker than the baseline it is; recall@k against the
baseline; seconds to build. Then, for shares of clips that filters let through, the two ways to
search them: exactly, and by the graph with more candidates. All run in one process, in turn,
query by query, so that they meet the same machine. (pip install faiss-cpu usearch, outside of
t2m's own environment or in it, adds theirs; bench_million.py measures filters, growth and memory
of a whole library.)
"""

from __future__ import annotations

import argparse
import importlib
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hnswlib
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.library import graph as graph_module
from t2m_engine.library.graph import Graph
from t2m_engine.library.index import EXACT_NUMBERS, Allowed, Index, _Kept
from t2m_engine.library.room import NARROW
from t2m_engine.library.sketch import Sketch
from t2m_engine.library.table import DTYPES, State, Table, laid_out

SHARES = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
Search = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Plain:
    """A space, as far as an index needs one."""

    dimension: int
    name: str = "bench"


class Loose(Index):
    """An index of a table that no catalogue stands behind."""

    def _order(self) -> np.ndarray:
        return np.arange(len(self.clip_ids) + 1)

    def allowed(self, filters: object) -> Allowed:
        return allowing(self, np.ones(len(self.clip_ids), np.bool_), picked=False)


def allowing(index: Index, mask: np.ndarray, *, picked: bool) -> Allowed:
    """What filters that let through `mask` give."""
    rows = np.flatnonzero(mask)
    fine = None if picked or mask.all() else np.where(mask, 0.0, 4.0).astype(np.float32)
    return Allowed(mask, rows, index.table.vectors[rows] if picked else None, fine)


def clustered(count: int, dimension: int, centres: np.ndarray, seed: int) -> np.ndarray:
    """Unit vectors around `centres`, as moods lie; float32 (count, dimension)."""
    rng = np.random.default_rng(seed)
    points = centres[rng.integers(len(centres), size=count)]
    points = points + 0.25 * rng.normal(size=(count, dimension))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that `action` took, and what it gave."""
    begin = time.perf_counter()
    result = action()
    return time.perf_counter() - begin, result


def bench(count: int, dimension: int, k: int, queries: int) -> None:
    """Measure one size and print its tables."""
    centres = np.random.default_rng(0).normal(size=(60, dimension))
    vectors = clustered(count, dimension, centres, 1)
    asked = clustered(queries, dimension, centres, 2)
    ids = np.arange(1, count + 1)
    columns = {name: np.zeros(count, kind) for name, kind in DTYPES.items()}
    columns |= {"clip_ids": ids, "track_ids": ids, "vectors": laid_out(vectors)}
    table = Table(State(0, 1), count, count, **columns)
    graph = Graph.begin(dimension, count)
    building, _ = timed(lambda: graph.follow(table, lambda: False))
    space: Any = Plain(dimension)
    catalogue: Any = None
    exact = Loose(catalogue, space, "bench", table, _Kept(), count * dimension)
    approximate = Loose(catalogue, space, "bench", table, _Kept(graph), 0)
    sketching, sketch = timed(lambda: Sketch.of(table.vectors) if dimension > NARROW else None)
    sketched = Loose(catalogue, space, "bench", table, _Kept(), count * dimension, sketch)
    native, raw_building = raw_hnswlib(vectors)
    ways: dict[str, tuple[float, Search]] = {
        "numpy, argsort (baseline)": (0.0, lambda q: np.argsort(-(vectors @ q))[:k] + 1),
        "Index, exact": (0.0, lambda q: exact.search(q, k)[0]),
        "Index, sketches": (sketching, lambda q: sketched.search(q, k)[0]),
        "Index, graph": (building, lambda q: approximate.search(q, k)[0]),
        "raw hnswlib": (
            raw_building,
            lambda q: native.knn_query(q[None], k=k, num_threads=1)[0][0] + 1,
        ),
        **others(vectors, k),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    hits = dict.fromkeys(ways, 0)
    for query in asked:
        truth: set[int] = set()
        for name, (_, search) in ways.items():
            took, found = timed(lambda search=search, query=query: search(query))
            answer = {int(i) for i in np.asarray(found)}
            truth = truth or answer
            times[name].append(took)
            hits[name] += len(answer & truth)
    print(f"\n{count:,} clips × {dimension}  (k = {k}, {queries} queries)")
    baseline = statistics.median(times["numpy, argsort (baseline)"])
    for name, (built, _) in ways.items():
        middle = statistics.median(times[name])
        print(
            f"  {name:<28}{1000 * middle:9.3f} ms {baseline / middle:8.1f} ×   "
            f"recall {hits[name] / (k * queries):.4f}"
            + (f"   built in {built:.1f} s" * bool(built))
        )
    wanted = "graph" if sketched._compared.size > EXACT_NUMBERS else "exact search"
    print(f"  t2m takes: {wanted}{', by sketches' if sketch is not None else ''}")
    rng = np.random.default_rng(4)
    for share in SHARES:
        mask = rng.random(count) < share
        few, many = (allowing(approximate, mask, picked=picked) for picked in (True, False))
        exactly = [timed(lambda q=q, few=few: approximate.search(q, k, few))[0] for q in asked]
        walked = [timed(lambda q=q, many=many: approximate.search(q, k, many))[0] for q in asked]
        same = sum(
            len(np.intersect1d(approximate.search(q, k, few)[0], approximate.search(q, k, many)[0]))
            for q in asked
        )
        print(
            f"  {share:6.0%} allowed: exactly {1000 * statistics.median(exactly):7.3f} ms, by the "
            f"graph {1000 * statistics.median(walked):7.3f} ms, recall {same / k / queries:.4f}"
        )


def raw_hnswlib(vectors: np.ndarray) -> tuple[Any, float]:
    """A graph as anyone would build it, with our settings and one thread; seconds it took."""
    native = hnswlib.Index(space="ip", dim=vectors.shape[1])
    native.init_index(
        max_elements=len(vectors), M=graph_module.LINKS, ef_construction=graph_module.BUILD_EFFORT
    )
    building, _ = timed(lambda: native.add_items(vectors, num_threads=1))
    native.set_ef(graph_module.LEAST_EFFORT)
    return native, building


def others(vectors: np.ndarray, k: int) -> dict[str, tuple[float, Search]]:
    """faiss and usearch, as far as they are installed, with settings like ours."""
    ways: dict[str, tuple[float, Search]] = {}
    dimension = vectors.shape[1]
    try:
        faiss = importlib.import_module("faiss")
    except ImportError:
        print("faiss is not installed")
    else:
        faiss.omp_set_num_threads(1)
        flat = faiss.IndexFlatIP(dimension)
        flat.add(vectors)
        walk = faiss.IndexHNSWFlat(dimension, graph_module.LINKS, faiss.METRIC_INNER_PRODUCT)
        walk.hnsw.efConstruction = graph_module.BUILD_EFFORT
        building, _ = timed(lambda: walk.add(vectors))
        walk.hnsw.efSearch = graph_module.LEAST_EFFORT
        ways["faiss, flat"] = (0.0, lambda q: flat.search(q[None], k)[1][0] + 1)
        ways["faiss, HNSW"] = (building, lambda q: walk.search(q[None], k)[1][0] + 1)
    try:
        usearch = importlib.import_module("usearch.index")
    except ImportError:
        print("usearch is not installed")
    else:
        for kind in ("f32", "f16"):
            index = usearch.Index(
                ndim=dimension,
                metric="ip",
                dtype=kind,
                connectivity=graph_module.LINKS,
                expansion_add=graph_module.BUILD_EFFORT,
                expansion_search=graph_module.LEAST_EFFORT,
            )
            building, _ = timed(
                lambda index=index: index.add(np.arange(1, len(vectors) + 1), vectors, threads=1)
            )
            ways[f"usearch, {kind}"] = (building, lambda q, index=index: index.search(q, k).keys)
    return ways


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="20000x10,200000x10,100000x64")
    parser.add_argument("-k", type=int, default=10)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    for size in options.sizes.split(","):
        count, dimension = (int(number) for number in size.split("x"))
        bench(count, dimension, options.k, options.queries)


if __name__ == "__main__":
    main()
