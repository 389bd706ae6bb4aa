"""The manuscript on its paper: a quiet text widget that knows its passages and scenes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from t2m_desktop.editor import joints
from t2m_desktop.editor.headings import Headings
from t2m_desktop.editor.outline import passage_lines
from t2m_desktop.editor.outlining import Outlining
from t2m_desktop.editor.page_layout import PageLayout
from t2m_desktop.theme import Themes, book_font
from t2m_desktop.translation import tr

PAUSE_MS = 250
"""After the last key or cursor move, before the passage is asked about."""
_LINE_HEIGHT = 1.7
_SETTLE_PAUSE_MS = 300
"""After a key, before more of a long text is laid out."""
_SLICE = 0.004
"""Seconds of laying out at a time: with a key's own work it stays within a frame of 16 ms."""
_MEASURE = 68  # characters in a line
_SCROLL_BAR = 10  # pixels, as in the stylesheet
_HELD = 0.42
"""Where a typewriter holds its line, from the top: a little above the middle."""
_BAR_GAP = 20  # pixels between the passage's bar and its text
_PARAGRAPH_ENDS = str.maketrans("\u2029\ufdd0\ufdd1", "\n\n\n")


@dataclass(frozen=True)
class Passage:
    """The text under the cursor, and its lines (first, end) in the editor."""

    text: str
    first: int
    end: int


class ManuscriptEditor(QTextEdit):
    """Edits plain text. `passage_changed` follows the cursor after a short pause."""

    passage_changed = Signal(object)  # Passage, or None where there is no text
    outlined = Signal(object)  # Outline
    files_dropped = Signal(object)  # list of Path

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._joint = joints.choose_joint("")
        self._size = 18
        self._focus_mode = False
        self._typewriter = False
        self._told: Passage | None = None
        self._bar: QColor | None = None
        self._found: list[QTextEdit.ExtraSelection] = []
        self._driven: list[QTextEdit.ExtraSelection] = []
        self._misspelt: list[QTextEdit.ExtraSelection] = []
        self._holding = False
        document = QTextDocument(self)
        self._layout = PageLayout(document, _LINE_HEIGHT)
        document.setDocumentLayout(self._layout)
        self.setDocument(document)
        self.setObjectName("Manuscript")
        self.setAccessibleName(tr("Manuscript"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlaceholderText(tr("Write, or open a manuscript. The music follows your cursor."))
        self.setCursorWidth(2)
        self._headings = Headings(self.document(), themes)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._outlining = Outlining(self.document(), self._without_joint, self)
        self._outlining.found.connect(self.outlined)
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._settle)
        self.cursorPositionChanged.connect(self._cursor_moved)
        self.textChanged.connect(self._text_changed)
        self.verticalScrollBar().valueChanged.connect(self._lay_out_sight)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        themes.changed.connect(self._themed)
        self.set_text_size(18)
        self.set_manuscript("")

    def set_manuscript(self, text: str) -> None:
        """Show another text; the undo history starts anew."""
        self._joint = joints.choose_joint(text)
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.clear()
        cursor = QTextCursor(document)
        cursor.insertText(joints.split(text, self._joint))
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self._told = None
        self._bar = None
        self._outlining.now()
        self._pause.start()

    def text(self) -> str:
        """The manuscript as it is to be written, "\\n" between lines."""
        # toPlainText() would turn no-break spaces into spaces.
        raw = self.document().toRawText().translate(_PARAGRAPH_ENDS)
        return joints.restore(raw, self._joint)

    @property
    def joint(self) -> str:
        """The character that marks where a giant paragraph was cut."""
        return self._joint

    def set_text_size(self, pixels: int) -> None:
        """Set the size of the letters."""
        self._size = pixels
        font = book_font(pixels)
        with self._held():
            self.document().setDefaultFont(font)
            self.setFont(font)
            self._headings.size = pixels
            self._headings.rehighlight()
            self._lay_out_column()

    def set_focus_mode(self, on: bool) -> None:
        """Whether the paragraphs around the passage are paler."""
        self._focus_mode = on
        self._mark_focus()

    def set_typewriter(self, on: bool) -> None:
        """Whether the line that is written stays at one height, and the paper moves."""
        self._typewriter = on
        self._lay_out_foot()
        if on:
            self._hold_line()

    def set_found(self, marks: list[QTextEdit.ExtraSelection]) -> None:
        """Mark what was searched for."""
        self._found = marks
        self._mark_focus()

    def set_misspelt(self, marks: list[QTextEdit.ExtraSelection]) -> None:
        """Mark the words that the dictionary does not know."""
        if marks or self._misspelt:
            self._misspelt = marks
            self._mark_focus()

    def set_driven(self, marks: list[QTextEdit.ExtraSelection]) -> None:
        """Mark the words that drove the passage's feeling, until the next key."""
        if marks or self._driven:
            self._driven = marks
            self._mark_focus()

    def set_passage_colour(self, colour: QColor | None) -> None:
        """Colour the bar beside the passage; None hides it."""
        self._bar = colour
        self.viewport().update()

    def passage(self) -> Passage | None:
        """The passage under the cursor."""
        document = self.document()
        found = passage_lines(
            lambda number: document.findBlockByNumber(number).text(),
            document.blockCount(),
            self.textCursor().blockNumber(),
        )
        if found is None:
            return None
        lines = (document.findBlockByNumber(number).text() for number in range(*found))
        text = " ".join(line.replace(self._joint, "").strip() for line in lines)
        return Passage(text, *found)

    def lines(self, first: int, end: int) -> list[str]:
        """The text of some lines, as shown."""
        document = self.document()
        return [
            document.findBlockByNumber(number).text().replace(self._joint, "")
            for number in range(first, min(end, document.blockCount()))
        ]

    def go_to_line(self, number: int) -> None:
        """Put the cursor under line `number` (a heading), and that line near the top."""
        block = self.document().findBlockByNumber(number)
        below = block.next() if block.next().isValid() else block
        while not below.text().strip() and below.next().isValid():
            below = below.next()
        self.setTextCursor(QTextCursor(below))
        self._lay_out_sight()  # what is above has its height now
        self.verticalScrollBar().setValue(max(0, round(self._rect(block).top()) - 24))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt's hooks

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what the person sees, without joints."""
        data = QMimeData()
        selected = self.textCursor().selectedText().translate(_PARAGRAPH_ENDS)
        data.setText(joints.restore(selected, self._joint))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text; a giant paragraph comes in pieces, a NUL character not at all."""
        if source.hasUrls():
            paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
            if paths:
                self.files_dropped.emit(paths)
                return
        text = source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        if self._joint in text:
            self._change_joint(text)
        self.textCursor().insertText(joints.split(text, self._joint))
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type before a joint, never between it and its line break."""
        cursor = self.textCursor()
        if (
            event.text()
            and not cursor.hasSelection()
            and cursor.atBlockEnd()
            and cursor.block().text().endswith(self._joint)
            and event.key() not in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
        ):
            cursor.movePosition(QTextCursor.MoveOperation.Left)
            self.setTextCursor(cursor)
        super().keyPressEvent(event)
        if self._typewriter:
            self._hold_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column centred."""
        with self._held():
            super().resizeEvent(event)
            self._lay_out_column()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and the bar beside the passage."""
        super().paintEvent(event)
        if self._told is None or self._bar is None:
            return
        first = self.document().findBlockByNumber(self._told.first)
        last = self.document().findBlockByNumber(self._told.end - 1)
        if not first.isValid() or not last.isValid():
            return
        half = self._layout.leading / 2  # of the space between lines
        top, bottom = self._rect(first).top() + half, self._rect(last).bottom() - half
        offset = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._bar)
        left = self.document().documentMargin() - _BAR_GAP
        painter.drawRoundedRect(QRectF(left, top - offset, 3, bottom - top), 1.5, 1.5)
        painter.end()

    def _rect(self, block: QTextBlock) -> QRectF:
        return self._layout.blockBoundingRect(block)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """What is in sight stays where it is, whatever comes to lie above it."""
        if self._holding:
            yield
            return
        self._holding = True
        bar, block = self.verticalScrollBar(), self.textCursor().block()
        before = self._rect(block).top() - bar.value()
        if not 0 <= before < self.viewport().height():
            block = self.cursorForPosition(QPoint(0, 0)).block()
            before = self._rect(block).top() - bar.value()
        try:
            yield
            bar.setValue(round(self._rect(block).top() - before))
        finally:
            self._holding = False
        self._settling.start(0)

    def _lay_out_sight(self) -> None:
        """After a jump: what is in sight gets its height, and the cursor's line stays."""
        if self._holding:
            return
        for _ in range(3):  # what comes into sight by it has its turn, too
            top = self.verticalScrollBar().value()
            with self._held():
                moved = self._layout.settle(top, top + self.viewport().height())
            if not moved:
                break

    def _settle(self) -> None:
        """Lay out a little more of a long text."""
        if not self._layout.settled:
            with self._held():
                self._layout.settle_some(_SLICE)

    def _lay_out_column(self) -> None:
        sample = "the quick brown fox jumps over the lazy dog, and then it sleeps. "
        wide = QFontMetricsF(self.font()).horizontalAdvance(sample) / len(sample) * _MEASURE
        margin = self.document().documentMargin()
        if margin != _BAR_GAP + 12:
            self.document().setDocumentMargin(_BAR_GAP + 12)
        column = round(wide) + 2 * (_BAR_GAP + 12)
        side = max(0, (self.width() - column) // 2)
        self.setViewportMargins(side, 0, max(0, side - _SCROLL_BAR), 0)
        # Said, not left to the viewport: its resize before the first show lays nothing out.
        self.setLineWrapColumnOrWidth(max(80, min(column, self.width() - _SCROLL_BAR)))

    def _range_changed(self) -> None:
        if self._typewriter:
            self._lay_out_foot()

    def _lay_out_foot(self) -> None:
        """Room under the last line, so that it too can stand where the others do.

        Only the scroll bar knows of it: the text and its undo history do not.
        """
        bar = self.verticalScrollBar()
        text = max(0, math.ceil(self.document().size().height()) - self.viewport().height())
        room = round(self.viewport().height() * (1 - _HELD)) if self._typewriter else 0
        if bar.maximum() != text + room:
            bar.setMaximum(text + room)

    def _hold_line(self) -> None:
        bar = self.verticalScrollBar()
        line = self.cursorRect().center().y()
        bar.setValue(round(bar.value() + line - _HELD * self.viewport().height()))

    def _change_joint(self, pasted: str) -> None:
        """Someone pastes text that holds our mark: take another, in the whole document."""
        new = joints.choose_joint(self.text() + pasted)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        while not (found := self.document().find(self._joint, cursor)).isNull():
            found.insertText(new)
            cursor.setPosition(found.position())
        cursor.endEditBlock()
        self._joint = new

    def _cursor_moved(self) -> None:
        self._pause.start()
        if self._focus_mode:
            self._mark_focus()

    def _text_changed(self) -> None:
        self.set_driven([])
        self._pause.start()
        self._outlining.later()
        self._settling.start(_SETTLE_PAUSE_MS)

    def _tell(self) -> None:
        passage = self.passage()
        if passage != self._told:
            moved = (
                self._told is None or passage is None or self._told.text[:40] != passage.text[:40]
            )
            self._told = passage
            if moved:
                self._bar = None  # the old colour says nothing of another passage
            self.viewport().update()
            self.passage_changed.emit(passage)

    def _without_joint(self, line: str) -> str:
        return line.replace(self._joint, "")

    def _mark_focus(self) -> None:
        passage = self.passage() if self._focus_mode else None
        if passage is None:
            self.setExtraSelections([*self._misspelt, *self._driven, *self._found])
            return
        pale = QTextCharFormat()
        pale.setForeground(self._themes.current.colour("edge"))
        document = self.document()
        start = document.findBlockByNumber(passage.first).position()
        last = document.findBlockByNumber(passage.end - 1)
        selections = []
        for begin, end in (
            (0, start),
            (last.position() + last.length() - 1, document.characterCount() - 1),
        ):
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(document)
            selection.cursor.setPosition(begin)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format = pale
            selections.append(selection)
        self.setExtraSelections([*selections, *self._misspelt, *self._driven, *self._found])

    def _themed(self) -> None:
        self._headings.rehighlight()
        self._mark_focus()
