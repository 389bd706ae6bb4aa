"""Kdenlive, by its D-Bus and the clipboard: clips are pasted, which is one undo step.

Pasting never pushes or covers what is there: Kdenlive refuses where a track has no room or is
locked. What it shows is read from its autosave file; see kdenlive_project. Tried with 22.12.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.links.clipboard import lent
from t2m_engine.links.dbus import NO_ANSWER, NO_BUS, Bus, BusError
from t2m_engine.links.kdenlive_project import rate_in, read_project, scene
from t2m_engine.links.model import Check, EditorError, Item, State, Trouble

ANSWERING = 20.0
"""Seconds in which Kdenlive answers on the bus, unless it is busy."""
OPENING = 60.0
"""Seconds in which a Kdenlive that was just started has its project open, timeline and all."""
AUTOSAVE = 12.0
"""Seconds in which a change is in the autosave file: Kdenlive waits for three quiet ones."""
_GLANCE = 2.0
"""Seconds in which the bus itself says who is there."""
_LOOK = 0.3
_PREFIX = "org.kde.kdenlive-"
_WINDOW = "/kdenlive/MainWindow_1"
_TITLE = re.compile(r"^(?P<name>.*?)\s*\[\*\]\s*/\s*(?P<profile>.*)$", re.DOTALL)
_LOST = (".NoReply", ".ServiceUnknown", ".NameHasNoOwner")
"""What the bus says where who was asked left it."""
_MOST_TRACKS = 9
"""Audio tracks that Kdenlive has an action for."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A Kdenlive that runs: its name on the bus and its process, and what its title says."""

    bus: str
    process: int
    project: str
    profile: str
    modified: bool


class KdenliveLink:
    """A link to the Kdenlive of this session that shows `project`, or to the only one."""

    title = "Kdenlive"
    makes_tracks = False
    own_tracks = False
    at_playhead = True

    def __init__(
        self,
        project: str | None = None,
        *,
        answering: float = ANSWERING,
        opening: float = OPENING,
    ) -> None:
        self._project = project
        self._answering = answering
        self._opening = opening

    def answers(self) -> bool:
        """See `Link.answers`."""
        try:
            with Bus(_GLANCE) as bus:
                return any(name.startswith(_PREFIX) for name in bus.names())
        except BusError:
            return False

    def read(self, check: Check) -> State:
        """See `Link.read`; the playhead is not told. What is known may be some seconds old."""
        with self._bus() as bus:
            window = self._opened(bus, check)
            return _shown(window, lambda: self._window(bus).modified, check)

    def place(self, items: Sequence[Item], state: State, check: Check, *, here: bool) -> None:
        """See `Link.place`. The clipboard is used for it, and given back."""
        first = min(item.track for item in items)
        tracks = max(item.track for item in items) + 1
        if state.tracks is not None:
            tracks = len(state.tracks)
        if first >= _MOST_TRACKS:
            raise EditorError(
                Trouble.REFUSED,
                f"Kdenlive lets {_MOST_TRACKS} audio tracks be chosen from outside.",
            )
        if state.frame_rate is None:
            raise EditorError(
                Trouble.REFUSED,
                "Kdenlive does not tell the frame rate of this project. Nothing was sent: save it "
                "there once, and send again.",
            )
        for item in items:
            if not item.file.is_file():
                raise EditorError(Trouble.REFUSED, f"{item.file} is gone. Nothing was sent.")
        with self._bus() as bus:
            window = self._window(bus)
            _refuse_another(window, state)
            check()
            with lent(scene(items, state.frame_rate, tracks, here=here)):
                _act(bus, window, f"activate_audio_{first + 1}")
                if not here:
                    _act(bus, window, "seek_start")
                _act(bus, window, "edit_paste")

    def undo(self, state: State) -> None:
        """See `Link.undo`."""
        with self._bus() as bus:
            window = self._window(bus)
            _refuse_another(window, state)
            _act(bus, window, "edit_undo")

    @contextmanager
    def _bus(self) -> Iterator[Bus]:
        try:
            with Bus(self._answering) as bus:
                yield bus
        except BusError as error:
            raise EditorError(*_said(str(error))) from error

    def _opened(self, bus: Bus, check: Check) -> _Window:
        """The window, once its project is open: its title is there when its timeline is."""
        end = time.monotonic() + self._opening
        while True:
            try:
                return self._window(bus)
            except _OpeningError:
                if time.monotonic() > end:
                    raise
            check()
            time.sleep(_LOOK)

    def _window(self, bus: Bus) -> _Window:
        names = [name for name in bus.names() if name.startswith(_PREFIX)]
        if not names:
            raise EditorError(
                Trouble.ABSENT,
                "Kdenlive is not running. Nothing was sent: open your project there first.",
            )
        windows = [_look(bus, name) for name in names]
        if self._project is not None and len(windows) > 1:
            wanted = Path(self._project).stem
            windows = [w for w in windows if Path(w.project).stem == wanted] or windows
        if len(windows) > 1:
            shown = ", ".join(f"“{window.project}”" for window in windows)
            raise EditorError(
                Trouble.OTHER_PROJECT,
                f"Several Kdenlives are open, with {shown}. Nothing was sent: close those that "
                "are not meant. (`t2m send --project` names one.)",
            )
        return windows[0]


class _OpeningError(EditorError):
    """It has no project yet, and will have one in a moment."""

    def __init__(self, what: str) -> None:
        super().__init__(
            Trouble.BUSY,
            f"{what}, or shows a dialog. Nothing was sent: send again when your project is open.",
        )


def _said(error: str) -> tuple[Trouble, str]:
    """What an error of the bus means, in words."""
    if error == NO_ANSWER:
        return Trouble.BUSY, (
            "Kdenlive does not answer: it is busy, or shows a dialog. Look into its project "
            "before you send again."
        )
    if error.startswith(NO_BUS):
        return Trouble.ABSENT, "Kdenlive is not running: there is no desktop session to ask."
    if error.endswith(_LOST):
        return Trouble.GONE, (
            "Kdenlive ended in the middle of it. What it had saved is as it was; it offers the "
            "rest when it is started again."
        )
    return Trouble.GONE, (
        f"Kdenlive cannot be reached ({error}). If it ended just now, it offers what was not "
        "saved when it is started again."
    )


def _refuse_another(window: _Window, state: State) -> None:
    if window.project != state.project:
        raise EditorError(
            Trouble.OTHER_PROJECT,
            f"Kdenlive shows “{window.project}” now, not “{state.project}”. Nothing was done "
            "to it.",
        )


def _look(bus: Bus, name: str) -> _Window:
    widget = "org.qtproject.Qt.QWidget"
    try:
        title = str(bus.property(name, _WINDOW, widget, "windowTitle"))
        modified = bool(bus.property(name, _WINDOW, widget, "windowModified"))
    except BusError as error:
        if str(error).endswith("UnknownObject"):  # its window is not there yet
            raise _OpeningError("Kdenlive is starting") from error
        raise
    found = _TITLE.match(title)
    if found is None:
        raise _OpeningError("Kdenlive is opening a project")
    process = int("".join(filter(str.isdigit, name.rpartition("-")[2])) or 0)
    return _Window(name, process, found["name"].strip(), found["profile"], modified)


def _act(bus: Bus, window: _Window, action: str) -> None:
    done = bus.call(window.bus, _WINDOW, "org.kde.KMainWindow", "activateAction", action)
    if done != (True,):
        raise EditorError(
            Trouble.REFUSED, f"Kdenlive refused “{action}”: it is busy, or an older version."
        )


def _shown(window: _Window, modified: Callable[[], bool], check: Check) -> State:
    """What the window shows: the autosave where something is not saved, else the project."""
    end = time.monotonic() + AUTOSAVE
    while window.modified:
        for file in _autosaves(window.process):
            with suppress(OSError):
                state = read_project(file.read_bytes(), window.project)
                if state is not None:
                    return state
        check()
        if time.monotonic() > end or not modified():
            break
        time.sleep(0.1)
    for file in _projects(window):
        with suppress(OSError):
            state = read_project(file.read_bytes(), window.project)
            if state is not None:
                return state
    return State(window.project, rate_in(window.profile), tracks=None)


def _data_folders() -> list[Path]:
    home = Path.home()
    usual = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [usual, home / ".var/app/org.kde.kdenlive/data"]  # and its Flatpak


def _autosaves(process: int) -> list[Path]:
    """The autosave files of a process, the newest first: each has a lock that names it."""
    found = []
    for folder in _data_folders():
        for lock in (folder / "stalefiles" / "kdenlive").glob("*.lock"):
            with suppress(OSError):
                owner = lock.read_text("utf-8", "replace").partition("\n")[0]
                file = lock.with_suffix("")
                if owner == str(process):
                    found.append((file.stat().st_mtime_ns, file))
    return [file for _, file in sorted(found, reverse=True)]


def _projects(window: _Window) -> list[Path]:
    """Files that may be the project that is shown: told by the command line, the recent files."""
    found: list[Path] = []
    with suppress(OSError):
        folder = Path(f"/proc/{window.process}/cwd").resolve()
        words = Path(f"/proc/{window.process}/cmdline").read_bytes().split(b"\0")[1:]
        found += [folder / os.fsdecode(word) for word in words if word]
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "kdenliverc"
    with suppress(OSError):
        for line in config.read_text("utf-8", "replace").splitlines():
            key, _, value = line.partition("=")
            if re.match(r"File\d+", key):
                found.append(Path(os.path.expandvars(value)))
    return [file for file in found if file.stem == Path(window.project).stem and file.is_file()]
