"""Choosing one of a few, or of many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
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
