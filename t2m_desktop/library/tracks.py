"""The library's tracks as rows that come from the engine by the page, as they are looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.library.columns import COLUMNS, Row, heading, state_of
from t2m_engine.service.client import EngineError, EngineGone, Replaced

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PAGE = 100
KEPT = 60
"""Pages that are kept: those that were looked at last."""
_AT_ONCE = 2
"""Pages asked for at a time: while the user scrolls, what is passed by is not asked for."""


@dataclass(frozen=True)
class Wish:
    """What the table shows, and how: see the engine's `library.browse`."""

    query: str = ""
    shown: str = "folded"
    sort: str = ""
    descending: bool = False
    region: tuple[str, tuple[tuple[float, float], ...]] | None = None

    def params(self) -> dict[str, Any]:
        """The parameters of the engine's method."""
        params: dict[str, Any] = {
            "query": self.query,
            "shown": self.shown,
            "sort": self.sort,
            "descending": self.descending,
        }
        if self.region is not None:
            which, outline = self.region
            params["region"] = {"map": which, "outline": [list(corner) for corner in outline]}
        return params


class Tracks(QAbstractTableModel):
    """Shows a wish. A cell whose page is not there yet is empty, and fills when it is.

    What is shown stays until another wish's first page is there; a wish that is wrong, such as
    one with a misspelt field, is told by `refused` and changes nothing.
    """

    counted = Signal(object)  # an answer of library.browse, when a wish's first page has come
    refused = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.wish = Wish()
        self.showing = Wish()  # what the rows belong to: the wish, once its first page is there
        self.again = False  # the last reset showed the same wish once more
        self.total = 0
        self._state = -1
        self._pages: OrderedDict[int, list[Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._number = 0  # of the wish
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask_wanted)

    def show(self, wish: Wish) -> None:
        """Show another wish, as soon as its first page is there."""
        self.wish = wish
        self._number += 1
        self._asked.clear()
        self._wanted.clear()
        self._begin(self._number)

    def refresh(self) -> None:
        """Look whether the library has changed."""
        self.show(self.wish)

    def row(self, number: int) -> Row | None:
        """A row; None where it has not come yet, and then it is asked for."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked:
                if page in self._wanted:
                    self._wanted.remove(page)
                self._wanted.append(page)
                if not self._soon.isActive():
                    self._soon.start()
            return None
        self._pages.move_to_end(page)
        at = number - page * PAGE
        return rows[at] if at < len(rows) else None

    def known(self) -> Iterable[tuple[int, Row]]:
        """The rows that are here, with their numbers."""
        for page, rows in self._pages.items():
            for at, row in enumerate(rows):
                yield page * PAGE + at, row

    def place_of(self, track: str) -> int | None:
        """The number of a track's row, if it is here."""
        return next((n for n, row in self.known() if row["track"] == track), None)

    def change(self, tracks: dict[str, dict[str, Any]]) -> None:
        """Show other marks of tracks, by their paths."""
        for number, row in self.known():
            if row["track"] in tracks:
                row["marks"] = tracks[row["track"]]
                last = self.index(number, len(COLUMNS) - 1)
                self.dataChanged.emit(self.index(number, 0), last)

    # Asking

    def _begin(self, number: int) -> None:
        def came(answer: dict[str, Any]) -> None:
            if number == self._number:
                self._take_first(answer)

        def refused(error: EngineError) -> None:
            if number == self._number and not isinstance(error, EngineGone | Replaced):
                self.refused.emit(str(error))

        params = {**self.wish.params(), "offset": 0, "limit": PAGE, "channel": "library-table"}
        self._bridge.request("library.browse", params, came, refused)

    def _take_first(self, answer: dict[str, Any]) -> None:
        self.again = self.showing == self.wish and self.total > 0
        self.beginResetModel()
        self._pages = OrderedDict({0: answer["rows"]})
        self._asked.clear()
        self.showing = self.wish
        self.total, self._state = answer["total"], answer["state"]
        self.endResetModel()
        self.counted.emit(answer)

    def _ask_wanted(self) -> None:
        # What was looked at last goes first; the rest was scrolled past.
        while self._wanted and len(self._asked) < _AT_ONCE:
            page = self._wanted.pop()
            self._asked.add(page)
            self._ask(page, self._number)
        del self._wanted[: -2 * _AT_ONCE]

    def _ask(self, page: int, number: int) -> None:
        def came(answer: dict[str, Any]) -> None:
            if number != self._number:
                return
            self._asked.discard(page)
            if answer["state"] != self._state and answer["total"] != self.total:
                self.refresh()  # the library has changed meanwhile
                return
            self._pages[page] = answer["rows"]
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            first = page * PAGE
            last = min(self.total, first + PAGE) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
            self._ask_wanted()

        def failed(_: EngineError) -> None:
            if number == self._number:
                self._asked.discard(page)

        params = {**self.wish.params(), "offset": page * PAGE, "limit": PAGE}
        self._bridge.request("library.browse", params, came, failed)

    # Qt's hooks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many tracks the wish has."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """A column's heading."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return heading(COLUMNS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGNED[COLUMNS[section].number]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, and what a screen reader says of it."""
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNED[column.number]
        maker = _TEXTS.get(role)
        if maker is None:
            return None
        row = self.row(index.row())
        return None if row is None else maker(column.text, row, index.column() == 0)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; −1: as it was found."""
        name = COLUMNS[column].name if column >= 0 and COLUMNS[column].sorts else ""
        descending = order is Qt.SortOrder.DescendingOrder and bool(name)
        if (name, descending) != (self.wish.sort, self.wish.descending):
            self.show(replace(self.wish, sort=name, descending=descending))


_ALIGNED = {
    False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


def _shown(text: Callable[[Row], str], row: Row, _first: bool) -> str:
    return text(row)


def _said(text: Callable[[Row], str], row: Row, first: bool) -> str:
    words = text(row)
    return ", ".join(filter(None, (words, state_of(row)))) if first else words


_TEXTS: dict[int, Callable[[Callable[[Row], str], Row, bool], str]] = {
    Qt.ItemDataRole.DisplayRole: _shown,
    Qt.ItemDataRole.ToolTipRole: _said,
    Qt.ItemDataRole.AccessibleTextRole: _said,
}
