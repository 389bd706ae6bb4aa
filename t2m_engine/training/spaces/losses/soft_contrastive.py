"""Supervised contrastive loss with soft labels: what is near in feeling is to be near in space.

Khosla et al. 2020, Supervised Contrastive Learning (eq. 2), takes items of one label as equally
positive. Here every other item is as positive as its feeling is near, after the idea of Doh, Won,
Choi and Nam 2023, Textless Speech-to-Music Retrieval Using Emotion Similarity: that neighbours
in the plane of valence and arousal are to be neighbours in the space, whatever their labels.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor


def soft_contrastive_loss(
    vectors: Tensor, nearness: Tensor, others: Tensor, temperature: float
) -> Tensor:
    """Return −(1/n) Σᵢ Σⱼ qᵢⱼ log pᵢⱼ, j over the others of i.

    pᵢⱼ = exp(cos(vᵢ, vⱼ)/τ) / Σₖ exp(cos(vᵢ, vₖ)/τ), and qᵢⱼ = exp(sᵢⱼ) / Σₖ exp(sᵢₖ).

    Args: `vectors` v (n, d), of any length; `nearness` s (n, n), as −distance²/2σ²; `others`
    bool (n, n): what an item is compared with, at least one each; `temperature` τ.
    """
    units = functional.normalize(vectors, dim=1)
    chances = (units @ units.T / temperature).masked_fill(~others, -math.inf)
    targets = torch.softmax(nearness.masked_fill(~others, -math.inf), dim=1)
    logs = torch.log_softmax(chances, dim=1).masked_fill(~others, 0.0)
    return -(targets * logs).sum(dim=1).mean()
