"""Find and replace, in a bar above the manuscript."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting
from t2m_desktop.editor.finder import Wanted, places
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.labels import label
from t2m_desktop.theme import Themes
from t2m_desktop.translation import tr

_PAUSE_MS = 120


class FindBar(QWidget):
    """Marks every place that is in sight, goes from one to the next, replaces one or all."""

    left = Signal()

    def __init__(
        self, editor: ManuscriptEditor, themes: Themes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor, self._themes = editor, themes
        self._places: list[tuple[int, int]] = []
        self.setObjectName("FindBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.words.textChanged.connect(lambda: self._look(go=True))
        self.case.toggled.connect(lambda: self._look(go=True))
        self.whole.toggled.connect(lambda: self._look(go=True))
        editor.textChanged.connect(self._changed)
        editor.verticalScrollBar().valueChanged.connect(self._mark)
        editor.cursorPositionChanged.connect(self._say)
        themes.changed.connect(self._mark)

    def _build(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Find"))
        self.words.setAccessibleName(tr("Find in the manuscript"))
        self.new = QLineEdit()
        self.new.setPlaceholderText(tr("Replace with"))
        self.new.setAccessibleName(tr("Replace with"))
        self.case, self.whole = QPushButton(tr("Aa")), QPushButton(tr("Word"))
        for chip, name in (
            (self.case, tr("Match case")),
            (self.whole, tr("Whole words only")),
        ):
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(name)
            chip.setToolTip(name)
        self.count = label("", "small")
        self.count.setMinimumWidth(72)
        self.one, self.all = QPushButton(tr("Replace")), QPushButton(tr("Replace all"))
        for button in (self.one, self.all):
            button.setProperty("role", "chip")
        self.one.clicked.connect(self.replace)
        self.all.clicked.connect(self.replace_all)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.words, 1)
        first.addWidget(self.count)
        ways = (("↑", tr("Previous"), self.previous), ("↓", tr("Next"), self.next))
        for sign, name, do in ways:
            button = QToolButton()
            button.setText(sign)
            button.setObjectName("Place")
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(do)
            first.addWidget(button)
        first.addWidget(self.case)
        first.addWidget(self.whole)
        close = QToolButton()
        close.setText("✕")
        close.setObjectName("Place")
        close.setAccessibleName(tr("Close"))
        close.clicked.connect(self.close_bar)
        first.addWidget(close)
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        second.addWidget(self.new, 1)
        second.addWidget(self.one)
        second.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self._second)

    def open_bar(self, *, replace: bool) -> None:
        """Show the bar, with the selected words in it."""
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.words.setText(selected)
        self._second.setVisible(replace)
        self.show()
        self._look()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def close_bar(self) -> None:
        """Back to the text."""
        self.hide()
        self._places = []
        self._editor.set_found([])
        self.left.emit()

    def next(self) -> None:
        """Go to the next place, from the last to the first."""
        self._look()
        at = bisect_left(self._places, (self._editor.textCursor().selectionEnd(), -1))
        self._go(at)

    def previous(self) -> None:
        """Go to the place before, from the first to the last."""
        self._look()
        at = bisect_left(self._places, (self._editor.textCursor().selectionStart(), -1))
        self._go(at - 1)

    def replace(self) -> None:
        """Replace the place that is selected, and go to the next."""
        self._look()
        if self._selected() is not None:
            self._editor.textCursor().insertText(self.new.text())
        self.next()

    def replace_all(self) -> None:
        """Replace every place; one undo takes it back."""
        self._look()
        found = self._places
        cursor = QTextCursor(self._editor.document())
        cursor.beginEditBlock()
        for start, end in reversed(found):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(self.new.text())
        cursor.endEditBlock()
        self._look()
        self.count.setText(tr("{counted} replaced").format(counted=counting.places(len(found))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Escape leaves."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.focusWidget() is self.new:
                    self.replace()
                elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    self.previous()
                else:
                    self.next()
            case _:
                super().keyPressEvent(event)

    def _changed(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _look(self, *, go: bool = False) -> None:
        """Find every place; with `go`, move to the first from where the cursor stands."""
        self._pause.stop()
        wanted = Wanted(self.words.text(), self.case.isChecked(), self.whole.isChecked())
        self._places = places(self._editor.document().toRawText(), wanted)
        if go and self._places:
            start = self._editor.textCursor().selectionStart()
            self._go(bisect_left(self._places, (start, -1)))
        self._mark()
        self._say()

    def _go(self, at: int) -> None:
        if not self._places:
            return
        start, end = self._places[at % len(self._places)]
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)

    def _selected(self) -> int | None:
        """Which place is selected."""
        cursor = self._editor.textCursor()
        selected = (cursor.selectionStart(), cursor.selectionEnd())
        at = bisect_left(self._places, selected)
        return at if at < len(self._places) and self._places[at] == selected else None

    def _say(self) -> None:
        if not self.isVisible():
            return
        at = self._selected()
        if not self.words.text():
            self.count.setText("")
        elif at is None:
            self.count.setText(counting.places(len(self._places)))
        else:
            self.count.setText(
                tr("{what:,} of {places:,}").format(what=at + 1, places=len(self._places))
            )

    def _mark(self) -> None:
        """Mark the places in sight."""
        if not self.isVisible():
            return
        view = self._editor.viewport().rect()
        top = self._editor.cursorForPosition(QPoint(0, 0)).position()
        bottom = self._editor.cursorForPosition(QPoint(view.right(), view.bottom())).position()
        shape = QTextCharFormat()
        shape.setBackground(self._themes.current.colour("selected"))
        shape.setFontUnderline(True)
        marks = []
        first = max(0, bisect_right(self._places, (top, 0)) - 1)
        for start, end in self._places[first : bisect_right(self._places, (bottom + 1, 0))]:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self._editor.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format = shape
            marks.append(mark)
        self._editor.set_found(marks)
