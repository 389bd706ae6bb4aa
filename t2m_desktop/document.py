"""The manuscript in the window and its file: open, save, never lose or overwrite unasked."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from t2m_desktop import backups, dialogs
from t2m_desktop.backups import Version
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.engine_speech import said
from t2m_desktop.journal import Journal, Left, Place, left_behind
from t2m_desktop.manuscript_file import EncodingError, ManuscriptFile, suffix_of_text
from t2m_desktop.settings import Settings
from t2m_desktop.translation import tr
from t2m_engine import places
from t2m_engine.errors import InputError
from t2m_engine.service.client import EngineError, EngineGone
from t2m_engine.service.supervisor import State


class Document(QObject):
    """Keeps the editor and a ManuscriptFile together, and asks where a choice is the user's."""

    renamed = Signal()  # another file, or another name
    said = Signal(str)

    def __init__(
        self,
        editor: ManuscriptEditor,
        settings: Settings,
        bridge: EngineBridge,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._editor, self._settings, self._window = editor, settings, window
        self._bridge = bridge
        self.file = ManuscriptFile()
        self.source: Path | None = None  # the container that the text was taken out of
        self._suggested_name = ""
        self._wanted: Path | None = None  # a container that is on its way
        self.journal = Journal(
            editor.document(), lambda: editor.joint, places.journal_folder(), self
        )
        self.journal.failed.connect(self.said)
        self.journal.begin(Place())
        bridge.state_changed.connect(self._engine_changed)

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
            self._wanted = None
            self._show(ManuscriptFile(), "")

    def open(self, path: Path | None = None) -> bool:
        """Open a manuscript (asks which, without `path`).

        Says whether it is on the screen; the text of a container is on its way then.
        """
        if not self.may_leave():
            return False
        path = path or dialogs.file_to_open(self._window, self._settings.last_folder)
        if path is None:
            return False
        if suffix_of_text(path) is not None:
            self._wanted = path
            self._take_out()
            return True
        self._wanted = None
        try:
            file, text = ManuscriptFile.open(path)
        except InputError as error:
            dialogs.tell(
                self._window, said(f"{error.path.name} {error.reason}."), said(error.remedy)
            )
            return False
        self._show(file, text)
        self._remember(path)
        return True

    def open_as_new(self, path: Path) -> bool:
        """Open a text without its file (the demo story): saving asks where to."""
        if not self.may_leave():
            return False
        self._wanted = None
        _, text = ManuscriptFile.open(path)
        self._show(ManuscriptFile(), text, path.name)
        return True

    def begin_with(self, text: str, name: str) -> bool:
        """Begin a manuscript of a text that came from elsewhere: saving asks where to."""
        if not self.may_leave():
            return False
        self._wanted = None
        self._show(ManuscriptFile(), text, name)
        return True

    def recover(self) -> bool:
        """Offer what a crash left behind; says whether it is on the screen."""
        for left in left_behind(places.journal_folder()):
            if self._is_saved(left):
                left.forget()
                continue
            name = left.place.path.name if left.place.path else left.place.name or "Untitled"
            when = left.written.strftime("%d %B %Y, %H:%M")
            answer = dialogs.ask(
                self._window,
                tr("“{stem}” was not saved when t2m ended.").format(stem=Path(name).stem),
                tr(
                    "It is here as it was at the last key ({when}). Nothing on your disk changes "
                    "until you save."
                ).format(when=when),
                [
                    ("restore", tr("Bring it back")),
                    ("forget", tr("Throw it away")),
                    ("later", tr("Later")),
                ],
            )
            if answer == "restore":
                self._bring_back(left)
                return True
            if answer == "forget":
                left.forget()
            else:
                left.leave()
        return False

    def versions(self) -> list[Version]:
        """The earlier versions of this manuscript, newest first."""
        if self.file.path is None:
            return []
        return backups.versions(self.file.path, places.backups_folder())

    def open_version(self, version: Version) -> bool:
        """Open an earlier version as a new manuscript, named for its time."""
        assert self.file.path
        name = f"{self.file.path.stem} ({version.path.stem}){version.path.suffix}"
        if not self.may_leave():
            return False
        try:
            _, text = ManuscriptFile.open(version.path)
        except InputError as error:
            dialogs.tell(
                self._window, said(f"{error.path.name} {error.reason}."), said(error.remedy)
            )
            return False
        self._show(ManuscriptFile(), text, name)
        return True

    def save(self) -> bool:
        """Save; says whether it is on the disk."""
        if self.file.path is None:
            return self.save_as()
        if self.file.changed_on_disk():
            answer = dialogs.ask(
                self._window,
                tr("{name} was changed by another program.").format(name=self.file.path.name),
                tr("It is not what was opened here. Saving would overwrite those changes."),
                [
                    ("copy", tr("Keep mine as a copy")),
                    ("overwrite", tr("Overwrite")),
                    ("cancel", tr("Cancel")),
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
                    tr("{name} exists already.").format(name=path.name),
                    tr("Saving replaces it."),
                    [("replace", tr("Replace")), ("cancel", tr("Cancel"))],
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
            tr("Save the changes to {name}?").format(name=self.name),
            tr("Without saving, they are lost."),
            [("save", tr("Save")), ("discard", tr("Don’t save")), ("cancel", tr("Cancel"))],
        )
        if answer == "save":
            return self.save()
        return answer == "discard"

    def _take_out(self) -> None:
        """Have the engine take the text out of the wanted container."""
        path = self._wanted
        if path is None:
            return
        self.said.emit(tr("Reading {name}…").format(name=path.name))
        if not self._bridge.is_ready:
            return  # at READY it is asked for

        def came(result: dict[str, Any]) -> None:
            if path != self._wanted:
                return  # another one was opened meanwhile
            self._wanted = None
            if self.may_leave():  # what was typed while it was read
                named = path.parent.name if path.suffix == ".nwx" else path.stem
                self._show(ManuscriptFile(), result["text"], f"{named}{suffix_of_text(path)}")
                self.source = path
                self._remember(path)
                self.renamed.emit()
                self.said.emit(
                    tr("{name} stays as it is: saving asks for a new name.").format(name=path.name)
                )

        def failed(error: EngineError) -> None:
            if path == self._wanted and not isinstance(error, EngineGone):
                self._wanted = None
                dialogs.tell(
                    self._window,
                    tr("{name} could not be opened.").format(name=path.name),
                    str(error),
                )

        self._bridge.request("manuscript.read", {"path": str(path)}, came, failed)

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY:
            self._take_out()

    def _show(self, file: ManuscriptFile, text: str, name: str = "") -> None:
        """Show `text` of `file`, or of none yet: then it is to be saved as `name`."""
        self.file, self.source = file, None
        self._suggested_name = name
        self.journal.end()
        self._editor.set_manuscript(text)
        self.journal.begin(self._place())
        self.renamed.emit()

    def _place(self) -> Place:
        return Place(self.file.path, self._suggested_name, self.file.stamp)

    def _is_saved(self, left: Left) -> bool:
        """Whether what was left behind is just what its file holds."""
        if left.place.path is None:
            return not left.text.strip()
        try:
            return ManuscriptFile.open(left.place.path)[1] == left.text
        except InputError:
            return False

    def _bring_back(self, left: Left) -> None:
        name = left.place.name
        try:
            file, _ = ManuscriptFile.open(left.place.path or Path())
            file.stamp = left.place.stamp  # changed since then: saving asks
        except InputError:  # gone, or no text any more: it gets a new place
            file = ManuscriptFile()
            name = name or (left.place.path.name if left.place.path else "")
        self._show(file, left.text, name)
        self._editor.document().setModified(True)
        self.journal.begin(self._place(), unsaved=True)
        self.journal.wait()
        left.forget()
        self.renamed.emit()

    def _write(self, path: Path | None, *, copy: bool = False) -> bool:
        text = self._editor.text()
        self._keep_version(path or self.file.path)
        try:
            if copy:
                self.file.save_copy(text)
            else:
                self.file.save(text, path)
        except EncodingError as error:
            answer = dialogs.ask(
                self._window,
                str(error),
                tr("UTF-8 holds every character; nearly all programs read it."),
                [("utf8", tr("Save as UTF-8")), ("cancel", tr("Cancel"))],
            )
            if answer != "utf8":
                return False
            # The guard has been asked; what remains is the encoding.
            self.file.encoding, self.file.bom = "utf-8", b""
            return self._write(path, copy=copy)
        except OSError as error:
            dialogs.tell(
                self._window,
                tr("The manuscript could not be saved."),
                tr("{what}. It is still here: save it in another place.").format(
                    what=error.strerror or error
                ),
            )
            return False
        assert self.file.path
        self.source, self._suggested_name = None, ""
        self._editor.document().setModified(False)
        self.journal.begin(self._place())
        self._remember(self.file.path)
        self.renamed.emit()
        self.said.emit(tr("Saved {name}").format(name=self.file.path.name))
        return True

    def _keep_version(self, path: Path | None) -> None:
        """Keep what a save is about to replace; that it cannot be kept stops no save."""
        if path is None:
            return
        try:
            backups.keep(path, places.backups_folder(), datetime.now(), self._settings.backups)
        except OSError as error:
            self.said.emit(
                tr("No earlier version could be kept ({what}).").format(
                    what=error.strerror or error
                )
            )

    def _remember(self, path: Path) -> None:
        self._settings.last_manuscript = str(path)
        self._settings.last_folder = str(path.parent)
