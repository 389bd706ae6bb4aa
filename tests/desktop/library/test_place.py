"""The Library place: the table that comes by the page, its search, marks, folders and errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QWidget

from t2m_desktop import dialogs, drag_out
from t2m_desktop.library.columns import COLUMNS
from t2m_desktop.library.place import LibraryPlace
from t2m_desktop.library.tracks import KEPT, PAGE
from t2m_desktop.window import LIBRARY, WRITE, Window
from t2m_engine.service.client import EngineError


@pytest.fixture
def place(window: Window, qtbot: Any) -> LibraryPlace:
    """The Library, shown, with its first page."""
    window.go_to(LIBRARY)
    qtbot.waitUntil(lambda: window.library.tracks.total == 4)
    return window.library


def names(place: LibraryPlace) -> list[str]:
    return [Path(row["track"]).stem for _, row in sorted(place.tracks.known(), key=lambda n: n[0])]


def cell(place: LibraryPlace, row: int, name: str) -> str:
    column = next(i for i, column in enumerate(COLUMNS) if column.name == name)
    return str(place.tracks.index(row, column).data())


def test_a_long_library_comes_by_the_page_as_it_is_looked_at(
    place: LibraryPlace, engine: Any, shelf: Any, fake_library: Any, qtbot: Any
) -> None:
    shelf.rows = [fake_library.make_row(f"/music/{n:06}.ogg", n) for n in range(100_000)]
    shelf.state += 1
    place.tracks.refresh()
    qtbot.waitUntil(lambda: place.tracks.rowCount() == 100_000)
    before = len(engine.params("library.browse"))
    place.table.verticalScrollBar().setValue(place.table.verticalScrollBar().maximum())
    place.table.viewport().repaint()
    qtbot.waitUntil(lambda: cell(place, 99_999, "title") == "099999")
    asked = engine.params("library.browse")[before:]
    assert {params["offset"] for params in asked} == {99_900}  # not what lies between
    place.table.go_to(99_990)
    scroll = place.table.verticalScrollBar().value()
    shelf.state += 1
    with qtbot.waitSignal(place.tracks.counted):
        place.tracks.refresh()  # a scan goes on: nothing jumps
    assert place.table.verticalScrollBar().value() == scroll
    qtbot.waitUntil(lambda: place.tracks.row(99_990) is not None)
    assert place.table.currentIndex().row() == 99_990
    for page in range(2 * KEPT):
        place.tracks.row(page * PAGE)
        qtbot.waitUntil(lambda page=page: place.tracks.row(page * PAGE) is not None)
    assert len(list(place.tracks.known())) == KEPT * PAGE


def test_the_table_sorts_by_its_headings_and_keeps_what_is_chosen(
    place: LibraryPlace, engine: Any, qtbot: Any
) -> None:
    assert names(place) == ["night_ferry", "the_cellar_door", "salt", "undertow"]
    place.table.go_to(2)
    place.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: names(place) == ["night_ferry", "salt", "the_cellar_door", "undertow"])
    place.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: names(place)[0] == "undertow")
    assert engine.params("library.browse")[-1]["descending"]
    assert place.table.current is not None
    assert Path(place.table.current["track"]).stem == "salt"


def test_columns_are_chosen_and_kept(place: LibraryPlace, window: Window) -> None:
    album = next(i for i, column in enumerate(COLUMNS) if column.name == "album")
    assert place.table.isColumnHidden(album)
    menu = place.table.columns_menu()
    next(action for action in menu.actions() if action.text() == "Album").trigger()
    assert not place.table.isColumnHidden(album)
    kept = place.table.kept_columns()
    place.table.setColumnHidden(album, True)
    place.table.restore_columns("3 AAAA")  # of another version: left alone
    assert place.table.isColumnHidden(album)
    place.table.restore_columns(kept)
    assert not place.table.isColumnHidden(album)
    menu.close()


def test_a_line_shows_what_it_finds_and_an_empty_box_everything(
    place: LibraryPlace, engine: Any, qtbot: Any
) -> None:
    everything = names(place)
    qtbot.keyClicks(place.search.box, "cellar bpm:90-")
    qtbot.waitUntil(lambda: names(place) == ["the_cellar_door"])
    assert place.search.words.whole == "1 track"
    assert engine.params("library.browse")[-1]["query"] == "cellar bpm:90-"
    qtbot.keyClick(place.search.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: names(place) == everything)
    assert place.search.words.whole == ""
    qtbot.keyClicks(place.search.box, "zzz")
    qtbot.waitUntil(lambda: place.tracks.total == 0)
    assert place.search.words.whole == "Nothing in the library fits."


def test_a_wrong_line_is_told_quietly_and_changes_nothing(
    place: LibraryPlace, engine: Any, shelf: Any, qtbot: Any
) -> None:
    wrong = EngineError(-32020, "There is no field “bmp:”.", {"exit_code": 2})
    engine.answers["library.browse"] = lambda params: (
        wrong if params["query"].startswith("bmp:") else shelf.browse(params)
    )
    qtbot.keyClicks(place.search.box, "bmp:9")
    qtbot.waitUntil(lambda: place.search.words.whole == "There is no field “bmp:”.")
    assert len(names(place)) == 4


def test_the_newest_line_wins(place: LibraryPlace, engine: Any, qtbot: Any) -> None:
    engine.held.add("library.browse")
    counted: list[Any] = []
    place.tracks.counted.connect(counted.append)
    for line in ("cellar", "salt"):
        place.search.box.setText(line)
        place.search.ask()
    engine.release("library.browse")
    qtbot.waitUntil(lambda: bool(counted))
    qtbot.wait(20)
    assert len(counted) == 1
    assert names(place) == ["salt"]


def test_down_and_escape_lead_to_the_table_and_back(place: LibraryPlace, qtbot: Any) -> None:
    place.search.take_keys()
    qtbot.keyClick(place.search.box, Qt.Key.Key_Down)
    assert place.table.hasFocus()
    assert place.table.current is not None
    qtbot.keyClick(place.table, Qt.Key.Key_Escape)
    assert place.search.box.hasFocus()


def test_space_plays_from_the_best_section_and_stops(
    place: LibraryPlace, window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[Any] = []
    monkeypatch.setattr(window.hearing, "play", played.append)
    place.table.go_to(1)
    qtbot.keyClick(place.table, Qt.Key.Key_Space)
    [piece] = played
    assert (Path(piece.track).stem, piece.start, piece.end) == ("the_cellar_door", 0.5, 3.0)
    window.player.piece = piece  # as if it were heard
    window.player.changed.emit()
    assert place.table.cells.playing == piece.track
    assert place.inspector.play.playing
    stopped: list[bool] = []
    monkeypatch.setattr(window.player, "stop", lambda: stopped.append(True))
    qtbot.keyClick(place.table, Qt.Key.Key_Space)
    assert stopped == [True]
    window.player.piece = None
    window.player.changed.emit()


def test_marks_are_changed_in_place_and_undone(
    place: LibraryPlace, window: Window, engine: Any, qtbot: Any
) -> None:
    place.table.go_to(0)
    place.table.selectionModel().select(
        place.tracks.index(1, 0),
        place.table.selectionModel().SelectionFlag.Select
        | place.table.selectionModel().SelectionFlag.Rows,
    )
    qtbot.keyClick(place.table, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: cell(place, 1, "rating") == "★★★★☆")
    assert cell(place, 0, "rating") == "★★★★☆"
    place.table.go_to(0)
    editor = place.inspector.marks
    assert editor.stars.accessibleDescription() == "4 stars"
    editor.tags.setText("rain,  at sea ,rain")
    qtbot.keyClick(editor.tags, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(place, 0, "tags") == "at sea, rain")
    editor.notes.setPlainText("for the storm")
    place.table.go_to(2)  # leaving the track gives over what was written
    qtbot.waitUntil(lambda: place.tracks.row(0)["marks"]["notes"] == "for the storm")
    assert [Path(t).stem for t in engine.params("library.mark")[-1]["tracks"]] == ["night_ferry"]
    for _ in range(2):
        window.registry["edit.undo"].trigger()
    qtbot.waitUntil(lambda: cell(place, 0, "tags") == "")
    window.registry["edit.undo"].trigger()
    qtbot.waitUntil(lambda: cell(place, 1, "rating") == "")
    window.registry["edit.redo"].trigger()
    qtbot.waitUntil(lambda: cell(place, 1, "rating") == "★★★★☆")
    said: list[str] = []
    place.said.connect(said.append)
    for _ in range(2):
        window.registry["edit.undo"].trigger()
    assert said[-1] == "There is nothing to undo in the library."


def test_what_is_gone_or_away_is_said_in_words(
    place: LibraryPlace, engine: Any, shelf: Any, qtbot: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    shelf.rows[0]["missing"], shelf.rows[1]["offline"] = True, True
    shelf.state += 1
    engine.answers["library.status"] |= {"missing": 1, "offline": 1}
    place.refresh()
    qtbot.waitUntil(lambda: place.chips[1].isVisible() and place.chips[2].isVisible())
    said = place.tracks.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "night_ferry, file is gone"
    assert "drive is away" in place.tracks.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.mouseClick(place.chips[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(place) == ["night_ferry"])
    place.table.go_to(0)
    assert place.inspector.relink.isVisible()
    monkeypatch.setattr(dialogs, "folder", lambda *_: tmp_path / "elsewhere")
    engine.answers["library.add"] |= {"tracks": 0, "moved": 1}
    told: list[str] = []
    place.said.connect(told.append)
    qtbot.mouseClick(place.inspector.relink, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    assert engine.params("library.add")[-1] == {"folders": [str(tmp_path / "elsewhere")]}
    assert told[0] == "0 tracks added · 1 track found again"


def test_files_that_failed_are_tried_again(place: LibraryPlace, engine: Any, qtbot: Any) -> None:
    failed = [{"path": f"/m/{name}.mp3", "reason": "is empty"} for name in "xy"]
    engine.answers["library.errors"] = {"errors": failed}
    place.refresh()
    qtbot.waitUntil(place.error_chip.isVisible)
    qtbot.mouseClick(place.error_chip, Qt.MouseButton.LeftButton)
    assert not place.errors.some.isEnabled()
    place.errors.table.selectRow(1)
    qtbot.mouseClick(place.errors.some, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(engine.params("library.add")))
    assert engine.params("library.add") == [{"folders": ["/m/y.mp3"], "retry_errors": True}]


def test_folders_are_followed_scanned_and_removed(
    place: LibraryPlace, engine: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = {
        "folder": str(tmp_path), "watched": True, "there": True, "tracks": 4, "missing": 0,
        "offline": 0, "errors": 0, "hours": 0.1,
    }  # fmt: skip
    engine.answers["library.folders"] = {"folders": [folder]}

    def follow(params: dict[str, Any]) -> dict[str, Any]:
        folder["watched"] = params["on"]
        engine.answers["library.folders"] = {"folders": [dict(folder)]}
        return {}

    engine.answers["library.watch"] = follow
    engine.answers["library.remove"] = {"folder": str(tmp_path), "tracks": 4}
    place.refresh()
    qtbot.waitUntil(lambda: place.folders.model.rowCount() == 1)
    window = place.window()
    window.registry["library.folders"].trigger()
    index = place.folders.model.index(0, 0)
    assert index.data() == "yes"
    place.folders.model.setData(index, 0, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(lambda: index.data() == "no")
    assert engine.params("library.watch") == [{"on": False, "folder": str(tmp_path)}]
    qtbot.mouseClick(place.folders.scan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.params("library.add") == [{"folders": [str(tmp_path)]}])
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _, q, *__: asked.append(q) or "keep")
    qtbot.mouseClick(place.folders.remove, Qt.MouseButton.LeftButton)
    assert asked == [f"Remove {tmp_path} from the library?"]
    assert not engine.params("library.remove")
    monkeypatch.setattr(dialogs, "ask", lambda *_: "remove")
    qtbot.mouseClick(place.folders.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.params("library.remove") == [{"folder": str(tmp_path)}])


def test_the_library_is_checked_and_repaired_from_the_menu(
    place: LibraryPlace, window: Window, engine: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = {"what": "Vectors belong to no clip.", "count": 3, "mended": False}
    engine.answers["library.check"] = lambda params: {
        "in_order": params.get("repair", False),
        "findings": [finding],
        "recovered": None,
    }
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask", lambda _, q, *__: asked.append(q) or "repair")
    window.registry["library.check"].trigger()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == ["The library is not in order.", "The library is mended."]
    assert engine.params("library.check") == [{}, {"repair": True}]


def test_files_are_dragged_and_copied_out_of_the_table(
    place: LibraryPlace, shelf: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[Any] = []
    monkeypatch.setattr(drag_out, "drag", lambda _, paths, __: carried.append(paths))
    place.table.selectAll()
    place.table.startDrag(Qt.DropAction.CopyAction)
    assert [path.stem for path in carried[0]] == names(place)
    qtbot.keyClick(place.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    urls = QGuiApplication.clipboard().mimeData().urls()
    assert [Path(url.toLocalFile()).stem for url in urls] == names(place)


def test_more_like_a_track_asks_by_its_best_section(
    place: LibraryPlace, window: Window, engine: Any, qtbot: Any
) -> None:
    shares = dict.fromkeys(("happy", "sad"), 0.5)
    clip = {"start": 0.5, "end": 2.0, "energy": -20.0, "valence": 0.1, "arousal": 0.2}
    waveform = engine.answers["track.waveform"]
    engine.answers["track.waveform"] = lambda params: {
        **waveform(params), "clips": [{**clip, "moods": shares}],
    }  # fmt: skip
    place.table.go_to(0)
    with qtbot.waitSignal(window.writing.list.shown):
        qtbot.mouseClick(place.inspector.similar, Qt.MouseButton.LeftButton)
    like = engine.params("library.similar")[-1]["like"]
    assert [(Path(one["track"]).stem, one["start"], one["end"]) for one in like] == [
        ("night_ferry", 0.5, 2.0)
    ]
    assert window.places.currentIndex() == WRITE


def test_everything_has_a_name_for_screen_readers(place: LibraryPlace, qtbot: Any) -> None:
    place.table.go_to(0)
    nameless = []
    for widget in place.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    assert not nameless, nameless
    curves = QAccessible.queryAccessibleInterface(place.inspector.curves)
    qtbot.waitUntil(lambda: "valence" in curves.text(QAccessible.Text.Description))
