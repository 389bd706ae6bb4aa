"""Hears rendered pieces with an AudioSet tagger, and measures their sound, mood by mood."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from compose.composer import MOODS

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

RATE = 32_000  # Hz
_WINDOW = 10 * RATE
_FIRST_MOOD = 276  # AudioSet's "Happy music"; the other six follow in t2m's order


def load(path: Path) -> Floats:
    """The whole file as mono 32 kHz float32 (frames,), through ffmpeg."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "2", "-ar", str(RATE)]
    done = subprocess.run([*command, "-f", "f32le", "-"], capture_output=True, check=True)
    return np.frombuffer(done.stdout, dtype=np.float32).reshape(-1, 2).mean(axis=1)


def mood_logits(session: object, samples: Floats) -> Floats:
    """The seven mood logits (7,), a mean over ten-second windows every five seconds."""
    starts = range(0, max(1, len(samples) - _WINDOW + 1), _WINDOW // 2)
    windows = np.stack([np.pad(w, (0, _WINDOW - len(w))) for w in
                        (samples[s : s + _WINDOW] for s in starts)])  # fmt: skip
    name = session.get_inputs()[0].name  # type: ignore[attr-defined]
    logits = np.concatenate(
        [session.run(None, {name: w[None]})[0] for w in windows]  # type: ignore[attr-defined]
    )
    return np.asarray(logits[:, _FIRST_MOOD : _FIRST_MOOD + 7].mean(axis=0), dtype=np.float32)


def measures(samples: Floats) -> dict[str, float]:
    """Centroid (Hz), RMS and peak (dBFS), onsets a second, longest silence (s)."""
    hop, size = 512, 2048
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    spectra = np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1))
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    energy = spectra.sum(axis=1) + 1e-9
    level = np.sqrt((frames**2).mean(axis=1)) + 1e-9
    loud = level > 10 ** (-45 / 20) * level.max()
    centroid = (spectra @ frequencies / energy)[loud].mean()
    flux = np.maximum(0, np.diff(np.log1p(100 * spectra), axis=0)).mean(axis=1)
    window = 9
    padded = np.pad(flux, window, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * window + 1)
    peaks = (flux >= around.max(axis=1) - 1e-9) & (flux > around.mean(axis=1) * 1.3 + 0.01)
    quiet = level < 10 ** (-50 / 20)
    longest = run = 0
    for value in quiet:
        run = run + 1 if value else 0
        longest = max(longest, run)
    return {
        "centroid": float(centroid),
        "rms": float(20 * np.log10(np.sqrt((samples**2).mean()) + 1e-9)),
        "peak": float(20 * np.log10(np.abs(samples).max() + 1e-9)),
        "onsets": float(peaks.sum() / (len(samples) / RATE)),
        "silence": longest * hop / RATE,
    }


def report(folder: Path, teacher: Path) -> None:
    """Print, for a demo or training folder, measures a piece and z-scores a mood."""
    import onnxruntime  # noqa: PLC0415 - only this command needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(teacher), options)
    listing = folder / "music.json"
    if listing.is_file():
        rows = json.loads(listing.read_text(encoding="utf-8"))["pieces"]
    else:
        lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
    logits = []
    for row in rows:
        samples = load(folder / row["file"])
        logits.append(mood_logits(session, samples))
        row.update(measures(samples))
    table = np.stack(logits)
    scores = (table - table.mean(axis=0)) / (table.std(axis=0) + 1e-9)
    print(f"{'piece':34}{'mood':10}" + "".join(f"{mood[:6]:>7}" for mood in MOODS)
          + "  centroid   rms  peak onsets silence")  # fmt: skip
    for row, score in zip(rows, scores, strict=True):
        print(f"{row['file'][:32]:34}{row['mood']:10}" + "".join(f"{z:7.2f}" for z in score)
              + f"{row['centroid']:10.0f}{row['rms']:6.1f}{row['peak']:6.1f}{row['onsets']:7.1f}"
              f"{row['silence']:8.2f}")  # fmt: skip
    print("\nmean z-score, a row per mood composed, a column per mood heard")
    for mood in MOODS:
        mean = scores[[row["mood"] == mood for row in rows]].mean(axis=0)
        print(f"{mood:10}" + "".join(f"{z:7.2f}" for z in mean))
