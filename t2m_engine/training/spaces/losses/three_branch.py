"""Three branches at once: tags beside text and music (Won et al. 2021, §3.3, eq. 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

WEIGHTS = (0.3, 0.3, 0.4)
"""The paper's, in the order of the arguments."""


def three_branch_loss(
    tag_to_text: Tensor,
    tag_to_music: Tensor,
    text_to_music: Tensor,
    weights: tuple[float, float, float] = WEIGHTS,
) -> Tensor:
    """Return λ₁ L(tag→text) + λ₂ L(tag→music) + λ₃ L(text→music).

    Args: the triplet losses of the three pairs of branches, scalars; `weights` λ.
    """
    return weights[0] * tag_to_text + weights[1] * tag_to_music + weights[2] * text_to_music
