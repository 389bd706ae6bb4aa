"""Filters, marks, history and the menu of a suggestion, in the whole window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QCursor
from PySide6.QtWidgets import QInputDialog, QPushButton

from t2m_desktop.card import facts_in_words
from t2m_desktop.feeling import Emotion, key_in_words, why
from t2m_desktop.filter_bar import Filter
from t2m_desktop.hearing import gain
from t2m_desktop.listening_commands import OUTPUT
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.window import Window

STORY = "## One\n\nIt breathed in the dark.\n"
SLOW = Filter("bpm", "bpm:<90", "under 90 bpm")


@pytest.fixture
def writing(window: Window, qtbot: Any, tmp_path: Path) -> Window:
    """A window with a saved manuscript and its suggestions, the first of them selected."""
    story = tmp_path / "story.md"
    story.write_text(STORY)
    assert window.document.open(story)
    window.writing.editor.go_to_line(0)
    qtbot.waitUntil(lambda: len(window.writing.list.suggestions) == 4)
    window.writing.list.select(1, play=False)
    return window


def chips(window: Window) -> list[QPushButton]:
    return list(window.writing.filters._chips)


def asked(engine: Any) -> str:
    return str(engine.params("suggest")[-1]["filter"])


def test_filters_are_chips_that_are_undone(writing: Window, engine: Any, qtbot: Any) -> None:
    filters = writing.writing.filters
    assert filters.isHidden(), "only where it is wanted"
    writing.registry["view.filters"].trigger()
    assert filters.isVisible()
    filters.put(SLOW)
    filters.put(Filter("vocals", "-vocals", "no vocals"))
    qtbot.waitUntil(lambda: asked(engine) == "bpm:<90 -vocals -rating:1")
    filters.put(Filter("bpm", "bpm:>120", "over 120 bpm"))
    qtbot.waitUntil(lambda: asked(engine) == "-vocals bpm:>120 -rating:1")
    assert [chip.text() for chip in chips(writing)] == ["no vocals  ×", "over 120 bpm  ×"]
    name = QAccessible.queryAccessibleInterface(chips(writing)[0]).text(QAccessible.Text.Name)
    assert name == "Filter: no vocals. Press to take it away"
    qtbot.mouseClick(chips(writing)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked(engine) == "bpm:>120 -rating:1")
    writing.registry["feel.undo"].trigger()
    writing.registry["feel.undo"].trigger()
    qtbot.waitUntil(lambda: asked(engine) == "bpm:<90 -vocals -rating:1")
    writing.registry["music.no_filters"].trigger()
    qtbot.waitUntil(lambda: asked(engine) == "-rating:1")
    writing.registry["view.filters"].trigger()
    assert filters.isHidden()


def test_filters_that_leave_nothing_say_so(writing: Window, qtbot: Any) -> None:
    nothing = writing.writing.nothing
    assert nothing.isHidden()
    writing.writing.filters.put(Filter("bpm", "bpm:>500", "over 500 bpm"))
    qtbot.waitUntil(nothing.isVisible)
    assert writing.writing.list.suggestions == []
    qtbot.mouseClick(nothing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(writing.writing.list.suggestions) == 4)
    assert nothing.isHidden()


def test_the_menu_offers_what_the_query_language_knows(
    writing: Window, engine: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from t2m_engine.library.search.query import parse_filters

    engine.answers["library.folders"] = {"folders": [{"folder": "/music/My Strings"}]}
    filters = writing.writing.filters
    filters._fill_menu()
    qtbot.waitUntil(lambda: bool(filters._folders))
    filters._fill_menu()
    offered = []
    for action in filters.menu.actions():
        menu = action.menu()
        for leaf in menu.actions() if menu else [action]:
            if leaf.isCheckable():
                before = filters.query
                leaf.trigger()
                offered.append(filters.query)
                assert filters.query != before
                filters.clear()
    assert len(offered) > 30
    for query in offered:
        assert parse_filters(query).conditions, query
    assert 'folder:"/music/My Strings"' in offered
    assert "bpm:59-66" in offered, "as the suggestion that is selected"
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("mood:tender -rain", True))
    filters._ask()
    qtbot.waitUntil(lambda: asked(engine) == "mood:tender -rain -rating:1")


def test_less_like_this_is_asked_for_and_taken_back(
    writing: Window, engine: Any, qtbot: Any, tracks: list[Path]
) -> None:
    writing.writing.list.setFocus()
    qtbot.keyClick(writing.writing.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: "unlike" in engine.params("suggest")[-1])
    example = {"track": str(tracks[0]), "start": 0.5, "end": 2.0}
    assert engine.params("suggest")[-1]["unlike"] == [example]
    assert chips(writing)[0].text() == "less like “Night Ferry”  ×"
    writing.registry["feel.undo"].trigger()
    qtbot.waitUntil(lambda: "unlike" not in engine.params("suggest")[-1])


def test_marks_are_told_shown_and_undone(
    writing: Window, engine: Any, qtbot: Any, tracks: list[Path], tmp_path: Path
) -> None:
    cards = writing.writing.list
    cards.setFocus()
    track = str(tracks[0])
    qtbot.keyClick(cards, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: cards.suggestions[0].favourite, timeout=30_000)
    assert engine.params("library.mark")[-1] == {"tracks": [track], "favourite": True}
    card = cards.cards()[0]
    assert card.marks.buttons["favourite"].accessibleName() == "No favourite any more"
    assert "favourite" in card.accessibleName()
    qtbot.mouseClick(card.marks.buttons["up"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cards.suggestions[0].rating == 5)
    before = len(engine.params("suggest"))
    qtbot.keyClick(cards, Qt.Key.Key_Minus)
    assert engine.params("library.mark")[-1] == {"tracks": [track], "rating": 1}
    qtbot.waitUntil(lambda: len(engine.params("suggest")) > before)  # it must not come again
    for wanted in ({"rating": 5}, {"rating": 0}, {"favourite": False}):
        writing.registry["edit.undo"].trigger()
        assert engine.params("library.mark")[-1] == {"tracks": [track], **wanted}
    qtbot.waitUntil(lambda: not cards.suggestions[0].favourite)
    qtbot.keyClick(cards, Qt.Key.Key_X)
    project = str(tmp_path / "story.md")
    assert engine.params("library.mark")[-1] == {"tracks": [track], "exclude": [project]}
    writing.registry["edit.undo"].trigger()
    assert engine.params("library.mark")[-1] == {"tracks": [track], "include": [project]}


def test_a_mark_that_cannot_be_made_is_told(writing: Window, engine: Any, qtbot: Any) -> None:
    from t2m_engine.service.client import EngineError

    engine.answers["library.mark"] = EngineError(-32040, "The library is locked.", {})
    writing.registry["music.favourite"].trigger()
    qtbot.waitUntil(lambda: writing.transport.state.whole == "The library is locked.")
    assert not writing.writing.list.suggestions[0].favourite


def test_marks_without_a_selection_or_a_project_say_what_to_do(window: Window, qtbot: Any) -> None:
    window.registry["music.favourite"].trigger()
    assert window.transport.state.whole == "Choose a suggestion first."
    window.writing.editor.set_manuscript(STORY)
    qtbot.waitUntil(lambda: bool(window.writing.list.suggestions))
    window.writing.list.select(1, play=False)
    window.registry["music.exclude"].trigger()
    assert window.transport.state.whole.startswith("Save the manuscript first")


def test_what_is_copied_counts_as_used(
    writing: Window, engine: Any, qtbot: Any, tracks: list[Path], tmp_path: Path
) -> None:
    cards = writing.writing.list
    cards.copy_selected()
    qtbot.waitUntil(lambda: cards.suggestions[0].used)
    entry = engine.params("history.add")[-1]
    assert entry == {
        "kind": "used",
        "track": str(tracks[0]),
        "start": 0.5,
        "end": 2.0,
        "project": str(tmp_path / "story.md"),
    }
    assert cards.cards()[0].used.isVisible()
    writing.registry["music.unused"].trigger()
    qtbot.waitUntil(lambda: not cards.suggestions[0].used)
    assert engine.params("history.take_back")[-1]["kind"] == "used"
    writing.registry["feel.undo"].trigger()
    qtbot.waitUntil(lambda: cards.suggestions[0].used)


def test_the_history_is_a_list_that_plays(
    writing: Window, engine: Any, qtbot: Any, tracks: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {"track": str(tracks[2]), "title": "Salt", "artist": "", "facts": None, "duration": 3.0}
    entry = {"at": 1_700_000_000.0, "kind": "used", "start": 1.0, "end": 2.0}
    engine.answers["history.list"] = {"entries": [{**entry, "project": "/a/story.md", **row}]}
    played: list[Any] = []
    monkeypatch.setattr(writing.player, "play", played.append)
    writing.registry["music.history"].trigger()
    qtbot.waitUntil(lambda: writing.listening._dialog is not None)
    dialog = writing.listening._dialog
    assert dialog is not None
    words = dialog.list.item(0).text()
    assert words.endswith(" · used · Salt, 0:01 · story")
    dialog.list.itemActivated.emit(dialog.list.item(0))
    assert (played[0].track, played[0].start, played[0].end) == (str(tracks[2]), 1.0, 2.0)
    dialog.reject()


def test_outputs_are_offered_and_chosen(
    writing: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = writing.registry.menu(OUTPUT)
    monkeypatch.setattr(
        writing.player, "find_outputs", lambda: writing.player.outputs_found.emit(["USB"])
    )
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions()] == ["The system’s output", "USB"]
    assert menu.actions()[0].isChecked()
    menu.actions()[1].trigger()
    assert (writing.player.output, writing.settings.output) == ("USB", "USB")
    menu.actions()[0].trigger()
    assert writing.player.output == ""


def test_the_volume_is_moved_by_hand_and_by_keys(writing: Window, qtbot: Any) -> None:
    writing.transport.volume.setValue(50)
    assert writing.player.volume == 0.5
    writing.registry["music.louder"].trigger()
    assert writing.player.volume == pytest.approx(0.6)
    qtbot.waitUntil(lambda: writing.settings.volume == 60, timeout=30_000)
    for _ in range(9):
        writing.registry["music.quieter"].trigger()
    assert writing.player.volume == 0.0
    writing.settings.volume = 80
    assert writing.transport.volume.value() == 80
    assert writing.player.volume == pytest.approx(0.8)


def test_settings_of_hearing_hold_at_once(writing: Window) -> None:
    writing.settings.crossfade = 500
    assert writing.player.crossfade == 0.5
    writing.settings.match_loudness = False
    assert not writing.hearing.matches


def test_cards_stay_where_they_are_under_the_pointer_and_after_a_word(
    writing: Window, engine: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from t2m_desktop import suggestion_list

    cards = writing.writing.list
    before = [card.suggestion.key for card in cards.cards() if card.suggestion]
    places = [card.geometry() for card in cards.cards()]
    usual = engine.answers["suggest"]

    def turned(params: dict[str, Any]) -> dict[str, Any]:
        answer = usual(params)
        answer["passages"][0]["suggestions"].reverse()
        return answer

    engine.answers["suggest"] = turned
    monkeypatch.setattr(suggestion_list, "_REST_S", 3600.0)
    inside = cards.viewport().mapToGlobal(cards.viewport().rect().center())
    monkeypatch.setattr(QCursor, "pos", staticmethod(lambda: inside))
    cards._pointer_moved = float("inf")
    asked_before = len(engine.params("suggest"))
    writing.writing.editor.textCursor().insertText("Very dark. ")
    qtbot.waitUntil(lambda: len(engine.params("suggest")) > asked_before)
    qtbot.wait(400)
    assert [card.suggestion.key for card in cards.cards() if card.suggestion] == before
    assert [card.geometry() for card in cards.cards()] == places
    # A mark does not move them either.
    writing.registry["music.favourite"].trigger()
    qtbot.waitUntil(lambda: cards.suggestions[0].favourite)
    assert [card.geometry() for card in cards.cards()] == places


def test_why_a_clip_fits_is_said_in_words() -> None:
    dread = Emotion(-0.6, 0.4, {"scary": 0.8, "sad": 0.2})
    for clip, words in (
        (Emotion(-0.6, 0.4, {"scary": 1.0}), "scary too"),
        (Emotion(-0.5, -0.4, {"tender": 1.0}), "calmer"),
        (Emotion(-0.3, 0.7, {"angry": 1.0}), "a little brighter, a little tenser"),
        (Emotion(-0.6, 0.4, {"funny": 1.0}), "just as it feels"),
    ):
        assert why(dread, clip) == words


def test_facts_are_written_as_musicians_do() -> None:
    assert [key_in_words(k) for k in ("C", "F#m", "Bb", "")] == [
        "C major", "F♯ minor", "B♭ major", "",
    ]  # fmt: skip
    feeling = Emotion(0.0, 0.0, {"sad": 1.0})
    clip = Suggestion(1, "/a.wav", 2.0, 21.0, 0.9, "A", "", feeling, tempo=61.6, tonality="Dm")
    assert facts_in_words(clip) == "62 bpm · D minor · 0:19"
    free = Suggestion(1, "/a.wav", 2.0, 21.0, 0.9, "A", "", feeling, loudness=-14.0)
    assert facts_in_words(free) == "free · 0:19"
    unknown = Suggestion(1, "/a.wav", 2.0, 21.0, 0.9, "A", "", feeling)
    assert facts_in_words(unknown) == "0:19"


def test_loudness_is_matched_and_never_clips() -> None:
    assert gain(None, 0.0) == 1.0
    assert gain(-70.0, -70.0) == 1.0
    assert gain(-8.0, 0.0) == pytest.approx(10 ** (-10 / 20))
    assert gain(-24.0, -12.0) == pytest.approx(10 ** (6 / 20))
    assert gain(-24.0, -3.0) == pytest.approx(10 ** (2 / 20)), "the peak stays under −1 dBTP"
    assert gain(-60.0, -50.0) == pytest.approx(10 ** (9 / 20)), "noise is not lifted for ever"
