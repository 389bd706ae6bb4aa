"""The preferences: a page a section, made from the registry of settings; changes count at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop.labels import label
from t2m_desktop.setting_fields import Field, Offers
from t2m_desktop.settings import Settings
from t2m_desktop.theme import scaled
from t2m_desktop.translation import tr, tr_known
from t2m_engine.settings import SECTIONS, SETTINGS, Setting


class Row(QFrame):
    """A setting: what it is, the field, and the way back to its default."""

    def __init__(self, setting: Setting, settings: Settings, offers: Offers | None) -> None:
        super().__init__()
        self.setting, self._settings = setting, settings
        self.setObjectName("SettingRow")
        self.field = Field(setting, lambda value: settings.set(setting.name, value), offers)
        self.back = QPushButton(tr("Reset"))
        self.back.setObjectName("Quiet")
        self.back.setAccessibleName(tr("Reset: {what}").format(what=tr_known(setting.title)))
        self.back.clicked.connect(lambda: settings.reset(setting.name))
        head = QHBoxLayout()
        head.setSpacing(12)
        title = label(tr_known(setting.title), "strong")
        title.setWordWrap(True)
        head.addWidget(title, 1)
        head.addWidget(self.back)
        words = label(tr_known(setting.help), "soft")
        words.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addLayout(head)
        left.addWidget(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.field.widget, 0, Qt.AlignmentFlag.AlignVCenter)
        keep = self.back.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # nothing jumps when it comes
        self.back.setSizePolicy(keep)
        self.show_value()

    def show_value(self) -> None:
        """Show what the settings say."""
        value = getattr(self._settings, self.setting.name)
        self.field.show(value)
        self.back.setVisible(value != self.setting.default())

    def holds(self, words: list[str]) -> bool:
        """Whether all of these words (lower case) stand in it."""
        setting = self.setting
        told = [setting.name, setting.title, setting.help, SECTIONS[setting.section]]
        told += setting.choices.values()
        text = " ".join([*told, *map(tr_known, told[1:])]).lower()
        return all(word in text for word in words)


class Preferences(QDialog):
    """All settings, by section, or those that hold the words of a search."""

    def __init__(
        self,
        settings: Settings,
        offers: Mapping[str, Offers] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`offers` are the values on offer for settings that only this machine knows."""
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(scaled(880), scaled(600))
        self._settings = settings
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the settings"))
        self.search.setAccessibleName(tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.sections = QListWidget()
        self.sections.setObjectName("Sections")
        self.sections.setAccessibleName(tr("Sections"))
        for words in SECTIONS.values():
            item = QListWidgetItem(tr_known(words), self.sections)
            item.setSizeHint(QSize(0, scaled(34)))  # an item's padding counts for nothing else
        self.sections.currentRowChanged.connect(self._section_chosen)
        self.rows = [
            Row(setting, settings, (offers or {}).get(setting.name))
            for setting in SETTINGS.values()
        ]
        self._build()
        settings.changed.connect(self._changed)
        self.sections.setCurrentRow(0)
        self.search.setFocus()

    def _build(self) -> None:
        page = QWidget()
        page.setObjectName("CardColumn")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 8, 24, 16)
        column.setSpacing(0)
        self._captions: dict[str, Any] = {}
        for section, words in SECTIONS.items():
            caption = label(tr_known(words), "heading")
            caption.setContentsMargins(0, 12, 0, 4)
            self._captions[section] = caption
            column.addWidget(caption)
            for row in self.rows:
                if row.setting.section == section:
                    column.addWidget(row)
        self.nothing = label(tr("No setting holds these words."), "soft")
        column.addWidget(self.nothing)
        column.addStretch()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(page)
        self.sections.setFixedWidth(scaled(190))
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        left = QVBoxLayout()
        left.setContentsMargins(16, 20, 0, 16)
        left.setSpacing(12)
        left.addWidget(self.search)
        left.addWidget(self.sections, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addWidget(label(tr("Changes count at once."), "soft"))
        foot.addStretch()
        foot.addWidget(close)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.area, 1)
        right.addLayout(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left)
        whole.addLayout(right, 1)

    def open_at(self, name: str) -> None:
        """Show the section of a setting, and put the keys into its field."""
        row = next(row for row in self.rows if row.setting.name == name)
        self.sections.setCurrentRow(list(SECTIONS).index(row.setting.section))
        row.field.widget.setFocus()
        self.area.ensureWidgetVisible(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field ends its change, not the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _section_chosen(self) -> None:
        self.search.clear()
        self._show()
        self.area.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        words = self.search.text().lower().split()
        section = list(SECTIONS)[max(0, self.sections.currentRow())]
        shown: set[str] = set()
        for row in self.rows:
            visible = row.holds(words) if words else row.setting.section == section
            row.setVisible(visible)
            if visible:
                shown.add(row.setting.section)
        for name, caption in self._captions.items():
            caption.setVisible(name in shown)
        self.nothing.setVisible(not shown)

    def _changed(self, name: str) -> None:
        for row in self.rows:
            if row.setting.name == name:
                row.show_value()
