"""Precision at five and reciprocal rank, macro-averaged, beside chance and with intervals.

Won et al. 2021, §4.3: each text asks for music; a song is relevant when its label is one that the
mapping allows for the text's label. P@5 is the share of relevant songs among the first five, the
reciprocal rank one over the place of the first relevant song. Both are averaged over the queries
of a class first and over the classes then (macro), so that a rare label counts like a common one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

AT = 5
DRAWS = 2_000
"""Of a bootstrap: the ends of a 95 % interval are then stable to a tenth of its width."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with the ends of its bootstrap interval, of 95 % unless it says otherwise."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, float]:
        """Rounded to four places."""
        return {k: round(getattr(self, k), 4) for k in ("value", "low", "high")}


def ranking(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return the positions of the songs, best first, for each row of `scores` (q, n).

    Equal scores are ordered by one fixed draw of lots, never by the order of the gallery, which
    goes by source.
    """
    lots = np.random.default_rng(0).permutation(scores.shape[1])
    order = np.argsort(-scores[:, lots], axis=1, kind="stable")
    return lots[order].astype(np.int64)


def retrieved(scores: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Return which queries (q,) retrieve anything: one that finds all songs alike has failed."""
    return np.ptp(scores, axis=1) > 0


def precision_at(relevant: NDArray[np.bool_], at: int = AT) -> NDArray[np.float64]:
    """Return P@`at` (q,) of `relevant` (q, n), whose columns are ranks."""
    return relevant[:, :at].mean(axis=1)


def reciprocal_rank(relevant: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return 1 / rank of the first relevant song (q,); 0 where there is none."""
    first = relevant.argmax(axis=1)
    return np.where(relevant.any(axis=1), 1.0 / (first + 1.0), 0.0)


def macro(values: NDArray[np.floating], classes: NDArray[np.int64]) -> float:
    """Return the mean over classes of the mean of `values` (…, q) over the class's queries."""
    return float((values * class_weights(classes)).sum(axis=-1).mean())


def class_weights(classes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return weights (q,) that sum to 1, alike for each class and within each class."""
    _, where, counts = np.unique(classes, return_inverse=True, return_counts=True)
    return 1.0 / (len(counts) * counts[where])


def chance_precision(relevant: int, songs: int) -> float:
    """Return the P@k of a random order, whatever k: the share of relevant songs."""
    return relevant / songs


def chance_reciprocal_rank(relevant: int, songs: int) -> float:
    """Return the expected reciprocal rank of a random order of `songs`, `relevant` of them good.

    The first relevant song is at rank r when the r − 1 before it are not, each drawn without
    replacement.
    """
    expected, none_yet = 0.0, 1.0
    for rank in range(1, songs - relevant + 2 if relevant else 1):
        left = songs - rank + 1
        expected += none_yet * relevant / left / rank
        none_yet *= (left - relevant) / left
    return expected


@dataclass(frozen=True, slots=True, eq=False)
class Resamples:
    """Draws of queries, within each class, and of seeds: the same ones for every method.

    That pairs them: the interval of a difference is `interval(one - two)`, in whose draws a
    query, and a seed, counts for both methods or for neither.

    `queries` float64 (draws, q) are weights as of `class_weights`; `seeds` (draws, s) sum to 1.
    """

    classes: NDArray[np.int64]
    queries: NDArray[np.float64]
    seeds: NDArray[np.float64]

    def interval(self, values: NDArray[np.floating]) -> Interval:
        """Return the macro mean of `values` (s, q), a row a seed, with its interval."""
        return _interval(macro(values, self.classes), self.drawn(values))

    def drawn(self, values: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the macro mean of `values` (s, q) in each draw, float64 (draws,)."""
        return np.einsum("ds,sq,dq->d", self.seeds, values, self.queries, optimize=True)


def resamples(classes: NDArray[np.int64], seeds: int, draws: int = DRAWS) -> Resamples:
    """Draw with replacement: the queries of each class among themselves, and the seeds.

    The same classes give the same draws, so that figures of the same queries stay paired.
    """
    return _resamples(np.asarray(classes, np.int64).tobytes(), seeds, draws)


@lru_cache(maxsize=8)  # every method and mapping asks for the draws of the same few sets
def _resamples(content: bytes, seeds: int, draws: int) -> Resamples:
    classes = np.frombuffer(content, np.int64)
    random = np.random.default_rng(0)
    weights = np.zeros((draws, len(classes)))
    found = np.unique(classes)
    for name in found:
        rows = np.flatnonzero(classes == name)
        counts = random.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), draws)
        weights[:, rows] = counts / len(rows) / len(found)
    drawn = np.random.default_rng(1).multinomial(seeds, np.full(seeds, 1 / seeds), draws) / seeds
    return Resamples(classes, weights, drawn)


def mean_interval(
    parts: Sequence[tuple[Resamples, NDArray[np.floating]]], level: float = 0.95
) -> Interval:
    """Return the mean over `parts` of their macro means, each part (its draws, values (s, q)).

    All parts must have as many seeds and draws: seeds are drawn together, and so are the queries
    of parts that ask with the same texts. `level` is the interval's.
    """
    values = [macro(values, draws.classes) for draws, values in parts]
    drawn = np.mean([draws.drawn(values) for draws, values in parts], axis=0)
    return _interval(float(np.mean(values)), drawn, level)


def _interval(value: float, drawn: NDArray[np.float64], level: float = 0.95) -> Interval:
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2])
    return Interval(value, float(low), float(high))
