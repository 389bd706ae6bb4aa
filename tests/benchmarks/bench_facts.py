"""How often tempo and key are right, on music whose composer wrote them down.

Usage: python packaging/compose training --out MUSIC/composed
       python tests/benchmarks/bench_facts.py MUSIC/composed/manifest.jsonl [--limit N] [--librosa]

Pieces with even seeds are those on which the constants were chosen; those with odd seeds are the
test. A tempo is right within 4 %, or is a simple multiple (2, 3, 1/2, 1/3); a track without one is
wrong. A key is right when tonic and mode are (church modes count as the mode of their third); MIREX
gives .5 for a fifth, .3 for the relative, .2 for the parallel key. Pieces without a key (chromatic,
octatonic, whole-tone, locrian) are counted apart. With --librosa its own tempo, and its CQT chroma
with Krumhansl's profiles, are measured beside ours.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, installed or not

from t2m_engine.audio.decoding import MODEL_RATE, decode
from t2m_engine.audio.key import KEYS, find_key, parse_key
from t2m_engine.audio.tempo import find_tempo

MAJOR_MODES = {"major", "lydian", "mixolydian"}
MINOR_MODES = {"minor", "dorian", "phrygian", "harmonic minor"}
KRUMHANSL = (
    (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
)

Hearing = Callable[[np.ndarray], tuple[float | None, str]]


def ours(samples: np.ndarray) -> tuple[float | None, str]:
    """The tempo and key that a scan finds."""
    return find_tempo(samples, MODEL_RATE).beats, find_key(samples, MODEL_RATE).name


def librosas(samples: np.ndarray) -> tuple[float | None, str]:
    """The tempo of librosa's beat tracker, and the key of its chroma."""
    import librosa

    tempo = librosa.beat.beat_track(y=samples, sr=MODEL_RATE, hop_length=256)[0]
    chroma = librosa.feature.chroma_cqt(y=samples, sr=MODEL_RATE).mean(axis=1)
    fits = [
        np.corrcoef(np.roll(profile, tonic), chroma)[0, 1]
        for profile in KRUMHANSL
        for tonic in range(12)
    ]
    return float(np.atleast_1d(tempo)[0]), KEYS[int(np.argmax(fits))]


def true_key(piece: dict[str, Any]) -> str:
    """One of KEYS, or "" for a piece that has none."""
    minor = "m" if piece["mode"] in MINOR_MODES else ""
    has_one = piece["mode"] in MAJOR_MODES | MINOR_MODES
    return parse_key(f"{piece['key']} {minor}") if has_one else ""


def mirex(found: str, true: str) -> float:
    """The credit for a key, 0 to 1."""
    if not found:
        return 0.0
    minor, tonic = divmod(KEYS.index(found), 12)
    true_minor, true_tonic = divmod(KEYS.index(true), 12)
    up = (tonic - true_tonic) % 12
    if minor == true_minor:
        return 1.0 if up == 0 else 0.5 if up in (5, 7) else 0.0
    relative = 9 if minor else 3
    return 0.3 if up == relative else 0.2 if up == 0 else 0.0


def is_multiple(ratio: float) -> bool:
    """Whether a tempo is right but for its metrical level."""
    return any(abs(ratio / level - 1) < 0.04 for level in (1, 2, 3, 1 / 2, 1 / 3))


def report(pieces: list[dict[str, Any]], folder: Path, hear: Hearing) -> None:
    """Print how often `hear` is right."""
    found, seconds, computed = [], 0.0, 0.0
    for piece in pieces:
        sound = decode(folder / piece["file"], sample_rate=MODEL_RATE, mono=True)
        begin = time.process_time()
        found.append(hear(sound.samples[:, 0]))
        computed += time.process_time() - begin
        seconds += sound.duration
    ratios = np.array([(tempo or 0.0) for tempo, _ in found]) / [p["tempo_bpm"] for p in pieces]
    print(
        f"  tempo, {len(pieces)} pieces: within 4 % {np.mean(np.abs(ratios - 1) < 0.04):.3f}, "
        f"or a multiple {np.mean([is_multiple(ratio) for ratio in ratios]):.3f}, "
        f"none {np.mean(ratios == 0):.3f}"
    )
    keyed = [(key, true_key(piece)) for (_, key), piece in zip(found, pieces, strict=True)]
    credit = np.array([mirex(key, true) for key, true in keyed if true])
    print(
        f"  key, {len(credit)} pieces: exact {np.mean(credit == 1):.3f}, "
        f"MIREX {np.mean(credit):.3f}, none {np.mean([not key for key, true in keyed if true]):.3f}"
    )
    without = [not key for key, true in keyed if not true]
    print(f"  no key, {len(without)} pieces: {np.mean(without):.3f}")
    print(f"  {seconds / computed:.0f} × real time on one core")


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--limit", type=int, default=10_000, help="pieces at most")
    parser.add_argument("--librosa", action="store_true", help="measure librosa too")
    options = parser.parse_args()
    lines = options.manifest.read_text("utf-8").splitlines()[: options.limit]
    pieces = [json.loads(line) for line in lines]
    halves = {
        "even seeds (chosen on)": [piece for piece in pieces if piece["seed"] % 2 == 0],
        "odd seeds (test)": [piece for piece in pieces if piece["seed"] % 2 == 1],
    }
    for name, half in halves.items():
        for who, hear in (("t2m", ours), *([("librosa", librosas)] if options.librosa else [])):
            print(f"{who}, {name}")
            report(half, options.manifest.parent, hear)


if __name__ == "__main__":
    main()
