"""The library's one box: a line of words and fields, and what the engine finds for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.feeling import counted
from t2m_desktop.labels import ElidedLabel
from t2m_engine.service.client import EngineError, EngineGone, Replaced
from t2m_engine.service.supervisor import State

_REST_MS = 180
"""Typing is at rest after this: a key a fifth of a second is quick."""
_MOST = 200
"""Tracks that are shown of what was found."""


class LibrarySearch(QWidget):
    """Asks for the newest line only; an answer that a newer line overtook is dropped.

    A line that is wrong, such as one with a misspelt field, keeps what is shown and says beside
    the box what is wrong: most lines are wrong until they are typed to their end.
    """

    found = Signal(object)  # rows, as of library.tracks and more; None: the box is empty
    left = Signal()  # Escape in an empty box, or Down: to the table

    def __init__(self, bridge: EngineBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._number = 0
        self.box = QLineEdit()
        self.box.setClearButtonEnabled(True)
        for button in self.box.findChildren(QToolButton):  # Qt's own, which has no name
            button.setAccessibleName("Clear the search")
        self.box.setPlaceholderText("Search the library: rain at night  bpm:90-120  mood:tender")
        self.box.setAccessibleName("Search the library")
        self.box.setToolTip(
            "Words are found in titles, names, tags and folders, and by what they mean.\n"
            "Fields: bpm:90-120  key:Am  length:1:30-3:00  mood:tender  -vocals  rating:>=3  "
            "tag:  artist:  folder:  licence:\n"
            "“Words in quotes” must be there; a minus before anything turns it round."
        )
        self.box.setMinimumWidth(380)
        self.words = ElidedLabel("", "soft")
        self.words.setAccessibleName("What the search found")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.box, 2)
        row.addWidget(self.words, 3)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.again)
        self.box.textChanged.connect(self._typed)
        self.box.returnPressed.connect(self.again)
        bridge.state_changed.connect(self._engine_changed)

    @property
    def line(self) -> str:
        """What is searched for; "" for everything."""
        return self.box.text().strip()

    def again(self) -> None:
        """Ask now: at rest, or since the library has changed."""
        self._rest.stop()
        self._number += 1
        number = self._number
        if not self.line:
            self.words.set_whole("")
            self.found.emit(None)
            return

        def came(answer: dict[str, Any]) -> None:
            if number == self._number:
                self.words.set_whole(_summary(answer))
                self.found.emit(answer["found"])

        def refused(error: EngineError) -> None:
            if number == self._number and not isinstance(error, Replaced | EngineGone):
                self.words.set_whole(str(error))

        self._bridge.request(
            "library.search",
            {"query": self.line, "limit": _MOST, "channel": "library-search"},
            came,
            refused,
        )

    def _typed(self) -> None:
        if self.line:
            self._rest.start()
        else:
            self.again()  # what was there comes back at once

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY and self.line:
            self.again()

    # Qt's hooks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears the box, then leaves it; Down leaves it for the table."""
        if event.key() == Qt.Key.Key_Escape and self.line:
            self.box.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _summary(answer: dict[str, Any]) -> str:
    """How much was found, and how."""
    found = answer["found"]
    if not found:
        return "Nothing in the library fits."
    named = sum(row["by"] == "words" for row in found)
    if len(found) < answer["total"]:
        words = f"The first {len(found):,} of {counted(answer['total'], 'track')}"
    else:
        words = counted(len(found), "track")
    if named and named < len(found):
        words += f": {named:,} by their words, then by what the words mean"
    elif found[0]["by"] == "meaning":
        words += ", by what the words mean"
    return words
