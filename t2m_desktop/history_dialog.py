"""What was heard and what was used, the latest first: to be heard again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.feeling import clock
from t2m_desktop.labels import label
from t2m_desktop.translation import tr

_ENTRY = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """A list; Enter or a double click plays."""

    def __init__(
        self,
        entries: list[dict[str, Any]],
        play: Callable[[dict[str, Any]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._play = play
        self.setWindowTitle(tr("Heard and used"))
        self.resize(620, 460)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was heard and used, the latest first"))
        for entry in entries:
            item = QListWidgetItem(self._words(entry))
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        self.list.itemActivated.connect(lambda item: self._play(item.data(_ENTRY)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        title = tr("Heard and used") if entries else tr("Nothing was heard yet")
        column.addWidget(label(title, "title"))
        hint = tr("Enter plays. A clip counts as heard after some seconds, as used once it is "
                       "dragged, copied or saved.")  # fmt: skip
        words = label(hint, "soft")
        words.setWordWrap(True)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        if entries:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _words(self, entry: dict[str, Any]) -> str:
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(entry["at"])), QLocale.FormatType.ShortFormat
        )
        kind = tr("used") if entry["kind"] == "used" else tr("heard")
        project = f" · {Path(entry['project']).stem}" if entry["project"] else ""
        title = entry["title"] or Path(entry["track"]).stem
        return f"{when} · {kind} · {title}, {clock(entry['start'])}{project}"
