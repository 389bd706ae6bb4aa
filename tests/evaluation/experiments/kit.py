"""A made experiment: texts and music whose labels can be told from their features, and methods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from t2m_engine.emotion.mappings import PUBLISHED
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import TAXONOMIES
from t2m_engine.evaluation.experiments.material import Heard, Material
from t2m_engine.evaluation.experiments.runner import Experiment, Method
from t2m_engine.training.datasets.features import Features
from t2m_engine.training.datasets.records import ClipAt, LabelledSet, Source

SOURCE = Source("Made", "made by the test", "1", "CC0-1.0", "here")
SPLITS = ("train", "validation", "test")
IDENTITY = {"same": {mood: (mood,) for mood in MOODS}}
RELEVANCE = {
    ("alm", "audioset"): {way: PUBLISHED[way]["alm"] for way in PUBLISHED},
    ("audioset", "audioset"): IDENTITY,
}


def heard(name: str, taxonomy: str, each: int, *, kind: type, seed: int = 0) -> Heard:
    """`each` items of every label in every split; the label stands in the embedding, with noise."""
    random = np.random.default_rng([seed, *name.encode()])
    names = TAXONOMIES[taxonomy]
    labels = np.tile(np.arange(len(names)), each * len(SPLITS))
    split = np.repeat(SPLITS, len(names) * each)
    embedding = np.eye(8)[labels] + random.normal(0, 0.1, (len(labels), 8))
    shares = random.dirichlet(np.ones(7), len(labels))
    emotion = np.hstack([random.uniform(-1, 1, (len(labels), 2)), shares])
    items = [f"{name} {i}" if kind is str else ClipAt(f"{name}{i}.wav") for i in range(len(labels))]
    found = LabelledSet(
        name, taxonomy, names, tuple(items), labels, np.array(items, dtype=str), split, SOURCE
    )
    return Heard(found, Features(embedding.astype(np.float32), emotion.astype(np.float32)))


def material(each: int = 6) -> Material:
    """Texts with a vocabulary of their own and with that of music; music of two kinds."""
    texts = [("alm", "alm"), ("corpus", "audioset")]
    return Material(
        {name: heard(name, taxonomy, each, kind=str) for name, taxonomy in texts},
        {name: heard(name, "audioset", each, kind=ClipAt) for name in ("teacher", "composed")},
        ("Left out: emotify/train.csv is missing.",),
    )


@dataclass(frozen=True)
class Placed:
    """Texts by a matrix from their eight features to those of music, which stay as they are."""

    matrix: np.ndarray
    words: bool = False

    def texts(self, features: Features) -> np.ndarray:
        return (features.embedding @ self.matrix).astype(np.float32)

    def music(self, features: Features) -> np.ndarray:
        return features.embedding

    def tags(self, names: tuple[str, ...]) -> np.ndarray | None:
        if not self.words:
            return None
        places = [MOODS.index(name) if name in MOODS else 7 for name in names]
        return np.eye(8, dtype=np.float32)[places]

    def places(self, vectors: np.ndarray, kind: str) -> np.ndarray:
        return vectors


def right(texts: Heard, music: Heard, seed: int) -> Placed:
    """Knows the manual mapping; a seed's noise keeps seeds apart."""
    names = texts.set.names
    mapping = PUBLISHED["manual"].get(texts.set.taxonomy, {name: (name,) for name in names})
    matrix = np.zeros((8, 8))
    for row, name in enumerate(names):
        matrix[row, [MOODS.index(mood) for mood in mapping[name]]] = 1.0
    noise = np.random.default_rng(seed).normal(0, 0.05, matrix.shape)
    return Placed(matrix + noise, words=True)


def nothing(texts: Heard, music: Heard, seed: int) -> Placed:
    """Finds all music alike, unless both sides have the same words."""
    return right(texts, music, seed) if texts.set.names == MOODS else Placed(np.zeros((8, 8)))


def one_mood(texts: Heard, music: Heard, seed: int) -> Placed:
    """Offers sad music for everything."""
    matrix = np.zeros((8, 8))
    matrix[:, MOODS.index("sad")] = 1.0
    return Placed(matrix)


def mixed(strength: float):
    """Learns the right answer, blurred."""

    def learn(texts: Heard, music: Heard, seed: int) -> Placed:
        noise = np.random.default_rng(seed).normal(0, 1.0, (8, 8))
        return Placed(right(texts, music, seed).matrix + strength * noise, words=True)

    return learn


METHODS = {
    "classification": Method("Classification", True, {}, nothing),
    "multihead": Method("Multi-head classification", True, {}, one_mood),
    "va": Method("Valence-arousal regression", True, {}, mixed(0.9)),
    "metric2": Method("Metric learning, two branches", True, {}, mixed(0.6)),
    "metric3": Method("Metric learning, three branches", True, {}, mixed(0.3)),
    "fusion": Method("Fusion", False, {}, right),
}


def experiment(seeds: int = 2, each: int = 6, **methods: Method) -> Experiment:
    """The made experiment, with some methods in place of others."""
    return Experiment(
        material(each), RELEVANCE, {**METHODS, **methods}, tuple(range(seeds)), "fusion", quick=True
    )
