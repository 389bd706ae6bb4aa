"""The questions that the window asks: in one place, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from t2m_desktop.translation import tr

TEXT_FILES = "Manuscripts (*.md *.markdown *.txt *.text *.fountain);;All files (*)"
MANUSCRIPTS = (
    "Manuscripts (*.md *.markdown *.txt *.text *.fountain *.fdx *.docx *.odt *.epub *.html *.htm "
    "*.xhtml *.rtf *.srt *.vtt nwProject.nwx);;Text (*.md *.markdown *.txt *.text);;"
    "Scripts (*.fountain *.fdx);;Books and documents (*.docx *.odt *.epub *.html *.htm *.xhtml "
    "*.rtf nwProject.nwx);;Subtitles (*.srt *.vtt);;All files (*)"
)

AUDIO_FILES = "Sound (*.wav *.flac *.mp3 *.m4a *.ogg *.opus *.aiff);;All files (*)"


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
    name, _ = QFileDialog.getOpenFileName(parent, "Open a manuscript", folder, MANUSCRIPTS)
    return Path(name) if name else None


def file_to_save(parent: QWidget, suggested: str, kinds: str = TEXT_FILES) -> Path | None:
    """Ask where to save; the dialog itself asks before an existing file is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save as", suggested, kinds)
    return Path(name) if name else None


def audio_to_open(parent: QWidget, title: str, start: str) -> Path | None:
    """Ask for a recording."""
    name, _ = QFileDialog.getOpenFileName(parent, title, start, AUDIO_FILES)
    return Path(name) if name else None


def folder(parent: QWidget, title: str, start: str) -> Path | None:
    """Ask for a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, start)
    return Path(name) if name else None
