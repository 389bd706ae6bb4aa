"""Every command, declared once: behind the menus, the shortcuts and the command box."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from t2m_desktop.listening_commands import ROWS as LISTENING
from t2m_desktop.translation import tr_known


@dataclass(frozen=True)
class Command:
    """What a person can do: its name, its menu ("Music", or "Music/Embedding space"), its keys.

    `group` names a set of which one is on; `checkable` is one that is on or off;
    `separated` draws a line above it in the menu. `where` names a part of the window: the keys
    hold only while the focus is in it, so that they may be letters. `needs` says what must be
    there: an open "score", a selected "cue", or a "job" that runs.
    """

    id: str
    title: str
    menu: str
    keys: str = ""
    checkable: bool = False
    group: str = ""
    separated: bool = False
    where: str = ""
    needs: str = ""


MENUS = ("File", "Edit", "View", "Music", "Library", "Score", "Help")
TIMELINE = "timeline"
GO, INSTEAD, CUE, ZOOM = "Score/Go to", "Score/Hear instead", "Score/This cue", "Score/Zoom"
SEND, SEND_CUE = "Music/Send to", "Score/Send the cue to"
SEND_SCORE = "Score/Export/Send all cues to"
MARKERS = "File/Begin with the markers of"
EDITORS = {
    "kdenlive": "Kdenlive",
    "audacity": "Audacity",
    "ardour": "Ardour",
    "blender": "Blender",
    "reaper": "Reaper",
    "resolve": "DaVinci Resolve",
}
"""The editors that the engine has a link to: names, not to be translated."""
EXPORT, COPIES = "Score/Export", "Score/Export/Save a copy"
TIMELINES = {
    "kdenlive": "Timeline for Kdenlive",
    "mlt": "Timeline for Shotcut (MLT)",
    "ardour": "Timeline for Ardour",
    "reaper": "Timeline for Reaper",
    "dawproject": "Timeline for Bitwig or Studio One (DAWproject)",
    "fcpxml": "Timeline for Final Cut Pro (FCPXML)",
    "fcp7": "Timeline for Premiere Pro or Resolve (Final Cut Pro 7 XML)",
    "edl": "Timeline as edit decision lists (CMX 3600)",
    "otio": "Timeline for OpenTimelineIO",
    "lof": "Timeline for Audacity",
    "labels": "Labels for Audacity",
    "markers": "Markers as a table (CSV)",
}
"""The formats that the engine writes a timeline in, by its names, as the menu has them."""
CHOICES = 9
"""Keys 1…9: what is planned for a cue, and the eight alternatives that the engine names."""
_BOX = "view.search"
_RECENT = 5  # commands used last, that the command box offers first
SPACES = "Music/Embedding space"
"""The menu of the spaces: what stands in it comes from the engine (`Registry.offer`)."""

COMMANDS = (
    Command("file.new", "New manuscript", "File", "Ctrl+N"),
    Command("file.open", "Open…", "File", "Ctrl+O"),
    Command("file.demo", "Open the demo story", "File"),
    *(
        Command(f"file.markers_{name}", f"Markers of {title}", MARKERS)
        for name, title in EDITORS.items()
    ),
    Command("file.save", "Save", "File", "Ctrl+S", separated=True),
    Command("file.save_as", "Save as…", "File", "Ctrl+Shift+S"),
    Command("file.versions", "Earlier versions…", "File"),
    Command("file.target", "Target of words…", "File"),
    Command("file.score", "Score manuscript…", "File", "Ctrl+E", separated=True),
    Command("file.quit", "Quit", "File", "Ctrl+Q", separated=True),
    Command("edit.undo", "Undo", "Edit", "Ctrl+Z"),
    Command("edit.redo", "Redo", "Edit", "Ctrl+Shift+Z"),
    Command("edit.cut", "Cut", "Edit", "Ctrl+X", separated=True),
    Command("edit.copy", "Copy", "Edit", "Ctrl+C"),
    Command("edit.paste", "Paste", "Edit", "Ctrl+V"),
    Command("edit.select_all", "Select all", "Edit", "Ctrl+A"),
    Command("edit.find", "Find…", "Edit", "Ctrl+F", separated=True),
    Command("edit.find_next", "Find next", "Edit", "F3"),
    Command("edit.find_previous", "Find previous", "Edit", "Shift+F3"),
    Command("edit.replace", "Find and replace…", "Edit", "Ctrl+H"),
    Command("edit.preferences", "Preferences…", "Edit", "Ctrl+,", separated=True),
    Command("view.write", "Write", "View", "Ctrl+1", group="place"),
    Command("view.library", "Library", "View", "Ctrl+2", group="place"),
    Command("view.map", "Map", "View", "Ctrl+3", group="place"),
    Command("view.score", "Score", "View", "Ctrl+4", group="place"),
    Command("view.search", "Search music and commands", "View", "Ctrl+K", separated=True),
    Command("view.editor", "Go to the manuscript", "View", "Ctrl+M"),
    Command("view.suggestions", "Go to the suggestions", "View", "F6"),
    Command("view.focus", "Focus mode", "View", "Ctrl+Shift+F", checkable=True, separated=True),
    Command("view.typewriter", "Typewriter scrolling", "View", checkable=True),
    Command("view.arc", "Emotion arc", "View", checkable=True),
    Command("view.larger", "Larger text", "View", "Ctrl++"),
    Command("view.smaller", "Smaller text", "View", "Ctrl+-"),
    Command("view.theme_system", "Theme: as the system", "View", group="theme", separated=True),
    Command("view.theme_light", "Theme: light", "View", group="theme"),
    Command("view.theme_dark", "Theme: dark", "View", group="theme"),
    Command("view.theme_contrast", "Theme: high contrast", "View", group="theme"),
    Command("music.play", "Play or stop", "Music", "Ctrl+Space"),
    Command("music.next", "Next suggestion", "Music", "Ctrl+Down"),
    Command("music.previous", "Previous suggestion", "Music", "Ctrl+Up"),
    Command("music.similar", "More like this", "Music", "Ctrl+Shift+M"),
    Command("music.copy", "Copy suggestion as a file", "Music", "Ctrl+Shift+C", separated=True),
    Command("music.export", "Save suggestion as…", "Music", "Ctrl+Shift+E"),
    *(Command(f"music.send_{name}", title, SEND) for name, title in EDITORS.items()),
    Command("music.add", "Add a folder of music…", "Music", "Ctrl+Shift+O", separated=True),
    Command("music.demo", "Add the demo music", "Music"),
    *(Command(name, title, menu, keys, **more) for name, title, menu, keys, more in LISTENING),
    *(
        Command(f"library.{name}", title, "Library", keys, separated=separated)
        for name, title, keys, separated in (
            ("search", "Search the library", "Ctrl+Shift+L", False),
            ("update", "Scan all folders again", "", False),
            ("folders", "Folders of the library", "", False),
            ("errors", "Files that could not be read", "", False),
            ("copies", "Look for copies", "", False),
            ("columns", "Columns of the table…", "", True),
            ("check", "Check the library…", "", True),
            ("backup", "Back up the library…", "", False),
            ("restore", "Restore the library from a backup…", "", False),
        )
    ),
    *(
        Command(f"map.{name}", title, "Library/Map")
        for name, title in (
            ("plane", "Map by feeling"),
            ("learned", "Map by sound"),
            ("path", "The story’s path on the map"),
            ("library", "Show what was circled in the library"),
        )
    ),
    Command("score.open", "Open a score…", "Score"),
    Command("score.anew", "Plan anew", "Score", "Ctrl+R", needs="score"),
    Command("score.wishes", "Plan anew with other wishes…", "Score", needs="score"),
    Command("score.cancel", "Stop scoring or rendering", "Score", needs="job"),
    *(
        Command(f"score.{name}", title, menu, keys, where=TIMELINE, needs=needs, **more)
        for name, title, menu, keys, needs, more in (
            (
                "play",
                "Play from the playhead, or stop",
                "Score",
                "Space",
                "score",
                {"separated": True},
            ),
            ("back", "Five seconds back", "Score", "Ctrl+Left", "score", {}),
            ("on", "Five seconds on", "Score", "Ctrl+Right", "score", {}),
            ("previous_cue", "Previous cue", GO, "Left", "score", {}),
            ("next_cue", "Next cue", GO, "Right", "score", {}),
            ("first_cue", "First cue", GO, "Home", "score", {}),
            ("last_cue", "Last cue", GO, "End", "score", {}),
            ("previous_scene", "Previous scene", GO, "PgUp", "score", {"separated": True}),
            ("next_scene", "Next scene", GO, "PgDown", "score", {}),
            ("next_music", "Hear the next music instead", INSTEAD, "Down", "cue", {}),
            ("previous_music", "Hear the previous music instead", INSTEAD, "Up", "cue", {}),
            *(
                (f"take_{n}", f"Hear choice {n}", INSTEAD, str(n), "cue", {"separated": n == 1})
                for n in range(1, CHOICES + 1)
            ),
            ("pin", "Pin the cue", CUE, "P", "cue", {"checkable": True}),
            ("mute", "Mute the cue", CUE, "M", "cue", {"checkable": True}),
            ("start_earlier", "Start the cue earlier", CUE, "Alt+Left", "cue", {"separated": True}),
            ("start_later", "Start the cue later", CUE, "Alt+Right", "cue", {}),
            ("end_earlier", "End the cue earlier", CUE, "Shift+Left", "cue", {}),
            ("end_later", "End the cue later", CUE, "Shift+Right", "cue", {}),
            ("veto", "Never use this cue’s track", CUE, "V", "cue", {"separated": True}),
            ("remove", "Remove the cue", CUE, "Del", "cue", {}),
            ("zoom_in", "Zoom in", ZOOM, "+", "score", {}),
            ("zoom_out", "Zoom out", ZOOM, "-", "score", {}),
            ("fit", "Show the whole score", ZOOM, "0", "score", {}),
        )
    ),
    *(
        Command(f"score.send_{name}", f"Cue to {title}", SEND_CUE, needs="cue")
        for name, title in EDITORS.items()
    ),
    Command("score.render", "Render the sound", EXPORT, needs="score"),
    *(
        Command(f"score.timeline_{name}", title, f"{EXPORT}/Timeline", needs="score")
        for name, title in TIMELINES.items()
    ),
    *(
        Command(f"score.send_all_{name}", f"All cues to {title}", SEND_SCORE, needs="score")
        for name, title in EDITORS.items()
    ),
    Command("score.report", "Open the report", EXPORT, needs="score"),
    Command("score.folder", "Open the score’s folder", EXPORT, needs="score"),
    Command("help.pages", "How it works", "Help", "F1"),
    Command("help.keys", "Keyboard shortcuts", "Help", "Ctrl+F1"),
    Command("help.first", "First steps", "Help"),
    Command("help.about", "About t2m", "Help"),
)


class Registry(QObject):
    """The commands bound to what they do, as actions that menus and shortcuts share."""

    def __init__(self, commands: Iterable[Command] = COMMANDS, parent: QObject | None = None):
        super().__init__(parent)
        self.commands: dict[str, Command] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        self._recent: list[str] = []  # identifiers, the last one first
        for command in commands:
            self._add(command)

    def __getitem__(self, identifier: str) -> QAction:
        return self._actions[identifier]

    def bind(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Say what each command does; every command needs exactly one handler."""
        assert handlers.keys() == self.commands.keys(), handlers.keys() ^ self.commands.keys()
        for identifier, handler in handlers.items():
            self._connect(identifier, handler)

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for name in MENUS:
            self._menus[name] = bar.addMenu(f"&{tr_known(name)}")
        for command in self.commands.values():
            self._list(command)

    def menu(self, path: str) -> QMenu:
        """A menu by its path, made in its parent where there is none yet."""
        if path not in self._menus:
            parent, name = path.rsplit("/", 1)
            self._menus[path] = self.menu(parent).addMenu(tr_known(name))
        return self._menus[path]

    def offer(self, path: str, offers: Iterable[tuple[Command, Callable[[], object]]]) -> None:
        """Put other commands in the menu `path`, in place of those offered there before."""
        self.menu(path).clear()
        for command in [c for c in self.commands.values() if c.menu == path]:
            del self.commands[command.id]
            self._actions.pop(command.id).deleteLater()
        for command, handler in offers:
            assert command.menu == path, command
            self._add(command)
            self._connect(command.id, handler)
            self._list(command)

    def at(self, where: str) -> list[QAction]:
        """The actions whose keys hold in a part of the window: to be added to its widget."""
        return [self._actions[c.id] for c in self.commands.values() if c.where == where]

    def allow(self, *, score: bool, cue: bool, job: bool) -> None:
        """Enable what needs a score, a cue or a job, as these are there."""
        there = {"": True, "score": score, "cue": cue, "job": job}
        for command in self.commands.values():
            if command.needs:
                self._actions[command.id].setEnabled(there[command.needs])

    def search(self, query: str) -> list[Command]:
        """The commands whose title or menu holds every word of `query`, the likeliest first.

        That is: the title begins with the query, its words begin with those of the query, they
        stand somewhere in it; in menu order where that is equal. Without a query, those used last
        come first.
        """
        words = query.lower().split()
        found = []
        for place, command in enumerate(self.commands.values()):
            if not self._actions[command.id].isEnabled():
                continue
            title = self.title(command).lower()
            text = f"{command.title} {title} {command.menu} {tr_known(command.menu)}".lower()
            if all(word in text for word in words):
                found.append((*self._rank(words, title, command.id), place, command))
        return [command for *_, command in sorted(found, key=lambda entry: entry[:-1])]

    def title(self, command: Command) -> str:
        """Its title in the user's language."""
        return tr_known(command.title)

    def _rank(self, words: list[str], title: str, identifier: str) -> tuple[int, ...]:
        if not words:
            recent = self._recent
            return (recent.index(identifier) if identifier in recent else len(recent),)
        begins = title.split()
        if title.startswith(" ".join(words)):
            return (0,)
        if all(any(begin.startswith(word) for begin in begins) for word in words):
            return (1,)
        return (2 if all(word in title for word in words) else 3,)

    def _add(self, command: Command) -> None:
        action = QAction(tr_known(command.title), self)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable or bool(command.group))
        action.setMenuRole(QAction.MenuRole.NoRole)
        if command.keys:
            keys = [QKeySequence(command.keys)]
            if command.keys == "Ctrl++":
                keys.append(QKeySequence("Ctrl+="))  # the same key without Shift
            action.setShortcuts(keys)
        if command.where:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if command.group:
            if command.group not in self._groups:
                self._groups[command.group] = QActionGroup(self)
            self._groups[command.group].addAction(action)
        self.commands[command.id] = command
        self._actions[command.id] = action

    def _connect(self, identifier: str, handler: Callable[[], object]) -> None:
        # The lambda drops triggered's `checked`, which not every handler expects.
        self._actions[identifier].triggered.connect(
            lambda _=False, do=handler: (self._used(identifier), do())
        )

    def _used(self, identifier: str) -> None:
        if identifier == _BOX:
            return
        self._recent = [identifier, *(i for i in self._recent if i != identifier)][:_RECENT]

    def _list(self, command: Command) -> None:
        menu = self.menu(command.menu)
        if command.separated:
            menu.addSeparator()
        menu.addAction(self._actions[command.id])
