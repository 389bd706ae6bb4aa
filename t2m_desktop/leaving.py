"""What leaves the window for other programs: cards, marked parts, cues; and their markers, in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QMessageBox

from t2m_desktop import dialogs
from t2m_desktop.card import Card
from t2m_desktop.clip_care import ClipCare
from t2m_desktop.clips import telling_name
from t2m_desktop.commands import CUE, EDITORS
from t2m_desktop.drag_out import Carrier
from t2m_desktop.listening_commands import THIS
from t2m_desktop.score.cue_block import CueBlock
from t2m_desktop.send_to import EditorMenu, SendTo
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.translation import tr

if TYPE_CHECKING:
    from t2m_desktop.window import Window

AUDIO_KINDS = "WAV (*.wav);;FLAC (*.flac);;Ogg Vorbis (*.ogg)"


class Leaving(QObject):
    """Made once by the window, whose parts it brings together."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._list, self._wave = window.writing.list, window.transport.wave
        self.sending = SendTo(window.bridge, window.clips, self)
        self.care = ClipCare(window.bridge, window.clips, window.settings, self)
        self.carrier = Carrier(window.themes, window.waveforms, window.clips, self)
        say = window.transport.say
        for part in (self.sending, self.care, self.carrier):
            part.said.connect(say)
        self.sending.refused.connect(self._refused)
        self.sending.taken.connect(self._used)
        self.sending.marked.connect(self._begin_with)
        self.carrier.carried.connect(self._used)
        self._list.menu_wanted.connect(self._card_menu)
        self._wave.region_pressed.connect(self._region_pressed)
        self._wave.region_dragged.connect(self._region_dragged)
        self._wave.region_menu_wanted.connect(self._region_menu)
        timeline = window.scoring.timeline
        timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        timeline.customContextMenuRequested.connect(self._cue_menu)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands do that carry something away."""
        return {
            "music.copy": self._list.copy_selected,
            "music.export": lambda: self._save(self._list.selected),
            **{f"music.send_{name}": lambda name=name: self._send_chosen(name) for name in EDITORS},
            **{
                f"file.markers_{name}": lambda name=name: self.sending.ask_markers(name)
                for name in EDITORS
            },
            **{f"score.send_{name}": lambda name=name: self._send_cue(name) for name in EDITORS},
            **{
                f"score.send_all_{name}": lambda name=name: self._send_score(name)
                for name in EDITORS
            },
        }

    # Cards

    def _card_menu(self, card: Card | None) -> None:
        registry = self._window.registry
        registry["music.unused"].setEnabled(bool(card and card.suggestion and card.suggestion.used))
        menu = self._menu()
        menu.addActions(registry.menu(THIS).actions())
        menu.addSeparator()
        menu.addAction(registry["music.copy"])
        menu.addAction(registry["music.export"])
        menu.addMenu(EditorMenu(self.sending, self._send_chosen, menu, tr("Send to")))
        place = QCursor.pos()
        if card is not None and not card.rect().contains(card.mapFromGlobal(place)):
            place = card.mapToGlobal(card.rect().center())
        menu.popup(place)

    def _send_chosen(self, editor: str) -> None:
        if self._list.chosen:
            self.sending.clips(self._list.chosen, editor)
        else:
            self._window.transport.say(tr("Choose a suggestion first: then it can be sent."))

    def _save(self, clip: Suggestion | None) -> None:
        window = self._window
        if clip is None:
            window.transport.say(tr("Choose a suggestion first: then it can be saved."))
            return
        start = Path(window.settings.last_folder) / telling_name(clip)
        target = dialogs.file_to_save(window, str(start), AUDIO_KINDS)
        if target is None:
            return

        def saved(path: Path) -> None:
            window.transport.say(tr("Saved {name}").format(name=path.name))
            self._used([clip])

        target = target if target.suffix else target.with_suffix(".wav")
        window.clips.save(clip, target.absolute(), saved, window.transport.say)

    def _used(self, clips: list[Suggestion]) -> None:
        for clip in clips:
            self._window.listening.used(clip)

    # The part of a track that is marked at the foot

    def _region_pressed(self) -> None:
        if (clip := self._window.hearing.region_clip) is not None:
            self.carrier.prepare([clip])

    def _region_dragged(self) -> None:
        if (clip := self._window.hearing.region_clip) is not None:
            self.carrier.drag(self._wave, [clip], clip)

    def _region_menu(self, place: QPoint) -> None:
        clip = self._window.hearing.region_clip
        if clip is None:
            return
        menu = self._menu()
        menu.addAction(tr("Copy the marked part as a file"), lambda: self.carrier.copy([clip]))
        menu.addAction(tr("Save the marked part as…"), lambda: self._save(clip))
        menu.addMenu(
            EditorMenu(
                self.sending, lambda name: self.sending.clips([clip], name), menu, tr("Send to")
            )
        )
        menu.popup(place)

    # Cues

    def _cue_menu(self, at: QPoint) -> None:
        view = self._window.scoring
        canvas = view.timeline.canvas
        under = canvas.childAt(canvas.mapFrom(view.timeline, at))
        if isinstance(under, CueBlock) and under.cue is not None:
            view.timeline.select(under.cue, focus=True)
        if view.score is None:
            return
        menu = self._menu()
        if view.cue is not None:
            menu.addActions(self._window.registry.menu(CUE).actions())
            menu.addSeparator()
            words = tr("Send the cue to")
            menu.addMenu(EditorMenu(self.sending, self._send_cue, menu, words))
        words = tr("Send all cues to")
        menu.addMenu(EditorMenu(self.sending, self._send_score, menu, words))
        menu.popup(view.timeline.mapToGlobal(at))

    def _send_cue(self, editor: str) -> None:
        out, cue = self._window.desk.out, self._window.scoring.cue
        if out is not None and cue is not None:
            self.sending.cues(out, [cue.number], editor)

    def _send_score(self, editor: str) -> None:
        if (out := self._window.desk.out) is not None:
            self.sending.cues(out, [], editor)

    # Markers, in

    def _begin_with(self, text: str, name: str) -> None:
        if self._window.document.begin_with(text, f"{name}.md"):
            self._window.writing.editor.setFocus()

    # How

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sending.look()  # while the hand is on its way
        return menu

    def _refused(self, editor: str, sentence: str) -> None:
        """Say what must be read; the window goes on meanwhile, as this comes when it will."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("t2m")
        box.setText(editor)
        box.setInformativeText(sentence)
        box.addButton(tr("OK"), QMessageBox.ButtonRole.AcceptRole)
        box.open()
