"""The fusion: which spaces it takes, and with what weights."""

from dataclasses import dataclass

import numpy as np
import pytest

from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.spaces import PLANE, Space
from t2m_engine.training.datasets.features import Features
from t2m_engine.training.spaces.fuse import fuse, level
from t2m_engine.training.spaces.material import Corpus, Material, Part, Question, Words
from t2m_engine.training.spaces.quality import answered, retrieval, scores

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


def test_among_what_validation_finds_alike_the_readings_decide(material: Material) -> None:
    """Two of a label, one as tense as the text and one calm: labels cannot tell them apart."""
    (question,) = material.questions
    knows = FusionSpace("fusion", ((Partly("all", (0, 1, 2, 3)), 1.0),))
    emotion = np.zeros((24, 9), np.float32)
    emotion[np.arange(24) // 4 % 2 == 0, 1] = (
        0.8  # half of the items of each label are tense, in texts and in music
    )
    features = Features(question.texts.features.embedding, emotion)
    corpus = Corpus(features, question.texts.labels, NAMES)
    asked = [Question(corpus, corpus, question.ways)]
    levelled = level(knows, asked)
    assert levelled.parts[-1][0] is PLANE
    assert sum(weight for _, weight in levelled.parts) == pytest.approx(1.0)

    def distance(space: FusionSpace) -> float:
        found = scores(space, corpus, corpus)
        first = np.argsort(-found, axis=1, kind="stable")[:, :3]
        return float(np.abs(emotion[first, 1] - emotion[:, None, 1]).mean())

    assert answered(scores(levelled, corpus, corpus), asked[0]) == pytest.approx(1.0)
    assert distance(levelled) < distance(knows)


def test_the_plane_is_left_out_where_it_would_cost_too_much(material: Material) -> None:
    """Here the readings contradict the labels: every label is read where another stands."""
    (question,) = material.questions
    texts, music = question.texts, question.music
    places = np.array([[0.9, 0.9], [-0.9, 0.9], [-0.9, -0.9], [0.9, -0.9]], np.float32)
    emotions = [np.zeros((24, 9), np.float32) for _ in range(2)]
    emotions[0][:, :2] = places[texts.labels]
    emotions[1][:, :2] = places[(music.labels + 1) % 4]
    corpora = [
        Corpus(Features(corpus.features.embedding * 0.1, emotion), corpus.labels, NAMES)
        for corpus, emotion in zip((texts, music), emotions, strict=True)
    ]
    knows = FusionSpace("fusion", ((Partly("all", (0, 1, 2, 3)), 1.0),))
    assert len(level(knows, [Question(*corpora, question.ways)]).parts) == 1
