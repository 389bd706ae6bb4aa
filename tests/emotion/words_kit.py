"""Word vectors of a few words, written as training writes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.placing import Kernel
from t2m_engine.training.word_vectors import Trained, write_words

KERNEL = Kernel(neighbours=2, temperature=0.5, spread=(1.0, 1.0), residual=(0.1, 0.2))
DIRECTIONS = {
    "sad": (1.0, 0.0, 0.0),
    "gloomy": (0.8, 0.6, 0.0),
    "laid back": (0.0, 1.0, 0.0),
    "easygoing": (0.0, 0.8, 0.6),
    "joy": (0.0, 0.0, 1.0),
    "table": (-1.0, 0.0, 0.0),
}
HEARD = 5
"""All but “table”, which is a general word here."""


def write_vectors(folder: Path, **more: tuple[float, float, float]) -> Path:
    """Write the words above, and `more` general ones."""
    words = DIRECTIONS | more
    rows = np.array(list(words.values()), np.float32)
    card = {"name": "made", "kernel": KERNEL.as_json()}
    write_words(folder, Trained(list(words), HEARD, rows), card)
    return folder


def write_labels(folder: Path) -> Path:
    """Write vectors in which Alm's labels are near the moods that the pairs name."""
    near = {"angry": "angry", "fearful": "scary", "surprised": "exciting", "happy": "happy"}
    rows = {mood: np.eye(8)[i] for i, mood in enumerate(MOODS)}
    for label, mood in near.items():
        rows.setdefault(label, 0.8 * rows[mood] + 0.6 * np.eye(8)[7])
    card = {"name": "labels", "kernel": KERNEL.as_json()}
    write_words(
        folder, Trained(list(rows), len(rows), np.array(list(rows.values()), np.float32)), card
    )
    return folder
