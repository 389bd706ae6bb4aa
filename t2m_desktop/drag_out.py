"""Clips on their way into another program: what is under the pointer, and what is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFont, QFontMetrics, QGuiApplication, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from t2m_desktop import counting
from t2m_desktop.clips import Clips, file_mime
from t2m_desktop.feeling import clock
from t2m_desktop.suggestions import Suggestion, Waveform, Waveforms
from t2m_desktop.theme import Themes
from t2m_desktop.translation import tr, tr_n
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


class Carrier(QObject):
    """Carries clips as files: makes what is not there yet, drags it, copies it."""

    said = Signal(str)
    carried = Signal(object)  # the suggestions that another program took

    def __init__(
        self, themes: Themes, waveforms: Waveforms, clips: Clips, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._themes, self._waveforms, self._clips = themes, waveforms, clips
        self.busy = False  # a hand has some

    def prepare(self, chosen: Sequence[Suggestion]) -> None:
        """Make their files while the hand is still deciding, so that a drag need not wait."""
        for one in chosen:
            self._clips.make(one)

    def drag(self, source: QWidget, chosen: Sequence[Suggestion], under: Suggestion) -> None:
        """Let the user carry clips away, in order; the one under the pointer leads in the picture.

        Where they are not made yet, and the hand lets go meanwhile, it is told that they are ready.
        """
        if self.busy:
            return
        self.busy = True
        chosen = list(chosen)
        shown = sorted(chosen, key=lambda one: one.key != under.key)

        def go(paths: list[Path]) -> None:
            if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                clips = [(one, self._waveforms.get(one.track)) for one in shown]
                drawn = picture(self._themes, clips, source.devicePixelRatioF())
                if drag(source, paths, drawn):
                    self.carried.emit(chosen)
                else:
                    self.said.emit(tr("Nothing there takes files: drag it onto a track or a bin."))
            else:  # let go while it was being made
                words = tr_n(
                    "The clip is ready now: drag it.",
                    "The clips are ready now: drag them.",
                    len(paths),
                )
                self.said.emit(words)
            self.busy = False

        def fail(message: str) -> None:
            self.busy = False
            self.said.emit(message)

        self._clips.take(chosen)
        ready = [path for one in chosen if (path := self._clips.ready(one))]
        if len(ready) == len(chosen):
            go(ready)
        else:
            self.said.emit(tr_n("Making the clip…", "Making the clips…", len(chosen)))
            self._clips.make_all(chosen, go, fail)

    def copy(self, chosen: Sequence[Suggestion]) -> None:
        """Put clips on the clipboard, as files."""
        chosen = list(chosen)

        def copied(paths: list[Path]) -> None:
            QGuiApplication.clipboard().setMimeData(file_mime(*paths))
            what = (
                tr("a file: {name}").format(name=paths[0].name)
                if len(paths) == 1
                else counting.files(len(paths))
            )
            self.said.emit(tr("Copied as {what}").format(what=what))
            self.carried.emit(chosen)

        self._clips.take(chosen)
        self._clips.make_all(chosen, copied, self.said.emit)


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
    right = clock(first.length) if count == 1 else counting.clips(count)
    metrics = QFontMetrics(font)
    room = _SIZE.width() - 30 - metrics.horizontalAdvance(right)
    line = QRectF(10, 6, _SIZE.width() - 20, 18)
    title = metrics.elidedText(first.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, right)
