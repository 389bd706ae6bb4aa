"""Spaces: unit vectors whose dot product is what the docstring says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import DEFAULT_SPACE, get_space, place_music, spaces
from t2m_engine.errors import UsageError


def reading(valence: float, arousal: float, moods: list[float]) -> Reading:
    shares = np.array(moods) / np.sum(moods)
    return Reading(Emotion(valence, arousal, tuple(shares)), np.zeros(4, np.float32))


axis = st.floats(-1, 1)
shares = st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda s: max(s) > 0.01)
readings = st.builds(reading, axis, axis, shares)


@pytest.mark.parametrize("name", spaces())
@given(a=readings, b=readings)
def test_vectors_are_unit_and_nearest_to_themselves(name: str, a: Reading, b: Reading) -> None:
    space = get_space(name)
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
    space = get_space("fusion")
    shared = 0.5  # the Bhattacharyya coefficient: one of two equal shares in common
    a, b = np.array([0.6, 0.2, 1.0]), np.array([-0.3, 0.5, 1.0])
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    expected = 0.6 * shared + 0.4 * cosine
    score = space.text_vector(one) @ place_music(space, [other])[0]
    assert score == pytest.approx(expected, abs=1e-5)


def test_a_passage_is_read_by_what_it_means_most() -> None:
    passage, clip = reading(0, 0, [2, 0, 0, 1, 0, 0, 0]), reading(0, 0, [1, 0, 0, 0, 0, 0, 0])
    space = get_space("moods")
    score = space.text_vector(passage) @ place_music(space, [clip])[0]
    assert score == pytest.approx(np.sqrt(4 / 5))


@pytest.mark.parametrize("name", spaces())
def test_clips_are_placed_alike_alone_and_together(name: str) -> None:
    space, rng = get_space(name), np.random.default_rng(5)
    clips = [reading(*rng.uniform(-1, 1, 2), list(rng.dirichlet(np.ones(7)))) for _ in range(50)]
    together = place_music(space, clips)
    assert together.shape == (50, space.dimension)
    assert together.dtype == np.float32
    assert together.flags.c_contiguous
    alone = np.vstack([place_music(space, [clip]) for clip in clips])
    np.testing.assert_allclose(together, alone, atol=1e-6)


def test_another_space_has_another_id() -> None:
    assert len({space.id for space in spaces().values()}) == len(spaces())


def test_the_default_comes_first_and_unknown_names_list_the_rest() -> None:
    assert next(iter(spaces())) == DEFAULT_SPACE == get_space(None).name
    with pytest.raises(UsageError, match="choose one of fusion, moods, va"):
        get_space("astral")


def test_an_emotion_tells_its_mood_and_its_json() -> None:
    emotion = Emotion(0.12344, -0.5, (0.0, 0.0, 0.75, 0.25, 0.0, 0.0, 0.0))
    assert emotion.mood == "sad"
    assert emotion.as_json() == {
        "valence": 0.1234,
        "arousal": -0.5,
        "moods": dict(zip(MOODS, (0.0, 0.0, 0.75, 0.25, 0.0, 0.0, 0.0), strict=True)),
    }
