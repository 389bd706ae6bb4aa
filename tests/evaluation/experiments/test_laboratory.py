"""The methods that are compared: what each is given, and what is learnt once only."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.spaces import BUILT_IN, EMOTION
from t2m_engine.emotion.taxonomies import ALM
from t2m_engine.evaluation.experiments import laboratory
from t2m_engine.evaluation.experiments.laboratory import SHIPPED, BridgedWords, Laboratory
from t2m_engine.training.spaces.config import Config
from t2m_engine.training.spaces.material import Words
from t2m_engine.training.spaces.methods import METHODS


@pytest.fixture(scope="module")
def words() -> Words:
    names = sorted({*ALM, *MOODS})
    vectors = dict(zip(names, np.eye(len(names), dtype=np.float32), strict=True))
    places = {name: (i / 10 - 0.5, 0.5 - i / 10) for i, name in enumerate(names)}
    return Words(places, vectors)


def make(made, words: Words) -> Laboratory:
    return Laboratory(words, made.RELEVANCE, Config(steps=4, every=2, hidden=8, dimension=4))


def test_the_packs_own_default_is_tried_where_it_has_learnt_one(made, words: Words) -> None:
    plain = make(made, words).methods(BUILT_IN["fusion"])
    assert SHIPPED not in plain
    learnt = FusionSpace("fusion", ((EMOTION, 1.0),))
    methods = make(made, words).methods(learnt)
    assert methods[SHIPPED].learn(None, None, 1).space is learnt
    assert [name for name, method in methods.items() if method.paper] == [
        "classification", "multihead", "va", "w2v", "metric2", "metric3",
    ]  # fmt: skip
    assert all(method.about for method in methods.values() if not method.paper)


def test_the_fusion_takes_what_the_others_have_learnt_from_the_pair(
    made, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = []
    fit = laboratory.fit

    def counting(name, *arguments, **options):
        learnt.append(name)
        return fit(name, *arguments, **options)

    monkeypatch.setattr(laboratory, "fit", counting)
    methods = make(made, words).methods(EMOTION)
    material = made.material()
    texts, music = material.texts["alm"], material.music["teacher"]
    methods["va"].learn(texts, music, 1)
    fusion = methods["fusion"].learn(texts, music, 1).space
    assert sorted(learnt) == sorted(METHODS)  # each once
    assert sum(weight for _, weight in fusion.parts) == pytest.approx(1.0)
    methods["va"].learn(texts, music, 2)
    methods["va"].learn(material.texts["corpus"], music, 1)
    assert learnt[len(METHODS) :] == ["va", "va"]


def test_positives_are_the_papers_where_it_has_published_them(words: Words) -> None:
    bridged = BridgedWords(words.places, words.vectors, {"fearful": ("scary",)})
    assert bridged.nearest("fearful", MOODS) == "scary"
    assert bridged.nearest("happy", MOODS) == "happy"


def test_settings_and_words_make_another_outcome(made, words: Words) -> None:
    def settings(of: Words) -> dict:
        return dict(make(made, of).methods(EMOTION)["w2v"].settings)

    changed = dict(words.vectors) | {"happy": -words.vectors["happy"]}
    assert settings(words) == settings(words)
    assert settings(words) != settings(dataclasses.replace(words, vectors=changed))
