"""Triplet loss with a margin on cosines: metric learning (Won et al. 2021, §3.3, eq. 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor


def triplet_loss(anchors: Tensor, positives: Tensor, negatives: Tensor, margin: float) -> Tensor:
    """Return (1/n) Σᵢ max(0, δ − cos(aᵢ, pᵢ) + cos(aᵢ, nᵢ)).

    Args: `anchors` a, `positives` p, `negatives` n, (n, d) each, of any length; `margin` δ by
    which a positive is to be nearer.
    """
    near = functional.cosine_similarity(anchors, positives, dim=1)
    far = functional.cosine_similarity(anchors, negatives, dim=1)
    return functional.relu(margin - near + far).mean()
