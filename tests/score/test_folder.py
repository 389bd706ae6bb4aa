"""A score's folder: all of its files are new, or none is, whenever somebody dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from t2m_engine.export.clip import ExportError
from t2m_engine.score import folder
from t2m_engine.score.folder import room_for, settle


def make(room: Path, content: str) -> None:
    for name in ("a.txt", "b.txt"):
        (room / name).write_text(content)
    (room / "stems").mkdir()
    (room / "stems" / f"{content}.wav").write_text(content)


def contents(out: Path) -> dict[str, str]:
    found = {}
    for file in sorted(out.rglob("*")):
        if file.is_file():
            found[file.relative_to(out).as_posix()] = file.read_text()
    return found


def failing(out: Path, error: Exception) -> None:
    with room_for(out) as room:
        make(room, "new")
        raise error


NEW = {"a.txt": "new", "b.txt": "new", "stems/new.wav": "new"}
OLD = {"a.txt": "old", "b.txt": "old", "stems/old.wav": "old"}


@pytest.fixture
def out(tmp_path) -> Path:
    with room_for(tmp_path / "deep" / "score") as room:
        make(room, "old")
    return tmp_path / "deep" / "score"


def test_files_take_the_places_of_old_ones_and_others_stay(out):
    assert contents(out) == OLD
    (out / "mine.txt").write_text("mine")
    with room_for(out) as room:
        make(room, "new")
        assert contents(out).items() >= OLD.items()
    assert contents(out) == NEW | {"mine.txt": "mine"}
    assert list(out.parent.iterdir()) == [out]


def test_an_error_changes_nothing(out):
    for target in (out, out.parent / "other"):
        with pytest.raises(KeyError):
            failing(target, KeyError())
    assert contents(out) == OLD
    assert list(out.parent.iterdir()) == [out]


def test_what_cannot_be_written_is_told(out):
    for target in (out / "a.txt", out / "a.txt" / "deeper"):
        with pytest.raises(ExportError, match="cannot be written"), room_for(target) as room:
            make(room, "new")
    with pytest.raises(ExportError, match="the disk is full"):
        failing(out, OSError(28, "No space left on device"))
    assert contents(out) == OLD


def test_whoever_dies_between_two_moves_is_finished_for(out, monkeypatch):
    class Death(BaseException):
        pass

    real = Path.replace
    for step in range(4):
        with room_for(out) as room:
            make(room, "old")
        moves = []

        def die(self, target, step=step, moves=moves):
            if len(moves) == step:
                raise Death
            moves.append(target)
            return real(self, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", die)
            if step < 3:
                with pytest.raises(Death), room_for(out) as room:
                    make(room, "new")
                assert [file for file in out.iterdir() if file.name.startswith(".t2m-ready-")]
            else:
                with room_for(out) as room:
                    make(room, "new")
        settle(out)
        assert contents(out) == NEW
        assert sorted(file.name for file in out.iterdir()) == ["a.txt", "b.txt", "stems"]


CHILD = """
import sys, time
from pathlib import Path
from t2m_engine.score.folder import room_for
with room_for(Path(sys.argv[1])) as room:
    (room / "a.txt").write_text("half")
    print("there", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a room is not held there")
def test_the_room_of_the_dead_is_tidied_up_and_of_the_living_is_not(out):
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(out)], stdout=subprocess.PIPE, env=os.environ
    )
    with child:
        assert child.stdout.readline() == b"there\n"
        with room_for(out) as room:
            make(room, "new")
        [living] = out.glob(".t2m-score-*")
        assert (living / "a.txt").read_text() == "half"
        child.send_signal(signal.SIGKILL)
    with room_for(out) as room:
        make(room, "new")
    assert contents(out) == NEW


def test_a_system_without_locks_writes_all_the_same(out, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(folder.fcntl, "flock", refuse)
    with room_for(out) as room:
        make(room, "new")
    assert contents(out) == NEW
