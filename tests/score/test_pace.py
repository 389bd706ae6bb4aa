"""Reading speed: what words, letters, pauses and a script's page cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.score import pace

TALE = (
    "The old woman went down to the river, as she did every evening, and looked for the boat. "
    "It was not there. She waited until the lamps were lit on the other side; then she took off "
    "her shoes, sat down on the wet stones, and began to count the windows."
)


def test_a_plain_tale_is_read_at_the_pace_that_was_asked_for():
    words = len(TALE.split())
    seconds = pace.read_aloud(TALE, 150.0) + pace.PARAGRAPH * 60.0 / 150.0
    assert seconds == pytest.approx(words * 0.4, rel=0.12)
    assert pace.read_aloud(TALE, 75.0) == pytest.approx(2.0 * pace.read_aloud(TALE, 150.0))


def test_long_words_take_longer_than_short_ones():
    assert pace.speech("Extraordinary circumstances") > 2.0 * pace.speech("So it")


def test_punctuation_is_heard():
    assert pace.pauses("Come here now") == 0.0
    assert pace.pauses("Come, here; now") == pytest.approx(2 * pace.CLAUSE)
    assert pace.pauses("Come. Here. Now.") == pytest.approx(2 * pace.SENTENCE)
    assert pace.pauses("at 10,000 feet") == 0.0


@pytest.mark.parametrize(
    "text", ["那天晚上，她一个人走到河边，等着那条船。", "昔々、あるところにお爺さんがいました。"]
)
def test_scripts_without_spaces_are_timed_by_their_characters(text):
    # Some 250 characters a minute, as narrators of such languages read.
    assert 60.0 * len(text) / pace.read_aloud(text, 150.0) == pytest.approx(250, rel=0.3)


def test_a_page_of_action_is_a_minute():
    line = "x" * pace.LINE_LETTERS
    page = [line * 4] * (pace.LINES_A_PAGE // 5)  # four lines and an empty one each
    assert sum(pace.on_the_page(text) for text in page) == pytest.approx(60.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_more_text_never_takes_less_time(one, more):
    assert pace.speech(one + " " + more) >= pace.speech(one) - 1e-9
    assert pace.read_aloud(one, 150.0) > 0.0
