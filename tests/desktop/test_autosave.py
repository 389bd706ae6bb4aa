"""Saving by itself: only where it is wanted, and where no question has to be asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from t2m_desktop.window import Window


@pytest.fixture
def story(window: Window, tmp_path: Path) -> Path:
    path = tmp_path / "story.md"
    path.write_bytes(b"It rained.")
    assert window.document.open(path)
    return path


def test_it_saves_a_while_after_the_last_key(window: Window, story: Path, qtbot: Any) -> None:
    window.settings.set("autosave", 1)
    qtbot.keyClicks(window.writing.editor, "Slowly, ")
    assert window.document.modified
    qtbot.waitUntil(lambda: not window.document.modified)
    assert story.read_bytes() == b"Slowly, It rained."


def test_it_does_nothing_unasked(window: Window, story: Path, qtbot: Any) -> None:
    qtbot.keyClicks(window.writing.editor, "Slowly, ")
    qtbot.wait(1200)
    assert story.read_bytes() == b"It rained."


def test_a_file_that_somebody_else_changed_is_left_alone(
    window: Window, story: Path, qtbot: Any
) -> None:
    window.settings.set("autosave", 1)
    qtbot.keyClicks(window.writing.editor, "Slowly, ")
    story.write_bytes(b"It snowed.")
    qtbot.wait(1500)
    assert story.read_bytes() == b"It snowed."
    assert window.document.modified
