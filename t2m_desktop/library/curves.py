"""A track's curves: valence and arousal over its time, and the energy of its clips."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from t2m_desktop.feeling import clock
from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr

_QUIETEST, _LOUDEST = -45.0, -6.0
"""dBFS between which the energy of music lies; what lies outside is drawn at the edge."""


class Curves(QWidget):
    """Valence is filled above and below the middle, in the colour of its mood; arousal is the line;
    energy are steps at the foot. What they do is also in words.
    """

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._data: dict[str, Any] | None = None
        self.setFont(interface_font(11))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Curves of the track"))
        self._explain()
        themes.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(280, scaled(128))

    def show_track(self, waveform: dict[str, Any] | None) -> None:
        """Show an answer of `track.waveform`, or nothing."""
        self._data = waveform
        self._explain()
        self.update()

    def _explain(self) -> None:
        words = tr("Nothing is known of it yet")
        if self._data is not None and self._data["curve"]["starts"]:
            parts = []
            for name, low, high in (
                (tr("valence"), tr("dark"), tr("bright")),
                (tr("arousal"), tr("calm"), tr("tense")),
            ):
                values = self._data["curve"]["valence" if low == tr("dark") else "arousal"]
                first, last = values[0], values[-1]
                ends = [high if value >= 0 else low for value in (first, last)]
                parts.append(
                    f"{name}: {ends[0]}" if ends[0] == ends[1] else f"{name}: {ends[0]} → {ends[1]}"
                )
            words = "; ".join(parts)
        self.setAccessibleDescription(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        theme = self._themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        line = self.fontMetrics().height()
        left = max(self.fontMetrics().horizontalAdvance(w) for w in _axis_words()) + 8
        whole = QRectF(self.rect()).adjusted(left, 2, -2, -line - 4)
        energy_room = QRectF(whole)
        energy_room.setTop(whole.bottom() - 0.24 * whole.height())
        room = QRectF(whole)
        room.setBottom(energy_room.top() - 6)
        painter.setPen(theme.colour("soft"))
        bright, dark, _, energy = _axis_words()
        painter.drawText(QRectF(0, room.top() - 2, left, line), bright)
        painter.drawText(QRectF(0, room.bottom() - line + 2, left, line), dark)
        painter.drawText(QRectF(0, energy_room.bottom() - line + 2, left, line), energy)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(
            QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y())
        )
        if self._data is None or not self._data["curve"]["starts"]:
            painter.end()
            return
        curve, duration = self._data["curve"], max(1e-3, float(self._data["duration"]))
        xs = [
            room.left() + room.width() * min(1.0, (start + curve["length"] / 2) / duration)
            for start in curve["starts"]
        ]
        middle, half = room.center().y(), room.height() / 2
        step = room.width() * curve["length"] / duration
        for i, x in enumerate(xs):
            shares = {mood: values[i] for mood, values in curve["moods"].items()}
            height = -half * max(-1.0, min(1.0, curve["valence"][i]))
            painter.fillRect(
                QRectF(x - step / 2, middle, max(1.0, step - 1), height or -1).normalized(),
                theme.blend(shares),
            )
        path = QPainterPath()
        for i, x in enumerate(xs):
            point = QPointF(x, middle - half * max(-1.0, min(1.0, curve["arousal"][i])))
            path.lineTo(point) if i else path.moveTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("ink"), 1.4))
        painter.drawPath(path)
        self._draw_energy(painter, energy_room, duration, theme.colour("edge"))
        painter.setPen(theme.colour("soft"))
        foot = QRectF(whole.left(), whole.bottom() + 2, whole.width(), line)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, "0:00")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, clock(duration))
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, tr("line: calm to tense"))
        painter.end()

    def _draw_energy(
        self, painter: QPainter, room: QRectF, duration: float, colour: QColor
    ) -> None:
        assert self._data is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for clip in self._data["clips"]:
            share = (clip["energy"] - _QUIETEST) / (_LOUDEST - _QUIETEST)
            height = room.height() * max(0.06, min(1.0, share))
            first, last = (
                room.left() + room.width() * min(1.0, clip[side] / duration)
                for side in ("start", "end")
            )
            painter.drawRect(
                QRectF(first, room.bottom() - height, max(1.0, last - first - 1), height)
            )


def _axis_words() -> tuple[str, str, str, str]:
    return tr("bright"), tr("dark"), tr("tense"), tr("energy")
