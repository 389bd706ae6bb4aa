"""Small pieces that several panels use: labels that give way, mood words with their colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr, tr_known


def label(text: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label in one of the stylesheet's roles."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


class ElidedLabel(QLabel):
    """A line of text that ends in … where there is no room; whole in its tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)
        if role:
            self.setProperty("role", role)
        self.set_whole(text)

    def set_width(self, pixels: int) -> None:
        """Take so much room, neither more nor less."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setFixedWidth(pixels)

    def sizeHint(self) -> QSize:
        """As wide as it is now: the text asks for nothing."""
        return QSize(
            self.maximumWidth() if self.minimumWidth() == self.maximumWidth() else 24,
            super().sizeHint().height(),
        )

    def set_whole(self, text: str) -> None:
        """Show `text`, or as much of it as there is room for."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    @property
    def whole(self) -> str:
        """The text in full."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, max(24, self.width()))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class MoodWords(QWidget):
    """Moods as words, each with a dot of its colour; never the colour alone."""

    _DOT = 8

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._moods: tuple[tuple[str, str], ...] = ()  # names, and words
        self.setFont(interface_font(12))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    def set_moods(self, moods: Sequence[str]) -> None:
        """Show these moods, the strongest first."""
        self._moods = tuple((mood, tr_known(mood)) for mood in moods)
        self.setAccessibleName(tr("Moods: ") + ", ".join(word for _, word in self._moods))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        metrics = QFontMetricsF(self.font())
        width = sum(
            metrics.horizontalAdvance(word) + scaled(self._DOT) + 4 for _, word in self._moods
        )
        high = max(18, round(metrics.height()) + 2)
        return QSize(round(width + 10 * max(0, len(self._moods) - 1)) + 2, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots and words."""
        theme = self._themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        x = 0.0
        for mood, word in self._moods:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mood(mood))
            dot = scaled(self._DOT)
            painter.drawRoundedRect(
                QRectF(x, (self.height() - dot) / 2, dot, dot), 0.4 * dot, 0.4 * dot
            )
            x += dot + 4
            painter.setPen(theme.colour("soft"))
            wide = metrics.horizontalAdvance(word)
            painter.drawText(
                QRectF(x, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, word
            )
            x += wide + 10
        painter.end()
