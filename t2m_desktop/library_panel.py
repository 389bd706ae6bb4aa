"""The library: add a folder, watch the scan, see the tracks, and the files that failed and why."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.feeling import clock, counted
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.library_models import Rows, errors_model, tracks_model
from t2m_desktop.library_search import LibrarySearch
from t2m_engine.service.client import Cancelled, EngineError, EngineGone
from t2m_engine.service.supervisor import State

_FALLS = 3  # of the engine in one scan, after which it is left to the user
_PAGE = 10_000  # tracks asked for at once: the most that the engine gives


class LibraryPanel(QWidget):
    """The Library place of the window."""

    add_wanted = Signal()
    demo_wanted = Signal()
    play_wanted = Signal(object)  # a row of library.tracks
    changed = Signal(object)  # library.status, whenever it was asked
    scanned = Signal()
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._scan: int | None = None
        self._folders: list[str] = []
        self._falls = 0
        self._queue: list[str] = []
        self._pages: list[dict[str, Any]] = []
        self._refreshed = 0.0
        self._build()
        bridge.state_changed.connect(self._engine_changed)

    @property
    def scanning(self) -> bool:
        """Whether a scan runs, or waits for the engine."""
        return self._scan is not None or bool(self._queue)

    def add(self, folders: list[Path]) -> None:
        """Scan folders; while a scan runs, after it."""
        self._queue += [str(folder) for folder in folders]
        self._falls = 0
        self._next()

    def scan_again(self) -> None:
        """Scan every folder that the library's tracks and errors lie in."""
        files = [row["track"] for row in self._pages]
        files += [row["path"] for row in self.errors.rows()]
        self.add(outermost({Path(file).parent for file in files}))

    def cancel(self) -> None:
        """Stop the scan; what it has found stays."""
        self._queue.clear()
        if self._scan is not None:
            self._bridge.cancel(self._scan)
            self.file.set_whole("Stopping…")
            self.cancel_button.setEnabled(False)

    def pause(self, wanted: bool) -> None:
        """Let the scan rest between two files, or go on."""
        self.pause_button.setText("Go on" if wanted else "Pause")
        self._bridge.request("library.pause", {"paused": wanted})

    def refresh(self) -> None:
        """Ask the engine how the library is."""
        self._bridge.request("library.status", {}, self._status_came)
        self._bridge.request("library.errors", {}, self._errors_came)
        self._ask_tracks(0)

    def _build(self) -> None:  # noqa: PLR0915 - a list of parts, in the order of the screen
        self.title = label("Library", "heading")
        self.counts = label("", "soft")
        self.add_button = QPushButton("Add a folder of music…")
        self.add_button.setProperty("role", "primary")
        self.add_button.clicked.connect(self.add_wanted)
        self.demo_button = QPushButton("Try the demo")
        self.demo_button.clicked.connect(self.demo_wanted)
        self.again_button = QPushButton("Scan again")
        self.again_button.setToolTip("Find what is new or changed in the folders of the library")
        self.again_button.clicked.connect(self.scan_again)
        self.again_button.hide()
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self.title)
        heading.addWidget(self.counts)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(heading, 1)
        top.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)

        self.progress = QFrame()
        self.progress.setObjectName("Notice")
        self.file = ElidedLabel("", "strong")
        self.rate = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the scan")
        self.pause_button = QPushButton("Pause")
        self.pause_button.setCheckable(True)
        self.pause_button.setAccessibleName("Pause the scan")
        self.pause_button.toggled.connect(self.pause)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setAccessibleName("Cancel the scan")
        self.cancel_button.clicked.connect(self.cancel)
        words = QHBoxLayout()
        words.addWidget(self.file, 1)
        words.addWidget(self.rate)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(words)
        column.addWidget(self.bar)
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_button)
        self.progress.hide()

        self.tracks = tracks_model(self)
        self.errors = errors_model(self)
        self.track_table = _table(self.tracks, "Tracks", stretch=(3, 2, 0, 0, 3))
        self.track_table.doubleClicked.connect(self._play)
        self.track_table.activated.connect(self._play)
        self.error_table = _table(self.errors, "Files that could not be read", stretch=(2, 3, 3))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.track_table)
        self.pages.addWidget(self.error_table)
        self.track_chip, self.error_chip = QPushButton("Tracks"), QPushButton("Errors")
        chips = QButtonGroup(self)
        chip_row = QHBoxLayout()
        chip_row.setSpacing(8)
        for page, chip in enumerate((self.track_chip, self.error_chip)):
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, page=page: self.pages.setCurrentIndex(page))
            chips.addButton(chip)
            chip_row.addWidget(chip)
        self.track_chip.setChecked(True)
        chip_row.addSpacing(12)
        self.search = LibrarySearch(self._bridge)
        self.search.found.connect(self._found)
        self.search.left.connect(self.track_table.setFocus)
        chip_row.addWidget(self.search, 1)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 32, 40, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addLayout(chip_row)
        layout.addWidget(self.pages, 1)

    def _next(self) -> None:
        if self._scan is not None or not self._queue or not self._bridge.is_ready:
            return  # at READY it is tried again
        folders, self._queue = self._queue, []
        self._folders = folders
        self.progress.show()
        self.bar.setRange(0, 0)
        self.file.set_whole("Looking for music…")
        self.rate.setText("")
        self.cancel_button.setEnabled(True)
        self._scan = self._bridge.request(
            "library.add", {"folders": folders}, self._added, self._refused, self._progressed
        )

    def _progressed(self, progress: dict[str, Any]) -> None:
        done, total = int(progress["done"]), int(progress["total"])
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.cancel_button.isEnabled():
            doing = {"looking": "Looking for music…", "indexing": "Sorting…"}
            name = Path(progress["text"]).name
            self.file.set_whole(doing.get(progress["stage"]) or name or "Listening…")
        parts = [f"{done:,} of {counted(total, 'file')}"] if total else []
        if progress["rate"]:
            parts.append(f"{progress['rate']:.0f} × real time")
        if progress["time_left"] is not None:
            parts.append(f"{clock(progress['time_left'])} left")
        if progress.get("paused"):
            parts = ["paused", *parts]
        self.rate.setText(" · ".join(parts))
        now = time.monotonic()
        if now - self._refreshed > 2:  # the list grows while one watches
            self._refreshed = now
            self.refresh()

    def _added(self, result: dict[str, Any]) -> None:
        parts = [f"{counted(result['tracks'], 'track')} added"]
        if result["skipped"]:
            parts.append(f"{result['skipped']:,} known already")
        if result["errors"]:
            parts.append(f"{counted(result['errors'], 'file')} could not be read")
        if result["tracks"]:
            parts.append(f"{result['rate']:.0f} × real time")
        parts += result["problems"]
        self._ended(" · ".join(parts))
        self.scanned.emit()

    def _refused(self, error: EngineError) -> None:
        if isinstance(error, EngineGone) and self._falls < _FALLS:
            # The engine fell over. What it had heard is kept; the new one goes on from there.
            self._falls += 1
            self._queue = [*self._folders, *self._queue]
            self._ended("The engine stopped; the scan goes on when it is back.")
            return
        if isinstance(error, Cancelled):
            self._ended("The scan was stopped. What it found stays; add the folder to go on.")
        else:
            self._ended(str(error))
        self.scanned.emit()

    def _ended(self, words: str) -> None:
        self._scan = None
        self.pause_button.setChecked(False)
        self.progress.hide()
        self.said.emit(words)
        self.refresh()
        self._next()

    def _status_came(self, status: dict[str, Any]) -> None:
        tracks = int(status["tracks"])
        words = f"{counted(tracks, 'track')} · {counted(int(status['clips']), 'clip')}"
        words += f" · {status['hours']:.1f} hours"
        if status.get("missing"):
            words += f" · {counted(int(status['missing']), 'file')} gone"
        if status.get("stale"):
            words += f" · {counted(int(status['stale']), 'track')} to be heard again: scan again"
        self.again_button.setVisible(bool(tracks or status.get("errors")))
        self.counts.setText(words if tracks else "No music yet. Add a folder, or try the demo.")
        self.track_chip.setText(f"Tracks  {tracks:,}")
        self.changed.emit(status)

    def _errors_came(self, result: dict[str, Any]) -> None:
        self.errors.set_rows(result["errors"])
        count = len(result["errors"])
        self.error_chip.setText(f"Errors  {count:,}")
        self.error_chip.setEnabled(count > 0)
        if not count:
            self.track_chip.setChecked(True)
            self.pages.setCurrentIndex(0)

    def _ask_tracks(self, offset: int) -> None:
        def came(result: dict[str, Any]) -> None:
            self._pages = (self._pages if offset else []) + result["tracks"]
            if result["tracks"] and len(self._pages) < result["total"]:
                self._ask_tracks(len(self._pages))
            elif self.search.line:
                self.search.again()
            else:
                self.tracks.set_rows(self._pages)

        self._bridge.request("library.tracks", {"offset": offset, "limit": _PAGE}, came)

    def _found(self, rows: list[dict[str, Any]] | None) -> None:
        """Show what was searched for; None: all tracks."""
        self.tracks.set_rows(self._pages if rows is None else rows)
        self.track_table.scrollToTop()
        self.track_chip.setChecked(True)
        self.pages.setCurrentIndex(0)

    def _play(self, index: QModelIndex) -> None:
        self.play_wanted.emit(self.tracks.row(index.row()))

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY:
            self.refresh()
            self._next()


def outermost(folders: set[Path]) -> list[Path]:
    """The folders that lie in no other one of them, sorted; those that are gone left out."""
    return sorted(f for f in folders if f.is_dir() and not folders & set(f.parents))


def _table(model: Rows, name: str, stretch: tuple[int, ...]) -> QTableView:
    """A quiet table; columns with a stretch of 0 take what their text needs."""
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setShowGrid(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(36)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setAccessibleName(f"{name}: columns")
    table.verticalHeader().setAccessibleName(f"{name}: rows")
    for column, weight in enumerate(stretch):
        header.setSectionResizeMode(
            column, QHeaderView.ResizeMode.Stretch if weight else QHeaderView.ResizeMode.Fixed
        )
        if not weight:
            table.setColumnWidth(column, 110)
    return table
