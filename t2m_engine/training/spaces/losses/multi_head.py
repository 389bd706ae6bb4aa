"""Cross-entropy with a head for each vocabulary: multi-head classification (Won et al. 2021)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from t2m_engine.training.spaces.losses.classification import classification_loss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


def multi_head_loss(heads: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """Return the mean over heads of their cross-entropies: (1/H) Σₕ CE(zₕ, yₕ).

    Args: `heads` are (logits (n, k), labels (n,)) of the items whose labels are of the head's
    vocabulary. An item counts in one head only: where texts and music have vocabularies of their
    own, no text ever teaches the head of music, and nothing keeps it from naming one mood for all.
    """
    losses = [classification_loss(logits, labels) for logits, labels in heads]
    return sum(losses[1:], losses[0]) / len(losses)
