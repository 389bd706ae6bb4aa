"""Scenes: the marked ones, and those that a change of what is told shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from t2m_engine.emotion.reading import Reading
from t2m_engine.score.timing import read_beats
from t2m_engine.score.turns import find_scenes, turns
from t2m_engine.text.manuscript import parse

SEA = [f"sea{letter}{other}" for letter in "abcdefgh" for other in "abcdefgh"]
FARM = [word.replace("sea", "farm") for word in SEA]
FILLER = ["and", "then", "it", "was", "so", "that", "they", "had", "to", "do", "what"]


def told(words: list[str], paragraphs: int, seed: int = 0) -> str:
    """Paragraphs of forty words: every third one of `words`, the others say nothing."""
    rng = np.random.default_rng(seed)
    return "\n\n".join(
        " ".join(str(rng.choice(words if n % 3 == 0 else FILLER)) for n in range(40)) + "."
        for _ in range(paragraphs)
    )


@pytest.fixture
def read(score_kit):
    def read(text: str, form: str = "txt"):
        manuscript = parse(text, form)
        beats = read_beats(
            manuscript,
            score_kit.FakePack(),
            150.0,
            progress=lambda done, total: None,
            cancelled=lambda: False,
        )
        return manuscript, beats

    return read


def test_a_scene_turns_where_other_words_come(read):
    manuscript, beats = read(told(SEA, 16) + "\n\n" + told(FARM, 16, 1))
    assert turns(beats, manuscript.text) == [16]
    found, scenes = find_scenes(manuscript, beats)
    assert [scene.found for scene in scenes] == ["marked", "change"]
    assert scenes[1].title.endswith("(2)")
    assert [beat.scene for beat in found] == [0] * 16 + [1] * 16
    assert scenes[0].end == scenes[1].start == found[16].start
    assert manuscript.text[scenes[1].text_start :][:3] == manuscript.passages[16].text[:3]
    assert scenes[1].text_end == manuscript.scenes[0].end


def test_a_scene_of_one_matter_is_one(read):
    manuscript, beats = read(told(SEA, 30))
    assert turns(beats, manuscript.text) == []


def test_what_is_marked_stays_marked(read):
    manuscript, beats = read("## A\n\n" + told(SEA, 4) + "\n\n## B\n\n" + told(SEA, 4, 1), "md")
    found, scenes = find_scenes(manuscript, beats)
    assert [(scene.title, scene.found) for scene in scenes] == [("A", "marked"), ("B", "marked")]
    assert scenes[1].start == pytest.approx(found[4].start - found[4].pause)


def test_feeling_and_meaning_tell_where_words_leave_it_open(read, score_kit):
    text = "\n\n".join([told(SEA, 12), told(FILLER, 8), told(FARM, 12, 1)])
    manuscript, beats = read(text)

    def seen(number: int) -> Reading:
        meaning = np.zeros(384, np.float32)
        meaning[number] = 1.0
        return Reading(score_kit.feeling(**{("sad", "happy")[number]: 0.9}), meaning)

    for place in (13, 18):
        turned = [
            replace(beat, reading=seen(n >= place), smoothed=seen(n >= place).emotion)
            for n, beat in enumerate(beats)
        ]
        [turn] = turns(turned, manuscript.text)
        assert abs(turn - place) <= 1


def test_scripts_without_spaces_turn_too(read):
    rng = np.random.default_rng(0)
    sea, farm = "海船風波港帆魚島", "牛田麦犂草馬村畑"

    def told_in(letters: str, count: int) -> str:
        return "\n\n".join("".join(rng.choice(list(letters), 60)) + "。" for _ in range(count))

    manuscript, beats = read(told_in(sea, 20) + "\n\n" + told_in(farm, 20))
    assert turns(beats, manuscript.text) == [20]


def test_a_giant_paragraph_may_turn_within_and_a_short_story_does_not(read):
    giant = told(SEA, 20).replace("\n\n", " ") + " " + told(FARM, 20, 1).replace("\n\n", " ")
    manuscript, beats = read(giant)
    assert len(turns(beats, manuscript.text)) == 1
    manuscript, beats = read(told(SEA, 2) + "\n\n" + told(FARM, 2, 1))
    assert turns(beats, manuscript.text) == []
