"""What leaves the window: sent to editors, dragged as a marked part, cleaned up behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import soundfile
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox

from t2m_desktop import drag_out
from t2m_desktop.commands import EDITORS
from t2m_desktop.send_to import EditorMenu, SendTo, confirmed
from t2m_desktop.window import Window
from t2m_engine import spare
from t2m_engine.service.client import EngineError

ABSENT = "Kdenlive is not running. Nothing was sent: open your project there first."


def lies(*clips: tuple[str, float, int], notes: tuple[str, ...] = ()) -> dict[str, Any]:
    """What `editor.send` answers: (name, start, track) of each clip."""
    rows = [
        {"file": f"/{name}.wav", "name": name, "track": track, "start": start, "length": 4.0}
        for name, start, track in clips
    ]
    return {"editor": "kdenlive", "project": "Film", "clips": rows, "notes": list(notes)}


@pytest.fixture
def writing(window: Window, engine: Any, qtbot: Any) -> Window:
    """A window with suggestions, of which the first is selected; Kdenlive answers."""
    engine.answers["editor.list"] = {
        "editors": [
            {"name": name, "title": title, "answers": name == "kdenlive"}
            for name, title in EDITORS.items()
        ]
    }
    engine.answers["editor.send"] = lies(("Night Ferry", 12.4, 2))
    engine.answers["clips.clean_up"] = {
        "removed": [], "used": 0, "freed": 0, "size": 0, "problem": ""
    }  # fmt: skip
    window.writing.editor.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.keyClicks(window.writing.editor, "Something breathed.")
    window.writing.list.select(1, play=False)
    return window


@pytest.fixture(autouse=True)
def menus(monkeypatch: pytest.MonkeyPatch) -> list[QMenu]:
    """The menus that popped up: they do not, as this screen is none."""
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: shown.append(menu))
    return shown


def titles(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def submenu(menu: QMenu, title: str) -> EditorMenu:
    (found,) = [a.menu() for a in menu.actions() if a.menu() is not None and a.text() == title]
    assert isinstance(found, EditorMenu)
    return found


def test_the_menu_of_a_card_holds_its_commands_and_the_editors_that_answer(
    writing: Window, menus: list[QMenu], engine: Any, qtbot: Any
) -> None:
    card = writing.writing.list.cards()[1]
    card.marks.set_awake(True)
    qtbot.mouseClick(card.marks.buttons["more"], Qt.MouseButton.LeftButton)
    (menu,) = menus
    assert writing.writing.list.selected == card.suggestion
    assert titles(menu)[:3] == [
        "Favourite, or none any more", "Thumb up", "Thumb down: do not suggest it again",
    ]  # fmt: skip
    assert {"Not for this project", "Copy suggestion as a file"} <= set(titles(menu))
    editors = submenu(menu, "Send to")
    qtbot.waitUntil(lambda: "Kdenlive" in titles(editors))
    assert titles(editors)[1:3] == ["Audacity does not answer", "Ardour does not answer"]
    assert [action.isEnabled() for action in editors.actions() if action.text()] == [
        True, *[False] * (len(EDITORS) - 1),
    ]  # fmt: skip
    editors.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: "Read back" in writing.transport.state.whole)
    assert writing.transport.state.whole == "Read back from Kdenlive: Night Ferry at 0:12, track 2."
    (sent,) = engine.params("editor.send")
    assert sent["editor"] == "kdenlive"
    (file,) = sent["files"]
    assert Path(file).name.startswith("The Cellar Door")
    assert not spare.is_spare(Path(file)), "a project names it now"
    qtbot.waitUntil(lambda: ("used", "the_cellar_door") in [
        (entry["kind"], Path(entry["track"]).stem) for entry in engine.params("history.add")
    ])  # fmt: skip


def test_a_menu_that_is_open_shows_who_comes_and_goes(
    writing: Window, engine: Any, qtbot: Any
) -> None:
    sending = writing.leaving.sending
    engine.held.add("editor.list")
    menu = EditorMenu(sending, lambda _: None, writing, "Send to")
    assert titles(menu) == ["Looking for editors…"]
    menu.aboutToShow.emit()
    engine.release("editor.list")
    qtbot.waitUntil(lambda: titles(menu)[0] == "Kdenlive")
    for one in engine.answers["editor.list"]["editors"]:
        one["answers"] = one["name"] in ("ardour", "blender")
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: titles(menu)[:2] == ["Ardour", "Blender"])
    assert "Kdenlive does not answer" in titles(menu)


def test_an_editor_that_does_not_take_it_is_told_of_in_full(
    writing: Window, engine: Any, qtbot: Any
) -> None:
    engine.answers["editor.send"] = EngineError(-32060, ABSENT, {"exit_code": 6})
    writing.registry["music.send_kdenlive"].trigger()
    qtbot.waitUntil(lambda: bool(writing.findChildren(QMessageBox)))
    (box,) = writing.findChildren(QMessageBox)
    assert (box.text(), box.informativeText()) == ("Kdenlive", ABSENT)
    assert not engine.params("history.add")
    box.close()


def test_without_a_selection_nothing_is_sent(window: Window, engine: Any, qtbot: Any) -> None:
    window.registry["music.send_kdenlive"].trigger()
    assert window.transport.state.whole == "Choose a suggestion first: then it can be sent."
    assert not engine.params("editor.send")


def test_what_was_read_back_is_said() -> None:
    note = "Ardour counts in frames."
    found = lies(("One", 9.0, 3), ("Two", 65.2, 1), notes=(note,))
    assert (
        confirmed("Ardour", found) == f"Read back from Ardour: 2 clips at 0:09, track 1, 3. {note}"
    )


def test_a_film_editor_begins_with_the_markers(writing: Window, engine: Any, qtbot: Any) -> None:
    markers = [
        {"name": "End", "notes": "", "start": 90.0, "end": 90.0, "text": "End"},
        {
            "name": "Storm",
            "notes": "It  broke.",
            "start": 7.0,
            "end": 9.5,
            "text": "Storm\nIt  broke.",
        },
        {"name": "", "notes": "", "start": 1.0, "end": 1.0, "text": ""},
    ]
    engine.answers["editor.look"] = {"project": "Film", "markers": markers}
    writing.document._editor.document().setModified(False)
    with qtbot.waitSignal(writing.document.renamed):
        writing.registry["file.markers_ardour"].trigger()
    assert engine.params("editor.look") == [{"editor": "ardour"}]
    assert writing.editor.text() == "## 0:07–0:10 Storm\n\nStorm It broke.\n\n## 1:30 End\n\nEnd\n"
    assert writing.document.name == "Film"
    assert writing.document.file.path is None
    engine.answers["editor.look"] = {"project": "Film", "markers": markers[2:]}
    writing.registry["file.markers_ardour"].trigger()
    qtbot.waitUntil(lambda: bool(writing.findChildren(QMessageBox)))
    (box,) = writing.findChildren(QMessageBox)
    assert box.informativeText() == "It shows no markers with words."
    box.close()
    assert writing.document.name == "Film"


# The part of a track that is marked at the foot


@pytest.fixture
def marked(writing: Window, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Window:
    """A window that plays the first track, seconds 1 to 2.5 of which are marked."""
    monkeypatch.setattr(writing.player, "play", lambda _: None)
    clip = writing.writing.list.suggestions[0]
    qtbot.waitUntil(lambda: writing.waveforms.get(clip.track) is not None)
    writing.hearing.play_suggestion(clip)
    writing.hearing.loop_region(1.0, 2.5)
    return writing


def at(window: Window, seconds: float) -> QPoint:
    wave = window.transport.wave
    return QPoint(round(seconds / 3.0 * wave.width()), wave.height() // 2)


def move(window: Window, to: QPoint, button: Qt.MouseButton) -> None:
    """Qt's own test hand presses no button while it moves."""
    wave = window.transport.wave
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(wave.mapToGlobal(to)),
        Qt.MouseButton.NoButton, button, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(wave, event)


def test_a_marked_part_is_dragged_out_as_a_file(
    marked: Window, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    dragged: list[Path] = []
    monkeypatch.setattr(drag_out, "drag", lambda _, paths, __: dragged.extend(paths) or True)
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    wave = marked.transport.wave
    move(marked, at(marked, 1.5), Qt.MouseButton.NoButton)
    assert wave.cursor().shape() == Qt.CursorShape.OpenHandCursor
    qtbot.mousePress(wave, Qt.MouseButton.LeftButton, pos=at(marked, 1.5))
    move(marked, at(marked, 1.5) - QPoint(0, 60), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(dragged))
    assert soundfile.info(dragged[0]).duration == pytest.approx(1.5)
    assert dragged[0].name == "Night Ferry – scary, angry – 0m01s.wav"
    assert not spare.is_spare(dragged[0])
    assert marked.hearing.region is not None, "it stays marked"
    move(marked, at(marked, 0.2), Qt.MouseButton.NoButton)
    assert wave.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_click_within_it_still_seeks_and_a_drag_beside_it_marks_anew(
    marked: Window, qtbot: Any
) -> None:
    wave, regions, places = marked.transport.wave, [], []
    wave.region_chosen.connect(lambda *region: regions.append(region))
    wave.seeked.connect(places.append)
    qtbot.mousePress(wave, Qt.MouseButton.LeftButton, pos=at(marked, 0.1))
    move(marked, at(marked, 0.8), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(wave, Qt.MouseButton.LeftButton, pos=at(marked, 0.8))
    assert regions == [(pytest.approx(0.1, abs=0.05), pytest.approx(0.8, abs=0.05))]
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=at(marked, 0.4))
    assert places == [pytest.approx(0.4, abs=0.05)]


def test_the_menu_of_a_marked_part_copies_it_and_sends_it(
    marked: Window, menus: list[QMenu], engine: Any, qtbot: Any
) -> None:
    wave = marked.transport.wave

    def wanted(seconds: float) -> QContextMenuEvent:
        place = at(marked, seconds)
        return QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, place, wave.mapToGlobal(place),
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip

    QApplication.sendEvent(wave, wanted(0.2))
    assert not menus, "it is beside the part"
    QApplication.sendEvent(wave, wanted(2.0))
    (menu,) = menus
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: "Copied as" in marked.transport.state.whole)
    path = Path(QGuiApplication.clipboard().mimeData().urls()[0].toLocalFile())
    assert soundfile.info(path).duration == pytest.approx(1.5)
    editors = submenu(menu, "Send to")
    qtbot.waitUntil(lambda: "Kdenlive" in titles(editors))
    editors.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(engine.params("editor.send")))
    assert engine.params("editor.send")[0]["files"] == [str(path)]


# The folder that the clips are kept in


def test_the_folder_is_cleaned_up_behind_the_hand(
    writing: Window, engine: Any, tmp_path: Path, qtbot: Any
) -> None:
    said: list[str] = []
    care = writing.leaving.care
    care._soon.setInterval(0)
    care.said.connect(said.append)
    engine.answers["clips.clean_up"] |= {"removed": ["/a", "/b"], "freed": 123_000_000}
    clip = writing.writing.list.suggestions[2]
    writing.clips.make(clip)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["2 old clips were cleaned up: 0.12 GB"]
    (params,) = engine.params("clips.clean_up")
    assert params == {"folder": str(writing.settings.clips_folder), "limit": 5e9}
    # Not after each clip; and with the projects, once they are known.
    writing.settings.set("projects_folder", tmp_path)
    writing.settings.set("clips_limit", 2)
    writing.clips.make(writing.writing.list.suggestions[3])
    qtbot.waitUntil(lambda: writing.clips.ready(writing.writing.list.suggestions[3]) is not None)
    assert not care._soon.isActive()
    engine.answers["clips.clean_up"] |= {"removed": [], "problem": "x.als cannot be read."}
    for count in (2, 3):
        care.clean_up()
        qtbot.waitUntil(lambda n=count: len(engine.params("clips.clean_up")) == n)
        qtbot.waitUntil(lambda: len(said) == 2)
    assert engine.params("clips.clean_up")[-1] == {
        "folder": str(writing.settings.clips_folder),
        "limit": 2e9,
        "projects": [str(tmp_path)],
    }
    assert said[1:] == ["x.als cannot be read."], "once"


def test_who_answers_is_not_known_from_an_engine_that_fails(writing: Window, engine: Any) -> None:
    engine.answers["editor.list"] = EngineError(-32603, "A bug.", {"exit_code": 1})
    sending = SendTo(writing.bridge, writing.clips, writing)
    sending.look()
    assert sending.answering is None
