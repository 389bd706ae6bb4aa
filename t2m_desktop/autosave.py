"""Saving by itself, some seconds after the last key, where no question has to be asked for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from t2m_desktop.document import Document
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.manuscript_file import EncodingError
from t2m_desktop.settings import Settings


class Autosave(QObject):
    """Follows the keys and the setting `autosave` (seconds; 0: never)."""

    def __init__(self, document: Document, editor: ManuscriptEditor, settings: Settings) -> None:
        super().__init__(document)
        self._document, self._editor, self._settings = document, editor, settings
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save)
        editor.document().contentsChanged.connect(self._wait)
        settings.changed.connect(lambda name: self._wait() if name == "autosave" else None)

    def _wait(self) -> None:
        if self._settings.autosave:
            self._timer.start(1000 * self._settings.autosave)
        else:
            self._timer.stop()

    def _save(self) -> None:
        file = self._document.file
        if file.path is None or not self._document.modified or file.changed_on_disk():
            return  # the journal has it; saving by hand asks what is to be asked
        try:
            file.encode(self._editor.text())
        except EncodingError:
            return
        self._document.save()
