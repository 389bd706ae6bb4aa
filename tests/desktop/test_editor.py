from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QApplication

from t2m_desktop.editor import joints
from t2m_desktop.editor.view import ManuscriptEditor, Passage
from t2m_desktop.manuscript_file import ManuscriptFile


def giant(sentences: int, seed: int = 1) -> str:
    words = ["the", "rain", "fell", "on", "stairs", "and", "nobody", "came", "home", "tonight"]
    chance = random.Random(seed)
    return " ".join(
        " ".join(chance.choice(words) for _ in range(chance.randint(4, 18))).capitalize() + "."
        for _ in range(sentences)
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.one_of(
            st.characters(exclude_categories=("Cs",), exclude_characters="\0\r\u2029\ufdd0\ufdd1"),
            st.sampled_from("\n\u00a0\u2028\u2060\t .!"),
        )
    )
)
def test_the_editor_gives_back_what_it_was_given(editor: ManuscriptEditor, text: str) -> None:
    editor.set_manuscript(text)
    assert editor.text() == text
    assert not editor.document().isModified()


@given(text=st.text(st.sampled_from("ab .!\n”")), limit=st.integers(2, 12))
def test_cutting_and_joining_is_nothing(text: str, limit: int) -> None:
    joint = joints.choose_joint(text)
    cut = joints.split(text, joint, limit)
    assert joints.restore(cut, joint) == text
    assert all(len(line) <= limit + 1 for line in cut.split("\n"))


def test_giant_paragraphs_are_cut_at_sentence_ends() -> None:
    text = giant(2000)
    joint = joints.choose_joint(text)
    pieces = joints.split(text, joint).split("\n")
    assert len(pieces) > 5
    assert all(piece.endswith(f". {joint}") for piece in pieces[:-1])


def test_a_text_that_holds_every_mark_still_comes_back() -> None:
    text = "".join(joints._CANDIDATES) * 3000
    joint = joints.choose_joint(text)
    assert joint not in text
    assert joints.restore(joints.split(text, joint), joint) == text


def test_a_giant_paragraph_is_fast_to_type_in_and_saved_whole(
    editor: ManuscriptEditor, qtbot: Any, tmp_path: Path
) -> None:
    text = giant(9000)  # about 500 kB in one line
    path = tmp_path / "giant.txt"
    path.write_bytes(text.encode() + b"\r\nThe end.\r\n")
    file, shown = ManuscriptFile.open(path)
    editor.set_manuscript(shown)
    editor.show()
    qtbot.waitExposed(editor)
    blocks = [editor.document().findBlockByNumber(i) for i in range(editor.document().blockCount())]
    assert max(block.length() for block in blocks) <= joints.LIMIT + 2, "what a key costs"
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(40).position() + 100)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "quietly ")
    editor.undo()
    editor.redo()
    typed = editor.text()
    assert typed.count("quietly ") == 1
    assert typed.replace("quietly ", "") == shown
    file.save(typed)
    assert path.read_bytes().replace(b"quietly ", b"") == text.encode() + b"\r\nThe end.\r\n"


def test_typing_at_a_cut_stays_before_it(editor: ManuscriptEditor, qtbot: Any) -> None:
    text = giant(600)
    editor.set_manuscript(text)
    first = editor.document().firstBlock()
    length = first.length() - 2  # without the joint and the break
    cursor = editor.textCursor()
    cursor.setPosition(first.length() - 1)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "X")
    assert editor.text() == text[:length] + "X" + text[length:]
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == text[:length] + "X\n" + text[length:]


def test_deleting_over_a_cut_joins(editor: ManuscriptEditor, qtbot: Any) -> None:
    text = giant(600)
    editor.set_manuscript(text)
    second = editor.document().firstBlock().next()
    cursor = editor.textCursor()
    cursor.setPosition(second.position())
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)  # takes the break, which is not in the text
    assert editor.text() == text


def test_copying_gives_the_text_without_marks(editor: ManuscriptEditor) -> None:
    text = giant(900) + "\nA no-break\u00a0space."
    editor.set_manuscript(text)
    editor.selectAll()
    editor.copy()
    assert QApplication.clipboard().text() == text


def test_pasting_is_plain_and_in_pieces(editor: ManuscriptEditor) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("One\r\ntwo\u2060\0 " + giant(600))
    editor.set_manuscript("Here: ")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insertFromMimeData(data)
    assert editor.text() == "Here: One\ntwo\u2060 " + giant(600)
    assert editor.document().blockCount() > 3
    assert "font-weight:700" not in editor.document().toHtml()


def test_pasting_our_mark_changes_the_mark(editor: ManuscriptEditor) -> None:
    text = giant(600)
    editor.set_manuscript(text)
    data = QMimeData()
    data.setText("\u2060")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.insertFromMimeData(data)
    assert editor.text() == "\u2060" + text


def test_undo_and_redo(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript("One.")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, " Two.")
    assert editor.document().isModified()
    editor.undo()
    assert editor.text() == "One."
    assert not editor.document().isModified()
    editor.undo()
    assert editor.text() == "One.", "opening cannot be undone"
    editor.redo()
    assert editor.text() == "One. Two."


def test_the_passage_is_told_after_a_pause_and_only_once(
    editor: ManuscriptEditor, qtbot: Any
) -> None:
    editor.set_manuscript("# Title\n\nFirst one.\n\nSecond one.")
    told: list[Passage] = []
    editor.passage_changed.connect(told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1] == Passage("First one.", 2, 3), "on the heading: what is under it"
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    qtbot.keyClicks(editor, "xyz")
    assert len(told) == 1, "not while keys come"
    with qtbot.waitSignal(editor.passage_changed):
        pass
    assert told[-1].text == "Second onexyz."
    assert len(told) == 2


def test_the_column_is_a_book_s(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.resize(1400, 800)
    editor.set_manuscript("the quick brown fox jumps over the lazy dog and then it sleeps " * 20)
    editor.show()
    qtbot.waitExposed(editor)
    layout = editor.document().firstBlock().layout()
    qtbot.waitUntil(lambda: layout.lineAt(0).textLength() < 100)  # laid out for this width
    lengths = [layout.lineAt(i).textLength() for i in range(layout.lineCount() - 1)]
    assert all(60 <= length <= 75 for length in lengths), lengths
    left, right = editor.viewport().x(), editor.width() - editor.viewport().geometry().right()
    assert abs(left - right) <= 12
    distance = layout.lineAt(2).y() - layout.lineAt(1).y()
    assert distance / 18 == pytest.approx(1.7, abs=0.08)


def test_the_bar_is_painted_beside_the_passage(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript("One.\n\nTwo.")
    editor.show()
    with qtbot.waitSignal(editor.passage_changed):
        qtbot.waitExposed(editor)
    editor.set_passage_colour(QColor("#123456"))
    picture = editor.viewport().grab().toImage()
    found = [
        (x, y)
        for x in range(40)
        for y in range(picture.height())
        if picture.pixelColor(x, y) == QColor("#123456")
    ]
    top = editor.cursorRect().top()
    assert found
    assert all(top - 4 <= y <= top + 40 for _, y in found)


def test_focus_mode_pales_the_rest(editor: ManuscriptEditor) -> None:
    editor.set_manuscript("One.\n\nTwo.\n\nThree.")
    cursor = editor.textCursor()
    cursor.setPosition(7)
    editor.setTextCursor(cursor)
    editor.set_focus_mode(True)
    assert [s.cursor.selectedText().split("\u2029") for s in editor.extraSelections()] == [
        ["One.", "", ""],
        ["", "", "Three."],
    ]
    assert editor.text() == "One.\n\nTwo.\n\nThree."
    editor.set_focus_mode(False)
    assert editor.extraSelections() == []


def test_dropped_files_are_not_text(editor: ManuscriptEditor, qtbot: Any, tmp_path: Path) -> None:
    from PySide6.QtCore import QUrl

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    with qtbot.waitSignal(editor.files_dropped) as dropped:
        editor.insertFromMimeData(data)
    assert dropped.args == [[tmp_path]]
    assert editor.text() == ""


def test_a_long_manuscript_opens_and_takes_keys(editor: ManuscriptEditor, qtbot: Any) -> None:
    text = "\n\n".join(giant(6, seed) for seed in range(1700))
    editor.set_manuscript(text)
    editor.show()
    qtbot.waitExposed(editor)
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, "and so on")
    assert editor.text() == text + "and so on"


def test_a_typewriter_holds_its_line(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript("\n\n".join(f"Paragraph {number}." for number in range(60)))
    editor.show()
    editor.set_typewriter(True)
    heights = []
    for place in (QTextCursor.MoveOperation.NextBlock,) * 20 + (QTextCursor.MoveOperation.End,):
        editor.moveCursor(place)
        qtbot.keyClicks(editor, "a")
        heights.append(editor.cursorRect().center().y())
    below = [height for height in heights if height > 100]  # the first lines are above it
    assert len(below) > 10
    assert max(below[-8:]) - min(below[-8:]) <= 2  # the last line of the text as well
    assert 0.35 < heights[-1] / editor.viewport().height() < 0.5
    text = editor.text()
    editor.undo()
    assert editor.text() != text  # its history is the writer's only
    editor.set_typewriter(False)
    bar = editor.verticalScrollBar()
    assert bar.maximum() <= editor.document().size().height() - editor.viewport().height() + 1
