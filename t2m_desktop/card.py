"""One suggestion as a card: play, title, artist, moods, waveform, length, a grip to drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.feeling import clock
from t2m_desktop.labels import ElidedLabel, MoodWords, label
from t2m_desktop.suggestions import Suggestion, Waveform
from t2m_desktop.theme import Themes, icon
from t2m_desktop.waveform_view import WaveformView


class PlayButton(QToolButton):
    """A round button that plays, or stops what it plays."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._playing = False
        self._what = ""
        self.setObjectName("Play")
        self.setFixedSize(28, 28)
        self.setIconSize(QSize(14, 14))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        themes.changed.connect(self._refresh)
        self._refresh()

    def set_playing(self, playing: bool, what: str = "") -> None:
        """Show whether it plays, and say (to screen readers) what."""
        if (playing, what) != (self._playing, self._what):
            self._playing, self._what = playing, what
            self._refresh()

    @property
    def playing(self) -> bool:
        """Whether it shows that it plays."""
        return self._playing

    def _refresh(self) -> None:
        theme = self._themes.current
        name, token = ("stop", "on_accent") if self._playing else ("play", "ink")
        self.setIcon(icon(name, theme.colours[token], 14))
        self.setAccessibleName(f"{'Stop' if self._playing else 'Play'} {self._what}".strip())
        self.setToolTip("Stop" if self._playing else "Play")
        self.setProperty("playing", self._playing)
        self.style().unpolish(self)
        self.style().polish(self)


class Card(QFrame):
    """Shows a suggestion; its panel decides what selecting, playing and dragging mean."""

    pressed = Signal(object)  # this card: the file may be made in advance
    play_clicked = Signal(object)
    released = Signal(object)  # without a drag
    drag_started = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.suggestion: Suggestion | None = None
        self._press: QPoint | None = None
        self.setObjectName("Card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.play = PlayButton(themes)
        self.play.clicked.connect(lambda: self.play_clicked.emit(self))
        self.title = ElidedLabel("", "strong")
        self.artist = ElidedLabel("", "soft")
        self.moods = MoodWords(themes)
        self.wave = WaveformView(themes)
        self.length = label("", "soft")
        self.place = label("", "soft")
        self.grip = QLabel()
        self.grip.setFixedSize(16, 20)
        self.grip.setCursor(Qt.CursorShape.OpenHandCursor)
        self.grip.setToolTip("Drag this clip into another program, as a WAV file")
        self.grip.setAccessibleName("Drag as a file")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.artist)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.play, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(names, 1)
        top.addWidget(self.moods, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.grip, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.addWidget(self.length)
        foot.addStretch()
        foot.addWidget(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.wave)
        column.addLayout(foot)
        themes.changed.connect(self._refresh)
        self._refresh()

    def show_suggestion(self, suggestion: Suggestion, waveform: Waveform | None) -> None:
        """Show a suggestion."""
        self.suggestion = suggestion
        moods = suggestion.emotion.leading()
        self.title.set_whole(suggestion.title)
        self.artist.set_whole(suggestion.artist or "Unknown artist")
        self.moods.set_moods(moods)
        self.length.setText(clock(suggestion.length))
        self.place.setText(f"from {clock(suggestion.start)}")
        self.setAccessibleName(
            f"Suggestion {suggestion.rank}: {suggestion.title}, "
            f"{suggestion.artist or 'unknown artist'}, {' and '.join(moods)}, "
            f"{clock(suggestion.length)} long"
        )
        ranked = f"Ranked {suggestion.rank} by the space “{suggestion.space}”"
        self.setToolTip(f"{ranked}, fit {suggestion.score:.2f}")
        self.setAccessibleDescription(self.toolTip())
        self.set_waveform(waveform)

    def set_waveform(self, waveform: Waveform | None) -> None:
        """Show the track's waveform."""
        if self.suggestion is not None:
            self.wave.show_track(waveform, (self.suggestion.start, self.suggestion.end))
            if waveform is not None:
                length, whole = clock(self.suggestion.length), clock(waveform.duration)
                self.length.setText(length if length == whole else f"{length} of {whole}")

    def set_selected(self, selected: bool, focused: bool) -> None:
        """Draw it as the selected one."""
        self._set("selected", selected)
        self._set("focused", focused)

    def set_playing(self, playing: bool) -> None:
        """Show it as the one that is heard."""
        title = self.suggestion.title if self.suggestion else ""
        self.play.set_playing(playing, title)
        if not playing:
            self.wave.set_position(None)

    # Qt's hooks

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, and perhaps begin to drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()
            self.pressed.emit(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from the press it is a drag."""
        if self._press is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = (event.position().toPoint() - self._press).manhattanLength()
        if moved >= QApplication.startDragDistance():
            self._press = None
            self.drag_started.emit(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """No drag."""
        if self._press is not None:
            self._press = None
            self.released.emit(self)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click plays."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.play_clicked.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is on it."""
        self._set("under", True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self._set("under", False)
        super().leaveEvent(event)

    def _set(self, name: str, value: bool) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)

    def _refresh(self) -> None:
        edge = self._themes.current.colours["edge"]
        self.grip.setPixmap(icon("grip", edge, 16).pixmap(QSize(16, 16)))
