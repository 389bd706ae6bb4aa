"""The one box for everything (Ctrl+K): commands, settings, help, or music for a few words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from t2m_desktop import help_pages
from t2m_desktop.commands import Registry
from t2m_desktop.theme import interface_font, scaled
from t2m_desktop.translation import tr, tr_known
from t2m_engine.settings import SECTIONS, SETTINGS

_OFFER = Qt.ItemDataRole.UserRole
_MOST = 60  # commands offered at once; the list scrolls
_SHOWN = 12  # rows that are seen
_TOLD, _LEAST = 5, 3
"""Places in the help that are offered, and letters that they are looked for with."""


@dataclass(frozen=True)
class Offer:
    """A row: what it is, where it belongs, its keys; `kind` says what taking it does."""

    kind: str  # "music", "command", "setting", "help"
    name: str
    title: str
    place: str = ""
    keys: str = ""


class SearchBox(QLineEdit):
    """Type: the list below offers music for these words, and what can be done that holds them."""

    music_wanted = Signal(str)
    setting_wanted = Signal(str)  # a setting's name
    help_wanted = Signal(str, str)  # a page of the help, and a heading on it
    left = Signal()

    def __init__(self, registry: Registry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry = registry
        self.setPlaceholderText(tr("Search music and commands   Ctrl K"))
        self.setAccessibleName(tr("Search music, moods and commands"))
        self.setFixedWidth(scaled(280))
        self._list: QListWidget | None = None
        self.textChanged.connect(self._offer)

    def _popup(self) -> QListWidget:
        """The list, made at first use: a child of the window, so that the focus stays here."""
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setObjectName("Offers")
            self._list.setAccessibleName(tr("Offers"))
            self._list.setFrameShape(QFrame.Shape.NoFrame)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setItemDelegate(_Rows(self._list))
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.itemClicked.connect(self._take)
            self._list.hide()
        return self._list

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the commands at once."""
        super().focusInEvent(event)
        self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down and by pages in the list, Enter takes, Escape leaves."""
        offers = self._popup()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _SHOWN,
            Qt.Key.Key_PageUp: -_SHOWN,
        }
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if item := offers.currentItem():
                    self._take(item)
            case Qt.Key.Key_Escape:
                self._leave()
            case key if key in steps:
                row = offers.currentRow() + steps[key]
                offers.setCurrentRow(max(0, min(offers.count() - 1, row)))
                self._say_current()
            case _:
                super().keyPressEvent(event)

    def offers(self, words: str) -> list[Offer]:
        """What is offered for these words, in order."""
        found = [Offer("music", words, tr("Music for “{words}”").format(words=words))]
        native = QKeySequence.SequenceFormat.NativeText
        commands = [
            Offer(
                "command",
                command.id,
                self._registry.title(command),
                " › ".join(map(tr_known, command.menu.split("/"))),
                self._registry[command.id].shortcut().toString(native),
            )
            for command in self._registry.search(words)[:_MOST]
        ]
        settings = [
            Offer("setting", name, tr_known(setting.title), tr_known(SECTIONS[setting.section]))
            for name, setting in SETTINGS.items()
            if words
            and all(
                word in f"{tr_known(setting.title)} {setting.title} {name}".lower()
                for word in words.lower().split()
            )
        ]
        told = [
            Offer("help", place.page, place.section, f"{tr('Help')} › {place.title}")
            for place in help_pages.search(words)[:_TOLD]
            if len(words) >= _LEAST
        ]
        return [*(found if words else []), *commands, *settings, *told]

    def _offer(self) -> None:
        offers = self._popup()
        if not self.hasFocus():
            return
        offers.clear()
        for offer in self.offers(self.text().strip()):
            item = QListWidgetItem(offer.title)
            item.setData(_OFFER, offer)
            spoken = (offer.title, offer.place, offer.keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, spoken)))
            offers.addItem(item)
        offers.setCurrentRow(0)
        self._say_current()
        # The widest row, some keys and a scroll bar: for any language and size of text.
        width = min(self.window().width() - 40, max(self.width() + 120, scaled(440)))
        rows = min(_SHOWN, offers.count())
        high = rows * _Rows.height() + 12
        corner = self.mapTo(self.window(), QPoint(self.width() - width, self.height() + 4))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        offers.setGeometry(
            QRect(corner, QSize(width, min(high, self.window().height() - corner.y() - 20)))
        )
        offers.setVisible(bool(rows))
        offers.raise_()

    def _say_current(self) -> None:
        """For who does not see the list: the row that Enter would take."""
        item = self._popup().currentItem()
        told = item.data(Qt.ItemDataRole.AccessibleTextRole) if item else tr("Nothing is found")
        self.setAccessibleDescription(told)

    def _take(self, item: QListWidgetItem) -> None:
        offer: Offer = item.data(_OFFER)
        self._leave()
        if offer.kind == "command":
            self._registry[offer.name].trigger()
        elif offer.kind == "setting":
            self.setting_wanted.emit(offer.name)
        elif offer.kind == "help":
            self.help_wanted.emit(offer.name, offer.title)
        else:
            self.music_wanted.emit(offer.name)

    def _leave(self) -> None:
        self.clear()
        self.left.emit()
        self._popup().hide()


class _Rows(QStyledItemDelegate):
    """A row: the title, where it belongs in soft ink, its keys at the end."""

    @staticmethod
    def height() -> int:
        return scaled(34)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, self.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offer: Offer = index.data(_OFFER)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        palette = QApplication.palette()  # of the widget's own, a stylesheet pales the soft ink
        small = interface_font(11)
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        left, right, room = option.rect.left() + 10, option.rect.right() - 10, 12
        turned = option.direction == Qt.LayoutDirection.RightToLeft

        def put(text: str, x: int, width: int, alignment: Qt.AlignmentFlag) -> None:
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            place = QRect(x, option.rect.top(), width, option.rect.height())
            if turned:
                place.moveRight(left + right - x)
            painter.drawText(place, style.visualAlignment(option.direction, alignment), shown)

        painter.setPen(palette.placeholderText().color())
        painter.setFont(small)
        keys = painter.fontMetrics().horizontalAdvance(offer.keys) + 2 if offer.keys else 0
        put(offer.keys, right - keys, keys, end)
        painter.setFont(interface_font(13))
        painter.setPen(palette.text().color())
        width = painter.fontMetrics().horizontalAdvance(offer.title) + 2
        width = min(width, right - left - keys - room)
        put(offer.title, left, width, start)
        rest = right - keys - room - (left + width + room)
        if offer.place and rest > scaled(40):
            painter.setFont(small)
            painter.setPen(palette.placeholderText().color())
            put(offer.place, left + width + room, rest, start)
        painter.restore()
