"""The manuscript in the window and its file: open, save, never lose or overwrite unasked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from t2m_desktop import dialogs
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.manuscript_file import EncodingError, ManuscriptFile
from t2m_desktop.settings import Settings
from t2m_engine.errors import InputError


class Document(QObject):
    """Keeps the editor and a ManuscriptFile together, and asks where a choice is the user's."""

    renamed = Signal()  # another file, or another name
    said = Signal(str)

    def __init__(self, editor: ManuscriptEditor, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._editor, self._settings, self._window = editor, settings, window
        self.file = ManuscriptFile()
        self._suggested_name = ""

    @property
    def name(self) -> str:
        """The file's name without its suffix; "Untitled" for one never saved."""
        if self.file.path is not None:
            return self.file.path.stem
        return Path(self._suggested_name).stem or "Untitled"

    @property
    def modified(self) -> bool:
        """Whether there is something to save."""
        return self._editor.document().isModified()

    def new(self) -> None:
        """Begin an empty manuscript."""
        if self.may_leave():
            self._show(ManuscriptFile(), "")

    def open(self, path: Path | None = None) -> bool:
        """Open a manuscript (asks which, without `path`); says whether it is on the screen."""
        if not self.may_leave():
            return False
        path = path or dialogs.file_to_open(self._window, self._settings.last_folder)
        if path is None:
            return False
        try:
            file, text = ManuscriptFile.open(path)
        except InputError as error:
            dialogs.tell(self._window, f"{error.path.name} {error.reason}.", error.remedy)
            return False
        self._show(file, text)
        self._remember(path)
        return True

    def open_as_new(self, path: Path) -> bool:
        """Open a text without its file (the demo story): saving asks where to."""
        if not self.may_leave():
            return False
        _, text = ManuscriptFile.open(path)
        self._show(ManuscriptFile(), text)
        self._suggested_name = path.name
        self.renamed.emit()
        return True

    def save(self) -> bool:
        """Save; says whether it is on the disk."""
        if self.file.path is None:
            return self.save_as()
        if self.file.changed_on_disk():
            answer = dialogs.ask(
                self._window,
                f"{self.file.path.name} was changed by another program.",
                "It is not what was opened here. Saving would overwrite those changes.",
                [
                    ("copy", "Keep mine as a copy"),
                    ("overwrite", "Overwrite"),
                    ("cancel", "Cancel"),
                ],
            )
            if answer == "cancel":
                return False
            if answer == "copy":
                return self._write(None, copy=True)
        return self._write(None)

    def save_as(self) -> bool:
        """Save under another name."""
        start = self.file.path or Path(self._settings.last_folder) / (
            self._suggested_name or "Untitled.md"
        )
        path = dialogs.file_to_save(self._window, str(start))
        if path is None:
            return False
        if not path.suffix:
            path = path.with_suffix(".md")
            if path.exists() and (
                dialogs.ask(
                    self._window,
                    f"{path.name} exists already.",
                    "Saving replaces it.",
                    [("replace", "Replace"), ("cancel", "Cancel")],
                )
                != "replace"
            ):
                return False
        return self._write(path)

    def may_leave(self) -> bool:
        """Ask about unsaved changes; says whether the manuscript may go from the window."""
        if not self.modified:
            return True
        answer = dialogs.ask(
            self._window,
            f"Save the changes to {self.name}?",
            "Without saving, they are lost.",
            [("save", "Save"), ("discard", "Don’t save"), ("cancel", "Cancel")],
        )
        if answer == "save":
            return self.save()
        return answer == "discard"

    def _show(self, file: ManuscriptFile, text: str) -> None:
        self.file = file
        self._suggested_name = ""
        self._editor.set_manuscript(text)
        self.renamed.emit()

    def _write(self, path: Path | None, *, copy: bool = False) -> bool:
        text = self._editor.text()
        try:
            if copy:
                self.file.save_copy(text)
            else:
                self.file.save(text, path)
        except EncodingError as error:
            answer = dialogs.ask(
                self._window,
                str(error),
                "UTF-8 holds every character; nearly all programs read it.",
                [("utf8", "Save as UTF-8"), ("cancel", "Cancel")],
            )
            if answer != "utf8":
                return False
            # The guard has been asked; what remains is the encoding.
            self.file.encoding, self.file.bom = "utf-8", b""
            return self._write(path, copy=copy)
        except OSError as error:
            dialogs.tell(
                self._window,
                "The manuscript could not be saved.",
                f"{error.strerror or error}. It is still here: save it in another place.",
            )
            return False
        assert self.file.path
        self._editor.document().setModified(False)
        self._remember(self.file.path)
        self.renamed.emit()
        self.said.emit(f"Saved {self.file.path.name}")
        return True

    def _remember(self, path: Path) -> None:
        self._settings.last_manuscript = str(path)
        self._settings.last_folder = str(path.parent)
