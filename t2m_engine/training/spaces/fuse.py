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

ROUNDS = 20
"""Weights are multiples of 1/20 at the finest: finer ones would only fit the validation set."""
LEAST_GAIN = 5e-4
"""Of mean average precision, for which a further space is worth its vectors."""


def fuse(spaces: Sequence[Space], material: Material) -> FusionSpace:
    """Return the weighted combination of `spaces` that validation shows best.

    Ensemble selection with replacement (Caruana, Niculescu-Mizil, Crew and Ksikes 2004, Ensemble
    Selection from Libraries of Models): from the best space on, the one that raises the quality
    most (`quality.retrieval`) is added again and again; how often it was is its weight.
    """
    pairs = [(t, m) for t in material.validation.texts for m in material.validation.music]
    found = [[scores(space, *pair).astype(np.float64) for pair in pairs] for space in spaces]

    def quality(counts: list[int]) -> float:
        values = []
        for place, (texts, music) in enumerate(pairs):
            total = sum(count * found[i][place] for i, count in enumerate(counts) if count)
            assert not isinstance(total, int), "at least one counts"
            for way in material.right:
                hits = ranked_hits(total, texts, music, way)
                values.append(macro(average_precision(hits), texts.labels))
        return float(np.mean(values))

    counts, best = [0] * len(spaces), -np.inf
    for _ in range(ROUNDS):
        tried = [
            quality([count + (i == j) for j, count in enumerate(counts)])
            for i in range(len(spaces))
        ]
        if max(tried) < best + LEAST_GAIN:
            break
        counts[int(np.argmax(tried))] += 1
        best = max(tried)
    total = sum(counts)
    parts = [(s, count / total) for s, count in zip(spaces, counts, strict=True) if count]
    return FusionSpace(DEFAULT_SPACE, tuple(parts))
