"""The writer's last word: what becomes of an emotion."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.steering import PLACES, spread, steer_emotion, steered, steering_space
from t2m_engine.errors import UsageError
from t2m_engine.sidecar import NO_STEER, Steer

UNIT = st.floats(-1, 1)


def of(valence: float, arousal: float, **shares: float) -> Emotion:
    rest = (1.0 - sum(shares.values())) / (len(MOODS) - len(shares))
    return Emotion(valence, arousal, tuple(shares.get(mood, rest) for mood in MOODS))


DREAD = of(-0.6, 0.4, scary=0.7, sad=0.2)


@given(UNIT, UNIT, st.lists(st.floats(0.01, 1), min_size=7, max_size=7), UNIT, UNIT)
def test_shares_stay_shares_and_the_point_is_where_it_was_put(
    valence: float, arousal: float, moods: list[float], to_valence: float, to_arousal: float
) -> None:
    emotion = Emotion(valence, arousal, tuple(np.array(moods) / sum(moods)))
    moved = steer_emotion(emotion, Steer(to_valence, to_arousal))
    assert (moved.valence, moved.arousal) == (to_valence, to_arousal)
    assert sum(moved.moods) == pytest.approx(1.0)
    assert min(moved.moods) >= 0.0
    same = steer_emotion(emotion, Steer(valence, arousal))
    assert same.moods == pytest.approx(emotion.moods)


@pytest.mark.parametrize("mood", MOODS)
def test_the_moods_follow_the_point(mood: str) -> None:
    moved = steer_emotion(of(0.0, 0.0), Steer(*PLACES[mood]))
    assert moved.mood == mood


def test_steps_go_their_way_and_end_at_the_border() -> None:
    tenser = [steer_emotion(DREAD, Steer(tenser=n)) for n in range(-8, 9)]
    assert all(a.arousal <= b.arousal for a, b in pairwise(tenser))
    assert (tenser[0].arousal, tenser[-1].arousal) == (-1.0, 1.0)
    brighter = steer_emotion(DREAD, Steer(brighter=5))
    assert brighter.valence == pytest.approx(0.4)
    assert brighter.mood in {"happy", "funny", "exciting"}
    calmer = steer_emotion(DREAD, Steer(tenser=-4))
    assert calmer.mood == "sad"


@pytest.mark.parametrize("mood", MOODS)
def test_a_pinned_mood_leads_and_pulls_the_point(mood: str) -> None:
    named = steer_emotion(DREAD, Steer(mood=mood))
    assert named.mood == mood
    place = np.array(PLACES[mood])
    before = np.linalg.norm(np.array([DREAD.valence, DREAD.arousal]) - place)
    assert np.linalg.norm(np.array([named.valence, named.arousal]) - place) < before / 2
    both = steer_emotion(DREAD, Steer(0.1, -0.2, mood))
    assert (both.valence, both.arousal, both.mood) == (0.1, -0.2, mood)


def test_counterpoint_is_of_the_other_side() -> None:
    against = steer_emotion(DREAD, Steer(counter=True))
    assert against.valence == -DREAD.valence
    assert against.arousal == DREAD.arousal
    bright = sum(against.moods[MOODS.index(m)] for m in ("happy", "funny", "tender"))
    assert bright > 0.8


def test_a_mood_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match=r"hapy.*happy, funny"):
        steer_emotion(DREAD, Steer(mood="hapy"))


def test_only_what_is_steered_is_marked() -> None:
    reading = Reading(DREAD, np.zeros(3, np.float32))
    assert steered(reading, NO_STEER) is reading
    assert steered(reading, Steer(brighter=1)).steered


def test_the_spread_is_of_what_was_read() -> None:
    sure, unsure = spread(of(-0.7, 0.5, scary=0.94)), spread(of(0.0, 0.2, sad=0.45, exciting=0.45))
    assert max(sure[:2]) < 0.35
    assert min(unsure[:2]) > 0.4
    assert unsure[2] > 0.5, "sad and exciting lie on a rising line"
    alone = Emotion(0.3, 0.85, tuple(float(m == "exciting") for m in MOODS))
    assert spread(alone) == (0.0, 0.0, 0.0)


def test_a_space_that_steers_is_taken() -> None:
    from t2m_engine.emotion.pack import ModelPack

    pack = ModelPack.load(device="cpu")
    assert steering_space(pack, "emotion") == "emotion"
    assert pack.space(steering_space(pack, None)).steers
    with pytest.raises(UsageError):
        steering_space(pack, "nowhere")
