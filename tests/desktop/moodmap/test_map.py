"""The Map place: charts, the lasso, the crosshair, hovering, the story's path."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from t2m_desktop.feeling import Emotion
from t2m_desktop.moodmap.canvas import corners
from t2m_desktop.moodmap.chart import WHOLE, Bounds, thin_places
from t2m_desktop.moodmap.place import LEARNED, MapPlace
from t2m_desktop.window import LIBRARY, MAP, Window

SCENES = ("The Harbour", "The Rope", "The Near Bank")
FEELINGS = [
    Emotion(-0.8, -0.8, {"sad": 0.9, "happy": 0.1}),
    Emotion(0.8, 0.8, {"happy": 0.9, "sad": 0.1}),
    Emotion(0.0, 0.4, {"tender": 0.9, "sad": 0.1}),
]


@pytest.fixture
def place(window: Window, qtbot: Any) -> MapPlace:
    """The Map, shown, with its chart and the path of three scenes."""
    window.go_to(MAP)
    window.map.set_scenes(SCENES, FEELINGS)
    qtbot.waitUntil(lambda: window.map.chart is not None and len(window.map.chart.path) == 3)
    return window.map


def point(place: MapPlace, x: float, y: float) -> QPoint:
    return place.canvas._at(x, y).toPoint()


def test_the_chart_says_what_is_there_and_what_lacks(place: MapPlace, engine: Any) -> None:
    assert place.chart is not None
    assert place.about.text() == "4 clips"
    assert place.chart.counts.sum() == 4
    assert place.lacks.text().startswith("Scene 1, “The Harbour”, has the least music near it")
    assert "thin where it is bright and calm and where it is dark and tense" in place.lacks.text()
    asked = engine.params("library.map")[-1]
    assert [one["mood"] for one in asked["path"]] == ["sad", "happy", "tender"]
    assert (asked["columns"], asked["rows"]) == place.canvas.cells()
    canvas = QAccessible.queryAccessibleInterface(place.canvas)
    assert "4 clips" in canvas.text(QAccessible.Text.Description)
    assert thin_places((0, 0, 0, 0)) == []


def test_points_and_cells_are_drawn_where_they_lie(
    place: MapPlace, window: Window, shelf: Any, fake_library: Any, qtbot: Any
) -> None:
    place.path.setChecked(False)

    def is_drawn(x: float, y: float) -> bool:
        image = place.canvas.grab().toImage()
        ratio = image.devicePixelRatio()
        at = place.canvas._at(x, y) * ratio
        paper = window.themes.current.colour("paper")
        return bool(image.pixelColor(at.toPoint()) != paper)

    assert is_drawn(-0.8, -0.8)
    assert not is_drawn(-0.5, 0.6)
    shelf.rows = [fake_library.make_row(f"/m/{n}.ogg", n) for n in range(20_000)]
    place.refresh()
    qtbot.waitUntil(lambda: place.chart is not None and place.chart.total == 20_000)
    assert place.chart is not None
    assert place.chart.points is None, "too many to be told one by one"
    assert is_drawn(-0.4, -0.4)
    assert not is_drawn(-0.5, 0.6)


def test_a_lasso_chooses_and_shows_in_the_library(
    place: MapPlace, window: Window, engine: Any, qtbot: Any
) -> None:
    canvas = place.canvas
    ways = [(-0.9, -0.9), (-0.2, -0.9), (-0.2, -0.3), (-0.9, -0.3)]
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=point(place, *ways[0]))
    for way in ways[1:]:
        qtbot.mouseMove(canvas, point(place, *way))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=point(place, *ways[-1]))
    assert len(canvas.outline) == 4
    qtbot.waitUntil(lambda: place.caption.text() == "INSIDE, 1 TRACK")
    region = engine.params("library.browse")[-1]["region"]
    assert region["map"] == "plane"
    np.testing.assert_allclose(region["outline"], ways, atol=0.01)
    qtbot.mouseClick(place.show_button, Qt.MouseButton.LeftButton)
    assert window.places.currentIndex() == LIBRARY
    assert window.library.region_chip.isVisible()
    qtbot.waitUntil(lambda: window.library.tracks.total == 1)
    qtbot.mouseClick(window.library.region_chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.library.tracks.total == 4)
    window.go_to(MAP)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.outline == []
    assert not place.circle.isVisible()


def test_a_rectangle_is_drawn_by_keyboard(place: MapPlace, engine: Any, qtbot: Any) -> None:
    canvas = place.canvas
    canvas.setFocus()
    canvas.cross = (0.0, 0.0)
    shift = Qt.KeyboardModifier.ShiftModifier
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(canvas, key, shift)
    step = 0.02 * WHOLE.width
    expected = [(0, 0), (step, 0), (step, 2 * step), (0, 2 * step)]
    np.testing.assert_allclose(canvas.outline, expected)
    qtbot.waitUntil(lambda: "region" in engine.params("library.browse")[-1])
    qtbot.waitUntil(lambda: place.found.text() != "")  # what lies under the crosshair is told
    assert " · scary" in place.found.text()


def test_a_click_plays_and_a_rest_is_heard_quietly(
    place: MapPlace, window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[Any] = []
    monkeypatch.setattr(window.hearing, "play", played.append)
    qtbot.mouseClick(place.canvas, Qt.MouseButton.LeftButton, pos=point(place, 0.75, 0.75))
    qtbot.waitUntil(lambda: len(played) == 1)
    assert (Path(played[0].track).stem, played[0].start, played[0].end) == ("undertow", 0.5, 2.0)
    place.canvas.hovered.emit((-0.8, -0.8))
    qtbot.waitUntil(lambda: len(played) == 2)
    assert Path(played[1].track).stem == "night_ferry"
    assert played[1].gain == pytest.approx(0.35 * played[0].gain)
    window.player.piece = played[0]  # what was chosen goes on
    place.canvas.hovered.emit((0.75, 0.75))
    qtbot.wait(50)
    assert len(played) == 2
    window.player.piece = played[1]
    stopped: list[bool] = []
    monkeypatch.setattr(window.player, "stop", lambda: stopped.append(True))
    place.canvas.hovered.emit(None)
    assert stopped == [True]
    window.player.piece = None
    place.hear.setChecked(False)
    place.canvas.hovered.emit((-0.8, -0.8))
    qtbot.wait(50)
    assert len(played) == 2


def test_the_map_comes_nearer_and_shows_no_more_than_the_whole(
    place: MapPlace, engine: Any, qtbot: Any
) -> None:
    canvas = place.canvas
    canvas.cross = (0.5, 0.5)
    before = len(engine.params("library.map"))
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.bounds.width == pytest.approx(WHOLE.width / 1.5)
    at = canvas._at(0.5, 0.5)
    assert canvas.place_at(QPointF(at)) == pytest.approx((0.5, 0.5))
    qtbot.waitUntil(lambda: len(engine.params("library.map")) > before)
    assert engine.params("library.map")[-1]["bounds"] == canvas.bounds.as_list()
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.bounds == WHOLE
    near = WHOLE
    for _ in range(50):
        near = near.zoomed(2.0, 0.9, -0.9)
    assert 0 < near.width < 0.05
    far = near.zoomed(0.0001, 0.0, 0.0)
    assert far.as_list() == pytest.approx(WHOLE.as_list())
    moved = Bounds(0.0, 0.0, 0.5, 0.5).moved(3.0, -3.0)
    assert (moved.right, moved.bottom) == pytest.approx((WHOLE.right, -1.06))


def test_scenes_are_walked_through_by_keyboard(place: MapPlace, qtbot: Any) -> None:
    canvas = place.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_N)
    assert place.found.text() == "Scene 1, “The Harbour”: 7 clips within reach."
    assert canvas.cross == pytest.approx((-0.8, -0.8))
    qtbot.keyClick(canvas, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert "The Near Bank" in place.found.text()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=point(place, 0.8, 0.8))
    assert "The Rope" in place.found.text()


def test_the_map_by_sound_is_another(
    place: MapPlace, window: Window, engine: Any, qtbot: Any
) -> None:
    window.go_to(LIBRARY)
    window.registry["map.learned"].trigger()
    assert window.places.currentIndex() == MAP
    qtbot.waitUntil(lambda: engine.params("library.map")[-1]["map"] == LEARNED)


def test_an_outline_is_thinned_evenly() -> None:
    outline = [(float(i), 0.0) for i in range(1801)]
    thin = corners(outline)
    assert len(thin) <= 500
    assert thin[0] == outline[0]
    assert corners(outline[:3]) == outline[:3]


def test_everything_has_a_name_for_screen_readers(place: MapPlace) -> None:
    place.canvas.outline = [(-1.0, -1.0), (0.0, -1.0), (0.0, 0.0)]
    place.canvas.circled.emit(place.canvas.outline)
    nameless = []
    for widget in place.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    assert not nameless, nameless
