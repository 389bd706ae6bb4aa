"""The writer's side of the ear: binds feelings, filters, marks, driving words and hearing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoCommand, QUndoStack

from t2m_desktop.commands import Command
from t2m_desktop.driving_words import DrivingWords
from t2m_desktop.editor.outline import Outline
from t2m_desktop.filter_bar import Filter
from t2m_desktop.hearing import STEP
from t2m_desktop.history_dialog import HistoryDialog
from t2m_desktop.listening_commands import OUTPUT, SUGGESTIONS
from t2m_desktop.marking import Marking
from t2m_desktop.player import Piece
from t2m_desktop.steering import Steering
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.translation import tr
from t2m_engine.service.supervisor import State
from t2m_engine.sidecar import SceneKey, anchor

if TYPE_CHECKING:
    from t2m_desktop.window import Window

_LOUDER = 0.1
_KEEP_MS = 500  # after the slider has come to rest it is a setting


class Listening(QObject):
    """Made once by the window, whose parts it brings together."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._bridge, self._registry = window.bridge, window.registry
        self._writing, self._suggestions = window.writing, window.suggestions
        self._hearing, self._player = window.hearing, window.player
        self._file: object = None
        self._outline: Outline | None = None
        self._place = -1  # of the scene that the cursor is in
        self._dialog: HistoryDialog | None = None
        self.undo_stack = QUndoStack(self)
        self.steering = Steering(self.undo_stack, self)
        self.marking = Marking(self._bridge, self.undo_stack, self._project, self)
        self.words = DrivingWords(self._bridge, self._writing.editor, window.themes, self)
        self._narrowed: tuple[tuple[Filter, ...], tuple[Suggestion, ...]] = ((), ())
        self._undoing = False
        self._outputs: list[str] = []  # as they were found last
        self._keep_volume = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keep_volume.timeout.connect(self._save_volume)
        self._connect()
        self._connect_sound()

    def _connect(self) -> None:
        window, writing, ear = self._window, self._writing, self._writing.ear
        say = window.transport.say
        self.steering.changed.connect(self._steered)
        self.steering.pinned.connect(writing.scenes.set_pinned)
        self.steering.said.connect(say)
        self.marking.said.connect(say)
        self.marking.marked.connect(writing.list.mark_track)
        self.marking.unwanted.connect(self._suggestions.again)
        window.document.renamed.connect(self._renamed)
        writing.editor.outlined.connect(self._outlined)
        writing.editor.cursorPositionChanged.connect(self._cursor_moved)
        writing.editor.passage_changed.connect(self.words.follow)
        ear.plane.moved.connect(self.steering.drag)
        ear.plane.let_go.connect(self.steering.end_drag)
        ear.step_wanted.connect(self._step)
        ear.mood_wanted.connect(self.steering.pin_mood)
        ear.released.connect(self.steering.release)
        self._bridge.state_changed.connect(self._engine_changed)
        filters = writing.filters
        filters.use_selection(lambda: writing.list.selected)
        filters.changed.connect(lambda _: self._narrow())
        filters.unlike_changed.connect(lambda _: self._narrow())
        filters.folders_wanted.connect(self._ask_folders)
        filters.emptied.connect(writing.list.setFocus)
        writing.nothing.clicked.connect(filters.clear)
        writing.list.marks_wanted.connect(self._mark)
        writing.list.carried.connect(self._used)
        writing.list.seek_wanted.connect(lambda way: self._hearing.seek_by(way * STEP))
        for action in self._registry.at(SUGGESTIONS):
            writing.list.addAction(action)
        self.undo_stack.indexChanged.connect(self._say_undo)

    def _connect_sound(self) -> None:
        transport, player = self._window.transport, self._player
        for name in ("volume", "output", "match_loudness", "crossfade"):
            self._take_setting(name)
        self._window.settings.changed.connect(self._take_setting)
        transport.volume_changed.connect(self._set_volume)
        transport.loop_wanted.connect(self._registry["music.loop"].setChecked)
        transport.looped.connect(self._registry["music.loop"].setChecked)
        transport.output.setMenu(self._registry.menu(OUTPUT))
        self._registry.menu(OUTPUT).aboutToShow.connect(self._look_for_outputs)
        player.outputs_found.connect(self._offer_outputs)
        self._hearing.heard.connect(self._was_heard)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the commands of the ear do."""
        steering, filters = self.steering, self._writing.filters
        return {
            "view.filters": self._show_filters,
            "view.words": lambda: self.words.set_on(self._registry["view.words"].isChecked()),
            **{
                f"feel.{name}": lambda name=name: self._step(name)
                for name in ("tenser", "calmer", "brighter", "darker", "counter")
            },
            "feel.release": steering.release,
            **{
                f"feel.mood_{mood}": lambda mood=mood: steering.pin_mood(mood)
                for mood in self._moods()
            },
            "feel.undo": self.undo,
            "feel.redo": self.redo,
            **{
                f"music.{name}": lambda name=name: self._mark_selected(name)
                for name in ("favourite", "thumb_up", "thumb_down", "exclude", "less", "unused")
            },
            "music.no_filters": filters.clear,
            "music.history": self._ask_history,
            "music.loop": lambda: self._hearing.set_loop(self._registry["music.loop"].isChecked()),
            "music.back": lambda: self._hearing.seek_by(-STEP),
            "music.on": lambda: self._hearing.seek_by(STEP),
            "music.louder": lambda: self._louder(_LOUDER),
            "music.quieter": lambda: self._louder(-_LOUDER),
        }

    # Undoing

    @property
    def has_keys(self) -> bool:
        """Whether the person is at the ear, or among the suggestions."""
        focus = self._window.focusWidget()
        return focus is not None and self._writing.side.isAncestorOf(focus)

    def undo(self) -> None:
        """Take the last change of feelings, filters or marks back."""
        if self.undo_stack.canUndo():
            self.undo_stack.undo()
        else:
            self._window.transport.say(tr("There is nothing to undo here."))

    def redo(self) -> None:
        """Make it again."""
        self.undo_stack.redo()

    def _say_undo(self, _: int) -> None:
        words = self.undo_stack.undoText()
        title = tr("Undo: {}").format(words) if words else ""
        self._registry["feel.undo"].setToolTip(title)

    # The feeling of the scene

    def _renamed(self) -> None:
        document = self._window.document
        if document.file is not self._file:
            self._file = document.file
            self.steering.open(document.file.path)
        else:
            self.steering.move(document.file.path)

    def _outlined(self, outline: Outline) -> None:
        if self._window.document.file is not self._file:
            self._renamed()  # another manuscript: what is pinned is not for its scenes
        self._outline = outline
        keys = [
            SceneKey(scene.title, number, self._begins(scene.line + 1))
            for number, scene in enumerate(outline.scenes, 1)
        ]
        self.steering.follow(keys or [SceneKey("", 1, self._begins(0))])
        self._place = -1
        self._cursor_moved()

    def _begins(self, line: int) -> str:
        """The first words from `line` on, of one line: a book has thousands of scenes."""
        editor = self._writing.editor
        block = editor.document().findBlockByNumber(line)
        while block.isValid() and not block.text().strip():
            block = block.next()
        return anchor(block.text().replace(editor.joint, ""))

    def _cursor_moved(self) -> None:
        """With every key: what is shown changes with the scene only."""
        if self._outline is None:
            return
        line = self._writing.editor.textCursor().blockNumber()
        place = max(0, bisect_right(self._outline.scenes, line, key=lambda s: s.line) - 1)
        if place != self._place:
            self._place = place
            self.steering.go(place)
            self._show_steer()

    def _steered(self) -> None:
        self._show_steer()
        self._suggestions.steer(self.steering.current)

    def _show_steer(self) -> None:
        steer = self.steering.current
        self._writing.ear.set_steer(steer, self.steering.scene)
        self._registry["feel.counter"].setChecked(steer.counter)
        for mood in self._moods():
            self._registry[f"feel.mood_{mood}"].setChecked(mood == steer.mood)

    def _step(self, name: str) -> None:
        ways = {
            "calmer": {"tenser": -1},
            "tenser": {"tenser": 1},
            "darker": {"brighter": -1},
            "brighter": {"brighter": 1},
        }
        if name == "counter":
            self.steering.turn_round()
        else:
            self.steering.step(**ways[name])
        self._show_steer()

    def _moods(self) -> list[str]:
        return [i.removeprefix("feel.mood_") for i in self._registry.commands if "mood_" in i]

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY:
            self._writing.ear.set_moods(self._bridge.info.get("moods") or self._moods())
            self.words.follow(self._writing.editor.passage())

    # Filters

    def _show_filters(self) -> None:
        shown = self._registry["view.filters"].isChecked()
        self._writing.filters.set_wanted(shown)
        if shown and self._writing.isVisible():
            self._writing.filters.add.setFocus()

    def _narrow(self) -> None:
        """Ask with other filters, and remember how to go back."""
        filters = self._writing.filters
        before, after = self._narrowed, (filters.filters, filters.unlike)
        if before == after:
            return
        self._narrowed = after
        self._suggestions.narrow(filters.query)
        self._suggestions.less_like(filters.unlike)
        if not self._undoing:
            self.undo_stack.push(_Narrowing(self._put_filters, before, after))

    def _put_filters(self, kept: tuple[tuple[Filter, ...], tuple[Suggestion, ...]]) -> None:
        self._undoing = True
        self._writing.filters.set_all(*kept)
        self._undoing = False

    def _ask_folders(self) -> None:
        def came(result: dict[str, Any]) -> None:
            self._writing.filters.set_folders([one["folder"] for one in result["folders"]])

        self._bridge.request("library.folders", {}, came)

    # Marks and history

    def _project(self) -> str | None:
        path = self._window.document.file.path
        return str(path.absolute()) if path is not None else None

    def _mark_selected(self, name: str) -> None:
        clip = self._writing.list.selected
        if clip is None:
            self._window.transport.say(tr("Choose a suggestion first."))
        else:
            self._mark(clip, name)

    def _mark(self, clip: Suggestion, name: str) -> None:
        match name:
            case "favourite":
                self.marking.favourite(clip)
            case "thumb_up" | "up":
                self.marking.thumb(clip, up=True)
            case "thumb_down" | "down":
                self.marking.thumb(clip, up=False)
            case "exclude":
                self.marking.exclude(clip)
            case "less":
                self._writing.filters.put_unlike(clip)
            case "unused":
                self.marking.not_used(clip)

    def _used(self, clips: list[Suggestion]) -> None:
        for clip in clips:
            self.marking.use(clip)

    def used(self, clip: Suggestion) -> None:
        """A clip was saved as a file, or went to another program."""
        self.marking.use(clip)

    def _was_heard(self, piece: Piece) -> None:
        if piece.track:
            self.marking.heard(piece.track, piece.key[1], piece.key[2])

    def _ask_history(self) -> None:
        def came(result: dict[str, Any]) -> None:
            self._dialog = HistoryDialog(result["entries"], self._play_again, self._window)
            self._dialog.open()
            self._dialog.finished.connect(self._dialog.deleteLater)

        def failed(error: object) -> None:
            self._window.transport.say(str(error))

        self._bridge.request("history.list", {"limit": 500}, came, failed)

    def _play_again(self, entry: dict[str, Any]) -> None:
        self._hearing.play_stretch(entry, entry["start"], entry["end"])

    # Sound

    def _take_setting(self, name: str) -> None:
        settings = self._window.settings
        if name == "volume":
            self._player.volume = settings.volume / 100
            self._window.transport.set_volume(settings.volume / 100)
        elif name == "output":
            self._player.output = settings.output
        elif name == "match_loudness":
            self._hearing.matches = settings.match_loudness
        elif name == "crossfade":
            self._player.crossfade = settings.crossfade / 1000

    def _set_volume(self, volume: float) -> None:
        self._player.volume = volume
        self._keep_volume.start()

    def _save_volume(self) -> None:
        self._window.settings.volume = round(100 * self._player.volume)

    def _louder(self, step: float) -> None:
        self._window.transport.set_volume(min(1.0, max(0.0, self._player.volume + step)))

    def _look_for_outputs(self) -> None:
        self._offer_outputs(self._outputs)
        self._player.find_outputs()

    def _offer_outputs(self, names: list[str]) -> None:
        self._outputs = names
        system = tr("The system’s output")
        offers = []
        for number, name in enumerate(["", *names]):
            command = Command(f"output.{number}", name or system, OUTPUT, group="output")
            offers.append((command, lambda name=name: self._choose_output(name)))
        self._registry.offer(OUTPUT, offers)
        chosen = self._player.output
        if chosen in ["", *names]:
            self._registry[f"output.{['', *names].index(chosen)}"].setChecked(True)

    def _choose_output(self, name: str) -> None:
        self._window.settings.output = name


class _Narrowing(QUndoCommand):
    """Other filters in the place of what held before."""

    def __init__(
        self,
        put: Callable[[tuple[tuple[Filter, ...], tuple[Suggestion, ...]]], None],
        before: tuple[tuple[Filter, ...], tuple[Suggestion, ...]],
        after: tuple[tuple[Filter, ...], tuple[Suggestion, ...]],
    ) -> None:
        super().__init__("filters")
        self._put, self._before, self._after = put, before, after

    def redo(self) -> None:
        """Have them."""
        self._put(self._after)

    def undo(self) -> None:
        """Have the others again."""
        self._put(self._before)
