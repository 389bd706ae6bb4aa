from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from t2m_desktop.editor.finder import Wanted, places
from t2m_desktop.window import Window

TEXT = "The rain fell. RAIN on the roof, a train in the rain.\n\nNo rainbow."


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted("rain"), 5),
        (Wanted("rain", match_case=True), 4),
        (Wanted("rain", whole_words=True), 3),
        (Wanted("rain", match_case=True, whole_words=True), 2),
        (Wanted("r.in"), 0),  # letters, not a pattern
        (Wanted(""), 0),
    ],
)
def test_what_is_found(wanted: Wanted, count: int) -> None:
    found = places(TEXT, wanted)
    assert len(found) == count
    assert all(TEXT[start:end].lower() == wanted.words for start, end in found)


def test_positions_are_those_of_qt() -> None:
    text = "🌊 rain 🌊🌊 rain"
    units = text.encode("utf-16-le")
    found = places(text, Wanted("rain"))
    assert [units[2 * a : 2 * b].decode("utf-16-le") for a, b in found] == ["rain", "rain"]


@pytest.mark.parametrize(
    ("typed", "text"), [("don't", "I don’t."), ('"So', "“So”"), ("a b", "a\u00a0b"), ("’s", "it's")]
)
def test_a_straight_quote_finds_a_curly_one(typed: str, text: str) -> None:
    assert len(places(text, Wanted(typed))) == 1


@pytest.fixture
def writing(window: Window) -> Any:
    window.writing.editor.set_manuscript(TEXT)
    return window.writing


def test_find_goes_round(window: Window, writing: Any, qtbot: Any) -> None:
    window.registry["edit.find"].trigger()
    bar = writing.find
    assert bar.isVisible()
    assert not bar.new.isVisible()
    qtbot.keyClicks(bar.words, "rain")
    assert writing.editor.textCursor().selectedText() == "rain"
    assert bar.count.text() == "1 of 5"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 5"
    assert writing.editor.textCursor().selectedText() == "RAIN"
    for _ in range(4):
        window.registry["edit.find_next"].trigger()
    assert bar.count.text() == "1 of 5"
    qtbot.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "5 of 5"
    assert len(writing.editor.extraSelections()) == 5
    qtbot.keyClick(bar.words, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert writing.editor.extraSelections() == []
    assert writing.editor.textCursor().selectedText() == "rain"  # where the writer goes on


def test_nothing_found_is_said(window: Window, writing: Any, qtbot: Any) -> None:
    window.registry["edit.find"].trigger()
    qtbot.keyClicks(writing.find.words, "snow")
    assert writing.find.count.text() == "0 places"
    qtbot.keyClick(writing.find.words, Qt.Key.Key_Return)
    assert writing.editor.text() == TEXT


def test_replace_one_and_the_next(window: Window, writing: Any, qtbot: Any) -> None:
    window.registry["edit.replace"].trigger()
    bar = writing.find
    qtbot.mouseClick(bar.whole, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(bar.words, "rain")
    bar.new.setFocus()
    qtbot.keyClicks(bar.new, "snow")
    qtbot.keyClick(bar.new, Qt.Key.Key_Return)
    assert writing.editor.text().startswith("The snow fell. RAIN")
    assert writing.editor.textCursor().selectedText() == "RAIN"
    assert bar.count.text() == "1 of 2"


def test_replace_all_is_one_undo(window: Window, writing: Any, qtbot: Any) -> None:
    window.registry["edit.replace"].trigger()
    bar = writing.find
    bar.words.setText("rain")
    bar.new.setText("rain, rain")  # holds what is looked for: no endless loop
    qtbot.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert bar.count.text() == "5 places replaced"
    assert writing.editor.text().lower().count("rain, rain") == 5
    window.registry["edit.undo"].trigger()
    assert writing.editor.text() == TEXT


def test_the_selected_words_are_looked_for(window: Window, writing: Any) -> None:
    cursor = writing.editor.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(8, QTextCursor.MoveMode.KeepAnchor)
    writing.editor.setTextCursor(cursor)
    window.registry["edit.find"].trigger()
    assert writing.find.words.text() == "rain"
    assert writing.find.words.selectedText() == "rain"


def test_marks_follow_the_text_and_stay_in_focus_mode(
    window: Window, writing: Any, qtbot: Any
) -> None:
    window.registry["view.focus"].trigger()
    window.registry["edit.find"].trigger()
    qtbot.keyClicks(writing.find.words, "rain")
    before = len(writing.editor.extraSelections())
    cursor = QTextCursor(writing.editor.document())
    cursor.insertText("rain ")
    qtbot.waitUntil(lambda: len(writing.editor.extraSelections()) == before + 1)
