"""Places words that are in no lexicon: between the lexicon's words that are nearest by vector.

Kernel regression over nearest neighbours (Nadaraya 1964, Watson 1964): the place is the mean of
the neighbours' places, each weighted by exp(cosine / temperature). Where neighbours disagree the
place is uncertain, and a rest of doubt stays where they agree: the variance of an axis is
(spread · their weighted standard deviation)² + residual².
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Kernel:
    """How wide to look, and how much to doubt; `spread` and `residual` of valence and arousal.

    Calibrated on words that were held out; the word vectors' card keeps it.
    """

    neighbours: int
    temperature: float
    spread: Pair = (1.0, 1.0)
    residual: Pair = (0.0, 0.0)

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> Kernel:
        """Return the kernel that a card keeps as `as_json`."""
        return cls(
            int(card["neighbours"]),
            float(card["temperature"]),
            (float(card["spread"][0]), float(card["spread"][1])),
            (float(card["residual"][0]), float(card["residual"][1])),
        )

    def as_json(self) -> dict[str, Any]:
        """The form of the card."""
        return {
            "neighbours": self.neighbours,
            "temperature": self.temperature,
            "spread": list(self.spread),
            "residual": list(self.residual),
        }


def regress(
    vectors: NDArray[np.float32],
    anchors: NDArray[np.float32],
    points: NDArray[np.floating],
    kernel: Kernel,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the places (m, 2) of unit `vectors` (m, d) and their standard deviations (m, 2).

    `anchors` (n, d) are the unit vectors of words whose places `points` (n, 2) are known.
    """
    places, spreads = neighbourhood(vectors, anchors, points, kernel)
    return places, np.sqrt(
        (np.array(kernel.spread) * spreads) ** 2 + np.array(kernel.residual) ** 2
    )


def neighbourhood(
    vectors: NDArray[np.float32],
    anchors: NDArray[np.float32],
    points: NDArray[np.floating],
    kernel: Kernel,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the neighbours' weighted mean (m, 2) and weighted standard deviation (m, 2)."""
    cosines = vectors @ anchors.T
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : kernel.neighbours]
    near = np.take_along_axis(cosines, nearest, axis=1).astype(np.float64)
    weights = np.exp((near - near[:, :1]) / kernel.temperature)
    weights /= weights.sum(axis=1, keepdims=True)
    found = np.asarray(points, np.float64)[nearest]
    means = np.einsum("mk,mka->ma", weights, found)
    variance = np.einsum("mk,mka->ma", weights, (found - means[:, None]) ** 2)
    return means, np.sqrt(variance)
