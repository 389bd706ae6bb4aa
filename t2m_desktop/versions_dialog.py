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
from t2m_desktop.translation import tr


def show(parent: QWidget, document: Document) -> None:
    """Offer the versions; one that is chosen opens as a new manuscript."""
    versions = document.versions()
    if not versions:
        dialogs.tell(
            parent,
            tr("There is no earlier version of this manuscript yet."),
            tr(
                "Each save keeps what it replaces: one in five minutes, of the last month one a "
                "day."
            ),
        )
        return
    dialog = QDialog(parent)
    dialog.setWindowTitle(tr("Earlier versions"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(420, 360)
    rows = QListWidget()
    rows.setAccessibleName(tr("Earlier versions, newest first"))
    for version in versions:
        date = QLocale().toString(version.replaced, QLocale.FormatType.LongFormat)
        item = QListWidgetItem(
            tr("{date}   ({what:,.1f} kB)").format(
                date=date, what=version.path.stat().st_size / 1000
            )
        )
        item.setData(Qt.ItemDataRole.UserRole, version)
        rows.addItem(item)
    rows.setCurrentRow(0)
    buttons = QDialogButtonBox()
    take = buttons.addButton(tr("Open as a new manuscript"), QDialogButtonBox.ButtonRole.AcceptRole)
    take.setProperty("role", "primary")
    take.setDefault(True)
    buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(12)
    column.addWidget(label(tr("Earlier versions of {name}").format(name=document.name), "title"))
    column.addWidget(label(tr("What a save replaced, and when. The file itself stays."), "soft"))
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
