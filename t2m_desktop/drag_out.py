"""Clips on their way into another program: what is under the pointer, and what is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from t2m_desktop.clips import file_mime
from t2m_desktop.feeling import clock
from t2m_desktop.suggestions import Suggestion, Waveform
from t2m_desktop.theme import Themes
from t2m_desktop.waveform_view import draw_bars

_SIZE = QSize(240, 64)
_HOT_SPOT = QPoint(12, 12)
_STEP = 5
"""Pixels by which a card of several lies below the one before it."""


def drag(source: QWidget, paths: Sequence[Path], picture: QPixmap) -> bool:
    """Let the user carry finished files away; return whether something took them.

    Copies only: the files stay, whatever the other program does and whenever this one ends.
    """
    carried = QDrag(source)
    carried.setMimeData(file_mime(*paths))
    carried.setPixmap(picture)
    carried.setHotSpot(_HOT_SPOT)
    return carried.exec(Qt.DropAction.CopyAction) == Qt.DropAction.CopyAction


def picture(
    themes: Themes, clips: Sequence[tuple[Suggestion, Waveform | None]], ratio: float
) -> QPixmap:
    """Draw what is under the pointer: the waveform of the first clip, on as many cards as clips.

    `ratio` is the screen's device pixels a pixel.
    """
    theme = themes.current
    below = _STEP * (min(len(clips), 3) - 1)
    drawn = QPixmap((_SIZE + QSize(below, below)) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.colour("raised"))
    painter.setPen(QPen(theme.colour("edge"), 1))
    for place in range(below, -1, -_STEP):
        painter.drawRoundedRect(
            QRectF(place + 0.5, place + 0.5, _SIZE.width() - 1, _SIZE.height() - 1), 6, 6
        )
    first, waveform = clips[0]
    _draw_words(painter, themes, first, len(clips))
    if waveform is not None:
        painter.translate(10, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        draw_bars(
            painter, theme, waveform, QSize(_SIZE.width() - 20, _SIZE.height() - 30),
            span=(first.start, first.end),
        )  # fmt: skip
    painter.end()
    return drawn


def _draw_words(painter: QPainter, themes: Themes, first: Suggestion, count: int) -> None:
    font = QFont(painter.font())
    font.setPixelSize(12)
    painter.setFont(font)
    painter.setPen(themes.current.colour("ink"))
    right = clock(first.length) if count == 1 else f"{count} clips"
    metrics = QFontMetrics(font)
    room = _SIZE.width() - 30 - metrics.horizontalAdvance(right)
    line = QRectF(10, 6, _SIZE.width() - 20, 18)
    title = metrics.elidedText(first.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, right)
