"""Help: the keys, and what this program is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

import t2m_engine
from t2m_desktop import dialogs
from t2m_desktop.commands import MENUS, Registry
from t2m_desktop.labels import label

_LIST_KEYS = (
    ("↑  ↓", "in the suggestions: choose and play"),
    ("Space", "in the suggestions: stop or play"),
    ("Ctrl+C", "in the suggestions: copy the clip as a file"),
    ("Esc", "back to the manuscript"),
    ("1 … 9", "on the timeline: play another music at the cue"),
)


def keys(parent: QWidget, registry: Registry) -> None:
    """Show every key: they come from the registry, so none is missing."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Keyboard shortcuts")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    entries: list[tuple[str, str]] = []
    for menu in MENUS:
        entries += [
            (
                QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText),
                command.title.rstrip("…"),
            )
            for command in registry.commands.values()
            if command.menu == menu and command.keys
        ]
    entries += _LIST_KEYS
    half = (len(entries) + 1) // 2
    for i, (combination, what) in enumerate(entries):
        column = 0 if i < half else 2
        grid.addWidget(label(combination, "strong"), i % half, column)
        grid.addWidget(label(what), i % half, column + 1)
    close = QPushButton("Close")
    close.clicked.connect(dialog.accept)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(16)
    layout.addWidget(label("Keyboard shortcuts", "title"))
    layout.addLayout(grid)
    layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()


def about(parent: QWidget, info: dict[str, Any]) -> None:
    """Say what this is, and which model listens."""
    model = (info.get("model") or {}).get("name")
    dialogs.tell(
        parent,
        f"t2m {t2m_engine.__version__}",
        "Finds the music for a story, in your own library, on your own computer. "
        f"{f'Model pack: {model}. ' if model else ''}Apache-2.0. "
        "Inter and Noto Serif under the SIL Open Font License.",
    )
