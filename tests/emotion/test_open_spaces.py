"""The spaces that ship in the open pack: whole, small, measured, and the fusion ahead of them."""

import numpy as np
import pytest

from t2m_engine.cli import main
from t2m_engine.emotion.learned import FusionSpace
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.spaces import about

NAMES = ["fusion", "classification", "multihead", "va", "w2v", "metric2", "metric3", "supcon",
         "bridge", "emotion"]  # fmt: skip


@pytest.fixture(scope="module")
def pack() -> ModelPack:
    return ModelPack.load(device="cpu")


def test_every_method_ships_and_can_be_told_from_the_others(pack: ModelPack) -> None:
    assert list(pack.spaces) == NAMES
    assert isinstance(pack.spaces["fusion"], FusionSpace)
    ids = [space.id for space in pack.spaces.values()]
    assert len(set(ids)) == len(ids)
    told = [about(name) for name in NAMES]
    assert len({entry["title"] for entry in told}) == len(NAMES)
    assert all(entry["about"].endswith(".") for entry in told)


def test_the_pack_is_small_enough_to_be_fetched(pack: ModelPack) -> None:
    assert sum(path.stat().st_size for path in pack.folder.iterdir()) < 60e6


def test_vectors_are_of_unit_length_whatever_is_read(pack: ModelPack) -> None:
    random = np.random.default_rng(0)
    shares = random.dirichlet(np.ones(7), 20).astype(np.float32)
    plane = random.uniform(-1, 1, (2, 20)).astype(np.float32)
    widths = (
        pack.card["text"]["config"]["hidden_size"],
        pack.card["music"]["shape"]["embedding"],
    )
    for space in pack.spaces.values():
        for width, place in zip(widths, (space.text_vectors, space.music_vectors), strict=True):
            embedding = random.normal(0, 1, (20, width)).astype(np.float32)
            vectors = place(*plane, shares, embedding)
            assert vectors.shape == (20, space.dimension)
            np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


def test_figures_stand_in_the_list(pack: ModelPack, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["spaces"]) == 0
    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert [line.split()[0] for line in heads] == NAMES
    assert len(lines) == 2 * len(NAMES)
    figures = pack.card["measured"]["spaces"]
    for line, name in zip(lines[1::2], NAMES, strict=True):
        assert f"P@5 {figures[name]['p5']:.2f} (" in line
        assert ("behind the default by" in line) == (name != "fusion")
