"""The methods that are compared: how each learns from a pair of data sets with one seed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import emotion
from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.spaces import DEFAULT_SPACE, EMOTION, EmotionSpace, about
from t2m_engine.evaluation.experiments.runner import Method
from t2m_engine.training import spaces
from t2m_engine.training.datasets.records import TRAIN, VALIDATION
from t2m_engine.training.spaces.config import FULL, QUICK, Config
from t2m_engine.training.spaces.fit import fit
from t2m_engine.training.spaces.fuse import fuse
from t2m_engine.training.spaces.learnt import Learnt
from t2m_engine.training.spaces.material import Corpus, Material, Part, Question, Words
from t2m_engine.training.spaces.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.evaluation.experiments.material import Heard
    from t2m_engine.evaluation.experiments.trial import Relevance

PAPER = {
    "classification": "Classification",
    "multihead": "Multi-head classification",
    "va": "Valence-arousal regression",
    "w2v": "Word2Vec regression",
    "metric2": "Metric learning, two branches",
    "metric3": "Metric learning, three branches",
}
"""The six methods of Won et al. 2021, §3, by the names of their spaces."""
_OURS = {
    "supcon": (
        "Contrastive, soft labels",
        "What is near in feeling by the lexicon comes to lie near (the idea of Doh et al. 2023).",
    ),
    "bridge": (
        "Classification with a bridge",
        "All labels count by their likelihood, and each asks for the music that the mappings "
        "allow. It is told the mappings by which it is judged; the paper's methods are not.",
    ),
}
BEYOND = {
    name: _OURS.get(name, (about(name)["title"], about(name)["about"]))
    for name in METHODS
    if name not in PAPER
}
"""Titles of methods beyond the paper, and what they are."""

SHIPPED = "shipped"
"""The method that is the pack's own default space."""
CONFIGS = {True: QUICK, False: FULL}
"""Of a quick run and of a full one."""


@dataclass(frozen=True, slots=True, eq=False)
class BridgedWords(Words):
    """Words whose nearest label of music is as `partners` have it: the paper's mapping by W2V.

    The paper takes positives from its own word vectors, whose neighbours Table 2 publishes; those
    of other vectors would teach the paper's methods something else than what they are asked.
    """

    partners: Mapping[str, tuple[str, ...]]

    def nearest(self, name: str, among: Sequence[str]) -> str:
        """Return the partner of `name`, or by the vectors which of `among` is nearest to it."""
        if name in self.partners:
            return self.partners[name][0]
        return Words.nearest(self, name, among)


class Laboratory:
    """Lets methods learn, and keeps what was learnt from the pair at hand, for the fusion.

    `galleries` is music that nothing learns from; its validation part helps to weigh the fusion.
    """

    def __init__(
        self,
        words: Words,
        relevance: Relevance,
        config: Config,
        cancelled: Callable[[], bool] | None = None,
        galleries: Sequence[Heard[Any]] = (),
    ) -> None:
        self._galleries = galleries
        self._words, self._relevance, self._config = words, relevance, config
        self._cancelled = cancelled
        self._pair: tuple[str, str, int] | None = None
        self._learnt: dict[str, Learnt] = {}

    def methods(self, default: Space) -> dict[str, Method]:
        """Return all methods by name: the paper's, then those beyond it, then what ships.

        `default` is the pack's own default space; it is a method of its own, `SHIPPED`, unless the
        pack has learnt no spaces.
        """
        settings = asdict(self._config) | {"words": _digest(self._words), "code": _code()}
        methods = {
            name: Method(title, True, settings, self._learner(name))
            for name, title in PAPER.items()
        }
        for name, (title, words) in BEYOND.items():
            methods[name] = Method(title, False, settings, self._learner(name), words)
        plain = {"space": EMOTION.id, "code": _code()}
        methods[EMOTION.name] = Method(
            "Plain emotions",
            False,
            plain,
            lambda *_: Learnt(EMOTION),
            "What the pack reads and hears, compared as it is; nothing learns from the pair.",
        )
        methods[DEFAULT_SPACE] = Method(
            "Fusion",
            False,
            settings,
            self._fuse,
            "Several of the others at once, weighted by the validation parts of all music, which "
            "know the mappings.",
        )
        if not isinstance(default, EmotionSpace):
            methods[SHIPPED] = Method(
                "As shipped",
                False,
                {"space": default.id, "code": _code()},
                lambda *_: Learnt(default),
                "The default space of the pack (t2m_engine.training spaces), learnt once from the "
                "training parts of Alm's sentences and our passages, of free music and of composed "
                "pieces with the moods that they were composed for, and not again from the pair. "
                "It has met nothing of ISEAR and of Emotify.",
            )
        return methods

    def _learner(self, name: str) -> Callable[[Heard[Any], Heard[Any], int], Learnt]:
        def learn(texts: Heard[Any], music: Heard[Any], seed: int) -> Learnt:
            pair = (texts.set.name, music.set.name, seed)
            if pair != self._pair:
                self._pair, self._learnt = pair, {}
            if name not in self._learnt:
                self._learnt[name] = fit(
                    name,
                    self._material(texts, music),
                    self._config,
                    seed,
                    cancelled=self._cancelled,
                )
            return self._learnt[name]

        return learn

    def _fuse(self, texts: Heard[Any], music: Heard[Any], seed: int) -> Learnt:
        """The weights of all other spaces that the validation parts of all music show best.

        Of all music, and not of what was learnt from alone: weights that suit one source of music
        best need not suit another.
        """
        others = [self._learner(name)(texts, music, seed).space for name in METHODS]
        fusion: FusionSpace = fuse(
            [EMOTION, *others],
            [*self._material(texts, music).questions, *self._elsewhere(texts)],
        )
        return Learnt(fusion)

    def _elsewhere(self, texts: Heard[Any]) -> list[Question]:
        """What validation asks of music that nothing learns from."""
        return [
            Question(
                _corpus(texts, VALIDATION),
                _corpus(gallery, VALIDATION),
                tuple(self._relevance[texts.set.taxonomy, gallery.set.taxonomy].values()),
            )
            for gallery in self._galleries
            if len(gallery.set.rows(VALIDATION))
        ]

    def _material(self, texts: Heard[Any], music: Heard[Any]) -> Material:
        ways = self._relevance[texts.set.taxonomy, music.set.taxonomy]
        training, validation = (
            Part((_corpus(texts, split),), (_corpus(music, split),))
            for split in (TRAIN, VALIDATION)
        )
        words = BridgedWords(self._words.places, self._words.vectors, ways.get("w2v", {}))
        return Material(training, validation, words, tuple(ways.values()))


def _corpus(heard: Heard[Any], split: str) -> Corpus:
    features, labels = heard.part(split)
    return Corpus(features, labels, heard.set.names)


def _digest(words: Words) -> str:
    content = hashlib.blake2b(digest_size=8)
    for name in sorted(words.vectors):
        content.update(name.encode())
        content.update(np.asarray(words.places[name], np.float64).tobytes())
        content.update(np.ascontiguousarray(words.vectors[name], np.float32).tobytes())
    return content.hexdigest()


@cache
def _code() -> str:
    """A digest of the code that learns and places: a change of it makes all anew."""
    content = hashlib.blake2b(digest_size=8)
    for package in (emotion, spaces):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            content.update(path.read_bytes())
    return content.hexdigest()
