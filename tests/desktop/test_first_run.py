"""The first steps: music is chosen, the scan watched, suggestions come; they come once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest

from t2m_desktop import dialogs, first_run
from t2m_desktop.first_run import FirstRun
from t2m_desktop.window import Window


def steps_of(window: Window) -> list[FirstRun]:
    return [steps for steps in window.findChildren(FirstRun) if steps.isVisible()]


@pytest.fixture
def steps(window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FirstRun:
    monkeypatch.setattr(first_run, "music_folders", lambda: [tmp_path])
    return window.extras.first_steps()


def test_music_is_chosen_heard_and_found(
    window: Window, steps: FirstRun, engine: Any, qtbot: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    assert not steps.listen.isEnabled(), "nothing is read unasked"
    other = tmp_path / "other"
    monkeypatch.setattr(dialogs, "folder", lambda *_: other)
    QTest.mouseClick(steps.more, Qt.MouseButton.LeftButton)
    assert [(box.isChecked(), path) for box, path in steps.boxes] == [
        (False, tmp_path),
        (True, other),
    ]
    engine.answers["library.status"] |= {"tracks": 0, "clips": 0}
    QTest.mouseClick(steps.listen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(engine.params("library.add")))
    assert engine.params("library.add")[-1]["folders"] == [str(other)]
    qtbot.waitUntil(lambda: steps.counts.text() != "")
    asked = len(engine.params("suggest"))
    assert steps.rows[0].title.whole == "", "nothing has been heard yet"
    engine.answers["library.status"] = engine.answers["library.status"] | {"tracks": 3}
    qtbot.waitUntil(lambda: "Night Ferry" in steps.rows[0].title.whole)
    assert len(engine.params("suggest")) > asked
    assert "3" in steps.counts.text()
    steps.line.clear()
    QTest.keyClicks(steps.line, "At last")
    qtbot.waitUntil(lambda: engine.params("suggest")[-1]["text"] == "At last")
    QTest.mouseClick(steps.write, Qt.MouseButton.LeftButton)
    assert not steps_of(window)


def test_the_demo_is_one_click_away(window: Window, steps: FirstRun, engine: Any) -> None:
    QTest.mouseClick(steps.demo, Qt.MouseButton.LeftButton)
    assert "ferryman" in window.document.name
    assert steps.steps.currentIndex() == 1
    steps.reject()
    window.writing.editor.document().setModified(False)


def test_it_greets_a_newcomer_once_and_can_be_skipped(
    window: Window, engine: Any, qtbot: Any
) -> None:
    engine.answers["library.status"] |= {"tracks": 0, "clips": 0}
    window.extras.greet()
    window.library.refresh()
    qtbot.waitUntil(lambda: bool(steps_of(window)))
    QTest.mouseClick(steps_of(window)[0].skip, Qt.MouseButton.LeftButton)
    assert not steps_of(window)
    window.extras.greet()
    assert not window.extras._greets
    window.registry["help.first"].trigger()
    assert steps_of(window)
    QTest.keyClick(steps_of(window)[0], Qt.Key.Key_Escape)


def test_who_has_music_is_not_greeted(window: Window, engine: Any, qtbot: Any) -> None:
    window.extras.greet()
    window.library.refresh()
    qtbot.waitUntil(lambda: not window.extras._greets)
    assert not steps_of(window)


def test_the_home_folder_is_not_taken_for_music(monkeypatch: Any, tmp_path: Path) -> None:
    music = tmp_path / "Music"
    music.mkdir()
    names = [str(Path.home()), str(music), str(tmp_path / "none")]
    monkeypatch.setattr(QStandardPaths, "standardLocations", lambda _: names)
    assert first_run.music_folders() == [music]
