"""The scan of real music, in × real time, and where its time goes.

Usage: python tests/benchmarks/bench_scan.py FOLDER... [--limit N] [--workers N] [--model PACK]
                                                       [--device auto|cpu|cuda]

The baseline is the same work without a library and without overlap: every file decoded in the
guard, heard by the network and cut into clips, one after the other. Its stages are timed, and give
the breakdown. Then `scan` does the same files into a new library, and once more when nothing has
changed. Printed: × real time of each, and the ratio of the scan to the baseline.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.audio.clips import choose_clips
from t2m_engine.audio.guard import Guard
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.spaces import place_music
from t2m_engine.errors import InputError
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan
from t2m_engine.library.walk import content_id, find


def one_after_the_other(files: list[Path], pack: ModelPack) -> tuple[Counter[str], float]:
    """Seconds by stage, and seconds of audio."""
    took: Counter[str] = Counter()
    audio = 0.0
    with Guard() as guard:
        for path in files:
            marks = [time.perf_counter()]
            content_id(path)
            marks.append(time.perf_counter())
            try:
                loaded = guard.load(path)
            except InputError:
                continue
            marks.append(time.perf_counter())
            curve = pack.listen(loaded.samples)
            marks.append(time.perf_counter())
            ranges = choose_clips(loaded.info.duration, curve.starts, curve.embedding, curve.level)
            readings = [pack.read_clip(curve, clip.start, clip.end) for clip in ranges]
            for space in pack.spaces.values():
                place_music(space, readings)
            marks.append(time.perf_counter())
            for name, begin, end in zip(
                ("digest", "decode", "network", "clips"), marks[:-1], marks[1:], strict=True
            ):
                took[name] += end - begin
            audio += loaded.info.duration
    return took, audio


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

    took, audio = one_after_the_other(files, pack)
    baseline = audio / sum(took.values())
    print(f"{audio / 3600:.2f} h of music")
    print(f"one after the other (baseline)  {baseline:7.0f} × real time")
    for name, seconds in took.most_common():
        share = seconds / sum(took.values())
        print(f"    {name:<28}{audio / seconds:9.0f} × real time {share:7.1%}")
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder)) as catalogue:
        result = scan(files, catalogue, pack, workers=options.workers)
        print(
            f"scan                            {result.rate:7.0f} × real time "
            f"{result.rate / baseline:7.2f} × the baseline   ({result.tracks} tracks, "
            f"{result.clips} clips, {result.errors} errors)"
        )
        again = scan(files, catalogue, pack, workers=options.workers)
        print(
            f"scan, nothing changed           {1000 * again.elapsed:7.1f} ms "
            f"{result.elapsed / again.elapsed:9.0f} × quicker than the first"
        )


if __name__ == "__main__":
    main()
