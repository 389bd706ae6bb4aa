"""Looking for copies in a large library: time and memory, beside comparing every pair.

Usage: python tests/benchmarks/bench_duplicates.py MUSIC... [--tracks 100000] [--folder FOLDER]

The fingerprints are made: each is pieces of 16 items of the fingerprints of the files in MUSIC,
joined at random, with one bit in ten flipped and the lengths of songs; one track in twenty is a
copy of another, with three bits in a hundred flipped, as MP3 of a low rate has them. The baseline
is the same look (`likeness`) at all pairs of one length, told from 2,016 of them. A new process
looks, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.fingerprint import fingerprint, likeness
from t2m_engine.audio.guard import Guard
from t2m_engine.library.catalogue import FILE, Catalogue
from t2m_engine.library.duplicates import SAME_LENGTH, fold
from t2m_engine.library.walk import find

ITEMS = 940
PIECE = 16


def main() -> None:
    """Make the library where it is not there, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("music", nargs="*", type=Path)
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--look", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.look:
        look(options.look)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if not (folder / FILE).exists():
            make(folder, options.music, options.tracks)
        baseline(folder)
        subprocess.run([sys.executable, __file__, "--look", folder], check=True)


def make(folder: Path, music: list[Path], tracks: int) -> None:
    """Write a catalogue of `tracks` made tracks to `folder`."""
    files = list(find(music).files)[:300]
    with Guard(workers=1) as guard:
        real = [fingerprint(guard.load(file).samples, MODEL_RATE) for file in files]
    pool = np.concatenate([own for own in real if len(own) > 2 * PIECE])
    print(f"made of {len(real)} files, {len(pool):,} items")
    rng = np.random.default_rng(1)
    with Catalogue.open(folder):
        pass
    with sqlite3.connect(folder / FILE, isolation_level=None) as connection:
        connection.execute("BEGIN")
        before: list[tuple[np.ndarray, float, bytes]] = []
        for number in range(tracks):
            if before and number % 20 == 0:
                items, length, peaks = before[rng.integers(len(before))]
                flips = rng.random((len(items), 32)) < 0.03
                items = items ^ np.packbits(flips, axis=1).view("<u4")[:, 0]
                length += float(rng.uniform(-0.1, 0.1))
            else:
                starts = rng.integers(0, len(pool) - PIECE, ITEMS // PIECE)
                items = pool[(starts[:, None] + np.arange(PIECE)).ravel()]
                items = (
                    items
                    ^ np.packbits(rng.random((len(items), 32)) < 0.1, axis=1).view("<u4")[:, 0]
                )
                length = float(rng.lognormal(np.log(215.0), 0.35))
                peaks = rng.integers(0, 256, 600, dtype=np.uint8).tobytes()
                before.append((items, length, peaks))
                del before[:-500]
            connection.execute(
                "INSERT INTO tracks (path, size, mtime_ns, content_id, duration, sample_rate, "
                "channels, codec, title, artist, pack, peaks, curve_length, curve, added, "
                "fingerprint) "
                "VALUES (?, 1, 1, ?, ?, 44100, 2, 'mp3', '', '', 'p', ?, 5, x'', 1, ?)",
                (f"/m/{number}.mp3".encode(), str(number).encode(), length, peaks, items.tobytes()),
            )
        connection.execute("COMMIT")
    connection.close()


def baseline(folder: Path) -> None:
    """Print what comparing every pair of one length would take."""
    with Catalogue.open(folder) as catalogue:
        lengths = np.sort([track.duration for track in catalogue.tracks()])
        ids = [track.id for track in catalogue.tracks()[:64]]
        some = [items for _, items in catalogue.fingerprints(ids)]
    lasts = np.searchsorted(lengths, lengths + SAME_LENGTH)
    pairs = int((lasts - np.arange(len(lengths)) - 1).sum())
    began = time.perf_counter()
    looks = [likeness(left, right) for left, right in combinations(some, 2)]
    each = (time.perf_counter() - began) / len(looks)
    print(f"{len(lengths):,} tracks; {pairs:,} pairs of one length, ", end="")
    print(f"{each * 1e3:.2f} ms each: {pairs * each / 3600:.1f} h", flush=True)


def look(folder: Path) -> None:
    """Fold, and print what it took."""
    with Catalogue.open(folder) as catalogue:
        compared = []
        began, work = time.perf_counter(), time.process_time()
        copies = fold(catalogue, progress=lambda done, total: compared.append(total))
        took, worked = time.perf_counter() - began, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    pairs = compared[-1]
    print(
        f"{copies:,} copies, {pairs:,} pairs compared: {took:.1f} s ({worked:.1f} s of the ", end=""
    )
    print(f"processor), {memory:.2f} GB")


if __name__ == "__main__":
    main()
