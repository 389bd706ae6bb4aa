"""Finds the outline of what is being written, in slices too short to be felt by who types."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock, QTextDocument

from t2m_desktop.editor.outline import Outliner

PAUSE_MS = 600
"""After the last change, before the outline is looked for again."""
SLICE = 0.004
"""Seconds at a time: with a key's own work it stays within a frame of 16 ms."""
_LINES = 16  # between two looks at the clock


class Outlining(QObject):
    """Reads a document line by line between events, and starts again when it is changed."""

    found = Signal(object)  # Outline

    def __init__(
        self, document: QTextDocument, clean: Callable[[str], str], parent: QObject | None = None
    ) -> None:
        """`clean` takes away from a line what is not the writer's."""
        super().__init__(parent)
        self._document, self._clean = document, clean
        self._outliner = Outliner()
        self._block = QTextBlock()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.now)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._slice)

    def later(self) -> None:
        """The document was changed: look again after a pause."""
        self._next.stop()
        self._pause.start()

    def now(self) -> None:
        """Begin at once; a short document is done before this returns."""
        self._pause.stop()
        self._outliner = Outliner()
        self._block = self._document.begin()
        self._slice()

    def _slice(self) -> None:
        until = perf_counter() + SLICE
        while self._block.isValid():
            for _ in range(_LINES):
                self._outliner.add(self._clean(self._block.text()))
                self._block = self._block.next()
                if not self._block.isValid():
                    break
            else:
                if perf_counter() > until:
                    self._next.start()
                    return
        self.found.emit(self._outliner.finish())
