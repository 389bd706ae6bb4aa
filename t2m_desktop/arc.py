"""The emotion of a text from beginning to end: valence as coloured bars, arousal as a curve."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from t2m_desktop.feeling import Emotion
from t2m_desktop.theme import Theme
from t2m_desktop.translation import tr

_STEP = 6.0  # pixels from bar to bar
_BAR = 3.6


class Arc:
    """Valence, arousal and colour at any place of a text, straight lines between passages.

    `places` are the middles of the passages, ascending, and `end` that of the text: in seconds, or
    in words. Farther than `reach` from the next place nothing is known.
    """

    def __init__(
        self,
        places: Sequence[float],
        emotions: Sequence[Emotion],
        end: float,
        theme: Theme,
        reach: float = math.inf,
    ) -> None:
        self._places, self._emotions = places, emotions
        self._colours = [theme.blend(emotion.moods) for emotion in emotions]
        self._theme = theme
        self._end, self._reach = end, reach

    def at(self, place: float) -> tuple[float, float, QColor] | None:
        """Valence and arousal (−1…1) and the colour of the moods; None where nothing is known."""
        after = bisect_right(self._places, place)
        first, second = max(0, after - 1), min(len(self._places) - 1, after)
        if min(abs(place - self._places[first]), abs(place - self._places[second])) > self._reach:
            return None
        gap = self._places[second] - self._places[first]
        share = (place - self._places[first]) / gap if gap > 0 else 0.0
        before, then = self._emotions[first], self._emotions[second]
        valence = before.valence + share * (then.valence - before.valence)
        arousal = before.arousal + share * (then.arousal - before.arousal)
        return valence, arousal, _mix(self._colours[first], self._colours[second], share)

    def paint(self, painter: QPainter, rect: QRectF, scale: float, clip: QRectF) -> None:
        """Draw it in `rect`, whose left is place 0, at `scale` pixels a second or word."""
        middle, half = rect.center().y(), rect.height() / 2
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.drawLine(QPointF(clip.left(), middle), QPointF(clip.right(), middle))
        if not self._places:
            return
        curve = QPainterPath()
        first = max(0, int((clip.left() - rect.left()) / _STEP) - 1)
        last = int(
            (min(clip.right() + _STEP, rect.left() + self._end * scale) - rect.left()) / _STEP
        )
        painter.setPen(Qt.PenStyle.NoPen)
        on = False
        for i in range(first, last + 1):
            x = rect.left() + i * _STEP
            found = self.at((i * _STEP + _BAR / 2) / scale)
            if found is None:
                on = False
                continue
            valence, arousal, colour = found
            tall = max(1.5, abs(valence) * half)
            top = middle - tall if valence > 0 else middle
            colour.setAlphaF(0.85)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, top, _BAR, tall), _BAR / 2, _BAR / 2)
            point = QPointF(x + _BAR / 2, middle - arousal * half)
            curve.lineTo(point) if on else curve.moveTo(point)
            on = True
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("soft"), 1.2))
        painter.drawPath(curve)


def in_plain_words(emotion: Emotion) -> str:
    """For a tooltip: "valence −0.4, arousal 0.3"."""
    words = tr("valence {valence:+.1f}, arousal {arousal:+.1f}")
    return words.format(valence=emotion.valence, arousal=emotion.arousal).replace("-", "−")


def _mix(first: QColor, second: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        *(
            a + share * (b - a)
            for a, b in zip(first.getRgbF()[:3], second.getRgbF()[:3], strict=True)
        )
    )
