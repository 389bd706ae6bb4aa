"""The foot of the window: what is heard, and what the engine does, in words; always there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QToolButton, QWidget

from t2m_desktop.card import PlayButton
from t2m_desktop.feeling import clock
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.suggestions import Waveform
from t2m_desktop.theme import Themes, icon, scaled
from t2m_desktop.translation import tr
from t2m_desktop.waveform_view import WaveformView

_NOTE_MS = 6000  # a sentence stays long enough to be read, then the engine's state is back


class Transport(QWidget):
    """Play or stop, title, time, waveform; at the right the engine's state or the last word."""

    play_clicked = Signal()
    seeked = Signal(float)
    region_chosen = Signal(float, float)  # seconds: to be played in a loop
    loop_wanted = Signal(bool)
    looped = Signal(bool)  # it plays in a loop, or not any more
    volume_changed = Signal(float)  # 0…1

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(52))
        self.play = PlayButton(themes)
        self.play.clicked.connect(self.play_clicked)
        self.title = ElidedLabel("", "strong")
        self.title.set_width(scaled(190))
        self.time = label("", "soft")
        self.time.setFixedWidth(scaled(92))
        self.wave = WaveformView(themes, seekable=True)
        self.wave.setAccessibleName(tr("Position in the track"))
        self.wave.setToolTip(
            tr("Click to hear from there; drag to mark a part, and drag that into another program")
        )
        self.wave.seeked.connect(self.seeked)
        self.wave.region_chosen.connect(self.region_chosen)
        self.wave.setMaximumWidth(320)
        self._make_controls()
        self.state = ElidedLabel("", "soft")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 18, 0)
        row.setSpacing(14)
        row.addWidget(self.play)
        row.addWidget(self.title)
        row.addWidget(self.time)
        row.addWidget(self.wave, 3)
        row.addWidget(self.loop)
        row.addWidget(self.output)
        row.addWidget(self.volume)
        row.addWidget(self.state, 4)
        self._engine, self._warns = "", False
        self._note = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._note.timeout.connect(self._note_over)
        self._duration = 0.0
        self._themes = themes
        themes.changed.connect(self._themed)
        self._themed()
        self._volume_moved(100)
        self.show_piece("", 0.0, None, None)

    def _make_controls(self) -> None:
        self.loop = QPushButton(tr("loop"))
        self.loop.setProperty("role", "chip")
        self.loop.setCheckable(True)
        self.loop.setAccessibleName(tr("Play in a loop"))
        self.loop.setToolTip(tr("Again and again: the clip, or the part that is marked"))
        self.loop.clicked.connect(self.loop_wanted)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setValue(100)
        self.volume.setFixedWidth(scaled(72))
        self.volume.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as its dial would be
        self.volume.setAccessibleName(tr("Volume"))
        self.volume.valueChanged.connect(self._volume_moved)
        self.output = QToolButton()
        self.output.setObjectName("Quiet")
        self.output.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.output.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.output.setAccessibleName(tr("Audio output"))
        self.output.setToolTip(tr("Where the sound goes"))
        self.output.setIconSize(QSize(scaled(16), scaled(16)))

    def show_piece(
        self,
        title: str,
        duration: float,
        waveform: Waveform | None,
        section: tuple[float, float] | None,
    ) -> None:
        """Show what is loaded; an empty title for nothing."""
        self._duration = waveform.duration if waveform else duration
        self.title.set_whole(title or tr("Nothing playing"))
        _say_as(self.title, "strong" if title else "soft")
        self.play.setEnabled(bool(title))
        self.wave.show_track(waveform, section)
        self.loop.setEnabled(bool(title) and waveform is not None)
        if not title:
            self.time.setText("")
            self.wave.set_position(None)

    def set_playing(self, playing: bool) -> None:
        """Show whether it is heard."""
        self.play.set_playing(playing, self.title.whole)

    def set_loop(self, region: tuple[float, float] | None) -> None:
        """Show what is played in a loop (start, end in seconds); None: nothing is."""
        self.loop.setChecked(region is not None)
        self.looped.emit(region is not None)
        self.wave.set_region(region)

    def set_volume(self, volume: float) -> None:
        """Show how loud it is, 0…1."""
        self.volume.setValue(round(100 * volume))

    def set_position(self, seconds: float) -> None:
        """Show where in the track it is."""
        self.time.setText(f"{clock(seconds)} / {clock(self._duration)}")
        self.wave.set_position(seconds)

    def set_engine(self, words: str, *, warning: bool = False) -> None:
        """Say what the engine does."""
        self._engine, self._warns = words, warning
        if not self._note.isActive() or warning:
            self._note.stop()
            self._note_over()

    def say(self, sentence: str) -> None:
        """Say something for a few seconds in the engine's place."""
        _say_as(self.state, "soft")
        self.state.set_whole(" ".join(sentence.split()))
        self.state.setToolTip(sentence)
        self._note.start()

    def _volume_moved(self, percent: int) -> None:
        self.volume.setToolTip(tr("Volume: {} %").format(percent))
        self.volume_changed.emit(percent / 100)

    def _themed(self) -> None:
        self.output.setIcon(icon("sound", self._themes.current.colours["soft"], scaled(16)))

    def _note_over(self) -> None:
        _say_as(self.state, "warning" if self._warns else "soft")
        self.state.set_whole(self._engine)


def _say_as(words: QWidget, role: str) -> None:
    """Give a label another role of the stylesheet."""
    words.setProperty("role", role)
    words.style().unpolish(words)
    words.style().polish(words)
