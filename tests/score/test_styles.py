"""Follow, underscore and counterpoint: what they do to a wish."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import BUILT_IN, EMOTION, Space, choose
from t2m_engine.errors import UsageError
from t2m_engine.score.styles import (
    LITTLE,
    NO_MOOD,
    UNSURE,
    WIDER,
    space_for,
    stays_calm,
    wish_for,
)

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


def test_where_nothing_is_felt_for_sure_the_music_stays_calm():
    rest = (1 - UNSURE) / 6
    unsure = reading(Emotion(0.1, 0.3, (UNSURE, *(rest,) * 6)))
    assert stays_calm(unsure, LITTLE, "follow")
    wish = wish_for(unsure, "follow", calm=True)
    assert wish.emotion == wish_for(unsure, "underscore").emotion
    assert wish.steered, "looked for by plain emotions"
    sure = reading(Emotion(0.1, 0.3, (UNSURE + 0.06, *(rest - 0.01,) * 6)))
    dark = reading(Emotion(-0.5, 0.1, unsure.emotion.moods))
    wanted = replace(unsure, steered=True)  # the writer has the last word
    assert not any(stays_calm(felt, LITTLE, "follow") for felt in (sure, dark, wanted))
    assert not stays_calm(unsure, LITTLE, "counterpoint")
    assert not stays_calm(unsure, LITTLE + 0.01, "follow"), "much is felt, if not one thing"


def test_what_is_of_no_mood_is_calm_farther_out():
    flat = (NO_MOOD, *((1 - NO_MOOD) / 6,) * 6)
    lively = reading(Emotion(0.1, WIDER - 0.05, flat))
    assert stays_calm(lively, LITTLE, "follow")
    assert not stays_calm(lively, LITTLE + 0.01, "follow")
    other = replace(lively.emotion, moods=(NO_MOOD + 0.06, *((0.94 - NO_MOOD) / 6,) * 6))
    assert not stays_calm(reading(other), LITTLE, "follow")


def test_feelings_that_gainsay_each_other_are_calm_however_strong():
    def felt(arousal: float = 0.1, **shares: float) -> Reading:
        rest = (1.0 - sum(shares.values())) / (len(MOODS) - len(shares))
        moods = tuple(shares.get(mood, rest) for mood in MOODS)
        return reading(Emotion(0.1, arousal, moods))

    assert stays_calm(felt(happy=0.4, sad=0.35), 0.9, "follow")
    assert not stays_calm(felt(happy=0.4, sad=0.25), 0.9, "follow"), "more of one"
    assert not stays_calm(felt(sad=0.4, scary=0.35), 0.9, "follow"), "both dark"
    assert not stays_calm(felt(arousal=0.5, exciting=0.4, scary=0.35), 0.9, "follow"), "a rush"


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


class _Learned(Space):
    """A space that looks at the text itself."""

    name = "fusion"


class _Pack:
    """A pack, as far as a style looks at it."""

    def __init__(self, *spaces: Space) -> None:
        self.spaces = {space.name: space for space in spaces}

    def space(self, name: str | None = None) -> Space:
        return choose(self.spaces, name)


def test_a_style_that_wants_another_emotion_goes_by_emotions(monkeypatch):
    monkeypatch.setattr(_Learned, "__abstractmethods__", frozenset())
    learned = _Pack(_Learned(), BUILT_IN["va"], EMOTION)
    assert space_for(learned, "follow", None) == "fusion"
    assert space_for(learned, "counterpoint", None) == "va"
    assert space_for(learned, "counterpoint", "fusion") == "va"
    assert space_for(learned, "underscore", "emotion") == "emotion"
    assert space_for(_Pack(*BUILT_IN.values()), "counterpoint", None) == "fusion"
    with pytest.raises(UsageError, match="no space “moods”"):
        space_for(learned, "follow", "moods")
