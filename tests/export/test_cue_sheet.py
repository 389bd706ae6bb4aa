"""The cue sheet: CSV that spreadsheets read safely."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from t2m_engine.export.cue import clock, on_frame, short_clock
from t2m_engine.export.cue_sheet import COLUMNS, to_csv


@pytest.fixture
def plan(cue_kit):
    cues = [
        cue_kit.make_cue(1, 0.0, 16.04, Path("/music/a, b.wav"), 3.44, title='=HYPERLINK("x")'),
        cue_kit.make_cue(
            2, 30.0, 52.0, Path("/music/\udcff.wav"), 0.0, scene=1, artist="-A\nB", gain_db=-7.5,
            text_start=21, text_end=82, reason="@near; “second” was “x”.",
        ),
    ]  # fmt: skip
    return cue_kit.make_plan(cues)


def test_csv_reads_back_to_the_cues(plan):
    text = to_csv(plan)
    assert text.count("\r\n") == 3
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(header) == COLUMNS
    first, second = (dict(zip(header, row, strict=True)) for row in rows)
    assert (first["in"], first["out"], first["duration_seconds"]) == (
        "0:00:00.000", "0:00:16.040", "16.04",
    )  # fmt: skip
    assert (first["source_in"], first["source_out_seconds"]) == ("0:00:03.440", "19.48")
    assert first["track"] == "/music/a, b.wav"
    assert first["moods"].startswith("scary 70%, ")
    assert second["gain_db"] == "-7.50"
    assert second["valence"] == "-0.600"


def test_no_text_is_a_formula_to_a_spreadsheet(plan):
    rows = list(csv.DictReader(io.StringIO(to_csv(plan), newline="")))
    assert rows[0]["title"] == '\'=HYPERLINK("x")'
    assert rows[1]["scene"] == "'=Two"
    assert rows[1]["artist"] == "'-A\nB"
    assert rows[1]["reason"].startswith("'@near")
    assert rows[1]["excerpt"].startswith("'=SUM(A1) said")


def test_clocks():
    assert clock(3725.0406) == "1:02:05.041"
    assert clock(59.9996) == "0:01:00.000"
    assert (short_clock(65.9), short_clock(3725)) == ("1:05", "1:02:05")
    assert on_frame(1.03) == 1.04


def test_a_long_excerpt_ends_at_a_word(plan, cue_kit):
    excerpt = plan.excerpt(cue_kit.make_cue(1, 0, 1, Path("/a"), 0, text_end=300), 40)
    assert excerpt == "The rain had stopped. =SUM(A1) said…"
