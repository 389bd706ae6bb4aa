"""The whole way: a file in, a score's files out, or nothing changed."""

from __future__ import annotations

import csv
import json
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from t2m_engine.errors import CancelledError, InputError, T2MError, UsageError
from t2m_engine.score.outputs import MIXED, Extras
from t2m_engine.score.run import FILES, OLD_PLAN, score_manuscript


@pytest.fixture
def story(score_kit, tmp_path):
    file = tmp_path / "a story.md"
    scenes = [("Fair", [("happy", 90)]), ("Cellar", [("scary", 90), ("angry", 80)])]
    file.write_text("# The Door\n\n" + score_kit.story(*scenes), "utf-8")
    return file


@pytest.fixture
def score(score_kit, catalogue, tmp_path):
    """Scores a file into a folder."""
    pack = score_kit.FakePack()

    def run(manuscript, out, **more):
        return score_manuscript(
            manuscript, out, pack=pack, catalogue=catalogue, checkpoint=tmp_path / "kept.sqlite",
            **more,
        )  # fmt: skip

    run.pack = pack
    return run


def test_all_files_say_the_same(story, score, tmp_path):
    steps = []
    out = tmp_path / "new" / "score"
    result = score(story, out, progress=lambda *state: steps.append(state))
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
    assert (out / "cue_sheet.pdf").read_bytes().startswith(b"%PDF")
    assert [done for done, *_ in steps] == sorted(done for done, *_ in steps)
    assert (steps[0][2], steps[-1]) == ("Reading the manuscript", (100.0, 100.0, "Done"))
    answer = result.as_json()
    assert (answer["cues"], answer["scenes"], answer["difference"]) == (len(cues), 2, [])


@pytest.mark.parametrize("step", ["Feeling", "Choosing", "Mixing", "Writing"])
def test_cancelled_at_any_step_the_old_score_stays(step, story, score, tmp_path):
    out = tmp_path / "score"
    out.mkdir()
    others = [name for name in FILES if name != "plan.toml"]
    for name in others:
        (out / name).write_text("old")
    seen = []
    with pytest.raises(CancelledError):
        score(
            story,
            out,
            progress=lambda done, total, text: seen.append(text),
            cancelled=lambda: bool(seen) and seen[-1].startswith(step),
        )
    assert {file.name: file.read_text() for file in out.iterdir()} == dict.fromkeys(others, "old")


def test_what_cannot_be_read_or_written_leaves_nothing(story, score, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("mine")
    with pytest.raises(T2MError, match="cannot be written"):
        score(story, blocked)
    assert blocked.read_text() == "mine"
    with pytest.raises(InputError, match="is not there"):
        score(tmp_path / "no.md", tmp_path / "out")
    assert not list(tmp_path.glob(".t2m*"))
    assert not (tmp_path / "out").exists()


def test_nothing_changes_where_nothing_has(story, score, tmp_path):
    out = tmp_path / "score"
    score(story, out, wished={"density": 0.9, "seed": 3})
    before = {name: (out / name).read_bytes() for name in FILES if name != "cue_sheet.pdf"}
    again = score(story, out)
    assert again.different[-1].endswith("unchanged.")
    assert len(again.different) == 1
    assert {name: (out / name).read_bytes() for name in before} == before
    assert (again.plan.density, again.plan.seed) == (0.9, 3)


def test_a_killed_run_is_resumed_with_what_it_was_asked_for(story, score, tmp_path):
    seen = []

    def die(done, total, text):
        seen.append(text)
        if text.startswith("Mixing"):
            raise KeyboardInterrupt

    whole = score(story, tmp_path / "whole", wished={"density": 0.4, "words_per_minute": 100.0})
    read = score.pack.read
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            score(
                story, tmp_path / "score", progress=die,
                wished={"density": 0.4, "words_per_minute": 100.0},
            )  # fmt: skip
    assert not (tmp_path / "score").exists()
    resumed = score(story, tmp_path / "score", resume=True)
    assert score.pack.read == read
    assert resumed.plan == whole.plan
    assert (tmp_path / "score" / "plan.toml").read_text("utf-8") == (
        tmp_path / "whole" / "plan.toml"
    ).read_text("utf-8")
    # What is there is not unfinished: nothing to resume is no error.
    other = score(story, tmp_path / "other", resume=True, wished={"density": 0.5})
    assert (other.plan.density, other.plan.words_per_minute) == (0.5, 150.0)
    with pytest.raises(KeyboardInterrupt):
        score(story, tmp_path / "score", progress=die, wished={"seed": 9})
    mixed = score(story, tmp_path / "score", resume=True, wished={"density": 0.6})
    assert (mixed.plan.density, mixed.plan.seed, mixed.plan.words_per_minute) == (0.6, 9, 100.0)


def test_fresh_plans_everything_and_keeps_the_old_plan(story, score, tmp_path):
    out = tmp_path / "score"
    score(story, out, wished={"density": 0.4})
    text = (out / "plan.toml").read_text("utf-8")
    (out / "plan.toml").write_text(text.replace("gain_db", "gian_db"), "utf-8")
    with pytest.raises(InputError, match="“gain_db” may be meant"):
        score(story, out)
    assert (out / "plan.toml").read_text("utf-8") == text.replace("gain_db", "gian_db")
    read = score.pack.read
    fresh = score(story, out, fresh=True)
    assert (fresh.plan.density, fresh.different) == (0.7, ())
    assert score.pack.read > read
    assert (out / OLD_PLAN).read_text("utf-8") == text.replace("gain_db", "gian_db")
    assert "gian_db" not in (out / "plan.toml").read_text("utf-8")


def test_a_plan_changed_meanwhile_is_not_written_over(story, score, tmp_path):
    out = tmp_path / "score"
    score(story, out)

    def edit(done, total, text):
        if text.startswith("Writing"):
            (out / "plan.toml").write_text("# mine\n", "utf-8")

    with pytest.raises(UsageError, match="was changed while"):
        score(story, out, progress=edit)
    assert (out / "plan.toml").read_text("utf-8") == "# mine\n"


def test_another_story_does_not_take_a_score_away(story, score, score_kit, tmp_path):
    out = tmp_path / "score"
    score(story, out)
    other = tmp_path / "other.md"
    other.write_text(score_kit.story(("Sea", [("sad", 60)])), "utf-8")
    with pytest.raises(UsageError, match="holds the score of"):
        score(other, out)
    assert score(other, out, fresh=True).plan.title == "other"


def test_stems_and_media_come_where_they_are_wanted(story, score, tmp_path):
    out = tmp_path / "score"
    result = score(story, out, extras=Extras(stems=True, media=True))
    assert {file.name for file in result.files} == {*FILES, "stems", "media"}
    stems = sum(soundfile.read(file)[0] for file in sorted((out / "stems").glob("*.wav")))
    assert np.allclose(stems, soundfile.read(out / "temp_score.wav")[0], atol=1e-5)
    assert {file.name for file in (out / "media").iterdir()} == {
        "LICENCES.txt", *(cue.track.name for cue in result.plan.cues)
    }  # fmt: skip
    timeline = (out / "timeline.mlt").read_text("utf-8")
    for cue in result.plan.cues:
        assert f">media/{cue.track.name}<" in timeline
        assert str(cue.track.parent) not in timeline


def test_what_is_not_mixed_is_not_claimed(story, score, tmp_path):
    out = tmp_path / "score"
    assert not any("--sound" in note for note in score(story, out).as_json()["notes"])
    assert (out / "temp_score.wav").exists()
    result = score(story, out, extras=Extras(sound=False))
    assert not (out / "temp_score.wav").exists()
    assert "temp_score.wav" not in {file.name for file in result.files}
    assert "--sound" in result.as_json()["notes"][-1]
    page = (out / "report.html").read_text("utf-8")
    assert "<audio" not in page
    assert "<script" not in page


def test_a_story_of_hours_is_mixed_only_where_that_is_asked_for(score_kit):
    plan = SimpleNamespace(end=MIXED + 1.0)
    assert "temp_score.wav" not in Extras().rendered(plan)
    assert "temp_score.wav" in Extras(sound=True).rendered(plan)
    assert "temp_score.wav" in Extras().rendered(SimpleNamespace(end=MIXED))
