"""Negatives by their distance: distance-weighted sampling.

Wu, Manmatha, Smola and Krähenbühl 2017, Sampling Matters in Deep Embedding Learning (ICCV), §4.
Random points on a sphere of many dimensions are nearly all √2 apart, so that random negatives
teach nothing, and the very nearest ones are mostly noise. Weighing each by the inverse of how
common its distance is spreads what is drawn evenly over the distances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from torch import Tensor

CUTOFF = 0.5
"""λ, as the distance up to which weights stay what they are there (the authors' code)."""
FARTHEST = 1.4
"""What is farther is drawn only where nothing is nearer: it is no triplet to learn from (idem)."""


def distance_weights(
    distances: Tensor,
    dimension: int,
    allowed: Tensor,
    *,
    cutoff: float = CUTOFF,
    farthest: float = FARTHEST,
) -> Tensor:
    """Return how likely each candidate is drawn, (n, m), each row summing to 1.

    w(D) ∝ min(λ, 1/q(D)), where q(D) ∝ D^(d−2) (1 − D²/4)^((d−3)/2) is the density of the
    distances of uniform points on the unit sphere in d dimensions (eq. 3 of the paper), and
    λ = 1/q(`cutoff`).

    Args: `distances` D (n, m) on the unit sphere, 0…2; `dimension` d ≥ 4; `allowed` bool (n, m),
    at least one a row, says which candidates are negatives at all.
    """
    logs = _rarity(distances.clamp(1e-4, 1.9999), dimension)
    logs = logs.clamp_max(_rarity(torch.tensor(cutoff), dimension).item())
    usual = allowed & (distances < farthest)
    chosen = torch.where(usual.any(dim=1, keepdim=True), usual, allowed)
    return torch.softmax(logs.masked_fill(~chosen, -torch.inf), dim=1)


def _rarity(distances: Tensor, dimension: int) -> Tensor:
    """log 1/q(D)."""
    far = torch.log1p(-distances.square() / 4)
    return -(dimension - 2.0) * distances.log() - (dimension - 3.0) / 2 * far


def draw_negatives(
    anchors: Tensor, candidates: Tensor, allowed: Tensor, generator: torch.Generator | None = None
) -> Tensor:
    """Return the position of a negative among `candidates` (m, d) for each anchor, int64 (n,).

    Args: `anchors` (n, d) and `candidates` are vectors of any length; `allowed` bool (n, m).
    """
    with torch.no_grad():
        a = torch.nn.functional.normalize(anchors, dim=1)
        c = torch.nn.functional.normalize(candidates, dim=1)
        distances = (2.0 - 2.0 * a @ c.T).clamp_min(0.0).sqrt()
        weights = distance_weights(distances, anchors.shape[1], allowed)
        return torch.multinomial(weights, 1, generator=generator)[:, 0]
