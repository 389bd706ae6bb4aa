"""The spaces of a pack: learnt, measured and packed."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.learned import FusionSpace, LikelihoodSpace, Network
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.spaces import DEFAULT_SPACE, EMOTION, Space
from t2m_engine.training.datasets.features import Features
from t2m_engine.training.spaces import ship
from t2m_engine.training.spaces.config import Config
from t2m_engine.training.spaces.fit import fit
from t2m_engine.training.spaces.fuse import COST
from t2m_engine.training.spaces.material import Corpus, Material, Question
from t2m_engine.training.spaces.methods import METHODS
from t2m_engine.training.spaces.quality import answered, scores

QUICK = Config(steps=200, every=50, rate=2e-3, dropout=0.1, hidden=16, dimension=8, batch=32)
RIGHT = {"joy": ("happy",), "anger": ("angry",), "guilt": ("angry",), "grief": ("sad",)}


@pytest.fixture(scope="module")
def found(material: Material, unseen: tuple[Corpus, Corpus]) -> ship.Open:
    return ship.Open(material, material.questions, (Question(*unseen, (RIGHT,)),))


@pytest.fixture(scope="module")
def spaces(found: ship.Open) -> dict[str, Space]:
    return ship.learn_spaces(found, QUICK, seed=1)


def test_the_default_is_what_validation_shows_best(
    spaces: dict[str, Space], found: ship.Open
) -> None:
    assert list(spaces) == [DEFAULT_SPACE, *METHODS]
    (question,) = found.validation

    def quality(space: Space) -> float:
        return answered(scores(space, question.texts, question.music), question)

    best = max(quality(space) for space in (EMOTION, *spaces.values()))
    assert quality(spaces[DEFAULT_SPACE]) >= best - COST - 0.002  # and half precision


def test_figures_stand_beside_chance_and_the_default(
    spaces: dict[str, Space], found: ship.Open
) -> None:
    measured = ship.measure_spaces(spaces, found.test)
    assert set(measured) == {"measure", EMOTION.name, *spaces}
    default = measured[DEFAULT_SPACE]
    assert default["p5_95"][0] <= default["p5"] <= default["p5_95"][1]
    assert default["p5"] > 0.8
    assert "behind_the_default" not in default
    for name in (*METHODS, EMOTION.name):
        figures = measured[name]
        assert figures["p5_by_chance"] == 0.25
        low, high = figures["behind_the_default_95"]
        assert low <= figures["behind_the_default"] <= high
        assert figures["behind_the_default"] == pytest.approx(
            default["p5"] - figures["p5"], abs=0.002
        )
    # No mood of these texts is a word of the music's: nothing is found, and that is no luck.
    assert measured["classification"]["p5"] == 0.0


def test_the_default_asks_for_nothing_where_nothing_is_felt(
    material: Material, unseen: tuple[Corpus, Corpus]
) -> None:
    """Neutral texts look like grief, at a place of their own: untold, they are taken for it."""
    view = np.random.default_rng(24).normal(size=(5, 24))
    away = np.array([0.0, 0.0, 0.5, -1.0, -0.2]) @ view

    def flat(count: int, seed: int) -> Features:
        noise = np.random.default_rng(seed).normal(size=(count, 24))
        emotion = np.zeros((count, 9), np.float32)
        emotion[:, 2:] = 1 / 7
        return Features((away + noise).astype(np.float32), emotion)

    texts, music = unseen
    asks_more = {}
    for name, neutral in (("told", flat(60, 1)), ("untold", None)):
        learnt = replace(material, neutral=neutral)
        bridge = fit("bridge", learnt, QUICK, seed=1).space
        felt = ship.pull(bridge, texts.features, music.features)
        unfelt = ship.pull(bridge, flat(60, 2), music.features)
        asks_more[name] = float((felt[:, None] > unfelt[None, :]).mean())
        question = learnt.questions[0]
        assert answered(scores(bridge, question.texts, question.music), question) > 0.8
    assert asks_more["told"] > 0.9 > asks_more["untold"]


def test_what_ranks_all_music_alike_is_not_right_by_the_order_of_the_files(
    found: ship.Open,
) -> None:
    (question,) = found.test
    widths = [c.features.embedding.shape[1] + 9 for c in (question.texts, question.music)]
    same = [Network(((np.zeros((2, w), np.float32), np.zeros(2, np.float32)),)) for w in widths]
    alike = LikelihoodSpace("alike", *same, ("a", "b"), ("a", "b"))
    fusion = FusionSpace(DEFAULT_SPACE, ((alike, 1.0),))
    measured = ship.measure_spaces({DEFAULT_SPACE: fusion}, found.test)
    assert measured[DEFAULT_SPACE]["p5"] == 0.0


def test_a_pack_takes_its_spaces_and_stays_the_pack_it_was(
    small, spaces: dict[str, Space], found: ship.Open, tmp_path: Path
) -> None:
    folder = small.make_pack(tmp_path / "pack")
    before = ModelPack.load(folder)
    kept = {n: s for n, s in spaces.items() if n == "va"}
    # The small pack reads in 32 numbers and hears in 16; these were learnt from 24 and 16.
    card = json.loads((folder / "card.json").read_text("utf-8"))
    card["text"]["config"]["hidden_size"] = 24
    (folder / "card.json").write_text(json.dumps(card), "utf-8")
    fusion = FusionSpace(DEFAULT_SPACE, ((kept["va"], 0.5), (EMOTION, 0.5)))
    measured = {"seed": 1, DEFAULT_SPACE: {"p5": 0.9}}
    for _ in range(2):  # once more changes nothing
        ship.write_spaces(folder, {DEFAULT_SPACE: fusion, **kept}, measured)
    pack = ModelPack.load(folder)
    assert list(pack.spaces) == [DEFAULT_SPACE, "va", EMOTION.name]
    features = found.material.training.music[0].features
    for name, space in {DEFAULT_SPACE: fusion, **kept}.items():
        np.testing.assert_allclose(
            ship.scores(pack.spaces[name], *_first(found)), ship.scores(space, *_first(found)),
            atol=1e-6,
        )  # fmt: skip
        assert pack.spaces[name].id == space.id
    assert len(features.embedding)
    card["text"]["config"]["hidden_size"] = 32
    after = json.loads((folder / "card.json").read_text("utf-8"))
    assert after["measured"]["spaces"] == measured
    names = [source["name"] for source in after["sources"]]
    assert len(names) == len(set(names)) == len(ship.SOURCES)
    assert before.card["music"] == after["music"]


def _first(found: ship.Open) -> tuple[Corpus, Corpus]:
    return found.test[0].texts, found.test[0].music
