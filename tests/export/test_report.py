"""The report: one page, safe with any text, that shows what the plan says."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.export.report import ARC, COLOURS, blend, height, to_html


class Page(HTMLParser):
    """Collects tags with their attributes, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def find(self, name: str, **wanted: str) -> list[dict]:
        return [a for tag, a in self.tags if tag == name and wanted.items() <= a.items()]


@pytest.fixture
def cues(cue_kit):
    hard = '<script>alert(1)</script> & "co"'
    return [
        cue_kit.make_cue(1, 0.0, 16.0, Path("/m/a.wav"), 0.0, title=hard),
        cue_kit.make_cue(2, 14.0, 30.0, Path("/m/b.wav"), 0.0, scene=1, artist="\udcff"),
    ]


def test_shows_and_plays_every_cue(cue_kit, cues):
    page = Page(to_html(cue_kit.make_plan(cues, notes=("A note.",))))
    assert [a["href"] for a in page.find("a", **{"class": "play"})] == [
        "temp_score.wav#t=0.0,16.0", "temp_score.wav#t=14.0,30.0",
    ]  # fmt: skip
    assert page.find("audio", src="temp_score.wav")
    for words in ("scary 70%", "Piece 2", "0:14–0:30", "A note.", "52 words", "The rain had"):
        assert words in page.words
    assert all(mood in page.words for mood in MOODS)


def test_nothing_of_the_text_becomes_markup(cue_kit, cues):
    page = Page(to_html(cue_kit.make_plan(cues)))
    assert len(page.find("script")) == 1
    assert "<script>alert(1)</script>" in page.words
    assert 'A <Story> & "more"' in page.words


def test_nothing_comes_from_outside(cue_kit, cues):
    html = to_html(cue_kit.make_plan(cues))
    assert not re.search(r"(?:src|href)=\"(?!temp_score\.wav)", html)
    assert not re.search(r"url\(|@import|https?://", html)


def test_a_story_without_cues_says_so(cue_kit):
    assert "No stretch of this text asks for music." in to_html(cue_kit.make_plan([]))


def test_a_long_story_gets_a_wider_picture(cue_kit):
    widths = [
        float(Page(to_html(cue_kit.make_plan([], length))).find("svg", id="picture")[0]["width"])
        for length in (60.0, 4 * 3600.0)
    ]
    assert widths[1] > 5 * widths[0]


def test_colours_follow_the_moods(cue_kit):
    pure = [blend(cue_kit.feeling(mood, 0, 0, share=1.0)) for mood in MOODS]
    assert pure == [colour.lower() for colour in COLOURS.values()]
    assert (height(1.0), height(-2.0)) == ARC
