"""The library's one box: a line of words and fields, and beside it what it came to."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from t2m_desktop.labels import ElidedLabel
from t2m_desktop.theme import scaled
from t2m_desktop.translation import tr

_REST_MS = 180
"""Typing is at rest after this: a key a fifth of a second is quick."""


class LibrarySearch(QWidget):
    """Asks when typing rests. A line that is wrong is told of quietly, by who answers (`tell`):
    most lines are wrong until they are typed to their end.
    """

    asked = Signal(str)  # a line; "" for everything
    left = Signal()  # Escape in an empty box, or Down: to the table

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QLineEdit()
        self.box.setClearButtonEnabled(True)
        for button in self.box.findChildren(QToolButton):  # Qt's own, which has no name
            button.setAccessibleName(tr("Clear the search"))
        self.box.setPlaceholderText(tr("Search:  rain at night  bpm:90-120  mood:tender  -vocals"))
        self.box.setAccessibleName(tr("Search the library"))
        self.box.setToolTip(
            tr(
                "Words are found in titles, names, tags and folders, and by what they mean.\n"
                "Fields: bpm:90-120  key:Am  length:1:30-3:00  mood:tender  -vocals  rating:>=3  "
                "tag:  artist:  folder:  licence:\n"
                "“Words in quotes” must be there; a minus before anything turns it round."
            )
        )
        self.box.setMinimumWidth(scaled(260))
        self.words = ElidedLabel("", "soft")
        self.words.setAccessibleName(tr("What the search found"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.box, 3)
        row.addWidget(self.words, 2)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.ask)
        self.box.textChanged.connect(self._typed)
        self.box.returnPressed.connect(self.ask)

    @property
    def line(self) -> str:
        """What is searched for; "" for everything."""
        return self.box.text().strip()

    def ask(self) -> None:
        """Ask now."""
        self._rest.stop()
        self.asked.emit(self.line)

    def tell(self, words: str) -> None:
        """Say beside the box what it came to."""
        self.words.set_whole(words)

    def take_keys(self) -> None:
        """Let the keys go to the box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _typed(self) -> None:
        if self.line:
            self._rest.start()
        else:
            self.ask()  # what was there comes back at once

    # Qt's hooks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the box, then leaves it; Down leaves it for the table."""
        if event.key() == Qt.Key.Key_Escape and self.line:
            self.box.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down}:
            self.left.emit()
        else:
            super().keyPressEvent(event)
