"""The whole way: a file in, five files out, or nothing changed."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
import soundfile

from t2m_engine.errors import CancelledError, InputError, T2MError
from t2m_engine.score.run import FILES, score_manuscript


@pytest.fixture
def story(score_kit, tmp_path):
    file = tmp_path / "a story.md"
    scenes = [("Fair", [("happy", 90)]), ("Cellar", [("scary", 90), ("angry", 80)])]
    file.write_text("# The Door\n\n" + score_kit.story(*scenes), "utf-8")
    return file


def test_all_files_say_the_same(story, score_kit, catalogue, tmp_path):
    steps = []
    result = score_manuscript(
        story,
        tmp_path / "new" / "score",
        pack=score_kit.FakePack(),
        catalogue=catalogue,
        progress=lambda *state: steps.append(state),
    )
    out = tmp_path / "new" / "score"
    assert sorted(file.name for file in out.iterdir()) == sorted(FILES)
    assert sorted(file.name for file in out.parent.iterdir()) == ["score"]
    cues = json.loads((out / "cues.json").read_text("utf-8"))["cues"]
    with (out / "cues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["track"] for row in rows] == [cue["track"] for cue in cues]
    mix, rate = soundfile.read(out / "temp_score.wav")
    assert len(mix) / rate == pytest.approx(result.plan.end, abs=0.04)
    assert 20 * np.log10(np.abs(mix).max()) <= -1.0
    for cue in cues:  # each is heard from its first second to its last
        for time in (cue["start"] + 1.5, cue["end"] - 3.5):
            assert np.abs(mix[int(time * rate) : int((time + 0.5) * rate)]).max() > 1e-3
    assert "The Door" in (out / "report.html").read_text("utf-8")
    assert [done for done, *_ in steps] == sorted(done for done, *_ in steps)
    assert (steps[0][2], steps[-1]) == ("Reading the manuscript", (100.0, 100.0, "Done"))
    answer = result.as_json()
    assert (answer["cues"], answer["scenes"]) == (len(cues), 2)


@pytest.mark.parametrize("step", ["Feeling", "Listening", "Mixing", "Writing"])
def test_cancelled_at_any_step_the_old_score_stays(step, story, score_kit, catalogue, tmp_path):
    out = tmp_path / "score"
    out.mkdir()
    for name in FILES:
        (out / name).write_text("old")
    seen = []
    with pytest.raises(CancelledError):
        score_manuscript(
            story,
            out,
            pack=score_kit.FakePack(),
            catalogue=catalogue,
            progress=lambda done, total, text: seen.append(text),
            cancelled=lambda: bool(seen) and seen[-1].startswith(step),
        )
    assert {file.name: file.read_text() for file in out.iterdir()} == dict.fromkeys(FILES, "old")


def test_what_cannot_be_read_or_written_leaves_nothing(story, score_kit, catalogue, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("mine")
    pack = score_kit.FakePack()
    with pytest.raises(T2MError, match="cannot be written"):
        score_manuscript(story, blocked, pack=pack, catalogue=catalogue)
    assert blocked.read_text() == "mine"
    with pytest.raises(InputError, match="is not there"):
        score_manuscript(tmp_path / "no.md", tmp_path / "out", pack=pack, catalogue=catalogue)
    assert not list(tmp_path.glob(".t2m*"))
    assert not (tmp_path / "out").exists()
