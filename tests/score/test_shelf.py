"""Growing a region of a track around the clip that fits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.score.shelf import Shelf, emotion_between, grow

PATH = Path("/music/track.wav")


@pytest.fixture
def shelved(score_kit, catalogue):
    """A track of ten clips of 20 s: three sad, four scary, three happy."""
    emotions = [score_kit.feeling(**{m: 0.8}) for m in ["sad"] * 3 + ["scary"] * 4 + ["happy"] * 3]
    catalogue.put_track(score_kit.make_track(PATH, emotions, 200.0))
    return Shelf(catalogue, BUILT_IN["fusion"]).track(PATH)


def wish(score_kit, mood: str) -> np.ndarray:
    reading = Reading(score_kit.feeling(**{mood: 0.8}), np.zeros(3, np.float32))
    return BUILT_IN["fusion"].text_vector(reading)


def test_goes_on_after_the_clip_then_before_it_while_it_fits(score_kit, shelved):
    region = grow(shelved, 100.0, wish(score_kit, "scary"), 500.0)
    assert (region.start, region.end) == (60.0, 140.0)


def test_keeps_the_beginning_of_a_clip_when_there_is_more_than_needed(score_kit, shelved):
    region = grow(shelved, 60.0, wish(score_kit, "scary"), 50.0)
    assert (region.start, region.end) == (60.0, 110.0)
    region = grow(shelved, 100.0, wish(score_kit, "scary"), 50.0)
    assert (region.start, region.end) == (80.0, 130.0)


def test_a_track_that_left_the_library_is_none(catalogue):
    assert Shelf(catalogue, BUILT_IN["fusion"]).track(Path("/gone.wav")) is None


def test_the_emotion_of_a_stretch_is_that_of_its_clips(shelved):
    found = emotion_between(shelved, 50.0, 75.0)
    assert [(emotion.mood, seconds) for emotion, seconds in found] == [("sad", 10), ("scary", 15)]
