"""How the cells of the table of tracks are drawn."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from t2m_desktop.library.columns import COLUMNS, MOOD, RATING, TITLE, WAVE, Row, state_of
from t2m_desktop.library.tracks import Tracks
from t2m_desktop.suggestions import Waveform, Waveforms
from t2m_desktop.theme import Themes, interface_font
from t2m_desktop.waveform_view import draw_bars

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
_DOT = 8


class Cells(QStyledItemDelegate):
    """Draws text plainly, moods with their colour, waveforms, and in words what is away."""

    def __init__(
        self, themes: Themes, waveforms: Waveforms, tracks: Tracks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._themes, self._waveforms, self._tracks = themes, waveforms, tracks
        self.playing: str | None = None  # the track that is heard
        self.resting = True  # not being scrolled: waveforms may be asked for
        self._font, self._strong = interface_font(13), interface_font(13, bold=True)
        self._small = interface_font(11)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        theme = self._themes.current
        rect: QRect = option.rect
        state: Any = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        row = self._tracks.row(index.row())
        column = COLUMNS[index.column()]
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        if row is None:
            if index.column() == 0:  # a quiet mark that something comes
                painter.fillRect(
                    QRect(room.left(), room.center().y() - 2, min(90, room.width()), 4),
                    theme.colour("line"),
                )
            return
        away = state_of(row) if not row.get("copy_of") else ""
        painter.setFont(self._font)
        painter.setPen(theme.colour("soft" if away else "ink"))
        if column.name == TITLE:
            self._title(painter, room, row, column.text(row))
        elif column.name == WAVE:
            self._wave(painter, room, row, dimmed=bool(away))
        elif column.name == MOOD:
            self._mood(painter, room, row, column.text(row))
        elif column.name == RATING:
            painter.setPen(theme.colour("soft"))
            self._text(painter, room, column.text(row), index.column())
        else:
            if column.name != "artist":
                painter.setPen(theme.colour("soft"))
            self._text(painter, room, column.text(row), index.column())

    def _text(self, painter: QPainter, room: QRect, text: str, column: int) -> None:
        if text:
            words = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, room.width()
            )
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[column].number else _LEFT
            painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _title(self, painter: QPainter, room: QRect, row: Row, title: str) -> None:
        theme = self._themes.current
        state = state_of(row)
        if row["track"] == self.playing:
            painter.setFont(self._strong)
            painter.setBrush(theme.colour("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            middle = room.center().y()
            painter.drawRoundedRect(QRectF(room.left() - 6, middle - 8, 3, 16), 1.5, 1.5)
            painter.setPen(theme.colour("ink"))
        if state:
            pen, font = painter.pen(), painter.font()
            painter.setFont(self._small)
            wide = painter.fontMetrics().horizontalAdvance(state)
            if wide < room.width() - 60:
                painter.setPen(theme.colour("warning" if not row.get("copy_of") else "soft"))
                painter.drawText(
                    room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state
                )
                room = room.adjusted(0, 0, -wide - _PAD, 0)
            painter.setPen(pen)
            painter.setFont(font)
        self._text(painter, room, title, 0)

    def _mood(self, painter: QPainter, room: QRect, row: Row, word: str) -> None:
        if not word:
            return
        pen = painter.pen()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.current.mood(row["emotion"]["mood"]))
        middle = room.center().y() + 1
        painter.drawRoundedRect(QRectF(room.left(), middle - _DOT / 2, _DOT, _DOT), 3, 3)
        painter.setPen(pen)
        words = room.adjusted(_DOT + 6, 0, 0, 0)
        painter.drawText(words, _LEFT | Qt.AlignmentFlag.AlignVCenter, word)

    def _wave(self, painter: QPainter, room: QRect, row: Row, *, dimmed: bool) -> None:
        waveform = self._waveforms.known(row["track"])
        if waveform is None:
            if self.resting:
                self._waveforms.get(row["track"])
            return
        size = QSize(room.width(), room.height() - 12)
        ratio = painter.device().devicePixelRatio()
        theme = self._themes.current
        key = f"t2m {row['track']} {size.width()} {size.height()} {ratio} {theme.name}"
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):
            picture = self._drawn(waveform, size, ratio, tuple(row["best"]))
            QPixmapCache.insert(key, picture)
        if dimmed:
            painter.setOpacity(0.4)
        painter.drawPixmap(room.left(), room.top() + 6, picture)
        painter.setOpacity(1.0)

    def _drawn(
        self, waveform: Waveform, size: QSize, ratio: float, best: tuple[float, ...]
    ) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        draw_bars(painter, self._themes.current, waveform, size, section=(best[0], best[-1]))
        painter.end()
        return picture


_LEFT = Qt.AlignmentFlag.AlignLeft
