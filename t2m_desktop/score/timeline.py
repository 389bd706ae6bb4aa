"""The timeline of a score: its scale, its place, and the cue that is selected."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QNativeGestureEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from t2m_desktop.score.canvas import MARGIN, Canvas
from t2m_desktop.score.model import Cue, Score
from t2m_desktop.suggestions import Waveforms
from t2m_desktop.theme import Themes
from t2m_desktop.translation import tr

_LEAST_SCALE, _MOST_SCALE = 1e-4, 60.0  # pixels a second
_CALM_SCALE = 0.5  # a long book opens at this scale: a cue of two minutes has room for its title
_REST_S = 3.0  # the view stays where a hand put it for so long


class Timeline(QScrollArea):
    """Shows a score. One cue may be selected; the playhead is a time."""

    seeked = Signal(float)  # the playhead was put there
    play_wanted = Signal(float)
    selected = Signal(object)  # Cue, or None
    resized = Signal(object, float, float)  # a cue, and where it is to start and end

    def __init__(self, themes: Themes, waveforms: Waveforms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setObjectName("Timeline")
        self.setAccessibleName(tr("Timeline of cues"))
        self.setAccessibleDescription(
            tr(
                "Left and right choose a cue, up and down hear another music in its place, "
                "space plays or stops"
            )
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.canvas = Canvas(themes, waveforms, self)
        self.setWidget(self.canvas)
        self._kept = (
            "calm"  # when the width changes: the "calm" scale, the "whole", or neither ("")
        )
        self._moved_by_hand = 0.0
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.canvas.seeked.connect(self.seeked)
        self.canvas.play_wanted.connect(self.play_wanted)
        self.canvas.pressed.connect(self._pressed)
        self.canvas.resized.connect(self.resized)
        themes.changed.connect(self.canvas.themed)

    @property
    def cue(self) -> Cue | None:
        """The selected cue."""
        return self.canvas.cue

    @property
    def scale(self) -> float:
        """Pixels a second."""
        return self.canvas.scale

    def show_score(self, score: Score | None, *, anew: bool) -> None:
        """Show a score; `anew`: another one, from its beginning, nothing selected."""
        narration = score is not None and bool(score.wishes.narration)
        least, most = Canvas.heights(narration=narration)
        self.setMinimumHeight(least)
        self.setMaximumHeight(most)
        if anew:
            self.canvas.select(None)
            self._kept = "calm"
        self.canvas.show_score(score)
        self._set_scale(self._wanted_scale())
        if anew:
            self.horizontalScrollBar().setValue(0)

    def select(self, cue: Cue | None, *, focus: bool = False) -> None:
        """Select a cue and bring it into sight."""
        if cue is not None:
            self._into_sight(cue.start, cue.end)
        self.canvas.select(cue.number if cue else None)
        if focus:
            (self.canvas.block or self).setFocus(Qt.FocusReason.OtherFocusReason)
        self.selected.emit(cue)

    def set_position(self, seconds: float, *, follow: bool) -> None:
        """Move the playhead; `follow`: turn the page when it leaves the sight."""
        self.canvas.set_position(seconds)
        if follow and time.monotonic() - self._moved_by_hand > _REST_S:
            bar, width = self.horizontalScrollBar(), self.viewport().width()
            x = self.canvas.x(seconds) - bar.value()
            if x > 0.94 * width or x < 0:
                bar.setValue(round(self.canvas.x(seconds) - 0.1 * width))

    def zoom(self, factor: float, anchor: float | None = None) -> None:
        """Zoom around a pixel of the viewport; default: the playhead, or the middle."""
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        if anchor is None:
            anchor = self.canvas.x(self.canvas.position) - bar.value()
            anchor = anchor if 0 <= anchor <= width else width / 2
        seconds = self.canvas.seconds(anchor + bar.value())
        self._kept = ""
        self._set_scale(self.scale * factor)
        bar.setValue(round(self.canvas.x(seconds) - anchor))

    def fit(self) -> None:
        """Show all of the score."""
        self._kept = "whole"
        self._set_scale(self._wanted_scale())

    # Qt's hooks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A score that is shown whole stays so."""
        super().resizeEvent(event)
        self._set_scale(self._wanted_scale())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll along the time; with Ctrl, zoom."""
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.0015 ** delta.y(), event.position().x())
        else:
            self._moved_by_hand = time.monotonic()
            steps = event.pixelDelta()
            along = steps.x() or steps.y() or delta.x() or delta.y()
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - along)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch pad zoom."""
        zooms = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zooms:
            self.zoom(1.0 + event.value(), event.position().x())
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys go to the selected cue, if there is one."""
        super().focusInEvent(event)
        self.canvas.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        super().focusOutEvent(event)
        self.canvas.update()

    def _scrolled(self) -> None:
        self.canvas.populate()
        self.canvas.update()

    def _fitting(self) -> float:
        score = self.canvas.score
        room = max(1, self.viewport().width() - 2 * MARGIN)
        return room / max(1.0, score.end) if score is not None else 1.0

    def _wanted_scale(self) -> float:
        if self._kept == "whole":
            return self._fitting()
        return max(self._fitting(), _CALM_SCALE) if self._kept else self.scale

    def _set_scale(self, scale: float) -> None:
        self.canvas.set_scale(min(_MOST_SCALE, max(min(_LEAST_SCALE, self._fitting()), scale)))
        width, height = self.viewport().width(), self.viewport().height()
        self.canvas.resize(max(width, self.canvas.wanted_width()), height)
        self.canvas.lay_out()

    def _into_sight(self, start: float, end: float) -> None:
        bar, width = self.horizontalScrollBar(), self.viewport().width()
        left, right = self.canvas.x(start) - bar.value(), self.canvas.x(end) - bar.value()
        if left < 0 or right > width:
            bar.setValue(round(self.canvas.x(start) - max(24.0, (width - (right - left)) / 2)))

    def _pressed(self, cue: Cue | None) -> None:
        self.canvas.select(cue.number if cue else None)
        self.selected.emit(cue)
