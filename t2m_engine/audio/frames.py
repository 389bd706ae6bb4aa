"""A sound cut into frames that overlap, block by block, so that its length costs no memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def frames(
    samples: NDArray[np.float32], size: int, hop: int, block: int
) -> Iterator[NDArray[np.float32]]:
    """Yield views (n ≤ block, size) of `samples` (m,): one frame about each multiple of `hop`.

    The first is about sample 0 and the last about the last multiple that the sound has; where a
    frame reaches beyond the sound there are zeros.
    """
    count = -(-len(samples) // hop)
    for first in range(0, count, block):
        some = min(block, count - first)
        begin = first * hop - size // 2
        end = begin + (some - 1) * hop + size
        part = samples[max(0, begin) : end]
        part = np.pad(part, (max(0, -begin), max(0, end - len(samples))))
        yield np.lib.stride_tricks.sliding_window_view(part, size)[::hop]


def whole_frames(
    samples: NDArray[np.float32], size: int, hop: int, block: int
) -> Iterator[NDArray[np.float32]]:
    """Yield views (n ≤ block, size) of `samples` (m,): one frame from each multiple of `hop` on.

    Only frames that lie wholly in the sound.
    """
    if len(samples) >= size:
        every = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
        for first in range(0, len(every), block):
            yield every[first : first + block]
