"""A library of a million clips: start, queries with filters, growth and memory.

Usage: python tests/benchmarks/bench_million.py --library LIBRARY [--clips 1000000]
           [--folder FOLDER] [--queries 200] [--wide]

The clips are made: each lies between two real clips of LIBRARY that sound alike, with some noise
(a smoothed bootstrap of their embeddings, valence, arousal and moods together), ten to a track,
with tempo, key and loudness of real tracks. They are stored in a catalogue, by its own schema, in
FOLDER (2.5 GB for a million; a temporary one by default), which a second run takes as it is.

Every figure is taken in a new process. For each filter are printed the share of clips that it
lets through, the milliseconds of its first use (SQL) and of a query (p50, p95, and p95 of the
processor's time alone, which other programs do not lengthen), recall@10 against exact search, and
how many times quicker p50 is than the baseline of the same run: numpy, a product and a full
argsort of what the filter lets through. Half of the queries are sentences of the demo story (but
for the space of sound, which has no texts), the others are clips with noise. The raw index is
hnswlib with the same graph or, where there is none, the bare product of what is compared first.
With --wide the space of sound (64 dimensions) is measured too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.sound import SOUND
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.index import FOLDER, Index
from t2m_engine.library.rows import FACTS
from t2m_engine.library.search.filters import Filters
from t2m_engine.library.search.query import parse_filters
from t2m_engine.places import resources
from t2m_engine.text.sentences import spans

CLIPS_A_TRACK = 10
FILTERS = (
    "",
    "bpm:..120",
    "mood:tender,sad",
    "mood:tender -key:C",
    "key:Am",
    "title:m77",
    "title:m777",
)
NOISE = 0.1
"""Of the made clips, in standard deviations of the real ones."""


def main() -> None:
    """Read the options and measure, or, as a child, measure one thing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path)
    parser.add_argument("--clips", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--child", choices=sorted(CHILDREN))
    parser.add_argument("--space", default="fusion")
    options = parser.parse_args()
    if options.child:
        print(json.dumps(CHILDREN[options.child](options)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if not (folder / "catalogue.sqlite").exists():
            if options.library is None:
                parser.error("--library: a library of real music that the clips are made like")
            took = make(options.library, folder, options.clips)
            print(f"{options.clips:,} clips made and stored in {took:.0f} s")
        for space in ("fusion", *(["sound"] if options.wide else [])):
            report(folder, space, options.queries)
        engine(folder)


def report(folder: Path, space: str, queries: int) -> None:
    """Measure one space in children, and print its tables."""
    load = os.getloadavg()[0]
    print(f"\n{space}  (load {load:.1f} on {os.cpu_count()} cores)")
    first = child("prepare", folder, space, queries)
    print(
        f"  without files: read from SQLite in {first['open']:.2f} s; files written, "
        f"{'graph built, ' if first['graph'] else ''}in {first['keep']:.1f} s, {first['mb']:.0f} MB"
    )
    start = child("start", folder, space, queries)
    print(
        f"  with files: opened in {start['open']:.2f} s, first answer after {start['first']:.2f} s"
        + (f", graph checked and loaded after {start['keep']:.2f} s more" if start["graph"] else "")
    )
    print(
        f"  memory: {start['rss']:.0f} MB resident, {start['anonymous']:.0f} MB of it its own, the "
        f"rest the files' pages ({start['before']:.0f} MB before it was opened)"
    )
    asked = child("queries", folder, space, queries)
    names = ("allowed", "first", "p50", "p95", "p95 cpu", "recall", "×")
    print(f"  {'filter':<22}" + "".join(f"{name:>9}" for name in names))
    for row in asked["rows"]:
        print(
            f"  {row['filter'] or '(none)':<22}{row['share']:9.2%}{row['first']:9.1f}"
            f"{row['p50']:9.2f}{row['p95']:9.2f}{row['cpu']:9.2f}{row['recall']:9.4f}"
            f"{row['baseline'] / row['p50']:9.1f}"
        )
    print(
        f"  {asked['kind']}: p50 {asked['raw']:.2f} ms: ours takes "
        f"{asked['rows'][0]['p50'] / asked['raw']:.2f} × that"
    )
    grown = child("grow", folder, space, queries)
    print(
        f"  1,000 clips more, stored in {grown['store']:.2f} s: found {grown['follow']:.3f} s after"
        f", in the graph {grown['keep']:.2f} s after; 1,000 gone: {grown['gone']:.3f} s"
    )


def engine(folder: Path) -> None:
    """Measure a whole engine."""
    whole = child("engine", folder, "fusion", 100)
    print(
        f"\nengine with networks: suggestions {whole['first']:.2f} s after its start (of which "
        f"{whole['networks']:.2f} s until a text is read), p95 {whole['p95']:.1f} ms with the text "
        f"read anew, beside {whole['reading']:.1f} ms for reading it; {whole['rss']:.0f} MB "
        f"resident, {whole['anonymous']:.0f} MB of it its own"
    )


def child(what: str, folder: Path, space: str, queries: int) -> Any:
    """Run one measurement in a new process."""
    command = [sys.executable, __file__, "--child", what, "--folder", str(folder)]
    command += ["--space", space, "--queries", str(queries)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(ended.stdout.splitlines()[-1])


# Making


def make(library: Path, folder: Path, clips: int) -> float:
    """Store `clips` made clips in a new catalogue in `folder`; seconds that it took."""
    begin = time.perf_counter()
    pack = ModelPack.load()
    rng = np.random.default_rng(7)
    with Catalogue.open(library) as real, real._reading() as connection:
        rows = connection.execute(
            "SELECT valence, arousal, moods, embedding, energy FROM clips WHERE pack = ?",
            (pack.music_id,),
        ).fetchall()
        facts = connection.execute(
            "SELECT tempo, key, loudness, duration FROM tracks WHERE facts > 0"
        ).fetchall()
    plane = np.array([row[:2] for row in rows], np.float32)
    moods = np.log(np.stack([np.frombuffer(row[2], "<f4") for row in rows]) + 1e-4)
    heard = np.stack([np.frombuffer(row[3], "<f4") for row in rows]).astype(np.float32)
    unit = heard / np.linalg.norm(heard, axis=1, keepdims=True)
    near = np.argsort(-(unit @ unit.T), axis=1)[:, :10]
    with Catalogue.open(folder) as catalogue, catalogue._writing() as connection:
        tracks = clips // CLIPS_A_TRACK
        connection.executemany(
            "INSERT INTO tracks (id, path, size, mtime_ns, content_id, duration, sample_rate, "
            "channels, codec, title, artist, pack, peaks, curve_length, curve, added, facts, "
            "tempo, key, loudness) VALUES (?, ?, 1, 1, ?, ?, 44100, 2, 'mp3', ?, ?, ?, ?, 5, ?, 0, "
            "?, ?, ?, ?)",
            (
                (
                    i, f"/music/{i % 997:03}/{i:07}.mp3".encode(), i.to_bytes(16, "big"), length,
                    f"M{i % 1000} piece {i}", f"Artist {i % 5000}", pack.music_id, bytes(600),
                    bytes(400), FACTS, tempo, key, loudness,
                )
                for i, (tempo, key, loudness, length) in enumerate(
                    (facts[j] for j in rng.integers(len(facts), size=tracks)), start=1
                )
            ),
        )  # fmt: skip
        for at in range(0, clips, 20_000):
            count = min(20_000, clips - at)
            one = rng.integers(len(rows), size=count)
            other = near[one, rng.integers(10, size=count)]
            share = rng.random((count, 1), dtype=np.float32)

            embedding, shares, places = (
                values[one]
                + share * (values[other] - values[one])
                + NOISE * values.std(axis=0) * rng.standard_normal((count, values.shape[1]))
                for values in (heard, moods, plane)
            )
            embedding = np.ascontiguousarray(embedding, "<f4")
            shares = np.exp(shares)
            shares = np.ascontiguousarray(shares / shares.sum(axis=1, keepdims=True), "<f4")
            places = np.clip(places, -1, 1)
            connection.executemany(
                'INSERT INTO clips (track_id, start, "end", valence, arousal, moods, embedding, '
                "pack, energy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, -20)",
                (
                    (
                        1 + (at + i) % tracks, 20.0 * ((at + i) // tracks),
                        20.0 * ((at + i) // tracks) + 8.0 + i % 40, *map(float, places[i]),
                        shares[i].tobytes(), embedding[i].tobytes(), pack.music_id,
                    )
                    for i in range(count)
                ),
            )  # fmt: skip
    with Catalogue.open(folder) as catalogue:
        for space in (pack.space("fusion"), SOUND):
            catalogue.fill(space, pack.music_id)
    return time.perf_counter() - begin


# Children


def opened(options: argparse.Namespace) -> tuple[Catalogue, Any, str]:
    """The catalogue, the space and the pack's id."""
    pack = ModelPack.load()
    space = SOUND if options.space == "sound" else pack.space(options.space)
    return Catalogue.open(options.folder), space, pack.music_id


def vectors_asked(index: Index, count: int) -> np.ndarray:
    """Queries: clips with noise, as a text lies near what suits it; float32 (count, d)."""
    rng = np.random.default_rng(3)
    rows = rng.choice(len(index.clip_ids), count, replace=False)
    asked = index.table.vectors[rows]
    asked = asked + 0.3 * index.table.vectors.std(axis=0) * rng.normal(size=asked.shape)
    return (asked / np.linalg.norm(asked, axis=1, keepdims=True)).astype(np.float32)


def texts_asked(space: Any, count: int) -> np.ndarray:
    """The places of sentences of the demo story, over and over; float32 (count, d)."""
    story = resources() / "demo" / "story" / "the_ferrymans_house.md"
    text = story.read_text("utf-8")
    lines = [text[first:last] for first, last in spans(text) if last - first > 20]
    readings = ModelPack.load().read_texts(lines[:count])
    return np.resize([space.text_vector(reading) for reading in readings], (count, space.dimension))


def prepare(options: argparse.Namespace) -> dict[str, Any]:
    """Open without files, then write them."""
    catalogue, space, pack = opened(options)
    for file in (options.folder / FOLDER).glob(f"{space.name}.t2mtable"):
        file.unlink()
    opening, index = timed(lambda: Index.open(catalogue, space, pack))
    keeping, _ = timed(index.keep)
    size = sum(f.stat().st_size for f in (options.folder / FOLDER).glob(f"{space.name}.*"))
    return {"open": opening, "keep": keeping, "mb": size / 2**20, "graph": not index.exact}


def start(options: argparse.Namespace) -> dict[str, Any]:
    """Open with files, answer once, load the graph."""
    catalogue, space, pack = opened(options)
    before = memory()[0]
    opening, index = timed(lambda: Index.open(catalogue, space, pack))
    query = vectors_asked(index, 1)[0]
    answering, _ = timed(lambda: index.search(query, 10))
    keeping, _ = timed(index.keep)
    index.search(query, 10)
    resident, own = memory()
    return {
        "open": opening,
        "first": opening + answering,
        "keep": keeping,
        "graph": not index.exact,
        "before": before,
        "rss": resident,
        "anonymous": own,
    }


def queries(options: argparse.Namespace) -> dict[str, Any]:
    """Ask with every filter; and raw hnswlib, with the same graph and the same effort."""
    catalogue, space, pack = opened(options)
    index = Index.open(catalogue, space, pack)
    index.keep()
    asked = vectors_asked(index, options.queries)
    if options.space != "sound":
        asked[::2] = texts_asked(space, len(asked[::2]))
    rows = []
    for line in FILTERS:
        filters = parse_filters(line)
        sifting, allowed = timed(lambda filters=filters: index.allowed(filters))
        vectors = np.ascontiguousarray(index.table.vectors[allowed.rows])
        times: list[float] = []
        own: list[float] = []
        plain: list[float] = []
        hits = 0

        def ours(query: np.ndarray, filters: Filters = filters) -> np.ndarray:
            return index.search(query, 10, index.allowed(filters))[0]  # looked up as by the engine

        def baseline(query: np.ndarray, vectors: np.ndarray = vectors) -> np.ndarray:
            return np.argsort(-(vectors @ query))[:10]

        ours(asked[0])
        for number, query in enumerate(asked):
            begin = time.thread_time()
            took, found = timed(lambda ours=ours, q=query: ours(q))
            own.append(time.thread_time() - begin)
            times.append(took)
            if number < 40:  # the baseline is slow
                took, best = timed(lambda baseline=baseline, q=query: baseline(q))
                plain.append(took)
                hits += len(set(found.tolist()) & set(index.clip_ids[allowed.rows[best]].tolist()))
        rows.append(
            {
                "filter": line,
                "share": len(allowed) / len(index.clip_ids),
                "first": 1000 * sifting,
                "p50": 1000 * float(np.median(times)),
                "p95": 1000 * float(np.quantile(times, 0.95)),
                "cpu": 1000 * float(np.quantile(own, 0.95)),
                "recall": hits / (min(10, len(allowed)) * len(plain)),
                "baseline": 1000 * float(np.median(plain)),
            }
        )
    if index.exact:
        kind, first = "the bare product of what is compared first", index._compared
        short = np.ascontiguousarray(asked[:, : first.shape[1]])
        times = [timed(lambda q=q: first @ q)[0] for q in short]
    else:
        kind, native = "raw hnswlib, the same graph", index._kept.graph._native
        native.set_ef(128)
        times = [
            timed(lambda q=q: native.knn_query(q[None], k=26, num_threads=1))[0] for q in asked
        ]
    return {"rows": rows, "raw": 1000 * float(np.median(times)), "kind": kind}


def grow(options: argparse.Namespace) -> dict[str, Any]:
    """Store 1,000 clips more, follow; delete them, follow."""
    catalogue, space, pack = opened(options)
    index = Index.open(catalogue, space, pack)
    index.keep()

    def store() -> None:
        with catalogue._writing() as connection:
            columns = 'start, "end", valence, arousal, moods, embedding, pack, energy'
            connection.execute(
                f"INSERT INTO clips (track_id, {columns}) SELECT track_id, {columns} FROM clips "
                "ORDER BY id LIMIT 1000"
            )
        catalogue.fill(space, pack)

    storing, _ = timed(store)
    following, later = timed(lambda: Index.open(catalogue, space, pack, known=index))
    assert len(later.clip_ids) == len(index.clip_ids) + 1000
    query = later.table.vectors[-1].copy()
    assert int(later.clip_ids[-1]) in later.search(query, 10)[0]
    keeping, _ = timed(later.keep)
    with catalogue._writing() as connection:
        connection.execute(
            "DELETE FROM clips WHERE id IN (SELECT id FROM clips ORDER BY id DESC LIMIT 1000)"
        )
    leaving, last = timed(lambda: Index.open(catalogue, space, pack, known=later))
    assert len(last.clip_ids) == len(index.clip_ids)
    return {"store": storing, "follow": following, "keep": keeping, "gone": leaving}


def whole_engine(options: argparse.Namespace) -> dict[str, Any]:
    """Start a session, read texts, suggest."""
    begin = time.perf_counter()
    from t2m_engine.session import Session  # its import is part of the start

    with Session(options.folder) as session:
        session.pack.read_texts(["Once upon a time."])
        networks = time.perf_counter() - begin
        list(session.suggest([("text", "The door stood open, and no one was there.")]))
        first = time.perf_counter() - begin
        session.pack.warm()
        times, reading = [], []
        for number in range(60):
            text = f"They danced until lamp number {number} went out, and then went home."
            took, _ = timed(
                lambda text=text: list(session.suggest([("text", text)], only="bpm:90-120 key:Am"))
            )
            times.append(took)
            reading.append(timed(lambda text=text: session.pack.read_texts([text]))[0])
        resident, own = memory()
    return {
        "networks": networks,
        "first": first,
        "p95": 1000 * float(np.quantile(times[5:], 0.95)),
        "reading": 1000 * float(np.quantile(reading[5:], 0.95)),
        "rss": resident,
        "anonymous": own,
    }


CHILDREN: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "prepare": prepare,
    "start": start,
    "queries": queries,
    "grow": grow,
    "engine": whole_engine,
}


def memory() -> tuple[float, float]:
    """Resident memory of this process, and the part that is no file's, in MB (Linux)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    values = {
        line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmR", "RssA"))
    }
    return int(values["VmRSS"]) / 1024, int(values["RssAnon"]) / 1024


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that `action` took, and what it gave."""
    begin = time.perf_counter()
    result = action()
    return time.perf_counter() - begin, result


if __name__ == "__main__":
    main()
