"""Where a sound changes: the novelty of its energy, band by band, each quarter of a second."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio.frames import frames

STEP = 0.25
"""Seconds between two values."""
_FRAME_SECONDS = 0.256
_EDGES = (80.0, 200.0, 400.0, 800.0, 1600.0, 3200.0, 7600.0)
"""Hertz between the bands: some octaves each."""
_FLOOR = 1e-7
"""Power under which a band is silent; some 70 dB under full scale."""
_SIDE = 8
"""Values on either side of a moment that are compared: two seconds, a bar or so."""
_BLOCK = 256


def novelty(samples: NDArray[np.float32], rate: int) -> NDArray[np.float64]:
    """Return how much `samples`, float32 (n,), mono at `rate` Hz, changes at each moment.

    float64 (values,), one every `STEP` seconds from the start: the distance, in decibels over six
    bands, between the mean levels of the two seconds after and the two before (Foote 2000 with a
    kernel of that size). Within two seconds of an end there is less to compare.
    """
    size, hop = 1 << round(np.log2(_FRAME_SECONDS * rate)), round(STEP * rate)
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    places = np.round(np.array(_EDGES) * size / rate).astype(int)
    levels = []
    for block in frames(samples, size, hop, _BLOCK):
        spectrum = np.fft.rfft(block * window, axis=1)
        power = np.square(spectrum.real) + np.square(spectrum.imag)
        bands = np.add.reduceat(power[:, : places[-1]], places[:-1], axis=1)
        levels.append(10.0 * np.log10(bands / size**2 + _FLOOR))
    table = np.concatenate(levels).astype(np.float64)
    count = len(table)
    sums = np.concatenate([np.zeros((1, table.shape[1])), table.cumsum(axis=0)])
    at = np.arange(1, count)
    first, last = np.maximum(0, at - _SIDE), np.minimum(count, at + _SIDE)
    before = (sums[at] - sums[first]) / (at - first)[:, None]
    after = (sums[last] - sums[at]) / (last - at)[:, None]
    changes = np.zeros(count)
    changes[1:] = np.linalg.norm(after - before, axis=1)
    return changes
