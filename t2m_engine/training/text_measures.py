"""What the text network is measured on: validation guides its training, tests are looked at once.

Moods are scored on our corpus (worlds never met), Alm's five emotions on Potter's tales, valence
and arousal on EmoBank; all with intervals over seeds and over what belongs together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.training import text_data
from t2m_engine.training.datasets.records import TEST, VALIDATION
from t2m_engine.training.text_data import TALE_CLASSES, Example

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

DRAWS = 2000
_BINS = 10
_NEUTRAL_BEFORE = "It was a Tuesday, and the road from the village went past the house."
_NEUTRAL_AFTER = "The clock on the wall said that it was a quarter past four."
_TALES = len(TALE_CLASSES) - 1
"""Alm's five emotions, without neutral."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a network says of n texts: mood logits (n, 8), plane (n, 2), tale logits (n, 6)."""

    moods: NDArray[np.float32]
    plane: NDArray[np.float32]
    tales: NDArray[np.float32]


def validation_sets(corpus: Path, data: Path) -> dict[str, list[Example]]:
    """What training may look at."""
    return {
        "passages": text_data.corpus(corpus / "passages.jsonl", "val"),
        "subtext": text_data.corpus(corpus / "subtext.jsonl", "val"),
        "potter": text_data.alm_agreed(data, VALIDATION),
        "emobank": text_data.emobank(data, "dev"),
    }


def test_sets(corpus: Path, data: Path) -> dict[str, list[Example]]:
    """What training and every choice in it have never seen, and what was done to it.

    `capitals`, `mistyped` and `beside` are the passages and the subtext of the test worlds in
    capitals, with 5 % of their words mistyped, and between two sentences without emotion.
    """
    passages = text_data.corpus(corpus / "passages.jsonl", "test")
    subtext = text_data.corpus(corpus / "subtext.jsonl", "test")
    random = np.random.default_rng(0)
    own = passages + subtext
    return {
        "passages": passages,
        "subtext": subtext,
        "potter": text_data.alm_agreed(data, TEST),
        "emobank": text_data.emobank(data, "test"),
        "goemotions": [
            e for e in text_data.goemotions(data, "test") if not np.isnan(e.shares).any()
        ],
        "negation": text_data.corpus(corpus / "negation.jsonl", None),
        "irony": text_data.corpus(corpus / "irony.jsonl", None),
        "capitals": [replace(e, text=e.text.upper()) for e in own],
        "mistyped": [replace(e, text=text_data.mistyped(e.text, 0.05, random)) for e in own],
        "beside": [replace(e, text=f"{_NEUTRAL_BEFORE} {e.text} {_NEUTRAL_AFTER}") for e in own],
    }


def measure(predicted: Predicted, examples: Sequence[Example]) -> dict[str, float]:
    """Return what `examples` allow: accuracy, Pearson's r of the plane, macro-F1 of the tales."""
    measured = {}
    shares = np.stack([e.shares for e in examples])
    if not np.isnan(shares).any():
        measured["accuracy"] = float((predicted.moods.argmax(1) == shares.argmax(1)).mean())
    plane = np.stack([e.plane for e in examples])
    if not np.isnan(plane).any():
        for axis, name in enumerate(("valence_r", "arousal_r")):
            measured[name] = _r(predicted.plane[:, axis], plane[:, axis])
    tales = np.stack([e.tale for e in examples])
    if not np.isnan(tales).any() and not tales[:, _TALES].any():
        named, truth = predicted.tales[:, :_TALES].argmax(1), tales.argmax(1)
        measured["macro_f1"] = macro_f1(named, truth)
        measured["tale_accuracy"] = float((named == truth).mean())
    return {name: round(value, 3) for name, value in measured.items()}


def worth(measured: dict[str, dict[str, float]]) -> float:
    """Return what training keeps the best of: the mean of its tasks on the validation sets."""
    emobank = measured["emobank"]
    return (
        measured["passages"]["accuracy"]
        + 2 * measured["subtext"]["accuracy"]
        + measured["potter"]["macro_f1"]
        + (emobank["valence_r"] + emobank["arousal_r"]) / 2
    ) / 5


def macro_f1(named: NDArray[np.int64], truth: NDArray[np.int64]) -> float:
    """Return the mean over the classes that `truth` (n,) has of F1 of `named` (n,)."""
    scores = []
    for label in np.unique(truth):
        hits = float(((named == label) & (truth == label)).sum())
        scores.append(2 * hits / max(1.0, float((named == label).sum() + (truth == label).sum())))
    return float(np.mean(scores))


def temperature(moods: NDArray[np.float32], examples: Sequence[Example]) -> float:
    """Return the divisor of logits (n, 8) that makes `examples` likeliest (Guo et al. 2017)."""
    truth = np.stack([e.shares for e in examples]).argmax(1)
    grid = np.arange(0.5, 4.05, 0.05)
    rows = np.arange(len(truth))
    losses = [-np.log(softmax(moods / t)[rows, truth] + 1e-12).mean() for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)


def calibration_error(shares: NDArray[np.float32], truth: NDArray[np.int64]) -> float:
    """Return the expected calibration error of `shares` (n, k) (Guo et al. 2017, eq. 3)."""
    sure, right = shares.max(axis=1), shares.argmax(axis=1) == truth
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        (bins == b).mean() * abs(right[bins == b].mean() - sure[bins == b].mean())
        for b in np.unique(bins)
    ]
    return float(np.sum(gaps))


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return shares (n, k) of `logits` (n, k)."""
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def summary(
    sets: dict[str, list[Example]],
    runs: Sequence[dict[str, Predicted]],
    temperatures: Sequence[float],
) -> dict[str, Any]:
    """Return each figure's mean over `runs` (seeds) with a 95 % bootstrap interval.

    Seeds, and groups of examples (worlds, stories; single sentences of EmoBank and GoEmotions),
    are drawn again together.
    """
    found: dict[str, Any] = {"seeds": len(runs)}
    for name, examples in sets.items():
        predicted = [run[name] for run in runs]
        for key, figure in _intervals(predicted, examples).items():
            found[f"{name}_{key}"] = figure
    own = sets["passages"] + sets["subtext"]
    truth = np.stack([e.shares for e in own]).argmax(1)
    logits = [np.concatenate([run["passages"].moods, run["subtext"].moods]) for run in runs]
    found["calibration_error"] = round(
        float(
            np.mean(
                [
                    calibration_error(softmax(one / t), truth)
                    for one, t in zip(logits, temperatures, strict=True)
                ]
            )
        ),
        3,
    )
    for name in ("capitals", "mistyped", "beside"):
        same = [
            float((one.argmax(1) == run[name].moods.argmax(1)).mean())
            for one, run in zip(logits, runs, strict=True)
        ]
        found[f"{name}_same_mood"] = round(float(np.mean(same)), 3)
    for name in ("negation", "irony"):
        truth = np.stack([e.shares for e in sets[name]]).argmax(1)
        pairs = np.array([e.group for e in sets[name]])
        both = [
            sum((run[name].moods.argmax(1) == truth)[pairs == pair].all() for pair in set(pairs))
            for run in runs
        ]
        found[f"{name}_both_halves"] = {
            "mean": round(float(np.mean(both)), 1), "pairs": len(set(pairs))
        }  # fmt: skip
    return found


def _intervals(
    runs: Sequence[Predicted], examples: Sequence[Example]
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """Return what `measure` tells, each figure with its interval: all from the same draws."""
    random = np.random.default_rng(0)
    names = np.array([e.group or str(i) for i, e in enumerate(examples)])
    groups = [np.flatnonzero(names == name) for name in np.unique(names)]
    values = [measure(run, examples) for run in runs]
    draws = DRAWS if len(examples) < 1000 else DRAWS // 10
    drawn = []
    for _ in range(draws):
        rows = np.concatenate([groups[i] for i in random.integers(len(groups), size=len(groups))])
        chosen = [examples[i] for i in rows]
        seeds = random.integers(len(runs), size=len(runs))
        once = {s: measure(_rows(runs[s], rows), chosen) for s in np.unique(seeds)}
        drawn.append([once[s] for s in seeds])
    found = {}
    for key in values[0]:
        means = [np.mean([one[key] for one in some]) for some in drawn]
        low, high = np.quantile(means, [0.025, 0.975])
        found[key] = {
            "mean": round(float(np.mean([value[key] for value in values])), 3),
            "95": [round(float(low), 3), round(float(high), 3)],
            "seeds": [value[key] for value in values],
        }
    return found


def _rows(predicted: Predicted, rows: NDArray[np.int64]) -> Predicted:
    return Predicted(predicted.moods[rows], predicted.plane[rows], predicted.tales[rows])


def _r(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.corrcoef(a, b)[0, 1])
