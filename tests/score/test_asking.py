"""What music is asked for: the mean of what its beats ask for, not what their mean would."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.score.asking import Asking
from t2m_engine.score.segments import make_segment


class Shelf:
    """Places a reading on the axis of its first mood: dread and grief share nothing."""

    def __init__(self):
        self.asked = []

    def text_vector(self, reading):
        self.asked.append(reading)
        vector = np.zeros(len(MOODS) + 1, np.float32)
        vector[len(MOODS) if reading.steered else int(np.argmax(reading.emotion.moods))] = 2.0
        return vector


@pytest.fixture
def shelf():
    return Shelf()


def test_a_clip_fits_a_segment_as_well_as_its_beats_by_their_words(shelf, score_kit):
    segment = make_segment(score_kit.beats(("scary", 20), ("sad", 10), ("sad", 10)))
    wish = Asking(shelf, "follow").wish(segment)
    assert wish.dtype == np.float32
    assert wish[MOODS.index("scary")] == pytest.approx(wish[MOODS.index("sad")])
    assert np.count_nonzero(wish) == 2, "nothing is asked for that no beat asks for"
    assert np.linalg.norm(wish) == pytest.approx(2.0), "as decided as its beats"


def test_each_beat_is_asked_about_once(shelf, score_kit):
    beats = score_kit.beats(("scary", 20), ("sad", 20))
    asking = Asking(shelf, "follow")
    for _ in range(2):
        asking.wish(make_segment(beats))
        asking.wish(make_segment(beats[:1]))
    assert len(shelf.asked) == 2


@pytest.mark.parametrize("style", ["underscore", "counterpoint"])
def test_other_styles_ask_once_for_the_whole(shelf, score_kit, style):
    Asking(shelf, style).wish(make_segment(score_kit.beats(("happy", 20), ("happy", 20))))
    assert len(shelf.asked) == 1


def test_what_the_writer_steers_is_asked_for_as_it_is_wished(shelf, score_kit):
    beats = [
        replace(beat, reading=replace(beat.reading, steered=True))
        for beat in score_kit.beats(("scary", 20), ("sad", 20))
    ]
    wish = Asking(shelf, "follow").wish(make_segment(beats))
    assert [reading.steered for reading in shelf.asked] == [True]
    assert np.flatnonzero(wish).tolist() == [len(MOODS)]
