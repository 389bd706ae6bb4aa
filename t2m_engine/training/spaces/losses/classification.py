"""Cross-entropy of one label: classification (Won et al. 2021, §3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor


def classification_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Return −(1/n) Σᵢ log softmax(zᵢ)[yᵢ].

    Args: `logits` z (n, k); `labels` y int64 (n,), 0…k−1.
    """
    return functional.cross_entropy(logits, labels)
