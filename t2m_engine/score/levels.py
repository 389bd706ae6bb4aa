"""How loud a stretch of music is, and the gain that brings it to the score's level."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from t2m_engine.audio.decoding import Decoding
from t2m_engine.audio.facts import SILENT
from t2m_engine.audio.loudness import Meter
from t2m_engine.export.temp_score import CHANNELS, to_stereo

TARGET = -23.0
"""LUFS: what EBU R 128 asks for of programmes. Cues that each have it make a score that has it,
since its gates leave the silence between them out."""
HIGHEST_PEAK = -4.1
"""dBTP of one cue: two in an equal-power cross-fade stay below −1 dBTP together."""
GAINS = (-30.0, 12.0)
"""Decibels; more would lift hiss rather than music."""


@dataclass(frozen=True, slots=True)
class Level:
    """`loudness` in LUFS, `SILENT` where there is none, and true `peak` in dBTP."""

    loudness: float
    peak: float

    @property
    def gain(self) -> float:
        """Decibels to the target, to a hundredth, within GAINS and HIGHEST_PEAK."""
        if self.loudness <= SILENT:
            return 0.0
        low, high = GAINS
        wished = min(max(TARGET - self.loudness, low), high)
        return float(np.floor(100.0 * min(wished, HIGHEST_PEAK - self.peak)) / 100.0)


def measure(track: Path, start: float, end: float) -> Level:
    """Return the level of `track` from `start` to `end` seconds, mixed as the temp score does.

    Loudness is integrated and gated (ITU-R BS.1770-4), so that pauses do not make loud music
    louder. Raises InputError.
    """
    with Decoding(track, start=start, end=end) as decoding:
        meter = Meter(decoding.sample_rate, CHANNELS)
        for block in decoding.blocks():
            meter.add(to_stereo(block))
    return Level(meter.loudness, meter.true_peak)
