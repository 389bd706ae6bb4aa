"""`t2m score`: a manuscript to cues, a timeline, a temp score and a report."""

import csv
import json
from pathlib import Path

import pytest
import soundfile

STORY = """# The Door

It rained. The door stood open, and no one was there. She went in and called, and called again.

* * *

In summer they laughed aloud. The door stood open, and everyone was there, and no one was sad.
"""


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "the door.md"
    file.write_text(STORY, "utf-8")
    return file


def test_a_manuscript_is_scored(t2m, library, story, tmp_path):
    out = tmp_path / "score"
    ended = t2m("score", story, "--out", out, "--json", library=library)
    assert ended.code == 0, ended.err
    [result] = ended.lines
    assert (result["scenes"], result["cues"] >= 1) == (2, True)
    written = {Path(file).name for file in result["files"]}
    assert written == {
        "plan.toml", "cues.csv", "cues.json", "cue_sheet.html", "cue_sheet.pdf", "timeline.mlt",
        "temp_score.wav", "report.html",
    }  # fmt: skip
    assert {file.name for file in out.iterdir()} >= written
    with (out / "cues.csv").open(newline="", encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == result["cues"]
    assert json.loads((out / "cues.json").read_text("utf-8"))
    assert soundfile.info(out / "temp_score.wav").duration == pytest.approx(
        result["duration"], abs=1.0
    )


def test_a_slower_reader_makes_a_longer_score(t2m, library, story, tmp_path):
    durations = []
    for pace in ("300", "60"):
        ended = t2m("score", story, "--out", tmp_path / pace, "--wpm", pace, "--json",
                    library=library)  # fmt: skip
        assert ended.code == 0, ended.err
        durations.append(ended.lines[0]["duration"])
    assert durations[1] > 1.5 * durations[0]
    assert "cues" in t2m("score", story, "--out", tmp_path / "words", library=library).out


def test_what_cannot_be_scored_is_told(t2m, library, story, tmp_path):
    out = tmp_path / "score"
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"a\0b")
    cases = [
        (3, tmp_path / "gone.md", library, []),
        (3, binary, library, []),
        (4, story, tmp_path / "no library", []),
        (2, story, library, ["--space", "outer"]),
        (2, story, library, ["--wpm", "5"]),
    ]
    for code, manuscript, where, more in cases:
        ended = t2m("score", manuscript, "--out", out, *more, library=where)
        assert (ended.code, ended.out) == (code, ""), ended.err
        assert not out.exists()
    (tmp_path / "file").write_text("")
    ended = t2m("score", story, "--out", tmp_path / "file", library=library)
    assert ended.code in {2, 3}
