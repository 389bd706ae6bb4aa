"""The map itself: density as dots, words of moods, the story's path; a lasso, a crosshair."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from t2m_desktop.moodmap import density
from t2m_desktop.moodmap.chart import MOODS, WHOLE, Bounds, Chart
from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr, tr_known

CELL = 7
"""Pixels of a cell that is counted: a dot with some air around it."""
_HOVER_MS = 450
"""The pointer rests so long before it is heard: who only passes by wants no noise."""
_DRAG = 6
"""Pixels that the pointer must move before a press becomes a lasso."""
_ZOOM = 1.5
_STEP = 0.02
"""Of what is seen, that the crosshair moves by at a key."""
Outline = list[tuple[float, float]]


class MapCanvas(QWidget):
    """Draws a chart. The pointer: rest to hear, click to play, draw around to choose, wheel to
    come nearer. Keys: arrows move a crosshair, Enter and space play what is there, Shift and
    arrows draw a rectangle, + and − zoom, 0 shows all, N goes from scene to scene.
    """

    bounds_changed = Signal()
    hovered = Signal(object)  # (x, y) on the map, at rest; None: the pointer is gone
    played = Signal(float, float)
    circled = Signal(object)  # an outline, or None: no more
    crossed = Signal(float, float)  # the crosshair is here now
    scene_chosen = Signal(int)
    left = Signal()  # Escape, when nothing is circled

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._chart: Chart | None = None
        self._drawn: QPixmap | None = None
        self._scene: int | None = None
        self._path_shown = True
        self._axes = True
        self.bounds = WHOLE
        self.outline: Outline = []
        self.cross: tuple[float, float] | None = None
        self._corner: tuple[float, float] | None = None  # of the keyboard's rectangle
        self._press: QPointF | None = None
        self._drawing = False
        self._found: tuple[float, float] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Map of the library"))
        self.setAccessibleDescription(tr("Nothing is on the map yet"))
        self._hover = QTimer(self, singleShot=True, interval=_HOVER_MS)
        self._hover.timeout.connect(self._rested)
        self._pointer = QPointF()
        themes.changed.connect(self._redraw)

    # What is shown

    def show_chart(self, chart: Chart) -> None:
        """Show a map."""
        self._chart = chart
        self._redraw()

    def show_path(self, shown: bool) -> None:
        """Draw the story's path, or do not."""
        self._path_shown = shown
        self.update()

    def show_axes(self, shown: bool) -> None:
        """The plane has axes; what was learnt has none that a word could name."""
        self._axes = shown
        self._redraw()

    def mark_scene(self, scene: int | None) -> None:
        """Mark a scene of the path."""
        self._scene = scene
        self.update()

    def mark_clip(self, x: float, y: float) -> None:
        """Ring the clip that was found."""
        self._found = (x, y)
        self.update()

    def look_at(self, bounds: Bounds) -> None:
        """Show another part."""
        if bounds != self.bounds:
            self.bounds = bounds
            self._redraw()
            self.bounds_changed.emit()

    def cells(self) -> tuple[int, int]:
        """Columns and rows that are to be counted."""
        room, cell = self._room(), scaled(CELL)
        return max(8, round(room.width() / cell)), max(8, round(room.height() / cell))

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 640)

    # Places

    def _room(self) -> QRectF:
        edge = scaled(10)
        return QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)

    def _at(self, x: float, y: float) -> QPointF:
        room, bounds = self._room(), self.bounds
        return QPointF(
            room.left() + (x - bounds.left) / bounds.width * room.width(),
            room.top() + (bounds.top - y) / bounds.height * room.height(),
        )

    def place_at(self, point: QPointF) -> tuple[float, float]:
        """What lies under a point of the widget, on the map."""
        room, bounds = self._room(), self.bounds
        return (
            bounds.left + (point.x() - room.left()) / max(1.0, room.width()) * bounds.width,
            bounds.top - (point.y() - room.top()) / max(1.0, room.height()) * bounds.height,
        )

    def reach(self) -> tuple[float, float]:
        """How far from the pointer a clip may lie: some cells."""
        room, bounds, far = self._room(), self.bounds, 3 * scaled(CELL)
        return far / room.width() * bounds.width, far / room.height() * bounds.height

    # Drawing

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots (kept as a picture), then what moves."""
        if self._drawn is None:
            self._drawn = self._draw()
        theme = self._themes.current
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._room())
        if self.outline:
            fill = theme.colour("focus")
            fill.setAlphaF(0.12)
            painter.setBrush(fill)
            painter.setPen(QPen(theme.colour("focus"), 1.6))
            painter.drawPolygon(QPolygonF([self._at(x, y) for x, y in self.outline]))
        if self._path_shown:
            self._draw_path(painter)
        if self._found is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("ink"), 1.6))
            painter.drawEllipse(self._at(*self._found), 6, 6)
        if self.cross is not None and self.hasFocus():
            at = self._at(*self.cross)
            painter.setPen(QPen(theme.colour("focus"), 1.6))
            painter.drawLine(QPointF(at.x() - 12, at.y()), QPointF(at.x() + 12, at.y()))
            painter.drawLine(QPointF(at.x(), at.y() - 12), QPointF(at.x(), at.y() + 12))
        painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        theme = self._themes.current
        picture.fill(theme.colour("paper"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._axes:
            self._draw_axes(painter)
        if self._chart is not None:
            painter.save()
            painter.setClipRect(self._room())
            painter.setPen(Qt.PenStyle.NoPen)
            if self._chart.points is not None:
                self._draw_points(painter, self._chart.points)
            else:
                self._draw_cells(painter, self._chart)
            painter.restore()
            self._draw_words(painter, self._chart)
        painter.end()
        return picture

    def _draw_axes(self, painter: QPainter) -> None:
        theme, room = self._themes.current, self._room()
        middle = self._at(0.0, 0.0)
        painter.setPen(QPen(theme.colour("line"), 1.4))
        if room.top() < middle.y() < room.bottom():
            painter.drawLine(QPointF(room.left(), middle.y()), QPointF(room.right(), middle.y()))
        if room.left() < middle.x() < room.right():
            painter.drawLine(QPointF(middle.x(), room.top()), QPointF(middle.x(), room.bottom()))
        painter.setFont(interface_font(13))
        painter.setPen(theme.colour("soft"))
        x = min(max(middle.x() + 8, room.left()), room.right() - 60)
        y = min(max(middle.y() - 8, room.top() + 20), room.bottom())
        height = QFontMetricsF(painter.font()).height()
        painter.drawText(QPointF(x, room.top() + height), tr("tense"))
        painter.drawText(QPointF(x, room.bottom() - 6), tr("calm"))
        painter.drawText(QPointF(room.left() + 4, y), tr("dark"))
        word = tr("bright")
        wide = QFontMetricsF(painter.font()).horizontalAdvance(word)
        painter.drawText(QPointF(room.right() - wide - 4, y), word)

    def _draw_points(self, painter: QPainter, points: np.ndarray) -> None:
        theme = self._themes.current
        for place, mood in enumerate(MOODS):
            colour = theme.mood(mood)
            colour.setAlphaF(0.62)
            painter.setBrush(colour)
            for x, y, _ in points[points[:, 2] == place].tolist():
                painter.drawEllipse(self._at(x, y), 2.6, 2.6)

    def _draw_cells(self, painter: QPainter, chart: Chart) -> None:
        room, ratio = self._room(), self.devicePixelRatioF()
        width, height = round(room.width() * ratio), round(room.height() * ratio)
        if width > 0 and height > 0:
            image = density.draw(chart, self.bounds, width, height, self._themes.current)
            image.setDevicePixelRatio(ratio)
            painter.drawImage(room.topLeft(), image)

    def _draw_words(self, painter: QPainter, chart: Chart) -> None:
        theme, room = self._themes.current, self._room()
        painter.setFont(interface_font(13, bold=True))
        metrics = QFontMetricsF(painter.font())
        taken: list[QRectF] = []
        for mood, (x, y) in chart.centres().items():
            word = tr_known(mood)
            wide, high = metrics.horizontalAdvance(word) + 12, metrics.height() + 2
            at = self._at(x, y)
            box = QRectF(at.x() - wide / 2, at.y() - high / 2, wide, high)
            for step in range(24):  # words give way to one another, up and down in turn
                moved = box.translated(0, (1 if step % 2 else -1) * ((step + 1) // 2) * high)
                if not any(moved.intersects(other) for other in taken):
                    box = moved
                    break
            box.moveLeft(min(max(box.left(), room.left()), room.right() - wide))
            box.moveTop(min(max(box.top(), room.top()), room.bottom() - high))
            taken.append(box)
            back = theme.colour("paper")
            back.setAlphaF(0.78)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(theme.colour("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)

    def _draw_path(self, painter: QPainter) -> None:
        if self._chart is None or not len(self._chart.path):
            return
        theme = self._themes.current
        points = [self._at(x, y) for x, y in self._chart.path.tolist()]
        line = theme.colour("ink")
        line.setAlphaF(0.55)
        painter.setPen(QPen(line, 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setFont(interface_font(11, bold=True))
        radius = 0.75 * QFontMetricsF(painter.font()).height()
        for number, point in reversed(list(enumerate(points))):
            here = number == self._scene
            painter.setPen(QPen(theme.colour("ink"), 2.6 if here else 1.3))
            painter.setBrush(theme.colour("selected" if here else "raised"))
            painter.drawEllipse(point, radius, radius)
            box = QRectF(point.x() - radius, point.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def scene_at(self, point: QPointF) -> int | None:
        """The scene whose number is under a point."""
        if self._chart is None or not self._path_shown:
            return None
        far = scaled(12)
        for number, (x, y) in enumerate(self._chart.path.tolist()):
            apart = self._at(x, y) - point
            if math.hypot(apart.x(), apart.y()) <= far:
                return number
        return None

    # The pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click, or the beginning of a lasso."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press, self._drawing = event.position(), False
            self._hover.stop()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the lasso; or see where the pointer rests."""
        self._pointer = event.position()
        if self._press is None:
            self._hover.start()
            return
        apart = event.position() - self._press
        if not self._drawing and math.hypot(apart.x(), apart.y()) > _DRAG:
            self._drawing = True
            self.outline = [self.place_at(self._press)]
        if self._drawing:
            place = self.place_at(event.position())
            if _far(place, self.outline[-1], self.bounds):
                self.outline.append(place)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play, or choose what was drawn around."""
        if self._press is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._press = None
        if self._drawing:
            self._drawing = False
            if len(self.outline) >= 3:
                self.circled.emit(list(self.outline))
            else:
                self.forget_outline()
            return
        scene = self.scene_at(event.position())
        if scene is not None:
            self.scene_chosen.emit(scene)
        else:
            self.played.emit(*self.place_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        """The pointer is gone."""
        self._hover.stop()
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer, or go farther."""
        steps = event.angleDelta().y() / 120
        if steps:
            place = self.place_at(event.position())
            self.look_at(self.bounds.zoomed(_ZOOM**steps, *place))
        event.accept()

    def _rested(self) -> None:
        if self.underMouse() and self._press is None:
            self.hovered.emit(self.place_at(self._pointer))

    def forget_outline(self) -> None:
        """Nothing is circled any more."""
        self.outline, self._corner = [], None
        self.update()
        self.circled.emit(None)

    # The keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the crosshair."""
        super().focusInEvent(event)
        if self.cross is None:
            self.cross = (0.0, 0.0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The crosshair goes with the keys."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the map."""
        key = event.key()
        step = _STEPS.get(key)
        if step is not None:
            self._step(step, event.modifiers())
            return
        x, y = self.cross or (0.0, 0.0)
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.played.emit(x, y)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.look_at(self.bounds.zoomed(_ZOOM, x, y))
            case Qt.Key.Key_Minus:
                self.look_at(self.bounds.zoomed(1 / _ZOOM, x, y))
            case Qt.Key.Key_0:
                self.look_at(WHOLE)
            case Qt.Key.Key_N:
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._next_scene(-1 if back else 1)
            case Qt.Key.Key_Escape if self.outline:
                self.forget_outline()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _step(self, step: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        old = self.cross or (0.0, 0.0)
        far = 5 if modifiers & Qt.KeyboardModifier.ControlModifier else 1
        x = old[0] + far * step[0] * _STEP * self.bounds.width
        y = old[1] + far * step[1] * _STEP * self.bounds.height
        x = min(max(x, WHOLE.left), WHOLE.right)
        y = min(max(y, WHOLE.bottom), WHOLE.top)
        self.cross = (x, y)
        bounds = self.bounds
        across = (x > bounds.right) - (x < bounds.left)
        up = (y > bounds.top) - (y < bounds.bottom)
        if across or up:
            self.look_at(bounds.moved(across / 4, up / 4))
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._corner = self._corner or old
            left, bottom = self._corner
            self.outline = [(left, bottom), (x, bottom), (x, y), (left, y)]
            self.circled.emit(list(self.outline))
        self.crossed.emit(x, y)
        self.update()

    def _next_scene(self, step: int) -> None:
        if self._chart is not None and len(self._chart.path):
            count = len(self._chart.path)
            now = self._scene if self._scene is not None else (-1 if step > 0 else 0)
            self.go_to_scene((now + step) % count)
            self.scene_chosen.emit((now + step) % count)

    def go_to_scene(self, scene: int) -> None:
        """Bring the crosshair to a scene."""
        if self._chart is None or scene >= len(self._chart.path):
            return
        x, y = self._chart.path[scene].tolist()
        self.cross = (x, y)
        self.mark_scene(scene)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other cells are counted."""
        super().resizeEvent(event)
        self._redraw()
        self.bounds_changed.emit()


_STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


def _far(place: tuple[float, float], last: tuple[float, float], bounds: Bounds) -> bool:
    """Whether a lasso has moved enough for another corner: 1 of 300 of what is seen."""
    return (
        abs(place[0] - last[0]) > bounds.width / 300
        or abs(place[1] - last[1]) > bounds.height / 300
    )


def corners(outline: Sequence[tuple[float, float]], most: int = 500) -> Outline:
    """An outline with `most` corners at most, evenly thinned."""
    step = max(1, math.ceil(len(outline) / most))
    return [outline[i] for i in range(0, len(outline), step)]
