"""Editors through the door: who answers, what is shown, what is sent, and what goes wrong."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import soundfile

from t2m_engine import spare
from t2m_engine.export.cue import Piece
from t2m_engine.export.timelines.building import NARRATION, timeline_of
from t2m_engine.links import editors
from t2m_engine.links.model import Marker, Placed, State, Track

KIT = Path(__file__).parents[1] / "links" / "link_kit.py"
FILM = State(
    "Film",
    Fraction(24),
    10.0,
    (Track("Voice"), Track("Noise", locked=True), Track("Music")),
    (Placed(0, "Voice", 0.0, 300.0, Path("/voice.wav")),),
    (Marker("Storm", "The ship breaks.", 7.0, 9.0), Marker("", "", 3.0, 3.0)),
)
"""Track 1 is taken, track 2 is locked."""


@pytest.fixture
def session(session, tmp_path, monkeypatch):
    """A session without a library: what is sent needs none."""
    kept = replace(session.chosen, clips_folder=tmp_path / "my clips")
    monkeypatch.setattr(session, "_settings", kept)
    return session


@pytest.fixture
def cue_kit(load_kit):
    return load_kit("t2m_cue_kit", KIT.parents[1] / "export" / "cue_kit.py")


@pytest.fixture
def files(cue_kit, tmp_path):
    """Finished files of 3 and 2.5 s."""
    return [
        str(cue_kit.write_noise(tmp_path / name, seconds, 48_000, 2, 1))
        for name, seconds in (("One #1.wav", 3.0), ("Zwei.flac", 2.5))
    ]


@pytest.fixture
def link(load_kit, monkeypatch):
    """A link to a project in memory, in the place of Kdenlive's; no other editor runs."""
    link = load_kit("t2m_link_kit", KIT).FakeLink(FILM)
    absent = load_kit("t2m_link_kit", KIT).FakeLink(FILM, wrong="absent")
    monkeypatch.setitem(editors.EDITORS, "kdenlive", lambda _: link)
    for name in set(editors.EDITORS) - {"kdenlive"}:
        monkeypatch.setitem(editors.EDITORS, name, lambda _: absent)
    return link


@pytest.fixture
def ask(open_wire, link):
    """Call a method of an engine, and wait for its answer."""
    wire = open_wire()

    def call(method, **params):
        wire.ask(method, params)
        while (answer := wire.receive()).get("method") == "progress":
            pass
        return answer

    return call


def refused(answer, code=-32060) -> str:
    assert answer["error"]["code"] == code, answer
    return answer["error"]["message"]


def lies(answer) -> list[tuple[int, float, float]]:
    """Track, start and length of what lies in the editor now, as the answer says."""
    return [(c["track"], c["start"], c["length"]) for c in answer["result"]["clips"]]


def test_who_answers_is_told(ask):
    found = ask("editor.list")["result"]["editors"]
    assert [one["name"] for one in found] == list(editors.EDITORS)
    assert [one["name"] for one in found if one["answers"]] == ["kdenlive"]


def test_what_an_editor_shows_is_told(ask):
    shown = ask("editor.look", editor="kdenlive")["result"]
    assert (shown["project"], shown["frame_rate"], shown["playhead"]) == ("Film", 24.0, 10.0)
    assert [track["locked"] for track in shown["tracks"]] == [False, True, False]
    assert shown["clips"] == [
        {"track": 1, "name": "Voice", "start": 0.0, "length": 300.0, "file": "/voice.wav"}
    ]
    assert shown["markers"][0]["text"] == "Storm\nThe ship breaks."
    assert "is not running" in refused(ask("editor.look", editor="reaper"))
    assert "Book" in refused(ask("editor.look", editor="kdenlive", project="Book"))
    assert "choose one of" in refused(ask("editor.look", editor="vegas"), -32020)


def test_files_go_one_after_the_other_to_the_playhead(ask, files):
    lengths = [soundfile.info(file).duration for file in files[:2]]
    answer = ask("editor.send", editor="kdenlive", files=files[:2])
    assert lies(answer) == [
        (3, 10.0, lengths[0]),
        (3, pytest.approx(10.0 + lengths[0], abs=0.021), lengths[1]),
    ]
    assert [clip["file"] for clip in answer["result"]["clips"]] == files[:2]


def test_stretches_are_cut_out_into_the_users_folder_first(ask, files, session):
    clips = [{"track": files[0], "start": 0.5, "end": 1.5}]
    answer = ask("editor.send", editor="kdenlive", clips=clips, marker="storm")
    assert lies(answer) == [(3, 7.0, 1.0)]
    file = Path(answer["result"]["clips"][0]["file"])
    assert file.is_relative_to(session.chosen.clips_folder)
    assert soundfile.info(file).duration == 1.0
    assert "no marker is called “Hail”" in refused(
        ask("editor.send", editor="kdenlive", clips=clips, marker="Hail"), -32020
    )


@pytest.fixture
def score(cue_kit, files, session, monkeypatch):
    """The folder of a score of two cues, the second in two pieces, under a narration."""
    one = cue_kit.make_cue(1, 20.0, 22.5, Path(files[0]), 0.25)
    two = cue_kit.make_cue(2, 22.0, 25.0, Path(files[1]), 0.0)
    pieces = (Piece(22.0, 0.0, 2.0, 0.5, 0.5), Piece(23.5, 0.0, 1.5, 0.5, 0.5))
    plan = cue_kit.make_plan(
        [one, replace(two, pieces=pieces)], frame_rate=Fraction(30), narration=Path(files[1])
    )
    timeline = timeline_of(plan)
    assert timeline.tracks[-1].name == NARRATION
    monkeypatch.setattr(session.studio.desk, "timeline", lambda _: timeline)
    return "/the score"


def test_a_score_goes_where_its_cues_belong_without_its_narration(ask, score, link):
    answer = ask("editor.send", editor="kdenlive", score=score)
    assert {row[1:] for row in lies(answer)} == {(20.0, 2.5), (22.0, 2.0), (23.5, 1.5)}
    tracks = {track for track, _, _ in lies(answer)}
    assert not tracks & {1, 2}, "on one lies the voice, the other is locked"
    assert answer["result"]["notes"][-1] == (
        "The score counts 30 frames a second and Fake's project 24: the cues lie by time, not by "
        "frame number."
    )
    assert len(link.steps) == 1


def test_of_a_score_some_cues_go(ask, score):
    answer = ask("editor.send", editor="kdenlive", score=score, cues=[2], at=500)
    assert {row[1:] for row in lies(answer)} == {(522.0, 2.0), (523.5, 1.5)}
    said = refused(ask("editor.send", editor="kdenlive", score=score, cues=[99]), -32020)
    assert said == "The score in /the score has no cue 99 that sounds. Choose another."


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "exactly one of them"),
        ({"files": ["/a.wav"], "score": "/s"}, "exactly one of them"),
        ({"files": ["/a.wav"], "cues": [1]}, "Cues are of a score"),
        ({"files": ["/a.wav"], "at": 1, "marker": "Storm"}, "either a time or a marker"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, params, said, link):
    assert said in refused(ask("editor.send", editor="kdenlive", **params), -32020)
    assert link.steps == []


def test_cues_are_numbers(ask):
    wrong = ask("editor.send", editor="kdenlive", score="/s", cues=["one"])
    assert refused(wrong, -32602) == "“cues” is a whole number."


def test_nothing_is_cut_out_for_an_editor_that_is_not_there(ask, files, session):
    clips = [{"track": files[0], "start": 0.5, "end": 1.5}]
    assert "is not running" in refused(ask("editor.send", editor="blender", clips=clips))
    assert not session.chosen.clips_folder.exists()


@pytest.mark.parametrize("wrong", ["gone", "other", "deaf", "elsewhere"])
def test_an_editor_that_does_not_do_it_is_not_called_done(ask, files, link, wrong, monkeypatch):
    monkeypatch.setattr("t2m_engine.links.sending._SETTLING", 0.0)
    link.wrong = wrong
    said = {
        "gone": "ended in the middle",
        "other": "shows another project now",
        "deaf": "did not take",
        "elsewhere": "It was taken back",
    }[wrong]
    assert said in refused(ask("editor.send", editor="kdenlive", files=files[:1], track=3))
    if wrong != "other":  # of what is not shown, nobody can say
        assert link.state.clips == FILM.clips


def test_a_track_that_is_locked_takes_nothing(ask, files, link):
    said = refused(ask("editor.send", editor="kdenlive", files=files[:1], track=2))
    assert said == (
        "Track 2 (“Noise”) of Fake is locked. Nothing was sent: unlock it, or choose another track."
    )
    assert link.steps == []


@pytest.mark.parametrize("what", ["clips", "score"])
def test_a_full_disk_sends_nothing_and_leaves_nothing(
    ask, files, link, score, session, monkeypatch, what
):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    if what == "clips":
        asked = {"clips": [{"track": files[0], "start": 0.5, "end": 1.5}]}
        monkeypatch.setattr("soundfile.SoundFile.write", full)
    else:
        asked = {"score": score}
        monkeypatch.setattr("t2m_engine.export.timelines.cutting.soundfile.SoundFile.write", full)
    said = refused(ask("editor.send", editor="kdenlive", **asked), -32030)
    assert "the disk is full. Make room" in said
    assert link.steps == []
    folder = session.chosen.clips_folder
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_file_that_is_no_sound_is_told_of(ask, link, tmp_path):
    (tmp_path / "notes.wav").write_text("no sound")
    said = refused(
        ask("editor.send", editor="kdenlive", files=[str(tmp_path / "notes.wav")]), -32030
    )
    assert "notes.wav" in said
    assert link.steps == []


def test_the_folder_of_the_clips_is_cleaned_up(ask, tmp_path):
    for name in ("spare", "carried"):
        folder = tmp_path / "clips" / name
        folder.mkdir(parents=True)
        (folder / f"{name}.wav").write_bytes(b"x" * 1000)
        os.utime(folder / f"{name}.wav", (1e9, 1e9))
    spare.mark(tmp_path / "clips" / "spare")
    asked = {"folder": str(tmp_path / "clips"), "limit": 0}
    gone = str(tmp_path / "unplugged")
    told = ask("clips.clean_up", **asked, projects=[gone])["result"]
    assert [Path(path).name for path in told["removed"]] == ["spare.wav"]
    assert (told["used"], told["freed"], told["size"]) == (1, 1000, 1000)
    assert told["problem"].startswith(f"{gone} is gone"), "so what was carried out stays"
    (tmp_path / "projects").mkdir()
    told = ask("clips.clean_up", **asked, projects=[str(tmp_path / "projects")])["result"]
    assert [Path(path).name for path in told["removed"]] == ["carried.wav"]
    assert told["problem"] == ""
