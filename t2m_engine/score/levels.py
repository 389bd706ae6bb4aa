"""How loud a stretch of music is, and the gain that brings it to the score's level."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from t2m_engine.audio.decoding import Decoding
from t2m_engine.export.temp_score import CHANNELS, to_stereo

TARGET = -23.0
"""Decibels, as EBU R 128 asks for of programmes; measured here without its K-weighting."""
HIGHEST_PEAK = -4.1
"""dBFS of one cue's peak: two in an equal-power cross-fade stay below −1 dBFS together."""
GAINS = (-30.0, 12.0)
"""Decibels; more would lift hiss rather than music."""
_BLOCK = 0.4
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_QUIET = 1e-12


@dataclass(frozen=True, slots=True)
class Level:
    """`loudness` in decibels (a stereo sine of full scale has 0), `peak` in dBFS."""

    loudness: float
    peak: float

    @property
    def gain(self) -> float:
        """Decibels to the target, to a hundredth, within GAINS and HIGHEST_PEAK."""
        if self.loudness <= _ABSOLUTE_GATE:
            return 0.0
        low, high = GAINS
        wished = min(max(TARGET - self.loudness, low), high)
        return float(np.floor(100.0 * min(wished, HIGHEST_PEAK - self.peak)) / 100.0)


def measure(track: Path, start: float, end: float) -> Level:
    """Return the level of `track` from `start` to `end` seconds. Raises InputError.

    The power of both channels, as the temp score mixes them, is taken in blocks of 0.4 s; the
    mean is over blocks above −70 dB that are at most 10 dB below the mean of those: the gates of
    ITU-R BS.1770 without its filter, so that pauses do not make loud music louder.
    """
    powers: list[float] = []
    peak = 0.0
    with Decoding(track, start=start, end=end) as decoding:
        size = max(1, round(_BLOCK * decoding.sample_rate))
        rest = np.zeros((0, CHANNELS), np.float32)
        for block in decoding.blocks():
            block = to_stereo(block)  # noqa: PLW2901
            peak = max(peak, float(np.abs(block).max(initial=0.0)))
            rest = np.concatenate([rest, block])
            whole = len(rest) // size
            squares = np.square(rest[: whole * size], dtype=np.float64)
            powers += squares.reshape(whole, size * CHANNELS).mean(axis=1).tolist()
            rest = rest[whole * size :]
        if not powers and len(rest):
            powers.append(float(np.square(rest, dtype=np.float64).mean()))
    decibels = 10.0 * np.log10(2.0 * np.array(powers or [0.0]) + _QUIET)
    heard = decibels > _ABSOLUTE_GATE
    peak_db = 20.0 * float(np.log10(peak + _QUIET))
    if not heard.any():
        return Level(-120.0, peak_db)
    gate = _mean(decibels[heard]) + _RELATIVE_GATE
    return Level(_mean(decibels[heard & (decibels > gate)]), peak_db)


def _mean(decibels: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return float(10.0 * np.log10(np.power(10.0, decibels / 10.0).mean()))
