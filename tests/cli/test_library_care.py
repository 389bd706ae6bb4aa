"""`t2m library …`: folders, marks, copies, order and backups, as somebody at a prompt has them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from t2m_engine.service.client import engine_environment


@pytest.fixture
def own(t2m, library, music, tmp_path):
    """A library of one's own with the six tracks, as `t2m` sees it."""
    folder = tmp_path / "own"
    shutil.copytree(library, folder)

    def run(*arguments, **more):
        return t2m("library", *arguments, library=folder, **more)

    run.folder = folder
    run.tracks = sorted(music.iterdir())
    return run


def test_folders_are_listed_watched_and_removed(own, music, tmp_path):
    [entry] = own("folders", "--json").lines
    assert entry == {
        "folder": str(music), "watched": True, "there": True, "tracks": 6, "missing": 0,
        "offline": 0, "errors": 0, "hours": 0.025,
    }  # fmt: skip
    assert "6 tracks" in own("folders").out
    assert "not watched" in own("folders", "--no-watch", music).out
    assert own("folders", "--watch", music, "--json").lines[0]["watched"] is True
    assert own("folders", music).code == 2
    assert own("folders", "--watch", tmp_path).code == 2
    own("mark", own.tracks[0], "--rate", "5")
    refused = own("remove", tmp_path)
    assert refused.code == 2
    assert "was not added" in refused.err
    assert "6 tracks were forgotten" in own("remove", music).out
    assert own("folders").out == ""
    assert own("list").out == ""
    assert own("add", music).code == 0
    [marked] = own("mark", own.tracks[0], "--json").lines
    assert marked["marks"]["rating"] == 5
    assert "6 files were known" in own("update").out


def test_update_needs_something_that_is_there(t2m, small, tmp_path):
    music = small.make_music(tmp_path / "music", tracks=1, seconds=5.0)
    library = tmp_path / "library"
    assert t2m("library", "add", music, library=library).code == 0
    music.rename(tmp_path / "away")
    ended = t2m("library", "update", library=library)
    assert ended.code == 4
    assert "connect the drive" in ended.err
    assert "1 tracks on a drive that is not there" in t2m("library", "status", library=library).out
    assert "(offline)" in t2m("library", "list", library=library).out
    assert "not there" in t2m("library", "folders", library=library).out
    suggested = t2m("suggest", "--text", "The door.", library=library)
    assert suggested.code == 4
    assert "on a drive that is not there" in suggested.err
    (tmp_path / "away").rename(music)
    assert t2m("library", "update", library=library).code == 0
    assert t2m("suggest", "--text", "The door.", library=library).code == 0


def test_marks_are_made_and_told(own, t2m, tmp_path):
    track, other = own.tracks[:2]
    story = tmp_path / "story.md"
    story.write_text("Once upon a time.")
    made = own(
        "mark", track, other, "--rate", "4", "--tag", "night drive", "--tag", "zither",
        "--favourite", "--note", "Ends early.", "--licence", "CC0", "--exclude", story,
    )  # fmt: skip
    assert made.code == 0
    assert "★★★★☆" in made.out
    assert "night drive, zither" in made.out
    own("mark", other, "--rate", "0", "--no-favourite", "--untag", "zither", "--include", story)
    [first, second] = own("mark", track, other, "--json").lines
    assert first == {
        "track": str(track),
        "marks": {
            "rating": 4, "favourite": True, "tags": ["night drive", "zither"],
            "notes": "Ends early.", "licence": "CC0", "excluded": [str(story)],
        },
    }  # fmt: skip
    assert second["marks"]["rating"] == 0
    assert second["marks"]["tags"] == ["night drive"]
    assert second["marks"]["excluded"] == []
    assert own("tags", "--json").lines == [
        {"tag": "night drive", "tracks": 2}, {"tag": "zither", "tracks": 1},
    ]  # fmt: skip
    assert own("tags").out.splitlines() == ["2  night drive", "1  zither"]
    assert "★★★★☆" in own("info", track).out
    assert own("info", track, "--json").lines[0]["credits"]["licence"] == "CC0"
    assert own("list", "--json").lines[0]["marks"] == first["marks"]
    for wrong in (["--rate", "6"], ["--tag", " "]):
        assert own("mark", track, *wrong).code == 2
    unknown = own("mark", tmp_path / "none.wav", "--rate", "1")
    assert unknown.code == 2
    assert "is not in the library" in unknown.err
    assert (own.folder / "marks.json").exists()


def test_what_is_not_for_a_project_is_not_suggested_for_it(own, t2m, tmp_path):
    story = tmp_path / "story.md"
    story.write_text("Once upon a time.")
    own("mark", own.tracks[0], "--exclude", story)

    def suggested(*more) -> set[str]:
        ended = t2m("suggest", "--text", "A door.", "-k", "9", "--json", *more, library=own.folder)
        assert ended.code == 0, ended.err
        return {suggestion["track"] for suggestion in ended.lines[0]["suggestions"]}

    assert len(suggested()) == 6
    assert suggested("--project", story) == suggested() - {str(own.tracks[0])}


def test_a_library_is_checked_and_mended(own):
    assert own("check").out == "The library is in order.\n"
    own("mark", own.tracks[0], "--rate", "3")
    file = own.folder / "catalogue.sqlite"
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    for log in own.folder.glob("catalogue.sqlite-*"):
        log.unlink()
    file.write_bytes(content)
    broken = own("list")
    assert broken.code == 4
    assert "t2m library check --repair" in broken.err
    found = own("check")
    assert found.code == 4
    assert "is damaged" in found.out
    assert "--repair mends this" in found.out
    mended = own("check", "--repair")
    assert mended.code == 0, mended.err
    assert "what you said of 1" in mended.out
    assert own("check", "--json").lines == [
        {"in_order": True, "findings": [], "recovered": None}
    ]  # fmt: skip
    assert own("add", own.tracks[0].parent).code == 0
    assert own("mark", own.tracks[0], "--json").lines[0]["marks"]["rating"] == 3


def test_a_backup_is_written_and_restored(own, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own("mark", own.tracks[0], "--rate", "3")
    written = own("backup", "b.sqlite", "--json").lines[0]
    assert written == {
        "path": str(tmp_path / "b.sqlite"), "bytes": (tmp_path / "b.sqlite").stat().st_size,
    }  # fmt: skip
    own("mark", own.tracks[0], "--rate", "1")
    restored = own("restore", "b.sqlite")
    assert restored.code == 0
    assert "is kept as" in restored.out
    assert own("mark", own.tracks[0], "--json").lines[0]["marks"]["rating"] == 3
    assert own("check").code == 0
    wrong = own("restore", __file__)
    assert wrong.code == 3
    assert "no backup" in wrong.err


def test_copies_are_listed(own, t2m, small, tmp_path):
    assert own("duplicates").out == "There are no copies.\n"
    copies = tmp_path / "copies"
    copies.mkdir()
    shutil.copy(own.tracks[0], copies / "copy.wav")
    assert own("add", copies).code == 0
    [group] = own("duplicates", "--json").lines
    assert len(group["copies"]) == 1
    assert group["copies"][0]["exact"] is True
    paths = {group["original"]["track"], group["copies"][0]["track"]}
    assert paths == {str(copies / "copy.wav"), str(own.tracks[0])}
    assert "(the same file)" in own("duplicates").out
    assert "1 copies of other tracks" in own("status").out


def test_music_is_kept_apart(own, tmp_path):
    assert own("apart").out == "Nothing is kept apart.\n"
    first, second = sorted(own.tracks)[:2]
    assert own("apart", first, second, "--json").lines == [{"tracks": [str(first), str(second)]}]
    assert own("apart").out == f"{first} is not {second}\n"
    for wrong in ([first], [first, first], [first, tmp_path / "no.wav"]):
        assert own("apart", *wrong).code == 2
    assert own("apart", first, second, "--undo").out == "Nothing is kept apart.\n"


def test_changes_are_followed_until_ctrl_c(pack, small, t2m, tmp_path):
    """`t2m library watch`, as a process: a file that comes is heard, and Ctrl+C ends it."""
    library, music = tmp_path / "library", small.make_music(tmp_path / "music", 1, 5.0)
    assert t2m("library", "add", music, library=library).code == 0
    new = small.make_music(tmp_path / "new", 2, 6.0)
    command = ["--model", pack, "--library", library, "library", "watch", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "t2m_engine", *map(str, command)],
        env=engine_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert "Following changes" in process.stderr.readline()
        shutil.copy(new / "piece 1.wav", music / "came.wav")
        assert json.loads(process.stdout.readline()) == {
            "tracks": 2, "missing": 0, "offline": 0, "errors": 0,
        }  # fmt: skip
        (music / "came.wav").rename(music / "moved.wav")
        deadline = time.monotonic() + 60
        while not [x for x in t2m("library", "list", "--json", library=library).lines
                   if Path(x["track"]).name == "moved.wav"]:  # fmt: skip
            assert time.monotonic() < deadline
        (music / "moved.wav").unlink()
        assert json.loads(process.stdout.readline()) == {
            "tracks": 1, "missing": 1, "offline": 0, "errors": 0,
        }  # fmt: skip
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        with closing(process.stderr):
            assert process.stderr.read() == ""
