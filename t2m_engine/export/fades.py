"""The shape of a fade: equal power, so that a cross-fade keeps its loudness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.export.cue import FRAME_RATE, Cue, to_frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENCE_DB = -60.0
"""Decibels; where a fade begins and ends: beneath the noise of a room."""


def keyframes(cue: Cue) -> list[tuple[int, float]]:
    """Return (frame from the cue's start, gain in decibels) of its fades, at every frame of them.

    The gain is a quarter sine: sin² + cos² = 1 where two cues cross. A fade has one keyframe more
    than frames; `envelope` draws the lines between them.
    """
    length = to_frame(cue.duration)
    fade_in, fade_out = to_frame(cue.fade_in), to_frame(cue.fade_out)
    points = {place: _decibels(place, fade_in) for place in range(fade_in + 1)}
    points |= {length - place: _decibels(place, fade_out) for place in range(fade_out + 1)}
    return sorted(points.items())


def _decibels(place: int, length: int) -> float:
    gain = float(np.sin(0.5 * np.pi * place / length)) if length else 1.0
    return round(max(20.0 * float(np.log10(max(gain, 1e-6))), SILENCE_DB), 4)


def envelope(cue: Cue, first: int, count: int, rate: int) -> NDArray[np.float32]:
    """Return the gains of `count` samples from sample `first` of the cue on, float32 (count,).

    `rate` in hertz. The fades and `gain_db` together; between keyframes the gain is linear, as
    the timeline's player has it.
    """
    frames, levels = zip(*keyframes(cue), strict=True)
    samples = np.asarray(frames, np.float64) * (rate / FRAME_RATE)
    gains = np.power(10.0, (np.asarray(levels) + cue.gain_db) / 20.0)
    places = np.arange(first, first + count)
    return np.interp(places, samples, gains).astype(np.float32)
