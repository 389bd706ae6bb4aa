"""The one box for everything: commands by name, or music for a few words (Ctrl+K)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from t2m_desktop.commands import Command, Registry

_COMMAND = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """Type: the list below offers music for these words, and the commands that hold them."""

    music_wanted = Signal(str)
    left = Signal()

    def __init__(self, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self.setPlaceholderText("Search music and commands   Ctrl K")
        self.setAccessibleName("Search music, moods and commands")
        self.setFixedWidth(280)
        self._list: QListWidget | None = None
        self.textChanged.connect(self._offer)

    def _popup(self) -> QListWidget:
        """The list, made at first use: a child of the window, so that the focus stays here."""
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setObjectName("Offers")
            self._list.setAccessibleName("Offers")
            self._list.setFrameShape(QFrame.Shape.NoFrame)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.itemClicked.connect(self._take)
        return self._list

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the commands at once."""
        super().focusInEvent(event)
        self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down in the list, Enter takes, Escape leaves."""
        offers = self._popup()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                offers.setCurrentRow(max(0, min(offers.count() - 1, offers.currentRow() + step)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if item := offers.currentItem():
                    self._take(item)
            case Qt.Key.Key_Escape:
                self._leave()
            case _:
                super().keyPressEvent(event)

    def _offer(self) -> None:
        offers = self._popup()
        if not self.hasFocus():
            return
        offers.clear()
        words = self.text().strip()
        if words:
            item = QListWidgetItem(f"Music for “{words}”")
            item.setData(_COMMAND, None)
            offers.addItem(item)
        for command in self._registry.search(words)[:12]:
            keys = self._registry[command.id].shortcut().toString()
            item = QListWidgetItem(f"{command.title}   {keys}".rstrip())
            item.setData(_COMMAND, command)
            offers.addItem(item)
        offers.setCurrentRow(0)
        offers.resize(self.width() + 60, min(420, 34 * offers.count() + 12))
        corner = self.mapTo(self.window(), QPoint(self.width() - offers.width(), self.height() + 4))
        offers.move(corner)
        offers.show()
        offers.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        command: Command | None = item.data(_COMMAND)
        words = self.text().strip()
        self._leave()
        if command is not None:
            self._registry[command.id].trigger()
        else:
            self.music_wanted.emit(words)

    def _leave(self) -> None:
        self.clear()
        self.left.emit()
        self._popup().hide()
