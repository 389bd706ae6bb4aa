"""The fusion: weights of several spaces, chosen on validation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.spaces import DEFAULT_SPACE, PLANE
from t2m_engine.training.spaces.quality import answered, quality_on, scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.training.spaces.material import Question

SHARES = (0.05, 0.1, 0.2, 0.35, 0.5)
"""How much of the whole a further space may take: finer steps would only fit the validation set."""
LEAST_GAIN = 1e-3
"""Of mean average precision, for which a further space is worth its vectors."""
MOST = 4
"""Spaces in a fusion: each is stored with every clip."""


PLANE_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)
COST = 1e-2
"""Of mean average precision, which `level` may give away: a fifth of what chance moves it by. Up to
there the first five clips, which are what is seen, are as often right."""


def level(fusion: FusionSpace, questions: Sequence[Question]) -> FusionSpace:
    """Return `fusion` with the largest share of the plane of readings that costs at most `COST`.

    Labels cannot tell two sad pieces apart, and what has learnt from them takes all that is surely
    sad as alike; a reader can, by how dark and how tense they are. So of the fusions that the
    `questions` of validation find as good as alike, the one is taken whose first clips lie nearest
    to the text in the plane of valence and arousal, as both were read.
    """
    best, taken = quality_on(fusion, questions), fusion
    for share in PLANE_SHARES:
        parts = [(space, (1.0 - share) * weight) for space, weight in fusion.parts]
        tried = FusionSpace(fusion.name, (*parts, (PLANE, share)))
        if quality_on(tried, questions) >= best - COST:
            taken = tried
    return taken


def fuse(spaces: Sequence[Space], questions: Sequence[Question]) -> FusionSpace:
    """Return the weighted combination of `spaces` that answers `questions` of validation best.

    Forward selection, as in ensemble selection (Caruana, Niculescu-Mizil, Crew and Ksikes 2004,
    Ensemble Selection from Libraries of Models): from the best space on, the space and the share
    of it are added that raise the quality most (`quality.answered`, the mean over the questions),
    while any does.
    """
    found = [
        [scores(space, q.texts, q.music).astype(np.float64) for q in questions] for space in spaces
    ]

    def quality(weights: list[float]) -> float:
        taken = [place for place, weight in enumerate(weights) if weight]
        values = []
        for number, question in enumerate(questions):
            total = weights[taken[0]] * found[taken[0]][number]
            for place in taken[1:]:
                total = total + weights[place] * found[place][number]
            values.append(answered(total, question))
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
        values = [quality(candidate) for candidate in tried]
        place = int(np.argmax(values))
        if values[place] < best + LEAST_GAIN:
            break
        weights, best = tried[place], values[place]
    parts = [(space, weight) for space, weight in zip(spaces, weights, strict=True) if weight]
    return FusionSpace(DEFAULT_SPACE, tuple(parts))
