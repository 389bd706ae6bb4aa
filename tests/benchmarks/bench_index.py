"""The index beside plain numpy and raw hnswlib, on clustered vectors.

Usage: python tests/benchmarks/bench_index.py [--sizes 20000x10,100000x10,20000x128] [-k 10]
                                              [--queries 200]

The baseline is the exact search that everybody writes first (numpy: a product and a full
argsort). For each size are printed: p50 of a query in milliseconds and how many times quicker
than the baseline it is; recall@k against the baseline; seconds to build, to write and to load a
graph. All run in one process, in turn, query by query, so that they meet the same machine.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hnswlib
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.library import index as index_module
from t2m_engine.library.index import Index
from t2m_engine.library.records import Snapshot


@dataclass(frozen=True)
class Plain:
    """A space, as far as an index needs one."""

    dimension: int
    name: str = "bench"


def clustered(count: int, dimension: int, centres: np.ndarray, seed: int) -> np.ndarray:
    """Unit vectors around `centres`, as moods lie; float32 (count, dimension)."""
    rng = np.random.default_rng(seed)
    points = centres[rng.integers(len(centres), size=count)]
    points = points + 0.25 * rng.normal(size=(count, dimension))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def timed(action: Callable[[], object]) -> tuple[float, object]:
    """Seconds that `action` took, and what it gave."""
    begin = time.perf_counter()
    result = action()
    return time.perf_counter() - begin, result


def bench(count: int, dimension: int, k: int, queries: int) -> None:
    """Measure one size and print its table."""
    centres = np.random.default_rng(0).normal(size=(60, dimension))
    vectors = clustered(count, dimension, centres, 1)
    asked = clustered(queries, dimension, centres, 2)
    ids = np.arange(count)
    snapshot = Snapshot(1, ids, ids, vectors)
    space = Plain(dimension)

    build, graph = timed(lambda: index_module._build(vectors))
    facts = index_module._facts(space, snapshot, "bench")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.t2mindex"
        write, _ = timed(lambda: index_module._save(file, graph, facts, 1))
        load, loaded = timed(lambda: index_module._load(file, facts))
        size = file.stat().st_size / 2**20
    assert loaded is not None
    raw = hnswlib.Index(space="ip", dim=dimension)
    raw_build, _ = timed(lambda: fill(raw, vectors))
    raw.set_ef(index_module.LEAST_EFFORT)

    exact, approximate = Index(space, snapshot, None), Index(space, snapshot, loaded)
    ways: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        "numpy, argsort (baseline)": lambda q: np.argsort(-(vectors @ q))[:k],
        "Index, exact": lambda q: exact.search(q, k)[0],
        "Index, graph": lambda q: approximate.search(q, k)[0],
        "raw hnswlib": lambda q: raw.knn_query(q[None], k=k, num_threads=1)[0][0],
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    hits = dict.fromkeys(ways, 0)
    for query in asked:
        truth: set[int] = set()
        for name, search in ways.items():
            took, found = timed(lambda search=search, query=query: search(query))
            answer = {int(i) for i in np.asarray(found)}
            truth = truth or answer
            times[name].append(took)
            hits[name] += len(answer & truth)
    print(f"\n{count:,} clips × {dimension}  (k = {k}, {queries} queries)")
    print(
        f"  graph: built in {build:.1f} s (raw hnswlib, the same settings, "
        f"{raw_build:.1f} s), written in {write:.2f} s, checked and loaded in {load:.2f} s, "
        f"{size:.1f} MB"
    )
    baseline = statistics.median(times["numpy, argsort (baseline)"])
    for name, took in times.items():
        middle = statistics.median(took)
        recall = hits[name] / (k * queries)
        print(
            f"  {name:<28}{1000 * middle:9.3f} ms {baseline / middle:8.1f} ×   recall {recall:.4f}"
        )
    chosen = "graph" if vectors.size > index_module.EXACT_NUMBERS else "exact search"
    print(f"  t2m takes: {chosen}")


def fill(graph: hnswlib.Index, vectors: np.ndarray) -> None:
    """Build a graph as anyone would, with our settings and one thread."""
    graph.init_index(
        max_elements=len(vectors), M=index_module.LINKS, ef_construction=index_module.BUILD_EFFORT
    )
    graph.add_items(vectors, num_threads=1)


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="20000x10,100000x10,20000x128")
    parser.add_argument("-k", type=int, default=10)
    parser.add_argument("--queries", type=int, default=200)
    options = parser.parse_args()
    for size in options.sizes.split(","):
        count, dimension = (int(number) for number in size.split("x"))
        bench(count, dimension, options.k, options.queries)


if __name__ == "__main__":
    main()
