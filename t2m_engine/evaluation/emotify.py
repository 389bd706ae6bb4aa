"""Agreement with listeners: Emotify's songs, their GEMS scales brought to valence and arousal.

The recordings (Aljanaki et al. 2016, CC BY-NC-SA) are read where they lie; no pack that is
called open has learnt from them, so all of them are test material for it. Two questions: how well
do a pack's valence and arousal agree as they are (`evaluate_emotify`), and how much of what
listeners felt can be told from an embedding by a linear model (`cross_validated`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.taxonomies import GEMS
from t2m_engine.evaluation.hearing import hear
from t2m_engine.evaluation.metrics import DRAWS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack

# Signs of the nine GEMS scales on the two axes (Zentner et al. 2008, second-order factors:
# sublimity and vitality are pleasant, unease is not; vitality and tension are active).
_VALENCE = {"joyful_activation": 1.0, "tenderness": 0.5, "calmness": 0.5, "amazement": 0.5,
            "tension": -1.0, "sadness": -1.0}  # fmt: skip
_AROUSAL = {"power": 1.0, "joyful_activation": 1.0, "tension": 0.7, "calmness": -1.0,
            "tenderness": -0.7, "sadness": -0.7, "nostalgia": -0.4}  # fmt: skip
AXES = ("valence", "arousal")
_FOLDS = 5
_RIDGES = np.logspace(0, 5, 16)
"""Of standardised features; chosen inside the songs that are learnt from."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """n songs: `paths`, `genre`, shares of listeners `scales` (n, 9), and `plane` (n, 2)."""

    paths: tuple[Path, ...]
    genre: NDArray[np.str_]
    scales: NDArray[np.float64]
    plane: NDArray[np.float64]


def load_ratings(data: Path) -> Ratings:
    """Read what listeners felt in the songs under `data`; FileNotFoundError."""
    folder = data / "music" / "emotify"
    with (folder / "train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scales = np.array([[float(row[name]) for name in GEMS] for row in rows])
    signs = np.array([[axis.get(name, 0.0) for name in GEMS] for axis in (_VALENCE, _AROUSAL)])
    return Ratings(
        tuple(folder / row["file"] for row in rows),
        np.array([row["genre"] for row in rows]),
        scales,
        scales @ signs.T,
    )


def evaluate_emotify(pack: ModelPack, data: Path) -> dict[str, float]:
    """Return Pearson's r of valence and arousal over the songs, with 95 % bootstrap intervals."""
    ratings = load_ratings(data)
    readings = [hear(pack, path) for path in ratings.paths]
    found = np.array([(r.emotion.valence, r.emotion.arousal) for r in readings])
    return {"songs": len(readings)} | agreement(found, ratings.plane)


def agreement(found: NDArray[np.floating], truth: NDArray[np.floating]) -> dict[str, float]:
    """Return r of each axis of `found` (n, 2) with `truth`, with the ends of its interval."""
    measured: dict[str, float] = {}
    for axis, name in enumerate(AXES):
        measured[f"{name}_r"] = pearson(found[:, axis], truth[:, axis])
        low, high = bootstrap(pearson, found[:, axis], truth[:, axis])
        measured |= {f"{name}_r_low": low, f"{name}_r_high": high}
    return {key: round(value, 3) for key, value in measured.items()}


def cross_validated(features: NDArray[np.float32], ratings: Ratings) -> dict[str, float]:
    """Return how well a ridge regression on `features` (n, d) tells what listeners felt.

    Five folds over songs; every song is predicted by a model that has not met it. r of valence
    and arousal with 95 % intervals (bootstrap over songs), and for each scale the AUC of telling
    the half of the songs that it was felt in most from the others, and their mean.
    """
    from sklearn.linear_model import RidgeCV  # noqa: PLC0415 - an extra
    from sklearn.model_selection import KFold  # noqa: PLC0415

    truth = np.concatenate([ratings.plane, ratings.scales], axis=1)
    found = np.zeros_like(truth)
    folds = KFold(_FOLDS, shuffle=True, random_state=0)
    for learnt, asked in folds.split(features):
        mean, spread = features[learnt].mean(axis=0), features[learnt].std(axis=0) + 1e-6
        scaled = (features - mean) / spread
        ridge = RidgeCV(_RIDGES, alpha_per_target=True).fit(scaled[learnt], truth[learnt])
        found[asked] = ridge.predict(scaled[asked])
    measured = agreement(found[:, :2], truth[:, :2])
    areas = []
    for scale, name in enumerate(GEMS):
        felt = ratings.scales[:, scale] > np.median(ratings.scales[:, scale])
        areas.append(area(found[:, 2 + scale], felt))
        measured[f"{name}_auc"] = round(areas[-1], 3)
    measured["mean_auc"] = round(float(np.mean(areas)), 3)
    return measured


def area(scores: NDArray[np.floating], true: NDArray[np.bool_]) -> float:
    """Return the area under the ROC curve: how often a true one's score exceeds a false one's."""
    found, lost = scores[true], scores[~true]
    higher = (found[:, None] > lost).mean() + 0.5 * (found[:, None] == lost).mean()
    return float(higher)


def pearson(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    """Return Pearson's correlation of two rows (n,)."""
    return float(np.corrcoef(a, b)[0, 1])


def bootstrap(figure: object, *columns: NDArray[np.floating]) -> tuple[float, float]:
    """Return the ends of the 95 % interval of `figure(*columns)`, drawing rows anew."""
    assert callable(figure)
    random = np.random.default_rng(0)
    count = len(columns[0])
    picks = random.integers(0, count, (DRAWS, count))
    values = np.array([figure(*(column[pick] for column in columns)) for pick in picks])
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))
