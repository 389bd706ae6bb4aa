"""The library's tracks and its errors as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from t2m_desktop.feeling import clock

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Rows(QAbstractTableModel):
    """Dictionaries as rows; `columns` are (heading, what to show of a row)."""

    def __init__(
        self,
        columns: Sequence[tuple[str, Callable[[dict[str, Any]], str]]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: list[dict[str, Any]] = []

    def set_rows(self, rows: list[dict[str, Any]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> dict[str, Any]:
        """One row."""
        return self._rows[number]

    def rows(self) -> list[dict[str, Any]]:
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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text; in full in its tooltip."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._columns[index.column()][1](self._rows[index.row()])
        return None


def tracks_model(parent: QObject) -> Rows:
    """Rows of the engine's `library.tracks`."""
    return Rows(
        (
            ("Title", lambda row: row["title"] or Path(row["track"]).stem),
            ("Artist", lambda row: row["artist"] or "–"),
            ("Length", lambda row: clock(row["duration"])),
            ("Format", lambda row: "file is gone" if row.get("missing") else row["codec"]),
            ("Folder", lambda row: str(Path(row["track"]).parent)),
        ),
        parent,
    )


def errors_model(parent: QObject) -> Rows:
    """Rows of the engine's `library.errors`."""
    return Rows(
        (
            ("File", lambda row: Path(row["path"]).name),
            ("Reason", lambda row: row["reason"]),
            ("Folder", lambda row: str(Path(row["path"]).parent)),
        ),
        parent,
    )
