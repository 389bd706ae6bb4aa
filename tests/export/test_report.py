"""The report: one page, safe with any text, that shows what the plan says."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import Alternative
from t2m_engine.export.report import ARC, COLOURS, blend, embedded, height, to_html


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


def test_says_what_else_would_fit_and_who_made_it(cue_kit):
    other = Alternative(
        Path("/m/c.wav"), "Second <best>", "Somebody", 3.0, 21.0, 0.77, "plays in cue 4"
    )
    cue = cue_kit.make_cue(
        1, 0.0, 16.0, Path("/m/a.wav"), 0.0, alternatives=(other,), role="motif", motif="Ilse",
        pinned=True, credits=Credits(album="Nights", licence="CC BY 4.0"),
        facts=MusicFacts(96.2, 0.9, 0.1, "F#m", 0.8, -16.0, -1.0),
    )  # fmt: skip
    words = Page(to_html(cue_kit.make_plan([cue]))).words
    for phrase in ("Second <best>", "0:03–0:21 · 85%", "plays in cue 4", "motif of Ilse",
                   "music 0:16 (27%)", "pinned", "Nights", "96 beats a minute", "F#m",
                   "CC BY 4.0"):  # fmt: skip
        assert phrase in words


def test_the_page_carries_its_sound(cue_kit, cues, tmp_path):
    file = tmp_path / "mix.wav"
    time = np.arange(48_000 * 12) / 48_000
    tone = 0.3 * np.sin(2 * np.pi * 440 * time) * (time > 6.0)
    soundfile.write(file, np.stack([tone, tone], axis=1), 48_000)
    sound = embedded(file)
    page = Page(to_html(cue_kit.make_plan(cues), sound))
    [audio] = page.find("audio")
    kind, _, content = audio["src"].partition(";base64,")
    assert kind == "data:audio/mpeg"
    heard, rate = soundfile.read(io.BytesIO(base64.b64decode(content)))
    assert len(heard) / rate == pytest.approx(12.0, abs=0.2)
    assert np.abs(heard[: 5 * rate]).max() < 0.01
    assert np.std(heard[8 * rate : 11 * rate]) == pytest.approx(0.3 / 2**0.5, rel=0.05)
    assert [a["href"][:4] for a in page.find("a", **{"class": "play"})] == ["#t=0", "#t=1"]
    with pytest.raises(CancelledError):
        embedded(file, cancelled=lambda: True)


def test_hours_of_sound_stay_beside_the_page(tmp_path, monkeypatch):
    file = tmp_path / "mix.wav"
    soundfile.write(file, np.zeros((48_000, 2)), 48_000)
    monkeypatch.setattr("t2m_engine.export.report.EMBEDDED", 0.5)
    assert embedded(file) is None
