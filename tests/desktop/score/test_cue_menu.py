"""The menu of a cue on the timeline: what can be done with it, and the editors that it goes to."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from t2m_desktop.commands import EDITORS
from t2m_desktop.window import Window


@pytest.fixture
def menus(
    sounddevice: Callable[[int], Any], engine: Any, monkeypatch: pytest.MonkeyPatch
) -> list[QMenu]:
    """The menus that popped up; Kdenlive and Ardour answer, and take what they get."""
    monkeypatch.setitem(sys.modules, "sounddevice", sounddevice(0))
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: shown.append(menu))
    engine.answers["editor.list"] = {
        "editors": [
            {"name": name, "title": title, "answers": name in ("kdenlive", "ardour")}
            for name, title in EDITORS.items()
        ]
    }
    clip = {"file": "/a.wav", "name": "M2", "track": 1, "start": 61.0, "length": 9.0}
    engine.answers["editor.send"] = {
        "editor": "kdenlive", "project": "Film", "clips": [clip], "notes": []
    }  # fmt: skip
    return shown


def test_a_cue_and_the_whole_score_are_sent_from_the_menu(
    menus: list[QMenu], scored: Window, engine: Any, qtbot: Any
) -> None:
    block = scored.scoring.timeline.canvas.blocks()[1]
    middle = block.rect().center()
    QApplication.sendEvent(
        block,
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, middle, block.mapToGlobal(middle)
        ),
    )  # fmt: skip
    (menu,) = menus
    assert scored.scoring.cue == block.cue
    titles = [action.text() for action in menu.actions() if action.text()]
    assert "Pin the cue" in titles
    assert titles[-2:] == ["Send the cue to", "Send all cues to"]
    one, whole = (action.menu() for action in menu.actions()[-2:])
    qtbot.waitUntil(lambda: [a.text() for a in one.actions()][:2] == ["Kdenlive", "Ardour"])
    one.actions()[0].trigger()
    whole.actions()[1].trigger()
    menu.close()
    out = str(scored.desk.out)
    qtbot.waitUntil(lambda: len(engine.params("editor.send")) == 2)
    assert engine.params("editor.send") == [
        {"editor": "kdenlive", "score": out, "cues": [block.cue.number]},
        {"editor": "ardour", "score": out},
    ]
    qtbot.waitUntil(lambda: "at 1:01, track 1." in scored.transport.state.whole)


def test_the_commands_do_the_same_and_need_a_cue(
    menus: list[QMenu], scored: Window, engine: Any
) -> None:
    registry = scored.registry
    assert not registry["score.send_blender"].isEnabled()
    scored.scoring.go_to_cue(1)
    assert registry["score.send_blender"].isEnabled()
    registry["score.send_blender"].trigger()
    registry["score.send_all_blender"].trigger()
    assert [params.get("cues") for params in engine.params("editor.send")] == [
        [scored.scoring.cue.number], None,
    ]  # fmt: skip
