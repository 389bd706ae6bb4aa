from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QMenuBar

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


def test_the_likeliest_comes_first_and_what_was_used_last(qtbot: Any) -> None:
    registry = Registry()
    registry.bind({name: (lambda: None) for name in registry.commands})
    found = [command.id for command in registry.search("find")]
    assert found[0] == "edit.find"
    assert "edit.replace" in found
    assert [command.id for command in registry.search("the")][:2] == [
        "view.theme_system",
        "view.theme_light",
    ], "what begins so goes before what holds it"
    registry["help.about"].trigger()
    registry["music.add"].trigger()
    assert [command.id for command in registry.search("")][:3] == [
        "music.add",
        "help.about",
        "file.new",
    ]


def test_the_box_offers_all_that_can_be_done_and_set(window: Window, qtbot: Any) -> None:
    from PySide6.QtCore import Qt

    box = window.search
    window.registry["view.search"].trigger()
    assert box.accessibleDescription().startswith("New manuscript")
    qtbot.keyClicks(box, "typewriter")
    kinds = [offer.kind for offer in box.offers("typewriter")]
    assert kinds == ["music", "command", "setting", "help"]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert "Typewriter scrolling, View" in box.accessibleDescription()
    qtbot.keyClick(box, Qt.Key.Key_PageDown)
    assert box.accessibleDescription() == "Quiet, Help › Write"
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert box.accessibleDescription() == "Typewriter scrolling, Writing"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    page = next(page for page in window.findChildren(QDialog) if page.isVisible())
    assert page.sections.currentItem().text() == "Writing"
    page.close()
    window.registry["view.search"].trigger()
    offers = box._popup()
    assert offers.isVisible()
    assert window.rect().contains(offers.geometry())
    assert not offers.grab().isNull(), "rows, keys and places are drawn"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not offers.isVisible()
