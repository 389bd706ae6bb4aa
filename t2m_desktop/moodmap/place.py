"""The Map place of the window: the map, what was circled on it, and what the library lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.feeling import Emotion
from t2m_desktop.flow_layout import FlowLayout
from t2m_desktop.labels import label
from t2m_desktop.library.cells import Cells
from t2m_desktop.library.columns import COLUMNS, MOOD, TITLE, Row, title_of
from t2m_desktop.library.tracks import Tracks, Wish
from t2m_desktop.moodmap.canvas import MapCanvas, Outline, corners
from t2m_desktop.moodmap.chart import Bounds, Chart, thin_places
from t2m_desktop.score.switch import Switch
from t2m_desktop.suggestions import Waveforms
from t2m_desktop.theme import Themes, scaled
from t2m_desktop.translation import tr, tr_known
from t2m_engine.service.client import EngineError, EngineGone, Replaced
from t2m_engine.service.supervisor import State

PLANE, LEARNED = "plane", "learned"
_SOON_MS = 120
"""Zooming and resizing settle for so long before the engine counts."""
_POINTS = 4000
"""Clips that are drawn one by one; more are counted."""


class MapPlace(QWidget):
    """Asks for charts, hears and plays what is on them, and hands on what was circled."""

    play_wanted = Signal(object)  # a clip of library.map_at
    hear_wanted = Signal(object)  # likewise, quietly; None: no more
    track_wanted = Signal(object)  # a row of library.browse
    region_wanted = Signal(str, object)  # a map's name and an outline: show it in the library
    wanted = Signal()  # to be on the screen
    left = Signal()
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
        self._scenes: list[tuple[str, Emotion]] = []
        self._stale = True  # what is shown is not what is there
        self._asked = self._found = 0
        self.chart: Chart | None = None
        self.clip: dict[str, Any] | None = None  # that was found last
        self.canvas = MapCanvas(themes)
        self.tracks = Tracks(bridge, self)
        self._build(themes, waveforms)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._connect()

    @property
    def which(self) -> str:
        """The map that is shown."""
        return str(self.maps.value)

    def take_keys(self) -> None:
        """Let the keys go to the map."""
        self.canvas.setFocus()

    def set_scenes(self, titles: Sequence[str], emotions: Sequence[Emotion]) -> None:
        """Take the story's scenes and their feelings."""
        self._scenes = list(zip(titles, emotions, strict=True))
        self.refresh()

    def refresh(self) -> None:
        """The library or the story has changed."""
        self._stale = True
        if self.isVisible():
            self._soon.start()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the map's commands do."""
        return {
            "map.plane": lambda: self._choose(PLANE),
            "map.learned": lambda: self._choose(LEARNED),
            "map.path": self.path.toggle,
            "map.library": self._to_library,
        }

    # Building

    def _build(self, themes: Themes, waveforms: Waveforms) -> None:  # noqa: PLR0915 - as laid out
        self.maps = Switch(tr("Map"), ((PLANE, tr("feeling")), (LEARNED, tr("sound"))))
        self.maps.setToolTip(
            tr(
                "By feeling: from dark to bright, from calm to tense. By sound: what sounds alike "
                "lies together; made once from the library, and kept."
            )
        )
        self.maps.show_value(PLANE)
        self.path = _chip(tr("path"), tr("The story’s path, scene by scene"))
        self.hear = _chip(tr("hover hears"), tr("Hear what the pointer rests on, quietly"))
        tools = QWidget()
        flow = FlowLayout(tools)
        for tool in (self.maps, self.path, self.hear):
            flow.addWidget(tool)
            tool.setFixedHeight(self.maps.sizeHint().height())
        self.about = label("", "soft")
        self.about.setWordWrap(True)
        self.caption = label("", "caption")
        self.table = _list(self.tracks, Cells(themes, waveforms, self.tracks, self))
        self.show_button = QPushButton(tr("Show in the library"))
        self.show_button.setProperty("role", "quiet")
        self.clear_button = QPushButton(tr("Clear"))
        self.clear_button.setProperty("role", "quiet")
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.show_button)
        row.addWidget(self.clear_button)
        self.circle = QWidget()
        inner = QVBoxLayout(self.circle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.caption)
        inner.addWidget(self.table, 1)
        inner.addWidget(buttons)
        self.found = label("", "")
        self.found.setWordWrap(True)
        self.lacks = label("", "soft")
        self.lacks.setWordWrap(True)
        self.keys = label(
            tr(
                "Rest to hear, click to play, draw around to choose, wheel to come nearer. By "
                "keyboard: arrows, Enter, Shift and arrows, + and −, N for the next scene."
            ),
            "small",
        )
        self.keys.setWordWrap(True)
        column = QWidget()
        column.setObjectName("InspectorColumn")
        stack = QVBoxLayout(column)
        stack.setContentsMargins(20, 20, 20, 20)
        stack.setSpacing(14)
        for part in (tools, self.about, self.found):
            stack.addWidget(part)
        stack.addWidget(self.circle, 1)
        stack.addStretch()
        stack.addWidget(self.lacks)
        stack.addWidget(self.keys)
        area = QScrollArea()
        area.setAccessibleName(tr("About the map"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(column)
        side = QWidget()
        side.setObjectName("Side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(scaled(270))
        edge = QVBoxLayout(side)
        edge.setContentsMargins(1, 0, 0, 0)
        edge.addWidget(area)
        paper = QWidget()
        paper.setObjectName("Paper")
        paper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page = QVBoxLayout(paper)
        page.setContentsMargins(8, 8, 8, 8)
        page.addWidget(self.canvas)
        self.panes = QSplitter()
        self.panes.setHandleWidth(1)
        self.panes.addWidget(paper)
        self.panes.addWidget(side)
        self.panes.setStretchFactor(0, 1)
        self.panes.setStretchFactor(1, 0)
        self.panes.setSizes([1110, 330])
        self.panes.setCollapsible(0, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)
        self.circle.hide()

    def _connect(self) -> None:
        canvas = self.canvas
        self.maps.chosen.connect(lambda _: self._choose(self.which))
        self.path.toggled.connect(canvas.show_path)
        canvas.bounds_changed.connect(self.refresh)
        canvas.hovered.connect(self._hovered)
        canvas.played.connect(lambda x, y: self._find(x, y, self._play))
        canvas.crossed.connect(lambda x, y: self._find(x, y, self._tell_found))
        canvas.circled.connect(self._circled)
        canvas.scene_chosen.connect(self._scene_chosen)
        canvas.left.connect(self.left)
        self.show_button.clicked.connect(self._to_library)
        self.clear_button.clicked.connect(canvas.forget_outline)
        self.tracks.counted.connect(self._counted)
        self.table.activated.connect(self._play_row)
        self.table.clicked.connect(self._play_row)
        self._bridge.state_changed.connect(self._engine_changed)

    # Charts

    def _choose(self, which: str) -> None:
        self.wanted.emit()
        self.maps.show_value(which)
        self.canvas.show_axes(which == PLANE)
        self.canvas.forget_outline()
        self.refresh()

    def _ask(self) -> None:
        if not self._bridge.is_ready or not self.isVisible():
            return
        columns, rows = self.canvas.cells()
        bounds, which = self.canvas.bounds, self.which
        self._asked += 1
        number = self._asked
        path = [
            {
                "valence": max(-1.0, min(1.0, emotion.valence)),
                "arousal": max(-1.0, min(1.0, emotion.arousal)),
                "mood": emotion.leading()[0],
            }
            for _, emotion in self._scenes
        ]

        def came(answer: dict[str, Any]) -> None:
            if number == self._asked:
                self._stale = False
                self._show(Chart.from_json(answer, bounds, columns, rows), which, bounds)

        def refused(error: EngineError) -> None:
            if number == self._asked and not isinstance(error, Replaced | EngineGone):
                self.about.setText(str(error))

        params = {
            "map": which,
            "bounds": bounds.as_list(),
            "columns": columns,
            "rows": rows,
            "points": _POINTS,
            "path": path,
            "channel": "library-map",
        }
        self._bridge.request("library.map", params, came, refused)

    def _show(self, chart: Chart, which: str, bounds: Bounds) -> None:
        self.chart = chart
        self.canvas.show_chart(chart)
        if not chart.total:
            told = tr("There is no music on the map yet: add a folder in the Library.")
        elif chart.shown == chart.total:
            told = counting.clips(chart.total)
        else:
            told = (
                tr("%1 of %2")
                .replace("%1", counting.number(chart.shown))
                .replace("%2", counting.clips(chart.total))
            )
        self.about.setText(told)
        self.lacks.setText(self._lacks(chart))
        axes = (
            tr("Across from dark to bright, up from calm to tense.")
            if which == PLANE
            else tr("What sounds alike lies together.")
        )
        found = ", ".join(chart.centres())
        self.canvas.setAccessibleDescription(f"{axes} {told}. {found}. {self.lacks.text()}")

    def _lacks(self, chart: Chart) -> str:
        """What the library lacks, in words: in general, and for the scene that has least."""
        corners_ = (
            tr("dark and calm"),
            tr("bright and calm"),
            tr("dark and tense"),
            tr("bright and tense"),
        )
        parts = []
        if chart.within and self._scenes:
            least = min(range(len(chart.within)), key=lambda i: chart.within[i])
            title = self._scenes[least][0] if least < len(self._scenes) else ""
            parts.append(
                tr("Scene %1, “%2”, has the least music near it: %3.")
                .replace("%1", str(least + 1))
                .replace("%2", title)
                .replace("%3", counting.clips(chart.within[least]))
            )
        thin = thin_places(chart.quarters)
        if thin:
            where = f" {tr('and where it is')} ".join(corners_[i] for i in thin)
            parts.append(tr("The library is thin where it is %1.").replace("%1", where))
        return " ".join(parts)

    # Clips

    def _find(self, x: float, y: float, then: Callable[[dict[str, Any] | None], object]) -> None:
        if not self._bridge.is_ready:
            return
        self._found += 1
        number = self._found

        def came(answer: dict[str, Any]) -> None:
            if number == self._found:
                then(answer["clip"])

        params = {"map": self.which, "x": x, "y": y, "reach": list(self.canvas.reach())}
        self._bridge.request("library.map_at", {**params, "channel": "map-at"}, came)

    def _tell_found(self, clip: dict[str, Any] | None) -> None:
        self.clip = clip
        if clip is None:
            self.found.setText(tr("Nothing lies here."))
            return
        feeling = Emotion.from_json(clip)
        told = [title_of(clip), clip["artist"], ", ".join(map(tr_known, feeling.leading()))]
        self.found.setText(" · ".join(filter(None, told)))
        self.found.setAccessibleName(self.found.text())
        self.canvas.mark_clip(clip["x"], clip["y"])

    def _play(self, clip: dict[str, Any] | None) -> None:
        self._tell_found(clip)
        if clip is not None:
            self.play_wanted.emit(clip)

    def _hovered(self, place: tuple[float, float] | None) -> None:
        if place is None:
            self.hear_wanted.emit(None)
        else:
            self._find(*place, self._hear)

    def _hear(self, clip: dict[str, Any] | None) -> None:
        self._tell_found(clip)
        if self.hear.isChecked():
            self.hear_wanted.emit(clip)

    def _scene_chosen(self, scene: int) -> None:
        self.canvas.go_to_scene(scene)
        if scene < len(self._scenes) and self.chart is not None and self.chart.within:
            title, _ = self._scenes[scene]
            told = tr("Scene %1, “%2”: %3 within reach.")
            for sign, value in (
                ("%1", str(scene + 1)),
                ("%2", title),
                ("%3", counting.clips(self.chart.within[scene])),
            ):
                told = told.replace(sign, value)
            self.found.setText(told)
            self.canvas.setAccessibleDescription(told)

    # What was circled

    def _circled(self, outline: Outline | None) -> None:
        self.circle.setVisible(outline is not None)
        if outline is not None:
            self.caption.setText(tr("INSIDE"))
            region = (self.which, tuple(corners(outline)))
            self.tracks.show(Wish(sort="", region=region))

    def _counted(self, answer: dict[str, Any]) -> None:
        self.caption.setText(f"{tr('INSIDE')}, {counting.tracks(answer['total']).upper()}")
        self.show_button.setEnabled(bool(answer["total"]))

    def _to_library(self) -> None:
        if self.canvas.outline:
            self.region_wanted.emit(self.which, corners(self.canvas.outline))
        else:
            self.said.emit(tr("Draw around some music on the map first."))

    def _play_row(self, index: QModelIndex) -> None:
        row: Row | None = self.tracks.row(index.row())
        if row is not None:
            self.track_wanted.emit(row)

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when it is looked at, if something has changed."""
        super().showEvent(event)
        if self._stale:
            self._soon.start()

    def sizeHint(self) -> QSize:
        """Large."""
        return QSize(1200, 700)


def _chip(words: str, tip: str) -> QPushButton:
    chip = QPushButton(words)
    chip.setProperty("role", "chip")
    chip.setCheckable(True)
    chip.setChecked(True)
    chip.setToolTip(tip)
    chip.setAccessibleName(tip)
    return chip


def _list(tracks: Tracks, cells: Cells) -> QTableView:
    """The tracks that were circled: titles and moods."""
    table = QTableView()
    table.setModel(tracks)
    table.setItemDelegate(cells)
    table.setAccessibleName(tr("Tracks inside"))
    table.setShowGrid(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setMinimumHeight(scaled(200))
    table.horizontalHeader().hide()
    table.horizontalHeader().setAccessibleName(tr("Tracks inside: columns"))
    table.verticalHeader().hide()
    table.verticalHeader().setAccessibleName(tr("Tracks inside: rows"))
    table.verticalHeader().setDefaultSectionSize(scaled(34))
    for place, column in enumerate(COLUMNS):
        table.setColumnHidden(place, column.name not in {TITLE, MOOD})
        if column.name == MOOD:
            table.setColumnWidth(place, scaled(column.width))
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
