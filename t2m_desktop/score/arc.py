"""The emotion of the text over time: valence as coloured bars, arousal as a thin curve."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from t2m_desktop.feeling import Emotion
from t2m_desktop.score.model import Score
from t2m_desktop.theme import Theme

_STEP = 6.0  # pixels from bar to bar
_BAR = 3.6


class Arc:
    """Valence, arousal and colour at any time of a score, straight lines between passages."""

    def __init__(self, score: Score, theme: Theme) -> None:
        self._times = [(passage.start + passage.end) / 2 for passage in score.passages]
        self._emotions = [passage.emotion for passage in score.passages]
        self._colours = [theme.blend(emotion.moods) for emotion in self._emotions]
        self._theme = theme
        self._until = score.duration

    def at(self, seconds: float) -> tuple[float, float, QColor]:
        """Valence and arousal (−1…1) and the colour of the moods."""
        after = bisect_right(self._times, seconds)
        first, second = max(0, after - 1), min(len(self._times) - 1, after)
        gap = self._times[second] - self._times[first]
        share = (seconds - self._times[first]) / gap if gap > 0 else 0.0
        before, then = self._emotions[first], self._emotions[second]
        valence = before.valence + share * (then.valence - before.valence)
        arousal = before.arousal + share * (then.arousal - before.arousal)
        return valence, arousal, _mix(self._colours[first], self._colours[second], share)

    def paint(self, painter: QPainter, rect: QRectF, scale: float, clip: QRectF) -> None:
        """Draw it in `rect`, whose left is second 0, at `scale` pixels a second."""
        middle, half = rect.center().y(), rect.height() / 2
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(QPointF(clip.left(), middle), QPointF(clip.right(), middle))
        if not self._times:
            return
        curve = QPainterPath()
        first = max(0, int((clip.left() - rect.left()) / _STEP) - 1)
        last = int(
            (min(clip.right() + _STEP, rect.left() + self._until * scale) - rect.left()) / _STEP
        )
        painter.setPen(Qt.PenStyle.NoPen)
        for i in range(first, last + 1):
            x = rect.left() + i * _STEP
            valence, arousal, colour = self.at((i * _STEP + _BAR / 2) / scale)
            tall = max(1.5, abs(valence) * half)
            top = middle - tall if valence > 0 else middle
            colour.setAlphaF(0.85)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, top, _BAR, tall), _BAR / 2, _BAR / 2)
            point = QPointF(x + _BAR / 2, middle - arousal * half)
            curve.moveTo(point) if i == first else curve.lineTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("soft"), 1.2))
        painter.drawPath(curve)


def in_plain_words(emotion: Emotion) -> str:
    """For a tooltip: "valence −0.4, arousal 0.3"."""
    return f"valence {emotion.valence:+.1f}, arousal {emotion.arousal:+.1f}".replace("-", "−")


def _mix(first: QColor, second: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        *(
            a + share * (b - a)
            for a, b in zip(first.getRgbF()[:3], second.getRgbF()[:3], strict=True)
        )
    )
