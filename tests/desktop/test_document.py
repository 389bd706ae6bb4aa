from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from t2m_desktop import dialogs
from t2m_desktop.window import Window
from t2m_engine.service.client import EngineError


class Answers:
    """Answers the window's questions as told, and keeps them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self.answer = "cancel"
        monkeypatch.setattr(dialogs, "ask", self._ask)

    def _ask(self, _parent: object, question: str, _more: str, answers: Any) -> str:
        self.asked.append(question)
        keys = [key for key, _ in answers]
        assert keys[-1] in {"cancel", "ok"}, "Escape never loses anything"
        return self.answer if self.answer in keys else keys[-1]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(monkeypatch)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.md"
    path.write_bytes(b"# One\r\n\r\nIt rained.\r\n")
    return path


def type_at_the_end(window: Window, qtbot: Any, text: str) -> None:
    window.writing.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(window.writing.editor, text)


def test_open_change_save(window: Window, qtbot: Any, answers: Answers, story: Path) -> None:
    assert window.document.open(story)
    assert window.windowTitle() == "story – t2m"
    type_at_the_end(window, qtbot, "It stopped.")
    assert window.windowTitle() == "*story – t2m"
    window.registry["file.save"].trigger()
    assert story.read_bytes() == b"# One\r\n\r\nIt rained.\r\nIt stopped."
    assert window.windowTitle() == "story – t2m"
    assert window.settings.last_manuscript == str(story)
    assert answers.asked == []


@pytest.mark.parametrize(
    ("answer", "theirs_stays", "copy_made"),
    [("cancel", True, False), ("copy", True, True), ("overwrite", False, False)],
)
def test_a_file_changed_on_disk_is_never_overwritten_unasked(
    window: Window,
    qtbot: Any,
    answers: Answers,
    story: Path,
    answer: str,
    theirs_stays: bool,
    copy_made: bool,
) -> None:
    window.document.open(story)
    type_at_the_end(window, qtbot, "Mine.")
    story.write_bytes(b"Theirs.")
    answers.answer = answer
    saved = window.document.save()
    assert answers.asked == ["story.md was changed by another program."]
    assert saved is (answer != "cancel")
    assert (story.read_bytes() == b"Theirs.") is theirs_stays
    copy = story.with_name("story (mine).md")
    assert copy.exists() is copy_made
    if copy_made:
        assert copy.read_bytes().endswith(b"It rained.\r\nMine.")
        assert window.document.file.path == copy
    assert window.document.modified is (answer == "cancel")


@pytest.mark.parametrize(
    ("answer", "closes", "saved"),
    [("cancel", False, False), ("discard", True, False), ("save", True, True)],
)
def test_closing_with_changes_asks(
    window: Window,
    qtbot: Any,
    answers: Answers,
    story: Path,
    answer: str,
    closes: bool,
    saved: bool,
) -> None:
    window.document.open(story)
    type_at_the_end(window, qtbot, "Mine.")
    answers.answer = answer
    assert window.close() is closes
    assert answers.asked == ["Save the changes to story?"]
    assert story.read_bytes().endswith(b"Mine.") is saved


def test_a_character_that_does_not_fit_is_asked_about(
    window: Window, qtbot: Any, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "café.txt"
    path.write_bytes("fermé\r\n".encode("latin-1"))
    window.document.open(path)
    window.writing.editor.textCursor().insertText("→")  # at the start: no key of QTest makes it
    assert not window.document.save()
    assert path.read_bytes() == "fermé\r\n".encode("latin-1")
    assert answers.asked[-1].startswith("“→” cannot be written in Windows-1252")
    answers.answer = "utf8"
    assert window.document.save()
    assert path.read_bytes() == "→fermé\r\n".encode()


def test_a_file_that_is_no_text_is_refused_and_the_manuscript_stays(
    window: Window, qtbot: Any, answers: Answers, story: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"a\0b")
    window.document.open(story)
    assert not window.document.open(bad)
    assert answers.asked == ["bad.txt holds NUL bytes, so it is not a text file."]
    assert window.writing.editor.text() == "# One\n\nIt rained.\n"


def test_saving_where_one_may_not_write_says_so_and_keeps_the_text(
    window: Window, qtbot: Any, answers: Answers, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from t2m_engine import files

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    window.document.open(story)
    type_at_the_end(window, qtbot, "Mine.")
    monkeypatch.setattr(files, "write_bytes", refuse)
    assert not window.document.save()
    assert answers.asked == ["The manuscript could not be saved."]
    assert window.document.modified
    monkeypatch.undo()


def test_a_new_manuscript_asks_where(
    window: Window, qtbot: Any, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "new"
    monkeypatch.setattr(dialogs, "file_to_save", lambda *_: target)
    qtbot.keyClicks(window.writing.editor, "It began.")
    window.registry["file.save"].trigger()
    assert (tmp_path / "new.md").read_text() == "It began."
    answers.answer = "replace"
    window.registry["file.save_as"].trigger()
    assert answers.asked == ["new.md exists already."]


def test_the_question_is_a_real_dialog(window: Window, qtbot: Any) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMessageBox

    seen: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend(button.text() for button in box.buttons())
        box.defaultButton().click()

    QTimer.singleShot(0, press)
    answers = [("save", "Save"), ("discard", "Don’t save"), ("cancel", "Cancel")]
    assert dialogs.ask(window, "Save?", "Else lost.", answers) == "save"
    assert sorted(seen) == ["Cancel", "Don’t save", "Save"]


class Book:
    """A word processor's file, and the engine that takes a text out of it."""

    def __init__(self, folder: Path, engine: Any) -> None:
        self.path = folder / "novel.docx"
        self.path.write_bytes(b"PK\x03\x04 a book")
        engine.answers["manuscript.read"] = lambda params: {
            "path": params["path"], "format": "docx", "title": "", "text": "# One\n\nIt rained.",
        }  # fmt: skip


@pytest.fixture
def book(tmp_path: Path, engine: Any) -> Book:
    return Book(tmp_path, engine)


def test_a_book_opens_as_its_text_and_is_never_overwritten(
    window: Window, qtbot: Any, answers: Answers, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.document.open(book.path)
    qtbot.waitUntil(lambda: window.writing.editor.text() == "# One\n\nIt rained.")
    assert window.windowTitle() == "novel – t2m"
    assert window.document.source == book.path
    assert window.settings.last_manuscript == str(book.path)
    type_at_the_end(window, qtbot, " It stopped.")
    suggested = []
    target = book.path.with_name("mine.md")
    monkeypatch.setattr(
        dialogs, "file_to_save", lambda _, start, *kinds: suggested.append(start) or target
    )
    window.registry["file.save"].trigger()
    assert Path(suggested[0]).name == "novel.md"
    assert target.read_text() == "# One\n\nIt rained. It stopped."
    assert book.path.read_bytes() == b"PK\x03\x04 a book"
    assert window.document.source is None
    assert answers.asked == []


def test_a_book_waits_for_the_engine(
    window: Window, engine: Any, qtbot: Any, answers: Answers, book: Book
) -> None:
    engine.held.add("manuscript.read")
    window.document.open(book.path)
    engine.die()
    engine.held.clear()
    qtbot.waitUntil(lambda: window.writing.editor.text() == "# One\n\nIt rained.")
    assert answers.asked == []


def test_what_was_opened_meanwhile_stays(
    window: Window, engine: Any, qtbot: Any, answers: Answers, book: Book, story: Path
) -> None:
    engine.held.add("manuscript.read")
    window.document.open(book.path)
    window.document.open(story)
    engine.release("manuscript.read")
    qtbot.wait(30)
    assert window.windowTitle() == "story – t2m"
    assert window.document.source is None


def test_a_book_that_cannot_be_read_is_told(
    window: Window, engine: Any, qtbot: Any, answers: Answers, book: Book
) -> None:
    engine.answers["manuscript.read"] = EngineError(-32030, "It is damaged.", {"exit_code": 3})
    window.document.open(book.path)
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert answers.asked == ["novel.docx could not be opened."]


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [("nwProject.nwx", "The Ferry.md"), ("", "The Ferry.md"), ("a.fdx", "a.fountain")],
)
def test_projects_and_scripts_have_names_of_their_own(
    window: Window,
    qtbot: Any,
    answers: Answers,
    book: Book,
    tmp_path: Path,
    name: str,
    saved_as: str,
) -> None:
    project = tmp_path / "The Ferry"
    project.mkdir()
    (project / "nwProject.nwx").write_text("<novelWriterXML/>")
    window._files_dropped([project / name])
    qtbot.waitUntil(lambda: window.document.source is not None)
    assert window.document._suggested_name == saved_as


def test_a_manuscript_that_is_dropped_into_the_text_opens_after_the_drop(
    window: Window, tmp_path: Path, qtbot: Any
) -> None:
    file = tmp_path / "night.md"
    file.write_text("# Night\n\nNobody came.\n", "utf-8")
    editor, data = window.writing.editor, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place = QPointF(editor.viewport().rect().center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDropEvent):
        at = place.toPoint() if kind is QDragEnterEvent else place
        event = kind(at, Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(editor.viewport(), event)
    assert window.document.file.path is None, "the drop is over first"
    qtbot.waitUntil(lambda: window.document.file.path == file)
    assert editor.text() == "# Night\n\nNobody came.\n"
    assert not editor.document().isUndoAvailable()
    QTest.keyClicks(editor, "Oh. ")
    assert editor.text() == "Oh. # Night\n\nNobody came.\n"
    editor.undo()
    assert not window.document.modified
