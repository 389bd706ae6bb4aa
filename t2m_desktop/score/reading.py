"""Reading along: the whole text, scrolling at reading speed, the present sentence lit."""

from __future__ import annotations

import re
import time
from bisect import bisect_right

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from t2m_desktop.editor.headings import Headings
from t2m_desktop.editor.joints import LIMIT, cuts
from t2m_desktop.score.model import Score
from t2m_desktop.theme import Themes, book_font
from t2m_desktop.translation import tr

# An end of a sentence, with its closing quotes and the space after it, but not of "Mr." or "J.".
_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])[.!?…]+[\"'”’»)\]]*(?:\s+|\Z)"
)
_UNSHOWN = str.maketrans("\r\u2029\u2028\ufdd0\ufdd1\0", "      ")  # what Qt would swallow
_MEASURE = 76  # characters in a line
_LINE_HEIGHT = 1.6
_READ_AT = 0.38  # of the height: where the present line stands
_REST_S = 3.0  # the text stays where a hand put it for so long
_LAST_PLANE = 0xFFFF


class ReadAlong(QTextEdit):
    """Shows the text of a score; a click says which time it is read at."""

    seeked = Signal(float)
    play_wanted = Signal(float)
    toggle_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._score: Score | None = None
        self._shifts: list[int] = []  # offsets after each of which Qt counts one character more
        self._lit: tuple[int, int] | None = None
        self._passage: int | None = None
        self._playing = False
        self._seconds = 0.0
        self._moved_by_hand = 0.0
        self._size = 18
        self.setObjectName("ReadAlong")
        self.setAccessibleName(tr("The text, reading along"))
        self.setAccessibleDescription(
            tr("A click goes to that time of the score, space plays or stops")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(8)
        self._headings = Headings(self.document(), themes)
        themes.changed.connect(self._themed)
        self.set_text_size(18)

    def show_score(self, score: Score | None) -> None:
        """Show a score's text, if it is another."""
        old, self._score = self._score, score
        self._passage = None
        text = score.text if score is not None else ""
        if old is None or score is None or old.text != text:
            self._lay_text(text)
        self._lit = None

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the letters: a little smaller than in the editor."""
        self._size = pixels - 1
        font = book_font(self._size)
        self.document().setDefaultFont(font)
        self.setFont(font)
        self._headings.size = self._size
        self._headings.rehighlight()
        self._set_lines()
        self._lay_out_column()

    def set_position(self, seconds: float, *, playing: bool) -> None:
        """Light what is read at a time, and have it in sight."""
        self._seconds = seconds
        if self._score is None:
            return
        offset = self._score.offset_at(seconds)
        passage = self._score.passage_at(seconds)
        if passage != self._passage or playing != self._playing or not self._holds(offset):
            self._passage, self._playing = passage, playing
            self._light(int(offset))
        if time.monotonic() - self._moved_by_hand > _REST_S:
            # Standing, the sentence is to be seen whole; moving, the line glides.
            self._scroll_to(offset if playing or self._lit is None else self._lit[0])

    # Where characters are

    def position_of(self, offset: int) -> int:
        """Where a character of the text stands in Qt's count."""
        return offset + bisect_right(self._shifts, offset - 1)

    def offset_of(self, position: int) -> int:
        """The character at a place in Qt's count."""
        low, high = 0, position
        while low < high:  # position_of grows with the offset
            middle = (low + high + 1) // 2
            if self.position_of(middle) <= position:
                low = middle
            else:
                high = middle - 1
        return low

    # Qt's hooks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the time at which this is read."""
        if event.button() == Qt.MouseButton.LeftButton and self._score is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._moved_by_hand = time.monotonic()  # the text stays under the pointer
            self.seeked.emit(self._time_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """No selecting."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from there."""
        if event.button() == Qt.MouseButton.LeftButton and self._score is not None:
            self.play_wanted.emit(self._time_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays or stops; the rest scrolls."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.toggle_wanted.emit()
        else:
            self._moved_by_hand = time.monotonic()
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A hand scrolls: stay there for a moment."""
        self._moved_by_hand = time.monotonic()
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its measure."""
        super().resizeEvent(event)
        self._lay_out_column()

    # Laying out

    def _lay_text(self, text: str) -> None:
        pieces, self._shifts = [], []
        done = 0
        for cut in cuts(text, LIMIT):  # a giant paragraph would freeze the window
            pieces.append(text[done:cut])
            self._shifts.append(cut - 1)
            done = cut
        pieces.append(text[done:])
        wide = (i for i, character in enumerate(text) if ord(character) > _LAST_PLANE)
        self._shifts = sorted([*self._shifts, *wide])
        self.setPlainText("\n".join(pieces).translate(_UNSHOWN))
        self._set_lines()
        self.verticalScrollBar().setValue(0)

    def _set_lines(self) -> None:
        layout = QTextBlockFormat()
        percent = 100 * _LINE_HEIGHT * self._size / QFontMetricsF(self.font()).height()
        layout.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(layout)

    def _lay_out_column(self) -> None:
        sample = "the quick brown fox jumps over the lazy dog, and then it sleeps. "
        wide = QFontMetricsF(self.font()).horizontalAdvance(sample) / len(sample) * _MEASURE
        room = self.width() - 2 * 24
        column = max(80, min(round(wide) + 16, room))
        side = max(24, (self.width() - column) // 2)
        self.setViewportMargins(side, 10, side - 10, 10)
        self.setLineWrapColumnOrWidth(column - 10)

    # Lighting and scrolling

    def _holds(self, offset: float) -> bool:
        return self._lit is not None and self._lit[0] <= offset < self._lit[1]

    def _light(self, offset: int) -> None:
        """Light the sentence at a character; while it plays, the other passages are paler."""
        score, theme = self._score, self._themes.current
        assert score is not None
        if self._passage is None:
            self._lit = None
            self.setExtraSelections([])
            return
        passage = score.passages[self._passage]
        self._lit = sentence(score.text, passage.text_start, passage.text_end, offset)
        selections = []
        if self._playing:
            pale = QTextCharFormat()
            pale.setForeground(theme.colour("soft"))
            selections += [
                self._selection(0, passage.text_start, pale),
                self._selection(passage.text_end, len(score.text), pale),
            ]
        light = QTextCharFormat()
        light.setBackground(theme.pale(theme.blend(passage.emotion.moods), 0.22))
        selections.append(self._selection(self._lit[0], self._lit[1], light, trim=score.text))
        self.setExtraSelections(selections)

    def _selection(
        self, start: int, end: int, drawn: QTextCharFormat, trim: str = ""
    ) -> QTextEdit.ExtraSelection:
        while trim and end > start and trim[end - 1].isspace():
            end -= 1
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.document())
        selection.cursor.setPosition(self.position_of(start))
        selection.cursor.setPosition(self.position_of(end), QTextCursor.MoveMode.KeepAnchor)
        selection.format = drawn
        return selection

    def _scroll_to(self, offset: float) -> None:
        """Have the line of a character at its height; between lines, in between."""
        position = self.position_of(int(offset))
        block = self.document().findBlock(position)
        if not block.isValid():
            return
        top = self.document().documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineForTextPosition(position - block.position())
        y = top
        if line.isValid():
            share = (position - block.position() - line.textStart()) / max(1, line.textLength())
            y = top + line.y() + share * line.height()
        self.verticalScrollBar().setValue(round(y - _READ_AT * self.viewport().height()))

    def _time_at(self, point: QPointF) -> float:
        assert self._score is not None
        position = self.cursorForPosition(point.toPoint()).position()
        return self._score.time_of(self.offset_of(position))

    def _themed(self) -> None:
        self._headings.rehighlight()
        self._lit = None
        self.set_position(self._seconds, playing=self._playing)


def sentence(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    """The sentence of `text[start:end]` that holds a character, as (start, end)."""
    for found in _END.finditer(text, start, end):
        if offset < found.end():
            return start, found.end()
        start = found.end()
    return start, end
