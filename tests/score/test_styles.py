"""Follow, underscore and counterpoint: what they do to a wish."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.score.styles import wish_for

BRIGHT = ("happy", "funny", "tender", "exciting")


def reading(emotion: Emotion) -> Reading:
    return Reading(emotion, np.ones(3, np.float32))


@pytest.mark.parametrize("mood", MOODS)
def test_follow_leaves_the_wish_and_the_others_do_what_they_say(score_kit, mood):
    text = reading(score_kit.feeling(**{mood: 0.8}))
    assert wish_for(text, "follow") is text
    calm = wish_for(text, "underscore").emotion
    assert calm.arousal < text.emotion.arousal
    assert abs(calm.valence) <= abs(text.emotion.valence)
    assert max(calm.moods) < max(text.emotion.moods)
    other = wish_for(text, "counterpoint").emotion
    assert other.valence == -text.emotion.valence
    assert other.arousal == text.emotion.arousal
    assert (other.mood in BRIGHT) != (mood in BRIGHT)


@given(
    st.floats(-1, 1),
    st.floats(-1, 1),
    st.lists(st.floats(0.001, 1), min_size=7, max_size=7),
    st.sampled_from(["follow", "underscore", "counterpoint"]),
)
def test_a_wish_is_an_emotion(valence, arousal, shares, style):
    moods = tuple(share / sum(shares) for share in shares)
    wish = wish_for(reading(Emotion(valence, arousal, moods)), style).emotion
    assert sum(wish.moods) == pytest.approx(1.0)
    assert min(wish.moods) >= 0.0
    assert max(abs(wish.valence), abs(wish.arousal)) <= 1.0
