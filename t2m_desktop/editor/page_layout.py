"""Lays out the manuscript: what is in sight to the pixel, the rest by estimate until its turn.

Qt's own layout of rich text moves every paragraph below a key one by one: a manuscript of a
million words then costs more than a frame of the screen, each time. Here a key costs its own
paragraph. And the leading is a book's, shared between above and below each line.
"""

from __future__ import annotations

import math
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFrame,
    QTextLayout,
)

from t2m_desktop.editor.heights import Heights

_AT_ONCE = 24
"""Paragraphs of one change that are laid out with it: more than a screen holds."""
_LAID_MOST = 1500
"""Paragraphs whose lines are kept, some 100 kB a hundred; those far from the last seen go."""
_NEAR = 300
_SAMPLE = "the quick brown fox jumps over the lazy dog, and then it sleeps. "


class PageLayout(QAbstractTextDocumentLayout):
    """The layout of plain paragraphs in one column, as wide as the document's page.

    Lengths are pixels. A paragraph's place may change as those above it come to their turn:
    `settle` and `settle_some` say when that happened, so that a view can hold what it shows.
    """

    def __init__(self, document: QTextDocument, line_height: float) -> None:
        """`line_height`: from one line to the next, in parts of the font's size."""
        super().__init__(document)
        self._line_height = line_height
        self._heights = Heights([0.0])
        self._seen = 0  # the paragraph that was last in sight
        self._form: tuple[object, ...] = ()
        self._sure = bytearray(1)  # paragraphs whose height is known
        self._laid = bytearray(1)  # and those whose lines stand
        self._width, self._room, self._margin = 0.0, 1.0, 0.0
        self._advance, self._leading, self._scale, self._letters = 1.0, 0.0, 1.0, 1.0
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self._tell_size)

    # What a view asks for

    @property
    def settled(self) -> bool:
        """Whether the height of every paragraph is known."""
        return self._sure.find(0) < 0

    @property
    def leading(self) -> float:
        """The space between two lines of the text."""
        return self._leading

    def settle(self, top: float, bottom: float) -> bool:
        """Lay out what lies between two heights; says whether something has moved."""
        before = self._heights.total
        number, end = self._heights.at(top - self._margin), bottom - self._margin
        y = self._heights.top(number)
        moved = False
        while number < len(self._heights) and y <= end:
            moved |= self._need(self.document().findBlockByNumber(number), number)
            y += self._heights[number]
            number += 1
        self._seen = number
        self._forget_far()
        if moved or self._heights.total != before:
            self._tell_size()
        return moved

    def settle_some(self, seconds: float) -> bool:
        """Find the heights of some more paragraphs; says whether there are others left."""
        until, moved = perf_counter() + seconds, False
        number = self._sure.find(0)
        block = self.document().findBlockByNumber(number) if number >= 0 else QTextBlock()
        while number >= 0 and perf_counter() < until:
            near = abs(number - self._seen) <= _NEAR
            moved |= self._need(block, number) if near else self._measure_far(block, number)
            following = self._sure.find(0, number + 1)
            step = following == number + 1
            block = block.next() if step else self.document().findBlockByNumber(following)
            number = following
        if moved:
            self._tell_size()
        return number >= 0

    # Qt's hooks

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        """Take up a change: its paragraphs, or all where the page or the letters are others."""
        document = self.document()
        if removed == 0 and added >= document.characterCount():
            if self._form != self._measured():
                self._take_all()
            return
        first = document.findBlock(start).blockNumber()
        end = min(start + added, document.characterCount() - 1)
        last = document.findBlock(end).blockNumber()
        new = last - first + 1
        old = new - (document.blockCount() - len(self._heights))
        if first < 0 or old < 0 or first + old > len(self._heights):
            self._take_all()
            return
        before = sum(self._heights[number] for number in range(first, first + old))
        block = document.findBlockByNumber(first)
        if old == new == 1:
            self._laid[first] = self._sure[first] = 0
            self._need(block, first)
        else:
            estimates = []
            for _ in range(new):
                estimates.append(self._estimate(block.length()))
                block = block.next()
            self._heights.replace(first, first + old, estimates)
            self._sure[first : first + old] = bytes(new)
            self._laid[first : first + old] = bytes(new)
            block = document.findBlockByNumber(first)
            for number in range(first, first + min(new, _AT_ONCE)):
                self._need(block, number)
                block = block.next()
        after = sum(self._heights[number] for number in range(first, first + new))
        top = self._margin + self._heights.top(first)
        if after != before:
            self._grown.stop()
            self.documentSizeChanged.emit(self.documentSize())
        high = after if after == before else 1e9
        self.update[QRectF].emit(QRectF(0, top, 1e9, high))

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Draw the paragraphs in the clip, their marks, and the cursor."""
        clip = context.clip if context.clip.isValid() else QRectF(0, 0, 1e9, 1e9)
        marks = [  # copies: what a mark gives away lives no longer than the mark
            (mark.cursor.selectionStart(), mark.cursor.selectionEnd(), QTextCharFormat(mark.format))
            for mark in context.selections
            if mark.cursor.hasSelection()
        ]
        painter.save()
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        number = self._heights.at(clip.top() - self._margin)
        top = self._margin + self._heights.top(number)
        block = self.document().findBlockByNumber(number)
        while block.isValid() and top <= clip.bottom():
            if self._need(block, number):
                self._grown.start()
            start, length = block.position(), block.length()
            ranges = []
            for first, end, look in marks:
                if first < start + length and end > start:
                    shown = QTextLayout.FormatRange()
                    shown.start = max(0, first - start)
                    shown.length = min(end - start, length - 1) - shown.start
                    shown.format = look
                    ranges.append(shown)
            layout, place = block.layout(), QPointF(0, top)
            layout.draw(painter, place, ranges, clip)
            at = context.cursorPosition
            if start <= at < start + length:
                layout.drawCursor(painter, place, at - start, self._cursor_width)
            elif at < -1 and layout.preeditAreaText():  # Qt's way to say: in what is composed
                at = layout.preeditAreaPosition() - (at + 2)
                layout.drawCursor(painter, place, at, self._cursor_width)
            top += self._heights[number]
            number += 1
            block = block.next()
        painter.restore()

    def hitTest(self, point: QPointF, accuracy: Qt.HitTestAccuracy) -> int:
        """The place in the text at a point; −1: none, where it must be exact."""
        number = self._heights.at(point.y() - self._margin)
        block = self.document().findBlockByNumber(number)
        rect = self.blockBoundingRect(block)
        layout, y = block.layout(), point.y() - rect.top()
        exact = accuracy == Qt.HitTestAccuracy.ExactHit
        if exact and not rect.contains(point):
            return -1
        if point.y() < self._margin:
            return 0
        if y > rect.height():  # below the last one
            return block.position() + block.length() - 1
        half = self.leading / 2
        line = layout.lineAt(0)
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            if y < line.y() + line.height() + half:
                break
        text = line.naturalTextRect()
        if exact and not text.left() <= point.x() <= text.right():
            return -1
        return block.position() + line.xToCursor(point.x())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Where a paragraph is; its lines stand after this."""
        number = block.blockNumber()
        if not 0 <= number < len(self._heights):
            return QRectF()
        if self._need(block, number):
            self._grown.start()
        top = self._margin + self._heights.top(number)
        return QRectF(0, top, self._width, self._heights[number])

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """There is one frame: all."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def documentSize(self) -> QSizeF:
        """As wide as the page, as high as its paragraphs."""
        return QSizeF(self._width, self._heights.total + 2 * self._margin)

    def pageCount(self) -> int:
        """One long page."""
        return 1

    # Laying out

    @property
    def _cursor_width(self) -> int:
        return int(self.property("cursorWidth") or 1)  # set by QTextEdit.setCursorWidth

    def _take_all(self) -> None:
        """Another page, other letters, another text: nothing is known any more."""
        document = self.document()
        number = self._laid.find(1)
        while number >= 0:
            self._forget(document.findBlockByNumber(number), number)
            number = self._laid.find(1, number + 1)
        self._measure()
        estimates, block = [], document.begin()
        while block.isValid():
            estimates.append(self._estimate(block.length()))
            block = block.next()
        self._heights = Heights(estimates)
        self._sure, self._laid = bytearray(len(estimates)), bytearray(len(estimates))
        self._tell_size()

    def _measured(self) -> tuple[object, ...]:
        """What every paragraph's lines hang on."""
        document, option = self.document(), self.document().defaultTextOption()
        return (
            document.blockCount(),
            document.pageSize().width(),
            document.documentMargin(),
            document.defaultFont().toString(),
            option.wrapMode(),
            option.tabStopDistance(),
        )

    def _measure(self) -> None:
        self._form = self._measured()
        document, font = self.document(), self.document().defaultFont()
        metrics = QFontMetricsF(font)
        self._margin = document.documentMargin()
        self._width = max(0.0, document.pageSize().width())
        self._room = max(1.0, self._width - 2 * self._margin)
        self._scale = self._line_height * max(1, font.pixelSize()) / metrics.height()
        self._advance = round(self._scale * metrics.height())
        self._leading = self._advance - metrics.height()
        self._letters = self._room / metrics.horizontalAdvance(_SAMPLE) * len(_SAMPLE)

    def _estimate(self, length: int) -> float:
        return self._advance * max(1, math.ceil((length - 1) / self._letters))

    def _need(self, block: QTextBlock, number: int) -> bool:
        """Have a paragraph's lines; says whether its height is another than it was taken for."""
        if self._laid[number]:
            return False
        high = self._lay(block.layout(), block)
        self._laid[number] = 1
        return self._take(number, high)

    def _measure_far(self, block: QTextBlock, number: int) -> bool:
        """Have only its height: a paragraph whose lines were made keeps some 60 bytes a letter."""
        layout = QTextLayout(block.text(), self.document().defaultFont())
        layout.setFormats(block.layout().formats())  # headings are larger
        return self._take(number, self._lay(layout, block))

    def _lay(self, layout: QTextLayout, block: QTextBlock) -> float:
        """Make the lines of a paragraph; returns their height."""
        option = self.document().defaultTextOption()
        turned = block.textDirection() == Qt.LayoutDirection.RightToLeft
        option.setTextDirection(block.textDirection())
        option.setAlignment(Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft)
        layout.setTextOption(option)
        y = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(self._room)
            natural = line.height()
            advance = round(natural * self._scale)  # whole pixels: sums stay exact, lines even
            line.setPosition(QPointF(self._margin, y + (advance - natural) // 2))
            y += advance
        layout.endLayout()
        return y

    def _take(self, number: int, high: float) -> bool:
        """A paragraph is so high; says whether it was taken for another height."""
        self._sure[number] = 1
        moved = high != self._heights[number]
        if moved:
            self._heights.set(number, high)
        return moved

    def _forget_far(self) -> None:
        """Let go of lines far from what is seen: a book's would take hundreds of megabytes."""
        if self._laid.count(1) <= _LAID_MOST:
            return
        for first, end in ((0, self._seen - _NEAR), (self._seen + _NEAR, len(self._laid))):
            number = self._laid.find(1, max(0, first), max(0, end))
            while number >= 0:
                self._forget(self.document().findBlockByNumber(number), number)
                number = self._laid.find(1, number + 1, max(0, end))

    def _forget(self, block: QTextBlock, number: int) -> None:
        if block.isValid():
            block.layout().clearLayout()
        self._laid[number] = 0

    def _tell_size(self) -> None:
        self._grown.stop()
        self.documentSizeChanged.emit(self.documentSize())
        self.update[QRectF].emit(QRectF(0, 0, 1e9, 1e9))
