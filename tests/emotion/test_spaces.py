"""Spaces: unit vectors whose dot product is what the docstring says."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import (
    BUILT_IN,
    DEFAULT_SPACE,
    EmotionSpace,
    about,
    choose,
    lift_music,
    lift_text,
    place_music,
    stacked,
    unit,
)
from t2m_engine.errors import UsageError


def reading(valence: float, arousal: float, moods: list[float]) -> Reading:
    shares = np.array(moods) / np.sum(moods)
    return Reading(Emotion(valence, arousal, tuple(shares)), np.zeros(4, np.float32))


axis = st.floats(-1, 1)
shares = st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda s: max(s) > 0.01)
readings = st.builds(reading, axis, axis, shares)
places = st.tuples(axis, axis)


@pytest.mark.parametrize("name", BUILT_IN)
@given(a=readings, b=readings)
def test_vectors_are_unit_and_nearest_to_themselves(name: str, a: Reading, b: Reading) -> None:
    space = BUILT_IN[name]
    text, music = space.text_vector(a), place_music(space, [b])[0]
    assert text.shape == (space.dimension,)
    assert text.dtype == np.float32
    assert np.linalg.norm(text) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(music) == pytest.approx(1, abs=1e-5)
    assert -1 - 1e-5 <= text @ music <= 1 + 1e-5
    # Nearest to a passage is the clip that feels as the passage does at its most decided.
    meant = reading(a.emotion.valence, a.emotion.arousal, list(np.array(a.emotion.moods) ** 2))
    assert text @ music <= text @ place_music(space, [meant])[0] + 1e-5


def test_the_score_is_the_formula() -> None:
    one, other = reading(0.6, 0.2, [1, 0, 0, 1, 0, 0, 0]), reading(-0.3, 0.5, [0, 0, 1, 1, 0, 0, 0])
    space = BUILT_IN["fusion"]
    shared = 0.5  # the Bhattacharyya coefficient: one of two equal shares in common
    a, b = np.array([0.6, 0.2, 1.0]), np.array([-0.3, 0.5, 1.0])
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    expected = 0.6 * shared + 0.4 * cosine
    assert space.text_vector(one) @ place_music(space, [other])[0] == pytest.approx(
        expected, abs=1e-5
    )


def test_a_passage_is_read_by_what_it_means_most() -> None:
    passage, clip = reading(0, 0, [2, 0, 0, 1, 0, 0, 0]), reading(0, 0, [1, 0, 0, 0, 0, 0, 0])
    space = EmotionSpace("moods", mood_weight=1.0)
    assert space.text_vector(passage) @ place_music(space, [clip])[0] == pytest.approx(
        np.sqrt(4 / 5)
    )


@given(text=places, one=places, other=places)
def test_the_lifted_plane_orders_by_euclidean_distance(
    text: tuple[float, float], one: tuple[float, float], other: tuple[float, float]
) -> None:
    t, a, b = (np.array(place) for place in (text, one, other))
    near, far = np.linalg.norm(t - a), np.linalg.norm(t - b)
    assume(abs(near**2 - far**2) > 1e-5)  # single precision tells no more apart
    vector = lift_text(t[None])[0]
    scores = lift_music(np.stack([a, b])) @ vector
    assert (scores[0] > scores[1]) == (near < far)
    # And by how much: the dot product is |t|² − distance², scaled.
    scale = np.sqrt(12.0) * np.sqrt(t @ t + 1.0)
    assert scores[0] * scale == pytest.approx(t @ t - near**2, abs=1e-5)


@given(st.lists(places, min_size=1, max_size=5))
def test_lifted_vectors_are_unit(some: list[tuple[float, float]]) -> None:
    for vectors in (lift_text(np.array(some)), lift_music(np.array(some))):
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)
        assert vectors.dtype == np.float32


def test_nothing_has_a_direction_too() -> None:
    np.testing.assert_array_equal(unit(np.array([[0.0, 0.0], [0.0, 2.0]])), [[1, 0], [0, 1]])


@pytest.mark.parametrize("name", BUILT_IN)
def test_clips_and_passages_are_placed_alike_alone_and_together(name: str) -> None:
    space, rng = BUILT_IN[name], np.random.default_rng(5)
    some = [reading(*rng.uniform(-1, 1, 2), list(rng.dirichlet(np.ones(7)))) for _ in range(50)]
    for place in (space.music_vectors, space.text_vectors):
        together = place(*stacked(some))
        assert together.shape == (50, space.dimension)
        assert together.dtype == np.float32
        assert together.flags.c_contiguous
        alone = np.vstack([place(*stacked([one])) for one in some])
        np.testing.assert_allclose(together, alone, atol=1e-6)


def test_another_space_has_another_id() -> None:
    assert len({space.id for space in BUILT_IN.values()}) == len(BUILT_IN)


def test_the_default_comes_first_and_unknown_names_list_the_rest() -> None:
    assert next(iter(BUILT_IN)) == DEFAULT_SPACE == choose(BUILT_IN).name
    with pytest.raises(UsageError, match="choose one of fusion, va"):
        choose(BUILT_IN, "astral")


def test_every_space_has_words_for_people() -> None:
    assert all(about(name)["about"].endswith(".") for name in BUILT_IN)
    assert about("mine") == {"name": "mine", "title": "mine", "about": ""}


def test_an_emotion_tells_its_mood_and_its_json() -> None:
    emotion = Emotion(0.12344, -0.5, (0.0, 0.0, 0.75, 0.25, 0.0, 0.0, 0.0))
    assert emotion.mood == "sad"
    assert emotion.as_json() == {
        "valence": 0.1234,
        "arousal": -0.5,
        "moods": dict(zip(MOODS, (0.0, 0.0, 0.75, 0.25, 0.0, 0.0, 0.0), strict=True)),
    }
