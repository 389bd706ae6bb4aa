"""How many words a manuscript aims at: asked for, kept by its path, shown quietly."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from t2m_desktop.document import Document
from t2m_desktop.settings import Settings
from t2m_desktop.translation import tr
from t2m_desktop.writing import WritingView
from t2m_engine.settings import SETTINGS


class Targets(QObject):
    """Follows the document: each manuscript has a target of its own, or the usual one."""

    def __init__(self, document: Document, settings: Settings, writing: WritingView) -> None:
        super().__init__(writing)
        self._document, self._settings, self._writing = document, settings, writing
        document.renamed.connect(self._show)
        settings.changed.connect(self._show)
        self._show()

    @property
    def words(self) -> int:
        """What the manuscript on the screen aims at; 0: nothing."""
        own = self._settings.memory.targets.get(str(self._document.file.path))
        return self._settings.target_words if own is None else own

    def ask(self) -> None:
        """Ask for the target of this manuscript; of one without a file it is the usual one."""
        title, question = tr("Target of words"), tr("How many words is it to have? 0: no target")
        most = int(SETTINGS["target_words"].bounds[1])
        dialog = self._writing.window()
        words, given = QInputDialog.getInt(dialog, title, question, self.words, 0, most, 500)
        if given:
            self.aim(words)

    def aim(self, words: int) -> None:
        """Give this manuscript a target."""
        if self._document.file.path is None:
            self._settings.set("target_words", words)
        else:
            self._settings.memory.targets[str(self._document.file.path)] = words
        self._show()

    def _show(self, *_: object) -> None:
        self._writing.show_target(self.words, self._settings.words_per_minute)
