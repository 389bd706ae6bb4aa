"""The table of tracks: columns to choose, sort and move; keys that play and rate; dragging out."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from t2m_desktop import drag_out
from t2m_desktop.feeling import Emotion
from t2m_desktop.library.cells import Cells
from t2m_desktop.library.columns import COLUMNS, STARS, Row, heading, title_of
from t2m_desktop.library.tracks import Tracks
from t2m_desktop.suggestions import Suggestion, Waveforms
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr

_TITLE_LEAST = 150  # pixels, at letters of the usual size
_REST_MS = 120
"""The table is at rest so long after it was scrolled; then waveforms are asked for."""


class TrackTable(QTableView):
    """Up and down choose, space plays or stops, 0 to 5 rate, F is for favourite."""

    play_wanted = Signal(object)  # a row: play it, or stop if it is what plays
    similar_wanted = Signal(object)  # a row
    current_changed = Signal(object)  # a row, or None
    marked = Signal(object, object)  # rows, and what to change of their marks
    copy_wanted = Signal(object)  # rows
    said = Signal(str)
    left = Signal()  # Escape

    def __init__(
        self,
        themes: Themes,
        waveforms: Waveforms,
        tracks: Tracks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes, self._waveforms, self._tracks = themes, waveforms, tracks
        self._press: QPoint | None = None
        self._kept = ("", -1, 0)  # what was current, its row, and the scroll, before a reset
        self.cells = Cells(themes, waveforms, tracks, self)
        self.setModel(tracks)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(tr("Tracks"))
        self.setAccessibleDescription(
            tr("Space plays or stops, 0 to 5 rate, F marks a favourite, Ctrl+C copies as files")
        )
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setDragEnabled(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(scaled(36))
        self.verticalHeader().setAccessibleName(tr("Tracks: rows"))
        self._head()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._rested)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.doubleClicked.connect(self._play_at)
        self.selectionModel().currentRowChanged.connect(self._moved)
        tracks.modelAboutToBeReset.connect(self._remember)
        tracks.modelReset.connect(self._recall)
        tracks.dataChanged.connect(self._filled)
        waveforms.ready.connect(self._waveform_came)
        themes.changed.connect(self.viewport().update)

    # Columns

    def _head(self) -> None:
        header = self.horizontalHeader()
        header.setAccessibleName(tr("Tracks: columns"))
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSortIndicatorClearable(True)
        header.setMinimumSectionSize(scaled(40))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.columns_menu().popup(header.mapToGlobal(at))
        )
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, scaled(column.width))
            self.setColumnHidden(place, not column.shown)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sectionClicked.connect(self._clicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The titles take what is left; where that is little, there is a scroll bar instead."""
        header = self.horizontalHeader()
        rest = sum(header.sectionSize(place) for place in range(1, len(COLUMNS)))
        wide = self.viewport().width() - rest >= scaled(_TITLE_LEAST)
        modes = QHeaderView.ResizeMode
        header.setSectionResizeMode(0, modes.Stretch if wide else modes.Interactive)
        if not wide:
            header.resizeSection(0, scaled(_TITLE_LEAST))
        super().resizeEvent(event)

    def _clicked(self, place: int) -> None:
        if not COLUMNS[place].sorts:
            self.said.emit(tr("The table cannot be sorted by this column."))

    def columns_menu(self) -> QMenu:
        """A menu of all columns, those that are shown checked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(COLUMNS):
            action = menu.addAction(heading(column))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.setEnabled(place > 0)  # a row without its title is no row
            action.toggled.connect(lambda on, p=place: self.setColumnHidden(p, not on))
        return menu

    def kept_columns(self) -> str:
        """What the columns are like, for `restore_columns`."""
        state = self.horizontalHeader().saveState().data()
        return f"{len(COLUMNS)} {base64.b64encode(state).decode('ascii')}"

    def restore_columns(self, kept: str) -> None:
        """Make the columns what they were, unless there are other columns now."""
        count, _, state = kept.partition(" ")
        if count == str(len(COLUMNS)):
            header = self.horizontalHeader()
            header.restoreState(QByteArray(base64.b64decode(state)))
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            self.setColumnHidden(0, False)

    # Rows

    @property
    def current(self) -> Row | None:
        """The current row, if it is here."""
        index = self.currentIndex()
        return self._tracks.row(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[Row]:
        """The selected rows that are here, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for n in numbers if (row := self._tracks.row(n)) is not None]

    def set_playing(self, track: str | None) -> None:
        """Mark the track that is heard."""
        if track != self.cells.playing:
            self.cells.playing = track
            self.viewport().update()

    def go_to(self, number: int) -> None:
        """Make a row the current one, and show it."""
        if 0 <= number < self._tracks.total:
            index = self._tracks.index(number, 0)
            self.selectionModel().setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
            self.scrollTo(index)

    # Qt's hooks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table."""
        row = self.current
        key = event.key()
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit(self.selected_rows())
        elif plain and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row is not None:
                self.play_wanted.emit(row)
        elif plain and Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self._mark({"rating": int(key) - int(Qt.Key.Key_0)})
        elif plain and key == Qt.Key.Key_F and row is not None:
            self._mark({"favourite": not row["marks"]["favourite"]})
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+C is the table's own while it has the focus, before the menu's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the files of the selected tracks away: copies, the files stay."""
        rows = [row for row in self.selected_rows() if not row["missing"]]
        paths = [Path(row["track"]) for row in rows]
        there = [(row, path) for row, path in zip(rows, paths, strict=True) if path.exists()]
        if not there:
            self.said.emit(tr("This file is not there: it cannot be dragged."))
            return
        clips = [(as_clip(row), self._waveforms.known(row["track"])) for row, _ in there]
        picture = drag_out.picture(self._themes, clips, self.devicePixelRatioF())
        drag_out.drag(self, [path for _, path in there], picture)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the selected tracks."""
        if self.current is not None:
            self.track_menu().popup(event.globalPos())

    def track_menu(self) -> QMenu:
        """The menu of the selected tracks."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.current
        if row is None:
            return menu
        for words, keys, do in (
            (tr("Play or stop"), "Space", lambda: self.play_wanted.emit(row)),
            (tr("More like this"), "", lambda: self.similar_wanted.emit(row)),
            (tr("Copy as files"), "Ctrl+C", lambda: self.copy_wanted.emit(self.selected_rows())),
        ):
            action = menu.addAction(words, do)
            if keys:
                action.setText(f"{words}\t{keys}")
        rate = menu.addMenu(tr("Rating"))
        for stars in range(STARS + 1):
            words = "★" * stars or tr("None")
            rate.addAction(f"{words}\t{stars}", lambda n=stars: self._mark({"rating": n}))
        favourite = menu.addAction(f"{tr('Favourite')}\tF")
        favourite.setCheckable(True)
        favourite.setChecked(row["marks"]["favourite"])
        favourite.triggered.connect(lambda on: self._mark({"favourite": on}))
        return menu

    def _mark(self, change: dict[str, Any]) -> None:
        rows = self.selected_rows()
        if rows:
            self.marked.emit(rows, change)

    def _play_at(self, index: QModelIndex) -> None:
        row = self._tracks.row(index.row())
        if row is not None:
            self.play_wanted.emit(row)

    # What comes and goes

    def _moved(self, index: QModelIndex, _: QModelIndex) -> None:
        self.current_changed.emit(self._tracks.row(index.row()) if index.isValid() else None)

    def _filled(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.current_changed.emit(self.current)

    def _remember(self) -> None:
        row = self.current
        number = self.currentIndex().row()
        self._kept = (row["track"] if row else "", number, self.verticalScrollBar().value())

    def _recall(self) -> None:
        track, number, scroll = self._kept
        place = self._tracks.place_of(track) if track else None
        if place is None and self._tracks.again and 0 <= number < self._tracks.total:
            place = number  # its page has not come yet; nothing jumps meanwhile
        self.updateGeometries()  # the bar's range follows later, and would cut the value
        keep = place is not None or self._tracks.again
        self.verticalScrollBar().setValue(scroll if keep else 0)
        if place is not None:
            self.selectionModel().setCurrentIndex(
                self._tracks.index(place, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )
        else:
            self.current_changed.emit(None)

    def _scrolled(self) -> None:
        self.cells.resting = False
        self._rest.start()

    def _rested(self) -> None:
        self.cells.resting = True
        self.viewport().update()

    def _waveform_came(self, _: str) -> None:
        if self.isVisible():
            self.viewport().update()


def as_clip(row: Row) -> Suggestion:
    """A row's best section as a clip, as other places have it."""
    start, end = row["best"]
    feeling = row.get("emotion") or {"valence": 0.0, "arousal": 0.0, "mood": "tender"}
    emotion = Emotion(feeling["valence"], feeling["arousal"], {feeling["mood"]: 1.0})
    return Suggestion(0, row["track"], start, end, 0.0, title_of(row), row["artist"], emotion)
