"""How long a clip takes until it can be dragged: 60 s of 48 kHz stereo, beside merely writing it.

Each figure is the median of several runs in one process, into the temporary folder. The baseline
is soundfile's write of the same samples, at once and to no purpose; it syncs the file as it closes
it, which is what a file that a power cut may not take costs on this disk: “not synced” is without.
“in the window” is the way of a drag, and of `t2m export`: the track is decoded in the guarded child
process and written meanwhile. Beside the time on the wall stands that of the processors, children
apart: a busy machine stretches the first more than the second.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from t2m_engine.audio.guard import Guard
from t2m_engine.export.clip import ClipWish, export_clip
from t2m_engine.export.clip_tags import ClipTags

RATE = 48_000
TAGS = ClipTags("Dusk", "Nobody", "CC0", "", "dusk.flac", 60.0, "The Door", "sad")


def median(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Milliseconds of one run, and of this process's processors."""
    work()
    times, busy = [], []
    for _ in range(runs):
        begun, worked = time.perf_counter(), time.process_time()
        work()
        times.append(time.perf_counter() - begun)
        busy.append(time.process_time() - worked)
    return 1000.0 * statistics.median(times), 1000.0 * statistics.median(busy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="t2m-bench-") as name:
        folder = Path(name)
        noise = np.random.default_rng(0).normal(0, 0.1, (180 * RATE, 2)).astype(np.float32)
        track = folder / "track.flac"
        soundfile.write(track, noise, RATE, "PCM_16")
        clip = noise[60 * RATE : 120 * RATE]

        def plain() -> None:
            soundfile.write(folder / "plain.wav", clip, RATE, "PCM_24")

        def unsynced() -> None:
            sound = soundfile.SoundFile(folder / "plain.wav", "w", RATE, 2, "PCM_24")
            sound.flush = lambda: None
            with sound:
                sound.write(clip)

        def decoded() -> None:
            soundfile.read(track, 60 * RATE, start=60 * RATE, dtype="float32")

        base, busy = median(plain, runs)
        print(f"{'soundfile.write, WAV 24':38} {base:8.1f} ms   1.0 {busy:8.1f} ms of CPU")
        for label, work in (("  not synced", unsynced), ("soundfile.read of the FLAC", decoded)):
            found, busy = median(work, runs)
            print(f"{label:38} {found:8.1f} ms {found / base:5.1f} {busy:8.1f} ms of CPU")
        guard = Guard()
        for label, suffix, wish in (
            ("clip, WAV 24, in the window", ".wav", ClipWish()),
            ("clip, FLAC 24, in the window", ".flac", ClipWish()),
            ("clip, WAV 24, 44.1 kHz, in the window", ".wav", ClipWish(sample_rate=44_100)),
            ("clip, WAV 24", ".wav", ClipWish()),
            ("clip, WAV 16, dithered", ".wav", ClipWish(bits="16")),
            ("clip, WAV 32f", ".wav", ClipWish(bits="32f")),
            ("clip, FLAC 24", ".flac", ClipWish()),
            ("clip, WAV 24, 44.1 kHz", ".wav", ClipWish(sample_rate=44_100)),
            ("clip, WAV 24, −16 LUFS, limited", ".wav", ClipWish(loudness=-16.0)),
        ):
            target = folder / f"clip{suffix}"

            child = guard if "window" in label else None

            def export(
                target: Path = target, wish: ClipWish = wish, child: Guard | None = child
            ) -> None:
                export_clip(track, 60.0, 120.0, target, wish=wish, tags=TAGS, guard=child)

            found, busy = median(export, runs)
            print(f"{label:38} {found:8.1f} ms {found / base:5.1f} {busy:8.1f} ms of CPU")
        guard.close()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
