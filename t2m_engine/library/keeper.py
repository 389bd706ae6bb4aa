"""Who keeps a library: adds to it, brings it up to date, follows changes, cares for what is in it.

The session's hands: what comes in are paths, what goes out is the JSON of the command line and of
the service (service/library_methods.py has the schemas).
"""

from __future__ import annotations

import threading
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from t2m_engine.errors import CancelledError, LibraryError, T2MError, UsageError
from t2m_engine.files import may_exist
from t2m_engine.library.backup import backup, restore
from t2m_engine.library.catalogue import FILE, Catalogue
from t2m_engine.library.check import check
from t2m_engine.library.duplicates import duplicates, fold
from t2m_engine.library.ingest import ScanProgress, scan
from t2m_engine.library.marks import MarkChange, Marks
from t2m_engine.library.marks_file import save_marks_file
from t2m_engine.library.packs import KnownPack
from t2m_engine.library.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.records import Track

MOST_APART = 100
"""Tracks that can be kept apart from each other at once: they are as many pairs as squares."""
_TURN = 0.2
"""Seconds between two looks whether somebody else is done adding music."""


class Progress(Protocol):
    """How far a long job is, as in `session`."""

    def __call__(self, done: float, total: float, text: str, **more: Any) -> None:
        """Tell."""


class Keeper:
    """Keeps the library in `folder`.

    `catalogue(create)` opens it, `reopen` closes it after its file was replaced, `pack` is the
    model pack to hear with, and `politely` lets work in the background give way. Safe to use from
    several threads: one adds music at a time, and what the user asks for goes before what is done
    in the background.
    """

    def __init__(
        self,
        folder: Path,
        catalogue: Callable[[bool], Catalogue],
        pack: Callable[[], ModelPack],
        reopen: Callable[[], None],
        politely: Callable[[Callable[[], bool]], Callable[[], bool]] = lambda cancelled: cancelled,
    ) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._pack = pack
        self._reopen = reopen
        self._politely = politely
        self._turn = threading.Lock()
        self._wanted = 0
        self._paused = threading.Event()
        self._folded = -1
        self._lock = threading.Lock()
        self._following = False
        self._watch: Watch | None = None
        self._background: dict[str, Any] | None = None

    def close(self) -> None:
        """Stop following changes, and save the marks once more."""
        self.follow(False)
        if may_exist(self._folder / FILE):
            with suppress(T2MError):
                save_marks_file(self._catalogue(False))

    # Adding

    def add(
        self,
        folders: Sequence[Path],
        *,
        retry_errors: bool,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> dict[str, Any]:
        """Scan folders, or files, into the library; folders are known to it from then on."""
        pack = self._pack()  # a missing model is no reason to make a library
        catalogue = self._catalogue(True)
        catalogue.add_folders(folders)
        result = self._scan(catalogue, pack, folders, retry_errors, progress, cancelled)
        if self._following:
            self.follow(True)
        return result

    def update(self, *, progress: Progress, cancelled: Callable[[], bool]) -> dict[str, Any]:
        """Look through all folders that were added, and the files that lie in none of them."""
        pack, catalogue = self._pack(), self._catalogue(False)
        catalogue.refresh_folders()
        places = [folder for folder in catalogue.folder_paths() if folder.is_dir()]
        places += [file for file in catalogue.strays() if file.exists()]
        if not places:
            raise LibraryError(
                f"Nothing that was added to the library at {self._folder} is there; connect the "
                "drive that holds it, or add a folder with `t2m library add FOLDER`."
            )
        return self._scan(catalogue, pack, places, False, progress, cancelled)

    def _scan(
        self,
        catalogue: Catalogue,
        pack: ModelPack,
        places: Sequence[Path],
        retry_errors: bool,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> dict[str, Any]:
        with self._lock:
            self._wanted += 1  # what is done in the background stops, and goes on afterwards
        try:
            while not self._turn.acquire(timeout=_TURN):
                if cancelled():
                    raise CancelledError("Stopped before anything was heard.")
            try:
                return self._heard(catalogue, pack, places, retry_errors, progress, cancelled)
            finally:
                self._turn.release()
        finally:
            with self._lock:
                self._wanted -= 1

    def _heard(
        self,
        catalogue: Catalogue,
        pack: ModelPack,
        places: Sequence[Path],
        retry_errors: bool,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> dict[str, Any]:
        def tell(state: ScanProgress) -> None:
            more = state.as_json()
            done, total, path = more.pop("done"), more.pop("total"), more.pop("path")
            progress(done, total, path or "", **more)

        catalogue.note_pack(KnownPack(pack.music_id, pack.name, pack.folder))
        result = scan(
            places,
            catalogue,
            pack,
            progress=tell,
            cancelled=cancelled,
            paused=self._paused.is_set,
            retry_errors=retry_errors,
        )
        catalogue.refresh_folders()
        if catalogue.generation != self._folded:  # also where a drive is back
            fold(catalogue, cancelled=cancelled)
            self._folded = catalogue.generation
        return result.as_json()

    def pause(self, wanted: bool) -> None:
        """Let whatever is being heard, or will be, rest between two files; or go on with it."""
        if wanted:
            self._paused.set()
        else:
            self._paused.clear()

    # Following

    def follow(self, wanted: bool) -> None:
        """Follow changes in the watched folders, or stop; nothing happens without a library."""
        self._following = wanted
        with self._lock:
            watch = self._watch
            if wanted and watch is None and may_exist(self._folder / FILE):
                self._watch = Watch(self._catalogue(False), self._hear)
                self._watch.start()
            elif not wanted:
                self._watch = None
        if not wanted and watch is not None:
            watch.close()

    def watching(self) -> dict[str, Any]:
        """What is followed, and what is being heard in the background."""
        with self._lock:
            watch, background = self._watch, self._background
        nothing = {"folders": [], "waiting": 0, "busy": False, "problem": ""}
        return {
            "on": self._following,
            **(watch.state() if watch is not None else nothing),
            "hearing": background,
            "paused": self._paused.is_set(),
        }

    def _hear(self, places: list[Path], closing: Callable[[], bool]) -> None:
        """Hear what has changed; CancelledError as soon as the user adds music."""

        def tell(done: float, total: float, text: str, **more: Any) -> None:
            with self._lock:
                self._background = {"done": done, "total": total, "text": text, **more}

        if not self._turn.acquire(timeout=_TURN):
            raise CancelledError("Somebody else is adding music.")
        try:
            self._heard(
                self._catalogue(False),
                self._pack(),
                places,
                False,
                tell,
                self._politely(lambda: closing() or self._wanted > 0),
            )
        finally:
            self._turn.release()
            with self._lock:
                self._background = None

    # The user's own

    def mark(self, paths: Iterable[Path], change: MarkChange) -> list[dict[str, Any]]:
        """Change the marks of tracks, all or none; what they are then. UsageError."""
        catalogue = self._catalogue(False)
        tracks = [self._track(catalogue, path) for path in paths]
        if change:
            catalogue.mark([track.content_id for track in tracks], change)
            save_marks_file(catalogue)
        marks = catalogue.marks(track.content_id for track in tracks)
        return [
            {"track": str(track.path), "marks": marks[track.content_id].as_json()}
            for track in tracks
        ]

    def marks(self, tracks: Iterable[Track]) -> dict[bytes, Marks]:
        """The marks of these tracks, by their content."""
        return self._catalogue(False).marks(track.content_id for track in tracks)

    def tags(self) -> list[dict[str, Any]]:
        """The user's tags, and how much has each."""
        return [
            {"tag": tag, "tracks": count} for tag, count in self._catalogue(False).tags().items()
        ]

    def keep_apart(self, paths: Sequence[Path], wanted: bool = True) -> None:
        """Say that no two of these tracks are one recording, or take that back; UsageError.

        Copies are looked for again at the next scan, or by `duplicates`.
        """
        catalogue = self._catalogue(False)
        contents = {self._track(catalogue, path).content_id for path in paths}
        if not 2 <= len(contents) <= MOST_APART:
            raise UsageError(
                f"Name two tracks, and {MOST_APART} at most, that are different music; files that "
                "are the same byte for byte are not."
            )
        catalogue.keep_apart(contents, wanted)
        save_marks_file(catalogue)
        self._folded = -1

    def kept_apart(self) -> list[list[str]]:
        """The paths of the tracks that are kept apart, pair by pair, in their order."""
        catalogue = self._catalogue(False)
        pairs = catalogue.apart()
        wanted = {content for pair in pairs for content in pair}
        paths: dict[bytes, list[str]] = {content: [] for content in wanted}
        for track in catalogue.tracks() if pairs else ():
            if track.content_id in wanted:
                paths[track.content_id].append(str(track.path))
        return sorted(
            sorted(both) for one, other in pairs for both in product(paths[one], paths[other])
        )

    # Folders

    def folders(self) -> list[dict[str, Any]]:
        """The folders that were added."""
        catalogue = self._catalogue(False)
        catalogue.refresh_folders()
        return [folder.as_json() for folder in catalogue.folders()]

    def watch_folder(self, folder: Path, watched: bool) -> None:
        """Follow changes in a folder, or do not; UsageError."""
        self._catalogue(False).watch_folder(folder, watched)

    def remove(self, folder: Path) -> dict[str, Any]:
        """Forget a folder; UsageError."""
        return {"folder": str(folder), "tracks": self._catalogue(False).remove_folder(folder)}

    # Care

    def check(
        self, *, repair: bool, progress: Progress, cancelled: Callable[[], bool]
    ) -> dict[str, Any]:
        """Check the library, and with `repair` mend it."""
        following = self._following
        if repair:
            self.follow(False)
        try:
            spaces = self._pack().spaces
        except T2MError:  # a library can be mended without a model
            spaces = {}
        try:
            report = check(
                self._folder, spaces, repair=repair, progress=progress, cancelled=cancelled
            )
            if report.recovered is not None:
                self._reopen()
        finally:
            if repair and following:
                self.follow(True)
        return report.as_json()

    def backup(
        self, target: Path, *, progress: Progress, cancelled: Callable[[], bool]
    ) -> dict[str, Any]:
        """Write a backup."""
        size = backup(
            self._folder,
            target,
            progress=lambda done, total: progress(done, total, str(target)),
            cancelled=cancelled,
        )
        return {"path": str(target), "bytes": size}

    def restore(self, source: Path) -> dict[str, Any]:
        """Put a backup in the library's place."""
        following = self._following
        self.follow(False)
        try:
            aside = restore(self._folder, source)
            self._reopen()
        finally:
            self.follow(following)
        return {"replaced": None if aside is None else str(aside)}

    def duplicates(
        self, *, progress: Progress, cancelled: Callable[[], bool]
    ) -> list[dict[str, Any]]:
        """Look for copies, and tell which there are."""
        catalogue = self._catalogue(False)
        fold(catalogue, progress=lambda d, t: progress(d, t, ""), cancelled=cancelled)
        return [group.as_json() for group in duplicates(catalogue)]

    def _track(self, catalogue: Catalogue, path: Path) -> Track:
        track = catalogue.track(path)
        if track is None:
            raise UsageError(f"{path} is not in the library; add its folder first.")
        return track
