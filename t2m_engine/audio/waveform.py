"""A track's outline for drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLUMNS = 600
"""Enough for a card or a row of the library on a dense screen."""


def peaks(samples: NDArray[np.float32], columns: int = COLUMNS) -> NDArray[np.uint8]:
    """Return the highest absolute sample of each column, uint8 (columns,), 0…255.

    `samples` is float32 (n,) or (n, channels), n ≥ 1. 255 is the track's own peak, so that quiet
    music shows its shape too; silence is 0 throughout. Columns share the samples evenly; with
    fewer samples than columns, samples repeat.
    """
    assert columns >= 1, "at least one column"
    assert len(samples), "at least one sample"
    if samples.ndim == 2:
        samples = np.abs(samples).max(axis=1)
    edges = np.linspace(0, len(samples), columns, endpoint=False).astype(np.int64)
    # Maximum and minimum instead of abs(): no second copy of three hours of samples.
    high = np.maximum.reduceat(samples, edges)
    low = np.minimum.reduceat(samples, edges)
    heights = np.maximum(high, -low)
    peak = float(heights.max())
    if not peak > 0.0:
        return np.zeros(columns, np.uint8)
    return np.asarray(np.rint(heights / peak * 255.0), dtype=np.uint8)
