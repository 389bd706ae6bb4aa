"""A track's waveform, coloured by emotion over time, with the clip's section boxed."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from t2m_desktop.suggestions import Waveform
from t2m_desktop.theme import Theme, Themes

_STEP = 3.5  # pixels from bar to bar
_BAR = 2.0


LEAST_REGION = 0.5
"""Seconds of a region at least: less is a click with an unsteady hand."""


class WaveformView(QWidget):
    """Draws; if `seekable`, a click says where (seconds), and a drag marks out a region.

    A drag that begins within the region carries it away.
    """

    seeked = Signal(float)
    region_chosen = Signal(float, float)  # start and end, seconds
    region_pressed = Signal()  # it may be carried away in a moment
    region_dragged = Signal()
    region_menu_wanted = Signal(QPoint)  # where on the screen

    def __init__(self, themes: Themes, *, seekable: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._themes = themes
        self._seekable = seekable
        self._waveform: Waveform | None = None
        self._section: tuple[float, float] | None = None
        self._position: float | None = None
        self._region: tuple[float, float] | None = None
        self._press: QPointF | None = None
        self._carries = False  # the press was within the region
        self._drawn: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)
        themes.changed.connect(self._redraw)
        if seekable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setMouseTracking(True)

    def show_track(
        self, waveform: Waveform | None, section: tuple[float, float] | None = None
    ) -> None:
        """Show a track and the part (start, end in seconds) that is the clip."""
        if waveform != self._waveform or section != self._section:
            self._waveform, self._section = waveform, section
            self._redraw()

    def set_position(self, seconds: float | None) -> None:
        """Draw the playhead; None takes it away."""
        if seconds != self._position:
            self._position = seconds
            self.update()

    def set_region(self, region: tuple[float, float] | None) -> None:
        """Mark the region (start, end in seconds) that is played in a loop; None: there is none."""
        if region != self._region:
            self._region = region
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(280, 36)

    def resizeEvent(self, event: object) -> None:
        """A new width has other bars."""
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars (kept as a picture), then the playhead."""
        if self._drawn is None:
            self._drawn = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        if self._region is not None and self._waveform is not None:
            left, right = (self._x(seconds) for seconds in self._region)
            painter.fillRect(
                QRectF(left, 0, max(1.0, right - left), self.height()), self._region_colour()
            )
            painter.setPen(QPen(self._themes.current.colour("focus"), 1.6))
            for x in (left, right):
                painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        if self._position is not None and self._waveform is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = self._x(self._position)
            painter.setPen(QPen(self._themes.current.colour("ink"), 1.6))
            painter.drawLine(round(x), 1, round(x), self.height() - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump there, once the button is let go; or begin a region."""
        if (
            self._seekable
            and self._waveform is not None
            and event.button() == Qt.MouseButton.LeftButton
        ):
            self._press = event.position()
            self._carries = self._in_region(event.position().x())
            if self._carries:
                self.region_pressed.emit()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the region as it is drawn, or carry away what was; else show which it would be."""
        if self._press is None:
            if self._seekable and not event.buttons():
                inside = self._in_region(event.position().x())
                shape = (
                    Qt.CursorShape.OpenHandCursor if inside else Qt.CursorShape.PointingHandCursor
                )
                self.setCursor(shape)
            event.ignore()
            return
        if self._carries:
            moved = (event.position() - self._press).manhattanLength()
            if moved >= QApplication.startDragDistance():
                self._press, self._carries = None, False
                self.region_dragged.emit()
            return
        far = abs(event.position().x() - self._press.x())
        if far >= QApplication.startDragDistance():
            self.set_region(self._between(self._press, event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, or a region."""
        if self._press is None:
            event.ignore()
            return
        press, self._press = self._press, None
        if self._carries:
            self._carries = False
            self.seeked.emit(self._seconds(event.position().x()))
            return
        start, end = self._between(press, event.position())
        far = abs(event.position().x() - press.x()) >= QApplication.startDragDistance()
        if far and end - start >= LEAST_REGION:
            self.set_region((start, end))
            self.region_chosen.emit(start, end)
        else:
            self.seeked.emit(self._seconds(event.position().x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the region."""
        if self._in_region(event.pos().x()) or (
            self._region is not None and event.reason() == QContextMenuEvent.Reason.Keyboard
        ):
            self.region_menu_wanted.emit(event.globalPos())
        else:
            event.ignore()

    def _in_region(self, x: float) -> bool:
        if self._region is None or self._waveform is None:
            return False
        start, end = self._region
        return start <= self._seconds(x) <= end

    def _between(self, one: QPointF, other: QPointF) -> tuple[float, float]:
        first, last = sorted((self._seconds(one.x()), self._seconds(other.x())))
        return first, last

    def _seconds(self, x: float) -> float:
        assert self._waveform is not None
        return min(1.0, max(0.0, x / max(1, self.width()))) * self._waveform.duration

    def _region_colour(self) -> QColor:
        colour = self._themes.current.colour("focus")
        colour.setAlphaF(0.16)
        return colour

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def _x(self, seconds: float) -> float:
        assert self._waveform is not None
        return seconds / max(1e-6, self._waveform.duration) * self.width()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._waveform is None:
            painter.setBrush(self._themes.current.colour("line"))
            painter.drawRoundedRect(QRectF(0, self.height() / 2 - 1, self.width(), 2), 1, 1)
        else:
            self._draw_bars(painter, self._waveform)
        painter.end()
        return picture

    def _draw_bars(self, painter: QPainter, waveform: Waveform) -> None:
        theme = self._themes.current
        draw_bars(painter, theme, waveform, self.size(), section=self._section)
        if self._section is not None:
            left, right = (self._x(s) for s in self._section)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("edge"), 1))
            box = QRectF(left, 1.5, max(8.0, right - left), self.height() - 3)
            box.setRight(min(box.right(), self.width() - 1.0))
            painter.drawRoundedRect(box, 5, 5)


def draw_bars(
    painter: QPainter,
    theme: Theme,
    waveform: Waveform,
    size: QSize,
    *,
    span: tuple[float, float] | None = None,
    section: tuple[float, float] | None = None,
) -> None:
    """Draw the bars of a `span` of a track (seconds; None: all of it), pale outside a `section`."""
    colours = [theme.blend(moods) for moods in waveform.moods] or [theme.colour("soft")]
    pale = [theme.pale(colour) for colour in colours]
    middle, tallest = size.height() / 2, size.height() - 8
    count = max(1, int(size.width() / _STEP))
    first, last = span or (0.0, waveform.duration)
    columns = len(waveform.peaks) / max(1e-6, waveform.duration)
    for i in range(count):
        start, at, end = (first + (i + part) / count * (last - first) for part in (0.0, 0.5, 1.0))
        chunk = max(0, min(len(colours) - 1, bisect_right(waveform.starts, at) - 1))
        inside = section is None or section[0] <= at <= section[1]
        colour: QColor = (colours if inside else pale)[chunk]
        peaks = waveform.peaks[int(start * columns) : int(end * columns) + 1]
        # The root lifts quiet music to where its shape can be seen.
        height = max(1.6, (max(peaks, default=0) / 255) ** 0.8 * tallest)
        painter.setBrush(colour)
        painter.drawRoundedRect(
            QRectF(i * _STEP, middle - height / 2, _BAR, height), _BAR / 2, _BAR / 2
        )
