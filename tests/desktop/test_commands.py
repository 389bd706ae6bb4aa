from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from t2m_desktop.commands import COMMANDS, MENUS, Command, Registry
from t2m_desktop.window import Window


def test_commands_are_declared_once_with_keys_of_their_own(qtbot: Any) -> None:
    assert max(Counter(command.id for command in COMMANDS).values()) == 1
    assert max(Counter(command.title for command in COMMANDS).values()) == 1
    registry = Registry()
    keys = Counter(
        (command.where, keys.toString())
        for command in COMMANDS
        for keys in registry[command.id].shortcuts()
    )
    assert max(keys.values()) == 1, keys.most_common(3)
    everywhere = {key for where, key in keys if not where}
    assert not everywhere & {key for where, key in keys if where}, "one meaning, wherever one is"
    assert {command.menu.split("/")[0] for command in COMMANDS} == set(MENUS)
    for command in COMMANDS:
        assert not command.keys or not QKeySequence(command.keys).isEmpty()


def test_every_command_must_be_bound(qtbot: Any) -> None:
    registry = Registry([Command("a.b", "A", "File"), Command("a.c", "C", "File")])
    with pytest.raises(AssertionError, match=r"a\.c"):
        registry.bind({"a.b": lambda: None})


def test_a_command_runs_from_its_action(qtbot: Any) -> None:
    registry = Registry([Command("a.b", "A", "File", "Ctrl+J")])
    done = []
    registry.bind({"a.b": lambda: done.append(1)})
    registry["a.b"].trigger()
    assert done == [1]


def test_menus_hold_every_command(window: Window) -> None:
    bar = window.menuBar()
    assert isinstance(bar, QMenuBar)

    def shown(menu: QMenu) -> list[str]:
        found = []
        for action in menu.actions():
            if action.menu() is not None:
                found += shown(action.menu())
            elif not action.isSeparator():
                found.append(action.objectName())
        return found

    everything = [name for action in bar.actions() for name in shown(action.menu())]
    assert sorted(everything) == sorted(window.registry.commands)
    assert {command.id for command in COMMANDS} <= set(everything)


def test_searching_finds_by_words(qtbot: Any) -> None:
    registry = Registry()
    assert [command.id for command in registry.search("theme dark")] == ["view.theme_dark"]
    assert len(registry.search("")) == len(COMMANDS)
    registry["file.save"].setEnabled(False)
    assert "file.save" not in [command.id for command in registry.search("save")]


def test_offers_replace_those_before_them(window: Window) -> None:
    registry = window.registry
    done = []
    for names in (("one", "two"), ("three",)):
        registry.offer(
            "Music/Made",
            [
                (Command(f"made.{n}", n.title(), "Music/Made"), lambda n=n: done.append(n))
                for n in names
            ],
        )
    assert [command.id for command in registry.search("made")] == ["made.three"]
    assert [action.text() for action in registry.menu("Music/Made").actions()] == ["Three"]
    registry["made.three"].trigger()
    assert done == ["three"]
