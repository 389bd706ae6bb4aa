"""The scenes on the left: a strip of emotion, number, title, words; a click goes there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from t2m_desktop import counting
from t2m_desktop.editor.outline import Outline, Scene
from t2m_desktop.feeling import Emotion, in_words
from t2m_desktop.labels import label
from t2m_desktop.theme import Themes, icon, interface_font, scaled
from t2m_desktop.translation import tr

_SCENE = Qt.ItemDataRole.UserRole
_EMOTION = Qt.ItemDataRole.UserRole + 1
_PINNED = Qt.ItemDataRole.UserRole + 2


class _Rows(QStyledItemDelegate):
    """Paints a scene's row."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Nine steps of four."""
        return QSize(scaled(120), scaled(36))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        theme = self._themes.current
        scene: Scene = index.data(_SCENE)
        emotion: Emotion | None = index.data(_EMOTION)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        under = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or under:
            painter.setBrush(theme.colour("selected" if selected else "hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 7, 7)
        strip = QRectF(rect.left() + 8, rect.top() + rect.height() / 4, 4, rect.height() / 2)
        painter.setBrush(theme.blend(emotion.moods) if emotion else theme.colour("line"))
        painter.drawRoundedRect(_turned(strip, option), 2, 2)
        start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing

        def put(words: str, place: QRectF, side: Qt.AlignmentFlag) -> None:
            painter.drawText(
                _turned(place, option), QStyle.visualAlignment(option.direction, side), words
            )

        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # `put` turns, once
        painter.setFont(interface_font(12))
        painter.setPen(theme.colour("soft"))
        number = QFontMetricsF(painter.font()).horizontalAdvance("10") + 8  # of two digits
        put(str(index.row() + 1), rect.adjusted(20, 0, 0, 0), start)
        painter.setFont(interface_font(11))
        count = counting.number(scene.words)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(count)
        put(count, rect.adjusted(0, 0, -8, 0), end)
        if index.data(_PINNED):
            wide += scaled(16)
            high = scaled(12)
            place = QRectF(rect.right() - 10 - wide, rect.center().y() - high / 2, high, high)
            pin = icon("pin", theme.colours["soft"], high).pixmap(QSize(high, high))
            painter.drawPixmap(_turned(place, option).topLeft(), pin)
        painter.setFont(interface_font(13))
        painter.setPen(theme.colour("ink"))
        room = rect.adjusted(20 + number, 0, -16 - wide, 0)
        title = QFontMetricsF(painter.font()).elidedText(
            scene.title, Qt.TextElideMode.ElideRight, room.width()
        )
        put(title, room, start)
        painter.restore()


def _turned(place: QRectF, option: QStyleOptionViewItem) -> QRectF:
    """A place in a row, from the right where lines begin there."""
    if option.direction == Qt.LayoutDirection.LeftToRight:
        return place
    row, turned = QRectF(option.rect), QRectF(place)
    turned.moveRight(row.left() + row.right() - place.left())
    return turned


class SceneList(QWidget):
    """Lists the scenes of the manuscript."""

    chosen = Signal(int)  # the line of a scene's heading

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Scenes")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Scenes"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Rows(themes, self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self._none = label(tr("Headings (# …) and chapter lines make scenes."), "small")
        self._none.setWordWrap(True)
        self._none.setContentsMargins(8, 0, 8, 0)
        caption = label(tr("SCENES"), "caption")
        caption.setContentsMargins(8, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 16, 10, 8)
        column.setSpacing(8)
        column.addWidget(caption)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addStretch()  # without a list the caption and the hint stay at the top
        self._scenes: tuple[Scene, ...] = ()
        self._emotions: dict[str, Emotion] = {}
        self._pinned: frozenset[int] = frozenset()
        themes.changed.connect(self.list.viewport().update)

    def show_outline(self, outline: Outline) -> None:
        """Show the scenes of an outline; emotions known by title stay."""
        self._none.setVisible(not outline.scenes)
        self.list.setVisible(bool(outline.scenes))
        self._scenes = outline.scenes
        row = self.list.currentRow()
        while self.list.count() > len(outline.scenes):
            self.list.takeItem(self.list.count() - 1)
        for i, scene in enumerate(outline.scenes):
            if i >= self.list.count():
                self.list.addItem(QListWidgetItem())
            item = self.list.item(i)
            emotion = self._emotions.get(scene.title)
            if item.data(_SCENE) != scene or item.data(_EMOTION) is not emotion:
                item.setData(_SCENE, scene)
                self._name(i, item, scene, emotion)
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def set_emotions(self, titles: Sequence[str], emotions: Sequence[Emotion]) -> None:
        """Colour the strips."""
        self._emotions.update(zip(titles, emotions, strict=True))
        for i in range(self.list.count()):
            item = self.list.item(i)
            scene: Scene = item.data(_SCENE)
            emotion = self._emotions.get(scene.title)
            if item.data(_EMOTION) is not emotion:
                self._name(i, item, scene, emotion)

    def set_pinned(self, places: Sequence[int]) -> None:
        """Mark the scenes of whose feeling their writer says something."""
        self._pinned = frozenset(places)
        for i in range(self.list.count()):
            item = self.list.item(i)
            self._name(i, item, item.data(_SCENE), item.data(_EMOTION))

    def forget(self) -> None:
        """Another manuscript: its scenes have other emotions."""
        self._emotions.clear()

    def mark_line(self, line: int) -> None:
        """Mark the scene that holds a line."""
        row = bisect_right(self._scenes, line, key=lambda scene: scene.line) - 1
        inside = row >= 0 and line < self._scenes[row].end
        self.list.setCurrentRow(row if inside else -1)

    def _name(self, row: int, item: QListWidgetItem, scene: Scene, emotion: Emotion | None) -> None:
        item.setData(_EMOTION, emotion)
        pinned = row in self._pinned
        item.setData(_PINNED, pinned)
        told = (
            scene.title,
            counting.words(scene.words),
            in_words(emotion) if emotion else "",
            tr("pinned") if pinned else "",
        )
        words = ", ".join(filter(None, told))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(words)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_SCENE).line)
