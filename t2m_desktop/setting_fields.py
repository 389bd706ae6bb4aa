"""What a setting is changed with, by its kind: a switch, a list, a number, a path, a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from t2m_desktop import dialogs
from t2m_desktop.labels import ElidedLabel
from t2m_desktop.theme import scaled
from t2m_desktop.translation import tr, tr_known
from t2m_engine.settings import Setting

_WIDTH = 240

Offers = Callable[[], list[tuple[str, str]]]
"""What may be chosen now (value, words), for settings whose values the machine knows."""


class Field:
    """A widget for a setting: `show` puts a value in, `changed` is told what the user made of it.

    `changed` may raise ValueError: then the field shows the value as it was.
    """

    def __init__(
        self, setting: Setting, changed: Callable[[Any], None], offers: Offers | None = None
    ) -> None:
        self.setting, self._changed, self._shown = setting, changed, setting.default()
        if setting.kind is bool:
            self.widget, self.show = self._switch()
        elif setting.choices or offers:
            self.widget, self.show = self._list(offers)
        elif setting.kind in (int, float):
            self.widget, self.show = self._number()
        elif setting.kind is Path:
            self.widget, self.show = self._path()
        else:
            self.widget, self.show = self._line()
        for part in (self.widget, *self.widget.findChildren(QWidget)):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus and not part.accessibleName():
                part.setAccessibleName(tr_known(setting.title))
                part.setAccessibleDescription(tr_known(setting.help))

    def _tell(self, value: Any) -> None:
        try:
            self._changed(value)
        except ValueError:
            self.show(self._shown)

    def _switch(self) -> tuple[QWidget, Callable[[Any], None]]:
        box = Toggle()
        box.toggled.connect(lambda on: on == self._shown or self._tell(on))

        def show(value: Any) -> None:
            self._shown = value
            box.setChecked(value)
            box.setText(tr("on") if value else tr("off"))

        return box, show

    def _list(self, offers: Offers | None) -> tuple[QWidget, Callable[[Any], None]]:
        box = QuietComboBox()
        box.setFixedWidth(_WIDTH)
        known = offers() if offers else [(v, tr_known(w)) for v, w in self.setting.choices.items()]
        for value, words in known:
            box.addItem(words, value)
        box.activated.connect(lambda at: self._tell(box.itemData(at)))

        def show(value: Any) -> None:
            self._shown = value
            if (at := box.findData(value)) < 0:  # what is not there now: an unplugged device
                box.addItem(str(value), value)
                at = box.count() - 1
            box.setCurrentIndex(at)

        return box, show

    def _number(self) -> tuple[QWidget, Callable[[Any], None]]:
        whole = self.setting.kind is int
        box = QuietSpinBox() if whole else QuietDoubleSpinBox()
        least, most = self.setting.bounds
        box.setRange(int(least) if whole else least, int(most) if whole else most)
        if isinstance(box, QDoubleSpinBox):
            small = most <= 10
            box.setDecimals(2 if small else 0)
            box.setSingleStep(0.05 if small else 5)
        if self.setting.unit:
            box.setSuffix(f" {tr_known(self.setting.unit)}")
        box.setKeyboardTracking(False)  # a number counts when it is finished
        box.setFixedWidth(_WIDTH)
        box.valueChanged.connect(lambda value: value == self._shown or self._tell(value))

        def show(value: Any) -> None:
            self._shown = value
            box.setValue(value)

        return box, show

    def _path(self) -> tuple[QWidget, Callable[[Any], None]]:
        row = QWidget()
        words = ElidedLabel("", "soft")
        words.setMinimumWidth(_WIDTH)
        button = QPushButton(tr("Choose…"))
        button.setAccessibleName(tr("Choose: {what}").format(what=tr_known(self.setting.title)))

        def choose() -> None:
            title = tr_known(self.setting.title)
            chosen = dialogs.folder(row.window(), title, str(self._shown))
            if chosen is not None:
                self._tell(str(chosen))

        button.clicked.connect(choose)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(words, 1)
        layout.addWidget(button)

        def show(value: Any) -> None:
            self._shown = value
            words.set_whole(str(value))

        return row, show

    def _line(self) -> tuple[QWidget, Callable[[Any], None]]:
        line = QLineEdit()
        line.setFixedWidth(_WIDTH)
        line.setPlaceholderText(tr_known(self.setting.empty))
        line.editingFinished.connect(
            lambda: line.text() == self._shown or self._tell(line.text().strip())
        )

        def show(value: Any) -> None:
            self._shown = value
            line.setText(value)

        return line, show


class _Quiet:
    """The wheel scrolls the page; it changes nothing that it happens to pass."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class QuietComboBox(_Quiet, QComboBox):
    """A list that the wheel passes by."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stylesheet's box, and an arrow in the theme's own ink."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().placeholderText().color(), 1.5))
        right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        x, y = (self.width() - 16 if right else 16), self.height() / 2
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()


class QuietSpinBox(_Quiet, QSpinBox):
    """A whole number that the wheel passes by."""


class QuietDoubleSpinBox(_Quiet, QDoubleSpinBox):
    """A number that the wheel passes by."""


class Toggle(QCheckBox):
    """A switch: a check box for hands, ears and keys, drawn as a knob in its groove."""

    def sizeHint(self) -> QSize:
        """The groove, and the word beside it."""
        height = max(scaled(20), self.fontMetrics().height()) + 8
        return QSize(scaled(36) + 10 + self.fontMetrics().horizontalAdvance(self.text()), height)

    def minimumSizeHint(self) -> QSize:
        """It cannot be smaller."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """All of it may be clicked."""
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw groove, knob and word; where the keys are, a ring."""
        palette = self.palette()
        on, high = self.isChecked(), scaled(20)
        groove = QRectF(1.5, (self.height() - high) / 2, scaled(36), high)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            groove.moveRight(self.width() - 1.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, paper = palette.windowText().color(), palette.base().color()
        soft = QApplication.palette().placeholderText().color()
        ring = palette.link().color() if self.hasFocus() else (ink if on else soft)
        painter.setPen(QPen(ring, 2 if self.hasFocus() else 1))
        painter.setBrush(ink if on else paper)
        painter.drawRoundedRect(groove, high / 2, high / 2)
        knob = QRectF(0, 0, high - 8, high - 8)
        knob.moveCenter(groove.center())
        side = on == (self.layoutDirection() == Qt.LayoutDirection.LeftToRight)
        knob.moveLeft(groove.right() - high + 4 if side else groove.left() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paper if on else soft)
        painter.drawEllipse(knob)
        painter.setPen(soft)
        words = QRectF(self.rect()).adjusted(groove.width() + 10, 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            words = QRectF(self.rect()).adjusted(0, 0, -groove.width() - 10, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text()
        )
        painter.end()
