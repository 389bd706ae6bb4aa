"""Spelling: the words on the screen, looked up in the background, in a pause of the keys.

Enchant (https://pyenchant.github.io) reads the system's dictionaries; without it, or without a
dictionary of the language, nothing is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.settings import Settings
from t2m_desktop.theme import Themes

PAUSE_MS = 350
"""After the last key, scroll or resize, before the words on the screen are looked at."""
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_KNOWN_MOST = 50_000  # words remembered


def words_of(text: str) -> list[tuple[int, str]]:
    """The words to check, with their places: no names in capitals, nothing of one letter."""
    return [
        (found.start(), found[0])
        for found in _WORD.finditer(text)
        if len(found[0]) > 1 and not found[0].isupper()
    ]


def languages() -> list[str]:
    """The languages that there are dictionaries of; none without Enchant."""
    try:
        import enchant  # noqa: PLC0415 - loads a library of the system, which may be missing
    except ImportError:
        return []
    return sorted(enchant.list_languages())


class Spelling(QObject):
    """Marks the misspelt words on the screen. No key ever waits for it."""

    checked = Signal()  # what is on the screen is marked now
    _came = Signal(object, object)  # language, {word: right?}: from the thread that looks up

    def __init__(self, editor: ManuscriptEditor, settings: Settings, themes: Themes) -> None:
        super().__init__(editor)
        self._editor, self._settings, self._themes = editor, settings, themes
        self._known: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._thread: ThreadPoolExecutor | None = None
        self._dictionary: Any = None  # of the thread, and for it alone
        self._language = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._came.connect(self._take)
        editor.textChanged.connect(self._pause.start)
        # Not the timer's own start: it would take the place for its interval.
        editor.verticalScrollBar().valueChanged.connect(lambda _: self._pause.start())
        editor.viewport().installEventFilter(self)
        settings.changed.connect(lambda name: name == "spelling" and self._choose())
        themes.changed.connect(self._pause.start)
        self._choose()

    def close(self) -> None:
        """End the thread."""
        self._pause.stop()
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size shows other words."""
        if event.type() == QEvent.Type.Resize:
            self._pause.start()
        return False

    def _choose(self) -> None:
        self._language = self._settings.spelling
        self._known.clear()
        self._asked.clear()
        self._pause.start()

    def _visible(self) -> Iterable[tuple[int, str]]:
        """The place and text of every paragraph that is on the screen."""
        view = self._editor.viewport().rect()
        block = self._editor.cursorForPosition(QPoint(0, 0)).block()
        last = self._editor.cursorForPosition(QPoint(view.right(), view.bottom())).block()
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            yield block.position(), block.text()
            block = block.next()

    def _look(self) -> None:
        if not self._language:
            self._editor.set_misspelt([])
            return
        at = self._editor.textCursor().position()
        marks, new = [], set()
        for start, text in self._visible():
            for place, word in words_of(text):
                right = self._known.get(word)
                if right is None:
                    new.add(word)
                elif not right and not start + place <= at <= start + place + len(word):
                    marks.append(self._mark(start + place, len(word)))
        self._editor.set_misspelt(marks)
        new -= self._asked
        if new:
            self._asked |= new
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "t2m-spelling")
            self._thread.submit(self._look_up, self._language, sorted(new))
        elif not self._asked:
            self.checked.emit()

    def _look_up(self, language: str, words: list[str]) -> None:
        """On the thread: say of each word whether it is right."""
        try:
            import enchant  # noqa: PLC0415 - see languages

            if self._dictionary is None or self._dictionary[0] != language:
                self._dictionary = language, enchant.Dict(language)
            check = self._dictionary[1].check
            found = {word: check(word.replace("’", "'")) for word in words}
        except (ImportError, ValueError, OSError):  # no library, or no dictionary of it
            found = dict.fromkeys(words, True)
        except Exception as error:  # enchant.errors is there only where enchant is
            if type(error).__module__ != "enchant.errors":
                raise
            found = dict.fromkeys(words, True)
        self._came.emit(language, found)

    def _take(self, language: str, found: dict[str, bool]) -> None:
        if language != self._language:
            return
        if len(self._known) > _KNOWN_MOST:
            self._known.clear()
        self._known.update(found)
        self._asked -= found.keys()
        self._pause.start()

    def _mark(self, start: int, length: int) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(self._themes.current.colour("warning")))
        mark = QTextEdit.ExtraSelection()
        mark.cursor, mark.format = cursor, look
        return mark
