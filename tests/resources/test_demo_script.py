"""The demo script: its length, and the syntax of Fountain that it shows."""

import re
import textwrap
from pathlib import Path

import pytest

from t2m_engine.text.manuscript import read_manuscript

SCRIPT = Path(__file__).resolve().parents[2] / "resources" / "demo" / "script"
FILE = SCRIPT / "the_spare_hour.fountain"
LINES_A_PAGE = 55


@pytest.fixture(scope="module")
def script():
    return read_manuscript(FILE)


def test_it_is_a_script_of_four_acts(script):
    assert script.title == "THE SPARE HOUR"
    assert [part.title.split(":")[0] for part in script.parts] == [
        "ACT ONE", "ACT TWO", "ACT THREE", "ACT FOUR",
    ]  # fmt: skip
    assert len(script.chapters) == 10
    assert all(scene.chapter is not None for scene in script.scenes[1:])


def test_it_is_twenty_pages_and_more(script):
    """Of 55 lines: action is 60 characters wide, dialogue 35, as a screenplay is typed."""
    lines = 3 * len(script.scenes)
    for passage in script.passages:
        spoken = bool(passage.speaker)
        for line in passage.text.split("\n"):
            lines += len(textwrap.wrap(line, 35 if spoken else 60))
        lines += {"dialogue": 2, "direction": 0 if spoken else 1}.get(passage.kind, 1)
    assert lines / LINES_A_PAGE >= 20
    assert script.words >= 5000


def test_everybody_speaks(script):
    speakers = {passage.speaker for passage in script.passages if passage.kind == "dialogue"}
    assert speakers == {
        "NELL", "JO", "DEV", "HECTOR", "MRS. GUNN", "CALDER", "TAM", "LEWIS", "The Man in Norway",
    }  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [r"^\w+ \^$", r"\(V\.O\.\)$", r"^\(on air\)$", r"TO:$", r"^> FADE", r"^> .* <$", r"^\[\[",
     r"^/\*$", r"^# ", r"^## ", r"^= ", r"^===$", r"^~", r"^\.[A-Z]", r"^![A-Z]", r"^@",
     r"#\d+#$", r"\\\*"],
)  # fmt: skip
def test_it_shows_the_syntax(pattern):
    text = FILE.read_text(encoding="utf-8")
    assert re.search(pattern, text, re.MULTILINE)


def test_what_is_cut_or_noted_is_not_read(script):
    words = " ".join(passage.text for passage in script.passages)
    assert "behind the mop" not in words
    assert "shake the radio" not in words
    assert "it's *9 for Issues" in words
    assert not re.search(r"\[\[|/\*|_\*\*", words)


def test_license():
    assert "CC0" in (SCRIPT / "LICENSE.md").read_text(encoding="utf-8")
