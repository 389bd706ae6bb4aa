"""The fusion: weights of several spaces, chosen on validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.spaces import DEFAULT_SPACE
from t2m_engine.training.spaces.quality import average_precision, macro, ranked_hits, scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.training.spaces.material import Material

SHARES = (0.05, 0.1, 0.2, 0.35, 0.5)
"""How much of the whole a further space may take: finer steps would only fit the validation set."""
LEAST_GAIN = 1e-3
"""Of mean average precision, for which a further space is worth its vectors."""
MOST = 4
"""Spaces in a fusion: each is stored with every clip."""


def fuse(spaces: Sequence[Space], material: Material) -> FusionSpace:
    """Return the weighted combination of `spaces` that validation shows best.

    Forward selection, as in ensemble selection (Caruana, Niculescu-Mizil, Crew and Ksikes 2004,
    Ensemble Selection from Libraries of Models): from the best space on, the space and the share
    of it are added that raise the quality most (`quality.retrieval`), while any does.
    """
    pairs = [(t, m) for t in material.validation.texts for m in material.validation.music]
    found = [[scores(space, *pair).astype(np.float64) for pair in pairs] for space in spaces]

    def quality(weights: list[float]) -> float:
        values = []
        for place, (texts, music) in enumerate(pairs):
            total = np.zeros_like(found[0][place])
            for weight, of_space in zip(weights, found, strict=True):
                if weight:
                    total += weight * of_space[place]
            for way in material.right:
                hits = ranked_hits(total, texts, music, way)
                values.append(macro(average_precision(hits), texts.labels))
        return float(np.mean(values))

    singles = [[float(i == j) for j in range(len(spaces))] for i in range(len(spaces))]
    weights = max(singles, key=quality)
    best = quality(weights)
    while np.count_nonzero(weights) < MOST:
        tried = [
            [(1.0 - share) * w + share * one for w, one in zip(weights, single, strict=True)]
            for single in singles
            for share in SHARES
        ]
        candidate = max(tried, key=quality)
        if quality(candidate) < best + LEAST_GAIN:
            break
        weights, best = candidate, quality(candidate)
    parts = [(space, weight) for space, weight in zip(spaces, weights, strict=True) if weight]
    return FusionSpace(DEFAULT_SPACE, tuple(parts))
