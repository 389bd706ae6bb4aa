"""Beats: their times, their places in the text, and what is felt through the neighbours."""

from __future__ import annotations

from itertools import pairwise

import pytest

from t2m_engine.errors import CancelledError
from t2m_engine.score import pace
from t2m_engine.score.timing import BEAT_WORDS, PARENTHETICAL, SCENE_PAUSE, read_beats
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


def test_two_who_speak_at_once_take_as_long_as_the_longer_of_them(score_kit):
    short, long = "No, no, not now.", "I tell you that it was on the table when I left the house."
    one_by_one, together = (
        f"INT. HALL\n\nMARA\n{long}\n\nTOM{mark}\n{short}\n\nThe door is open.\n"
        for mark in ("", " ^")
    )
    alone = f"INT. HALL\n\nMARA\n{long}\n\nThe door is open.\n"
    ends = {}
    for name, text in (("one", one_by_one), ("both", together), ("alone", alone)):
        _, beats = read(text, score_kit.FakePack(), form="fountain")
        ends[name] = beats[-1].start
        assert all(a.end <= b.start + 1e-9 for a, b in pairwise(beats))
    assert ends["both"] == pytest.approx(ends["alone"])
    assert ends["one"] > ends["both"] + 1.0


def test_action_takes_a_minute_a_page_and_dialogue_its_words(score_kit):
    script = (
        "INT. KITCHEN - NIGHT\n\n" + "The kettle boils over and nobody moves. " * 8 + "\n\n"
        "ANNA\nYou said that you would never come back here again.\n"
    )
    manuscript, beats = read(script, score_kit.FakePack(), form="fountain")
    action, speech = beats
    assert manuscript.passages[0].kind == "direction"
    assert action.end - action.start == pytest.approx(pace.on_the_page(manuscript.passages[0].text))
    assert speech.end - speech.start == pytest.approx(
        pace.read_aloud(manuscript.passages[1].text, 150.0) + pace.PARAGRAPH * 0.4
    )


def test_subtitles_keep_their_own_times(score_kit):
    subtitles = (
        "1\n00:00:05,000 --> 00:00:08,000\nWhere have you been?\n\n"
        "2\n00:00:20,000 --> 00:00:24,500\nNowhere that you would know.\n"
    )
    _, beats = read(subtitles, score_kit.FakePack(), form="srt")
    assert [(beat.start, beat.end) for beat in beats] == [(5.0, 8.0), (20.0, 24.5)]
    assert beats[0].pause == SCENE_PAUSE


def test_a_parenthetical_takes_a_breath(score_kit):
    script = "INT. ROOM - DAY\n\nANNA\n(after a long silence, very quietly)\nNo.\n"
    manuscript, beats = read(script, score_kit.FakePack(), form="fountain")
    assert [passage.kind for passage in manuscript.passages] == ["direction", "dialogue"]
    assert beats[0].end - beats[0].start == pytest.approx(PARENTHETICAL)
