"""What word vectors know of feeling, measured on the words of a lexicon that were held out.

A lexicon's words are parted by their own digest: 70 % to learn from, 15 % to choose by
(validation), 15 % to report (test). Words that have kin in the lexicon are left out of the
figures of placing, since `Lexicon.place` would place them by their kin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.inflection import relatives
from t2m_engine.emotion.placing import Kernel, neighbourhood, regress
from t2m_engine.training.datasets.records import TEST, TRAIN, VALIDATION, draw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.lexicon import Lexicon

Vectors = Mapping[str, "NDArray[np.float32]"]

_NEAR = 5
_NEIGHBOURS = (5, 10, 20, 40, 80)
_TEMPERATURES = (0.05, 0.1, 0.15, 0.2)
_SHARES = np.linspace(0, 1.5, 31)
_RESIDUALS = np.linspace(0.02, 0.4, 39)
_INTERVAL = 1.96
"""Standard deviations on either side that hold 95 % of a normal distribution."""


def part(word: str) -> str:
    """Return the part that `word` belongs to: "train", "validation" or "test"."""
    place = draw(f"word {word}")
    return TRAIN if place < 0.7 else VALIDATION if place < 0.85 else TEST


def measure(lexicon: Lexicon, vectors: Vectors, moods: frozenset[str]) -> dict[str, float]:
    """Return how well `vectors` agree with `lexicon`, among all its words and among `moods` alone.

    "agreement" is Spearman's rank correlation, over all pairs of a test word and another word, of
    the cosine of their vectors and their nearness in the plane; "neighbour_distance" how far from
    a test word its five nearest words by vector lie in the plane, beside all others' distance.
    """
    measured: dict[str, float] = {}
    for name, among in (("all", vectors.keys()), ("moods", vectors.keys() & moods)):
        words = sorted(word for word in among if word in lexicon.words)
        rows = np.stack([vectors[word] for word in words])
        points = np.array([lexicon.words[word] for word in words])
        tested = np.array([part(word) == TEST for word in words])
        cosines = rows[tested] @ rows.T
        distances = np.linalg.norm(points[tested][:, None] - points[None], axis=2)
        others = ~np.eye(len(words), dtype=bool)[tested]
        nearest = np.argsort(np.where(others, -cosines, np.inf), axis=1, kind="stable")[:, :_NEAR]
        measured[f"{name}_words"] = int(tested.sum())
        measured[f"{name}_agreement"] = _spearman(cosines[others], -distances[others])
        measured[f"{name}_neighbour_distance"] = float(
            np.take_along_axis(distances, nearest, axis=1).mean()
        )
        measured[f"{name}_distance"] = float(distances[others].mean())
    return {key: round(value, 3) for key, value in measured.items()}


def calibrate(
    lexicon: Lexicon, vectors: Vectors, moods: frozenset[str]
) -> tuple[Kernel, dict[str, Any]]:
    """Return the kernel that places validation words best, and how well it places test words.

    Width and temperature have the least squared error; spread and residual, for each axis, give
    the validation words the greatest likelihood under normal errors.
    """
    words = sorted(word for word in vectors if word in lexicon.words)
    rows = np.stack([vectors[word] for word in words])
    points = np.array([lexicon.words[word] for word in words])
    parts = np.array([part(word) for word in words])
    single = frozenset(word for word in lexicon.words if word.isalpha())
    alone = np.array([not relatives(word, single - {word}) for word in words])

    known, chosen = parts == TRAIN, (parts == VALIDATION) & alone
    kernels = [Kernel(count, warmth) for count in _NEIGHBOURS for warmth in _TEMPERATURES]
    found = [neighbourhood(rows[chosen], rows[known], points[known], k) for k in kernels]
    errors = [float(np.mean((means - points[chosen]) ** 2)) for means, _ in found]
    best = int(np.argmin(errors))
    means, spreads = found[best]
    spread, residual = zip(
        *(_doubt(points[chosen][:, a] - means[:, a], spreads[:, a]) for a in (0, 1)), strict=True
    )
    kernel = Kernel(kernels[best].neighbours, kernels[best].temperature, spread, residual)

    known, tested = parts != TEST, (parts == TEST) & alone
    places, deviations = regress(rows[tested], rows[known], points[known], kernel)
    wrong = places - points[tested]
    inside = np.abs(wrong) <= _INTERVAL * deviations
    mood = np.array([word in moods for word in words])[tested]
    report = {
        name: {
            "words": int(which.sum()),
            **_figures(places[which], points[tested][which], inside[which]),
        }
        for name, which in (("all", np.ones_like(mood)), ("moods", mood))
    }
    report["all"] |= {
        "guess_valence_rmse": _rounded(points[tested][:, 0] - points[known][:, 0].mean()),
        "guess_arousal_rmse": _rounded(points[tested][:, 1] - points[known][:, 1].mean()),
    }
    return kernel, report


def _figures(
    places: NDArray[np.floating], points: NDArray[np.floating], inside: NDArray[np.bool_]
) -> dict[str, float]:
    figures = {}
    for axis, name in enumerate(("valence", "arousal")):
        figures[f"{name}_rmse"] = _rounded(places[:, axis] - points[:, axis])
        correlation = np.corrcoef(places[:, axis], points[:, axis])[0, 1]
        figures[f"{name}_r"] = round(float(correlation), 3)
        figures[f"{name}_coverage_95"] = round(float(inside[:, axis].mean()), 3)
    return figures


def _rounded(errors: NDArray[np.floating]) -> float:
    return round(float(np.sqrt(np.mean(errors**2))), 3)


def _doubt(errors: NDArray[np.floating], spreads: NDArray[np.floating]) -> tuple[float, float]:
    """Return (spread, residual) of the greatest likelihood of `errors` (m,), on a grid."""
    best = (np.inf, 1.0, 0.0)
    for share in _SHARES:
        for rest in _RESIDUALS:
            variance = (share * spreads) ** 2 + rest**2
            cost = float(np.mean(np.log(variance) + errors**2 / variance))
            best = min(best, (cost, float(share), float(rest)))
    return round(best[1], 3), round(best[2], 3)


def _spearman(one: NDArray[np.floating], two: NDArray[np.floating]) -> float:
    """Return the correlation of ranks; ties, which real numbers hardly have, go by position."""
    ranks = [np.argsort(np.argsort(values, kind="stable"), kind="stable") for values in (one, two)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
