"""How good a space is on validation: what early stopping and the choice of weights look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.training.spaces.material import columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.training.spaces.material import Corpus, Material, Question


def scores(space: Space, texts: Corpus, music: Corpus) -> NDArray[np.float32]:
    """Return the score of each clip for each text, (texts, clips)."""
    asked = space.text_vectors(*columns(texts.features))
    return asked @ space.music_vectors(*columns(music.features)).T


def retrieval(space: Space, material: Material) -> float:
    """Return how well validation texts find validation music: the mean average precision.

    It is averaged over the texts of a label, over the labels (macro), over the ways of relevance
    and over all pairs of corpora. Precision at five would be what is reported, but a few hundred
    texts decide it by a handful of clips, and early stopping would follow chance.
    """
    return quality_on(space, material.questions)


def quality_on(space: Space, questions: Sequence[Question]) -> float:
    """Return how well `space` answers `questions`: the mean of `answered` over them."""
    return float(np.mean([answered(scores(space, q.texts, q.music), q) for q in questions]))


def answered(found: NDArray[np.floating], question: Question) -> float:
    """Return the macro mean average precision of the scores `found` (texts, clips), mean of ways.

    They are ordered once for all ways, which is what takes the time.
    """
    texts, music = question.texts, question.music
    labels = music.labels[_order(found)]
    values = []
    for way in question.ways:
        hits = _right(texts, music, way)[texts.labels[:, None], labels]
        values.append(macro(average_precision(hits), texts.labels))
    return float(np.mean(values))


def ranked_hits(
    found: NDArray[np.floating], texts: Corpus, music: Corpus, way: Mapping[str, tuple[str, ...]]
) -> NDArray[np.bool_]:
    """Return whether the music at each rank is right, (texts, clips), best first."""
    return _right(texts, music, way)[texts.labels[:, None], music.labels[_order(found)]]


def _right(texts: Corpus, music: Corpus, way: Mapping[str, tuple[str, ...]]) -> NDArray[np.bool_]:
    return np.array([np.isin(music.names, way[name]) for name in texts.names])


def _order(found: NDArray[np.floating]) -> NDArray[np.int64]:
    return np.argsort(-found, axis=1, kind="stable").astype(np.int64, copy=False)


def average_precision(hits: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the mean precision at the ranks of the hits, (n,); 0 where there are none."""
    precision = np.cumsum(hits, axis=1) / np.arange(1, hits.shape[1] + 1)
    return (precision * hits).sum(axis=1) / np.maximum(hits.sum(axis=1), 1)


def macro(values: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Return the mean over labels of the mean of `values` (n,) over the items of a label."""
    return float(np.mean([values[labels == label].mean() for label in np.unique(labels)]))
