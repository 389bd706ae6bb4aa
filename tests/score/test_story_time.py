"""When a character is heard, and which character a time is at."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.score.story_time import StoryTime


@dataclass(frozen=True)
class Stretch:
    start: float
    end: float
    text_start: int
    text_end: int


TIMES = StoryTime([Stretch(2.0, 12.0, 10, 110), Stretch(14.0, 16.0, 112, 132)])


def test_characters_take_equally_long_and_pauses_none():
    assert [TIMES.time_of(n) for n in (0, 10, 60, 110, 111, 112, 122, 999)] == (
        [2.0, 2.0, 7.0, 12.0, 12.0, 14.0, 15.0, 16.0]
    )  # fmt: skip
    assert [TIMES.offset_at(t) for t in (0.0, 2.0, 7.0, 12.5, 14.0, 15.0, 99.0)] == (
        [10, 10, 60, 112, 112, 122, 132]
    )  # fmt: skip


def test_a_story_without_words_begins_at_nothing():
    assert (StoryTime([]).time_of(7), StoryTime([]).offset_at(7.0)) == (0.0, 0)


@given(st.integers(10, 131))
def test_there_and_back(offset):
    back = TIMES.offset_at(TIMES.time_of(offset))
    assert back == (offset if not 110 <= offset < 112 else 112)


@given(st.integers(0, 140), st.integers(0, 140))
def test_later_text_is_heard_later(one, other):
    early, late = sorted((one, other))
    assert TIMES.time_of(early) <= TIMES.time_of(late) + 1e-9
    assert TIMES.time_of(other) == pytest.approx(TIMES.time_of(other))
