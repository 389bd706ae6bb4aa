"""The scan of real music, in × real time, and where its time goes.

Usage: python tests/benchmarks/bench_scan.py FOLDER... [--limit N] [--workers N] [--model PACK]
                                                       [--device auto|cpu|cuda]

The baseline is the same work without a library and without overlap: every file decoded in the
guard, measured, heard by the network and cut into clips, one after the other. Its stages are timed,
and give the breakdown. Then `scan` does the same files into a new library, once more when only
facts are missing, and once more when nothing has changed. Printed: × real time of each, and the
ratio of the scan to the baseline. On a busy machine compare processor times, which are printed too:
a stage's share of them is what it costs.
"""

from __future__ import annotations

import argparse
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.audio.clips import choose_clips
from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.facts import energy
from t2m_engine.audio.fingerprint import fingerprint
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.key import find_key
from t2m_engine.audio.novelty import novelty
from t2m_engine.audio.tempo import find_tempo
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.spaces import place_music
from t2m_engine.errors import InputError
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan
from t2m_engine.library.walk import content_id, find

STAGES = (
    "digest", "decode", "loudness", "tempo", "key", "fingerprint", "novelty", "energy", "network",
    "clips and vocals",
)  # fmt: skip


def processor() -> float:
    """Seconds that this process and its children, alive or not, have computed."""
    own = sum(os.times()[:4])
    for child in Path("/proc/self/task").glob("*/children"):
        for process in child.read_text().split():
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
            own += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own


def one_after_the_other(
    files: list[Path], pack: ModelPack
) -> tuple[Counter[str], Counter[str], float]:
    """Seconds by stage, seconds of the processor by stage, and seconds of audio."""
    took: Counter[str] = Counter()
    computed: Counter[str] = Counter()
    audio = 0.0
    with Guard() as guard:
        for path in files:
            marks = [(time.perf_counter(), processor())]

            def mark(marks: list[tuple[float, float]] = marks) -> None:
                marks.append((time.perf_counter(), processor()))

            content_id(path)
            mark()
            try:
                loaded = guard.load(path)
                mark()
                guard.load(path, measure=True)
                mark()
            except InputError:
                continue
            find_tempo(loaded.samples, MODEL_RATE)
            mark()
            find_key(loaded.samples, MODEL_RATE)
            mark()
            fingerprint(loaded.samples, MODEL_RATE)
            mark()
            changes = novelty(loaded.samples, MODEL_RATE)
            mark()
            energy(loaded.samples, MODEL_RATE, 0.0, loaded.info.duration)
            mark()
            curve = pack.listen(loaded.samples)
            mark()
            ranges = choose_clips(
                loaded.info.duration, curve.starts, curve.embedding, curve.level, changes
            )
            readings = [pack.read_clip(curve, clip.start, clip.end) for clip in ranges]
            pack.vocals(np.stack([reading.embedding for reading in readings]))
            for space in pack.spaces.values():
                place_music(space, readings)
            mark()
            for name, begin, end in zip(STAGES, marks[:-1], marks[1:], strict=True):
                took[name] += end[0] - begin[0]
                computed[name] += end[1] - begin[1]
            audio += loaded.info.duration
    for seconds in (took, computed):  # it was decoded twice: what measuring adds is the rest
        seconds["loudness"] = max(0.0, seconds["loudness"] - seconds["decode"])
    return took, computed, audio


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--limit", type=int, default=60, help="files at most, evenly taken")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--model")
    parser.add_argument("--device", default="auto")
    options = parser.parse_args()
    files = list(find(options.folders).files)
    files = files[:: max(1, len(files) // options.limit)][: options.limit]
    pack = ModelPack.load(options.model, device=options.device)
    pack.warm()
    print(f"{len(files)} files, pack {pack.name} ({pack.id}) on {pack.device}")

    took, computed, audio = one_after_the_other(files, pack)
    baseline = audio / sum(took.values())
    print(f"{audio / 3600:.2f} h of music")
    print(f"one after the other (baseline)  {baseline:7.0f} × real time")
    for name, seconds in took.most_common():
        share = seconds / sum(took.values())
        print(
            f"    {name:<28}{audio / seconds:9.0f} × real time {share:7.1%}"
            f"{1000 * computed[name] / audio:9.2f} ms of the processor a second"
        )
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder)) as catalogue:
        before = processor()
        result = scan(files, catalogue, pack, workers=options.workers)
        used = 1000 * (processor() - before) / audio
        print(
            f"scan                            {result.rate:7.0f} × real time "
            f"{result.rate / baseline:7.2f} × the baseline   ({result.tracks} tracks, "
            f"{result.clips} clips, {result.errors} errors)"
        )
        print(
            f"    {used:.1f} ms of the processor a second of music: {2000 / used:.0f} × real time "
            "at most on two cores"
        )
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"    memory at most: {most:.0f} MB, networks and libraries included; decoders apart")
        with sqlite3.connect(catalogue.file) as connection:
            connection.execute("UPDATE tracks SET facts = 0")
        connection.close()
        facts = scan(files, catalogue, pack, workers=options.workers)
        print(f"scan for facts only             {facts.rate:7.0f} × real time")
        again = scan(files, catalogue, pack, workers=options.workers)
        print(
            f"scan, nothing changed           {1000 * again.elapsed:7.1f} ms "
            f"{result.elapsed / again.elapsed:9.0f} × quicker than the first"
        )


if __name__ == "__main__":
    main()
