"""The shape of a cue: its fades, of equal power, and how it gives way to a narrator."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.export.cue import Piece, to_frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE_DB = -60.0
"""Decibels; where a fade begins and ends: beneath the noise of a room."""
DUCK_DB = -12.0
"""What music gives way by while somebody speaks: it is felt, and every word is understood."""
DUCK_DOWN = 0.4
"""Seconds in which it does, before the first word."""
DUCK_UP = 1.2
"""Seconds in which it comes back, after the last: slower than it went, so that nothing pumps."""
DUCK_GAP = 2.5
"""Seconds of silence that a narrator must leave for music to come back at all."""


@dataclass(frozen=True, slots=True)
class Ducking:
    """When somebody speaks: breaks of the story in seconds, in order, with a level in decibels.

    Between two breaks the level goes in a straight line; before the first and after the last it
    stays.
    """

    breaks: tuple[tuple[float, float], ...] = ()

    @classmethod
    def under(cls, speech: Sequence[tuple[float, float]]) -> Ducking:
        """Return how music gives way to `speech`: (start, end) in seconds, in order."""
        merged: list[list[float]] = []
        for start, end in speech:
            if merged and start - merged[-1][1] < DUCK_GAP:
                merged[-1][1] = max(end, merged[-1][1])
            else:
                merged.append([start, end])
        breaks: list[tuple[float, float]] = []
        for start, end in merged:
            down = max(0.0, start - DUCK_DOWN)
            if down < start:
                breaks.append((down, 0.0))
            breaks += [(start, DUCK_DB), (end, DUCK_DB), (end + DUCK_UP, 0.0)]
        return cls(tuple(breaks))

    def level(self, time: float) -> float:
        """Return the level at `time` seconds, in decibels (≤ 0)."""
        if not self.breaks:
            return 0.0
        after = bisect_right(self.breaks, (time, 1.0))
        if after == 0:
            return self.breaks[0][1]
        if after == len(self.breaks):
            return self.breaks[-1][1]
        (left, low), (right, high) = self.breaks[after - 1], self.breaks[after]
        return low + (high - low) * (time - left) / (right - left)

    def moves(self, start: float, end: float) -> list[tuple[float, float]]:
        """Return the stretches of `start`…`end` in which the level changes, in seconds."""
        first = max(0, bisect_right(self.breaks, (start, 1.0)) - 1)
        found = []
        for (left, low), (right, high) in pairwise(self.breaks[first:]):
            if left >= end:
                break
            if low != high and right > start:
                found.append((max(left, start), min(right, end)))
        return found


STEADY = Ducking()


def keyframes(piece: Piece, rate: Fraction, ducking: Ducking = STEADY) -> list[tuple[int, float]]:
    """Return (frame from the piece's start, gain in decibels), at every frame where it changes.

    `rate` is frames a second. A fade's gain is a quarter sine: sin² + cos² = 1 where two cues
    cross. A fade has one keyframe more than frames; `envelope` draws the lines between them.
    """
    length = to_frame(piece.duration, rate)
    fade_in, fade_out = to_frame(piece.fade_in, rate), to_frame(piece.fade_out, rate)
    places = {0, length, *range(fade_in + 1), *range(length - fade_out, length + 1)}
    for left, right in ducking.moves(piece.start, piece.end):
        first = math.floor((left - piece.start) * rate)
        last = math.ceil((right - piece.start) * rate)
        places.update(range(max(0, first), min(length, last) + 1))
    return [
        (
            place,
            round(
                max(
                    _decibels(place, fade_in)
                    + _decibels(length - place, fade_out)
                    + ducking.level(piece.start + float(place / rate)),
                    SILENCE_DB,
                ),
                4,
            ),
        )
        for place in sorted(places)
    ]


def _decibels(place: int, length: int) -> float:
    """The gain `place` frames into a fade of `length`."""
    if place >= length:
        return 0.0
    return 20.0 * float(np.log10(max(float(np.sin(0.5 * np.pi * place / length)), 1e-6)))


def envelope(
    points: Sequence[tuple[int, float]],
    gain_db: float,
    first: int,
    count: int,
    samples_per_frame: float,
) -> NDArray[np.float32]:
    """Return the gains of `count` samples from sample `first` of a piece on, float32 (count,).

    `points` are its keyframes; `gain_db` is on top of them. Between keyframes the gain is linear,
    as the timeline's player has it.
    """
    frames, levels = zip(*points, strict=True)
    samples = np.asarray(frames, np.float64) * samples_per_frame
    gains = np.power(10.0, (np.asarray(levels) + gain_db) / 20.0)
    places = np.arange(first, first + count)
    return np.interp(places, samples, gains).astype(np.float32)
