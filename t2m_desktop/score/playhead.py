"""The playhead of the timeline: a line where the score is, with its time on top."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from t2m_desktop.feeling import clock
from t2m_desktop.score import rows
from t2m_desktop.theme import Themes, interface_font
from t2m_desktop.translation import tr


class Playhead(QWidget):
    """A line where the score is, with its time on top; it lets the mouse through."""

    _WIDTH = 64

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Playhead"))

    def stand(self, x: float, seconds: float, height: int) -> None:
        """Stand at a pixel."""
        words = clock(seconds)
        self.setGeometry(round(x) - self._WIDTH // 2, 0, self._WIDTH, height)
        if words != self._words:
            self._words = words
            self.setAccessibleDescription(words)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line and its time."""
        theme = self._themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.colour("playhead")
        middle = self._WIDTH // 2
        painter.fillRect(QRectF(middle - 0.75, rows.ruler() - 4, 1.5, self.height()), colour)
        painter.setFont(interface_font(11, bold=True))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self._words) + 10
        flag = QRectF(middle - wide / 2, 1, wide, rows.ruler() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(flag, 4, 4)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
