"""The Score place under keys and mouse."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from t2m_desktop import dialogs
from t2m_desktop.score.model import Score
from t2m_desktop.score.reading import sentence
from t2m_desktop.score.timeline import Timeline
from t2m_desktop.score_dialog import ScoreDialog
from t2m_desktop.window import SCORE, Window
from t2m_engine.service.client import EngineError


@pytest.fixture(autouse=True)
def silence(sounddevice: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound device."""
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(0))


def name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def press(window: Window, qtbot: Any, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """A key where the focus is, as an X server would send it."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.windowHandle(), key, held)


def dragged(widget: QWidget, at: QPoint) -> QMouseEvent:
    """The mouse moves with its left button down."""
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        left,
        left,
        Qt.KeyboardModifier.NoModifier,
    )


def ops(engine: Any) -> list[dict[str, Any]]:
    return [params["changes"][0] for params in engine.params("score.change")]


def test_without_a_score_it_says_how_to_make_one(window: Window, qtbot: Any) -> None:
    window.go_to(SCORE)
    assert window.scoring.no_score.score_button.isVisible()
    assert not window.registry["score.play"].isEnabled()
    assert window.registry.search("pin the cue") == []


def test_cues_are_buttons_with_names(scored: Window, qtbot: Any) -> None:
    blocks = scored.scoring.timeline.canvas.blocks()
    assert len(blocks) == 3
    assert name(blocks[0]) == ("Cue 1: The cellar door, A. Lindqvist, exciting, 0:00 – 0:44 · 0:44")
    interface = QAccessible.queryAccessibleInterface(blocks[0])
    assert interface.role() == QAccessible.Role.ListItem
    assert name(scored.scoring.timeline) == "Timeline of cues"


def test_everything_interactive_has_an_accessible_name(scored: Window, qtbot: Any) -> None:
    scored.registry["score.first_cue"].trigger()
    view = scored.scoring
    view.difference.tell(["Cue 1 is new."])
    buttons = [
        b for b in view.findChildren(QAbstractButton) if not b.objectName().startswith("qt_")
    ]
    assert len(buttons) > 20
    assert [b for b in buttons if not name(b).strip()] == []
    assert name(view.reading) == "The text, reading along"
    assert name(view.inspector) == "About the cue"


def test_arrows_choose_cues_and_the_inspector_speaks_of_them(scored: Window, qtbot: Any) -> None:
    view = scored.scoring
    press(scored, qtbot, Qt.Key.Key_Right)
    assert view.cue.number == 1
    press(scored, qtbot, Qt.Key.Key_Right)
    assert view.cue.number == 2
    assert scored.focusWidget() is view.timeline.canvas.block
    assert view.inspector.caption.text() == "CUE M2"
    assert view.inspector.title.text() == "Salt"
    assert "D minor" in view.inspector.facts.text()
    assert "Licence: CC BY 4.0" in view.inspector.credits.text()
    assert view.playback.position == view.cue.start
    press(scored, qtbot, Qt.Key.Key_End)
    assert view.cue.number == 3
    press(scored, qtbot, Qt.Key.Key_Home)
    assert view.cue.number == 1
    press(scored, qtbot, Qt.Key.Key_PageDown)
    assert view.playback.position == view.score.scenes[1].start


def test_up_down_and_numbers_swap_the_music(scored: Window, engine: Any, qtbot: Any) -> None:
    view = scored.scoring
    press(scored, qtbot, Qt.Key.Key_Right)
    titles = [choice.choice.title for choice in view.inspector.choices()]
    assert titles == ["The cellar door", "Salt", "Undertow", "Night ferry"]
    for key, wanted in (
        (Qt.Key.Key_Down, "Salt"),
        (Qt.Key.Key_Down, "Undertow"),
        (Qt.Key.Key_Up, "Salt"),
        (Qt.Key.Key_4, "Night ferry"),
        (Qt.Key.Key_Down, "The cellar door"),  # it goes round
    ):
        with qtbot.waitSignal(scored.desk.changed):
            press(scored, qtbot, key)
        assert view.cue.title == wanted
        shown = [choice.choice.title for choice in view.inspector.choices()]
        assert shown == titles, "the keys go on meaning the same"
    assert {change["op"] for change in ops(engine)} == {"swap"}
    press(scored, qtbot, Qt.Key.Key_1)
    assert len(ops(engine)) == 5, "it plays already"
    view.playback.stop()


def test_keys_pin_mute_move_edges_and_remove(scored: Window, engine: Any, qtbot: Any) -> None:
    view, shift, alt = (
        scored.scoring,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier,
    )
    press(scored, qtbot, Qt.Key.Key_Right)
    start, end = view.cue.start, view.cue.end
    for key, modifiers, seen in (
        (Qt.Key.Key_P, (), lambda: view.cue.pinned),
        (Qt.Key.Key_M, (), lambda: view.cue.muted),
        (Qt.Key.Key_M, (), lambda: not view.cue.muted),
        (Qt.Key.Key_Right, (shift,), lambda: view.cue.end == end + 1),
        (Qt.Key.Key_Left, (shift,), lambda: view.cue.end == end),
        (Qt.Key.Key_Right, (alt,), lambda: view.cue.start == start + 1),
    ):
        with qtbot.waitSignal(scored.desk.changed):
            press(scored, qtbot, key, *modifiers)
        assert seen(), key
    assert scored.registry["score.pin"].isChecked()
    assert "pinned" in name(view.timeline.canvas.blocks()[0])
    for _ in range(6):
        with qtbot.waitSignal(scored.desk.changed):
            press(scored, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (view.cue.start, view.cue.end, view.cue.pinned) == (start, end, False)
    with qtbot.waitSignal(scored.desk.changed):
        press(scored, qtbot, Qt.Key.Key_V)
    assert ops(engine)[-1] == {"op": "veto", "cue": 1}
    assert len(view.score.cues) == 2
    assert view.cue is None
    press(scored, qtbot, Qt.Key.Key_Right)
    assert view.cue.number == 2, "the keys stay on the timeline"
    with qtbot.waitSignal(scored.desk.changed):
        press(scored, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(view.score.cues) == 3


def test_letters_typed_elsewhere_are_only_letters(scored: Window, engine: Any, qtbot: Any) -> None:
    scored.registry["score.first_cue"].trigger()
    scored.registry["view.write"].trigger()
    qtbot.keyClicks(scored.writing.editor, "pm1 ")
    assert "pm1 " in scored.writing.editor.text()
    scored.search.setFocus()
    qtbot.keyClicks(scored.search, "mp")
    assert scored.search.text() == "mp"
    assert ops(engine) == []


def test_an_edge_is_dragged_and_snaps(scored: Window, engine: Any, qtbot: Any) -> None:
    view = scored.scoring
    canvas = view.timeline.canvas
    block = canvas.blocks()[1]
    scene = view.score.scenes[2]
    edge = QPoint(block.width() - 2, 20)
    goal = round(canvas.x(scene.start) + 4) - block.x()  # near where a scene begins
    qtbot.mousePress(block, Qt.MouseButton.LeftButton, pos=edge)
    QApplication.sendEvent(block, dragged(block, QPoint(goal, 20)))
    assert block.x() + block.width() == pytest.approx(canvas.x(scene.start), abs=1.5)
    with qtbot.waitSignal(scored.desk.changed):
        qtbot.mouseRelease(block, Qt.MouseButton.LeftButton, pos=QPoint(goal, 20))
    change = ops(engine)[-1]
    assert (change["op"], change["cue"]) == ("resize", 2)
    assert change["end"] == pytest.approx(scene.start, abs=0.001), "not where the hand was"
    assert view.cue.end == change["end"]


def test_an_edge_goes_back_when_the_engine_refuses(scored: Window, engine: Any, qtbot: Any) -> None:
    engine.answers["score.change"] = EngineError(-32020, "There is no room.", {"exit_code": 2})
    block = scored.scoring.timeline.canvas.blocks()[0]
    before = block.geometry()
    qtbot.mousePress(block, Qt.MouseButton.LeftButton, pos=QPoint(block.width() - 2, 20))
    QApplication.sendEvent(block, dragged(block, QPoint(block.width() + 80, 20)))
    assert block.geometry() != before
    with qtbot.waitSignal(scored.desk.refused):
        qtbot.mouseRelease(block, Qt.MouseButton.LeftButton)
    assert block.geometry() == before
    assert scored.transport.state.whole == "There is no room."


def test_clicks_put_the_playhead_and_double_clicks_play(scored: Window, qtbot: Any) -> None:
    view = scored.scoring
    canvas = view.timeline.canvas
    at = QPoint(round(canvas.x(50.0)), 30)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert view.playback.position == pytest.approx(50.0, abs=1.0)
    assert not view.playback.playing
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert view.playback.playing
    view.playback.stop()
    press(scored, qtbot, Qt.Key.Key_Space)
    assert view.playback.playing
    press(scored, qtbot, Qt.Key.Key_Space)
    assert not view.playback.playing
    press(scored, qtbot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert view.playback.position == pytest.approx(55.0, abs=1.5)


def test_zooming_keeps_what_is_under_the_pointer(scored: Window, qtbot: Any) -> None:
    timeline: Timeline = scored.scoring.timeline
    canvas, bar = timeline.canvas, timeline.horizontalScrollBar()
    fitting = timeline.scale
    assert bar.maximum() == 0, "a short score is shown whole"
    at = QPointF(400, 60)
    seconds = canvas.seconds(400)
    for _ in range(4):
        wheel = QWheelEvent(
            at, timeline.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(timeline.viewport(), wheel)
    assert timeline.scale > 3 * fitting
    assert canvas.seconds(400 + bar.value()) == pytest.approx(seconds, abs=0.5)
    scored.registry["score.zoom_out"].trigger()
    scored.registry["score.fit"].trigger()
    assert timeline.scale == fitting
    scored.resize(scored.width() + 200, scored.height())
    qtbot.waitUntil(lambda: timeline.scale > fitting)


def test_a_score_that_was_opened_elsewhere_is_shown_whole(
    window: Window, scores: Any, qtbot: Any, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.desk.opened):
        window.desk.open(tmp_path)
    window.go_to(SCORE)
    timeline = window.scoring.timeline
    qtbot.waitUntil(lambda: timeline.canvas.wanted_width() > timeline.viewport().width() - 4)
    assert timeline.horizontalScrollBar().maximum() == 0


def test_a_long_book_has_widgets_for_what_is_in_sight_only(
    scored: Window, plan: dict[str, Any], qtbot: Any
) -> None:
    cues = []
    for number in range(1, 1001):
        start = number * 100.0
        cue = {**plan["cues"][0], "number": number, "start": start, "end": start + 90.0}
        cue["pieces"] = [{**cue["pieces"][0], "start": start, "source_end": 90.0}]
        cues.append(cue)
    timeline = scored.scoring.timeline
    timeline.show_score(Score.from_json({**plan, "cues": cues, "duration": 1e5}), anew=True)
    assert 1 < len(timeline.canvas.blocks()) < 60
    timeline.horizontalScrollBar().setValue(20_000)
    shown = [block.cue.number for block in timeline.canvas.blocks()]
    assert shown[0] > 100
    assert len(shown) < 60
    timeline.fit()
    assert len(timeline.canvas.blocks()) < 3, "drawn as bars"
    assert not timeline.grab().isNull()


def test_reading_along_lights_the_sentence(scored: Window, qtbot: Any) -> None:
    view = scored.scoring
    reading, text = view.reading, view.score.text
    for place in (0, 4, 8):
        passage = view.score.passages[place]
        view.playback.seek(passage.start + 0.2)
        selections = reading.extraSelections()
        lit = selections[-1].cursor
        assert lit.selectedText() == "The river had come up five feet in the night, and it roared."
        assert reading.offset_of(lit.selectionStart()) == passage.text_start
    boat = text.index("🛶")
    assert reading.position_of(boat + 1) == boat + 2, "Qt counts it twice"
    for offset in (0, boat, boat + 1, len(text) - 1):
        assert reading.offset_of(reading.position_of(offset)) == offset
    assert len(reading.extraSelections()) == 1, "pale only while it plays"


def test_sentences_end_where_they_end() -> None:
    text = 'Mr. Strake came. "Out!" J. R. said so… And then? Nothing'
    ends, start = [], 0
    while start < len(text):
        found = sentence(text, 0, len(text), start)
        ends.append(text[found[0] : found[1]].strip())
        start = found[1]
    assert ends == ["Mr. Strake came.", '"Out!"', "J. R. said so…", "And then?", "Nothing"]


def test_a_click_in_the_text_goes_to_its_time(scored: Window, qtbot: Any) -> None:
    view = scored.scoring
    passage = view.score.passages[3]
    view.playback.seek(passage.start)
    cursor = view.reading.textCursor()
    cursor.setPosition(view.reading.position_of(passage.text_start + 20))
    place = view.reading.cursorRect(cursor).center()
    qtbot.mouseClick(view.reading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert passage.start < view.playback.position < passage.start + 5
    qtbot.keyClick(view.reading, Qt.Key.Key_Space)
    assert view.playback.playing
    qtbot.keyClick(view.reading, Qt.Key.Key_Space)
    assert not view.playback.playing


def test_the_text_scrolls_along(scored: Window, qtbot: Any) -> None:
    view = scored.scoring
    scored.resize(1000, 640)
    bar = view.reading.verticalScrollBar()
    heights = []
    for place in range(9):
        view.playback.seek(view.score.passages[place].start + 3)
        heights.append(bar.value())
    assert heights == sorted(heights)
    assert heights[-1] > heights[0] + 100


def test_a_giant_paragraph_is_shown_in_pieces(scored: Window, plan: dict[str, Any]) -> None:
    text = "A 🛶 went by. " * 3000
    passage = {**plan["passages"][0], "text_start": 0, "text_end": len(text), "end": 600.0}
    score = Score.from_json({**plan, "text": text, "passages": [passage], "scenes": [], "cues": []})
    reading = scored.scoring.reading
    reading.show_score(score)
    assert reading.document().blockCount() > 5
    for offset in (0, 3999, 4001, 20_000, len(text) - 2):
        assert reading.offset_of(reading.position_of(offset)) == offset
    reading.set_position(300.0, playing=True)
    selections = reading.extraSelections()
    assert selections[-1].cursor.selectedText() == "A 🛶 went by."


def test_other_wishes_are_marked_and_planned(scored: Window, engine: Any, qtbot: Any) -> None:
    view = scored.scoring
    assert view.anew_button.property("role") == ""
    sparse = view.density.findChildren(QAbstractButton)[0]
    qtbot.mouseClick(sparse, Qt.MouseButton.LeftButton)
    assert view.anew_button.property("role") == "primary"
    with qtbot.waitSignal(scored.desk.changed):
        qtbot.mouseClick(view.anew_button, Qt.MouseButton.LeftButton)
    asked = engine.params("score")[-1]
    assert (asked["density"], asked["style"], asked["manuscript"]) == (
        0.35,
        "follow",
        "/m/story.md",
    )
    assert view.anew_button.property("role") == ""


def test_the_dialog_asks_for_all_wishes(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window.settings.last_folder = str(tmp_path)
    window.writing.editor.set_manuscript("Something breathed.")
    shown: list[ScoreDialog] = []

    def answer(dialog: ScoreDialog) -> int:
        shown.append(dialog)
        dialog.density.show_value(1.0)
        dialog.style_switch.show_value("counterpoint")
        dialog.pace.setValue(170)
        dialog.frame_rate.show_value("29.97")
        dialog.seed.setValue(7)
        dialog.space.menu().actions()[1].trigger()
        assert dialog.space.accessibleName() == "Embedding space: Valence-arousal"
        monkeypatch.setattr(dialogs, "audio_to_open", lambda *_: tmp_path / "read.wav")
        qtbot.mouseClick(dialog.narration_button, Qt.MouseButton.LeftButton)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ScoreDialog, "exec", answer)
    with qtbot.waitSignal(window.desk.opened):
        window.registry["file.score"].trigger()
    assert window.places.currentIndex() == SCORE
    asked = dict(engine.params("score")[0])
    copy = Path(asked.pop("manuscript"))
    assert copy.read_text() == "Something breathed."
    assert copy.name == "Untitled.md"
    assert asked == {
        "out": str(tmp_path / "Untitled – score"),
        "density": 1.0,
        "style": "counterpoint",
        "words_per_minute": 170.0,
        "frame_rate": "29.97",
        "seed": 7,
        "narration": str(tmp_path / "read.wav"),
        "space": "valence_arousal",
    }


def test_the_score_of_a_text_keeps_the_text(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What is scored without being saved is kept with the score, as long as it is its text."""
    window.settings.last_folder = str(tmp_path)
    monkeypatch.setattr(ScoreDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    for text in ("It rained.", "It stopped."):
        window.writing.editor.set_manuscript(text)
        with qtbot.waitSignal(window.desk.opened if text == "It rained." else window.desk.changed):
            window.registry["file.score"].trigger()
        copy = Path(engine.params("score")[-1]["manuscript"])
        assert copy.read_text() == text
    out = window.desk.out
    assert len(list(out.glob("manuscript-*/*"))) == 2, "undoing leads back"
    with qtbot.waitSignal(window.desk.changed):
        window.desk.undo()
    with qtbot.waitSignal(window.desk.changed):
        window.desk.redo()
    window.desk.out = None  # as after a new start
    with qtbot.waitSignal(window.desk.opened):
        window.desk.open(out)
    assert list(out.glob("manuscript-*/*")) == [copy]


def test_starting_over_lets_go_of_everything(
    scored: Window, engine: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: ScoreDialog) -> int:
        assert not dialog.folder_row.isVisibleTo(dialog)
        dialog.fresh.setChecked(True)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ScoreDialog, "exec", answer)
    with qtbot.waitSignal(scored.desk.changed):
        scored.registry["score.wishes"].trigger()
    assert engine.params("score")[-1]["fresh"] is True
    with qtbot.waitSignal(scored.desk.changed):
        scored.registry["score.anew"].trigger()
    assert "fresh" not in engine.params("score")[-1]


def test_files_are_copied_out(
    scored: Window, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = scored.desk.out
    for file in ("cues.csv", "temp_score.wav", "notes.xyz"):
        (out / file).write_text(file)
    scored.desk.worked.emit()
    found = [c.title for c in scored.registry.search("save a copy")]
    assert found == ["Cue sheet (CSV)…", "Temp score (WAV)…", "notes.xyz…"]
    monkeypatch.setattr(dialogs, "file_to_save", lambda *_: tmp_path / "mine.csv")
    scored.registry["copy.cues.csv"].trigger()
    assert (tmp_path / "mine.csv").read_text() == "cues.csv"
    assert scored.transport.state.whole == "Saved mine.csv"


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), (1600, 1000)])
def test_nothing_overlaps_and_nothing_is_cut(
    scored: Window, qtbot: Any, size: tuple[int, int]
) -> None:
    """960 × 600 is a screen of 1920 × 1200 at 200 %."""
    scored.resize(*size)
    scored.registry["score.first_cue"].trigger()
    scored.scoring.difference.tell(["Cue 1 is new.", "Cue 2 is gone."])
    qtbot.wait(30)
    view = scored.scoring
    assert (scored.width(), scored.height()) == size
    for button in view.findChildren(QAbstractButton):
        if button.isVisible() and button.property("role") and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.height() >= button.minimumSizeHint().height(), button.text()
    column = [view.play_button, view.difference, view.timeline, view.reading]
    spans = [
        (w.mapTo(view, QPoint(0, 0)).y(), w.mapTo(view, QPoint(0, 0)).y() + w.height())
        for w in column
    ]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), spans
    assert spans[-1][1] <= view.height()
