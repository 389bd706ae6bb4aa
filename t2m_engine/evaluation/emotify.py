"""Agreement with listeners: Emotify's songs, their GEMS scales brought to valence and arousal.

The recordings (Aljanaki et al. 2016, CC BY-NC-SA) are read where they lie; no pack that is
called open has learnt from them, so all of them are test material for it.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.evaluation.hearing import hear

if TYPE_CHECKING:
    from pathlib import Path

    from t2m_engine.emotion.pack import ModelPack

# Signs of the nine GEMS scales on the two axes (Zentner et al. 2008, second-order factors:
# sublimity and vitality are pleasant, unease is not; vitality and tension are active).
_VALENCE = {"joyful_activation": 1.0, "tenderness": 0.5, "calmness": 0.5, "amazement": 0.5,
            "tension": -1.0, "sadness": -1.0}  # fmt: skip
_AROUSAL = {"power": 1.0, "joyful_activation": 1.0, "tension": 0.7, "calmness": -1.0,
            "tenderness": -0.7, "sadness": -0.7, "nostalgia": -0.4}  # fmt: skip


def evaluate_emotify(pack: ModelPack, data: Path) -> dict[str, float]:
    """Return Pearson's r of valence and arousal over the songs, with 95 % bootstrap intervals."""
    folder = data / "music" / "emotify"
    with (folder / "train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heard = []
    for row in rows:
        emotion = hear(pack, folder / row["file"]).emotion
        heard.append((emotion.valence, emotion.arousal))
    found = np.array(heard)
    measured: dict[str, float] = {"songs": len(rows)}
    for axis, (name, signs) in enumerate((("valence", _VALENCE), ("arousal", _AROUSAL))):
        truth = np.array([sum(float(r[s]) * w for s, w in signs.items()) for r in rows])
        measured[f"{name}_r"] = _r(found[:, axis], truth)
        low, high = _interval(found[:, axis], truth)
        measured |= {f"{name}_r_low": low, f"{name}_r_high": high}
    return {key: round(value, 3) for key, value in measured.items()}


def _r(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a, b)[0, 1])


def _interval(a: np.ndarray, b: np.ndarray, draws: int = 2000) -> tuple[float, float]:
    random = np.random.default_rng(0)
    picks = random.integers(0, len(a), (draws, len(a)))
    values = np.array([_r(a[pick], b[pick]) for pick in picks])
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))
