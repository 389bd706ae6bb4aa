"""The page's layout: exact where it is looked at, sure of its sums, and still when others move."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor

from t2m_desktop.editor.heights import Heights
from t2m_desktop.editor.view import ManuscriptEditor

HEIGHTS = st.lists(st.integers(1, 90), min_size=1, max_size=900)


def story(paragraphs: int, seed: int = 1) -> str:
    chance = random.Random(seed)
    words = ["the", "rain", "fell", "on", "stairs", "and", "nobody", "came", "home", "tonight"]
    return "\n\n".join(
        " ".join(chance.choice(words) for _ in range(chance.randint(3, 160)))
        for _ in range(paragraphs)
    )


def settled(editor: ManuscriptEditor) -> list[float]:
    """The height of every paragraph, laid out."""
    while editor._layout.settle_some(1.0):
        pass
    return [editor._layout._heights[i] for i in range(editor.document().blockCount())]


@given(HEIGHTS, st.data())
def test_sums_are_those_of_a_plain_list(heights: list[int], data: Any) -> None:
    ours, plain = Heights(heights), list(heights)
    for _ in range(4):
        first = data.draw(st.integers(0, len(plain)))
        end = data.draw(st.integers(first, min(len(plain), first + 300)))
        new = data.draw(st.lists(st.integers(1, 90), min_size=int(end - first == len(plain))))
        ours.replace(first, end, new)
        plain[first:end] = new
        number = data.draw(st.integers(0, len(plain) - 1))
        ours.set(number, 7)
        plain[number] = 7
        assert len(ours) == len(plain)
        assert ours.total == sum(plain)
        assert ours.top(number) == sum(plain[:number])
        assert ours.at(sum(plain[:number])) == number
        assert ours.at(sum(plain[: number + 1]) - 0.5) == number
    assert ours.at(-3) == 0
    assert ours.at(sum(plain) + 3) == len(plain) - 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 900),
            st.sampled_from(["", "x", "\n", "a word ", "\n\n\n", "## Heading\n", "long " * 80]),
        ),
        max_size=8,
    ),
    undone=st.integers(0, 5),
)
def test_after_any_edits_it_is_as_if_laid_out_anew(
    editor: ManuscriptEditor, edits: list[tuple[float, int, str]], undone: int
) -> None:
    editor.set_manuscript(story(12))
    for place, length, text in edits:
        cursor = QTextCursor(editor.document())
        last = editor.document().characterCount() - 1
        cursor.setPosition(round(place * last))
        cursor.setPosition(min(last, cursor.position() + length), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
    for _ in range(undone):
        editor.undo()
    edited = settled(editor)
    editor.set_manuscript(editor.text())
    assert settled(editor) == edited


def test_a_key_lays_out_its_own_paragraph_only(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript(story(3000))
    editor.show()
    qtbot.waitExposed(editor)
    qtbot.waitUntil(lambda: editor._layout.settled, timeout=60_000)
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().characterCount() // 2)
    editor.setTextCursor(cursor)
    editor.viewport().repaint()
    laid: list[int] = []
    need = editor._layout._need

    def watched(block: Any, number: int) -> bool:
        if not editor._layout._laid[number]:
            laid.append(number)
        return need(block, number)

    editor._layout._need = watched  # type: ignore[method-assign]
    qtbot.keyClicks(editor, "quietly ")
    editor.viewport().repaint()
    assert set(laid) == {editor.textCursor().blockNumber()}
    assert len(laid) == len("quietly ")
    assert editor._layout._laid.count(1) < 2000, "the lines of a book are not kept"


def test_places_in_the_text_and_on_the_screen_agree(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript(story(40))
    editor.show()
    qtbot.waitExposed(editor)
    editor.go_to_line(30)
    shown = editor.cursorForPosition(QPoint(0, 0)).position()
    end = editor.cursorForPosition(editor.viewport().rect().bottomRight()).position()
    assert end > shown + 200
    for position in range(shown + 100, end - 100, 7):
        cursor = editor.textCursor()
        cursor.setPosition(position)
        place = editor.cursorRect(cursor).center()
        found = editor.cursorForPosition(place).position()
        assert (
            editor.cursorRect(editor.cursorForPosition(place)).y() == editor.cursorRect(cursor).y()
        )
        assert abs(found - position) <= 1
    editor.moveCursor(QTextCursor.MoveOperation.End)
    assert editor.textCursor().position() == editor.document().characterCount() - 1
    assert editor.viewport().rect().contains(editor.cursorRect().center())


def test_what_is_in_sight_stays_while_the_rest_is_laid_out(
    editor: ManuscriptEditor, qtbot: Any
) -> None:
    editor.set_manuscript(story(1500))
    editor.show()
    qtbot.waitExposed(editor)
    editor.go_to_line(2200)
    bar, heading = editor.verticalScrollBar(), editor.document().findBlockByNumber(2200)
    assert editor._rect(heading).top() - bar.value() == 24, "near the top, as it was asked for"
    written = editor.textCursor().block()
    before = editor._rect(written).top() - bar.value()
    qtbot.waitUntil(lambda: editor._layout.settled, timeout=60_000)
    assert editor._rect(written).top() - bar.value() == before
    editor.set_text_size(24)
    qtbot.waitUntil(lambda: editor._layout.settled, timeout=60_000)
    assert editor._rect(written).top() - bar.value() == before
    editor.resize(500, 600)
    qtbot.waitUntil(lambda: editor._layout.settled, timeout=60_000)
    assert editor.viewport().rect().contains(editor.cursorRect().center())


def test_up_and_down_go_line_by_line(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript(story(30))
    editor.show()
    qtbot.waitExposed(editor)
    editor.go_to_line(20)
    places = [editor.cursorRect().y() + editor.verticalScrollBar().value()]
    for _ in range(25):
        qtbot.keyClick(editor, Qt.Key.Key_Down)
        places.append(editor.cursorRect().y() + editor.verticalScrollBar().value())
    steps = [b - a for a, b in pairwise(places)]
    assert set(steps) == {round(1.7 * 18)}, steps
    for _ in range(25):
        qtbot.keyClick(editor, Qt.Key.Key_Up)
    assert editor.cursorRect().y() + editor.verticalScrollBar().value() == places[0]


def test_right_to_left_begins_at_the_right(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript("كان البيت يصر في الليل.\n\nIn the night.")
    editor.show()
    qtbot.waitExposed(editor)
    cursor = editor.textCursor()
    cursor.setPosition(0)
    assert editor.cursorRect(cursor).x() > editor.viewport().width() / 2
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    assert editor.cursorRect(cursor).x() < editor.viewport().width() / 4


def test_the_selection_and_the_cursor_are_drawn(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript("One word.\n\nAnother.")
    editor.show()
    qtbot.waitExposed(editor)

    def colours() -> set[str]:
        picture = editor.viewport().grab().toImage()
        return {picture.pixelColor(x, y).name() for x in range(300) for y in range(0, 120, 2)}

    assert editor.palette().text().color().name() in colours()
    marked = editor._themes.current.colour("marked").name()
    assert marked not in colours()
    editor.selectAll()
    qtbot.waitUntil(lambda: len(colours()) > 2)
    assert editor.palette().highlight().color().name() in colours()


def test_what_is_composed_is_laid_out_and_taken(editor: ManuscriptEditor, qtbot: Any) -> None:
    editor.set_manuscript("One word.\n\nAnother.")
    editor.show()
    qtbot.waitExposed(editor)
    cursor = editor.textCursor()
    cursor.setPosition(4)
    editor.setTextCursor(cursor)
    line = editor.document().firstBlock().layout()
    wide = line.lineAt(0).naturalTextWidth()
    QCoreApplication.sendEvent(editor, QInputMethodEvent("にほん", []))
    assert line.preeditAreaText() == "にほん"
    assert line.lineAt(0).naturalTextWidth() > wide + 30
    assert not editor.viewport().grab().isNull()
    assert editor.text() == "One word.\n\nAnother."
    taken = QInputMethodEvent("", [])
    taken.setCommitString("日本")
    QCoreApplication.sendEvent(editor, taken)
    assert editor.text() == "One 日本word.\n\nAnother."
    assert line.preeditAreaText() == ""


def test_a_height_that_is_measured_from_afar_is_that_of_the_lines(
    editor: ManuscriptEditor, qtbot: Any
) -> None:
    odd = (
        "# A long heading of a chapter, in larger letters, that goes on",
        "مرحبا " * 60,
        "🛶 " * 90,
    )
    editor.resize(700, 500)
    editor.show()
    editor.set_manuscript("\n\n".join([story(220), *odd, story(3, seed=2)]))
    assert len(settled(editor)) > 400
    layout, document = editor._layout, editor.document()
    far = [i for i in range(document.blockCount()) if not layout._laid[i]]
    assert len(far) > 100, "the lines of a book are not made where nobody looks"
    assert document.blockCount() - 12 in far
    for number in far:
        assert not layout._need(document.findBlockByNumber(number), number), number
