"""One suggestion as a card: play, title, artist, moods, marks, waveform, facts, why, a grip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.feeling import clock, key_in_words, moods_in_words
from t2m_desktop.labels import ElidedLabel, MoodWords, label
from t2m_desktop.mark_buttons import MarkButtons
from t2m_desktop.suggestions import Suggestion, Waveform
from t2m_desktop.theme import Themes, icon, scaled
from t2m_desktop.translation import tr
from t2m_desktop.waveform_view import WaveformView


class PlayButton(QToolButton):
    """A round button that plays, or stops what it plays."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._playing = False
        self._what = ""
        self.setObjectName("Play")
        self.setFixedSize(scaled(28), scaled(28))
        self.setIconSize(QSize(scaled(14), scaled(14)))
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
        self.setIcon(icon(name, theme.colours[token], scaled(14)))
        word = tr("Stop") if self._playing else tr("Play")
        self.setAccessibleName(f"{word} {self._what}".strip())
        self.setToolTip(word)
        self.setProperty("playing", self._playing)
        self.style().unpolish(self)
        self.style().polish(self)


def facts_in_words(suggestion: Suggestion) -> str:
    """Tempo, key and length: "62 bpm · D minor · 0:19"; what is not known is left out."""
    tempo = tr("{} bpm").format(round(suggestion.tempo)) if suggestion.tempo else ""
    if suggestion.loudness is not None and not suggestion.tempo:
        tempo = tr("free")  # it was measured, and has no steady beat
    parts = (tempo, key_in_words(suggestion.tonality), clock(suggestion.length))
    return " · ".join(filter(None, parts))


class Card(QFrame):
    """Shows a suggestion; its panel decides what selecting, playing and dragging mean."""

    pressed = Signal(object)  # this card: the file may be made in advance
    play_clicked = Signal(object)
    released = Signal(object)  # without a drag
    mark_wanted = Signal(object, str)  # this card, and what was clicked: see MarkButtons
    menu_wanted = Signal(object, QPoint)  # this card, and where on the screen
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
        self.facts = label("", "small")
        self.why = ElidedLabel("", "small")
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.used = label(tr("used"), "badge")
        self.used.setToolTip(tr("You have used it for this manuscript"))
        self.used.hide()
        self.marks = MarkButtons(themes)
        self.marks.wanted.connect(lambda what: self.mark_wanted.emit(self, what))
        self.grip = QLabel()
        self.grip.setFixedSize(scaled(16), scaled(20))
        self.grip.setCursor(Qt.CursorShape.OpenHandCursor)
        self.grip.setToolTip(tr("Drag this clip into another program, as a WAV file"))
        self.grip.setAccessibleName(tr("Drag as a file"))
        self._lay_out()
        themes.changed.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.artist)
        corner = QHBoxLayout()
        corner.setSpacing(8)
        corner.addStretch()
        corner.addWidget(self.used)
        corner.addWidget(self.moods)
        corner.addWidget(self.grip)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(corner)
        right.addWidget(self.marks, 0, Qt.AlignmentFlag.AlignRight)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.play, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(names, 1)
        top.addLayout(right)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.facts)
        foot.addWidget(self.why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.wave)
        column.addLayout(foot)

    def show_suggestion(self, suggestion: Suggestion, waveform: Waveform | None) -> None:
        """Show a suggestion."""
        self.suggestion = suggestion
        moods = suggestion.emotion.leading()
        self.title.set_whole(suggestion.title)
        self.artist.set_whole(suggestion.artist or tr("Unknown artist"))
        self.moods.set_moods(moods)
        self.facts.setText(facts_in_words(suggestion))
        self.why.set_whole(suggestion.why)
        self.used.setVisible(suggestion.used)
        self.marks.show_marks(suggestion)
        told = [
            tr("Suggestion {rank}: {title}").format(rank=suggestion.rank, title=suggestion.title),
            suggestion.artist or tr("Unknown artist"),
            *moods_in_words(moods),
            clock(suggestion.length),
            suggestion.why,
            tr("favourite") if suggestion.favourite else "",
            tr("used for this manuscript") if suggestion.used else "",
        ]
        self.setAccessibleName(", ".join(filter(None, told)))
        self.setToolTip(
            tr("{start} to {end}, its best fit: {score:.2f} by “{space}”, number {rank}").format(
                start=clock(suggestion.start),
                end=clock(suggestion.end),
                score=suggestion.score,
                space=suggestion.space,
                rank=suggestion.rank,
            )
            + (
                tr("\n{apart:.2f} away in the plane").format(apart=suggestion.apart)
                if suggestion.why
                else ""
            )
        )
        self.setAccessibleDescription(self.toolTip())
        self.set_waveform(waveform)

    def set_waveform(self, waveform: Waveform | None) -> None:
        """Show the track's waveform."""
        if self.suggestion is not None:
            self.wave.show_track(waveform, (self.suggestion.start, self.suggestion.end))

    def set_selected(self, selected: bool, focused: bool) -> None:
        """Draw it as the selected one."""
        self._set("selected", selected)
        self._set("focused", focused)
        self.marks.set_awake(selected or bool(self.property("under")))

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What else can be done with it."""
        self.menu_wanted.emit(self, event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is on it."""
        self._set("under", True)
        self.marks.set_awake(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer left."""
        self._set("under", False)
        self.marks.set_awake(bool(self.property("selected")))
        super().leaveEvent(event)

    def _set(self, name: str, value: bool) -> None:
        if self.property(name) != value:
            self.setProperty(name, value)
            self.style().unpolish(self)
            self.style().polish(self)

    def _refresh(self) -> None:
        edge = self._themes.current.colours["edge"]
        size = scaled(16)
        self.grip.setPixmap(icon("grip", edge, size).pixmap(QSize(size, size)))
