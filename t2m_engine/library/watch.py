"""Watched folders: what is new, changed, moved or deleted in them is followed as it happens."""

from __future__ import annotations

import logging
import os
import threading
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from t2m_engine.errors import CancelledError, InputError, LibraryError, T2MError
from t2m_engine.library.walk import SUFFIXES, is_empty

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.observers.api import BaseObserver, ObservedWatch

    from t2m_engine.library.catalogue import Catalogue

_log = logging.getLogger(__name__)

REST = 1.5
"""Seconds without a change after which a file, or a folder, counts as at rest."""
STALLED = 30.0
"""Seconds after which a file that somebody has open is read all the same."""
LOOK = 5.0
"""Seconds between two looks whether drives were plugged in or out."""
LOOK_THROUGH = 600.0
"""Seconds between two looks through a folder whose changes the system does not tell, such as one
on another machine."""
_IGNORED = frozenset({"opened", "closed_no_write"})
"""What reading a file does: our own, too."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take, in seconds: see the constants of this module."""

    rest: float = REST
    stalled: float = STALLED
    look: float = LOOK
    look_through: float = LOOK_THROUGH


class Changes:
    """Places that changed and are not yet at rest. Safe to use from several threads."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._touched: dict[Path, float] = {}
        self._written: dict[Path, float] = {}
        self.condition = threading.Condition()

    def note(self, place: Path) -> None:
        """Note that something happened at `place`, a file or a folder."""
        with self.condition:
            self._touched[place] = self._clock()
            self.condition.notify_all()

    def note_event(self, kind: str, path: Path, *, folder: bool, to: Path | None = None) -> None:
        """Note what the system tells: `kind` and `to` as watchdog has them."""
        if kind in _IGNORED or (folder and kind == "modified"):
            return
        with self.condition:
            if kind == "modified":
                self._written[path] = self._clock()
            elif self._written.pop(path, None) is not None and to is not None:
                self._written[to] = self._clock()
        for place in (path, to):
            if place is not None and _matters(place, folder=folder):
                self.note(place)

    def take(self) -> list[Path]:
        """Return the places that are at rest, and forget them."""
        now = self._clock()
        with self.condition:
            self._written = {
                path: when
                for path, when in self._written.items()
                if now - when < self._pace.stalled
            }
            moving = [p for p, when in self._touched.items() if now - when < self._pace.rest]
            restless = {above for path in (*moving, *self._written) for above in path.parents}
            restless.update(moving, self._written)
            ready = [place for place in self._touched if place not in restless]
            for place in ready:
                del self._touched[place]
            return sorted(ready)

    def __len__(self) -> int:
        with self.condition:
            return len(self._touched)


class Watch:
    """Follows changes in the watched folders of a catalogue, in a thread of its own.

    `hear(places, cancelled)` brings the catalogue up to date with files and folders: it raises
    CancelledError where it was stopped, LibraryError where another process is adding music, and
    is then asked again. `tell` is given a line for people now and then. What changed while nobody
    watched is found when it starts.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        hear: Callable[[list[Path], Callable[[], bool]], None],
        *,
        pace: Pace = Pace(),
        tell: Callable[[str], None] = _log.info,
    ) -> None:
        self._catalogue = catalogue
        self._hear = hear
        self._pace = pace
        self._tell = tell
        self._changes = Changes(pace)
        self._observer: BaseObserver = Observer()
        self._watched: dict[Path, ObservedWatch | None] = {}
        self._looked_through: dict[Path, float] = {}
        self._closing = threading.Event()
        self._busy = False
        self._problem = ""
        self._thread = threading.Thread(target=self._run, name="t2m-watch")

    def start(self) -> None:
        """Begin."""
        # A folder that is moved out and in again: watchdog says that it writes over its own entry.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer.start()
        self._thread.start()

    def close(self) -> None:
        """End; what is being heard is stopped, and goes on at the next start."""
        self._closing.set()
        with self._changes.condition:
            self._changes.condition.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def state(self) -> dict[str, Any]:
        """What is going on: see `library.watching` in service/library_methods.py."""
        return {
            "folders": [str(path) for path in sorted(self._watched)],
            "waiting": len(self._changes),
            "busy": self._busy,
            "problem": self._problem,
        }

    def _run(self) -> None:
        looked = -self._pace.look
        while not self._closing.is_set():
            try:
                if time.monotonic() - looked >= self._pace.look:
                    self._look()
                    looked = time.monotonic()
                places = self._changes.take()
                if places:
                    self._follow(places)
            except CancelledError:  # somebody else wants to add music: after them
                self._closing.wait(self._pace.rest)
            except T2MError as error:  # a library that is locked, or gone for a while
                self._report(str(error))
                self._closing.wait(self._pace.look)
            with self._changes.condition:
                if not self._closing.is_set():
                    pause = self._pace.rest / 2 if len(self._changes) else self._pace.look
                    self._changes.condition.wait(min(pause, self._pace.look))

    def _look(self) -> None:
        """Watch what is there, and no more what is not; look through what cannot be watched."""
        back = self._catalogue.refresh_folders()
        wanted = [
            path
            for path in self._catalogue.folder_paths(watched=True)
            if path.is_dir() and not is_empty(path)
        ]
        for path in [path for path in self._watched if path not in wanted]:
            watch = self._watched.pop(path)
            if watch is not None:
                self._observer.unschedule(watch)
        now = time.monotonic()
        for path in wanted:
            if path in back or path not in self._watched or not self._is_alive(path):
                self._watch(path)
                self._looked_through[path] = now
                self._changes.note(path)
            elif (
                self._watched[path] is None
                and now - self._looked_through[path] >= self._pace.look_through
            ):
                self._looked_through[path] = now
                self._changes.note(path)

    def _watch(self, path: Path) -> None:
        known = self._watched.pop(path, None)
        if known is not None:  # a drive that is back is another one to the system
            self._observer.unschedule(known)
        handler = _Handler(self._changes, path)
        try:
            self._watched[path] = self._observer.schedule(handler, str(path), recursive=True)
        except OSError as error:
            self._watched[path] = None
            self._report(
                f"Changes in {path} cannot be followed ({error.strerror}); it is looked through "
                f"every {self._pace.look_through / 60:.0f} minutes instead."
            )

    def _is_alive(self, path: Path) -> bool:
        """Whether the thread that listens for changes in a folder still does."""
        watch = self._watched[path]
        return watch is None or any(
            emitter.watch == watch and emitter.is_alive() for emitter in self._observer.emitters
        )

    def _follow(self, places: list[Path]) -> None:
        self._catalogue.refresh_folders()
        roots = [path for path in self._watched if path.is_dir() and not is_empty(path)]
        places = [place for place in places if any(place.is_relative_to(root) for root in roots)]
        there = [place for place in places if place.exists()]
        self._busy = True
        try:
            if there:
                self._hear(_outermost(there), self._closing.is_set)
            self._note_gone(places)
            self._problem = ""
        except InputError as error:  # a folder that holds no music, a file that is gone again
            _log.info("%s", error)
            self._note_gone(places)
        except (CancelledError, LibraryError):
            for place in places:
                self._changes.note(place)
            if not self._closing.is_set():
                raise
        finally:
            self._busy = False

    def _note_gone(self, places: list[Path]) -> None:
        gone = {
            identity: path
            for place in places
            for path, identity in self._catalogue.tracks_below(place).items()
            if not os.path.lexists(path)
        }
        if gone:
            self._catalogue.put_presence(gone=gone, back=[], forgotten_errors=[])
        failed = [
            error.path
            for error in self._catalogue.errors()
            if not os.path.lexists(error.path)
            and any(error.path.is_relative_to(place) for place in places)
        ]
        if failed:
            self._catalogue.put_presence(gone=[], back=[], forgotten_errors=failed)

    def _report(self, problem: str) -> None:
        if problem != self._problem:
            self._problem = problem
            self._tell(problem)


class _Handler(FileSystemEventHandler):
    """Hands watchdog's events on."""

    def __init__(self, changes: Changes, root: Path) -> None:
        self._changes = changes
        self._root = root

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note where something happened; a move may have one end in a hidden folder, or none."""
        ends = [Path(os.fsdecode(end)) for end in (event.src_path, event.dest_path) if end]
        seen = [end for end in ends if not self._is_hidden(end)]
        if len(seen) == 2:
            first, last = seen
            self._changes.note_event(event.event_type, first, folder=event.is_directory, to=last)
        elif seen:
            kind = event.event_type if len(ends) == 1 else "moved"
            self._changes.note_event(kind, seen[0], folder=event.is_directory)

    def _is_hidden(self, path: Path) -> bool:
        return not path.is_relative_to(self._root) or any(
            part.startswith(".") for part in path.relative_to(self._root).parts
        )


def _matters(place: Path, *, folder: bool) -> bool:
    """Whether `place` may hold music, or have held some."""
    # What is gone may have been a folder, whatever the system calls it.
    return folder or place.suffix.lower() in SUFFIXES or not place.suffix


def _outermost(places: list[Path]) -> list[Path]:
    """The places that lie in none of the others."""
    folders = {place for place in places if place.is_dir()}
    return [place for place in places if not folders & set(place.parents)]
