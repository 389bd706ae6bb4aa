"""The settings of learning: the paper's where it gives them, its published code's where not."""

from __future__ import annotations

from dataclasses import dataclass

from t2m_engine.training.spaces.losses.three_branch import WEIGHTS


@dataclass(frozen=True, slots=True)
class Config:
    """How a space is learnt.

    Of Won et al. 2021: `weights` of three branches, Adam with `rate` (§3.3, §4.2). Of the
    published code (github.com/minzwon/text2music-emotion-embedding, src/metric_learning/main.py,
    model.py, solver.py): `hidden` units, the `dimension` of metric spaces, `dropout`, `margin`,
    `decay` of weights. Ours: a `batch` of 64 instead of 32, as items are features here and not
    recordings; at most `steps`, of which validation is asked `every` so many, until it has not
    improved `patience` times.

    Of the contrastive space: `temperature` τ; `spread` σ, how far apart in the plane feelings
    still count as near.
    """

    steps: int = 6000
    every: int = 100
    patience: int = 12
    batch: int = 64
    rate: float = 1e-4
    decay: float = 1e-4
    hidden: int = 128
    dimension: int = 64
    dropout: float = 0.5
    margin: float = 0.2
    weights: tuple[float, float, float] = WEIGHTS
    temperature: float = 0.1
    spread: float = 0.05


FULL = Config()
QUICK = Config(steps=1500, every=100, patience=5, rate=5e-4)
"""For a first look: a quarter of the steps, and larger ones, as a rate of 1e-4 would not arrive."""
