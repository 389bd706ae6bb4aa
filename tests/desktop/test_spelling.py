"""Spelling: what is on the screen is looked up in the background; no dictionary, no complaint."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtGui import QTextCursor

from t2m_desktop.editor import spelling
from t2m_desktop.editor.spelling import words_of
from t2m_desktop.window import Window

enchant = pytest.importorskip("enchant", exc_type=ImportError)
ENGLISH = "en_GB"
needs_english = pytest.mark.skipif(
    not enchant.dict_exists(ENGLISH), reason="no English dictionary is installed"
)


def marked(window: Window) -> list[str]:
    return [mark.cursor.selectedText() for mark in window.writing.editor._misspelt]


def test_words_are_found_where_they_are() -> None:
    assert words_of("“Don’t”, she said; BBC 42 a naïve_thing x.") == [
        (1, "Don’t"),
        (9, "she"),
        (13, "said"),
        (28, "naïve"),
        (34, "thing"),
    ]


@needs_english
def test_misspelt_words_on_the_screen_are_marked(window: Window, qtbot: Any) -> None:
    editor = window.writing.editor
    far = "\n\n".join(["It rained."] * 400) + "\n\nThe end was neear."
    editor.set_manuscript("The hose creeked, and nobody caame. He didn’t mind.\n\n" + far)
    window.settings.set("spelling", ENGLISH)
    qtbot.waitUntil(lambda: marked(window) == ["creeked", "caame"])
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: marked(window) == ["neear"])
    window.settings.set("spelling", "")
    qtbot.waitUntil(lambda: marked(window) == [])


@needs_english
def test_the_word_that_is_being_written_is_left_alone(window: Window, qtbot: Any) -> None:
    window.settings.set("spelling", ENGLISH)
    qtbot.keyClicks(window.writing.editor, "It raaned caats")
    qtbot.waitUntil(lambda: marked(window) == ["raaned"])
    qtbot.keyClicks(window.writing.editor, " and")
    qtbot.waitUntil(lambda: marked(window) == ["raaned", "caats"])


@pytest.mark.parametrize("language", ["xx_XX", "nonsense", "\ud800"])
def test_a_language_without_a_dictionary_marks_nothing(
    window: Window, qtbot: Any, language: str
) -> None:
    spell = window.extras.spelling
    window.writing.editor.set_manuscript("Xqzzt brmpf.")
    with qtbot.waitSignal(spell.checked):
        spell._language = language
        spell._known.clear()
        spell._pause.start()
    assert marked(window) == []


def test_without_the_library_it_is_off(window: Window, qtbot: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "enchant", None)
    assert spelling.languages() == []
    window.writing.editor.set_manuscript("Xqzzt brmpf.")
    with qtbot.waitSignal(window.extras.spelling.checked):
        window.settings.set("spelling", ENGLISH)
    assert marked(window) == []
