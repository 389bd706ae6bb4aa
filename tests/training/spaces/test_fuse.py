"""The fusion: which spaces it takes, and with what weights."""

from dataclasses import dataclass

import numpy as np
import pytest

from t2m_engine.emotion.spaces import Space
from t2m_engine.training.datasets.features import Features
from t2m_engine.training.spaces.fuse import fuse
from t2m_engine.training.spaces.material import Corpus, Material, Part, Words
from t2m_engine.training.spaces.quality import retrieval

NAMES = ("joy", "anger", "guilt", "grief")


@dataclass(frozen=True, eq=False)
class Partly(Space):
    """Tells apart the labels that it knows, by an embedding that shows them; not the others."""

    name: str
    known: tuple[int, ...]

    @property
    def id(self) -> str:
        return self.name

    @property
    def dimension(self) -> int:
        return len(NAMES) + 1

    def text_vectors(self, valence, arousal, moods, embeddings):
        vectors = np.zeros((len(embeddings), self.dimension), np.float32)
        vectors[:, self.known] = embeddings[:, self.known]
        vectors[:, -1] = 1.0 - vectors.sum(axis=1)
        return vectors

    def music_vectors(self, valence, arousal, moods, embeddings):
        return np.hstack([embeddings, np.zeros((len(embeddings), 1), np.float32)])


@pytest.fixture
def material() -> Material:
    labels = np.tile(np.arange(len(NAMES)), 6)
    embedding = np.eye(len(NAMES), dtype=np.float32)[labels]
    corpus = Corpus(Features(embedding, np.zeros((24, 9), np.float32)), labels, NAMES)
    part = Part((corpus,), (corpus,))
    vectors = dict(zip(NAMES, np.eye(len(NAMES), dtype=np.float32), strict=True))
    return Material(part, part, Words(dict.fromkeys(NAMES, (0.0, 0.0)), vectors))


def test_halves_make_a_whole_and_what_adds_nothing_is_left_out(material: Material) -> None:
    spaces = [Partly("one", (0, 1)), Partly("nothing", ()), Partly("other", (2, 3))]
    assert max(retrieval(space, material) for space in spaces) < 0.8
    fusion = fuse(spaces, material.questions)
    assert {part.name for part, _ in fusion.parts} == {"one", "other"}
    assert sum(weight for _, weight in fusion.parts) == pytest.approx(1.0)
    assert retrieval(fusion, material) == pytest.approx(1.0)


def test_one_that_knows_all_stands_alone(material: Material) -> None:
    spaces = [Partly("some", (0,)), Partly("all", (0, 1, 2, 3))]
    ((space, weight),) = fuse(spaces, material.questions).parts
    assert (space.name, weight) == ("all", 1.0)
