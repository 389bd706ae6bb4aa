"""The list of cards: selection, keys, dragging, and rest under the pointer."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QDrag, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from t2m_desktop.card import Card
from t2m_desktop.clips import Clips, file_mime
from t2m_desktop.suggestions import Answer, Suggestion, Waveforms
from t2m_desktop.theme import Themes

_REST_S = 1.5
"""The cards stay where they are for so long after the pointer last moved over them."""


class SuggestionList(QScrollArea):
    """Up and down select and play, space stops or plays, Ctrl+C copies as a file."""

    play_wanted = Signal(object)  # Suggestion
    stop_wanted = Signal()
    toggle_wanted = Signal(object)  # Suggestion: play it, or stop if it is what plays
    said = Signal(str)  # a sentence for the foot
    left = Signal()  # Escape: back to the manuscript
    shown = Signal(object)  # Answer, once its cards are on the screen

    def __init__(
        self, themes: Themes, waveforms: Waveforms, clips: Clips, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes, self._waveforms, self._clips = themes, waveforms, clips
        self._cards: list[Card] = []
        self._shown: list[Suggestion] = []
        self._selected: tuple[str, float, float] | None = None
        self._playing: tuple[str, float, float] | None = None
        self._held: Answer | None = None
        self._pointer_moved = 0.0
        self._dragging: Card | None = None
        self.setAccessibleName("Suggestions")
        self.setAccessibleDescription(
            "Up and down choose and play, space stops or plays, Ctrl+C copies as a file"
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QWidget()
        column.setObjectName("CardColumn")
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(4)
        self._column.addStretch()
        self.setWidget(column)
        self._release = QTimer(self, singleShot=True)
        self._release.timeout.connect(self._show_held)
        waveforms.ready.connect(self._waveform_came)

    @property
    def selected(self) -> Suggestion | None:
        """The selected suggestion."""
        return next((s for s in self._shown if s.key == self._selected), None)

    @property
    def suggestions(self) -> list[Suggestion]:
        """What the cards show, from the top."""
        return list(self._shown)

    def cards(self) -> list[Card]:
        """The visible cards, from the top."""
        return self._cards[: len(self._shown)]

    def show_answer(self, answer: Answer | None) -> None:
        """Show suggestions; while the pointer is busy with the cards, a little later."""
        self._held = answer
        if answer is not None and self._must_rest():
            self._release.start(200)
        else:
            self._lay_out(answer)

    def select(self, step: int, *, play: bool = True) -> None:
        """Go `step` cards down (up if negative), and play that one."""
        if not self._shown:
            return
        keys = [s.key for s in self._shown]
        at = keys.index(self._selected) if self._selected in keys else -1 if step > 0 else 0
        self._select_at(max(0, min(len(keys) - 1, at + step)), play=play)

    def set_playing(self, key: tuple[str, float, float] | None, position: float | None) -> None:
        """Show which clip is heard, and where."""
        self._playing = key
        for card in self.cards():
            assert card.suggestion
            playing = card.suggestion.key == key
            card.set_playing(playing)
            if playing:
                card.wave.set_position(position)

    def copy_selected(self) -> None:
        """Put the selected clip on the clipboard, as a file."""
        suggestion = self.selected
        if suggestion is None:
            self.said.emit("Choose a suggestion first: then it can be copied.")
            return

        def copy(path: Path) -> None:
            QGuiApplication.clipboard().setMimeData(file_mime(path))
            self.said.emit(f"Copied as a file: {path.name}")

        self._clips.make(suggestion, copy, self.said.emit)

    # Qt's hooks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
            return
        match event.key():
            case Qt.Key.Key_Down:
                self.select(1)
            case Qt.Key.Key_Up:
                self.select(-1)
            case Qt.Key.Key_Home:
                self._select_at(0)
            case Qt.Key.Key_End:
                self._select_at(len(self._shown) - 1)
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if suggestion := self.selected:
                    self.toggle_wanted.emit(suggestion)
                else:
                    self.select(1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+C is this list's own while it has the focus, before the menu's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Copy)
        ):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the selected card as the one that keys go to."""
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys go elsewhere."""
        super().focusOutEvent(event)
        self._mark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the pointer is busy with a card."""
        if event.type() in {QEvent.Type.HoverMove, QEvent.Type.MouseMove, QEvent.Type.Enter}:
            self._pointer_moved = time.monotonic()
        return False

    def _must_rest(self) -> bool:
        if self._dragging is not None:
            return True
        over = self.viewport().rect().contains(self.viewport().mapFromGlobal(QCursor.pos()))
        busy = time.monotonic() - self._pointer_moved < _REST_S
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return over and self.isVisible() and (busy or pressed)

    def _show_held(self) -> None:
        if self._held is None:
            return
        if self._must_rest():
            self._release.start(200)
        else:
            self._lay_out(self._held)

    def _lay_out(self, answer: Answer | None) -> None:
        self._held = None
        fresh = list(answer.suggestions) if answer else []
        moved = [s.key for s in fresh] != [s.key for s in self._shown]
        self._shown = fresh
        while len(self._cards) < len(fresh):
            self._add_card()
        for card, suggestion in zip(self._cards, fresh, strict=False):
            card.show_suggestion(suggestion, self._waveforms.get(suggestion.track))
            card.set_playing(suggestion.key == self._playing)
        for i, card in enumerate(self._cards):
            card.setVisible(i < len(fresh))
        if self.selected is None:
            self._selected = None
            if moved:
                self.verticalScrollBar().setValue(0)
        self._mark()
        if answer is not None:
            self.shown.emit(answer)

    def _add_card(self) -> None:
        card = Card(self._themes)
        card.setAttribute(Qt.WidgetAttribute.WA_Hover)
        card.installEventFilter(self)
        card.pressed.connect(self._card_pressed)
        card.play_clicked.connect(self._card_played)
        card.drag_started.connect(self._drag)
        self._column.insertWidget(len(self._cards), card)
        self._cards.append(card)

    def _select_at(self, place: int, *, play: bool = True) -> None:
        if not 0 <= place < len(self._shown):
            return
        suggestion = self._shown[place]
        self._selected = suggestion.key
        self._mark()
        self.ensureWidgetVisible(self._cards[place], 0, 8)
        if play:
            self.play_wanted.emit(suggestion)

    def _mark(self) -> None:
        focused = self.hasFocus()
        for card in self.cards():
            assert card.suggestion
            card.set_selected(card.suggestion.key == self._selected, focused)

    def _card_pressed(self, card: Card) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        assert card.suggestion
        self._selected = card.suggestion.key
        self._mark()
        # The file is made while the hand is still deciding, so that a drag need not wait for it.
        self._clips.make(card.suggestion)

    def _card_played(self, card: Card) -> None:
        assert card.suggestion
        self._selected = card.suggestion.key
        self._mark()
        self.toggle_wanted.emit(card.suggestion)

    def _drag(self, card: Card) -> None:
        if card.suggestion is None or self._dragging is not None:
            return
        self._dragging = card

        def go(path: Path) -> None:
            if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                drag = QDrag(card)
                drag.setMimeData(file_mime(path))
                picture = card.grab()
                picture = picture.scaledToWidth(
                    round(240 * picture.devicePixelRatio()),
                    Qt.TransformationMode.SmoothTransformation,
                )
                drag.setPixmap(picture)
                drag.setHotSpot(QPoint(12, 12))
                drag.exec(Qt.DropAction.CopyAction)
            else:  # let go while it was being made
                self.said.emit("The clip is ready now: drag it again.")
            self._dragging = None

        def fail(message: str) -> None:
            self._dragging = None
            self.said.emit(message)

        if path := self._clips.ready(card.suggestion):
            go(path)
        else:
            self.said.emit("Making the clip…")
            self._clips.make(card.suggestion, go, fail)

    def _waveform_came(self, track: str) -> None:
        for card in self.cards():
            if card.suggestion is not None and card.suggestion.track == track:
                card.set_waveform(self._waveforms.get(track))
