"""What the timeline scrolls: ruler, scenes, the arc of emotion, and the cues on two lanes."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from t2m_desktop.arc import Arc, in_plain_words
from t2m_desktop.feeling import clock, in_words
from t2m_desktop.labels import label
from t2m_desktop.score import rows
from t2m_desktop.score.cue_block import CueBlock, block_height
from t2m_desktop.score.model import Cue, Score
from t2m_desktop.score.playhead import Playhead
from t2m_desktop.suggestions import Waveforms
from t2m_desktop.theme import Themes, interface_font
from t2m_desktop.translation import tr

_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200)
_TICK_ROOM = 84  # pixels at least from one time to the next
_BLOCK = 10.0  # pixels from which a cue is a block of its own; narrower ones are drawn as bars
_LEAST_ARC, _MOST_ARC = 40, 190  # pixels: lower, its shape is lost; taller, it says no more
_SNAP = 7.0  # pixels from which an edge goes to where a passage or scene begins or ends
_SHORTEST = 1.0  # seconds of a cue
MARGIN = 12  # pixels before second 0 and after the last
_SCROLL_BAR = 10  # pixels, as in the stylesheet


class Canvas(QWidget):
    """Draws all but the cues, which are widgets of their own.

    Only cues in sight, and wide enough, are widgets: a long book has thousands.
    """

    seeked = Signal(float)
    play_wanted = Signal(float)
    pressed = Signal(object)  # the cue under the pointer, or None
    resized = Signal(object, float, float)

    def __init__(self, themes: Themes, waveforms: Waveforms, timeline: QScrollArea) -> None:
        super().__init__(timeline)
        self._themes, self._waveforms, self._timeline = themes, waveforms, timeline
        self.score: Score | None = None
        self.scale = 1.0
        self.position = 0.0
        self._number: int | None = None
        self._blocks: dict[int, CueBlock] = {}
        self._starts: list[float] = []
        self._snaps: list[float] = []
        self._arc: Arc | None = None
        self._held: tuple[float, float] | None = None  # where the cue that is resized will lie
        self._bubble = label("", parent=self)  # the times of an edge that is dragged
        self._bubble.setObjectName("Bubble")
        self._bubble.hide()
        self._playhead = Playhead(themes, self)
        self._playhead.hide()
        self.setObjectName("Canvas")
        self.setMouseTracking(True)
        waveforms.ready.connect(self._waveform_came)

    # Where things are

    @property
    def cue(self) -> Cue | None:
        """The selected cue."""
        if self.score is None or self._number is None:
            return None
        return next((cue for cue in self.score.cues if cue.number == self._number), None)

    @property
    def block(self) -> CueBlock | None:
        """The selected cue's block."""
        return self._blocks.get(self._number) if self._number is not None else None

    def blocks(self) -> list[CueBlock]:
        """The blocks on the screen, in order."""
        return [self._blocks[number] for number in sorted(self._blocks)]

    def x(self, seconds: float) -> float:
        """The pixel of a time."""
        return MARGIN + seconds * self.scale

    def seconds(self, x: float) -> float:
        """The time of a pixel, within the score."""
        end = self.score.end if self.score is not None else 0.0
        return min(end, max(0.0, (x - MARGIN) / self.scale))

    def wanted_width(self) -> int:
        """Pixels for the whole score."""
        end = self.score.end if self.score is not None else 0.0
        return round(end * self.scale) + 2 * MARGIN

    @staticmethod
    def heights(*, narration: bool = False) -> tuple[int, int]:
        """Pixels in which everything has room, and beyond which nothing gains."""
        fixed = rows.ruler() + rows.band() + 2 * block_height() + 38 + _SCROLL_BAR
        fixed += rows.narration() if narration else 0
        return round(fixed + _LEAST_ARC), round(fixed + _MOST_ARC)

    # What is shown

    def show_score(self, score: Score | None) -> None:
        """Show a score."""
        self.score = score
        cues = score.cues if score is not None else ()
        self._starts = [cue.start for cue in cues]
        self._held = None
        parts = (*score.passages, *score.scenes) if score is not None else ()
        self._snaps = sorted({time for part in parts for time in (part.start, part.end)})
        numbers = {cue.number for cue in cues}
        for number in [n for n in self._blocks if n not in numbers]:
            self._blocks.pop(number).deleteLater()
        if self._number not in numbers:
            self._number = None
        self._playhead.setVisible(score is not None)
        self.resize(max(self._timeline.viewport().width(), self.wanted_width()), self.height())
        self.themed()
        self.lay_out()

    def select(self, number: int | None) -> None:
        """Mark a cue."""
        self._number = number
        self.populate()
        for block in self._blocks.values():
            chosen = block.cue is not None and block.cue.number == number
            if block.isChecked() != chosen:
                block.set_selected(chosen)
                if chosen:
                    block.raise_()
                    self._playhead.raise_()

    def set_scale(self, scale: float) -> None:
        """Take another scale, in pixels a second; `lay_out` comes after it."""
        self.scale = scale

    def set_position(self, seconds: float) -> None:
        """Move the playhead."""
        self.position = seconds
        self._playhead.stand(self.x(seconds), seconds, self.height())

    def themed(self) -> None:
        """Other colours."""
        score, theme = self.score, self._themes.current
        self._arc = None
        if score is not None:
            self._arc = Arc(
                [(passage.start + passage.end) / 2 for passage in score.passages],
                [passage.emotion for passage in score.passages],
                score.duration,
                theme,
            )
        for block in self._blocks.values():
            block.redraw()
        self.update()

    def lay_out(self) -> None:
        """Place every block, after the scale, the size or the score changed."""
        self.populate()
        self.set_position(self.position)
        self.update()

    def populate(self) -> None:
        """Have a block for each cue in sight, and for the selected one."""
        wanted = {cue.number: (cue, place) for place, cue in self._in_sight()}
        for number in [n for n in self._blocks if n not in wanted]:
            block = self._blocks[number]
            if number != self._number:
                del self._blocks[number]
                block.hide()
                block.deleteLater()
        for number, (cue, place) in wanted.items():
            block = self._blocks.get(number)
            if block is None:
                block = self._blocks[number] = self._make_block()
                block.set_selected(number == self._number)
            block.show_cue(cue)
            rect = self._place(cue, place)
            block.setGeometry(rect)
            block.set_hidden(self._timeline.horizontalScrollBar().value() - rect.left())
            block.show()
        self._playhead.raise_()

    def _in_sight(self) -> list[tuple[int, Cue]]:
        if self.score is None:
            return []
        left = self._timeline.horizontalScrollBar().value()
        right = left + self._timeline.viewport().width()
        found = []
        for place, cue in enumerate(self.score.cues):
            wide = (cue.end - cue.start) * self.scale >= _BLOCK
            seen = self.x(cue.end) > left - 50 and self.x(cue.start) < right + 50
            if cue.number == self._number or (wide and seen):
                found.append((place, cue))
        return found

    def _make_block(self) -> CueBlock:
        block = CueBlock(self._themes, self._waveforms, self)
        block.pressed_at.connect(self._block_pressed)
        block.play_wanted.connect(lambda cue: self.play_wanted.emit(cue.start))
        block.edge_moved.connect(self._edge_moved)
        block.edge_let_go.connect(self._edge_let_go)
        return block

    def _place(self, cue: Cue, place: int) -> QRect:
        start, end = cue.start, cue.end
        if self._held is not None and cue.number == self._number:
            start, end = self._held
        left, right = self.x(start), self.x(end)
        lane = self._lanes() + (place % 2) * (block_height() + 6)
        return QRect(round(left), round(lane), max(4, round(right - left)), block_height())

    def _rows(self) -> tuple[QRectF, QRectF]:
        """The band of scenes, and the arc."""
        band = QRectF(0, rows.ruler(), self.width(), rows.band())
        arc = QRectF(MARGIN, band.bottom() + 8, self.width(), self._lanes() - band.bottom() - 20)
        return band, arc

    def _lanes(self) -> float:
        narration = self.score is not None and bool(self.score.wishes.narration)
        below = 2 * block_height() + 12 + (rows.narration() if narration else 0)
        return self.height() - below

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is to be drawn anew."""
        if self.score is None or self._arc is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QRectF(event.rect())
        band, arc = self._rows()
        self._draw_ruler(painter, clip)
        self._draw_scenes(painter, clip, band)
        self._arc.paint(painter, arc, self.scale, clip)
        self._draw_poles(painter, arc)
        self._draw_silences(painter, clip)
        self._draw_narrow_cues(painter, clip)
        if self.score.wishes.narration:
            self._draw_narration(painter, clip)
        painter.end()

    def _draw_ruler(self, painter: QPainter, clip: QRectF) -> None:
        theme = self._themes.current
        step = next((t for t in _TICKS if t * self.scale >= _TICK_ROOM), _TICKS[-1])
        painter.setFont(interface_font(11))
        metrics = QFontMetricsF(painter.font())
        tick = int(self.seconds(clip.left() - _TICK_ROOM) / step)
        while self.x(tick * step) < clip.right() and tick * step <= self.score.end:
            x = round(self.x(tick * step)) + 0.5
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, rows.ruler()), QPointF(x, self.height()))
            words = clock(tick * step)
            rect = QRectF(x - 1, 0, metrics.horizontalAdvance(words) + 2, rows.ruler() - 2)
            if rect.right() <= self.width():
                painter.setPen(theme.colour("soft"))
                painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
            tick += 1

    def _draw_scenes(self, painter: QPainter, clip: QRectF, band: QRectF) -> None:
        theme = self._themes.current
        painter.setFont(interface_font(12))
        metrics = QFontMetricsF(painter.font())
        seen = self._timeline.horizontalScrollBar().value()
        for scene in self.score.scenes:
            rect = QRectF(
                self.x(scene.start),
                band.top(),
                (scene.end - scene.start) * self.scale,
                band.height(),
            )
            rect.setWidth(max(2.0, rect.width() - 2))
            if rect.right() < clip.left() or rect.left() > clip.right():
                continue
            mood = theme.blend(scene.emotion.moods)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.pale(mood, 0.24))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setBrush(mood)
            painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)
            # A band that begins out of sight says its name where it comes into sight.
            left = max(rect.left(), seen - 4.0)
            room = QRectF(left + 10, rect.top(), rect.right() - left - 14, rect.height())
            words = f"{scene.number} {scene.title}"
            if metrics.horizontalAdvance(words) > room.width():
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
                if len(words) < len(str(scene.number)) + 4:
                    words = str(scene.number)
            if metrics.horizontalAdvance(words) <= room.width() + 1:
                painter.setPen(theme.colour("ink"))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_poles(self, painter: QPainter, arc: QRectF) -> None:
        painter.setFont(interface_font(11))
        painter.setPen(self._themes.current.colour("soft"))
        left = self._timeline.horizontalScrollBar().value() + MARGIN
        high = QFontMetricsF(painter.font()).ascent()
        painter.drawText(QPointF(left, arc.top() - 5 + high), tr("bright"))
        painter.drawText(QPointF(left, arc.bottom() + 4), tr("dark"))

    def _draw_silences(self, painter: QPainter, clip: QRectF) -> None:
        painter.setFont(interface_font(11))
        painter.setPen(self._themes.current.colour("soft"))
        metrics = QFontMetricsF(painter.font())
        for place, (start, end) in self._silences():
            left, right = self.x(start) + 8, self.x(end) - 8
            if right < clip.left() or left > clip.right():
                continue
            lane = self._lanes() + (place % 2) * (block_height() + 6)
            rect = QRectF(left, lane, right - left, block_height())
            for words in (
                tr("silence, {length}").format(length=clock(end - start)),
                tr("silence"),
            ):
                if metrics.horizontalAdvance(words) <= rect.width():
                    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
                    break

    def _silences(self) -> list[tuple[int, tuple[float, float]]]:
        """(The lane, (from, to)) of each stretch of the story without music."""
        found, until, lane = [], 0.0, 0
        for place, cue in enumerate(self.score.cues):
            if cue.start - until > 2:
                found.append((lane, (until, cue.start)))
            until, lane = max(until, cue.end), place
        if self.score.duration - until > 2:
            found.append((lane, (until, self.score.duration)))
        return found

    def _draw_narrow_cues(self, painter: QPainter, clip: QRectF) -> None:
        theme = self._themes.current
        painter.setPen(Qt.PenStyle.NoPen)
        first = max(0, bisect_left(self._starts, self.seconds(clip.left())) - 2)
        for place, cue in enumerate(self.score.cues[first:], first):
            if self.x(cue.start) > clip.right():
                break
            if cue.number not in self._blocks:
                painter.setBrush(
                    theme.colour("edge") if cue.muted else theme.blend(cue.emotion.moods)
                )
                rect = QRectF(self._place(cue, place))
                rect.setWidth(max(1.0, (cue.end - cue.start) * self.scale - 0.5))
                painter.drawRect(rect.adjusted(0, 6, 0, -6))

    def _draw_narration(self, painter: QPainter, clip: QRectF) -> None:
        """Where the narrator speaks: the music is lowered there."""
        theme = self._themes.current
        top = self.height() - rows.narration()
        painter.setPen(theme.colour("soft"))
        painter.setFont(interface_font(11))
        left = self._timeline.horizontalScrollBar().value() + MARGIN
        words = tr("narration: {name}").format(name=Path(self.score.wishes.narration).name)
        height = QFontMetricsF(painter.font()).height()
        painter.drawText(QRectF(left, top, 600, height), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("edge"))
        for passage in self.score.passages:
            rect = QRectF(
                self.x(passage.start),
                top + height + 3,
                max(1.0, (passage.end - passage.start) * self.scale - 1),
                5,
            )
            if rect.right() >= clip.left() and rect.left() <= clip.right():
                painter.drawRoundedRect(rect, 2.5, 2.5)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the playhead there; let go of the selection, or select a narrow cue."""
        if event.button() == Qt.MouseButton.LeftButton and self.score is not None:
            self._timeline.setFocus(Qt.FocusReason.MouseFocusReason)
            at = self.seconds(event.position().x())
            if event.position().y() >= self._lanes():
                self.pressed.emit(self.score.cue_at(at))
            self.seeked.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the playhead."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.score is not None:
            self.seeked.emit(self.seconds(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from there."""
        if event.button() == Qt.MouseButton.LeftButton and self.score is not None:
            self.play_wanted.emit(self.seconds(event.position().x()))

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._about(event.pos()), self)
            return True
        return super().event(event)

    def _about(self, point: QPoint) -> str:
        if self.score is None:
            return ""
        at = self.seconds(point.x())
        words = [clock(at)]
        scene, feeling = self.score.scene_at(at), self.score.emotion_at(at)
        if scene is not None:
            told = tr("scene {number}, {title}").format(number=scene.number, title=scene.title)
            words[0] += f" · {told}"
        if feeling is not None:
            words.append(f"{in_words(feeling)}: {in_plain_words(feeling)}")
        return "\n".join(words)

    def _block_pressed(self, cue: Cue, x: float) -> None:
        self.pressed.emit(cue)
        self.seeked.emit(self.seconds(x))

    def _edge_moved(self, cue: Cue, at_end: bool, x: float) -> None:
        at = self.seconds(x)
        near = min(self._snaps, key=lambda time: abs(time - at), default=at)
        if abs(near - at) * self.scale <= _SNAP:
            at = near
        start, end = cue.start, cue.end
        if at_end:
            end = max(start + _SHORTEST, at)
        else:
            start = min(end - _SHORTEST, at)
        self._held = (start, end)
        block = self._blocks[cue.number]
        rect = block.geometry()
        rect.setLeft(round(self.x(start)))
        rect.setRight(round(self.x(end)) - 1)
        block.setGeometry(rect)
        self._bubble.setText(f"{clock(start)} – {clock(end)} · {clock(end - start)}")
        self._bubble.adjustSize()
        edge = self.x(end if at_end else start) - self._bubble.width() / 2
        left = self._timeline.horizontalScrollBar().value()
        right = left + self._timeline.viewport().width() - self._bubble.width()
        self._bubble.move(
            round(max(left, min(right, edge))), rect.top() - self._bubble.height() - 4
        )
        self._bubble.show()
        self._bubble.raise_()

    def _edge_let_go(self, cue: Cue) -> None:
        held = self._held
        self._bubble.hide()
        if held is None or held == (cue.start, cue.end):
            self._held = None
            self.populate()
        else:
            self.resized.emit(cue, *held)  # it stays there until the engine's answer is shown

    def let_go(self) -> None:
        """The engine did not take a resize: draw the cue where it is."""
        self._held = None
        self.populate()

    def _waveform_came(self, track: str) -> None:
        for block in self._blocks.values():
            if block.cue is not None and block.cue.track == track:
                block.redraw()
