"""The first three minutes: music chosen, the scan watched, and suggestions already coming."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import dialogs
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.feeling import Emotion
from t2m_desktop.labels import ElidedLabel, MoodWords, label
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr, tr_n

_EVERY_MS = 1500
"""How often the library is asked how far it is, while somebody watches."""
_SHOWN = 4


def music_folders() -> list[Path]:
    """The folders of music that a system usually has, where they are there."""
    found = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.MusicLocation)
    # Where none is set up, Qt names the home folder: all of it is not meant.
    return [Path(name) for name in found if Path(name).is_dir() and Path(name) != Path.home()]


class FirstRun(QDialog):
    """Two steps: which music, and what it already gives; may be left at any time."""

    folders_chosen = Signal(object)  # list of Path
    demo_wanted = Signal()

    def __init__(self, bridge: EngineBridge, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._themes = bridge, themes
        self.setWindowTitle(tr("First steps"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(scaled(620), scaled(480))
        self.steps = QStackedWidget()
        self.steps.addWidget(self._build_music())
        self.steps.addWidget(self._build_watching())
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 20)
        column.addWidget(self.steps)
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self._look)
        self._status: dict[str, Any] = {}
        self._left = False

    def _build_music(self) -> QWidget:
        page = QWidget()
        self.boxes: list[tuple[QCheckBox, Path]] = []
        self._folders = QVBoxLayout()
        self._folders.setSpacing(8)
        self.more = QPushButton(tr("Choose another folder…"))
        self.more.clicked.connect(self._choose)
        self.skip = QPushButton(tr("Skip"))
        self.skip.clicked.connect(self.reject)
        self.demo = QPushButton(tr("Try the demo"))
        self.demo.setToolTip(tr("A short story and its music, both free (CC0)"))
        self.demo.clicked.connect(self._try_demo)
        self.listen = QPushButton(tr("Listen to my music"))
        self.listen.setProperty("role", "primary")
        self.listen.setDefault(True)
        self.listen.clicked.connect(self._listen)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(label(tr("Your music, listening"), "heading"))
        for words in (
            tr(
                "t2m hears each piece of your music once, on this computer, and nothing leaves it. "
                "From then on every paragraph that you write finds the seconds that feel like it."
            ),
            tr("Where is your music?"),
        ):
            line = label(words, "soft")
            line.setWordWrap(True)
            column.addWidget(line)
        column.addLayout(self._folders)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self.skip)
        foot.addStretch()
        foot.addWidget(self.demo)
        foot.addWidget(self.listen)
        column.addLayout(foot)
        for folder in music_folders():
            self._offer(folder, chosen=False)
        if not self.boxes:
            self.more.setText(tr("Choose a folder…"))
        self._count()
        return page

    def _build_watching(self) -> QWidget:
        page = QWidget()
        self.heading = label(tr("Listening…"), "heading")
        self.counts = label("", "soft")
        self.counts.setWordWrap(True)
        self.line = QLineEdit(tr("The door stood open, and no one was there."))
        self.line.setAccessibleName(tr("A line of a story"))
        self.line.textEdited.connect(lambda _: self._ask())
        self.results = QVBoxLayout()
        self.results.setSpacing(6)
        self.rows = [_Found(self._themes) for _ in range(_SHOWN)]
        for row in self.rows:
            self.results.addWidget(row)
        self.write = QPushButton(tr("Begin to write"))
        self.write.setProperty("role", "primary")
        self.write.clicked.connect(self.accept)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.heading)
        column.addWidget(self.counts)
        column.addWidget(label(tr("Meanwhile, try a line of yours:"), "soft"))
        column.addWidget(self.line)
        column.addLayout(self.results)
        column.addStretch()
        words = label(
            tr("The scan goes on while you write. “Help > First steps” brings this page back."),
            "small",
        )
        words.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(words, 1)
        foot.addWidget(self.write)
        column.addLayout(foot)
        return page

    def _offer(self, folder: Path, *, chosen: bool) -> None:
        box = QCheckBox(str(folder))
        box.setChecked(chosen)
        box.toggled.connect(self._count)
        self.boxes.append((box, folder))
        self._folders.addWidget(box)

    def _choose(self) -> None:
        chosen = dialogs.folder(self, tr("Add a folder of music"), str(Path.home()))
        if chosen is not None and chosen not in [folder for _, folder in self.boxes]:
            self._offer(chosen, chosen=True)
        self._count()

    def _count(self) -> None:
        self.listen.setEnabled(any(box.isChecked() for box, _ in self.boxes))

    def _listen(self) -> None:
        self.folders_chosen.emit([folder for box, folder in self.boxes if box.isChecked()])
        self._watch()

    def _try_demo(self) -> None:
        self.demo_wanted.emit()
        self._watch()

    def _watch(self) -> None:
        self.steps.setCurrentIndex(1)
        self.line.setFocus()
        self.line.selectAll()
        self.write.setDefault(True)
        self._clock.start()
        self._look()

    def _look(self) -> None:
        self._bridge.request("library.status", {}, self._counted)

    def _counted(self, status: dict[str, Any]) -> None:
        if self._left or status == self._status:
            return
        self._status = status
        tracks = int(status["tracks"])
        if tracks:
            words = tr_n(
                "%n piece has been heard so far.", "%n pieces have been heard so far.", tracks
            )
            if errors := int(status.get("errors") or 0):
                words += " " + tr_n(
                    "%n file could not be read; the library says why.",
                    "%n files could not be read; the library says why.",
                    errors,
                )
            self.counts.setText(words)
            self._ask()
        else:
            self.counts.setText(tr("The first pieces come in a moment."))

    def _ask(self) -> None:
        words = self.line.text().strip()
        if words and self._status.get("tracks"):
            params = {"text": words, "k": _SHOWN, "channel": "first run"}
            self._bridge.request("suggest", params, self._found)

    def _found(self, result: dict[str, Any]) -> None:
        if self._left:  # and perhaps deleted: an answer that nobody waits for
            return
        found = result["passages"][0]["suggestions"]
        for number, row in enumerate(self.rows):
            row.show_one(found[number] if number < len(found) else None)

    def done(self, result: int) -> None:
        """However it is left, nothing goes on asking."""
        self._left = True
        self._clock.stop()
        super().done(result)


class _Found(QWidget):
    """A suggestion in one line: its title and maker, and its moods."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.title = ElidedLabel("", "strong")
        self.moods = MoodWords(themes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title, 1)
        row.addWidget(self.moods)

    def show_one(self, suggestion: dict[str, Any] | None) -> None:
        """Show it, or nothing."""
        if suggestion is None:
            self.title.set_whole("")
            self.moods.set_moods(())
            return
        artist = suggestion.get("artist") or ""
        title = suggestion["title"]
        self.title.set_whole(f"{title} · {artist}" if artist else title)
        self.moods.set_moods(Emotion.from_json(suggestion).leading())
