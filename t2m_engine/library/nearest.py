"""Exact search: the rows of a matrix whose products with a vector are largest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 512
WITHIN = 4e-6
"""Single precision is within 1e-6 of a score; what ties after rounding must come along."""


def largest(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Return the places of the `k` largest of `scores` (n,), and of their equals, in no order.

    The k-th largest of the maxima of blocks is a bound that few scores reach, so that no more
    than these are parted: over a million that is some thirty times quicker than parting all.
    """
    if k >= len(scores):
        return np.arange(len(scores))
    whole = len(scores) // _BLOCK * _BLOCK
    found = None
    if whole >= 4 * k * _BLOCK:
        maxima = scores[:whole].reshape(-1, _BLOCK).max(axis=1)
        bound = np.partition(maxima, len(maxima) - k)[len(maxima) - k]
        found = np.flatnonzero(scores >= bound - WITHIN)
        scores = scores[found]
    last = np.partition(scores, len(scores) - k)[len(scores) - k]
    best = np.flatnonzero(scores >= last - WITHIN)
    return best if found is None else found[best]
