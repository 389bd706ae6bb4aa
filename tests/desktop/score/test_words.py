"""Every word of the window goes through the translation: a language of brackets shows which."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from t2m_desktop import translation
from t2m_desktop.labels import ElidedLabel
from t2m_desktop.score_dialog import ScoreDialog
from t2m_desktop.window import Window
from tests.desktop.looking import cut, overlaps

PLACES = ("view.write", "view.library", "view.map", "view.score")
NAMES = {
    *("Ctrl", "Shift", "Alt", "Del", "Esc", "Space", "Return", "Left", "Right", "Up", "Down"),
    *("Home", "End", "PgUp", "PgDown", "Backspace", "Menu", "Ins", "Meta", "bpm", "CPU", "GPU"),
    *("LUFS", "dBTP", "kHz"),
    *("Kdenlive", "Audacity", "Ardour", "Blender", "DaVinci", "Resolve", "Reaper"),
}
"""Keys, units and programs, which are called alike everywhere."""


class Brackets(QTranslator):
    """Says everything in brackets."""

    def translate(self, context: str, source: str, *_: Any) -> str:
        """Qt's hook."""
        return f"⟦{source}⟧" if context == translation.CONTEXT else ""

    def isEmpty(self) -> bool:
        """Qt's hook."""
        return False

    def language(self) -> str:
        """Qt's hook."""
        return "brackets"


@pytest.fixture
def brackets(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    spoken = Brackets(qapp)
    qapp.installTranslator(spoken)
    monkeypatch.setattr(translation, "_spoken", [spoken])
    yield
    qapp.removeTranslator(spoken)
    spoken.deleteLater()


@pytest.fixture
def told(brackets: None, scored: Window) -> Window:
    return scored


def untranslated(widget: QWidget, names: set[str]) -> Iterator[str]:
    """Yield what shows or tells a word that was not translated, and is nobody's name."""
    for part in (widget, *widget.findChildren(QWidget)):
        if not part.isVisibleTo(widget):
            continue
        words = [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        if isinstance(part, ElidedLabel):
            words.append(part.whole)
        elif isinstance(part, QLabel | QAbstractButton):
            words.append(part.text())
        elif isinstance(part, QLineEdit):
            words.append(part.placeholderText())
        for text in words:
            rest = re.sub(r"/[\w./-]+", "", text)  # where something lies
            while rest != (rest := re.sub(r"⟦[^⟦⟧]*⟧", " ", rest)):
                pass
            strange = set(re.findall(r"[A-Za-z]{3,}", rest)) - names
            if strange:
                yield f"{type(part).__name__}: {sorted(strange)} in {text!r}"


@pytest.mark.parametrize("place", PLACES)
def test_no_word_of_the_window_is_left_in_english(
    told: Window, plan: dict[str, Any], tracks: list[Any], place: str, qtbot: Any
) -> None:
    told.registry[place].trigger()
    if place == "view.score":
        told.registry["score.first_cue"].trigger()
    QApplication.processEvents()
    given = json.dumps([plan, [str(track) for track in tracks]], ensure_ascii=False)
    given += told.writing.editor.text() + str(told.document.name)
    names = NAMES | set(re.findall(r"[A-Za-z]{3,}", given))
    assert list(untranslated(told.centralWidget(), names)) == []


def test_no_word_is_left_in_english_in_what_opens_beside(told: Window, tmp_path: Path) -> None:
    assert told.desk.score is not None
    names = NAMES | {"Night"}
    page, steps = told.extras.preferences(), told.extras.first_steps()
    dialog = ScoreDialog("Night", tmp_path, told.desk.score.wishes, told.spaces, told)
    for part in (steps, dialog):
        part.show()
        assert list(untranslated(part, names)) == []
    for name in ("theme", "autosave", "clip_name", "output", "density", "library"):
        page.open_at(name)
        QApplication.processEvents()
        assert list(untranslated(page, names)) == []
    for part in (page, steps, dialog):
        part.close()


def test_longer_words_have_room(german: None, scored: Window, qtbot: Any) -> None:
    scored.resize(1280, 720)
    scored.registry["score.first_cue"].trigger()
    inspector = scored.scoring.inspector
    qtbot.waitUntil(inspector._cue_parts.isVisible)
    for _ in range(3):
        QApplication.processEvents()
    assert inspector.widget().width() <= inspector.viewport().width(), "nothing is cut beside"
    assert list(cut(inspector)) == []
    assert list(overlaps(inspector.widget())) == []


def test_no_command_is_left_in_english(told: Window) -> None:
    actions = [action for action in told.findChildren(QAction) if action.text()]
    assert len(actions) > 100
    left = [action.text() for action in actions if "⟦" not in action.text()]
    assert [text for text in left if not set(re.findall(r"[A-Za-z]{3,}", text)) <= NAMES] == []
