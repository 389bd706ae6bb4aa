"""Beats: their times, their places in the text, and what is felt through the neighbours."""

from __future__ import annotations

from itertools import pairwise

import pytest

from t2m_engine.errors import CancelledError
from t2m_engine.score.timing import BEAT_WORDS, read_beats
from t2m_engine.text.manuscript import count_words, parse


def read(text: str, pack, pace: float = 150.0, form: str = "md"):
    manuscript = parse(text, form)
    return manuscript, read_beats(
        manuscript, pack, pace, progress=lambda done, total: None, cancelled=lambda: False
    )


def test_a_giant_paragraph_is_beats_that_hold_its_words_in_order(score_kit):
    text = "The *first* one.\n\n" + " ".join(f"It **was** so, _{n}_ times." for n in range(90))
    manuscript, beats = read(text, score_kit.FakePack())
    giant = [beat for beat in beats if beat.passage == 1]
    assert len(giant) == 5
    assert giant[0].text_start == manuscript.passages[1].start
    for before, after in pairwise(giant):
        assert before.text_end == after.text_start
        assert before.end == after.start
    for beat in giant:
        held = count_words(text[beat.text_start : beat.text_end].replace("_", ""))
        assert held == beat.words <= BEAT_WORDS


def test_a_line_of_dialogue_is_felt_with_its_neighbours(score_kit):
    paragraphs = [score_kit.paragraph("sad", 40), "How happy!", score_kit.paragraph("sad", 40)]
    _, beats = read("\n\n".join(paragraphs), score_kit.FakePack())
    assert [beat.reading.emotion.mood for beat in beats] == ["sad", "happy", "sad"]
    assert [beat.smoothed.mood for beat in beats] == ["sad", "sad", "sad"]


def test_feelings_do_not_leak_into_the_next_scene(score_kit):
    text = score_kit.story(("A", [("sad", 5)]), ("B", [("happy", 5)]))
    _, beats = read(text, score_kit.FakePack())
    assert [beat.smoothed for beat in beats] == [beat.reading.emotion for beat in beats]


def test_reading_stops_between_batches(score_kit):
    pack = score_kit.FakePack()
    manuscript = parse("\n\n".join(f"Line {n}." for n in range(200)))
    with pytest.raises(CancelledError):
        read_beats(
            manuscript, pack, 150.0, progress=lambda *_: None, cancelled=lambda: pack.read > 100
        )
    assert 100 < pack.read < 200
