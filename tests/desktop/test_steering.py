"""What is pinned to scenes: undone, kept in the sidecar, found again; and how the ear shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QUndoStack

from t2m_desktop.driving_words import positions
from t2m_desktop.ear import Ear
from t2m_desktop.feeling import Emotion
from t2m_desktop.plane import Plane
from t2m_desktop.steering import Steering
from t2m_desktop.theme import Themes
from t2m_desktop.window import Window
from t2m_engine import sidecar
from t2m_engine.sidecar import NO_STEER, Pinned, SceneKey, Steer

SCENES = [
    SceneKey("The harbour", 1, "The boats lay still"),
    SceneKey("Supper", 2, "They ate in silence"),
    SceneKey("Up the stairs", 3, "At the seventh step"),
]


@pytest.fixture
def steering(qtbot: Any) -> Iterator[Steering]:
    holder = QObject()
    steering = Steering(QUndoStack(holder), holder)
    steering.follow(SCENES)
    yield steering
    steering.save()
    holder.deleteLater()


def told(steering: Steering) -> list[str]:
    said: list[str] = []
    steering.said.connect(said.append)
    return said


def test_each_scene_has_its_own_and_every_change_is_undone(steering: Steering) -> None:
    steering.go(1)
    steering.step(tenser=1)
    steering.step(tenser=1)
    steering.step(brighter=-1)
    steering.pin_mood("sad")
    steering.turn_round()
    assert steering.current == Steer(mood="sad", brighter=-1, tenser=2, counter=True)
    steering.go(0)
    assert steering.current == NO_STEER
    steering.drag(0.1, 0.2)
    steering.drag(0.4, 0.3)
    steering.end_drag()
    steering.drag(-0.4, 0.3)
    undo = steering._undo
    undo.undo()
    assert steering.current == Steer(0.4, 0.3)
    undo.undo()
    assert steering.current == NO_STEER, "a whole drag is one step back"
    steering.go(1)
    for left in (
        Steer(mood="sad", brighter=-1, tenser=2),
        Steer(brighter=-1, tenser=2),
        Steer(tenser=2),
        Steer(tenser=1),
        NO_STEER,
    ):
        undo.undo()
        assert steering.current == left
    undo.redo()
    assert steering.current == Steer(tenser=1)
    steering.release()
    assert steering.current == NO_STEER


def test_pins_are_on_the_disk_and_come_back(steering: Steering, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    steering.open(story)
    steering.follow(SCENES)
    steering.go(2)
    steering.pin_mood("scary")
    steering.save()
    path = sidecar.sidecar_of(story)
    assert sidecar.read(path) == (Pinned(SCENES[2], Steer(mood="scary")),)
    steering.open(None)
    assert steering.current == NO_STEER
    steering.open(story)
    steering.follow(SCENES)
    steering.go(2)
    assert steering.current == Steer(mood="scary")
    steering.release()
    steering.save()
    assert not path.exists()


def test_pins_follow_their_scenes_through_edits(steering: Steering) -> None:
    steering.go(2)
    steering.pin_mood("scary")
    places: list[tuple[int, ...]] = []
    steering.pinned.connect(places.append)
    steering.follow([SCENES[0], SceneKey("Up the stairs", 2, "At the seventh step")])
    steering.follow([SCENES[0]])  # cut out …
    steering.follow([SceneKey("The stairs", 1, "At the seventh step"), SCENES[0]])  # … and pasted
    assert places == [(1,), (), (0,)]
    steering.go(0)
    assert steering.current == Steer(mood="scary")
    steering._undo.undo()
    assert steering.current == NO_STEER, "undo finds the scene where it is now"


def test_a_broken_sidecar_is_told_and_left_alone(steering: Steering, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    path = sidecar.sidecar_of(story)
    path.write_text("format = 1\n[[scene]]\nmood = 3\n")
    said = told(steering)
    steering.open(story)
    assert "story.md.t2m.toml" in said[0]
    steering.follow(SCENES)
    steering.pin_mood("sad")
    steering.save()
    assert path.read_text() == "format = 1\n[[scene]]\nmood = 3\n"
    assert steering.current == Steer(mood="sad"), "it holds, in memory"
    sidecar.write(path, "story.md", [Pinned(SCENES[1], Steer(tenser=2))])  # mended
    steering.save()
    assert sidecar.read(path) == (
        Pinned(SCENES[0], Steer(mood="sad")),
        Pinned(SCENES[1], Steer(tenser=2)),
    )


def test_what_others_write_meanwhile_is_kept(steering: Steering, tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    path = sidecar.sidecar_of(story)
    sidecar.write(path, "story.md", [Pinned(SCENES[0], Steer(tenser=1))])
    steering.open(story)
    steering.follow(SCENES)
    steering.go(1)
    steering.step(brighter=1)
    sidecar.write(path, "story.md", [Pinned(SCENES[0], Steer(tenser=5))])  # by hand
    steering.save()
    assert sidecar.read(path) == (
        Pinned(SCENES[0], Steer(tenser=5)),
        Pinned(SCENES[1], Steer(brighter=1)),
    )
    steering.go(0)
    assert steering.current == Steer(tenser=5)


def test_saving_under_another_name_takes_the_pins_along(steering: Steering, tmp_path: Path) -> None:
    steering.step(tenser=1)
    steering.move(tmp_path / "first.md")  # it was never saved before
    steering.move(tmp_path / "second.md")
    for name in ("first.md", "second.md"):
        assert sidecar.read(sidecar.sidecar_of(tmp_path / name)) == (
            Pinned(SCENES[0], Steer(tenser=1)),
        )


def test_a_renamed_manuscript_finds_its_pins(steering: Steering, tmp_path: Path) -> None:
    old = tmp_path / "draft.md.t2m.toml"
    sidecar.write(old, "draft.md", [Pinned(SCENES[1], Steer(mood="sad"))])
    said = told(steering)
    steering.open(tmp_path / "The Ferryman.md")
    steering.follow(SCENES)
    steering.go(1)
    assert steering.current == Steer(mood="sad")
    assert "draft.md" in said[0]
    assert not old.exists()
    assert sidecar.read(tmp_path / "The Ferryman.md.t2m.toml")


def test_a_folder_that_may_not_be_written_is_told(
    steering: Steering, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(sidecar, "write", refuse)
    steering.open(tmp_path / "story.md")
    steering.follow(SCENES)
    said = told(steering)
    steering.step(tenser=1)
    steering.save()
    assert said == ["story.md.t2m.toml cannot be written: Permission denied."]
    monkeypatch.undo()
    steering.save()
    assert sidecar.read(tmp_path / "story.md.t2m.toml")


@pytest.fixture
def plane(qtbot: Any, themes: Themes) -> Plane:
    plane = Plane(themes)
    plane.parts = themes
    qtbot.addWidget(plane)
    plane.show()
    plane.set_point(Emotion(-0.4, 0.2, {"scary": 0.7, "sad": 0.3}), None, (0.3, 0.2, 0.5))
    return plane


def test_the_point_is_dragged_and_moved_by_keys(plane: Plane, qtbot: Any) -> None:
    moved: list[tuple[float, float]] = []
    plane.moved.connect(lambda v, a: moved.append((round(v, 2), round(a, 2))))
    middle = plane.rect().center()
    qtbot.mousePress(plane, Qt.MouseButton.LeftButton, pos=middle + QPoint(25, -25))
    assert plane.dragging
    qtbot.mouseMove(plane, middle + QPoint(500, 0))
    with qtbot.waitSignal(plane.let_go):
        qtbot.mouseRelease(plane, Qt.MouseButton.LeftButton)
    assert not plane.dragging
    assert moved[0] == pytest.approx((0.5, 0.5), abs=0.05)
    assert moved[-1][0] == 1.0, "the border holds it"
    moved.clear()
    qtbot.keyClick(plane, Qt.Key.Key_Right)
    qtbot.keyClick(plane, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert moved == [(-0.35, 0.2), (-0.35, 0.0)]
    with qtbot.waitSignal(plane.released):
        qtbot.keyClick(plane, Qt.Key.Key_Delete)


def test_the_plane_tells_screen_readers_where_the_point_is(plane: Plane) -> None:
    interface = QAccessible.queryAccessibleInterface(plane)
    assert "plane of valence and arousal" in interface.text(QAccessible.Text.Name)
    words = interface.text(QAccessible.Text.Description)
    assert "-0.40" in words
    assert "arrow keys" in words


def test_the_ear_says_what_is_pinned(qtbot: Any, themes: Themes) -> None:
    ear = Ear(themes)
    ear.parts = themes
    qtbot.addWidget(ear)
    ear.set_moods(("happy", "sad"))
    ear.set_steer(Steer(mood="sad", tenser=2, counter=True), "Supper")
    assert ear.mood.text() == "pinned: sad ▾"
    assert "“Supper”" in ear.mood.toolTip()
    assert ear.steps["counter"].isChecked()
    assert ear.steps["tenser"].accessibleName() == "tenser, 2 steps"
    assert ear.steps["calmer"].accessibleName() == "calmer"
    for button in [*ear.steps.values(), ear.mood]:
        assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    ear.set_steer(NO_STEER, "")
    assert ear.mood.text() == "pin a mood ▾"


STORY = "# Story\n\n## One\n\nIt breathed in the dark.\n\n## Two\n\nShe laughed aloud.\n"


def test_the_whole_way_from_the_ear_to_the_engine_and_the_disk(
    window: Window, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    story = tmp_path / "story.md"
    story.write_text(STORY)
    assert window.document.open(story)
    editor, ear = window.writing.editor, window.writing.ear
    editor.go_to_line(2)
    qtbot.waitUntil(lambda: bool(window.writing.list.suggestions))
    qtbot.mouseClick(ear.steps["tenser"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: engine.params("suggest")[-1].get("steer") == {"tenser": 1})
    window.registry["feel.mood_sad"].trigger()
    qtbot.waitUntil(
        lambda: engine.params("suggest")[-1].get("steer") == {"mood": "sad", "tenser": 1}
    )
    qtbot.waitUntil(lambda: ear.place.whole.startswith("yours · "))
    assert window.registry["feel.mood_sad"].isChecked()
    editor.go_to_line(6)
    qtbot.waitUntil(lambda: engine.params("suggest")[-1]["text"] == "She laughed aloud.")
    qtbot.waitUntil(lambda: not ear.place.whole.startswith("yours"))
    assert "steer" not in engine.params("suggest")[-1]
    assert not window.registry["feel.mood_sad"].isChecked()
    pins = sidecar.sidecar_of(story)
    qtbot.waitUntil(pins.exists)
    assert sidecar.read(pins) == (
        Pinned(SceneKey("One", 1, "It breathed in the dark."), Steer(mood="sad", tenser=1)),
    )
    # Undo where the hand is: at the ear it is the ear's, in the text the text's.
    ear.steps["tenser"].setFocus()
    editor.go_to_line(2)
    ear.steps["tenser"].setFocus()
    assert window.listening.has_keys
    window.registry["edit.undo"].trigger()
    qtbot.waitUntil(lambda: engine.params("suggest")[-1].get("steer") == {"tenser": 1})
    editor.setFocus()
    assert not window.listening.has_keys
    window.registry["edit.undo"].trigger()
    assert window.listening.steering.current == Steer(tenser=1)
    window.registry["feel.undo"].trigger()
    assert window.listening.steering.current == NO_STEER


def test_words_that_were_searched_for_are_not_steered(
    window: Window, engine: Any, qtbot: Any
) -> None:
    window.writing.editor.set_manuscript(STORY)
    window.writing.editor.go_to_line(2)
    qtbot.waitUntil(lambda: bool(window.writing.list.suggestions))
    window.listening.steering.step(brighter=2)
    qtbot.waitUntil(lambda: "steer" in engine.params("suggest")[-1])
    window.search.music_wanted.emit("rain at night")
    qtbot.waitUntil(lambda: engine.params("suggest")[-1]["text"] == "rain at night")
    assert "steer" not in engine.params("suggest")[-1]


def test_the_driving_words_are_shown_at_rest_and_gone_with_a_key(
    window: Window, engine: Any, qtbot: Any
) -> None:
    editor = window.writing.editor
    editor.set_manuscript("## 𝄞 One\n\n  Wéird 𝄞 things breathed.\n")
    editor.go_to_line(0)
    qtbot.waitUntil(lambda: bool(window.writing.list.suggestions))
    assert not engine.params("attribution"), "only on demand"
    window.registry["view.words"].trigger()
    qtbot.waitUntil(lambda: len(editor.extraSelections()) == 1)
    assert editor.extraSelections()[0].cursor.selectedText() == "Wéird"
    qtbot.keyClick(editor, Qt.Key.Key_End)
    qtbot.keyClicks(editor, "x")
    assert editor.extraSelections() == []
    asked = len(engine.params("attribution"))
    qtbot.waitUntil(lambda: len(engine.params("attribution")) > asked)
    qtbot.waitUntil(lambda: len(editor.extraSelections()) == 1)
    window.registry["view.words"].trigger()
    assert editor.extraSelections() == []


def test_places_of_words_count_as_qt_does(window: Window) -> None:
    editor = window.writing.editor
    editor.set_manuscript("  𝄞𝄞 deep\n")
    passage = editor.passage()
    assert passage is not None
    assert passage.text == "𝄞𝄞 deep"
    places = positions(editor, passage)
    assert len(places) == len(passage.text)
    assert places[0] == (2, 4)
    assert places[3] == (7, 8)
