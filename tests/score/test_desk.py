"""The desk: a score changed cue by cue, back and forth, heard, and never lost."""

from __future__ import annotations

import json
import os
import time
import tomllib
from itertools import pairwise

import numpy as np
import pytest
import soundfile

from t2m_engine.errors import InputError, UsageError
from t2m_engine.export.cue import Alternative, Cue, CuePlan
from t2m_engine.export.temp_score import write_temp_score
from t2m_engine.score.desk import Desk
from t2m_engine.score.opening import write_sheets
from t2m_engine.score.plan_rows import Score
from t2m_engine.score.timing import planned_passages, read_beats
from t2m_engine.score.turns import find_scenes
from t2m_engine.text.manuscript import read_manuscript


@pytest.fixture(autouse=True)
def _cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def story(score_kit, tmp_path):
    file = tmp_path / "book" / "a story.md"
    file.parent.mkdir()
    scenes = [("Fair", [("happy", 100), ("happy", 50)]), ("Cellar", [("scary", 90), ("sad", 80)])]
    file.write_text("# The Door\n\n" + score_kit.story(*scenes), "utf-8")
    return file


@pytest.fixture
def out(story, score_kit, shared_music, catalogue):
    """A score of three cues, the first two of which cross-fade, in its folder."""
    manuscript = read_manuscript(story)
    beats = read_beats(
        manuscript, score_kit.FakePack(), 150.0, progress=lambda *_: None, cancelled=lambda: False
    )
    beats, scenes = find_scenes(manuscript, beats)
    felt = beats[0].reading.emotion

    def cue(number, start, end, name, source, others, fade_in=1.0, fade_out=3.0):
        path = shared_music / f"{name}.wav"
        passage = manuscript.passages[0]
        return Cue(
            number, int(start > 60), start, end, path, name.title(), "Nobody", source,
            source + end - start, fade_in, fade_out, -2.0, felt, felt, 0.9, passage.start,
            passage.end, "it fits.",
            alternatives=tuple(
                Alternative(shared_music / f"{other}.wav", other.title(), "Nobody", 10.0, 60.0,
                            0.8, "fits less")
                for other in others
            ),
        )  # fmt: skip

    plan = CuePlan(
        title=manuscript.title,
        manuscript=manuscript.path,
        text=manuscript.text,
        words=manuscript.words,
        words_per_minute=150.0,
        duration=beats[-1].end,
        scenes=tuple(scenes),
        passages=tuple(planned_passages(manuscript, beats)),
        cues=(
            cue(1, 0.0, 32.0, "happy 0", 5.0, ("sad 0", "scary 0"), fade_out=2.0),
            cue(2, 30.0, 60.0, "happy 1", 0.0, ("happy 0",), fade_in=2.0),
            cue(3, 80.0, 110.0, "scary 0", 0.0, ("happy 0", "angry 1")),
        ),
        space="fusion",
        pack="fake",
    )
    folder = story.parent / "score"
    write_sheets(Score(plan), folder)
    return folder


@pytest.fixture
def desk(catalogue, score_kit):
    pack = score_kit.FakePack()
    return Desk(lambda: catalogue, lambda: pack)


def change(desk, out, op, cue, **more):
    return desk.change(out, [{"op": op, "cue": cue, **more}])


def cues_of(answer):
    return [(c["title"], c["start"], c["end"]) for c in answer["plan"]["cues"]]


def edit(out, *pairs):
    file = out / "plan.toml"
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def test_a_score_is_opened_as_it_was_written(desk, out):
    answer = desk.open(out)
    plan = answer["plan"]
    assert answer["revision"] == 1
    assert plan["text"] == (out.parent / "a story.md").read_text("utf-8")
    assert plan["wishes"]["frame_rate"] == "25"
    assert cues_of(answer)[0] == ("Happy 0", 0.0, 32.0)
    assert json.loads((out / "cues.json").read_text("utf-8"))["cues"] == plan["cues"]
    assert desk.open(out)["revision"] == 1
    assert {file.name for file in out.iterdir()} == {"plan.toml", "cues.csv", "cues.json"}


def test_a_swap_takes_the_alternative_and_leaves_the_old_one_in_its_place(desk, out):
    answer = change(desk, out, "swap", 1, alternative=1)
    cue = answer["plan"]["cues"][0]
    assert (cue["title"], cue["pinned"], cue["score"]) == ("Scary 0", True, 0.8)
    assert (cue["start"], cue["end"], cue["source_start"]) == (0.0, 32.0, 10.0)
    assert cue["moods"]["scary"] > 0.5
    assert cue["gain_db"] != -2.0
    assert (cue["fade_in"], cue["fade_out"]) == (1.0, 2.0)
    assert [other["title"] for other in cue["alternatives"]] == ["Sad 0", "Happy 0"]
    assert answer["difference"] == [
        "Cue 1 now plays “Scary 0” instead of “Happy 0” and is pinned.", "2 cues are unchanged.",
    ]  # fmt: skip
    back = change(desk, out, "swap", 1, alternative=1)["plan"]["cues"][0]
    assert (back["title"], back["source_start"], back["score"]) == ("Happy 0", 5.0, 0.9)
    assert [other["title"] for other in back["alternatives"]] == ["Sad 0", "Scary 0"]


def test_any_music_of_the_library_can_be_used(desk, out, shared_music):
    answer = change(desk, out, "use", 3, track=shared_music / "angry 0.wav")
    cue = answer["plan"]["cues"][2]
    assert (cue["title"], cue["pinned"], cue["credits"]["composer"]) == ("Angry 0", True, "")
    assert "Chosen by hand" in cue["reason"]
    assert -1.0 <= cue["score"] < 0.9
    at = change(desk, out, "use", 3, track=shared_music / "angry 0.wav", source_start=20.0)
    assert at["plan"]["cues"][2]["source_start"] == 20.0
    for track, start in ((out / "other.wav", 0.0), (shared_music / "angry 0.wav", 999.0)):
        with pytest.raises(UsageError, match=r"not in the library|ends at"):
            change(desk, out, "use", 3, track=track, source_start=start)


def test_music_too_short_for_its_cue_goes_round(desk, out):
    answer = change(desk, out, "resize", 3, start=70.0, end=190.0)
    pieces = answer["plan"]["cues"][2]["pieces"]
    assert len(pieces) == 2
    assert pieces[0]["start"] == 70.0
    for early, late in pairwise(pieces):
        over = early["start"] + early["source_end"] - early["source_start"] - late["start"]
        assert over == pytest.approx(early["fade_out"]) == pytest.approx(late["fade_in"])


def test_flags_and_silences(desk, out):
    assert change(desk, out, "pin", 2)["plan"]["cues"][1]["pinned"]
    muted = change(desk, out, "mute", 2)
    assert muted["plan"]["cues"][1]["muted"]
    assert muted["difference"] == ["Cue 2 is muted.", "2 cues are unchanged."]
    assert not change(desk, out, "unmute", 2)["plan"]["cues"][1]["muted"]
    assert not change(desk, out, "unpin", 2)["plan"]["cues"][1]["pinned"]
    gone = change(desk, out, "remove", 2)
    assert [cue["number"] for cue in gone["plan"]["cues"]] == [1, 2]
    assert gone["plan"]["silences"][0]["start"] == 30.0
    assert gone["plan"]["cues"][0]["fade_out"] == 3.0  # nothing follows any more
    assert gone["difference"][0] == "Cue 2, “Happy 1” at 0:30, is gone."
    assert Desk(desk._catalogue, desk._pack).open(out)["plan"] == gone["plan"]


def test_a_veto_lets_what_is_second_play(desk, out):
    answer = change(desk, out, "veto", 1)
    plan = answer["plan"]
    assert [c["title"] for c in plan["cues"]] == ["Sad 0", "Happy 1", "Scary 0"]
    assert not plan["cues"][0]["pinned"]
    assert plan["wishes"]["vetoes"] == [str(plan["wishes"]["vetoes"][0])]
    assert plan["wishes"]["vetoes"][0].endswith("happy 0.wav")
    # The veto holds for what comes after: the alternative is not taken, nor left alone.
    nothing = change(desk, out, "veto", 2)["plan"]
    assert [c["title"] for c in nothing["cues"]] == ["Sad 0", "Scary 0"]
    assert len(nothing["silences"]) == 1


def test_neighbours_make_room(desk, out):
    answer = change(desk, out, "resize", 2, start=20.0, end=90.0)
    one, two, three = answer["plan"]["cues"]
    assert (one["end"], two["start"], two["end"], three["start"]) == (22.0, 20.0, 90.0, 88.0)
    assert (one["fade_out"], two["fade_in"], two["fade_out"], three["fade_in"]) == (2.0,) * 4
    assert three["source_start"] == 8.0  # its music goes along
    assert two["source_start"] == 0.0  # there is none before the track's own beginning
    assert (one["pinned"], two["pinned"], three["pinned"]) == (False, True, False)
    apart = change(desk, out, "resize", 2, start=40.0, end=60.0)["plan"]["cues"]
    assert (apart[0]["fade_out"], apart[1]["fade_in"]) == (3.0, 1.0)
    with pytest.raises(UsageError, match="no room for cue 1"):
        change(desk, out, "resize", 2, start=1.0, end=60.0)
    with pytest.raises(UsageError, match="at least"):
        change(desk, out, "resize", 2, start=40.0, end=41.0)
    assert desk.open(out)["plan"]["cues"] == apart


def test_what_cannot_be_done_changes_nothing(desk, out):
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    for op, cue, more in (("swap", 1, {"alternative": 7}), ("pin", 9, {}), ("sing", 1, {})):
        with pytest.raises(UsageError):
            desk.change(out, [{"op": "mute", "cue": 2}, {"op": op, "cue": cue, **more}])
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert desk.open(out)["revision"] == 1


def test_back_and_forth(desk, out):
    first = desk.open(out)
    second = change(desk, out, "swap", 1, alternative=0)
    third = change(desk, out, "mute", 3)
    assert [second["revision"], third["revision"]] == [2, 3]
    assert desk.restore(out, 1) == first
    assert tomllib.loads((out / "plan.toml").read_text("utf-8"))["cue"][2]["muted"] is False
    assert desk.open(out) == first
    assert desk.restore(out, 3)["plan"] == third["plan"]
    fourth = change(desk, out, "unmute", 3)
    assert (fourth["revision"], fourth["plan"]) == (4, second["plan"])
    with pytest.raises(UsageError, match="no revision 9"):
        desk.restore(out, 9)


def test_a_hundred_revisions_are_kept(desk, out):
    for _ in range(52):
        change(desk, out, "mute", 1)
        change(desk, out, "unmute", 1)
    assert not desk.restore(out, 6)["plan"]["cues"][0]["pinned"]
    with pytest.raises(UsageError, match="no revision 5"):
        desk.restore(out, 5)


def test_edits_by_hand_are_taken_over(desk, out, shared_music):
    desk.open(out)
    edit(
        out,
        ('in = "0:00:00.000"\nout = "0:00:32.000"\ntrack', 'in = "0:05"\nout = "0:32"\ntrack'),
        ("gain_db = -2.0", "gain_db = -6.5"),
        ("fade_in = 1.0", "fade_in = 4.0"),
        ("happy 1.wav", "sad 1.wav"),
    )
    answer = desk.open(out)
    one, two, three = answer["plan"]["cues"]
    assert answer["revision"] == 2
    assert (one["start"], one["source_start"], one["gain_db"]) == (5.0, 10.0, -6.5)
    assert (one["fade_in"], one["fade_out"], one["pinned"]) == (4.0, 2.0, True)
    assert (two["title"], two["pinned"], two["fade_in"]) == ("Sad 1", True, 2.0)
    assert (three["pinned"], three["title"]) == (False, "Scary 0")
    # What is written next holds the edits, and going back holds what was before.
    change(desk, out, "mute", 3)
    assert Desk(desk._catalogue, desk._pack).open(out)["plan"]["cues"][0]["gain_db"] == -6.5
    assert desk.restore(out, 1)["plan"]["cues"][0]["gain_db"] == -2.0


def test_cues_are_deleted_added_and_vetoed_by_hand(desk, out, shared_music):
    text = (out / "plan.toml").read_text("utf-8")
    head, one, _, three = text.split("\n[[cue]]")
    new = f"\nin = 62\nout = 78\ntrack = '{shared_music / 'angry 0.wav'}'\n"
    three = three.replace("vetoed = false", "vetoed = true")
    (out / "plan.toml").write_text("\n[[cue]]".join([head, one, three, new]), "utf-8")
    answer = desk.open(out)
    assert cues_of(answer) == [
        ("Happy 0", 0.0, 32.0), ("Angry 0", 62.0, 78.0), ("Happy 0", 80.0, 110.0),
    ]  # fmt: skip
    assert [cue["pinned"] for cue in answer["plan"]["cues"]] == [False, True, False]
    assert [s["start"] for s in answer["plan"]["silences"]] == [30.0]
    assert len(answer["plan"]["wishes"]["vetoes"]) == 1


def test_a_silence_by_hand_moves_the_music(desk, out):
    file = out / "plan.toml"
    file.write_text(file.read_text("utf-8") + "\n[[silence]]\nin = 20\nout = 40\n", "utf-8")
    answer = desk.open(out)
    assert cues_of(answer)[:2] == [("Happy 0", 0.0, 20.0), ("Happy 1", 40.0, 60.0)]
    assert answer["plan"]["silences"][0]["end"] == 40.0
    file.write_text(file.read_text("utf-8").split("\n[[silence]]")[0], "utf-8")
    assert desk.open(out)["revision"] == 2


def test_nobody_writes_over_another_hand(desk, out):
    desk.open(out)
    edit(out, ("gain_db = -2.0", "gain_db = -9.0"))
    with pytest.raises(UsageError, match="changed elsewhere"):
        change(desk, out, "mute", 1)
    assert "gain_db = -9.0" in (out / "plan.toml").read_text("utf-8")
    desk.open(out)
    assert change(desk, out, "mute", 1)["plan"]["cues"][0]["gain_db"] == -9.0


def test_what_cannot_be_opened_is_told(desk, out, story):
    with pytest.raises(InputError, match="holds no score"):
        desk.open(out.parent)
    edit(out, ("density = 0.7", "density = 0.2"))
    with pytest.raises(InputError, match="wishes another score"):
        desk.open(out)
    edit(out, ("density = 0.2", "density = 0.7"), ('track = "', 'track = "/nowhere'))
    with pytest.raises(InputError, match=r"the cue at 0:00:00.000.*not in the library"):
        desk.open(out)
    edit(out, ('track = "/nowhere', 'track = "'))
    desk.open(out)
    story.write_text(story.read_text("utf-8").replace("there", "here"), "utf-8")
    with pytest.raises(InputError, match="has changed since it was scored"):
        Desk(desk._catalogue, desk._pack).open(out)
    for content in ("{}", "[", '{"schema": 1}'):
        (out / "cues.json").write_text(content)
        with pytest.raises(InputError, match="is damaged"):
            Desk(desk._catalogue, desk._pack).open(out)
    (out / "cues.json").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        Desk(desk._catalogue, desk._pack).open(out)


def test_a_preview_is_the_stretch_of_the_temp_score(desk, out, tmp_path):
    desk.open(out)
    change(desk, out, "mute", 2)
    plan = desk._revisions.open(out)[1].plan
    write_temp_score(plan, tmp_path / "all.wav")
    whole, rate = soundfile.read(tmp_path / "all.wav")
    path = desk.preview(out, 28.0, 33.0)
    stretch, _ = soundfile.read(path)
    np.testing.assert_allclose(stretch, whole[28 * rate : 33 * rate], atol=2e-4)
    assert path.parent == tmp_path / "cache" / "t2m" / "previews"
    assert soundfile.info(desk.preview(out, plan.end - 2.0, plan.end + 9.0)).duration == (
        pytest.approx(2.0, abs=0.01)
    )
    for start, end in ((5.0, 5.0), (0.0, 61.0), (plan.end + 1.0, plan.end + 2.0)):
        with pytest.raises(UsageError, match="A preview is"):
            desk.preview(out, start, end)


def test_previews_are_not_piled_up(desk, out):
    desk.open(out)
    paths = []
    for number in range(45):
        paths.append(desk.preview(out, number / 10, number / 10 + 0.2))
        made = time.time() - 1000 + number
        os.utime(paths[-1], (made, made))
    left = set(paths[0].parent.iterdir())
    assert left == set(paths[-len(left) :])
    assert len(left) == 40
