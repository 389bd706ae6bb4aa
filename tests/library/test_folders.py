"""Folders that were added: kept, counted, forgotten, and away with their drive."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.errors import UsageError
from t2m_engine.library import folders as folders_module
from t2m_engine.library.folders import below, is_there
from t2m_engine.library.ingest import scan
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.records import FileState

FUSION = BUILT_IN["fusion"]


@pytest.fixture
def drive(kit, tmp_path):
    """A drive with two pieces, and a way to unplug it: its place stays, or goes too."""
    place = tmp_path / "media" / "drive"
    kit.write_music(place / "one.wav", 21.0, 200.0)
    kit.write_music(place / "more" / "two.wav", 22.0, 300.0)
    return place


def unplug(place: Path, *, place_stays: bool) -> None:
    place.rename(place.with_name("away"))
    if place_stays:
        place.mkdir()


def plug_in(place: Path) -> None:
    if place.exists():
        place.rmdir()
    place.with_name("away").rename(place)


def test_folders_are_kept_where_they_really_are(catalogue, tmp_path):
    real = tmp_path / "b\udcff"
    real.mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "link").symlink_to(real)
    (tmp_path / "file.wav").touch()
    names = ("link", "a", "file.wav", "none")
    catalogue.add_folders([*(tmp_path / name for name in names), real])
    assert catalogue.folder_paths() == [tmp_path / "a", real]
    generation = catalogue.generation
    catalogue.add_folders([real])
    assert catalogue.generation == generation, "nothing was written"
    catalogue.watch_folder(tmp_path / "link", False)
    assert catalogue.folder_paths(watched=True) == [tmp_path / "a"]
    with pytest.raises(UsageError, match="was not added"):
        catalogue.watch_folder(tmp_path, True)


def test_what_is_in_a_folder_is_counted(catalogue, kit, tmp_path):
    for name in ("a/1.ogg", "a/2.ogg", "a/3.ogg", "a b/4.ogg", "a0/5.ogg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        catalogue.put_track(kit.make_track(path, seed=len(name)))
    catalogue.put_error(tmp_path / "a/3.ogg", "is empty", FileState(0, 0))
    catalogue.add_folders([tmp_path / "a", tmp_path / "a b"])
    first, second = catalogue.folders()
    assert first.as_json() == {
        "folder": str(tmp_path / "a"), "watched": True, "there": True, "tracks": 2, "missing": 1,
        "offline": 0, "errors": 1, "hours": 0.033,
    }  # fmt: skip
    assert (second.path, second.tracks) == (tmp_path / "a b", 1)


def test_only_what_is_below_is_below():
    first, last = below(b"/music")
    for path, inside in (
        (b"/music/a", True), (b"/music/\xff", True), (b"/music/a/b", True), (b"/music", False),
        (b"/music.old/a", False), (b"/music0", False), (b"/musi/c", False),
    ):  # fmt: skip
        assert (first < path < last) is inside, path
    first, last = below(b"/")
    assert first < b"/music" < last


def test_a_folder_can_be_forgotten_and_added_again(catalogue, kit, music, pack):
    catalogue.add_folders([music, music / "album"])
    scan([music], catalogue, pack)
    path = music / "low.wav"
    content = catalogue.track(path).content_id
    catalogue.mark([content], MarkChange(rating=5))
    catalogue.put_error(music / "bad.ogg", "is empty", FileState(0, 0))
    assert catalogue.remove_folder(music) == 3
    assert [track.path.parent for track in catalogue.tracks()] == [music / "album"] * 2
    assert catalogue.errors() == []
    assert catalogue.folder_paths() == [music / "album"]
    assert len(catalogue.snapshot(FUSION, pack.id).clip_ids) == sum(
        len(catalogue.clips(track.id)) for track in catalogue.tracks()
    )
    catalogue.add_folders([music])
    assert scan([music], catalogue, pack).tracks == 3
    assert catalogue.marks([catalogue.track(path).content_id])[content].rating == 5
    with pytest.raises(UsageError, match=f"lies in {music}"):
        catalogue.remove_folder(music / "short")
    assert len(catalogue.tracks()) == 5
    with catalogue._writing() as connection:
        connection.execute("DELETE FROM folders")
    assert catalogue.remove_folder(music / "short") == 1, "added before folders were kept"
    with pytest.raises(UsageError, match="was not added"):
        catalogue.remove_folder(music / "none")


@pytest.mark.parametrize("place_stays", [False, True], ids=["gone", "empty"])
def test_an_unplugged_drive_is_offline_and_comes_back_unheard(
    catalogue, pack, drive, kit, music, place_stays
):
    catalogue.add_folders([drive, music])
    scan([drive, music], catalogue, pack)
    clips = len(catalogue.snapshot(FUSION, pack.id).clip_ids)
    unplug(drive, place_stays=place_stays)
    assert catalogue.refresh_folders() == []
    away = {track.path for track in catalogue.tracks() if track.offline}
    assert away == {drive / "one.wav", drive / "more" / "two.wav"}
    generation = catalogue.generation
    assert catalogue.refresh_folders() == []
    assert catalogue.generation == generation, "nothing new was seen"
    assert not any(track.missing for track in catalogue.tracks())
    assert 0 < len(catalogue.snapshot(FUSION, pack.id).clip_ids) < clips, "not suggested"
    status = catalogue.status(pack.id)
    assert (status["tracks"], status["offline"], status["missing"]) == (5, 2, 0)
    assert catalogue.folders()[0].offline == 2
    scan([drive, music], catalogue, pack)
    assert catalogue.status(pack.id)["missing"] == 0, "a scan sees no more than the folder"
    plug_in(drive)
    assert catalogue.refresh_folders() == [drive]
    assert len(catalogue.snapshot(FUSION, pack.id).clip_ids) == clips
    heard = pack.heard
    assert scan([drive], catalogue, pack).skipped == 2
    assert pack.heard == heard


def test_what_was_deleted_while_the_drive_was_away_is_gone(catalogue, pack, drive):
    catalogue.add_folders([drive])
    scan([drive], catalogue, pack)
    unplug(drive, place_stays=False)
    catalogue.refresh_folders()
    (drive.with_name("away") / "one.wav").unlink()
    plug_in(drive)
    catalogue.refresh_folders()
    assert scan([drive], catalogue, pack).missing == 1
    track = catalogue.track(drive / "one.wav")
    assert (track.missing, track.offline) == (True, False)


def test_a_drive_within_a_folder_goes_alone(catalogue, pack, drive):
    root = drive.parent
    shutil.copytree(drive, root / "rest")
    catalogue.add_folders([root, drive])
    scan([root], catalogue, pack)
    unplug(drive, place_stays=True)
    catalogue.refresh_folders()
    assert {t.path for t in catalogue.tracks() if t.offline} == {
        drive / "one.wav", drive / "more" / "two.wav",
    }  # fmt: skip
    (root.with_name("elsewhere")).mkdir()
    root.rename(root.with_name("elsewhere") / "media")
    catalogue.refresh_folders()
    assert all(track.offline for track in catalogue.tracks())
    (root.with_name("elsewhere") / "media").rename(root)
    assert catalogue.refresh_folders() == [root]
    assert sum(track.offline for track in catalogue.tracks()) == 2


def test_what_belongs_to_no_folder_any_more_is_not_left_offline(catalogue, kit, tmp_path):
    folder = tmp_path / "a"
    catalogue.put_track(kit.make_track(folder / "1.ogg"))
    folder.mkdir()
    catalogue.add_folders([folder])
    folder.rmdir()
    catalogue.refresh_folders()
    assert catalogue.tracks()[0].offline
    with catalogue._writing() as connection:
        connection.execute("DELETE FROM folders")
    catalogue.refresh_folders()
    assert not catalogue.tracks()[0].offline


def test_a_folder_that_may_not_be_entered_is_not_there(tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may enter every folder")
    (tmp_path / "a").mkdir(mode=0)
    assert not is_there(tmp_path / "a")


def test_a_drive_that_does_not_answer_is_not_there(tmp_path, monkeypatch):
    answer = threading.Event()
    monkeypatch.setattr(folders_module, "PATIENCE", 0.05)
    monkeypatch.setattr(Path, "is_dir", lambda self: answer.wait())
    try:
        assert not is_there(tmp_path)
    finally:
        answer.set()
