"""Finding the music in folders, and telling one file's content from another's."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from t2m_engine.errors import InputError
from t2m_engine.library.records import FileState

# fmt: off
AUDIO_SUFFIXES = frozenset({
    ".aac", ".ac3", ".aif", ".aifc", ".aiff", ".alac", ".ape", ".au", ".caf", ".flac", ".m4a",
    ".m4b", ".mka", ".mp2", ".mp3", ".mpc", ".oga", ".ogg", ".opus", ".snd", ".spx", ".tta",
    ".w64", ".wav", ".wave", ".wma", ".wv",
})
VIDEO_SUFFIXES = frozenset({
    ".3gp", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts",
    ".ogv", ".vob", ".webm", ".wmv",
})
NOTE_SUFFIXES = frozenset({
    ".mid", ".midi", ".kar", ".rmi", ".it", ".med", ".mod", ".mtm", ".okt", ".s3m", ".xm",
})
# fmt: on
SUFFIXES = AUDIO_SUFFIXES | VIDEO_SUFFIXES | NOTE_SUFFIXES
"""What a scan opens: audio files, video containers for their sound, and what looks like music to
its owner but holds notes only, so that it is refused with a reason."""

_CONTENT_BYTES = 16


@dataclass(slots=True)
class Found:
    """What lies under some folders: files that may hold music, and places that cannot be read.

    `files` is ordered by folder as given, then by name. `unreadable` gives the reason of each.
    `roots` are the folders that were entered, and held something.
    """

    files: dict[Path, FileState] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    roots: list[Path] = field(default_factory=list)
    problems: list[InputError] = field(default_factory=list)

    def covers(self, path: Path) -> bool:
        """Whether `path` lies in a folder that was looked through."""
        return any(path.is_relative_to(root) for root in self.roots) and not any(
            path.is_relative_to(place) for place in self.unreadable
        )


def find(folders: list[Path]) -> Found:
    """Look through `folders` (a single file is taken too) and all that they hold.

    Hidden files and folders are skipped. Links are followed, each folder is entered once and each
    file is found under its real path, so that a link to a parent does no harm. A folder that is
    not there, or without music, becomes one of `problems`; nothing is raised.
    """
    found = Found()
    entered: set[tuple[int, int]] = set()
    for folder in folders:
        before = len(found.files)
        try:
            root = folder.expanduser().resolve(strict=True)
            status = root.stat()
        except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
            found.problems.append(_gone(folder, error))
            continue
        if not stat.S_ISDIR(status.st_mode):
            _take_file(root, found)
            if root not in found.files:
                found.problems.append(
                    InputError(folder, "is not a folder, nor music that t2m can read")
                )
            continue
        known = (status.st_dev, status.st_ino) in entered
        _enter(root, found, entered)
        if root in found.unreadable:
            reason = found.unreadable.pop(root)
            found.problems.append(InputError(folder, reason, "Check its permissions."))
        else:
            if not is_empty(root):  # so looks a drive's place while it is unplugged
                found.roots.append(root)
            if len(found.files) == before and not known:
                found.problems.append(
                    InputError(
                        folder,
                        "holds no music that t2m can read",
                        "Name a folder with audio or video files.",
                    )
                )
    return found


def is_empty(folder: Path) -> bool:
    """Whether a folder holds nothing at all."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return False


def content_id(path: Path) -> bytes:
    """Return a BLAKE2b digest (16 bytes) of all that the file holds; OSError as open() has it.

    All of it, since the stems of one session are of one size and share their silent beginnings
    and ends; reading a file is cheap beside decoding it, which follows.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_CONTENT_BYTES))
    return digest.digest()


def _enter(folder: Path, found: Found, entered: set[tuple[int, int]]) -> None:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            status = here.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in entered:
                continue
            entered.add(identity)
            with os.scandir(here) as listing:
                entries = sorted(filter(_may_hold_music, listing), key=lambda entry: entry.name)
        except OSError as error:
            found.unreadable[here] = _reason(error, "cannot be entered")
            continue
        folders = []
        for entry in entries:
            path = Path(entry.path)
            try:
                if entry.is_symlink():
                    path = path.resolve(strict=True)
                    if path.is_dir():
                        folders.append(path)
                        continue
                elif entry.is_dir():
                    folders.append(path)
                    continue
                _take_file(path, found)
            except (OSError, RuntimeError) as error:
                if path.suffix.lower() in SUFFIXES:
                    refused = isinstance(error, PermissionError)
                    found.unreadable[path] = (
                        _reason(error, "cannot be read")
                        if refused
                        else "is a link to a file that is not there"
                    )
        waiting += reversed(folders)


def _may_hold_music(entry: os.DirEntry[str]) -> bool:
    """Whether to look closer: of a million pictures in a folder, none is kept in mind."""
    if entry.name.startswith("."):
        return False
    suffix = os.path.splitext(entry.name)[1]  # noqa: PTH122 - a Path for each file is dear
    return suffix.lower() in SUFFIXES or entry.is_symlink() or entry.is_dir()


def _take_file(path: Path, found: Found) -> None:
    if path.suffix.lower() not in SUFFIXES:
        return
    try:
        status = path.stat()
    except OSError as error:
        found.unreadable[path] = _reason(error, "cannot be read")
        return
    if stat.S_ISREG(status.st_mode):  # a pipe or a device would never end
        found.files.setdefault(path, FileState(status.st_size, status.st_mtime_ns))


def _gone(folder: Path, error: Exception) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(folder, _reason(error, "cannot be entered"), "Check its permissions.")
    return InputError(folder, "is not there", "Check the name, and that its disk is connected.")


def _reason(error: OSError | RuntimeError, what: str) -> str:
    detail = (getattr(error, "strerror", None) or "").lower()
    return f"{what} ({detail})" if detail else what
