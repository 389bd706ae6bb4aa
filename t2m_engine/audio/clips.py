"""Chooses a track's clips: pieces of about 20 s over all of it, cut where the music changes."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

USUAL = 20.0
"""Seconds a clip should have: long enough to tell a mood, short enough to hold one."""
SHORTEST = 12.0
LONGEST = 30.0
ACTIVE = 10.0 ** (-60.0 / 20.0)
"""A chunk at or below this RMS level (−60 dBFS) is silent."""
_LENGTH_WEIGHT = 0.1
"""λ below: a clip 5 s off the usual length costs a fortieth of what 20 s of ordinary scatter do."""
_FORBIDDEN = 1e6
"""Cost of a second outside of the bounds: paid only where no tiling keeps them."""


@dataclass(frozen=True, slots=True)
class ClipRange:
    """A clip's place in its track, in seconds."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


def choose_clips(
    duration: float,
    starts: ArrayLike,
    features: ArrayLike,
    activity: ArrayLike,
) -> list[ClipRange]:
    """Return the clips of a track, in order; they tile its active stretches exactly.

    `duration` in seconds. `starts` (c,) are the ascending beginnings of chunks, in seconds; each
    reaches to the next, the first from 0 and the last to the end. `features` (c, d) is what each
    sounds like, on any scale. `activity` (c,) is its RMS level in 0…1, or a boolean; chunks at or
    below `ACTIVE` are silent and belong to no clip.

    Clips begin and end where chunks do. Of all tilings of a stretch of active chunks, the one
    with the least sum over its clips of

        (Σₖ wₖ ‖fₖ − f̄‖² + w̄ ν) / (20 s · σ²)  +  λ ((ℓ − 20 s) / 10 s)²

    is taken (dynamic programming, as for change points: Jackson et al. 2005), where wₖ is the
    length of chunk k, w̄ their mean, f̄ the clip's mean, ℓ its length, and σ² the mean over the
    whole active track of the squared distance to its mean. ν is the variance from one chunk to
    the next (von Neumann's: half the mean squared successive difference): what a clip's own mean
    takes off its scatter by chance, so that short clips are no better in themselves.

    Lengths lie in 12…30 s wherever the grid allows; a stretch shorter than that is one clip.
    Same in, same out.
    """
    begins = np.round(np.asarray(starts, dtype=np.float64), 3)
    vectors = np.asarray(features, dtype=np.float64)
    assert begins.ndim == 1, "starts (c,)"
    assert vectors.ndim == 2, "features (c, d)"
    active = np.asarray(activity, dtype=np.float64) > ACTIVE
    assert len(begins) == len(vectors) == len(active), "one row for each chunk"
    if not active.any() or duration <= 0.0:
        return []
    edges = np.append(begins, duration)
    edges[0] = 0.0
    assert (np.diff(edges) > 0.0).all(), "starts ascend and lie within the track"

    lengths = np.diff(edges)
    scaled = _standardised(vectors, lengths * active)
    clips: list[ClipRange] = []
    for first, last in _stretches(active):
        cuts = _cut(edges[first : last + 1], scaled[first:last])
        clips += [
            ClipRange(float(edges[first + a]), float(edges[first + b]))
            for a, b in itertools.pairwise(cuts)
        ]
    return clips


def _standardised(
    vectors: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Centre and scale so that the weighted mean of the squared norms is 1 (0 if all are alike)."""
    total = weights.sum()
    centred = vectors - weights @ vectors / total
    scatter = float(weights @ np.square(centred).sum(axis=1)) / total
    scale = max(1.0, float(np.abs(vectors).max()))
    if scatter <= (1e-9 * scale) ** 2:  # rounding, no music
        return np.zeros_like(centred)
    return np.asarray(centred / np.sqrt(scatter))


def _stretches(active: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return [first, last) of each run of True."""
    padded = np.concatenate(([False], active, [False])).astype(np.int8)
    turns = np.flatnonzero(np.diff(padded))
    return [(int(a), int(b)) for a, b in zip(turns[::2], turns[1::2], strict=True)]


def _cut(edges: NDArray[np.float64], vectors: NDArray[np.float64]) -> list[int]:
    """Return the indices into `edges` (n + 1,) at which the best tiling of n chunks is cut."""
    count = len(vectors)
    weights = np.diff(edges)[:, None]
    # With sums up to each edge, Σ w‖f − f̄‖² = Σ w‖f‖² − ‖Σ w f‖² / Σ w takes no inner loop.
    sums = np.vstack([np.zeros_like(vectors[:1]), np.cumsum(weights * vectors, axis=0)])
    squares = weights[:, 0] * np.square(vectors).sum(axis=1)
    squares = np.concatenate(([0.0], np.cumsum(squares)))

    steps = np.square(np.diff(vectors, axis=0)).sum(axis=1)
    chance = float(weights.mean() * steps.mean() / 2.0) if count > 1 else 0.0

    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    came_from = np.zeros(count + 1, dtype=np.int64)
    for j in range(1, count + 1):
        # Clips beyond twice the longest are never needed, except where one chunk is longer.
        i = np.arange(min(j - 1, int(np.searchsorted(edges, edges[j] - 2 * LONGEST))), j)
        length = edges[j] - edges[i]
        scatter = squares[j] - squares[i] - np.square(sums[j] - sums[i]).sum(axis=1) / length
        outside = np.maximum(0.0, np.maximum(SHORTEST - length, length - LONGEST))
        cost = (
            best[i]
            + (np.maximum(scatter, 0.0) + chance) / USUAL
            + _LENGTH_WEIGHT * np.square((length - USUAL) / 10.0)
            + _FORBIDDEN * outside
        )
        cheapest = int(np.argmin(cost))
        best[j] = cost[cheapest]
        came_from[j] = i[cheapest]
    cuts = [count]
    while cuts[-1]:
        cuts.append(int(came_from[cuts[-1]]))
    return cuts[::-1]
