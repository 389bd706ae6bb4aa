"""The questions that the window asks: in one place, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from t2m_desktop.translation import tr

_TEXT, _SCRIPTS = "*.md *.markdown *.txt *.text", "*.fountain *.fdx"
_BOOKS = "*.docx *.odt *.epub *.html *.htm *.xhtml *.rtf nwProject.nwx"
_SUBTITLES = "*.srt *.vtt"
_SOUND = "*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.aiff"


def _kinds(*kinds: tuple[str, str]) -> str:
    """What Qt's file dialogs take, and all files at the end."""
    return ";;".join(
        f"{words} ({suffixes})" for words, suffixes in (*kinds, (tr("All files"), "*"))
    )


def ask(parent: QWidget, question: str, more: str, answers: Sequence[tuple[str, str]]) -> str:
    """Ask; `answers` are (key, label), the first is the default, the last what Escape means."""
    box = QMessageBox(parent)
    box.setWindowTitle("t2m")
    box.setText(question)
    box.setInformativeText(more)
    buttons = {}
    for key, words in answers:
        role = QMessageBox.ButtonRole.AcceptRole
        if key == answers[-1][0]:
            role = QMessageBox.ButtonRole.RejectRole
        buttons[key] = box.addButton(words, role)
    first = buttons[answers[0][0]]
    first.setProperty("role", "primary")
    first.style().unpolish(first)
    first.style().polish(first)
    box.setDefaultButton(first)
    box.setEscapeButton(buttons[answers[-1][0]])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((key for key, button in buttons.items() if button is clicked), answers[-1][0])


def tell(parent: QWidget, what: str, more: str = "") -> None:
    """Say something that must be read."""
    ask(parent, what, more, [("ok", tr("OK"))])


def file_to_open(parent: QWidget, folder: str) -> Path | None:
    """Ask which manuscript to open."""
    kinds = _kinds(
        (tr("Manuscripts"), f"{_TEXT} {_SCRIPTS} {_BOOKS} {_SUBTITLES}"),
        (tr("Text"), _TEXT),
        (tr("Scripts"), _SCRIPTS),
        (tr("Books and documents"), _BOOKS),
        (tr("Subtitles"), _SUBTITLES),
    )
    name, _ = QFileDialog.getOpenFileName(parent, tr("Open a manuscript"), folder, kinds)
    return Path(name) if name else None


def file_to_save(parent: QWidget, suggested: str, kinds: str = "") -> Path | None:
    """Ask where to save; the dialog itself asks before an existing file is replaced.

    `kinds`: what files there are to choose from, as Qt has them; by default texts.
    """
    kinds = kinds or _kinds((tr("Manuscripts"), f"{_TEXT} *.fountain"))
    name, _ = QFileDialog.getSaveFileName(parent, tr("Save as"), suggested, kinds)
    return Path(name) if name else None


def audio_to_open(parent: QWidget, title: str, start: str) -> Path | None:
    """Ask for a recording."""
    kinds = _kinds((tr("Sound"), _SOUND))
    name, _ = QFileDialog.getOpenFileName(parent, title, start, kinds)
    return Path(name) if name else None


def folder(parent: QWidget, title: str, start: str) -> Path | None:
    """Ask for a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, start)
    return Path(name) if name else None
