from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from t2m_desktop.backups import Version, folder_of, keep, surplus, versions

NOW = datetime(2026, 11, 21, 14, 0, 0)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "a story.md"
    path.write_bytes(b"one")
    return path


def test_a_version_is_kept_by_its_date(story: Path, tmp_path: Path) -> None:
    kept = keep(story, tmp_path / "b", NOW)
    assert kept is not None
    assert kept.name == "2026-11-21 14.00.00.md"
    assert kept.read_bytes() == b"one"
    assert versions(story, tmp_path / "b") == [Version(kept, NOW)]


def test_one_in_five_minutes_and_no_version_twice(story: Path, tmp_path: Path) -> None:
    assert keep(story, tmp_path / "b", NOW)
    assert keep(story, tmp_path / "b", NOW + timedelta(hours=1)) is None  # the same
    story.write_bytes(b"two")
    assert keep(story, tmp_path / "b", NOW + timedelta(minutes=4)) is None
    assert keep(story, tmp_path / "b", NOW + timedelta(minutes=5))
    assert len(versions(story, tmp_path / "b")) == 2


def test_a_clock_that_was_set_back_keeps_nothing_from_being_kept(
    story: Path, tmp_path: Path
) -> None:
    assert keep(story, tmp_path / "b", NOW)
    story.write_bytes(b"two")
    assert keep(story, tmp_path / "b", NOW - timedelta(days=3))


def test_a_file_that_is_not_there_yet_has_no_version(tmp_path: Path) -> None:
    assert keep(tmp_path / "new.md", tmp_path / "b", NOW) is None


def test_files_of_one_name_do_not_share_versions(tmp_path: Path) -> None:
    folders = {folder_of(tmp_path / place / "story.md", tmp_path) for place in "ab"}
    assert len(folders) == 2


def test_a_name_that_no_folder_can_have(tmp_path: Path) -> None:
    story = tmp_path / ("what? " * 30 + ".md")
    story.write_bytes(b"one")
    kept = keep(story, tmp_path / "b", NOW)
    assert kept is not None
    assert len(kept.parent.name) <= 69
    assert "?" not in kept.parent.name


def test_older_versions_are_thinned_out() -> None:
    hourly = [Version(Path(str(i)), NOW - timedelta(hours=i)) for i in range(24 * 70)]
    thrown = surplus(hourly, NOW)
    kept = [version for version in hourly if version not in thrown]
    ages = [(NOW - version.replaced) / timedelta(days=1) for version in kept]
    assert sum(age <= 1 for age in ages) == 25  # every one
    assert 29 <= sum(1 < age <= 30 for age in ages) <= 31  # one a day
    assert 1 <= sum(age > 30 for age in ages) <= 3  # one a month
    assert hourly[-1] in kept


def test_of_more_than_are_wanted_the_oldest_go(story: Path, tmp_path: Path) -> None:
    for number in range(6):
        story.write_bytes(str(number).encode())
        keep(story, tmp_path / "b", NOW + number * timedelta(hours=1), most=3)
    kept = [version.path.read_bytes() for version in versions(story, tmp_path / "b")]
    assert kept == [b"5", b"4", b"3"]
