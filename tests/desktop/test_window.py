from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLineEdit,
    QWidget,
)

from t2m_desktop import dialogs
from t2m_desktop.editor.outline import outline
from t2m_desktop.window import LIBRARY, SCORE, WRITE, Window
from t2m_engine.service.client import EngineError


def write(window: Window, qtbot: Any, text: str) -> None:
    """Type at the end, and wait for the suggestions."""
    window.writing.editor.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClicks(window.writing.editor, text)


def test_typing_brings_suggestions_and_the_ear(window: Window, engine: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: "CPU" in window.transport.state.whole)  # the model is loaded
    write(window, qtbot, "Something breathed.")
    titles = [card.title.whole for card in window.writing.list.cards()]
    assert titles == ["Night Ferry", "The Cellar Door", "Salt", "Undertow"]
    asked = engine.params("suggest")[-1]
    wishes = {"k": 10, "channel": "cursor", "filter": "-rating:1"}
    assert asked == {"text": "Something breathed.", **wishes}
    assert window.writing.ear.words.whole == "fear"
    assert window.writing.ear.place.whole == "dark, tense · fairly sure"
    qtbot.waitUntil(lambda: "CPU, " in window.transport.state.whole)
    assert window.transport.state.whole.startswith("4 tracks · 8 clips · Fusion · CPU, ")
    assert window.writing.editor._bar is not None


def test_only_the_newest_passage_is_shown(window: Window, engine: Any, qtbot: Any) -> None:
    engine.held.add("suggest")
    answers: list[Any] = []
    window.suggestions.arrived.connect(answers.append)
    for text in ("One.", "One. Two."):
        window.suggestions.ask(text)
    engine.release("suggest")
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(20)
    assert [answer.passage for answer in answers] == ["One. Two."]


def test_an_empty_library_offers_the_demo_and_still_hears(
    window: Window, engine: Any, qtbot: Any
) -> None:
    engine.answers["suggest"] = EngineError(-32040, "The library is empty.", {"exit_code": 4})
    engine.answers["library.status"] |= {"tracks": 0, "clips": 0}
    window.library.refresh()
    qtbot.waitUntil(window.writing.welcome.isVisible)
    write(window, qtbot, "Something breathed.")
    assert window.writing.ear.words.whole == "fear"
    assert window.writing.list.cards() == []
    qtbot.mouseClick(window.writing.welcome.demo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(engine.params("library.add")))
    assert Path(engine.params("library.add")[0]["folders"][0]).name == "music"


def test_music_heard_by_another_model_is_heard_again_on_request(
    window: Window, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    engine.answers["library.status"] |= {"stale": 4}
    window.library.refresh()
    qtbot.waitUntil(window.writing.welcome.again.isVisible)
    assert "heard by another model" in window.transport.state.whole
    assert not window.writing.welcome.demo.isVisible()
    engine.answers["library.status"] |= {"stale": 0}
    engine.answers["library.update"] = engine.answers["library.add"]
    qtbot.mouseClick(window.writing.welcome.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.params("library.update") == [{}])
    qtbot.waitUntil(window.writing.welcome.isHidden)
    assert window.transport.state.whole == "1 track added · 30 × real time"


def test_the_demo_opens_its_story_as_a_new_manuscript(window: Window, qtbot: Any) -> None:
    window.try_demo()
    assert window.writing.editor.text().startswith("# The Ferryman's House")
    assert window.document.file.path is None
    qtbot.waitUntil(lambda: window.writing.scenes.list.count() == 10)
    assert window.name.whole == "The Ferryman's House"
    window.writing.scenes.chosen.emit(window.writing.scenes.list.item(4).data(256).line)
    assert window.writing.scenes.list.currentRow() == 4
    assert window.writing.editor.textCursor().block().text().startswith("She woke")


def test_scenes_get_their_emotions(window: Window, qtbot: Any) -> None:
    with qtbot.waitSignal(window.story_feelings.scenes_felt):
        window.open_demo_story()
    name = window.writing.scenes.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name == "Midsummer Crossing, 221 words, fear"


def test_the_engine_dies_and_comes_back(window: Window, engine: Any, qtbot: Any) -> None:
    write(window, qtbot, "Something breathed.")
    answers: list[Any] = []
    window.suggestions.arrived.connect(answers.append)
    told: list[str] = []  # it may be there for half a second only
    window.bridge.state_changed.connect(lambda *_: told.append(window.transport.state.whole))
    engine.die()
    qtbot.waitUntil(lambda: any("stopped and is starting again" in words for words in told))
    qtbot.keyClicks(window.writing.editor, " Again.")
    assert window.writing.editor.text() == "Something breathed. Again."
    qtbot.waitUntil(lambda: bool(answers))
    assert engine.starts == 2
    qtbot.waitUntil(lambda: "CPU" in window.transport.state.whole)


def test_a_folder_is_scanned_with_progress_and_can_be_cancelled(
    window: Window, engine: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "folder", lambda *_: tmp_path)
    engine.held.add("library.add")
    window.registry["music.add"].trigger()
    assert window.places.currentIndex() == LIBRARY
    panel = window.library.scan
    assert panel.isVisible()
    engine.progress(
        "library.add",
        done=3,
        total=12,
        text="/music/Night Ferry.flac",
        stage="listening",
        rate=180.2,
        time_left=40.0,
        tracks=3,
        errors=0,
    )
    qtbot.waitUntil(lambda: panel.bar.value() == 3)
    assert panel.file.whole == "Night Ferry.flac"
    assert panel.rate.text() == "3 of 12 files · 180 × real time · 0:40 left"
    engine.answers["library.pause"] = {"paused": True}
    qtbot.mouseClick(panel.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.params("library.pause") == [{"paused": True}])
    assert panel.pause_button.text() == "Go on"
    qtbot.mouseClick(panel.pause_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.params("library.pause")[1:] == [{"paused": False}])
    assert panel.pause_button.text() == "Pause"
    qtbot.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.running)
    assert not panel.isVisible()
    assert window.transport.state.whole.startswith("The scan was stopped.")


def test_a_scan_goes_on_after_the_engine_fell_over(
    window: Window, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    from t2m_engine.service.client import EngineGone

    fallen = iter([EngineGone(), engine.answers["library.add"]])
    engine.answers["library.add"] = lambda _: next(fallen)
    with qtbot.waitSignal(window.library.scanned):
        window.library.add([tmp_path])
        qtbot.waitUntil(lambda: len(engine.params("library.add")) == 2)
    assert engine.params("library.add")[0] == engine.params("library.add")[1]


def test_files_that_failed_are_listed_with_their_reason(
    window: Window, engine: Any, qtbot: Any
) -> None:
    engine.answers["library.errors"] = {"errors": [{"path": "/m/x.mp3", "reason": "is empty"}]}
    window.library.refresh()
    qtbot.waitUntil(lambda: window.library.errors.model.rowCount() == 1)
    assert window.library.error_chip.text() == "Errors  1"
    window.go_to(LIBRARY)
    qtbot.mouseClick(window.library.error_chip, Qt.MouseButton.LeftButton)
    table = window.library.errors.table
    assert table.isVisible()
    model = table.model()
    assert [model.index(0, i).data() for i in range(3)] == ["x.mp3", "is empty", "/m"]


def test_searching_runs_commands_and_finds_music(window: Window, engine: Any, qtbot: Any) -> None:
    window.registry["view.search"].trigger()
    qtbot.keyClicks(window.search, "rainy night")
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert engine.params("suggest")[-1]["text"] == "rainy night"
    assert window.writing.caption.whole == "Music for “rainy night”"
    window.registry["view.search"].trigger()
    qtbot.keyClicks(window.search, "library")
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.places.currentIndex() == LIBRARY


def test_places_and_themes(window: Window) -> None:
    window.registry["view.library"].trigger()
    assert window.places.currentIndex() == LIBRARY
    window.registry["view.write"].trigger()
    assert window.places.currentIndex() == WRITE
    assert window.place_buttons.button(WRITE).isChecked()
    window.registry["view.score"].trigger()
    assert window.places.currentIndex() == SCORE
    assert window.focusWidget() is window.scoring.no_score.score_button
    window.registry["view.theme_dark"].trigger()
    assert window.themes.current.dark
    assert window.settings.theme == "dark"
    window.registry["view.theme_light"].trigger()


def test_the_window_remembers(window: Window) -> None:
    from t2m_desktop.settings import Settings

    window.settings.text_size = 22
    window.close()
    kept = Settings.load()
    assert kept.text_size == 22
    assert kept.geometry
    assert kept.panes
    assert kept.score_panes


def test_everything_interactive_has_an_accessible_name(window: Window, qtbot: Any) -> None:
    write(window, qtbot, "Something breathed.")
    window.library.refresh()
    nameless = []
    for widget in window.findChildren(QWidget):
        kinds = QAbstractButton | QLineEdit | QAbstractItemView | QAbstractScrollArea
        interactive = isinstance(widget, kinds)
        if not interactive or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    assert not nameless, nameless
    card = window.writing.list.cards()[0]
    name = QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name)
    assert name == (
        "Suggestion 1: Night Ferry, A. Lindqvist, scary, 0:02, scary too, a little brighter"
    )
    plane = QAccessible.queryAccessibleInterface(window.writing.ear.plane)
    assert "Valence -0.45" in plane.text(QAccessible.Text.Description)


def test_the_arc_fills_in_and_leads_through_the_manuscript(
    window: Window, engine: Any, qtbot: Any
) -> None:
    window.open_demo_story()
    arc = window.writing.arc
    paragraphs = outline(window.writing.editor.text().split("\n")).paragraphs

    def asked() -> list[str]:
        return [text for params in engine.params("emotion") for text in params["texts"]]

    qtbot.waitUntil(lambda: len(asked()) >= len(paragraphs))
    assert len(asked()) == len(set(asked())) == len(paragraphs)  # each, and none of them twice
    qtbot.waitUntil(lambda: "fear" in arc.accessibleDescription())
    qtbot.mouseClick(arc, Qt.MouseButton.LeftButton, pos=arc.rect().center())
    assert window.writing.scenes.list.currentRow() in {4, 5}
    window.registry["view.arc"].trigger()
    assert arc.isHidden()
    assert not window.settings.arc


def test_the_foot_warns_of_the_engine_not_of_what_is_said_meanwhile(window: Window) -> None:
    foot = window.transport
    foot.set_engine("The engine cannot start.", warning=True)
    assert foot.state.property("role") == "warning"
    foot.say("Saved story.md")
    assert (foot.state.whole, foot.state.property("role")) == ("Saved story.md", "soft")
    foot._note.timeout.emit()
    assert foot.state.whole == "The engine cannot start."
    assert foot.state.property("role") == "warning"
