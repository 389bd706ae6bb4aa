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

from t2m_desktop.editor.outline import Outline, Scene
from t2m_desktop.feeling import Emotion, in_words
from t2m_desktop.labels import label
from t2m_desktop.theme import Themes, icon, interface_font
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
        return QSize(120, 36)

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
        painter.setBrush(theme.blend(emotion.moods) if emotion else theme.colour("line"))
        painter.drawRoundedRect(QRectF(rect.left() + 8, rect.top() + 9, 4, 18), 2, 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(interface_font(12))
        painter.setPen(theme.colour("soft"))
        painter.drawText(rect.adjusted(20, 0, 0, 0), middle, str(index.row() + 1))
        painter.setFont(interface_font(11))
        count = f"{scene.words:,}"
        wide = QFontMetricsF(painter.font()).horizontalAdvance(count)
        painter.drawText(rect.adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, count)
        if index.data(_PINNED):
            wide += 16
            pin = icon("pin", theme.colours["soft"], 12).pixmap(QSize(12, 12))
            painter.drawPixmap(round(rect.right() - 10 - wide), round(rect.center().y() - 6), pin)
        painter.setFont(interface_font(13))
        painter.setPen(theme.colour("ink"))
        room = rect.adjusted(40, 0, -16 - wide, 0)
        title = QFontMetricsF(painter.font()).elidedText(
            scene.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle, title)
        painter.restore()


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
            item.setData(_SCENE, scene)
            self._name(item, scene, self._emotions.get(scene.title))
        self.list.setCurrentRow(min(row, self.list.count() - 1))

    def set_emotions(self, titles: Sequence[str], emotions: Sequence[Emotion]) -> None:
        """Colour the strips."""
        self._emotions.update(zip(titles, emotions, strict=True))
        for i in range(self.list.count()):
            item = self.list.item(i)
            scene: Scene = item.data(_SCENE)
            self._name(item, scene, self._emotions.get(scene.title))

    def set_pinned(self, places: Sequence[int]) -> None:
        """Mark the scenes of whose feeling their writer says something."""
        self._pinned = frozenset(places)
        for i in range(self.list.count()):
            item = self.list.item(i)
            self._name(item, item.data(_SCENE), item.data(_EMOTION))

    def forget(self) -> None:
        """Another manuscript: its scenes have other emotions."""
        self._emotions.clear()

    def mark_line(self, line: int) -> None:
        """Mark the scene that holds a line."""
        row = bisect_right(self._scenes, line, key=lambda scene: scene.line) - 1
        inside = row >= 0 and line < self._scenes[row].end
        self.list.setCurrentRow(row if inside else -1)

    def _name(self, item: QListWidgetItem, scene: Scene, emotion: Emotion | None) -> None:
        item.setData(_EMOTION, emotion)
        pinned = self.list.row(item) in self._pinned
        item.setData(_PINNED, pinned)
        feeling = f", {in_words(emotion)}" if emotion else ""
        words = f"{scene.title}, {scene.words:,} words{feeling}{', pinned' if pinned else ''}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(words)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_SCENE).line)
