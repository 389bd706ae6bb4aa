"""plan.toml: what is written is read back; what is broken is told with its line."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.errors import InputError
from t2m_engine.export.cue import FRAME_RATES
from t2m_engine.score.plan_file import from_toml, to_toml
from t2m_engine.score.plan_rows import CueRow, Place, PlanFile, SceneRow, SilenceRow
from t2m_engine.score.wishes import STYLES, Wishes

FILE = Path("/books/door/score/plan.toml")
STORY = Path("/books/door/the door.md")

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\"'\\#[]=\n"), max_size=30
)
TIMES = st.integers(0, 400_000_000).map(lambda n: n / 1000)
NAMES = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="/\0") | st.just("\udcff"),
    min_size=1, max_size=12,
).filter(lambda name: name not in (".", ".."))  # fmt: skip
TRACKS = st.builds(
    lambda base, name: Path(base) / name,
    st.sampled_from(["/books/door/score/media", "/books/door", "/music", "/books/door/score"]),
    NAMES,
)
PLACES = st.builds(
    Place, st.integers(0, 10**7), st.integers(0, 10**7), TIMES, TIMES, st.integers(0, 10**6),
    st.text("0123456789abcdef", min_size=1, max_size=16),
)  # fmt: skip
STRETCHES = st.tuples(TIMES, st.integers(1, 10**6)).map(
    lambda pair: (pair[0], round(pair[0] + pair[1] / 1000, 3))
)
SCENES = st.builds(
    lambda stretch, number, title, text, place: SceneRow(number, title, *stretch, text, place),
    STRETCHES, st.integers(1, 999), TEXTS.map(lambda t: t.replace("\n", " ")),
    TEXTS, st.none() | PLACES,
)  # fmt: skip
CUES = st.builds(
    lambda stretch, **rest: CueRow(*stretch, **rest),
    STRETCHES, track=TRACKS, number=st.none() | st.integers(1, 999),
    scene=st.none() | st.integers(1, 99), source_start=st.none() | TIMES,
    source_end=st.none() | TIMES, gain_db=st.none() | st.integers(-90, 30).map(lambda n: n / 10),
    fade_in=st.none() | TIMES, fade_out=st.none() | TIMES, pinned=st.booleans(),
    muted=st.booleans(), vetoed=st.booleans(), text=TEXTS, place=st.none() | PLACES,
)  # fmt: skip
SILENCES = st.builds(
    lambda stretch, text, place: SilenceRow(*stretch, text, place),
    STRETCHES, TEXTS, st.none() | PLACES,
)  # fmt: skip
WISHES = st.builds(
    Wishes, words_per_minute=st.floats(1.0, 600.0), space=st.none() | st.just("fusion"),
    density=st.floats(0.0, 1.0), style=st.sampled_from(STYLES), seed=st.integers(0, 2**40),
    frame_rate=st.sampled_from(list(FRAME_RATES.values())), narration=st.none() | TRACKS,
    vetoes=st.lists(TRACKS, max_size=3).map(tuple),
)  # fmt: skip
PLANS = st.builds(
    PlanFile, title=TEXTS.map(lambda t: t.replace("\n", " ")), wishes=WISHES,
    manuscript=st.none() | st.just(STORY) | TRACKS, pack=st.text("0123456789abcdef", max_size=16),
    scenes=st.lists(SCENES, max_size=2).map(tuple), cues=st.lists(CUES, max_size=3).map(tuple),
    silences=st.lists(SILENCES, max_size=2).map(tuple),
)  # fmt: skip


@given(PLANS)
def test_what_is_written_is_read_back(plan):
    text = to_toml(plan, FILE.parent)
    assert from_toml(text, FILE) == plan
    assert to_toml(from_toml(text, FILE), FILE.parent) == text
    tomllib.loads(text)


@pytest.fixture
def plan() -> PlanFile:
    place = Place(0, 160, 2.0, 60.4, 34, "9f3a")
    return PlanFile(
        "The Door",
        Wishes(vetoes=(Path("/music/never.mp3"),)),
        STORY,
        "0123",
        (SceneRow(1, "One", 0.0, 62.4, "It rained.", place),),
        (
            CueRow(0.0, 30.04, Path("/books/door/music/a.wav"), 1, 1, 3.0, 33.04, -3.5, 1.0, 2.0),
            CueRow(
                40.0, 60.0, Path("/elsewhere/b.wav"), 2, 1, 0.0, 20.0, 0.0, 1.0, 3.0, text="She"
            ),
        ),
        (SilenceRow(30.04, 40.0),),
    )


def test_a_file_is_readable_and_moves_with_its_book(plan):
    text = to_toml(plan, FILE.parent)
    assert 'track = "../music/a.wav"' in text
    assert 'track = "/elsewhere/b.wav"' in text
    assert 'in = "0:00:40.000"' in text
    moved = from_toml(text, Path("/other/place/score/plan.toml"))
    assert moved.manuscript == Path("/other/place/the door.md")
    assert moved.cues[0].track == Path("/other/place/music/a.wav")
    assert moved.cues[1].track == Path("/elsewhere/b.wav")
    assert from_toml(text.replace("\n", "\r\n").replace("\r\n", "\n"), FILE) == plan


def test_a_hand_may_write_less(tmp_path):
    file = tmp_path / "plan.toml"
    read = from_toml('[[cue]]\nin = 61.5\nout = "1:20"\ntrack = "a.wav"\n', file)
    [cue] = read.cues
    assert (cue.start, cue.end, cue.track) == (61.5, 80.0, tmp_path / "a.wav")
    assert (cue.number, cue.source_start, cue.gain_db, cue.pinned) == (None, None, None, False)
    assert read.wishes == Wishes()
    assert (
        from_toml("[wishes]\nfps = 29.97\nwpm = 120", file).wishes.frame_rate
        == FRAME_RATES["29.97"]
    )


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (('in = "0:00:40.000"', "in = 40 s"), "in = 40 s", "not TOML"),
        (("gain_db = -3.5", "gian_db = -3.5"), "gian_db", "“gain_db” may be meant"),
        (("gain_db = -3.5", "gain_db = 'loud'"), "gain_db", "is a number"),
        (("gain_db = -3.5", "gain_db = 400"), "gain_db", "decibels"),
        (('out = "0:01:00.000"', 'out = "0:00:30.000"'), 'out = "0:00:30.000"', "before “in”"),
        (('out = "0:01:00.000"', 'out = "0:61:00"'), "0:61:00", "is a time"),
        (('[[cue]]\nnumber = 2\nscene = 1\nin', '[["cue"]] # 2\nscene'), "# 2", "has no “in”"),
        (("pinned = false", "pinned = 0"), "pinned = 0", "true or false"),
        (("density = 0.7", "density = 7"), "[wishes]", "between 0"),
        (('fps = "25"', 'fps = "26"'), "fps", "is one of"),
        (('style = "follow"', 'style = "loud"'), "[wishes]", "no style"),
        (("format = 1", "format = 2"), "format", "newer"),
        (("words = 34", "words = -1"), "place", "“words”"),
        (('vetoes = ["/music/never.mp3"]', "vetoes = [1]"), "vetoes", "list of texts"),
        (("\n[[silence]]", "\n[[silense]]"), "[[silense]]", "“silence” may be meant"),
        (('track = "/elsewhere/b.wav"', 'track = ""'), "track = \"\"", "name of a file"),
        (("\n[wishes]", "\n[[wishes]]"), "[[wishes]]", "is a table"),
        (("\n[[silence]]", "\n[silence]"), "[silence]", "in [[ ]]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(plan, change, line, words):
    text = to_toml(plan, FILE.parent)
    assert change[0] in text
    broken = text.replace(*change, 1)
    with pytest.raises(InputError, match=r"plan\.toml") as caught:
        from_toml(broken, FILE)
    message = str(caught.value)
    assert words in message
    rows = broken.split("\n")
    number = next(n for n, row in enumerate(rows, 1) if line in row and row[0] != "#")
    assert f"line {number}" in message


@given(st.text(max_size=200))
def test_no_text_is_a_bug(text):
    with suppress(InputError):
        assert isinstance(from_toml(text, FILE), PlanFile)


def test_bytes_of_no_encoding_are_a_uri(plan):
    odd = replace(plan.cues[0], track=Path("/music/\udcff.wav"))
    text = to_toml(replace(plan, cues=(odd,)), FILE.parent)
    assert 'track = "file:///music/%FF.wav"' in text
    assert from_toml(text, FILE).cues == (odd,)
