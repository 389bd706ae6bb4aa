"""Mean squared error: regression to the plane and to word vectors (Won et al. 2021, §3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor


def regression_loss(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return (1/nd) Σᵢⱼ (oᵢⱼ − tᵢⱼ)².

    Args: `outputs` o and `targets` t (n, d): where the lexicon has the item's label in the plane
    of valence and arousal, or the label's word vector.
    """
    return functional.mse_loss(outputs, targets)
