"""Learned spaces: what becomes of their networks' outputs, and how a pack keeps them."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import save_file

from t2m_engine.emotion.learned import (
    EMOTION_FEATURES,
    BridgeSpace,
    CosineSpace,
    FusionSpace,
    LearnedSpace,
    LikelihoodSpace,
    Network,
    RegressedPlaneSpace,
    features,
    pack_up,
    unpack,
)
from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import EMOTION, Space, place_music, stacked
from t2m_engine.errors import ModelError, UsageError

TEXT, MUSIC = 16, 12
"""The embeddings' widths, which are those of the tiny pack."""
BRIDGE = np.array([[1, 0, 0, 0], [0, 0.5, 0.75, 0], [0, 1, 0, 0.25]], np.float32)
LABELS = ("happy", "fearful", "sad"), ("happy", "sad", "angry", "tender")


def network(width: int, outputs: int, seed: int) -> Network:
    random = np.random.default_rng(seed)
    sizes = [width + EMOTION_FEATURES, 8, outputs]
    return Network(
        tuple(
            (
                random.normal(size=(o, i)).astype(np.float32),
                random.normal(size=o).astype(np.float32),
            )
            for i, o in pairwise(sizes)
        )
    )


def make_spaces(seed: int = 0) -> dict[str, Space]:
    cosine = CosineSpace("metric3", network(TEXT, 5, seed), network(MUSIC, 5, seed + 1))
    plane = RegressedPlaneSpace("va", network(TEXT, 2, seed + 2), network(MUSIC, 2, seed + 3))
    likelihood = LikelihoodSpace(
        "classification", network(TEXT, 3, seed + 4), network(MUSIC, 4, seed + 5), *LABELS
    )
    bridge = BridgeSpace("bridge", likelihood.text, likelihood.music, BRIDGE)
    fusion = FusionSpace("fusion", ((EMOTION, 0.25), (cosine, 0.45), (plane, 0.3)))
    return {space.name: space for space in (cosine, plane, likelihood, bridge, fusion)}


def readings(width: int, count: int = 6, seed: int = 0) -> list[Reading]:
    random = np.random.default_rng(seed)
    return [
        Reading(
            Emotion(*random.uniform(-1, 1, 2), tuple(random.dirichlet(np.ones(7)))),
            random.normal(size=width).astype(np.float32),
        )
        for _ in range(count)
    ]


def straight(outputs: np.ndarray) -> Network:
    """A network whose output is `outputs` (o,), whatever it is given."""
    width = EMOTION_FEATURES + 1
    return Network(((np.zeros((len(outputs), width), np.float32), outputs.astype(np.float32)),))


def asked(space: LearnedSpace, text: np.ndarray, *music: np.ndarray) -> np.ndarray:
    """The scores of clips, by what the networks of text and music say."""
    (reading,) = readings(1, 1)
    passage = replace(space, text=straight(text)).text_vector(reading)
    clips = [place_music(replace(space, music=straight(m)), [reading])[0] for m in music]
    np.testing.assert_allclose(np.linalg.norm([passage, *clips], axis=1), 1.0, atol=1e-5)
    return np.stack(clips) @ passage


def numbers(count: int) -> st.SearchStrategy[np.ndarray]:
    return arrays.arrays(np.float64, count, elements=st.floats(-6, 6))


def test_a_network_is_its_layers() -> None:
    first = np.array([[1.0, -1.0], [2.0, 0.0]], np.float32), np.array([0.5, -3.0], np.float32)
    last = np.array([[1.0, 10.0]], np.float32), np.array([1.0], np.float32)
    found = Network((first, last))(np.array([[1.0, 1.0], [2.0, 5.0]], np.float32))
    assert found.tolist() == [[1.5], [11.0]]  # ReLU keeps .5 and 0, then 0 and 1


def test_networks_are_given_the_embedding_and_the_emotion() -> None:
    (reading,) = readings(3, 1)
    given_ = features(*stacked([reading]))
    emotion = reading.emotion
    expected = [*reading.embedding, emotion.valence, emotion.arousal, *emotion.moods]
    np.testing.assert_allclose(given_, [expected], rtol=1e-6)


@given(text=numbers(3), one=numbers(4), other=numbers(4))
def test_likelihoods_order_music(text: np.ndarray, one: np.ndarray, other: np.ndarray) -> None:
    assume(np.diff(np.sort(text))[-1] > 1e-3)
    space = make_spaces()["classification"]
    scores = asked(space, text, one, other)
    label = LABELS[0][text.argmax()]
    if label == "fearful":  # no music is called so: nothing is told apart
        assert scores.tolist() == [0.0, 0.0]
        return
    axis = LABELS[1].index(label)
    expected = [np.exp(m[axis]) / np.exp(m).sum() for m in (one, other)]
    np.testing.assert_allclose(scores, expected, atol=1e-5)


@given(text=numbers(3), one=numbers(4), other=numbers(4))
def test_a_bridge_orders_music_by_its_expected_relevance(
    text: np.ndarray, one: np.ndarray, other: np.ndarray
) -> None:
    t, a, b = (np.exp(outputs) / np.exp(outputs).sum() for outputs in (text, one, other))
    expected = np.array([t @ BRIDGE @ a, t @ BRIDGE @ b])
    scores = asked(make_spaces()["bridge"], text, one, other)
    np.testing.assert_allclose(scores * np.linalg.norm(t @ BRIDGE), expected, atol=1e-5)


@given(text=numbers(2), one=numbers(2), other=numbers(2))
def test_places_order_music_by_their_distance(
    text: np.ndarray, one: np.ndarray, other: np.ndarray
) -> None:
    near, far = (np.linalg.norm(np.tanh(text) - np.tanh(m)) for m in (one, other))
    assume(abs(near**2 - far**2) > 1e-5)
    scores = asked(make_spaces()["va"], text, one, other)
    assert (scores[0] > scores[1]) == (near < far)


@given(text=numbers(5), music=numbers(5))
def test_cosines(text: np.ndarray, music: np.ndarray) -> None:
    assume(min(np.linalg.norm(text), np.linalg.norm(music)) > 0.01)
    expected = text @ music / np.linalg.norm(text) / np.linalg.norm(music)
    assert asked(make_spaces()["metric3"], text, music)[0] == pytest.approx(expected, abs=1e-5)


def test_a_fusion_is_the_weighted_mean_of_its_parts() -> None:
    fusion = make_spaces()["fusion"]
    text, music = readings(TEXT), readings(MUSIC, seed=1)
    scores = place_music(fusion, music) @ fusion.text_vectors(*stacked(text)).T
    expected = sum(
        weight * place_music(part, music) @ part.text_vectors(*stacked(text)).T
        for part, weight in fusion.parts
    )
    np.testing.assert_allclose(scores, expected, atol=1e-5)


@pytest.mark.parametrize("name", make_spaces())
def test_vectors_are_unit_alone_and_together(name: str) -> None:
    space = make_spaces()[name]
    for place, some in (
        (space.text_vectors, readings(TEXT, 40)),
        (space.music_vectors, readings(MUSIC, 40)),
    ):
        together = place(*stacked(some))
        assert together.shape == (40, space.dimension)
        assert together.dtype == np.float32
        assert together.flags.c_contiguous
        np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
        alone = np.vstack([place(*stacked([one])) for one in some])
        np.testing.assert_allclose(together, alone, atol=1e-5)


def test_ids_follow_what_makes_the_vectors_of_music() -> None:
    one, other = make_spaces(), make_spaces(seed=100)
    again = make_spaces()
    for name, space in one.items():
        assert space.id == again[name].id != other[name].id
    metric = one["metric3"]
    assert replace(metric, text=network(TEXT, 5, 77)).id == metric.id, "texts are not stored"
    fusion = one["fusion"]
    (first, _), *rest = fusion.parts
    assert replace(fusion, parts=((first, 0.2), *rest)).id != fusion.id
    assert len({space.id for space in one.values()}) == len(one)


def test_what_is_kept_comes_back() -> None:
    spaces = make_spaces()
    specs, tensors = pack_up(spaces)
    assert {tensor.dtype for tensor in tensors.values()} == {np.dtype(np.float16)}
    back = unpack(json.loads(json.dumps(specs)), tensors, text_width=TEXT, music_width=MUSIC)
    assert list(back) == ["fusion", "metric3", "va", "classification", "bridge"]
    for name, space in spaces.items():
        assert type(back[name]) is type(space)
        for side, width in (("text_vectors", TEXT), ("music_vectors", MUSIC)):
            some = stacked(readings(width))
            np.testing.assert_allclose(
                getattr(back[name], side)(*some), getattr(space, side)(*some), atol=0.02
            )
    again_specs, again = pack_up(back)
    assert again_specs == specs
    assert all(np.array_equal(again[key], tensors[key]) for key in tensors)


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (lambda specs, _: specs["metric3"].update(kind="spell"), "metric3"),
        (lambda specs, _: specs["metric3"].update(more=1), "metric3"),
        (lambda specs, _: specs["metric3"].pop("kind"), "fusion"),
        (lambda specs, _: specs.pop("fusion"), "fusion"),
        (lambda specs, _: specs["fusion"]["parts"].update(emotion=0.5), "fusion"),
        (lambda specs, _: specs["fusion"]["parts"].update(emotion=-0.25, va=0.8), "fusion"),
        (lambda specs, _: specs["fusion"].update(parts=["va"]), "fusion"),
        (lambda specs, _: specs["fusion"].update(parts={"absent": 1.0}), "fusion"),
        (lambda specs, _: specs["classification"]["text"].pop(), "classification"),
        (lambda specs, _: specs["bridge"]["bridge"].pop(), "bridge"),
        (lambda specs, _: specs["bridge"].update(bridge=(-BRIDGE).tolist()), "bridge"),
        (lambda specs, _: specs["bridge"].update(bridge="wood"), "bridge"),
        (lambda _, tensors: tensors.pop("va.text.0.weight"), "va"),
        (lambda _, tensors: tensors.pop("metric3.music.1.weight"), "metric3"),
        (lambda _, tensors: tensors.update({"va.text.1.bias": np.zeros(3)}), "va"),
        (lambda _, tensors: tensors["va.music.0.bias"].fill(np.nan), "va"),
        (lambda _, tensors: tensors.update({"va.text.0.weight": np.zeros((8, 99))}), "va"),
    ],
)
def test_what_does_not_fit_together_is_refused(spoil, name: str) -> None:
    specs, tensors = pack_up(make_spaces())
    spoil(specs, tensors)
    with pytest.raises(ModelError, match=f"“{name}” is not whole"):
        unpack(specs, tensors, text_width=TEXT, music_width=MUSIC)


def test_what_is_no_list_of_spaces_is_refused() -> None:
    for specs in ([], {"fusion": 3}, "fusion"):
        with pytest.raises(ModelError, match="not whole"):
            unpack(specs, {}, text_width=TEXT, music_width=MUSIC)


@pytest.fixture
def pack_with_spaces(tiny_pack: Path) -> Path:
    specs, tensors = pack_up(make_spaces())
    file = tiny_pack / "spaces.safetensors"
    save_file(tensors, file)
    card = json.loads((tiny_pack / "card.json").read_text("utf-8"))
    card["spaces"] = {
        "file": file.name,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "spaces": specs,
    }
    (tiny_pack / "card.json").write_text(json.dumps(card | {"format": 2}), "utf-8")
    return tiny_pack


def test_a_pack_gives_its_spaces_and_is_the_same_without(
    pack_with_spaces: Path,
) -> None:
    pack = ModelPack.load(pack_with_spaces)
    assert list(pack.spaces) == [
        "fusion",
        "metric3",
        "va",
        "classification",
        "bridge",
        "emotion",
    ]
    assert pack.space().name == "fusion"
    with pytest.raises(
        UsageError, match="choose one of fusion, metric3, va, classification, bridge, emotion"
    ):
        pack.space("moods")
    card = json.loads((pack_with_spaces / "card.json").read_text("utf-8"))
    del card["spaces"]
    (pack_with_spaces / "card.json").write_text(json.dumps(card), "utf-8")
    plain = ModelPack.load(pack_with_spaces)
    assert list(plain.spaces) == ["fusion", "va"]
    assert plain.id == pack.id, "what was heard stays heard"


def test_the_spaces_of_a_pack_place_what_it_reads_and_hears(pack_with_spaces: Path) -> None:
    pack = ModelPack.load(pack_with_spaces, device="cpu")
    texts = pack.read_texts(["the sea was dark", "he laughed"])
    samples = np.random.default_rng(0).normal(0, 0.1, 80_000).astype(np.float32)
    clip = pack.read_clip(pack.listen(samples), 0.0, 5.0)
    for space in pack.spaces.values():
        score = place_music(space, [clip])[0] @ space.text_vector(texts[0])
        assert -1.001 <= score <= 1.001


def test_changed_or_missing_weights_are_refused(pack_with_spaces: Path) -> None:
    file = pack_with_spaces / "spaces.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(ModelError, match="not the file that its model card pins"):
        _ = ModelPack.load(pack_with_spaces).spaces
    file.unlink()
    with pytest.raises(ModelError, match=r"spaces\.safetensors"):
        _ = ModelPack.load(pack_with_spaces).spaces


@pytest.mark.parametrize("section", [[], {"file": "spaces.safetensors"}, "spaces"])
def test_a_strange_section_is_refused(tiny_pack: Path, section: object) -> None:
    card = json.loads((tiny_pack / "card.json").read_text("utf-8"))
    (tiny_pack / "card.json").write_text(json.dumps(card | {"spaces": section}), "utf-8")
    with pytest.raises(ModelError, match="needs exactly file, sha256, spaces in “spaces”"):
        ModelPack.load(tiny_pack)


def test_placing_needs_no_torch(pack_with_spaces: Path) -> None:
    code = f"""
import sys
import numpy as np
from pathlib import Path
from t2m_engine.emotion.pack import ModelPack
space = ModelPack.load(Path({str(pack_with_spaces)!r})).space()
one = np.zeros(3, np.float32)
space.music_vectors(one, one, np.ones((3, 7), np.float32), np.ones((3, {MUSIC}), np.float32))
assert "torch" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
