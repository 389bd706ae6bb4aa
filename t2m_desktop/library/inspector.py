"""What is known of the chosen track: cover, curves, the user's own, facts, credits and file."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImageReader, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.card import PlayButton
from t2m_desktop.feeling import clock, percent
from t2m_desktop.flow_layout import FlowLayout
from t2m_desktop.labels import ElidedLabel, MoodWords, label
from t2m_desktop.library.columns import (
    Row,
    key_of,
    state_of,
    tempo_of,
    title_of,
    vocals_of,
)
from t2m_desktop.library.curves import Curves
from t2m_desktop.library.editor import MarksEditor
from t2m_desktop.suggestions import Waveform
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr
from t2m_desktop.waveform_view import WaveformView

COVER = 84
_LARGEST = 4000
"""Pixels of a cover's side: a picture that claims more is not decoded."""
Facts = list[tuple[str, str]]


class Inspector(QScrollArea):
    """Shows one row, and asks the engine for its curves and its cover."""

    play_wanted = Signal(object)  # a row
    seek_wanted = Signal(object, float)  # a row, seconds
    similar_wanted = Signal(object)
    marked = Signal(object, object)  # a row, what to change
    relink_wanted = Signal(object)
    copies_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._row: Row | None = None
        self._wave: Waveform | None = None
        self.setAccessibleName(tr("About the track"))
        self.setObjectName("Inspector")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(scaled(280))
        self._build(themes)
        self.show_row(None)

    def _build(self, themes: Themes) -> None:  # noqa: PLR0915 - a list of parts, in their order
        self.cover = QLabel()
        self.cover.setFixedSize(COVER, COVER)
        self.cover.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cover.setObjectName("Cover")
        self.title = label("", "title")
        self.title.setWordWrap(True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.artist = ElidedLabel("", "soft")
        self.album = ElidedLabel("", "small")
        self.play = PlayButton(themes)
        self.play.clicked.connect(lambda: self._say(self.play_wanted))
        self.moods = MoodWords(themes)
        play_row = QHBoxLayout()
        play_row.setSpacing(8)
        play_row.addWidget(self.play)
        play_row.addWidget(self.moods)
        play_row.addStretch()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.artist)
        words.addWidget(self.album)
        words.addStretch()
        words.addLayout(play_row)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.cover, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.state = label("", "warning")
        self.state.setWordWrap(True)
        self.relink = QPushButton(tr("Find it again…"))
        self.relink.clicked.connect(lambda: self._say(self.relink_wanted))
        self.wave = WaveformView(themes, seekable=True)
        self.wave.setAccessibleName(tr("Waveform"))
        self.wave.setToolTip(tr("Click to hear from there"))
        self.wave.seeked.connect(self._seek)
        self.curves = Curves(themes)
        self.similar = _quiet(tr("More like this"))
        self.similar.clicked.connect(lambda: self._say(self.similar_wanted))
        self.folder = _quiet(tr("Show in folder"))
        self.folder.clicked.connect(self._reveal)
        self.copies = _quiet(tr("Show its copies"))
        self.copies.clicked.connect(lambda: self._say(self.copies_wanted))
        actions = QWidget()
        flow = FlowLayout(actions)
        for button in (self.similar, self.folder, self.copies):
            flow.addWidget(button)
        self.marks = MarksEditor()
        self.marks.marked.connect(self._mark)
        self.facts, self.credits, self.file = (
            _Facts(tr("SOUND")),
            _Facts(tr("CREDITS")),
            _Facts(tr("FILE")),
        )
        self.nothing = label(tr("Choose a track to see what is known of it."), "soft")
        self.nothing.setWordWrap(True)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self.state)
        column.addWidget(self.relink, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.wave)
        column.addWidget(self.curves)
        column.addWidget(actions)
        for part in (self.marks, self.facts, self.credits, self.file):
            column.addWidget(part)
        whole = QWidget()
        whole.setObjectName("InspectorColumn")
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(20, 20, 20, 20)
        outer.addWidget(self.nothing)
        outer.addWidget(self.content)
        outer.addStretch()
        self.setWidget(whole)

    @property
    def row(self) -> Row | None:
        """The row that is shown."""
        return self._row

    def show_row(self, row: Row | None) -> None:
        """Show a row; None: nothing is chosen."""
        same = row is not None and self._row is not None and row["track"] == self._row["track"]
        if row is None and self._row is not None:
            self.marks.give_over()
        self._row = row
        self.nothing.setVisible(row is None)
        self.content.setVisible(row is not None)
        if row is None:
            return
        self._fill(row)
        self.marks.show_row(row)
        if not same:
            self.verticalScrollBar().setValue(0)
            self.wave.show_track(None)
            self.curves.show_track(None)
            self._show_cover(None, row)
            self._ask(row)

    def show_waveform(self, waveform: Waveform | None) -> None:
        """Show the waveform of the row."""
        if self._row is not None and waveform is not None:
            start, end = self._row["best"]
            self.wave.show_track(waveform, (start, end))

    def set_playing(self, track: str | None, seconds: float | None = None) -> None:
        """Show what is heard, if it is this."""
        mine = self._row is not None and self._row["track"] == track
        self.play.set_playing(mine, title_of(self._row) if self._row else "")
        self.wave.set_position(seconds if mine else None)

    def _fill(self, row: Row) -> None:
        facts, credits_ = row.get("facts"), row.get("credits") or {}
        self.title.setText(title_of(row))
        self.artist.set_whole(row["artist"] or credits_.get("composer") or tr("Unknown artist"))
        self.album.set_whole(credits_.get("album") or "")
        feeling = row.get("emotion")
        self.moods.set_moods([feeling["mood"]] if feeling else [])
        state = state_of(row)
        away = row["missing"] or row["offline"]
        told = ""
        if row["missing"]:
            told = tr("The file is gone. If it was moved, show where it is: nothing is lost.")
        elif row["offline"]:
            told = tr("The drive or folder that holds it is not there. It comes back with it.")
        elif row.get("copy_of"):
            told = tr("A copy of %1; only that one is suggested.").replace("%1", row["copy_of"])
        self.state.setText(told)
        self.state.setProperty("role", "warning" if away else "soft")
        self.state.style().polish(self.state)
        self.state.setVisible(bool(state))
        self.relink.setVisible(bool(row["missing"]))
        self.copies.setVisible(bool(row["has_copies"] or row.get("copy_of")))
        self.play.setEnabled(not away)
        self.facts.show_facts(_sound(row, facts))
        self.credits.show_facts(
            [(heading, credits_.get(name) or "") for name, heading in _credits().items()]
        )
        rate = f"{row['sample_rate'] / 1000:g} kHz"
        wide = {1: tr("mono"), 2: tr("stereo")}.get(
            row["channels"], counting.channels(row["channels"])
        )
        path = Path(row["track"])
        self.file.show_facts(
            [
                (tr("Format"), f"{row['codec']}, {rate}, {wide}"),
                (tr("Name"), path.name),
                (tr("Folder"), str(path.parent)),
            ]
        )

    def _ask(self, row: Row) -> None:
        track = row["track"]

        def curves_came(waveform: dict[str, Any]) -> None:
            if self._row is not None and self._row["track"] == track:
                self.curves.show_track(waveform)
                self.show_waveform(Waveform.from_json(waveform))

        def cover_came(answer: dict[str, Any]) -> None:
            if self._row is not None and self._row["track"] == track:
                self._show_cover(answer["cover"], row)

        self._bridge.request("track.waveform", {"track": track}, curves_came)
        if not (row["missing"] or row["offline"]):
            self._bridge.request("track.cover", {"track": track}, cover_came)

    def _show_cover(self, cover: dict[str, str] | None, row: Row) -> None:
        picture = _picture(cover, self.cover.size() * self.devicePixelRatioF()) if cover else None
        if picture is None:
            self.cover.setPixmap(QPixmap())
            self.cover.setText("♪")
            self.cover.setAccessibleName(tr("No cover picture"))
        else:
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.cover.setPixmap(picture)
            self.cover.setAccessibleName(tr("Cover of %1").replace("%1", title_of(row)))

    def _mark(self, change: dict[str, Any]) -> None:
        row = self.marks.row
        if row is not None:
            self.marked.emit(row, change)

    def _say(self, signal: Any) -> None:
        if self._row is not None:
            signal.emit(self._row)

    def _seek(self, seconds: float) -> None:
        if self._row is not None:
            self.seek_wanted.emit(self._row, seconds)

    def _reveal(self) -> None:
        if self._row is None:
            return
        folder = Path(self._row["track"]).parent
        if not folder.is_dir():
            self.said.emit(tr("Its folder is not there."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.said.emit(str(folder))


class _Facts(QWidget):
    """A heading, and pairs of a name and what is known; nothing at all where nothing is."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._pairs: Facts = []
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(6)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(heading, "caption"))
        column.addLayout(self._form)

    def show_facts(self, pairs: Facts) -> None:
        """Show the pairs that say something."""
        pairs = [(name, value) for name, value in pairs if value]
        self.setVisible(bool(pairs))
        if pairs == self._pairs:
            return
        self._pairs = pairs
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, value in pairs:
            shown = label(_breakable(value))
            shown.setWordWrap(True)
            shown.setAccessibleName(f"{name}: {value}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(label(name, "soft"), shown)


def _credits() -> dict[str, str]:
    return {
        "album": tr("Album"),
        "composer": tr("Composer"),
        "publisher": tr("Publisher"),
        "genre": tr("Genre"),
        "isrc": tr("ISRC"),
        "copyright": tr("Copyright"),
        "licence": tr("Licence"),
        "comment": tr("Comment"),
    }


def _breakable(value: str) -> str:
    """A text that may break within paths and long names."""
    return value.replace("/", "/\u200b").replace("_", "_\u200b")


def _sound(row: Row, facts: dict[str, Any] | None) -> Facts:
    known: Facts = [(tr("Length"), clock(row["duration"]))]
    if facts is None:
        return [*known, (tr("Tempo"), tr("not measured yet: scan again"))]
    tempo = tempo_of(row)
    if facts["tempo"]:
        tempo = f"{tempo} bpm · {percent(facts['tempo_confidence'])} {tr('sure')}"
    key = key_of(row)
    if key:
        key = f"{key} · {percent(facts['key_confidence'])} {tr('sure')}"
    return [
        *known,
        (tr("Tempo"), tempo),
        (tr("Key"), key),
        (tr("Voice"), vocals_of(row)),
        (tr("Loudness"), f"{facts['loudness']:.1f} LUFS".replace("-", "−")),
        (tr("True peak"), f"{facts['true_peak']:.1f} dBTP".replace("-", "−")),
    ]


def _picture(cover: dict[str, str], size: QSize) -> QPixmap | None:
    """A cover, round at its corners; None for a picture that Qt cannot read, or a monster."""
    buffer = QBuffer()
    buffer.setData(QByteArray(base64.b64decode(cover["data"])))
    reader = QImageReader(buffer)
    known = reader.size()
    if not known.isValid() or max(known.width(), known.height()) > _LARGEST:
        return None
    known.scale(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(known)
    image = reader.read()
    if image.isNull():
        return None
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(0, 0, size.width(), size.height(), 9, 9)
    painter.setClipPath(path)
    painter.drawImage(
        (size.width() - image.width()) // 2, (size.height() - image.height()) // 2, image
    )
    painter.end()
    return picture


def _quiet(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("role", "quiet")
    return button
