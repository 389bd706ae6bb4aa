"""How loud a stretch of music is, and the gain that brings it to the score's level.

What the library knows of a track tells it at once; else the stretch is listened to.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.audio.decoding import Decoding
from t2m_engine.audio.facts import SILENT
from t2m_engine.audio.loudness import Meter
from t2m_engine.export.temp_score import CHANNELS, to_stereo

if TYPE_CHECKING:
    from t2m_engine.score.shelf import ShelvedTrack

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


def known_level(track: ShelvedTrack, start: float, end: float) -> Level | None:
    """Return the level of a stretch by what the library knows, None where that says nothing.

    The whole track's loudness, and how much more or less level the stretch has than the whole;
    the peak is the whole's, which the stretch's cannot pass. A file that was changed since it was
    measured says nothing.
    """
    record = track.track
    facts = record.facts
    if facts is None:
        return None
    try:
        status = record.path.stat()
    except OSError:
        return None
    if (status.st_size, status.st_mtime_ns) != (record.size, record.mtime_ns):
        return None
    whole = track.level_between(float(track.starts[0]), float(track.ends[-1]))
    beside = track.level_between(start, end) - whole
    return Level(facts.loudness + beside, facts.true_peak)


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
