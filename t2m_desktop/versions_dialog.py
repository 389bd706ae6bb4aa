"""Earlier versions of the manuscript, to be looked at and opened."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import dialogs
from t2m_desktop.document import Document
from t2m_desktop.labels import label


def show(parent: QWidget, document: Document) -> None:
    """Offer the versions; one that is chosen opens as a new manuscript."""
    versions = document.versions()
    if not versions:
        dialogs.tell(
            parent,
            "There is no earlier version of this manuscript yet.",
            "Each save keeps what it replaces: one in five minutes, of the last month one a day.",
        )
        return
    dialog = QDialog(parent)
    dialog.setWindowTitle("Earlier versions")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(420, 360)
    rows = QListWidget()
    rows.setAccessibleName("Earlier versions, newest first")
    for version in versions:
        date = QLocale().toString(version.replaced, QLocale.FormatType.LongFormat)
        item = QListWidgetItem(f"{date}   ({version.path.stat().st_size / 1000:,.1f} kB)")
        item.setData(Qt.ItemDataRole.UserRole, version)
        rows.addItem(item)
    rows.setCurrentRow(0)
    buttons = QDialogButtonBox()
    take = buttons.addButton("Open as a new manuscript", QDialogButtonBox.ButtonRole.AcceptRole)
    take.setProperty("role", "primary")
    take.setDefault(True)
    buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    column.addWidget(label(f"Earlier versions of {document.name}", "title"))
    column.addWidget(label("What a save replaced, and when. The file itself stays.", "soft"))
    column.addWidget(rows, 1)
    column.addWidget(buttons)

    def chosen() -> None:
        version = rows.currentItem().data(Qt.ItemDataRole.UserRole)
        dialog.accept()
        document.open_version(version)

    buttons.accepted.connect(chosen)
    buttons.rejected.connect(dialog.reject)
    rows.itemActivated.connect(lambda _: chosen())
    dialog.open()
