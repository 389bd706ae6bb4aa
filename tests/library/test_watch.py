"""Watched folders: what happens to real files is followed, and nothing is read before it rests."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from t2m_engine.errors import CancelledError, InputError, LibraryError
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.library.ingest import scan
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.watch import Changes, Pace, Watch

QUICK = Pace(rest=0.15, stalled=60.0, look=0.2, look_through=0.3)
PATIENCE = 60.0
"""Seconds after which a state that has not come is taken for one that never will."""


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)


class Watched:
    """A folder of two pieces that is watched, and the catalogue that follows it."""

    def __init__(self, catalogue: Catalogue, pack, root: Path) -> None:
        self.catalogue, self.pack, self.root = catalogue, pack, root
        self.heard: list[list[Path]] = []
        self.told: list[str] = []
        self.refuse: list[Exception] = []
        self.watch = Watch(catalogue, self._hear, pace=QUICK, tell=self.told.append)

    def _hear(self, places: list[Path], cancelled: Callable[[], bool]) -> None:
        self.heard.append(places)
        if self.refuse:
            raise self.refuse.pop(0)
        scan(places, self.catalogue, self.pack, cancelled=cancelled, workers=1)

    def there(self) -> set[str]:
        return {
            str(track.path.relative_to(self.root))
            for track in self.catalogue.tracks()
            if not track.missing and not track.offline
        }

    def becomes(self, *names: str) -> None:
        wait_for(lambda: self.there() == set(names), f"{names} and not {self.there()}")
        wait_for(self.rests, "rest")

    def rests(self) -> bool:
        state = self.watch.state()
        return not state["waiting"] and not state["busy"]


@pytest.fixture
def watched(catalogue, pack, kit, tmp_path):
    root = tmp_path / "music"
    kit.write_music(root / "one.wav", 6.0, 200.0)
    kit.write_music(root / "more" / "two.wav", 7.0, 300.0)
    catalogue.add_folders([root])
    watched = Watched(catalogue, pack, root)
    watched.watch.start()
    yield watched
    watched.watch.close()
    assert not [t for t in threading.enumerate() if t.name == "t2m-watch"]


def test_files_are_followed_wherever_they_go(watched, kit, tmp_path):
    """New, changed, renamed, moved, deleted: marks and clips go along, nothing is there twice."""
    watched.becomes("one.wav", "more/two.wav")  # what was there before anybody watched
    catalogue, root = watched.catalogue, watched.root

    kit.write_music(root / "new" / "three.flac", 8.0, 400.0)
    watched.becomes("one.wav", "more/two.wav", "new/three.flac")

    track = catalogue.track(root / "one.wav")
    clips = [clip.id for clip in catalogue.clips(track.id)]
    catalogue.mark([track.content_id], MarkChange(rating=5))
    heard = watched.pack.heard
    (root / "one.wav").rename(root / "renamed.wav")
    watched.becomes("renamed.wav", "more/two.wav", "new/three.flac")
    (root / "more").rename(root / "new" / "moved")
    watched.becomes("renamed.wav", "new/moved/two.wav", "new/three.flac")
    shutil.move(root / "renamed.wav", root / "new" / "moved")
    watched.becomes("new/moved/renamed.wav", "new/moved/two.wav", "new/three.flac")
    assert watched.pack.heard == heard, "what only moved is not heard again"
    moved = catalogue.track(root / "new" / "moved" / "renamed.wav")
    assert moved.id == track.id
    assert [clip.id for clip in catalogue.clips(moved.id)] == clips
    assert catalogue.marks([moved.content_id])[moved.content_id].rating == 5
    assert len(catalogue.tracks()) == 3

    kit.write_music(root / "new" / "three.flac", 9.0, 600.0)
    wait_for(lambda: catalogue.track(root / "new/three.flac").duration == 9.0, "the new sound")

    (root / "new" / "moved" / "two.wav").unlink()
    watched.becomes("new/moved/renamed.wav", "new/three.flac")
    shutil.rmtree(root / "new" / "moved")
    watched.becomes("new/three.flac")
    assert catalogue.status()["missing"] == 2
    content = track.content_id
    assert catalogue.marks([content])[content].rating == 5


def test_a_folder_that_is_moved_out_and_in_again(watched, tmp_path):
    watched.becomes("one.wav", "more/two.wav")
    heard = watched.pack.heard
    (watched.root / "more").rename(tmp_path / "elsewhere")
    watched.becomes("one.wav")
    (tmp_path / "elsewhere").rename(watched.root / "more")
    watched.becomes("one.wav", "more/two.wav")
    assert watched.pack.heard == heard
    assert len(watched.catalogue.tracks()) == 2


def test_a_file_that_is_being_copied_is_not_read(watched, kit, tmp_path):
    """It is written piece by piece, with pauses longer than a rest, and then it is whole."""
    watched.becomes("one.wav", "more/two.wav")
    content = kit.write_music(tmp_path / "source.wav", 12.0, 500.0).read_bytes()
    other = kit.write_music(tmp_path / "other.wav", 5.0, 700.0)
    target = watched.root / "copied.wav"
    with target.open("wb", buffering=0) as file:
        for first in range(0, len(content), len(content) // 4 + 1):
            file.write(content[first : first + len(content) // 4 + 1])
            time.sleep(2 * QUICK.rest)
        # Another one that comes meanwhile is taken: the rest of the folder does not wait.
        shutil.copy(other, watched.root / "other.wav")
        wait_for(lambda: "other.wav" in watched.there(), "the other one")
        file.write(b"")
        held = [places for places in watched.heard if target in places]
    watched.becomes("one.wav", "more/two.wav", "copied.wav", "other.wav")
    assert watched.catalogue.errors() == []
    assert watched.catalogue.track(target).duration == pytest.approx(12.0)
    assert held == []


def test_what_is_hidden_or_no_music_is_left_alone(watched, kit):
    watched.becomes("one.wav", "more/two.wav")
    before = len(watched.heard)
    kit.write_music(watched.root / ".trash" / "three.wav", 5.0)
    (watched.root / "cover.jpg").write_bytes(b"x")
    (watched.root / "notes.txt").write_text("x")
    kit.write_music(watched.root / "seen.wav", 6.0, 800.0)
    watched.becomes("one.wav", "more/two.wav", "seen.wav")
    assert watched.heard[before:] == [[watched.root / "seen.wav"]]
    (watched.root / "seen.wav").rename(watched.root / ".trash" / "seen.wav")
    watched.becomes("one.wav", "more/two.wav")
    (watched.root / ".trash" / "seen.wav").rename(watched.root / "back.wav")
    watched.becomes("one.wav", "more/two.wav", "back.wav")


def test_an_unreadable_file_is_noted_and_forgotten(watched):
    watched.becomes("one.wav", "more/two.wav")
    bad = watched.root / "bad.wav"
    bad.write_bytes(b"RIFF and nothing more")
    wait_for(lambda: [e.path for e in watched.catalogue.errors()] == [bad], "the error")
    bad.unlink()
    wait_for(lambda: watched.catalogue.errors() == [], "no error")


def test_a_drive_that_is_unplugged_and_comes_back(watched, tmp_path):
    watched.becomes("one.wav", "more/two.wav")
    heard = watched.pack.heard
    watched.root.rename(tmp_path / "unplugged")
    watched.becomes()
    assert watched.catalogue.status()["offline"] == 2
    assert watched.catalogue.status()["missing"] == 0
    (tmp_path / "unplugged").rename(watched.root)
    watched.becomes("one.wav", "more/two.wav")
    assert watched.pack.heard == heard
    (watched.root / "one.wav").unlink()  # it is watched again
    watched.becomes("more/two.wav")


def test_folders_are_watched_as_they_are_added_and_no_more_when_removed(watched, kit, tmp_path):
    watched.becomes("one.wav", "more/two.wav")
    second = tmp_path / "second"
    kit.write_music(second / "a.wav", 5.0, 350.0)
    watched.catalogue.add_folders([second])
    wait_for(lambda: watched.catalogue.track(second / "a.wav") is not None, "the second folder")
    watched.catalogue.watch_folder(second, False)
    wait_for(lambda: watched.watch.state()["folders"] == [str(watched.root)], "not watched")
    before = len(watched.heard)
    kit.write_music(second / "b.wav", 5.0, 450.0)
    kit.write_music(watched.root / "c.wav", 5.0, 550.0)
    wait_for(lambda: watched.catalogue.track(watched.root / "c.wav") is not None, "the first one")
    assert all(watched.root in place.parents for p in watched.heard[before:] for place in p)


@pytest.mark.parametrize("error", [LibraryError("Another t2m is adding."), CancelledError("Stop.")])
def test_what_was_refused_is_tried_again(watched, kit, error):
    watched.becomes("one.wav", "more/two.wav")
    watched.refuse.append(error)
    kit.write_music(watched.root / "three.wav", 5.0, 350.0)
    watched.becomes("one.wav", "more/two.wav", "three.wav")
    assert watched.told == ([str(error)] if isinstance(error, LibraryError) else [])
    assert watched.watch.state()["problem"] == "", "it is over"


def test_folders_that_the_system_does_not_tell_of_are_looked_through(
    catalogue, pack, kit, tmp_path, monkeypatch
):
    from watchdog.observers import Observer

    def schedule(self, *_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Observer, "schedule", schedule)
    root = tmp_path / "music"
    kit.write_music(root / "one.wav", 5.0, 200.0)
    catalogue.add_folders([root])
    watched = Watched(catalogue, pack, root)
    watched.watch.start()
    try:
        watched.becomes("one.wav")
        kit.write_music(root / "two.wav", 5.0, 300.0)
        wait_for(lambda: watched.there() == {"one.wav", "two.wav"}, "the second one")
        assert "cannot be followed" in watched.told[0]
    finally:
        watched.watch.close()


# When places are at rest


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def changes(clock):
    return Changes(Pace(rest=2.0, stalled=30.0), clock)


A, B, FOLDER = Path("/m/f/a.wav"), Path("/m/f/b.wav"), Path("/m/f")


def test_a_burst_is_one_change(changes, clock):
    for _ in range(5):
        changes.note_event("created", A, folder=False)
        clock.now += 1.5
        assert changes.take() == []
    clock.now += 0.5
    assert changes.take() == [A]
    assert changes.take() == []


def test_an_open_file_waits_until_it_is_closed_or_stalls(changes, clock):
    changes.note_event("created", A, folder=False)
    changes.note_event("modified", A, folder=False)
    changes.note_event("created", B, folder=False)
    clock.now += 10
    assert changes.take() == [B]
    changes.note_event("closed", A, folder=False)
    assert changes.take() == []
    clock.now += 2
    assert changes.take() == [A]
    changes.note_event("modified", A, folder=False)
    clock.now += 29
    assert changes.take() == []
    clock.now += 1
    assert changes.take() == [A]


def test_an_open_file_that_is_renamed_stays_open(changes, clock):
    changes.note_event("modified", A, folder=False)
    changes.note_event("moved", A, folder=False, to=B)
    clock.now += 10
    assert changes.take() == [A]
    changes.note_event("closed", B, folder=False)
    clock.now += 2
    assert changes.take() == [B]


def test_a_folder_rests_when_all_in_it_does(changes, clock):
    changes.note(FOLDER)
    clock.now += 1
    changes.note(A)
    clock.now += 1
    assert changes.take() == []
    clock.now += 1
    assert changes.take() == [FOLDER, A]


def test_reading_a_file_is_no_change(changes, clock):
    for kind in ("opened", "closed_no_write"):
        changes.note_event(kind, A, folder=False)
    changes.note_event("modified", FOLDER, folder=True)
    changes.note_event("created", FOLDER / "a.txt", folder=False)
    clock.now += 99
    assert len(changes) == 0


def test_ten_thousand_changes_are_taken_at_once(changes, clock):
    places = [Path(f"/m/{number % 100}/{number}.wav") for number in range(10_000)]
    for place in places:
        changes.note(place)
    clock.now += 3
    assert changes.take() == sorted(places)


def test_input_errors_end_nothing(watched, kit):
    watched.becomes("one.wav", "more/two.wav")
    watched.refuse.append(InputError(watched.root, "holds no music"))
    (watched.root / "one.wav").unlink()
    kit.write_music(watched.root / "x.wav", 5.0, 350.0)
    wait_for(lambda: watched.there() >= {"more/two.wav"} and "one.wav" not in watched.there(), "")
    os.utime(watched.root / "x.wav")
    watched.becomes("more/two.wav", "x.wav")
