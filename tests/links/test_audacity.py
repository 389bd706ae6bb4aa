"""Audacity's link, against an Audacity in a thread that speaks through its pipes."""

from __future__ import annotations

import json
import os
import threading

import pytest

from t2m_engine.links.audacity import AudacityLink
from t2m_engine.links.model import EditorError, Item, Trouble
from t2m_engine.links.sending import send


class FakeAudacity:
    """Tracks of one clip each, behind pipes; `dying` is the command that it dies of."""

    def __init__(self, folder) -> None:
        self.tracks: list[dict] = []
        self.labels = [[0, [[3.0, 5.0, "Storm"], [9.0, 9.0, "End"]]]]
        self.commands: list[str] = []
        self.dying = self.failing = self.silent = ""
        self._paths = [
            folder / f"audacity_script_pipe.{way}.{os.getuid()}" for way in ("to", "from")
        ]
        for path in self._paths:
            os.mkfifo(path)
        self._ended = False
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._ended = True
        for path, flags in zip(self._paths, (os.O_WRONLY, os.O_RDONLY), strict=True):
            try:
                os.close(os.open(path, flags | os.O_NONBLOCK))
            except OSError:
                continue
        self._thread.join()

    def _serve(self) -> None:
        while not self._ended:
            with self._paths[0].open("rb") as heard:
                if self._ended:
                    return
                with self._paths[1].open("wb", buffering=0) as said:
                    for line in heard:
                        command = line.decode().strip()
                        self.commands.append(command)
                        name = command.partition(":")[0]
                        if name == self.dying:
                            self._ended = True
                            return
                        if name != self.silent:
                            said.write(self._answer(command, name).encode())

    def _answer(self, command: str, name: str) -> str:
        words = command.partition(":")[2]
        if name == self.failing:
            return "BatchCommand finished: Failed!\n\n"
        told = ""
        if "Type=Tracks" in words:
            told = json.dumps([{"name": t["name"], "kind": "wave"} for t in self.tracks])
        elif "Type=Clips" in words:
            told = json.dumps(
                [{"track": n, "start": t["start"], "end": t["start"] + 4.0}
                 for n, t in enumerate(self.tracks)]
            )  # fmt: skip
        elif "Type=Labels" in words:
            told = json.dumps(self.labels)
        elif name == "Import2":
            self.tracks.append({"name": "imported", "start": 0.0})
        elif name == "SetClip":
            self.tracks[-1]["start"] = float(words.rpartition("=")[2])
        elif name == "SetTrack":
            self.tracks[-1]["name"] = words.partition("=")[2][1:-1].replace('\\"', '"')
        elif name == "RemoveTracks":
            self.tracks.pop()
        return f"{told}\nBatchCommand finished: OK\n\n"


@pytest.fixture
def audacity(tmp_path):
    audacity = FakeAudacity(tmp_path)
    yield audacity
    audacity.close()


@pytest.fixture
def link(tmp_path):
    return AudacityLink(tmp_path, answering=30.0)


@pytest.fixture
def items(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f'{name} "1".wav').touch()
    return [
        Item(tmp_path / 'a "1".wav', 'Dusk "1"', 0.0, 4.0),
        Item(tmp_path / 'b "1".wav', "Dawn", 4.0, 4.0),
    ]


def refused(call, *args, **more) -> EditorError:
    with pytest.raises(EditorError) as caught:
        call(*args, **more)
    return caught.value


def test_clips_come_on_tracks_of_their_own(audacity, link, items):
    sent = send(link, items, at=62.5)
    assert [(c.track, c.name, c.start) for c in sent.clips] == [
        (0, 'Dusk "1"', 62.5), (1, "Dawn", 66.5),
    ]  # fmt: skip
    assert any(command.startswith("Import2: Filename=") for command in audacity.commands)


def test_its_labels_are_markers(audacity, link):
    state = link.read(lambda: None)
    assert [(m.name, m.start, m.end) for m in state.markers] == [
        ("Storm", 3.0, 5.0), ("End", 9.0, 9.0),
    ]  # fmt: skip


def test_it_says_whether_it_is_there_and_can_be_spoken_to_after(audacity, link):
    assert link.answers()
    assert link.answers()
    assert link.read(lambda: None).clips == ()


def test_without_pipes_it_is_not_there(link):
    assert not link.answers()
    assert refused(link.read, lambda: None).trouble is Trouble.ABSENT


def test_without_a_time_they_begin_at_the_beginning_and_it_is_said(audacity, link, items):
    sent = send(link, items)
    assert [clip.start for clip in sent.clips] == [0.0, 4.0]
    assert sent.notes == (
        "Audacity does not tell where its playhead is: the first begins at 0:00.",
    )


def test_what_fails_in_the_middle_is_taken_back(audacity, link, items):
    audacity.failing = "SetTrack"
    error = refused(send, link, items, at=1.0)
    assert error.trouble is Trouble.REFUSED
    assert "did not do it (SetTrack)" in str(error)
    assert audacity.tracks == []


def test_a_crash_in_the_middle_is_told_of(audacity, link, items):
    audacity.dying = "SetClip"
    error = refused(send, link, items, at=1.0)
    assert error.trouble is Trouble.GONE
    assert "Audacity ended in the middle of it. What it had saved is as it was" in str(error)


def test_a_dialog_that_is_open_is_told_of(audacity, tmp_path):
    audacity.silent = "GetInfo"
    error = refused(AudacityLink(tmp_path, answering=0.2).read, lambda: None)
    assert error.trouble is Trouble.BUSY
    assert "shows a dialog. Close it" in str(error)


def test_a_file_that_is_gone_is_not_asked_for(audacity, link, items):
    items[1].file.unlink()
    error = refused(send, link, items, at=1.0)
    assert "is gone. Nothing was sent" in str(error)
    assert not any(command.startswith("Import2") for command in audacity.commands)
