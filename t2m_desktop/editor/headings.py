"""Headings of a manuscript in the interface's face, larger; the text itself stays plain."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from t2m_desktop.editor.outline import heading
from t2m_desktop.theme import Themes, interface_font


class Headings(QSyntaxHighlighter):
    """Draws the headings of a text document; `size` is that of the text around them."""

    def __init__(self, document: QTextDocument, themes: Themes) -> None:
        super().__init__(document)
        self._themes = themes
        self.size = 18

    def highlightBlock(self, text: str) -> None:
        """Qt's hook: one paragraph."""
        found = heading(text)
        if found is None:
            return
        level, _ = found
        drawn = QTextCharFormat()
        font = interface_font(13, bold=True)
        font.setPixelSize(self.size + (9 if level == 1 else 4))  # the paper has its own size
        drawn.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
        mark = len(text) - len(text.lstrip("# ")) if text.startswith("#") else 0
        faint = QTextCharFormat(drawn)
        faint.setForeground(self._themes.current.colour("edge"))
        faint.setFontWeight(QFont.Weight.Normal)
        self.setFormat(0, mark, faint)
        self.setFormat(mark, len(text) - mark, drawn)
