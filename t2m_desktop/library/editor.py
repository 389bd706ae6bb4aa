"""What the user says of a track, edited in place: rating, favourite, tags, licence, notes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting
from t2m_desktop.labels import label
from t2m_desktop.library.columns import STARS, Row
from t2m_desktop.theme import scaled
from t2m_desktop.translation import tr


class Notes(QPlainTextEdit):
    """A few lines of text, that are given over when the keys go elsewhere."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give over."""
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tab leaves: nobody writes tables into notes."""
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Stars(QWidget):
    """Five stars; the arrows, and 0 to 5, rate too."""

    rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating = 0
        self.setAccessibleName(tr("Rating"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: list[QToolButton] = []
        for star in range(1, STARS + 1):
            button = QToolButton()
            button.setObjectName("Star")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{tr('Rate')}: {counting.stars(star)}")
            button.clicked.connect(lambda _=False, n=star: self._clicked(n))
            button.installEventFilter(self)
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch()
        self.show_rating(0)

    def show_rating(self, rating: int) -> None:
        """Show a rating; 0 for none."""
        self._rating = rating
        for star, button in enumerate(self.buttons, 1):
            button.setText("★" if star <= rating else "☆")
        self.setAccessibleDescription(counting.stars(rating) if rating else tr("Not rated"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Figures rate from whichever star has the keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            figure = int(event.key()) - int(Qt.Key.Key_0)
            if 0 <= figure <= STARS:
                self.rated.emit(figure)
                return True
        return super().eventFilter(watched, event)

    def _clicked(self, star: int) -> None:
        self.rated.emit(0 if star == self._rating else star)  # once more takes it back


class MarksEditor(QWidget):
    """Shows the marks of a row, and says how they are to change."""

    marked = Signal(object)  # fields of library.mark

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: Row | None = None
        self._told: dict[str, Any] = {}  # what was said last: Enter and leaving both say it
        self.stars = Stars()
        self.stars.rated.connect(lambda rating: self.marked.emit({"rating": rating}))
        self.favourite = QPushButton(tr("♡ Favourite"))
        self.favourite.setProperty("role", "chip")
        self.favourite.setCheckable(True)
        self.favourite.clicked.connect(lambda on: self.marked.emit({"favourite": on}))
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(tr("Tags, with commas between"))
        self.tags.setAccessibleName(tr("Your tags, with commas between"))
        self.tags.editingFinished.connect(self._tagged)
        self.licence = QLineEdit()
        self.licence.setPlaceholderText(tr("Licence, in your words"))
        self.licence.setAccessibleName(tr("Licence, in your words"))
        self.licence.editingFinished.connect(lambda: self._written("licence", self.licence.text()))
        self.notes = Notes()
        self.notes.setObjectName("Notes")
        self.notes.setPlaceholderText(tr("Notes"))
        self.notes.setAccessibleName(tr("Your notes"))
        self.notes.setFixedHeight(scaled(72))
        self.notes.left.connect(lambda: self._written("notes", self.notes.toPlainText()))
        first = QHBoxLayout()
        first.addWidget(self.stars, 1)
        first.addWidget(self.favourite)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(tr("YOURS"), "caption"))
        column.addLayout(first)
        column.addWidget(self.tags)
        column.addWidget(self.licence)
        column.addWidget(self.notes)

    def show_row(self, row: Row) -> None:
        """Show a row's marks; what is being written stays, unless it is another track's."""
        same = self._row is not None and self._row["track"] == row["track"]
        if not same:
            self.give_over()
        self._row, self._told = row, {}
        marks: dict[str, Any] = row["marks"]
        self.stars.show_rating(marks["rating"])
        self.favourite.setChecked(marks["favourite"])
        self.favourite.setText(tr("♥ Favourite") if marks["favourite"] else tr("♡ Favourite"))
        for field, text in (
            (self.tags, ", ".join(marks["tags"])),
            (self.licence, marks["licence"]),
        ):
            if not (same and field.hasFocus()):
                field.setText(text)
        if not (same and self.notes.hasFocus()):
            self.notes.setPlainText(marks["notes"])

    def give_over(self) -> None:
        """Give over what is being written."""
        if self._row is None:
            return
        self._tagged()
        self._written("licence", self.licence.text())
        self._written("notes", self.notes.toPlainText())

    @property
    def row(self) -> Row | None:
        """Whose marks are shown."""
        return self._row

    def _tagged(self) -> None:
        if self._row is None:
            return
        wanted = list(
            dict.fromkeys(" ".join(t.split()) for t in self.tags.text().split(",") if t.strip())
        )
        now = self._row["marks"]["tags"]
        change: dict[str, Any] = {}
        if new := [tag for tag in wanted if tag not in now]:
            change["tag"] = new
        if old := [tag for tag in now if tag not in wanted]:
            change["untag"] = old
        self._tell(change)

    def _written(self, name: str, text: str) -> None:
        if self._row is not None and text != self._row["marks"][name]:
            self._tell({name: text})

    def _tell(self, change: dict[str, Any]) -> None:
        if change and change != self._told:
            self._told = change
            self.marked.emit(change)
