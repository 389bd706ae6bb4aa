"""The ear: what the passage feels like, as a point in the plane, in words, and in shares."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from t2m_desktop.feeling import Emotion, in_words, percent, place_in_words
from t2m_desktop.labels import ElidedLabel
from t2m_desktop.theme import Themes, interface_font


class Plane(QWidget):
    """The valence-arousal plane: dark to bright, calm to tense; clips as dots, the passage a
    point.
    """

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._point: Emotion | None = None
        self._clips: tuple[Emotion, ...] = ()
        self.setFixedSize(132, 132)
        self.setAccessibleName("Feeling of the passage, in the plane of valence and arousal")
        themes.changed.connect(self.update)

    def set_point(self, emotion: Emotion | None) -> None:
        """Place the passage."""
        self._point = emotion
        text = "No passage yet"
        if emotion is not None:
            text = (
                f"Valence {emotion.valence:+.2f} (dark to bright), "
                f"arousal {emotion.arousal:+.2f} (calm to tense)"
            )
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def set_clips(self, clips: tuple[Emotion, ...]) -> None:
        """Place the suggested clips around it."""
        self._clips = clips
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plane."""
        theme = self._themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = float(self.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected"))
        painter.drawRoundedRect(QRectF(0, 0, size, size), 9, 9)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(size / 2, 16), QPointF(size / 2, size - 16))
        painter.drawLine(QPointF(6, size / 2), QPointF(size - 6, size / 2))
        painter.setFont(interface_font(11))
        painter.setPen(theme.colour("soft"))
        for flags, rect, word in (
            (Qt.AlignmentFlag.AlignHCenter, QRectF(0, 3, size, 14), "tense"),
            (Qt.AlignmentFlag.AlignHCenter, QRectF(0, size - 17, size, 14), "calm"),
            (Qt.AlignmentFlag.AlignLeft, QRectF(6, size / 2 - 15, size, 14), "dark"),
            (Qt.AlignmentFlag.AlignRight, QRectF(0, size / 2 - 15, size - 6, 14), "bright"),
        ):
            painter.drawText(rect, flags, word)
        painter.setPen(Qt.PenStyle.NoPen)
        for clip in self._clips:
            colour = theme.blend(clip.moods)
            colour.setAlphaF(0.75)
            painter.setBrush(colour)
            painter.drawEllipse(self._at(clip), 2.6, 2.6)
        if self._point is not None:
            colour = theme.blend(self._point.moods)
            halo = theme.blend(self._point.moods)
            halo.setAlphaF(0.28)
            painter.setBrush(halo)
            painter.drawEllipse(self._at(self._point), 12, 12)
            painter.setPen(QPen(theme.colour("raised"), 1.6))
            painter.setBrush(colour)
            painter.drawEllipse(self._at(self._point), 6.4, 6.4)
        painter.end()

    def _at(self, emotion: Emotion) -> QPointF:
        room = self.width() / 2 - 16
        middle = self.width() / 2
        return QPointF(
            middle + max(-1.0, min(1.0, emotion.valence)) * room,
            middle - max(-1.0, min(1.0, emotion.arousal)) * room,
        )


class Shares(QWidget):
    """The strongest moods as bars: word, bar, percent."""

    ROWS = 3
    _ROW = 19

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._shares: list[tuple[str, float]] = []
        self.setFixedHeight(self.ROWS * self._ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Shares of moods")
        themes.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(180, self.ROWS * self._ROW)

    def set_shares(self, emotion: Emotion | None) -> None:
        """Show the three strongest."""
        moods = emotion.moods if emotion else {}
        self._shares = sorted(moods.items(), key=lambda item: -item[1])[: self.ROWS]
        words = ", ".join(f"{mood} {percent(share)}" for mood, share in self._shares)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        theme = self._themes.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(11))
        left, right = 58.0, 40.0
        for row, (mood, share) in enumerate(self._shares):
            top = row * self._ROW
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(theme.colour("soft"))
            painter.drawText(QRectF(0, top, left, self._ROW), middle, mood)
            painter.drawText(
                QRectF(self.width() - right, top, right, self._ROW),
                middle | Qt.AlignmentFlag.AlignRight,
                percent(share),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(left, top + self._ROW / 2 - 3, self.width() - left - right - 4, 6)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(track, 3, 3)
            track.setWidth(max(6.0, track.width() * share))
            painter.setBrush(theme.mood(mood))
            painter.drawRoundedRect(track, 3, 3)
        painter.end()


class Ear(QWidget):
    """The plane, the feeling in words, the space that ranks, the shares."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plane = Plane(themes)
        self.words = ElidedLabel("", "title")
        self.place = ElidedLabel("", "soft")
        self.space = QPushButton()
        self.space.setObjectName("Quiet")
        self.space.hide()
        self.shares = Shares(themes)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.place)
        column.addWidget(self.space, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        column.addWidget(self.shares)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.plane)
        row.addLayout(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hear(None)

    def set_space(self, title: str) -> None:
        """Say by which embedding space the music is ranked; "" while that is not known."""
        self.space.setVisible(bool(title))
        self.space.setText(f"by {title} ▾")
        self.space.setAccessibleName(f"Embedding space: {title}")
        self.space.setToolTip("The embedding space in which text and music are compared")

    def hear(self, emotion: Emotion | None, clips: tuple[Emotion, ...] = ()) -> None:
        """Show the feeling of a passage and of the clips suggested for it; None: no passage."""
        self.plane.set_point(emotion)
        self.plane.set_clips(clips)
        self.shares.set_shares(emotion)
        if emotion is None:
            self.words.set_whole("Listening")
            self.place.set_whole("Write a sentence")
        else:
            self.words.set_whole(in_words(emotion))
            self.place.set_whole(place_in_words(emotion))
