from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtGui import QTextCursor

from t2m_desktop import dialogs
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.journal import Journal, Left, Place, left_behind
from t2m_desktop.theme import Themes
from t2m_desktop.window import Window
from t2m_engine import places

PROGRAMS = Path(__file__).parent / "programs"
PIECES = ("a", "Rain", "\n", "\n\n", " ", "é", "🌊", "# Head\n", "long. " * 900, "\u00a0", "")


@pytest.fixture
def editor(themes: Themes, qtbot: Any) -> ManuscriptEditor:
    made = ManuscriptEditor(themes)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def journal(editor: ManuscriptEditor, tmp_path: Path) -> Any:
    made = Journal(editor.document(), lambda: editor.joint, tmp_path / "journal")
    yield made
    made.stop()


def crashed(journal: Journal, folder: Path) -> list[Left]:
    """What is found in a folder if the journal's program dies now: the lock is given up for it."""
    journal.flush()
    journal.wait()
    if journal._lock is not None:
        journal._lock.unlock()
    return list(left_behind(folder))


def test_nothing_is_written_before_the_first_key(
    editor: ManuscriptEditor, journal: Journal, tmp_path: Path
) -> None:
    editor.set_manuscript("It rained.")
    journal.begin(Place())
    assert crashed(journal, tmp_path / "journal") == []
    assert not (tmp_path / "journal").exists()


def test_a_key_is_on_the_disk_within_a_second(
    editor: ManuscriptEditor, journal: Journal, qtbot: Any, tmp_path: Path
) -> None:
    editor.set_manuscript("It rained.")
    journal.begin(Place(tmp_path / "story.md", "story.md"))
    qtbot.keyClicks(editor, "So ")
    qtbot.waitUntil(lambda: any((tmp_path / "journal").glob("*.jsonl")), timeout=5000)
    [left] = crashed(journal, tmp_path / "journal")
    assert left.text == "So It rained."
    assert left.place == Place(tmp_path / "story.md", "story.md")
    left.forget()
    assert list((tmp_path / "journal").iterdir()) == []


def whole(editor: ManuscriptEditor, position: int) -> int:
    """A position that no hand could put inside a character: Qt counts the wave as two."""
    code = ord(editor.document().characterAt(position) or "\0")
    return position + (0xDC00 <= code < 0xE000)


@pytest.mark.parametrize("seed", range(12))
def test_any_edits_come_back_as_they_were(
    editor: ManuscriptEditor, journal: Journal, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    editor.set_manuscript("".join(chance.choices(PIECES, k=8)))
    journal.begin(Place())
    for _ in range(30):
        cursor = editor.textCursor()
        last = editor.document().characterCount() - 1
        start = whole(editor, chance.randint(0, last))
        cursor.setPosition(start)
        end = whole(editor, min(last, start + chance.choice((0, 0, 1, 5, 4000))))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        kind = chance.random()
        if kind < 0.6:
            cursor.insertText(chance.choice(PIECES))
        elif kind < 0.7:
            editor.setTextCursor(cursor)
            editor.cut()
            editor.paste()
        elif kind < 0.8:
            editor.undo()
        elif kind < 0.85:
            editor.redo()
        elif kind < 0.9:
            editor.selectAll()
            editor.insertPlainText(chance.choice(PIECES))
        else:
            cursor.removeSelectedText()
        if chance.random() < 0.2:
            journal.flush()
    found = crashed(journal, tmp_path / "journal")
    assert [left.text for left in found] == [editor.text()]
    for left in found:
        left.leave()


def test_a_long_journal_is_begun_anew_and_loses_nothing(
    editor: ManuscriptEditor, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("t2m_desktop.journal._LONGEST", 2000)
    journal.begin(Place())
    for number in range(100):
        editor.insertPlainText(f"{number} ")
        journal.flush()
    journal.wait()
    [file] = (tmp_path / "journal").glob("*.jsonl")
    assert file.stat().st_size < 4000
    [left] = crashed(journal, tmp_path / "journal")
    assert left.text == editor.text()
    left.leave()


def test_a_torn_last_line_is_left_out(
    editor: ManuscriptEditor, journal: Journal, qtbot: Any, tmp_path: Path
) -> None:
    editor.set_manuscript("")
    journal.begin(Place())
    qtbot.keyClicks(editor, "Rain")
    [left] = crashed(journal, tmp_path / "journal")
    left.leave()
    [file] = (tmp_path / "journal").glob("*.jsonl")
    file.write_bytes(file.read_bytes()[:-5])
    [left] = left_behind(tmp_path / "journal")
    assert left.text == "Rai"
    left.leave()


@pytest.mark.parametrize("damage", [b"", b"{}\n", b'{"t2m": 9}\n', b"\xff\xfe\n", b"[1\n"])
def test_what_cannot_be_understood_is_left_alone(
    editor: ManuscriptEditor, journal: Journal, qtbot: Any, tmp_path: Path, damage: bytes
) -> None:
    editor.set_manuscript("")
    journal.begin(Place())
    qtbot.keyClicks(editor, "Rain")
    crashed(journal, tmp_path / "journal")[0].leave()
    [file] = (tmp_path / "journal").glob("*.jsonl")
    file.write_bytes(damage)
    assert list(left_behind(tmp_path / "journal")) == []
    assert file.exists()


def test_what_a_living_program_writes_is_not_left_behind(
    editor: ManuscriptEditor, journal: Journal, qtbot: Any, tmp_path: Path
) -> None:
    journal.begin(Place())
    qtbot.keyClicks(editor, "Rain")
    journal.flush()
    journal.wait()
    assert list(left_behind(tmp_path / "journal")) == []


def test_a_disk_that_refuses_is_told_once(
    editor: ManuscriptEditor, journal: Journal, qtbot: Any, tmp_path: Path
) -> None:
    (tmp_path / "journal").write_bytes(b"in the way")
    told: list[str] = []
    journal.failed.connect(told.append)
    journal.begin(Place())
    for key in "ab":
        qtbot.keyClicks(editor, key)
        journal.flush()
        journal.wait()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "save often" in told[0]
    assert editor.text() == "ab"


def start_writer(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAMS / "writer.py"), *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )


def type_and_kill(writer: subprocess.Popen[str], at_least: int) -> int:
    """Let it type, kill it, and return how many letters were older than a second then."""
    assert writer.stdout
    old = 0
    for line in writer.stdout:
        old = int(line)
        if old >= at_least:
            break
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    rest = writer.stdout.read().split()
    writer.stdout.close()
    return max([old, *(int(count) for count in rest)])


def test_a_kill_loses_a_second_at_most(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("It rained.", "utf-8")
    old = type_and_kill(start_writer(str(story)), 20)
    [left] = left_behind(places.journal_folder())
    typed = left.text.removesuffix("It rained.")
    assert typed == ("abcdefghij" * 100)[: len(typed)]
    assert len(typed) >= old >= 20
    assert story.read_text("utf-8") == "It rained."
    left.leave()


class Answers:
    """Answers the window's questions as told, and keeps them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
        self.asked: list[str] = []
        self.answer = answer
        monkeypatch.setattr(dialogs, "ask", self._ask)

    def _ask(self, _parent: object, question: str, _more: str, answers: Any) -> str:
        self.asked.append(question)
        keys = [key for key, _ in answers]
        return self.answer if self.answer in keys else str(keys[-1])


def leave_behind(editor: ManuscriptEditor, place: Place, text: str) -> None:
    """As if a program had crashed with `text` unsaved."""
    journal = Journal(editor.document(), lambda: editor.joint, places.journal_folder())
    editor.set_manuscript(text)
    journal.begin(place, unsaved=True)
    journal.wait()
    assert journal._lock is not None
    journal._lock.unlock()
    journal._lock = None
    journal.stop()


def test_a_crash_is_undone_at_the_next_start(
    window: Window, editor: ManuscriptEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "story.md"
    story.write_bytes(b"It rained.\r\nOn.\r\n")
    window.document.open(story)
    place = Place(story, "", window.document.file.stamp)
    window.document.new()
    leave_behind(editor, place, "It rained.\nAll night.\n")
    answers = Answers(monkeypatch, "restore")
    assert window.document.recover()
    assert answers.asked == ["“story” was not saved when t2m ended."]
    assert window.writing.editor.text() == "It rained.\nAll night.\n"
    assert window.document.modified
    assert story.read_bytes() == b"It rained.\r\nOn.\r\n"  # nothing changes until it is saved
    assert list(left_behind(places.journal_folder())) == []  # it is ours again, and still safe
    assert len(list(places.journal_folder().glob("*.jsonl"))) == 1
    assert window.document.save()
    assert story.read_bytes() == b"It rained.\r\nAll night.\r\n"
    window.document.journal.wait()
    assert list(places.journal_folder().glob("*.jsonl")) == []


def test_a_file_that_changed_since_the_crash_is_asked_about(
    window: Window, editor: ManuscriptEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "story.md"
    story.write_bytes(b"It rained.")
    window.document.open(story)
    place = Place(story, "", window.document.file.stamp)
    window.document.new()
    leave_behind(editor, place, "Mine.")
    story.write_bytes(b"Theirs.")
    answers = Answers(monkeypatch, "restore")
    window.document.recover()
    answers.answer = "cancel"
    assert not window.document.save()
    assert answers.asked[-1] == "story.md was changed by another program."
    assert story.read_bytes() == b"Theirs."


@pytest.mark.parametrize(("answer", "stays"), [("later", True), ("forget", False)])
def test_what_was_left_can_wait_or_go(
    window: Window,
    editor: ManuscriptEditor,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    stays: bool,
) -> None:
    leave_behind(editor, Place(None, "draft.md"), "Rain.")
    answers = Answers(monkeypatch, answer)
    assert not window.document.recover()
    assert answers.asked == ["“draft” was not saved when t2m ended."]
    found = list(left_behind(places.journal_folder()))
    assert [left.text for left in found] == (["Rain."] if stays else [])
    for left in found:
        left.leave()


def test_what_is_on_the_disk_anyway_is_not_asked_about(
    window: Window, editor: ManuscriptEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "story.md"
    story.write_bytes(b"It rained.")
    leave_behind(editor, Place(story), "It rained.")
    answers = Answers(monkeypatch, "restore")
    assert not window.document.recover()
    assert answers.asked == []


def test_closing_takes_the_journal_away(
    window: Window, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Answers(monkeypatch, "discard")
    qtbot.keyClicks(window.writing.editor, "Rain")
    window.document.journal.flush()
    window.document.journal.wait()
    assert list(places.journal_folder().glob("*.jsonl"))
    assert window.close()
    assert list(places.journal_folder().glob("*")) == []


def test_saving_keeps_what_it_replaces(
    window: Window, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tmp_path / "story.md"
    story.write_bytes(b"It rained.")
    window.document.open(story)
    qtbot.keyClicks(window.writing.editor, "So ")
    assert window.document.save()
    [version] = window.document.versions()
    assert version.path.read_bytes() == b"It rained."
    assert abs((datetime.now() - version.replaced).total_seconds()) < 60
    assert window.document.open_version(version)
    assert window.writing.editor.text() == "It rained."
    assert window.document.file.path is None  # a new manuscript: saving asks where to
    assert window.document.name.startswith("story (")


def test_a_lock_outlives_no_program(tmp_path: Path) -> None:
    """What `left_behind` builds on: the lock of a killed program can be taken."""
    code = (
        "import sys, time; from PySide6.QtCore import QLockFile; "
        "lock = QLockFile(sys.argv[1]); lock.setStaleLockTime(0); print(lock.tryLock(0), "
        "flush=True); time.sleep(60)"
    )
    file = str(tmp_path / "a.lock")
    holder = subprocess.Popen([sys.executable, "-c", code, file], stdout=subprocess.PIPE, text=True)
    assert holder.stdout
    assert holder.stdout.readline() == "True\n"
    lock = QLockFile(file)
    lock.setStaleLockTime(0)
    assert not lock.tryLock(0)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert lock.tryLock(0)
    lock.unlock()
