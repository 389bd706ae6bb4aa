"""The valence-arousal plane: where a passage lies, how sure, and where its writer puts it."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from t2m_desktop.feeling import Emotion
from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr

_KEY, _FAR_KEY = 0.05, 0.2
"""How far an arrow key moves the point, and with shift."""
_LEAST_HALO = 9.0  # pixels: the point itself is never so sure
_POINT = 6.4


class Plane(QWidget):
    """Dark to bright, calm to tense; clips as dots, the passage a point that can be dragged.

    Around the point lies how far the passage's moods are apart: one standard deviation. What was
    read is a ring, where its writer wants another feeling.
    """

    moved = Signal(float, float)  # the writer puts the point there: valence and arousal
    let_go = Signal()  # the drag is over
    released = Signal()  # what is read in the text holds again

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._read: Emotion | None = None
        self._point: Emotion | None = None
        self._spread: tuple[float, float, float] | None = None
        self._clips: tuple[Emotion, ...] = ()
        self._dragged: tuple[float, float] | None = None
        self.setFixedSize(scaled(132), scaled(132))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Feeling of the passage, in the plane of valence and arousal"))
        themes.changed.connect(self.update)

    def set_point(
        self,
        felt: Emotion | None,
        read: Emotion | None = None,
        spread: tuple[float, float, float] | None = None,
    ) -> None:
        """Place the passage where it is `felt`, if that is not where it was `read`; `spread` is
        how far its moods lie apart: standard deviations along both axes, their correlation.
        """
        self._point, self._read, self._spread = felt, read, spread
        text = tr("No passage yet")
        if felt is not None:
            text = tr(
                "Valence {:+.2f} (dark to bright), arousal {:+.2f} (calm to tense). Drag it, "
                "or move it by arrow keys; Delete takes it back"
            ).format(felt.valence, felt.arousal)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def set_clips(self, clips: tuple[Emotion, ...]) -> None:
        """Place the suggested clips around it."""
        self._clips = clips
        self.update()

    @property
    def dragging(self) -> bool:
        """Whether the point is in the writer's hand."""
        return self._dragged is not None

    # Qt's hooks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the point, wherever the plane is pressed: small things need no aim."""
        if self._point is not None and event.button() == Qt.MouseButton.LeftButton:
            self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._dragged is not None:
            self._drag_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave it there."""
        if self._dragged is not None:
            self._dragged = None
            self.let_go.emit()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the pin back."""
        self._dragged = None
        self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the point."""
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = _FAR_KEY if far else _KEY
        way = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.released.emit()
        elif way is not None and self._point is not None:
            valence = _within(self._point.valence + way[0])
            arousal = _within(self._point.arousal + way[1])
            self._point = Emotion(valence, arousal, self._point.moods)
            self.update()
            self.moved.emit(valence, arousal)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key that is held is one move."""
        if not event.isAutoRepeat():
            self.let_go.emit()
        super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Shift and arrow keys are this plane's own while it has the focus, before the menu's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
            and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # axes are not turned round
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter)
        theme = self._themes.current
        painter.setPen(Qt.PenStyle.NoPen)
        for clip in self._clips:
            colour = theme.blend(clip.moods)
            colour.setAlphaF(0.75)
            painter.setBrush(colour)
            painter.drawEllipse(self._at(clip.valence, clip.arousal), 2.6, 2.6)
        if self._point is not None:
            self._draw_point(painter, self._point)
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        theme = self._themes.current
        size = float(self.width())
        ring = QPen(theme.colour("focus"), 1.4) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        painter.setBrush(theme.colour("selected"))
        painter.drawRoundedRect(QRectF(0.7, 0.7, size - 1.4, size - 1.4), 9, 9)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(size / 2, 18), QPointF(size / 2, size - 18))
        painter.drawLine(QPointF(36, size / 2), QPointF(size - 42, size / 2))
        painter.setFont(interface_font(11))
        painter.setPen(theme.colour("soft"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for flags, rect, word in (
            (Qt.AlignmentFlag.AlignHCenter, QRectF(0, 3, size, scaled(14)), tr("tense")),
            (
                Qt.AlignmentFlag.AlignHCenter,
                QRectF(0, size - scaled(14) - 3, size, scaled(14)),
                tr("calm"),
            ),
            (Qt.AlignmentFlag.AlignLeft | middle, QRectF(6, 0, size, size), tr("dark")),
            (Qt.AlignmentFlag.AlignRight | middle, QRectF(0, 0, size - 6, size), tr("bright")),
        ):
            painter.drawText(rect, flags, word)

    def _draw_point(self, painter: QPainter, point: Emotion) -> None:
        theme = self._themes.current
        at = self._dragged or (point.valence, point.arousal)
        place = self._at(*at)
        if self._read is not None:
            was = self._at(self._read.valence, self._read.arousal)
            painter.setPen(QPen(theme.colour("soft"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(was, place)
            painter.setPen(QPen(theme.colour("soft"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(was, 4.0, 4.0)
        halo = theme.blend(point.moods)
        halo.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        wide, high, angle = _axes(self._spread, self._room)
        painter.save()
        painter.translate(place)
        painter.rotate(-angle)
        painter.drawEllipse(QPointF(0, 0), max(_LEAST_HALO, wide), max(_LEAST_HALO, high))
        painter.restore()
        painter.setPen(QPen(theme.colour("raised"), 1.6))
        painter.setBrush(theme.blend(point.moods))
        painter.drawEllipse(place, _POINT, _POINT)

    @property
    def _room(self) -> float:
        """Pixels from the middle to the border of the plane."""
        return self.width() / 2 - 16

    def _at(self, valence: float, arousal: float) -> QPointF:
        middle = self.width() / 2
        return QPointF(
            middle + _within(valence) * self._room, middle - _within(arousal) * self._room
        )

    def _drag_to(self, place: QPointF) -> None:
        middle = self.width() / 2
        self._dragged = (
            _within((place.x() - middle) / self._room),
            _within((middle - place.y()) / self._room),
        )
        self.update()
        self.moved.emit(*self._dragged)


def _axes(spread: tuple[float, float, float] | None, room: float) -> tuple[float, float, float]:
    """Half the axes of the ellipse of a spread in pixels, and how far it is turned, degrees."""
    if spread is None:
        return 0.0, 0.0, 0.0
    across, along, correlation = spread
    a, b, c = across**2, along**2, correlation * across * along
    root = math.hypot((a - b) / 2, c)
    angle = 0.5 * math.degrees(math.atan2(2 * c, a - b))
    longer, shorter = (a + b) / 2 + root, max(0.0, (a + b) / 2 - root)
    return room * math.sqrt(longer), room * math.sqrt(shorter), angle


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value))
