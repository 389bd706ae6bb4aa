"""From a paragraph to its suggestions: p50 and p95.

Usage: python tests/benchmarks/bench_suggest.py [--library DIR | --clips N] [--passages F.jsonl]
                                                [-k 10] [--rounds N] [--model PACK]
                                                [--device auto|cpu|cuda]

The baseline is what no program can do without: the pack reading the text. Each round reads a
passage alone, then reads it and ranks the library; the two take turns, so that both meet the same
machine. Without --library, a library of --clips random clips is made for the run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.reading import Reading
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.records import Curve, FileState, NewClip, NewTrack
from t2m_engine.suggest.suggester import Suggester

ROOT = Path(__file__).resolve().parents[2]
PER_TRACK = 12


def fill(catalogue: Catalogue, pack: ModelPack, clips: int) -> None:
    """Store `clips` random clips, twelve a track, as `pack` would have heard them."""
    rng = np.random.default_rng(0)
    width = pack.card["music"]["shape"]["embedding"]
    empty = np.zeros(0, np.float32)
    curve = Curve(5.0, empty, empty, empty, np.zeros((0, len(MOODS)), np.float32))
    for number in range(clips // PER_TRACK):
        stored = []
        for index in range(PER_TRACK):
            valence, arousal = (float(value) for value in rng.uniform(-1, 1, 2))
            shares = tuple(float(share) for share in rng.dirichlet(np.full(len(MOODS), 0.6)))
            embedding = np.abs(rng.normal(size=width)).astype(np.float32)
            reading = Reading(Emotion(valence, arousal, shares), embedding)
            stored.append(NewClip(20.0 * index, 20.0 * index + 20.0, reading))
        catalogue.put_track(
            NewTrack(
                path=Path(f"/music/{number:06}.ogg"),
                state=FileState(1, 1),
                content_id=number.to_bytes(16, "big"),
                duration=20.0 * PER_TRACK,
                sample_rate=44_100,
                channels=2,
                codec="vorbis",
                title=f"Title {number}",
                artist="",
                pack=pack.music_id,
                peaks=np.zeros(600, np.uint8),
                curve=curve,
                clips=tuple(stored),
            )
        )


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path)
    parser.add_argument("--clips", type=int, default=20_000)
    parser.add_argument(
        "--passages", type=Path, default=ROOT / "resources" / "corpus" / "passages.jsonl"
    )
    parser.add_argument("-k", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--model")
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    lines = options.passages.read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    pack = ModelPack.load(options.model, device=options.device)
    begin = time.perf_counter()
    pack.warm()
    print(f"pack {pack.name} ({pack.id}) on {pack.device}: {time.perf_counter() - begin:.2f} s")
    with ExitStack() as stack:
        folder = options.library or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        catalogue = stack.enter_context(Catalogue.open(folder))
        if options.library is None:
            fill(catalogue, pack, options.clips)
        suggester = Suggester(catalogue, pack)
        status = catalogue.status()
        begin = time.perf_counter()
        suggester.suggest(pack.read_texts(texts[:1]), options.k)
        print(
            f"{status['tracks']:,} tracks, {status['clips']:,} clips; the first suggestions, with "
            f"the index opened: {1000 * (time.perf_counter() - begin):.0f} ms"
        )
        reading_only, whole = [], []
        for round_ in range(options.rounds):
            text = texts[round_ % len(texts)]
            begin = time.perf_counter()
            pack.read_texts([text])
            middle = time.perf_counter()
            suggester.suggest(pack.read_texts([text]), options.k)
            reading_only.append(middle - begin)
            whole.append(time.perf_counter() - middle)
    baseline = statistics.median(reading_only)
    for name, took in (
        ("reading the text (baseline)", reading_only),
        ("text → suggestions", whole),
    ):
        p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        print(
            f"{name:<30}p50 {1000 * p50:7.1f} ms   p95 {1000 * p95:7.1f} ms   "
            f"{p50 / baseline:5.2f} × the baseline"
        )


if __name__ == "__main__":
    main()
