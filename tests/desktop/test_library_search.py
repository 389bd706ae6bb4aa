"""The library's search box, and “More like this”."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from t2m_desktop.window import LIBRARY, Window
from t2m_engine.service.client import EngineError


@pytest.fixture
def panel(window: Window, engine: Any, qtbot: Any) -> Any:
    """The Library place, with an engine that finds tracks whose names hold the first word."""

    def search(params: dict[str, Any]) -> Any:
        if params["query"].startswith("bmp:"):
            return EngineError(-32020, "There is no field “bmp:”.", {"exit_code": 2})
        word = params["query"].split()[0]
        rows = [row for row in engine.answers["library.tracks"]["tracks"] if word in row["track"]]
        return {"total": 4, "found": [{**row, "by": "words", "score": None} for row in rows]}

    engine.answers["library.search"] = search
    window.go_to(LIBRARY)
    qtbot.waitUntil(lambda: window.library.tracks.rowCount() == 4)
    return window.library


def names(panel: Any) -> list[str]:
    return [Path(row["track"]).stem for row in panel.tracks.rows()]


def test_a_line_shows_what_it_finds_and_an_empty_box_everything(
    panel: Any, engine: Any, qtbot: Any
) -> None:
    everything = names(panel)
    with qtbot.waitSignal(panel.search.found):
        qtbot.keyClicks(panel.search.box, "cellar bpm:90-")
    assert names(panel) == ["the_cellar_door"]
    assert panel.search.words.whole == "The first 1 of 4 tracks"
    asked = engine.params("library.search")
    assert asked == [{"query": "cellar bpm:90-", "limit": 200, "channel": "library-search"}]
    with qtbot.waitSignal(panel.search.found):
        qtbot.keyClick(panel.search.box, Qt.Key.Key_Escape)
    assert names(panel) == everything
    assert panel.search.words.whole == ""


def test_a_wrong_line_is_told_quietly_and_changes_nothing(
    panel: Any, engine: Any, qtbot: Any
) -> None:
    qtbot.keyClicks(panel.search.box, "bmp:9")
    qtbot.waitUntil(lambda: panel.search.words.whole == "There is no field “bmp:”.")
    assert len(names(panel)) == 4


def test_the_newest_line_wins(panel: Any, engine: Any, qtbot: Any) -> None:
    engine.held.add("library.search")
    shown: list[Any] = []
    panel.search.found.connect(shown.append)
    for line in ("cellar", "salt"):
        panel.search.box.setText(line)
        panel.search.again()
    engine.release("library.search")
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(20)
    assert len(shown) == 1
    assert names(panel) == ["salt"]


def test_nothing_found_is_said(panel: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(panel.search.found):
        qtbot.keyClicks(panel.search.box, "zzz")
    assert names(panel) == []
    assert panel.search.words.whole == "Nothing in the library fits."


def test_a_search_outlives_a_refresh_and_hides_nothing_from_a_scan(
    panel: Any, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    with qtbot.waitSignal(panel.search.found):
        qtbot.keyClicks(panel.search.box, "salt")
    with qtbot.waitSignal(panel.search.found):
        panel.refresh()
    assert names(panel) == ["salt"]
    panel.scan_again()
    qtbot.waitUntil(lambda: bool(engine.params("library.add")))
    assert engine.params("library.add")[0]["folders"] == [str(tmp_path)]


def test_down_and_escape_lead_to_the_table(panel: Any, qtbot: Any) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
        with qtbot.waitSignal(panel.search.left):
            qtbot.keyClick(panel.search.box, key)


def test_more_like_this_asks_by_the_clip(window: Window, engine: Any, qtbot: Any) -> None:
    said: list[str] = []
    window.transport.say = said.append  # type: ignore[method-assign]
    window.registry["music.similar"].trigger()
    assert said == ["Choose a suggestion first: then there can be more like it."]
    with qtbot.waitSignal(window.writing.list.shown):
        window.suggestions.ask("Something breathed.")
    window.writing.list.select(2, play=False)
    clip = window.writing.list.selected
    assert clip is not None
    with qtbot.waitSignal(window.writing.list.shown):
        window.registry["music.similar"].trigger()
    assert engine.params("library.similar") == [
        {"like": [{"track": clip.track, "start": 0.5, "end": 2.0}], "k": 10, "channel": "cursor"}
    ]
    assert clip.track not in {s.track for s in window.writing.list.suggestions}
    assert window.writing.caption.whole == f"Sounds like “{clip.title}”"
    with qtbot.waitSignal(window.writing.list.shown):
        window.suggestions.again()  # a scan has ended
    assert len(engine.params("library.similar")) == 2


def test_what_is_not_for_the_manuscript_stays_away(
    window: Window, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    story = tmp_path / "story.md"
    story.write_text("Something breathed.")
    window.document.open(story)
    qtbot.waitUntil(lambda: bool(engine.params("suggest")))
    assert engine.params("suggest")[-1]["project"] == str(story)
    qtbot.waitUntil(lambda: bool(window.writing.list.suggestions))
    window.writing.list.select(1, play=False)
    window.registry["music.similar"].trigger()
    assert engine.params("library.similar")[-1]["project"] == str(story)
