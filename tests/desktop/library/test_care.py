"""Care of the library from the menu: what is asked, what is told, and that nothing goes unasked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from t2m_desktop import dialogs
from t2m_desktop.library.care import Care
from t2m_desktop.window import Window
from t2m_engine.service.client import EngineError


class Person:
    """Names files and answers questions."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.file, self.answer = "", ""
        self.asked: list[tuple[str, str]] = []
        self.kinds: list[str] = []
        monkeypatch.setattr(QFileDialog, "getSaveFileName", self._name)
        monkeypatch.setattr(QFileDialog, "getOpenFileName", self._name)
        monkeypatch.setattr(dialogs, "ask", self._answer)

    def _name(self, _parent: object, _title: str, _start: str, kinds: str) -> tuple[str, str]:
        self.kinds.append(kinds)
        return self.file, ""

    def _answer(self, _parent: object, question: str, more: str, answers: Any) -> str:
        self.asked.append((question, more))
        keys = [key for key, _ in answers]
        return self.answer if self.answer in keys else keys[-1]


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(monkeypatch)


@pytest.fixture
def care(window: Window, qtbot: Any) -> Care:
    qtbot.waitUntil(lambda: window.bridge.is_ready)
    return window.library.care


def told(window: Window) -> str:
    return window.transport.state.whole


def test_a_backup_goes_where_the_person_says(
    care: Care, window: Window, engine: Any, person: Person, qtbot: Any, tmp_path: Path
) -> None:
    engine.answers["library.backup"] = lambda params: {"path": params["path"]}
    window.registry["library.backup"].trigger()
    assert engine.params("library.backup") == [], "no name, no backup"
    person.file = str(tmp_path / "mine")
    window.registry["library.backup"].trigger()
    qtbot.waitUntil(lambda: told(window) == "Backed up: mine.t2m-backup")
    assert engine.params("library.backup") == [{"path": str(tmp_path / "mine.t2m-backup")}]
    assert "*.t2m-backup" in person.kinds[-1]
    (tmp_path / "mine.t2m-backup").write_bytes(b"the one before")
    window.registry["library.backup"].trigger()
    assert person.asked[-1][0] == "mine.t2m-backup exists already."
    assert len(engine.params("library.backup")) == 1, "nothing is replaced unasked"
    person.answer = "replace"
    window.registry["library.backup"].trigger()
    qtbot.waitUntil(lambda: len(engine.params("library.backup")) == 2)


def test_a_backup_comes_back_only_after_a_question(
    care: Care, window: Window, engine: Any, person: Person, qtbot: Any, tmp_path: Path
) -> None:
    engine.answers["library.restore"] = {}
    person.file = str(tmp_path / "mine.t2m-backup")
    window.registry["library.restore"].trigger()
    assert person.asked == [
        (
            "Put this backup in the place of the library?",
            "The library as it is now is kept beside it. No music is touched.",
        )
    ]
    assert engine.params("library.restore") == []
    person.answer = "restore"
    with qtbot.waitSignal(care.changed):
        window.registry["library.restore"].trigger()
    assert engine.params("library.restore") == [{"path": person.file}]
    assert told(window).startswith("The library is as it was in the backup")


def test_what_goes_wrong_is_told_and_the_next_errand_may_begin(
    care: Care, window: Window, engine: Any, person: Person, qtbot: Any, tmp_path: Path
) -> None:
    sentence = "mine.t2m-backup is not a backup of a library."
    engine.answers["library.restore"] = EngineError(-32040, sentence, {"exit_code": 4})
    person.file, person.answer = str(tmp_path / "mine.t2m-backup"), "restore"
    window.registry["library.restore"].trigger()
    qtbot.waitUntil(lambda: told(window) == sentence)
    engine.held.add("library.check")
    window.registry["library.check"].trigger()
    window.registry["library.copies"].trigger()
    assert told(window).startswith("One thing at a time")
    assert engine.params("library.duplicates") == []
    engine.answers["library.check"] = {"in_order": True, "findings": []}
    engine.release("library.check")
    qtbot.waitUntil(lambda: told(window) == "The library is in order.")


def test_what_is_not_in_order_is_mended_if_the_person_wants_it(
    care: Care, window: Window, engine: Any, person: Person, qtbot: Any
) -> None:
    findings = [{"what": "An index file is damaged.", "count": 1200, "mended": False}]
    engine.answers["library.check"] = lambda params: {
        "in_order": "repair" in params,
        "findings": findings,
    }
    window.registry["library.check"].trigger()
    qtbot.waitUntil(lambda: bool(person.asked))
    assert person.asked[-1][0] == "The library is not in order."
    assert person.asked[-1][1] == "• An index file is damaged.  (1,200)"
    assert len(engine.params("library.check")) == 1
    person.answer = "repair"
    with qtbot.waitSignal(care.changed):
        window.registry["library.check"].trigger()
    assert engine.params("library.check")[-1] == {"repair": True}
    assert person.asked[-1][0] == "The library is mended."
