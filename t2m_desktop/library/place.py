"""The Library place of the window: the table and the inspector, folders, errors, the scan."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting, dialogs
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.clips import file_mime
from t2m_desktop.flow_layout import FlowLayout
from t2m_desktop.labels import ElidedLabel, label
from t2m_desktop.library.care import Care
from t2m_desktop.library.columns import Row
from t2m_desktop.library.inspector import Inspector
from t2m_desktop.library.marks import Marking
from t2m_desktop.library.places import Errors, Folders
from t2m_desktop.library.scan import Scan
from t2m_desktop.library.search import LibrarySearch
from t2m_desktop.library.table import TrackTable
from t2m_desktop.library.tracks import Tracks, Wish
from t2m_desktop.suggestions import Waveforms
from t2m_desktop.theme import Themes
from t2m_desktop.translation import tr
from t2m_engine.service.supervisor import State

TRACKS, FOLDERS, ERRORS = range(3)
_VIEWS = ("folded", "missing", "offline", "copies")


class LibraryPlace(QWidget):
    """The Library place of the window."""

    add_wanted = Signal()
    demo_wanted = Signal()
    play_wanted = Signal(object)  # a row of library.browse: play it, or stop if it plays
    seek_wanted = Signal(object, float)  # a row, seconds
    similar_wanted = Signal(object)  # a row
    changed = Signal(object)  # library.status, whenever it was asked
    scanned = Signal()
    wanted = Signal()  # to be on the screen
    said = Signal(str)

    def __init__(
        self,
        bridge: EngineBridge,
        themes: Themes,
        waveforms: Waveforms,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._status: dict[str, Any] = {}
        self.tracks = Tracks(bridge, self)
        self.table = TrackTable(themes, waveforms, self.tracks)
        self.inspector = Inspector(bridge, themes)
        self.search = LibrarySearch()
        self.scan = Scan(bridge)
        self.folders = Folders(bridge, self)
        self.errors = Errors(self)
        self.marking = Marking(bridge, self)
        self.care = Care(bridge, self)
        self._build()
        self._connect()
        bridge.state_changed.connect(self._engine_changed)

    @property
    def scanning(self) -> bool:
        """Whether a scan runs, or waits for the engine."""
        return self.scan.running

    def add(self, folders: list[Path]) -> None:
        """Scan folders; while a scan runs, after it."""
        self.scan.add(folders)

    def scan_again(self) -> None:
        """Look through all folders that were added."""
        self.scan.update_all()

    def refresh(self) -> None:
        """Ask the engine how the library is."""
        self._bridge.request("library.status", {}, self._status_came)
        self._bridge.request("library.errors", {}, self._errors_came)
        self.folders.refresh()
        self.tracks.refresh()

    def undo(self) -> None:
        """Take the last change of marks back."""
        self.marking.undo()

    def redo(self) -> None:
        """Change the marks again."""
        self.marking.redo()

    def take_keys(self) -> None:
        """Let the keys go to what is shown."""
        if self.pages.currentIndex() == TRACKS:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.go_to(0)
        else:
            self.pages.currentWidget().setFocus()

    def show_region(self, which: str, outline: list[tuple[float, float]] | None) -> None:
        """Show only tracks with a clip in a part of a map; None: all."""
        region = None if outline is None else (which, tuple(outline))
        self.region_chip.setVisible(region is not None)
        self._show(TRACKS)
        self.tracks.show(replace(self.tracks.wish, region=region))

    def kept_looks(self) -> tuple[str, str]:
        """What the panes and the columns are like, for `restore_looks`."""
        panes = base64.b64encode(self.panes.saveState().data()).decode("ascii")
        return panes, self.table.kept_columns()

    def restore_looks(self, panes: str, columns: str) -> None:
        """Make panes and columns what they were; "" leaves them."""
        if panes:
            self.panes.restoreState(QByteArray(base64.b64decode(panes)))
        if columns:
            self.table.restore_columns(columns)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the library's commands do."""
        return {
            "library.search": lambda: self._come(self._go_to_search),
            "library.update": lambda: self._come(self.scan_again),
            "library.folders": lambda: self._come(lambda: self._show(FOLDERS)),
            "library.errors": lambda: self._come(lambda: self._show(ERRORS)),
            "library.columns": lambda: self._come(self._choose_columns),
            "library.copies": self.care.copies,
            "library.check": self.care.check,
            "library.backup": self.care.backup,
            "library.restore": self.care.restore,
        }

    # Building

    def _build(self) -> None:
        self.title = label(tr("Library"), "heading")
        self.counts = ElidedLabel("", "soft")
        self.add_button = QPushButton(tr("Add a folder of music…"))
        self.add_button.setProperty("role", "primary")
        self.demo_button = QPushButton(tr("Try the demo"))
        self.again_button = QPushButton(tr("Scan again"))
        self.again_button.setToolTip(tr("Find what is new or changed in the library's folders"))
        heading = QVBoxLayout()
        heading.setSpacing(4)
        heading.addWidget(self.title)
        heading.addWidget(self.counts)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(heading, 1)
        for button in (self.again_button, self.demo_button, self.add_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.folders)
        self.pages.addWidget(self.errors)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(28, 24, 20, 12)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.scan)
        column.addWidget(self.search)
        column.addWidget(self._chips())
        column.addWidget(self.pages, 1)
        self.panes = QSplitter()
        self.panes.setHandleWidth(1)
        self.panes.addWidget(main)
        self.side = side = QWidget()
        side.setObjectName("Side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(1, 0, 0, 0)
        inner.addWidget(self.inspector)
        self.panes.addWidget(side)
        self.panes.setStretchFactor(0, 1)
        self.panes.setStretchFactor(1, 0)
        self.panes.setCollapsible(0, False)
        self.panes.setSizes([1060, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)

    def _chips(self) -> QWidget:
        words = (tr("Tracks"), tr("Gone"), tr("Away"), tr("Copies"), tr("Folders"), tr("Errors"))
        self._words = words
        self._chip_group = QButtonGroup(self)
        holder = QWidget()
        row = FlowLayout(holder)
        self.chips: list[QPushButton] = []
        for place, word in enumerate(words):
            chip = QPushButton(word)
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, p=place: self._chosen(p))
            self._chip_group.addButton(chip, place)
            self.chips.append(chip)
            row.addWidget(chip)
        self.chips[0].setChecked(True)
        self.track_chip, self.error_chip = self.chips[0], self.chips[5]
        self.region_chip = QPushButton(tr("From the map  ×"))
        self.region_chip.setProperty("role", "chip")
        self.region_chip.setAccessibleName(tr("Only what was circled on the map: show all again"))
        self.region_chip.clicked.connect(lambda: self.show_region("plane", None))
        self.region_chip.hide()
        row.addWidget(self.region_chip)
        self.busy = QPushButton("")
        self.busy.setProperty("role", "chip")
        self.busy.setAccessibleName(tr("Stop what is done"))
        self.busy.setToolTip(tr("Click to stop"))
        self.busy.clicked.connect(self.care.stop)
        self.busy.hide()
        row.addWidget(self.busy)
        return holder

    def _connect(self) -> None:
        table, inspector = self.table, self.inspector
        self.add_button.clicked.connect(self.add_wanted)
        self.demo_button.clicked.connect(self.demo_wanted)
        self.again_button.clicked.connect(self.scan_again)
        self.search.asked.connect(self._searched)
        self.search.left.connect(self.take_keys)
        self.tracks.counted.connect(self._counted)
        self.tracks.refused.connect(self.search.tell)
        table.play_wanted.connect(self.play_wanted)
        table.similar_wanted.connect(self.similar_wanted)
        table.current_changed.connect(inspector.show_row)
        table.marked.connect(self.marking.mark)
        table.copy_wanted.connect(self._copy)
        table.left.connect(self.search.take_keys)
        inspector.play_wanted.connect(self.play_wanted)
        inspector.seek_wanted.connect(self.seek_wanted)
        inspector.similar_wanted.connect(self.similar_wanted)
        inspector.marked.connect(self._mark_here)
        inspector.relink_wanted.connect(self._relink)
        inspector.copies_wanted.connect(lambda _: self._chosen(3))
        self.marking.changed.connect(self._marked)
        self.errors.retry_wanted.connect(lambda paths: self.scan.add(paths, retry=True))
        self.folders.scan_wanted.connect(self.scan.add)
        self.folders.changed.connect(self._counts)
        self.scan.grown.connect(self.refresh)
        self.scan.ended.connect(self._scan_ended)
        self.care.changed.connect(self._scan_ended)
        self.folders.removed.connect(self._scan_ended)
        self.care.busy.connect(self._caring)
        self.pages.currentChanged.connect(lambda page: self.side.setVisible(page == TRACKS))
        for part in (table, inspector, self.marking, self.care, self.scan, self.folders):
            part.said.connect(self.said)

    # What is shown

    def _chosen(self, chip: int) -> None:
        self.chips[chip].setChecked(True)
        if chip < len(_VIEWS):
            self.pages.setCurrentIndex(TRACKS)
            if _VIEWS[chip] != self.tracks.wish.shown:
                self.tracks.show(replace(self.tracks.wish, shown=_VIEWS[chip]))
        else:
            self.pages.setCurrentIndex(FOLDERS if chip == len(_VIEWS) else ERRORS)

    def _show(self, page: int) -> None:
        chip = _VIEWS.index(self.tracks.wish.shown) if page == TRACKS else page + 3
        self._chosen(chip)
        self.pages.currentWidget().setFocus()

    def _searched(self, line: str) -> None:
        if line != self.tracks.wish.query:
            header = self.table.horizontalHeader()
            header.blockSignals(True)  # words have an order of their own
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.blockSignals(False)
            self._chosen(_VIEWS.index(self.tracks.wish.shown))
            self.tracks.show(replace(self.tracks.wish, query=line, sort="", descending=False))
        else:
            self.tracks.refresh()

    def _counted(self, answer: dict[str, Any]) -> None:
        self.search.tell(_summary(answer, self.tracks.wish))

    def _go_to_search(self) -> None:
        self._show(TRACKS)
        self.search.take_keys()

    def _come(self, do: Callable[[], object]) -> None:
        self.wanted.emit()
        do()

    def _choose_columns(self) -> None:
        header = self.table.horizontalHeader()
        self.table.columns_menu().popup(header.mapToGlobal(header.rect().bottomLeft()))

    # The library

    def _status_came(self, status: dict[str, Any]) -> None:
        self._status = status
        self._counts()
        self.changed.emit(status)

    def _errors_came(self, result: dict[str, Any]) -> None:
        self.errors.model.set_rows(result["errors"])
        self._counts()

    def _counts(self) -> None:
        status = self._status
        tracks = int(status.get("tracks", 0))
        told = f"{counting.tracks(tracks)} · {counting.clips(int(status.get('clips', 0)))}"
        told += " · " + tr("%1 hours").replace(
            "%1", QLocale().toString(float(status.get("hours") or 0.0), "f", 1)
        )
        if status.get("stale"):
            told += " · " + tr("%1 to be heard again: scan again").replace(
                "%1", counting.tracks(int(status["stale"]))
            )
        errors = self.errors.model.rowCount()
        folders = self.folders.model.rowCount()
        some = bool(tracks or errors or folders)
        self.counts.set_whole(told if some else tr("No music yet. Add a folder, or try the demo."))
        self.again_button.setVisible(some)
        self.demo_button.setVisible(not some)
        numbers = (
            tracks + status.get("missing", 0) + status.get("offline", 0),  # they stand there too
            status.get("missing", 0),
            status.get("offline", 0),
            status.get("copies", 0),
            folders,
            errors,
        )
        for place, (chip, word, number) in enumerate(
            zip(self.chips, self._words, numbers, strict=True)
        ):
            chip.setText(f"{word}  {counting.number(int(number))}")
            chip.setVisible(place in {0, 4} or number > 0 or chip.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        """Folders that are followed change while one looks elsewhere."""
        super().showEvent(event)
        if self._bridge.is_ready:
            self.refresh()

    def _scan_ended(self) -> None:
        self.refresh()
        self.scanned.emit()

    def _caring(self, words: str) -> None:
        self.busy.setText(f"{words}  ×")
        self.busy.setAccessibleName(f"{words} {tr('Click to stop')}")
        self.busy.setVisible(bool(words))

    def _relink(self, row: Row) -> None:
        chosen = dialogs.folder(
            self, tr("Where is the music now?"), str(Path(row["track"]).parent.parent)
        )
        if chosen is not None:
            self.scan.add([chosen])  # what has moved is known by its content

    # Tracks

    def _mark_here(self, row: Row, change: dict[str, Any]) -> None:
        rows = [row]
        if not {"notes", "licence"} & change.keys():  # these belong to one track
            selected = self.table.selected_rows()
            if any(one["track"] == row["track"] for one in selected):
                rows = selected
        self.marking.mark(rows, change)

    def _marked(self, marks: dict[str, dict[str, Any]]) -> None:
        self.tracks.change(marks)
        row = self.inspector.row
        if row is not None and row["track"] in marks:
            row["marks"] = marks[row["track"]]
            self.inspector.show_row(row)

    def _copy(self, rows: list[Row]) -> None:
        paths = [path for row in rows if (path := Path(row["track"])).exists()]
        if not paths:
            self.said.emit(tr("Choose a track that is there first: then it can be copied."))
            return
        QGuiApplication.clipboard().setMimeData(file_mime(*paths))
        self.said.emit(
            tr("Copied as a file: %1").replace("%1", paths[0].name)
            if len(paths) == 1
            else tr("Copied: %1").replace("%1", counting.files(len(paths)))
        )

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY:
            self.refresh()
            self.scan.go_on()


def _summary(answer: dict[str, Any], wish: Wish) -> str:
    """How much was found, and how."""
    if not wish.query and wish.region is None:
        return ""
    total = answer["total"]
    if not total:
        return tr("Nothing in the library fits.")
    told = counting.tracks(total)
    named, meant = answer["by_words"], answer["by_meaning"]
    if named and meant:
        told += ": " + tr("%1 by their words, then by what the words mean").replace(
            "%1", counting.number(named)
        )
    elif meant:
        told += f", {tr('by what the words mean')}"
    return told
