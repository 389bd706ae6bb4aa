"""What is done to a clip before it is written: channels, fades, loudness, peaks, dither."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio.facts import SILENT
from t2m_engine.audio.loudness import Meter

Samples = NDArray[np.float32]

FULL_SCALE = 1.0 - 2.0**-23
"""The largest sample that 24 bits hold."""
_LOOK_AHEAD = 0.005
"""Seconds in which the limiter goes down before a peak, and up after it."""
_MOST_ROUNDS = 4
_MAKE_UP = 3.0
"""Decibels; with more, a limiter would be heard at work."""
_CLOSE = 0.1
"""Loudness units that nobody misses."""
_NEAR = 0.05
"""Decibels over the ceiling that are let go: the meter's own error is as large."""


def with_channels(samples: Samples, channels: int | None) -> Samples:
    """Return float32 (n, c) with so many channels, None: as many as there are.

    To one channel is the mean of all; one becomes the same in each; others become two, each the
    mean, as their places are not known.
    """
    have = samples.shape[1]
    if channels is None or channels == have:
        return samples
    mono = samples if have == 1 else samples.mean(axis=1, keepdims=True, dtype=np.float32)
    return np.ascontiguousarray(np.repeat(mono, channels, axis=1))


def clipped(samples: Samples) -> Samples:
    """Return samples within full scale: lossy codecs overshoot, and files must not wrap."""
    if samples.max(initial=0.0) <= FULL_SCALE and samples.min(initial=0.0) >= -1.0:
        return samples
    return np.clip(samples, -1.0, FULL_SCALE)


def faded(samples: Samples, first: int, last: int) -> Samples:
    """Return samples with fades of `first` samples at the beginning and `last` at the end.

    A raised cosine: its slope is 0 at both ends. Where both do not fit, they meet in the middle.
    """
    total = len(samples)
    if first + last > total:
        first, last = total * first // (first + last), total * last // (first + last)
    if not (first or last):
        return samples
    samples = samples.copy()
    if first:
        samples[:first] *= ramp(first)
    if last:
        samples[-last:] *= ramp(last)[::-1]
    return samples


def ramp(length: int) -> Samples:
    """Return the gains of a fade-in of `length` samples, float32 (length, 1)."""
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(length, dtype=np.float32) + 0.5) / length)
    return rise[:, None].astype(np.float32)


def levelled(samples: Samples, rate: int, loudness: float, ceiling: float) -> Samples:
    """Return samples at an integrated loudness of `loudness` LUFS (ITU-R BS.1770-4).

    Peaks that go over `ceiling` dBTP are limited, and what that takes of the loudness is made up
    for by _MAKE_UP decibels at most: where it takes more, the sound is quieter than was asked for.
    Silence stays as it is.
    """
    found = _meter(samples, rate)
    if found.loudness <= SILENT:
        return samples
    gain = loudness - found.loudness
    if found.true_peak + gain <= ceiling:
        return _louder(samples, gain)
    most = gain + _MAKE_UP
    for _ in range(_MOST_ROUNDS):
        result = limited(_louder(samples, gain), rate, ceiling)
        missing = loudness - _meter(result, rate).loudness
        if missing <= _CLOSE or gain >= most:
            break
        gain = min(gain + missing, most)
    return result


def _louder(samples: Samples, gain: float) -> Samples:
    return samples * np.float32(10.0 ** (gain / 20.0))


def limited(samples: Samples, rate: int, ceiling: float) -> Samples:
    """Return samples whose true peak is `ceiling` dBTP at most, all channels by one gain.

    The gain goes down before a peak and up after it within _LOOK_AHEAD. What lies between samples
    is not seen while it goes; where it is still over the ceiling, that is lowered and tried anew.
    """
    from scipy.ndimage import minimum_filter1d  # noqa: PLC0415 - take long to load
    from scipy.signal import oaconvolve  # noqa: PLC0415

    wanted, result = ceiling, samples
    window = np.hanning(2 * max(2, round(_LOOK_AHEAD * rate)) + 1)
    window /= window.sum()
    for _ in range(_MOST_ROUNDS):
        over = _true_peak(result, rate) - ceiling
        if over <= _NEAR:
            return result
        if result is not samples:
            wanted -= over
        top = 10.0 ** (wanted / 20.0)
        # Between two samples there may be more than in either, at full scale 3 dB more at most in
        # music; the neighbours stand for it.
        peaks = np.abs(samples).max(axis=1)
        need = np.minimum(1.0, top / np.maximum(peaks, 1e-9))
        held = minimum_filter1d(need, len(window), mode="nearest")
        gain = oaconvolve(np.pad(held, len(window) // 2, mode="edge"), window, "valid")
        result = (samples * gain[:, None]).astype(np.float32)
    loud = _true_peak(result, rate)
    return result * np.float32(min(1.0, 10.0 ** ((ceiling - loud) / 20.0)))


def whole_numbers(samples: Samples) -> NDArray[np.int32]:
    """Return samples as 24 bits in the upper part of 32; what is over full scale is bounded.

    Exact: a sample that was 16 or 24 bits comes out as it was. (libsndfile scales by 2^23 − 1.)
    """
    steps = samples * np.float32(1 << 23)
    np.rint(steps, out=steps)
    np.clip(steps, -(1 << 23), (1 << 23) - 1, out=steps)
    whole = steps.astype(np.int32)
    whole <<= 8
    return whole


class Dither:
    """Makes 16 bits of samples, block by block, with dither of triangular density, two steps wide.

    The noise is the same every time (Lipshitz, Wannamaker & Vanderkooy 1992).
    """

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def __call__(self, samples: Samples) -> NDArray[np.int16]:
        """Return the next samples as int16."""
        # Two even densities make a triangular one; 16 bits each are finer than is heard.
        draws = self._random.integers(0, 1 << 32, samples.shape, np.uint32)
        noise = (draws >> np.uint32(16)).astype(np.int32)
        noise -= (draws & np.uint32(0xFFFF)).view(np.int32)
        steps = samples * np.float32(1 << 15)
        steps += noise * np.float32(1.0 / (1 << 16))
        np.rint(steps, out=steps)
        return np.clip(steps, -32_768, 32_767, out=steps).astype(np.int16)


def _meter(samples: Samples, rate: int) -> Meter:
    meter = Meter(rate, samples.shape[1])
    meter.add(samples)
    return meter


def _true_peak(samples: Samples, rate: int) -> float:
    meter = Meter(rate, samples.shape[1])
    meter.look(samples)
    return meter.true_peak
