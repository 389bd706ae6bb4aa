"""What was played and used is remembered, by content; a damaged memory harms nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from t2m_engine.errors import LibraryError
from t2m_engine.library import history as module
from t2m_engine.library.history import History
from t2m_engine.library.marks import project_of

SONG, OTHER = b"s" * 16, b"o" * 16


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path)


def test_the_latest_comes_first_and_only_what_was_used_is_used(
    history: History, tmp_path: Path
) -> None:
    story = tmp_path / "story.md"
    assert history.used([SONG]) == {}
    assert not history.path.exists(), "looking makes no file"
    history.add("played", SONG, 1.0, 9.0, story)
    history.add("used", SONG, 1.0, 9.0, story)
    history.add("used", SONG, 1.0, 9.0)
    history.add("played", OTHER, 0.0, 5.0)
    latest = history.latest(3)
    assert [(e.kind, e.content) for e in latest] == [
        ("played", OTHER), ("used", SONG), ("used", SONG),
    ]  # fmt: skip
    assert [e.kind for e in history.latest(9, "played")] == ["played", "played"]
    assert history.used([SONG, OTHER]) == {SONG: {project_of(story), ""}}
    history.take_back("used", SONG, story)
    assert history.used([SONG]) == {SONG: {""}}
    assert latest[0].as_json() | {"at": 0} == {
        "at": 0, "kind": "played", "start": 0.0, "end": 5.0, "project": None,
    }  # fmt: skip


def test_it_is_bounded_and_what_was_used_stays_longest(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 4)
    history.add("used", SONG, 0.0, 1.0)
    for number in range(8):
        history.add("played", OTHER, float(number), 9.0)
    latest = history.latest(99)
    assert [(e.kind, e.start) for e in latest] == [
        ("played", 7.0), ("played", 6.0), ("played", 5.0), ("used", 0.0),
    ]  # fmt: skip


def test_a_damaged_file_is_put_aside(history: History) -> None:
    history.path.write_bytes(b"no database at all, but some thousand bytes of it" * 50)
    history.add("used", SONG, 0.0, 1.0)
    assert SONG in history.used([SONG])
    assert history.path.with_name("history.sqlite.damaged").exists()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="history"):
        History(tmp_path / "nowhere").add("used", SONG, 0.0, 1.0)
