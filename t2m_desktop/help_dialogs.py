"""Help: the keys, and what this program is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

import t2m_engine
from t2m_desktop import dialogs
from t2m_desktop.commands import CHOICES, TIMELINE, Registry
from t2m_desktop.labels import label
from t2m_desktop.translation import tr

_LIST_KEYS = (
    ("↑  ↓", "Choose and play"),
    ("Space", "Stop or play"),
    ("Ctrl+C", "Copy the clip as a file"),
    ("Esc", "Back to the manuscript"),
)
_COLUMNS = (("File", "Edit", "View"), ("Music", "Score", "Help"))


def keys(parent: QWidget, registry: Registry) -> None:
    """Show every key: they come from the registry, so none is missing."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(tr("Keyboard shortcuts"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    columns = QHBoxLayout()
    columns.setSpacing(36)
    for menus in _COLUMNS:
        sections = [(menu, _keys(registry, menu=menu)) for menu in menus]
        if "Music" in menus:
            sections.append(("In the suggestions", list(_LIST_KEYS)))
        columns.addLayout(_column(sections))
    columns.addLayout(_column([("On the timeline of a score", _keys(registry, where=TIMELINE))]))
    close = QPushButton(tr("Close"))
    close.clicked.connect(dialog.accept)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(16)
    layout.addWidget(label(tr("Keyboard shortcuts"), "title"))
    layout.addLayout(columns)
    layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()


def _keys(registry: Registry, menu: str = "", where: str = "") -> list[tuple[str, str]]:
    """The keys of a menu, or of a part of the window, and what they do."""
    native = QKeySequence.SequenceFormat.NativeText
    found = [
        (QKeySequence(command.keys).toString(native), command.title.rstrip("…"))
        for command in registry.commands.values()
        if command.keys
        and command.where == where
        and command.menu.startswith(menu)
        and not command.id.startswith("score.take_")
    ]
    return [*found, (f"1 … {CHOICES}", "Hear another music instead")] if where else found


def _column(sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    row = 0
    for title, entries in sections:
        caption = label(title.upper(), "caption")
        caption.setContentsMargins(0, 8 if row else 0, 0, 2)
        grid.addWidget(caption, row, 0, 1, 2)
        for keys_, what in entries:
            row += 1
            grid.addWidget(label(keys_, "strong"), row, 0)
            grid.addWidget(label(what), row, 1)
        row += 1
    grid.setRowStretch(row, 1)
    return grid


def about(parent: QWidget, info: dict[str, Any]) -> None:
    """Say what this is, and which model listens."""
    model = (info.get("model") or {}).get("name")
    dialogs.tell(
        parent,
        f"t2m {t2m_engine.__version__}",
        tr(
            "Finds the music for a story, in your own library, on your own computer. "
            "{what}Apache-2.0. Inter and Noto Serif under the SIL Open Font License."
        ).format(what=f"Model pack: {model}. " if model else ""),
    )
