"""What spaces learn from: labelled texts and music as a pack reads them, and what words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion import learned
from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.word_vectors import WordVectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from t2m_engine.training.datasets.features import Features


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """n labelled texts or clips: `labels` int64 (n,) are positions in `names`."""

    features: Features
    labels: NDArray[np.int64]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        assert len(self.labels) == len(self.features.embedding) > 0
        assert 0 <= self.labels.min() <= self.labels.max() < len(self.names)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Where labels stand: `places` valence and arousal in −1…1, `vectors` of unit length (d,)."""

    places: Mapping[str, tuple[float, float]]
    vectors: Mapping[str, NDArray[np.float32]]

    def nearest(self, name: str, among: Sequence[str]) -> str:
        """Return which of `among` has the word vector nearest to `name`'s; the first of a tie.

        The paper's way from a label of texts to one of music (§3.3).
        """
        scores = [float(self.vectors[name] @ self.vectors[other]) for other in among]
        return among[int(np.argmax(scores))]


def words_of(names: Iterable[str]) -> Words:
    """Return where the labels `names` stand: by the lexicon and the word vectors that ship."""
    lexicon, vectors = Lexicon.load(), WordVectors.load()
    labels = sorted(set(names))
    return Words(
        {name: lexicon.place(name).point for name in labels},
        {name: vectors.vector(name) for name in labels},
    )


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Texts and music, of one split; all music has the same vocabulary."""

    texts: tuple[Corpus, ...]
    music: tuple[Corpus, ...]

    def __post_init__(self) -> None:
        assert self.texts
        assert len({corpus.names for corpus in self.music}) == 1


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Texts that ask for music, and by each of `ways` what label of music is right for theirs."""

    texts: Corpus
    music: Corpus
    ways: tuple[Mapping[str, tuple[str, ...]], ...]

    def __post_init__(self) -> None:
        assert self.ways


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a method learns from, what tells it when to stop, and what the labels mean.

    `relevance` says for validation which labels of music are right for a label of texts, in one
    or more ways that count alike; by default it is the nearest by word vectors, as in learning.
    `neutral` are texts without emotion, to learn from: no label of music is righter for them than
    another. The paper has none, and its methods are not given them.
    """

    training: Part
    validation: Part
    words: Words
    relevance: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    neutral: Features | None = None

    @property
    def text_names(self) -> tuple[str, ...]:
        """All labels of texts, each once, in the order of the corpora."""
        return unique(corpus.names for corpus in self.training.texts)

    @property
    def music_names(self) -> tuple[str, ...]:
        """The labels of music."""
        return self.training.music[0].names

    @property
    def partners(self) -> dict[str, str]:
        """For each label of texts the nearest label of music, by word vectors."""
        return {name: self.words.nearest(name, self.music_names) for name in self.text_names}

    @property
    def right(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """`relevance`, or its default."""
        return self.relevance or ({name: (other,) for name, other in self.partners.items()},)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What validation asks: all of its texts, all of its music, in the ways that are right."""
        part = self.validation
        return tuple(Question(t, m, self.right) for t in part.texts for m in part.music)

    @property
    def bridge(self) -> NDArray[np.float32]:
        """In what share of the ways a label of music is right for one of texts, (texts, music)."""
        ways = [
            [[name in way[text] for name in self.music_names] for text in self.text_names]
            for way in self.right
        ]
        return np.mean(ways, axis=0, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The items of all corpora of a modality in a row: what networks and samplers work on.

    `inputs` float32 (n, d+9) as `learned.features` makes them; `tags` int64 (n,) are positions in
    `names`; `corpus` int64 (n,) says which corpus an item is of.
    """

    inputs: NDArray[np.float32]
    tags: NDArray[np.int64]
    corpus: NDArray[np.int64]
    names: tuple[str, ...]


def items(corpora: Sequence[Corpus], names: tuple[str, ...]) -> Items:
    """Return the items of `corpora`, whose labels are all among `names`."""
    parts = [np.array([names.index(name) for name in c.names])[c.labels] for c in corpora]
    return Items(
        np.concatenate([inputs(corpus.features) for corpus in corpora]),
        np.concatenate(parts).astype(np.int64),
        np.repeat(np.arange(len(corpora)), [len(part) for part in parts]),
        names,
    )


def columns(
    features: Features,
) -> tuple[
    NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]
]:  # fmt: skip
    """Return valence, arousal, moods and embeddings of `features`, as a space takes them."""
    emotion = features.emotion
    return emotion[:, 0], emotion[:, 1], emotion[:, 2:], features.embedding


def inputs(features: Features) -> NDArray[np.float32]:
    """Return what networks are given of `features`: (n, d+9)."""
    return learned.features(*columns(features))


def unique(names: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return all of `names`, each once, in order of their first appearance."""
    return tuple(dict.fromkeys(name for some in names for name in some))
