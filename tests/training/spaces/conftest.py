"""A made problem whose right answer is known.

Every label has a place in a feeling of five axes, and each modality shows an item's feeling
through a map of its own, under noise. Texts and music have different words for feelings; two
words of texts (anger, guilt) are nearest to the same word of music (angry).
"""

import numpy as np
import pytest

from t2m_engine.training.datasets.features import Features
from t2m_engine.training.spaces.material import Corpus, Material, Part, Words

TEXTS = ("joy", "anger", "guilt", "grief")
MUSIC = ("happy", "angry", "sad", "funny")
FEELINGS = {
    "joy": (1.0, 0.0, 0.0, 0.0, 0.4), "happy": (1.0, 0.1, 0.0, 0.0, 0.4),
    "anger": (0.0, 1.0, 0.0, 0.0, 0.6), "guilt": (0.0, 0.8, 0.0, 0.0, -0.6),
    "angry": (0.0, 1.0, 0.1, 0.0, 0.0),
    "grief": (0.0, 0.0, 1.0, 0.0, -0.4), "sad": (0.0, 0.1, 1.0, 0.0, -0.4),
    "funny": (0.3, 0.0, 0.0, 1.0, 0.4),
}  # fmt: skip
PLACES = {
    "joy": (0.8, 0.4), "happy": (0.9, 0.3), "anger": (-0.6, 0.8), "angry": (-0.7, 0.7),
    "guilt": (-0.6, 0.1), "grief": (-0.8, -0.5), "sad": (-0.7, -0.6), "funny": (0.6, 0.7),
}  # fmt: skip
RIGHT = {"joy": ("happy",), "anger": ("angry",), "guilt": ("angry",), "grief": ("sad",)}


def corpus(names: tuple[str, ...], width: int, each: int, seed: int, noise: float) -> Corpus:
    """`each` items of each of `names`, embedded in `width` numbers; the map is by the width."""
    random = np.random.default_rng(seed)
    view = np.random.default_rng(width).normal(size=(5, width))
    labels = np.repeat(np.arange(len(names)), each)
    feelings = np.array([FEELINGS[name] for name in names])[labels]
    embedding = feelings @ view + noise * random.normal(size=(len(labels), width))
    emotion = random.uniform(-0.2, 0.2, size=(len(labels), 9))
    emotion[:, 2:] = np.abs(emotion[:, 2:])  # shares of moods
    features = Features(embedding.astype(np.float32), emotion.astype(np.float32))
    return Corpus(features, labels, names)


def make_material(seed: int = 0, each: int = 40, noise: float = 1.0) -> Material:
    parts = [
        Part(
            (corpus(TEXTS, 24, count, first, noise),),
            (corpus(MUSIC, 16, count, first + 1, noise),),
        )
        for count, first in ((each, 100 * seed), (each // 2, 100 * seed + 50))
    ]
    vectors = {
        name: (np.array(feeling) / np.linalg.norm(feeling)).astype(np.float32)
        for name, feeling in FEELINGS.items()
    }
    return Material(*parts, Words(PLACES, vectors))


@pytest.fixture(scope="session")
def material() -> Material:
    return make_material()


@pytest.fixture(scope="session")
def made():
    """The maker of the problem, for tests that want another seed or size."""
    return make_material


@pytest.fixture(scope="session")
def unseen():
    """Items that nothing was learnt or chosen by: (texts, music)."""
    return corpus(TEXTS, 24, 25, 900, 1.0), corpus(MUSIC, 16, 25, 901, 1.0)
