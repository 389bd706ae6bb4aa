"""A cue on the timeline: number and title, moods in words, its music as a small waveform."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from t2m_desktop.feeling import moods_in_words
from t2m_desktop.score.model import Cue, length
from t2m_desktop.suggestions import Waveform, Waveforms
from t2m_desktop.theme import Theme, Themes, icon, interface_font
from t2m_desktop.translation import tr

EDGE = 7  # pixels at both ends that take hold of the edge
_RADIUS = 7.0
_PAD = 8.0
_BAR, _STEP = 2.0, 3.5  # of the waveform, as on the cards
_WAVE = 24.0


def block_height() -> int:
    """Two lines of text, and the waveform, in the interface's letters."""
    return round(sum(_line(size) for size in (12, 11)) + _WAVE + 2 * 5 + 2)


def state_words(cue: Cue) -> list[str]:
    """What a writer did to a cue, and whether it recurs, in words."""
    words = [word for word, so in ((tr("muted"), cue.muted), (tr("pinned"), cue.pinned)) if so]
    if cue.motif:
        words.append(tr("motif of {name}").format(name=cue.motif))
    return words


class CueBlock(QAbstractButton):
    """Shows a cue. A press near an end takes hold of that end; elsewhere it selects."""

    edge_moved = Signal(
        object, bool, float
    )  # the cue, whether its end, the pointer's x in the parent
    edge_let_go = Signal(object)
    play_wanted = Signal(object)
    pressed_at = Signal(object, float)  # the cue, the pointer's x in the parent

    def __init__(self, themes: Themes, waveforms: Waveforms, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._waveforms = themes, waveforms
        self.cue: Cue | None = None
        self._drawn: QPixmap | None = None
        self._hidden = 0.0  # pixels at its left that are out of sight
        self._edge: bool | None = None  # held: False the start, True the end
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_cue(self, cue: Cue) -> None:
        """Show a cue."""
        if cue != self.cue:
            self.cue = cue
            words = [
                tr("Cue {number}: {title}").format(number=cue.number, title=cue.title),
                cue.artist or tr("unknown artist"),
                f" {tr('and')} ".join(moods_in_words(cue.emotion.leading())),
                length(cue),
                *state_words(cue),
            ]
            self.setAccessibleName(", ".join(words))
            self.setToolTip("\n".join(words))
            self.redraw()

    def set_selected(self, selected: bool) -> None:
        """Draw it as the selected one, and let Tab come to it."""
        self.setChecked(selected)
        policy = Qt.FocusPolicy.StrongFocus if selected else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self.redraw()

    def set_hidden(self, pixels: float) -> None:
        """So much of its left is out of sight: the words begin after that."""
        pixels = max(0.0, min(pixels, self.width() - 90.0))
        if pixels != self._hidden:
            self._hidden = pixels
            self.redraw()

    def redraw(self) -> None:
        """Its waveform, the theme or its state is another."""
        self._drawn = None
        self.update()

    def sizeHint(self) -> QSize:
        """The timeline gives it its width."""
        return QSize(80, block_height())

    # Qt's hooks

    def nextCheckState(self) -> None:
        """The timeline says which one is selected."""

    def resizeEvent(self, event: object) -> None:
        """Another width has another picture."""
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the block (kept as a picture), then the ring of the focus."""
        if self.cue is None:
            return
        if self._drawn is None:
            self._drawn = self._draw(self.cue)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._themes.current.colour("focus"), 2))
            rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge, or select."""
        if event.button() != Qt.MouseButton.LeftButton or self.cue is None:
            event.ignore()
            return
        self._edge = self._edge_at(event.position().x())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed_at.emit(self.cue, self.mapToParent(event.position()).x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the edge that is held; else show where one can be taken."""
        x = event.position().x()
        if self._edge is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.edge_moved.emit(self.cue, self._edge, self.mapToParent(event.position()).x())
        elif not event.buttons():
            near = self._edge_at(x) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the edge."""
        if self._edge is not None:
            self._edge = None
            self.edge_let_go.emit(self.cue)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from its beginning."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.play_wanted.emit(self.cue)

    def changeEvent(self, event: QEvent) -> None:
        """Another style has other colours."""
        if event.type() == QEvent.Type.StyleChange:
            self.redraw()
        super().changeEvent(event)

    def _edge_at(self, x: float) -> bool | None:
        if self.width() < 4 * EDGE:
            return None
        return False if x <= EDGE else True if x >= self.width() - EDGE else None

    # Drawing

    def _draw(self, cue: Cue) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._themes.current
        mood = theme.blend(cue.emotion.moods)
        selected = self.isChecked()
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(theme.colour("ink" if selected else "line"), 1.6 if selected else 1)
        if cue.muted:
            pen = QPen(
                theme.colour("ink" if selected else "edge"), pen.widthF(), Qt.PenStyle.DashLine
            )
        painter.setPen(pen)
        painter.setBrush(theme.colour("panel") if cue.muted else _tint(theme, mood))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        if self.width() >= 12:
            self._draw_inside(painter, theme, cue, mood)
        painter.end()
        return picture

    def _draw_inside(self, painter: QPainter, theme: Theme, cue: Cue, mood: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("edge") if cue.muted else mood)
        height = self.height()
        painter.drawRoundedRect(QRectF(4, 6, 3, height - 12), 1.5, 1.5)
        right = self.width() - _PAD + 2
        left = max(_PAD + 3, self._hidden + 4)
        first, second = _line(12), _line(11)
        top = 5.0
        marks = [name for name, so in (("mute", cue.muted), ("pin", cue.pinned)) if so]
        room = right - left - 16 * len(marks)
        if room > 16:
            for place, name in enumerate(marks):
                drawn = icon(name, theme.colours["ink"], 12)
                drawn.paint(painter, round(right - 14 - 16 * place), round(top + 1), 12, 12)
        else:
            room = right - left
        _text(
            painter,
            QRectF(left, top, room, first),
            f"{cue.name} {cue.title}",
            interface_font(12, bold=True),
            theme.colour("soft" if cue.muted else "ink"),
            cue.name,
        )
        words = ", ".join(moods_in_words(cue.emotion.leading()))
        state = state_words(cue)
        line = f"{', '.join(state)} · {words}" if state else words
        _text(
            painter,
            QRectF(left, top + first, right - left, second),
            line,
            interface_font(11),
            theme.colour("soft"),
        )
        self._draw_wave(
            painter, theme, cue, QRectF(_PAD + 3, top + first + second + 2, right - _PAD - 3, _WAVE)
        )

    def _draw_wave(self, painter: QPainter, theme: Theme, cue: Cue, rect: QRectF) -> None:
        waveform = self._waveforms.get(cue.track)
        painter.setPen(Qt.PenStyle.NoPen)
        colours = _colours(theme, cue, waveform)
        count = int(rect.width() / _STEP)
        seconds = (cue.end - cue.start) / max(1, self.width())
        for i in range(count):
            x = rect.left() + i * _STEP
            at = cue.start + x * seconds
            source = cue.in_track(at)
            peak, colour = 0.0, colours[0]
            if waveform is not None:
                column = source / max(1e-6, waveform.duration) * len(waveform.peaks)
                peak = waveform.peaks[max(0, min(len(waveform.peaks) - 1, int(column)))] / 255
                chunk = bisect_right(waveform.starts, source) - 1
                colour = colours[max(0, min(len(colours) - 1, chunk))]
            # The root lifts quiet music to where its shape can be seen.
            tall = max(1.6, peak**0.8 * cue.loudness(at) * rect.height())
            painter.setBrush(colour)
            bar = QRectF(
                QPointF(x, rect.center().y() - tall / 2),
                QPointF(x + _BAR, rect.center().y() + tall / 2),
            )
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)


def _colours(theme: Theme, cue: Cue, waveform: Waveform | None) -> list[QColor]:
    if cue.muted:
        return [theme.colour("edge")]
    if waveform is None or not waveform.moods:
        return [theme.blend(cue.emotion.moods)]
    return [theme.blend(moods) for moods in waveform.moods]


def _tint(theme: Theme, mood: QColor) -> QColor:
    return theme.pale(mood, 0.16 if theme.dark else 0.12)


def _line(size: int) -> float:
    return QFontMetricsF(interface_font(size)).height()


def _text(
    painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, short: str = ""
) -> None:
    """Draw a line of text; where there is no room, cut it, or draw `short`, or nothing."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(text) > rect.width():
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        # Less than three letters and an ellipsis say nothing.
        if len(cut) > max(4, len(short) + 2):
            text = cut
        else:
            text, rect = short, rect.adjusted(-2, 0, 6, 0)
            painter.setFont(interface_font(11, bold=True))
            if QFontMetricsF(painter.font()).horizontalAdvance(text) > rect.width():
                return
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
