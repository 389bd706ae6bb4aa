"""The trade's cue sheet: what the page says, in HTML and in PDF, and what licences ask for."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.audio.facts import Credits
from t2m_engine.export.rights import attribution, needs_attribution
from t2m_engine.export.sheet_pdf import to_sheet_pdf
from t2m_engine.export.trade_sheet import COLUMNS, IN_BRACKETS, lay_out_sheet, to_sheet_html

SHARED = Credits(
    composer="Ana Lém", publisher="North & Sons", isrc="DEA123456789", licence="CC BY 4.0"
)


@pytest.fixture
def plan(cue_kit):
    return cue_kit.make_plan(
        [
            cue_kit.make_cue(
                1, 0.0, 16.04, Path("/m/a.wav"), 3.0, title="Dusk <1>", credits=SHARED
            ),
            cue_kit.make_cue(2, 30.0, 52.0, Path("/m/b.wav"), 0.0, scene=1, role="motif"),
            cue_kit.make_cue(3, 52.0, 58.0, Path("/m/b.wav"), 9.0, scene=1, muted=True),
        ]
    )


def test_the_sheet_says_what_the_trade_asks_for(plan):
    sheet = lay_out_sheet(plan)
    assert [(scene, len(rows)) for scene, rows in sheet.scenes] == [("One", 1), ("=Two", 1)]
    cells = dict(zip([name for name, _ in COLUMNS], sheet.scenes[0][1][0].cells, strict=True))
    assert cells == {
        "Cue": "1", "Title": "Dusk <1>", "Composer": "Ana Lém", "Publisher": "North & Sons",
        "ISRC": "DEA123456789", "Usage": "background", "In": "0:00", "Out": "0:16",
        "Duration": "0:16", "Mood": "scary", "Licence": "CC BY 4.0",
    }  # fmt: skip
    second = sheet.scenes[1][1][0].cells
    assert (second[2], second[5]) == ("(Nobody)", "motif")
    assert sheet.notes == (IN_BRACKETS,)
    assert sheet.attributions == ("“Dusk <1>” by Nobody, CC BY 4.0",)
    assert sheet.unlicensed == ("Piece 2",)
    assert "Music 0:38" in sheet.facts


def test_what_names_nobody_is_told_by_its_file_and_times_have_one_form(cue_kit):
    first = cue_kit.make_cue(1, 5.0, 16.0, Path("/music/nexuiz/track2.ogg"), 0.0)
    first = replace(first, title="Track2", artist="")
    late = cue_kit.make_cue(2, 3700.0, 3790.0, Path("/m/b.wav"), 0.0)
    late = replace(late, credits=Credits(composer="Ana Lém", licence="All rights. " * 100))
    rows = lay_out_sheet(cue_kit.make_plan([first, late], 4000.0)).scenes[0][1]
    assert rows[0].cells[1:3] == ("Track2 (nexuiz/track2.ogg)", "")
    assert rows[0].cells[6:9] == ("0:00:05", "0:00:16", "0:11")
    assert rows[1].cells[6:9] == ("1:01:40", "1:03:10", "1:30")
    assert len(rows[1].cells[-1]) <= 120
    assert lay_out_sheet(cue_kit.make_plan([late], 4000.0)).notes == ()


def test_html_holds_every_cell_and_loads_nothing(plan):
    page = to_sheet_html(plan)
    assert "Dusk &lt;1&gt;" in page
    assert "North &amp; Sons" in page
    assert page.count('class="scene"') == 2
    assert not re.search(r"(?:src|href)\s*=|@import|url\(", page)


def test_pdf_holds_the_words_and_is_the_same_every_time(plan, tmp_path):
    content = to_sheet_pdf(plan)
    assert content == to_sheet_pdf(plan)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")
    for words in ("Dusk <1>", "Ana Lém", "DEA123456789", "motif", "Attribution"):
        assert words in text
    assert re.search(r"1 ?/ ?1\s*$", text.strip("\f\n"))


def test_pdf_of_many_cues_repeats_its_head(cue_kit, tmp_path):
    cues = [
        cue_kit.make_cue(n, 10.0 * n, 10.0 * n + 9, Path("/m/a.wav"), 0.0, title=f"夜 {n} 🎵")
        for n in range(1, 70)
    ]
    file = tmp_path / "sheet.pdf"
    file.write_bytes(to_sheet_pdf(cue_kit.make_plan(cues, 700.0)))
    pages = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode("utf-8").split("\f")  # fmt: skip
    assert len(pages) > 3
    for page in pages:
        if "background" in page:  # the columns and the scene are named, and a cue stands below
            lines = page[page.index("Cue  ") :].splitlines()
            head, scene, cue = [line for line in lines if line.strip()][:3]
            assert "Composer" in head
            assert scene.strip() == "One"
            assert "background" in cue
    assert "? 69 ?" in "".join(pages)  # no letters of the bundled font


@pytest.mark.parametrize(
    ("licence", "asks"),
    [
        ("CC BY 4.0", True),
        ("CC-BY-SA 3.0", True),
        ("http://creativecommons.org/licenses/by-nc/3.0/", True),
        ("Creative Commons Attribution 3.0", True),
        ("CC0 1.0", False),
        ("Public domain", False),
        ("© 2024 North & Sons, all rights reserved", False),
        ("", False),
    ],
)
def test_which_licences_ask_for_a_name(cue_kit, licence, asks):
    assert needs_attribution(licence) == asks
    cue = cue_kit.make_cue(1, 0.0, 9.0, Path("/m/a.wav"), 0.0, credits=Credits(licence=licence))
    assert bool(attribution(cue)) == asks


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_title_breaks_the_page(cue_kit, title, licence):
    cue = cue_kit.make_cue(
        1, 0.0, 9.0, Path("/m/a.wav"), 0.0, title=title, credits=Credits(licence=licence)
    )
    assert to_sheet_html(cue_kit.make_plan([cue])).count("<tr>") == 2
