"""The folders of the library, and the files that could not be read: two tables with what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting, dialogs
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import reason_said
from t2m_desktop.labels import label
from t2m_desktop.theme import scaled
from t2m_desktop.translation import tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
Row = dict[str, Any]
Columns = Sequence[tuple[str, Callable[[Row], str]]]


class Rows(QAbstractTableModel):
    """Dictionaries as rows; `columns` are (heading, what to show of a row). `checked` names the
    truth that the first column shows as a tick, and `ticked` asks for another."""

    ticked = Signal(object, bool)  # a row

    def __init__(self, columns: Columns, checked: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._checked = columns, checked
        self._rows: list[Row] = []

    def set_rows(self, rows: list[Row]) -> None:
        """Show other rows; the same ones stay as they are."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row(self, number: int) -> Row:
        """One row."""
        return self._rows[number]

    def rows(self) -> list[Row]:
        """All rows."""
        return list(self._rows)

    # Qt's hooks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's heading."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section][0]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column may be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._checked and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text; in full in its tooltip."""
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._columns[index.column()][1](row)
        if role == Qt.ItemDataRole.CheckStateRole and self._checked and index.column() == 0:
            return Qt.CheckState.Checked if row[self._checked] else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another tick: the row changes when it is so."""
        if role == Qt.ItemDataRole.CheckStateRole and self._checked:
            wanted = Qt.CheckState(value) is Qt.CheckState.Checked
            self.ticked.emit(self._rows[index.row()], wanted)
            return True
        return False


class _Page(QWidget):
    """A table, and a row of buttons for what is selected in it."""

    def __init__(self, name: str, about: str, model: Rows, stretch: tuple[int, ...]) -> None:
        super().__init__()
        self.model = model
        self.table = quiet_table(model, name, stretch)
        self.about = label(about, "soft")
        self.about.setWordWrap(True)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addLayout(self.buttons)

    def button(self, words: str, do: Callable[[], object]) -> QPushButton:
        """Add a button."""
        button = QPushButton(words)
        button.clicked.connect(lambda _=False: do())
        self.buttons.addWidget(button)
        return button

    def selected(self) -> list[Row]:
        """The selected rows; the only one there is counts as selected."""
        numbers = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = [self.model.row(number) for number in numbers]
        return rows or (self.model.rows() if self.model.rowCount() == 1 else [])


class Errors(_Page):
    """Files that could not be read, why, and trying them once more."""

    retry_wanted = Signal(object)  # paths

    def __init__(self, parent: QObject) -> None:
        model = Rows(
            (
                (tr("File"), lambda row: Path(row["path"]).name),
                (tr("Reason"), lambda row: reason_said(row["reason"])),
                (tr("Folder"), lambda row: str(Path(row["path"]).parent)),
            ),
            parent=parent,
        )
        super().__init__(
            tr("Files that could not be read"),
            tr(
                "These files could not be read; everything else went on. What was mended, or was "
                "on its way, can be tried again."
            ),
            model,
            (2, 3, 3),
        )
        self.some = self.button(tr("Try the selected again"), lambda: self._retry(self.selected()))
        self.all = self.button(tr("Try all again"), lambda: self._retry(model.rows()))
        self.buttons.addStretch()
        self.table.selectionModel().selectionChanged.connect(self._look)
        model.modelReset.connect(self._look)
        self._look()

    def _look(self) -> None:
        self.some.setEnabled(bool(self.selected()))
        self.all.setEnabled(self.model.rowCount() > 0)

    def _retry(self, rows: list[Row]) -> None:
        if rows:
            self.retry_wanted.emit([Path(row["path"]) for row in rows])


class Folders(_Page):
    """The folders that were added: whether they are there, and followed."""

    scan_wanted = Signal(object)  # paths
    changed = Signal()
    removed = Signal()
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QObject) -> None:
        self._bridge = bridge
        model = Rows(
            (
                (tr("Followed"), lambda row: tr("yes") if row["watched"] else tr("no")),
                (tr("Folder"), lambda row: row["folder"]),
                (tr("State"), _state),
                (tr("Tracks"), lambda row: counting.number(row["tracks"])),
                (tr("Hours"), lambda row: f"{row['hours']:.1f}"),
            ),
            checked="watched",
            parent=parent,
        )
        super().__init__(
            tr("Folders of the library"),
            tr(
                "What comes, moves or goes in a folder that is followed is noticed by itself. A "
                "folder whose drive is away keeps its tracks: they come back with it."
            ),
            model,
            (0, 4, 2, 0, 0),
        )
        model.ticked.connect(self._follow)
        self.scan = self.button(tr("Scan again"), self._scan)
        self.follow = self.button(tr("Follow, or not"), self._toggle)
        self.remove = self.button(tr("Remove from the library…"), self._remove)
        self.buttons.addStretch()
        self.table.selectionModel().selectionChanged.connect(self._look)
        model.modelReset.connect(self._look)
        self._look()

    def refresh(self) -> None:
        """Ask the engine for them."""
        self._bridge.request("library.folders", {}, self._came)

    def _came(self, answer: dict[str, Any]) -> None:
        self.model.set_rows(answer["folders"])
        self.changed.emit()

    def _look(self) -> None:
        for button in (self.scan, self.follow, self.remove):
            button.setEnabled(bool(self.selected()))

    def _scan(self) -> None:
        there = [Path(row["folder"]) for row in self.selected() if row["there"]]
        if there:
            self.scan_wanted.emit(there)
        else:
            self.said.emit(tr("The folder is not there: connect its drive first."))

    def _toggle(self) -> None:
        for row in self.selected():
            self._follow(row, not row["watched"])

    def _follow(self, row: Row, wanted: bool) -> None:
        params = {"on": wanted, "folder": row["folder"]}
        self._bridge.request(
            "library.watch", params, lambda _: self.refresh(), lambda e: self.said.emit(str(e))
        )

    def _remove(self) -> None:
        rows = self.selected()
        tracks = sum(row["tracks"] for row in rows)
        answer = dialogs.ask(
            self,
            tr("Remove %1 from the library?").replace(
                "%1", rows[0]["folder"] if len(rows) == 1 else counting.folders(len(rows))
            ),
            tr(
                "%1 would be forgotten. No file is touched, and your ratings, tags and notes are "
                "kept: they are back when the folder is added again, which means hearing it anew."
            ).replace("%1", counting.tracks(tracks)),
            [("remove", tr("Remove")), ("keep", tr("Keep"))],
        )
        if answer == "remove":
            for row in rows:
                self._bridge.request(
                    "library.remove",
                    {"folder": row["folder"]},
                    self._removed,
                    lambda error: self.said.emit(str(error)),
                )

    def _removed(self, result: dict[str, Any]) -> None:
        forgotten = counting.tracks(result["tracks"])
        self.said.emit(tr("Removed: %1 forgotten.").replace("%1", forgotten))
        self.refresh()
        self.removed.emit()


def _state(row: Row) -> str:
    parts = [tr("there") if row["there"] else tr("drive is away")]
    if row["missing"]:
        parts.append(tr("%1 gone").replace("%1", counting.files(row["missing"])))
    if row["errors"]:
        parts.append(counting.errors(row["errors"]))
    return " · ".join(parts)


def quiet_table(model: Rows, name: str, stretch: tuple[int, ...]) -> QTableView:
    """A quiet table; columns with a stretch of 0 take what their text needs."""
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setShowGrid(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(scaled(36))
    table.verticalHeader().setAccessibleName(tr("%1: rows").replace("%1", name))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setAccessibleName(tr("%1: columns").replace("%1", name))
    for column, weight in enumerate(stretch):
        header.setSectionResizeMode(
            column, QHeaderView.ResizeMode.Stretch if weight else QHeaderView.ResizeMode.Fixed
        )
        if not weight:
            table.setColumnWidth(column, scaled(100))
    return table
