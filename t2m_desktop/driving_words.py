"""The words that drove a passage's feeling, underlined lightly while nobody types."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.view import ManuscriptEditor, Passage
from t2m_desktop.feeling import Emotion
from t2m_desktop.theme import Themes

_FAINT, _STRONG = 0.35, 0.85
"""How opaque the line is under the least and under the strongest word."""


class DrivingWords(QObject):
    """Asks for the passage under the cursor, once the cursor rests; on only where it is wanted."""

    def __init__(
        self, bridge: EngineBridge, editor: ManuscriptEditor, themes: Themes, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._editor, self._themes = bridge, editor, themes
        self._on = False
        self._number = 0
        self._shown: tuple[Passage, Emotion, list[dict[str, Any]]] | None = None
        themes.changed.connect(self._draw)

    def set_on(self, on: bool) -> None:
        """Show them, or not."""
        self._on = on
        self.follow(self._editor.passage() if on else None)

    def follow(self, passage: Passage | None) -> None:
        """The cursor rests in this passage."""
        self._number += 1
        self._shown = None
        self._editor.set_driven([])
        if not self._on or passage is None or not passage.text.strip() or not self._bridge.is_ready:
            return
        number = self._number

        def came(result: dict[str, Any]) -> None:
            if number == self._number and self._editor.passage() == passage:
                emotion = Emotion.from_json(result["emotion"])
                self._shown = passage, emotion, result["words"]
                self._draw()

        self._bridge.request("attribution", {"text": passage.text, "channel": "words"}, came)

    def _draw(self) -> None:
        if self._shown is None:
            return
        passage, emotion, words = self._shown
        places = positions(self._editor, passage)
        marks = []
        for word in words:
            first, last = word["start"], word["end"]
            if not 0 <= first < last <= len(places):
                continue
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self._editor.document())
            mark.cursor.setPosition(places[first][0])
            mark.cursor.setPosition(places[last - 1][1], QTextCursor.MoveMode.KeepAnchor)
            line = QTextCharFormat()
            colour = self._themes.current.blend(emotion.moods)
            colour.setAlphaF(_FAINT + (_STRONG - _FAINT) * float(word["weight"]))
            line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            line.setUnderlineColor(colour)
            mark.format = line
            marks.append(mark)
        self._editor.set_driven(marks)


def positions(editor: ManuscriptEditor, passage: Passage) -> list[tuple[int, int]]:
    """Where each character of a passage's text begins and ends in the editor's document."""
    document = editor.document()
    found: list[tuple[int, int]] = []
    for number in range(passage.first, passage.end):
        block = document.findBlockByNumber(number)
        line: list[tuple[str, int, int]] = []
        at = block.position()
        for character in block.text():
            end = at + (2 if ord(character) > 0xFFFF else 1)  # Qt counts in UTF-16
            if character != editor.joint:
                line.append((character, at, end))
            at = end
        while line and line[0][0].isspace():
            line.pop(0)
        while line and line[-1][0].isspace():
            line.pop()
        if number > passage.first:
            found.append((at, at))  # the space between lines
        found += [(begin, end) for _, begin, end in line]
    return found
