"""What a music network comes to on windows that it never met, measured while it learns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.music_lessons import COMPOSED, STUDY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.audio.network import MusicNetwork
    from t2m_engine.training.music_lessons import Lessons

_BATCH = 64


@torch.inference_mode()
def two_halves(
    network: MusicNetwork, mel: NDArray[np.float16], crop: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return (embedding, mood logits, plane) of windows (n, 128, frames).

    Each is the mean of what is heard in the first and in the last `crop` frames. The network is
    left as it was, in training or not.
    """
    was = network.training
    network.eval()
    outputs = []
    for first in range(0, len(mel), _BATCH):
        part = torch.from_numpy(mel[first : first + _BATCH].astype(np.float32))
        halves = [network(half) for half in (part[:, :, :crop], part[:, :, -crop:])]
        outputs.append([torch.stack(pair).mean(dim=0) for pair in zip(*halves, strict=True)])
    network.train(was)
    embedding, logits, plane = (torch.cat(column) for column in zip(*outputs, strict=True))
    return embedding, logits, plane


def measure_music(
    network: MusicNetwork, lessons: Lessons, shares: torch.Tensor, plane: torch.Tensor, crop: int
) -> dict[str, float]:
    """Return figures of what is held out, rounded to three places.

    real_*: agreement (Pearson's r) with what the teachers' scores come to, on whole packages;
    composed_*: on compositions, with the share whose mood comes first; study_*: with what the
    cues of studies say, and `study_mode`, how much higher major lies than minor in valence.
    """
    measured: dict[str, Any] = {}
    held_out = lessons.held_out & ~lessons.left_out
    for name, rows in (
        ("real", np.flatnonzero(held_out & lessons.real & (lessons.copy == 0))),
        ("composed", np.flatnonzero(held_out & (lessons.source == COMPOSED))),
        ("study", np.flatnonzero(held_out & (lessons.source == STUDY))),
    ):
        if not len(rows):
            continue
        _, heard, places = (t.numpy() for t in two_halves(network, lessons.mel[rows], crop))
        for axis, label in enumerate(("valence_r", "arousal_r")):
            measured[f"{name}_{label}"] = _r(places[:, axis], plane[rows, axis].numpy())
        if name == "composed":
            measured["composed_accuracy"] = (heard.argmax(1) == lessons.mood[rows]).mean()
            continue
        logits = heard - heard.mean(axis=1, keepdims=True)
        goal = np.log(shares[rows].numpy() + 1e-6)
        scores = [_r(logits[:, m], goal[:, m]) for m in range(len(MOODS))]
        measured[f"{name}_moods_r"] = np.mean(scores)
        if name == "study":
            major = lessons.cues[rows, 0] > 0
            measured["study_mode"] = places[major, 0].mean() - places[~major, 0].mean()
    return {name: round(float(value), 3) for name, value in measured.items()}


def _r(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Pearson's r; NaN where one of the two says the same of all."""
    return float(np.corrcoef(a, b)[0, 1]) if min(a.std(), b.std()) > 1e-6 else math.nan
