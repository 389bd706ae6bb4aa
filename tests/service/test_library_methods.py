"""The methods that care for the library, over the wire."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from t2m_engine import settings
from t2m_engine.session import Session


@pytest.fixture(scope="module")
def pack(small, tmp_path_factory) -> Path:
    return small.make_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture
def session(pack, tmp_path):
    chosen = settings.Settings(tmp_path / "library", str(pack), "cpu", 150.0, "fusion")
    with Session(chosen=chosen) as session:
        yield session


@pytest.fixture
def music(small, tmp_path) -> Path:
    return small.make_music(tmp_path / "music", tracks=3, seconds=6.0)


@pytest.fixture
def wire(open_wire, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return open_wire()


def call(wire, method: str, **params):
    """The result of a call, or its error."""
    asked = wire.ask(method, params)
    while True:
        answer = wire.receive()
        if answer.get("id") == asked:
            return answer.get("result", answer.get("error"))


def test_before_there_is_a_library(wire, tmp_path):
    assert call(wire, "library.folders") == {"folders": []}
    assert call(wire, "library.tags") == {"tags": []}
    assert call(wire, "library.tracks") == {"total": 0, "tracks": []}
    assert call(wire, "library.watching")["folders"] == []
    for method in ("library.update", "library.duplicates", "library.check"):
        assert call(wire, method)["code"] == -32040, method
    assert call(wire, "library.backup", path=str(tmp_path / "b"))["code"] == -32040
    assert not (tmp_path / "library").exists()


def test_folders_marks_and_copies(wire, music, tmp_path):
    call(wire, "library.add", folders=[str(music)])
    [folder] = call(wire, "library.folders")["folders"]
    assert (folder["folder"], folder["tracks"]) == (str(music), 3)
    track = str(sorted(music.iterdir())[0])
    told = call(
        wire, "library.mark", tracks=[track], rating=5, favourite=True, tag=["a", "b"],
        notes="n", licence="CC0", exclude=["/stories/a.md"],
    )  # fmt: skip
    assert told["tracks"][0]["marks"] == {
        "rating": 5, "favourite": True, "tags": ["a", "b"], "notes": "n", "licence": "CC0",
        "excluded": ["/stories/a.md"],
    }  # fmt: skip
    told = call(wire, "library.mark", tracks=[track], untag=["b"], include=["/stories/a.md"])
    assert told["tracks"][0]["marks"]["tags"] == ["a"]
    assert told["tracks"][0]["marks"]["rating"] == 5, "what is not said stays"
    assert call(wire, "library.tags") == {"tags": [{"tag": "a", "tracks": 1}]}
    assert call(wire, "library.tracks")["tracks"][0]["marks"]["rating"] == 5
    for wrong in ({"rating": 6}, {"rating": 2.5}, {"favourite": 1}, {"tag": [3]}, {"stars": 1}):
        assert call(wire, "library.mark", tracks=[track], **wrong)["code"] == -32602, wrong
    assert call(wire, "library.mark", tracks=[track], tag=[" "])["code"] == -32020
    assert call(wire, "library.mark", tracks=[str(tmp_path / "x")], rating=1)["code"] == -32020
    shutil.copy(track, music / "again.wav")
    assert call(wire, "library.update")["tracks"] == 1
    [group] = call(wire, "library.duplicates")["groups"]
    assert group["copies"][0]["exact"] is True
    status = call(wire, "library.status")
    assert (status["tracks"], status["copies"], status["serving"]) == (3, 1, "small")
    other = str(sorted(music.iterdir())[-1])
    pair = sorted([track, other])
    assert pair in call(wire, "library.apart", tracks=[track, other])["pairs"]
    assert call(wire, "library.apart", tracks=[track, str(music / "again.wav")])["code"] == -32020
    assert pair in call(wire, "library.apart")["pairs"]
    assert call(wire, "library.apart", tracks=[track, other], apart=False) == {"pairs": []}
    assert call(wire, "library.remove", folder=str(music)) == {"folder": str(music), "tracks": 4}
    assert call(wire, "library.remove", folder=str(music))["code"] == -32020


def test_order_and_backups(wire, music, tmp_path):
    call(wire, "library.add", folders=[str(music)])
    assert call(wire, "library.check")["in_order"] is True
    target = tmp_path / "b.sqlite"
    written = call(wire, "library.backup", path=str(target))
    assert written == {"path": str(target), "bytes": target.stat().st_size}
    call(wire, "library.remove", folder=str(music))
    assert call(wire, "library.tracks")["total"] == 0
    aside = call(wire, "library.restore", path=str(target))["replaced"]
    assert Path(aside).exists()
    assert call(wire, "library.tracks")["total"] == 3
    suggested = call(wire, "suggest", text="The door stood open.")
    assert len(suggested["passages"][0]["suggestions"]) == 3, "the index is that of the backup"
    assert call(wire, "library.restore", path=str(music))["code"] == -32030
    assert call(wire, "library.check", repair=True)["in_order"] is True


def until(condition, what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


def test_changes_are_followed_while_the_engine_is_warm(wire, music, small, tmp_path):
    call(wire, "library.add", folders=[str(music)])
    assert call(wire, "library.watching")["on"] is False
    call(wire, "engine.warm")
    until(lambda: call(wire, "library.watching")["folders"] == [str(music)], "watched")
    other = small.make_music(tmp_path / "other", tracks=5, seconds=7.0)
    shutil.copy(other / "piece 4.wav", music / "came.wav")
    until(lambda: call(wire, "library.status")["tracks"] == 4, "the new file")
    # What the user adds goes before what is heard in the background.
    shutil.copy(other / "piece 3.wav", music / "came too.wav")
    assert call(wire, "library.add", folders=[str(other)])["tracks"] >= 3
    until(lambda: call(wire, "library.folders")["folders"][0]["tracks"] >= 4, "the next one")
    until(lambda: len(call(wire, "library.watching")["folders"]) == 2, "the folder that was added")
    off = call(wire, "library.watch", on=False)
    assert (off["on"], off["folders"]) == (False, [])
    assert settings.load().watch is False
    on = call(wire, "library.watch", on=True)
    assert on["on"] is True
    assert settings.load().watch is True
    call(wire, "library.watch", on=False, folder=str(other))
    watched = {f["folder"]: f["watched"] for f in call(wire, "library.folders")["folders"]}
    assert watched == {str(music): True, str(other): False}
    assert call(wire, "library.watch", on=True, folder="/none")["code"] == -32020


def test_nothing_is_followed_where_the_setting_says_so(pack, music, tmp_path):
    chosen = settings.Settings(tmp_path / "l", str(pack), "cpu", 150.0, "fusion", watch=False)
    with Session(chosen=chosen) as session:
        session.add([music])
        session.warm()
        assert session.keeper.watching()["on"] is False
