"""The arc under the manuscript: its feeling from beginning to end; a click goes there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from t2m_desktop.arc import Arc
from t2m_desktop.editor.outline import Outline
from t2m_desktop.feeling import Emotion, in_words, place_in_words
from t2m_desktop.story_feelings import Felt
from t2m_desktop.theme import Themes, interface_font, scaled
from t2m_desktop.translation import tr

_SIDE, _GAP = 16, 12  # pixels at either side, and after the words on the left
_TOP, _FOOT = 6, 10
_LEAST_APART = 4
"""Pixels between two scenes' lines: in a book of a thousand they would be a grey field."""
_REACH = 1.5
"""Stretches of the story from a paragraph that was read, up to which the arc is drawn."""


class ArcView(QWidget):
    """Valence above and below a line, arousal as a curve, scenes and the cursor's place marked."""

    chosen = Signal(int)  # a line of the manuscript

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._outline = Outline("", (), 0)
        self._felt: tuple[Felt, ...] = ()
        self._line = 0
        self._arc: Arc | None = None
        self._drawn: QPixmap | None = None
        self.setAccessibleName(tr("Emotion arc of the manuscript"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        themes.changed.connect(self._draw_anew)

    def sizeHint(self) -> QSize:
        """Low enough to leave the page to the text."""
        return QSize(400, scaled(84))

    def show_outline(self, outline: Outline) -> None:
        """Take the scenes, and where the words are."""
        if outline != self._outline:
            self._outline = outline
            self._drawn = None
            self.update()

    def show_feelings(self, felt: Sequence[Felt]) -> None:
        """Take what is known of the story's paragraphs."""
        self._felt = tuple(felt)
        self._draw_anew()

    def mark_line(self, line: int) -> None:
        """Mark where the cursor is."""
        if line != self._line:
            self._line = line
            self.update()

    def _draw_anew(self) -> None:
        known = [(f.paragraph, f.emotion) for f in self._felt if f.emotion is not None]
        self._arc = None
        if known:
            # As it was when it was read: an edit shifts the rest until the next look.
            last = self._felt[-1].paragraph
            end = last.before + last.words
            longest = max(paragraph.words for paragraph, _ in known)
            self._arc = Arc(
                [paragraph.before + paragraph.words / 2 for paragraph, _ in known],
                [emotion for _, emotion in known],
                end,
                self._themes.current,
                reach=max(longest / 2, _REACH * end / max(1, len(self._felt))),
            )
        self.setAccessibleDescription(self._in_words())
        self._drawn = None
        self.update()

    def _in_words(self) -> str:
        known = [f.emotion for f in self._felt if f.emotion is not None]
        if not known:
            return tr("Nothing has been read yet")
        parts = [known[i * (len(known) - 1) // 4] for i in range(5)] if len(known) > 4 else known
        words = [in_words(emotion) for emotion in parts]
        return tr("From beginning to end: ") + "; ".join(
            word for i, word in enumerate(words) if i == 0 or word != words[i - 1]
        )

    # Places

    @property
    def _words(self) -> int:
        paragraphs = self._outline.paragraphs
        return paragraphs[-1].before + paragraphs[-1].words if paragraphs else 0

    def _room(self) -> QRectF:
        metrics = QFontMetricsF(interface_font(11))
        words = max(metrics.horizontalAdvance(word) for word in (tr("bright"), tr("dark")))
        return QRectF(self.rect()).adjusted(_SIDE + words + _GAP, _TOP, -_SIDE, -_FOOT)

    def _x(self, words: float, room: QRectF) -> float:
        return room.left() + room.width() * words / max(1, self._words)

    def _before(self, line: int) -> int:
        """Words before a line: of the paragraph that holds or follows it."""
        paragraphs = self._outline.paragraphs
        at = bisect_right(paragraphs, line, key=lambda paragraph: paragraph.first)
        if at and line < paragraphs[at - 1].end:
            return paragraphs[at - 1].before
        return paragraphs[at].before if at < len(paragraphs) else self._words

    def line_at(self, x: float) -> int | None:
        """The first line of the paragraph at `x` pixels; None without text."""
        room, paragraphs = self._room(), self._outline.paragraphs
        if not paragraphs or room.width() <= 0:
            return None
        share = min(1.0, max(0.0, (x - room.left()) / room.width()))
        words = share * self._words
        at = bisect_right(paragraphs, words, key=lambda paragraph: paragraph.before) - 1
        return paragraphs[max(0, at)].first

    # Qt's hooks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has another picture."""
        super().resizeEvent(event)
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw scenes and arc (kept as a picture: a book's would cost a key), and the cursor."""
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            self._draw(painter)
            painter.end()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._drawn)
        if self._outline.paragraphs:
            room = self._room()
            x = round(self._x(self._before(self._line), room))
            painter.setPen(QPen(self._themes.current.colour("ink"), 2))
            painter.drawLine(QPointF(x, room.top() - 4), QPointF(x, room.bottom() + 4))
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        theme, room = self._themes.current, self._room()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        last_x = room.left()
        for scene in self._outline.scenes[1:]:
            x = round(self._x(self._before(scene.line), room)) + 0.5
            if x - last_x >= _LEAST_APART:
                painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
                last_x = x
        if self._arc is None:
            painter.drawLine(
                QPointF(room.left(), room.center().y()), QPointF(room.right(), room.center().y())
            )
        else:
            last = self._felt[-1].paragraph
            scale = room.width() / max(1, last.before + last.words)
            self._arc.paint(painter, room, scale, room)
        painter.setFont(interface_font(11))
        painter.setPen(theme.colour("soft"))
        high = QFontMetricsF(painter.font()).capHeight()
        painter.drawText(QPointF(_SIDE, room.top() + high), tr("bright"))
        painter.drawText(QPointF(_SIDE, room.bottom()), tr("dark"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        line = self.line_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and line is not None:
            self.chosen.emit(line)

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()), self)
            return True
        return super().event(event)

    def words_at(self, x: float) -> str:
        """What is at `x` pixels, in words: the scene, and its feeling there."""
        line = self.line_at(x)
        if line is None:
            return ""
        scene = next((s.title for s in self._outline.scenes if s.line <= line < s.end), "")
        emotion = self._emotion_at(line)
        feeling = (
            f"{in_words(emotion)}: {place_in_words(emotion)}" if emotion else tr("not read yet")
        )
        return f"{scene}\n{feeling}" if scene else feeling

    def _emotion_at(self, line: int) -> Emotion | None:
        at = bisect_right(self._felt, line, key=lambda felt: felt.paragraph.first) - 1
        return self._felt[max(0, at)].emotion if self._felt else None
