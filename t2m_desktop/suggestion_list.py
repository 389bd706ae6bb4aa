"""The list of cards: selection, keys, dragging, and rest under the pointer."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from t2m_desktop.card import Card
from t2m_desktop.choice import Choice, Key
from t2m_desktop.clips import Clips
from t2m_desktop.drag_out import Carrier
from t2m_desktop.suggestions import Answer, Suggestion, Waveforms
from t2m_desktop.theme import Themes
from t2m_desktop.translation import tr

_REST_S = 1.5
"""The cards stay where they are for so long after the pointer last moved over them."""


class SuggestionList(QScrollArea):
    """Up and down select and play, space stops or plays, Ctrl+C copies as a file.

    Ctrl and shift select several, which are dragged and copied together, from the top.
    """

    play_wanted = Signal(object)  # Suggestion
    stop_wanted = Signal()
    toggle_wanted = Signal(object)  # Suggestion: play it, or stop if it is what plays
    said = Signal(str)  # a sentence for the foot
    left = Signal()  # Escape: back to the manuscript
    shown = Signal(object)  # Answer, once its cards are on the screen
    marks_wanted = Signal(object, str)  # Suggestion, and what the writer says of it
    menu_wanted = Signal(object)  # the Card that a menu is wanted for
    seek_wanted = Signal(int)  # -1: back, 1: on
    carried = Signal(object)  # the suggestions that another program took as files

    def __init__(
        self, themes: Themes, waveforms: Waveforms, clips: Clips, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes, self._waveforms = themes, waveforms
        self._cards: list[Card] = []
        self._shown: list[Suggestion] = []
        self._choice = Choice()
        self._settle: Key | None = None  # chosen alone once the button is let go
        self._playing: Key | None = None
        self._held: Answer | None = None
        self._pointer_moved = 0.0
        self.carrier = Carrier(themes, waveforms, clips, self)
        self.carrier.said.connect(self.said)
        self.carrier.carried.connect(self.carried)
        self.setAccessibleName(tr("Suggestions"))
        self.setAccessibleDescription(
            tr(
                "Up and down choose and play, left and right go back and on, space stops or plays, "
                "Ctrl+C copies as a file, F is favourite, plus and minus are thumbs"
            )
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
        """The selected suggestion; of several the one that the keys go on from."""
        return next((s for s in self._shown if s.key == self._choice.current), None)

    @property
    def chosen(self) -> list[Suggestion]:
        """All that are selected, from the top."""
        keys = set(self._choice.chosen)
        return [s for s in self._shown if s.key in keys]

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
        self._select_at(self._beside(step), play=play)

    def set_playing(self, key: Key | None, position: float | None) -> None:
        """Show which clip is heard, and where."""
        self._playing = key
        for card in self.cards():
            assert card.suggestion
            playing = card.suggestion.key == key
            card.set_playing(playing)
            if playing:
                card.wave.set_position(position)

    def mark_track(self, track: str, changes: dict[str, Any]) -> None:
        """Something else is said of a track now: its cards show it, and stay where they are."""
        self._shown = [replace(s, **changes) if s.track == track else s for s in self._shown]
        for card, suggestion in zip(self._cards, self._shown, strict=False):
            if suggestion.track == track:
                card.show_suggestion(suggestion, self._waveforms.get(track))

    def copy_selected(self) -> None:
        """Put the selected clips on the clipboard, as files."""
        if self.chosen:
            self.carrier.copy(self.chosen)
        else:
            self.said.emit(tr("Choose a suggestion first: then it can be copied."))

    # Qt's hooks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._choice.all()
            self._mark()
            return
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        down, up = Qt.Key.Key_Down, Qt.Key.Key_Up
        if extends and self._shown and event.key() in {down, up}:
            self._extend_to(self._beside(1 if event.key() == down else -1))
            return
        does: dict[int, Callable[[], object]] = {
            down: lambda: self.select(1),
            up: lambda: self.select(-1),
            Qt.Key.Key_Left: lambda: self.seek_wanted.emit(-1),
            Qt.Key.Key_Right: lambda: self.seek_wanted.emit(1),
            Qt.Key.Key_Home: lambda: self._select_at(0),
            Qt.Key.Key_End: lambda: self._select_at(len(self._shown) - 1),
            Qt.Key.Key_Space: self._toggle,
            Qt.Key.Key_Return: self._toggle,
            Qt.Key.Key_Enter: self._toggle,
            Qt.Key.Key_Menu: self._open_menu,
            Qt.Key.Key_Escape: self.left.emit,
        }
        if event.key() in does:
            does[event.key()]()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        if suggestion := self.selected:
            self.toggle_wanted.emit(suggestion)
        else:
            self.select(1)

    def _open_menu(self) -> None:
        if card := self._selected_card():
            self.menu_wanted.emit(card)

    def event(self, event: QEvent) -> bool:
        """Ctrl+C and Ctrl+A are this list's own while it has the focus, before the menu's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (
                event.matches(QKeySequence.StandardKey.Copy)
                or event.matches(QKeySequence.StandardKey.SelectAll)
            )
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
        if self.carrier.busy:
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
        self._choice.show([s.key for s in fresh])
        if self.selected is None and moved:
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
        card.released.connect(self._card_released)
        card.mark_wanted.connect(self._card_marked)
        card.menu_wanted.connect(self._card_menu)
        self._column.insertWidget(len(self._cards), card)
        self._cards.append(card)

    def _selected_card(self) -> Card | None:
        current = self._choice.current
        return next((c for c in self.cards() if c.suggestion and c.suggestion.key == current), None)

    def _card_marked(self, card: Card, what: str) -> None:
        if card.suggestion is None:
            return
        if what == "more":
            self._card_menu(card)
        else:
            self.marks_wanted.emit(card.suggestion, what)

    def _card_menu(self, card: Card) -> None:
        """What else can be done with it, which is chosen for that."""
        if card.suggestion is not None:
            if card.suggestion.key not in self._choice.chosen:
                self._choice.only(card.suggestion.key)
                self._mark()
            self.setFocus(Qt.FocusReason.PopupFocusReason)
            self.menu_wanted.emit(card)

    def _select_at(self, place: int, *, play: bool = True) -> None:
        if not 0 <= place < len(self._shown):
            return
        suggestion = self._shown[place]
        self._choice.only(suggestion.key)
        self._mark()
        self.ensureWidgetVisible(self._cards[place], 0, 8)
        if play:
            self.play_wanted.emit(suggestion)

    def _beside(self, step: int) -> int:
        """The place `step` cards from the selected one, at the ends the last."""
        keys = [s.key for s in self._shown]
        current = self._choice.current
        at = keys.index(current) if current in keys else -1 if step > 0 else 0
        return max(0, min(len(keys) - 1, at + step))

    def _extend_to(self, place: int) -> None:
        self._choice.extend_to(self._shown[place].key)
        self._mark()
        self.ensureWidgetVisible(self._cards[place], 0, 8)

    def _mark(self) -> None:
        focused = self.hasFocus()
        chosen = set(self._choice.chosen)
        for card in self.cards():
            assert card.suggestion
            card.set_selected(card.suggestion.key in chosen, focused)

    def _card_pressed(self, card: Card) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        assert card.suggestion
        key, keys = card.suggestion.key, QGuiApplication.keyboardModifiers()
        self._settle = None
        if keys & Qt.KeyboardModifier.ControlModifier:
            self._choice.toggle(key)
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            self._choice.extend_to(key)
        elif key in self._choice.chosen:
            self._settle = key  # perhaps all of them are going to be dragged
        else:
            self._choice.only(key)
        self._mark()
        self.carrier.prepare(self.chosen)

    def _card_released(self, card: Card) -> None:
        if self._settle is not None and card.suggestion and card.suggestion.key == self._settle:
            self._choice.only(self._settle)
            self._mark()
        self._settle = None

    def _card_played(self, card: Card) -> None:
        assert card.suggestion
        self._choice.only(card.suggestion.key)
        self._mark()
        self.toggle_wanted.emit(card.suggestion)

    def _drag(self, card: Card) -> None:
        if (under := card.suggestion) is not None:
            self._settle = None
            chosen = self.chosen if under.key in self._choice.chosen else [under]
            self.carrier.drag(card, chosen, under)

    def _waveform_came(self, track: str) -> None:
        for card in self.cards():
            if card.suggestion is not None and card.suggestion.track == track:
                card.set_waveform(self._waveforms.get(track))
