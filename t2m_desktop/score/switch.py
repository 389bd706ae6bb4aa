"""Choosing one of a few, or of many; a row of tools that breaks where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)


class Switch(QFrame):
    """Chooses one of a few (value, words)."""

    chosen = Signal(object)  # a value, by the user

    def __init__(
        self, name: str, values: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Switch")
        self.setAccessibleName(name)
        self._values = [value for value, _ in values]
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_, words) in enumerate(values):
            button = QPushButton(words)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {words}")
            self._buttons.addButton(button, place)
            row.addWidget(button)
        self._buttons.idClicked.connect(lambda place: self.chosen.emit(self._values[place]))

    @property
    def value(self) -> object:
        """What is chosen."""
        place = self._buttons.checkedId()
        return self._values[place] if place >= 0 else None

    def show_value(self, value: object) -> None:
        """Show what is chosen."""
        if value in self._values:
            self._buttons.button(self._values.index(value)).setChecked(True)


class Chooser(QPushButton):
    """Chooses one of many (value, words), from a menu."""

    def __init__(
        self, name: str, values: Sequence[tuple[object, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._words = name, dict(values)
        self.value: object = None
        menu = QMenu(self)
        for value, words in values:
            menu.addAction(words).triggered.connect(lambda _=False, v=value: self.show_value(v))
        self.setMenu(menu)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_value(self, value: object) -> None:
        """Choose a value; one that is not there leaves it as it is."""
        if value in self._words:
            self.value = value
            self.setText(self._words[value])
            self.setAccessibleName(f"{self._name}: {self._words[value]}")


class Flowing(QLayout):
    """Lays widgets out in a row, and in further rows where the width ends."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's hook."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's hook."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's hook."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt's hook."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """It needs more rows where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high its rows are."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Qt's hook."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """As narrow as its widest part."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As narrow as its widest part."""
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, tall = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, tall = rect.x(), y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            tall = max(tall, size.height())
        return y + tall - rect.y()
