"""A score's folder: its files are written all or none, whatever happens in between.

They are made in a room of their own, beside the old ones. When all are on the disk, the room gets
the name of one that is ready, which is one step; then its files take their places. Whoever dies
there leaves a ready room, and the next one to come empties it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import soundfile

from t2m_engine.export.clip import ExportError

if sys.platform != "win32":
    import fcntl

_ROOM = ".t2m-score-"
_READY = ".t2m-ready-"
_OLD = ".old-"


@contextmanager
def room_for(out: Path) -> Iterator[Path]:
    """Yield an empty folder on the disk of `out`; what is made in it replaces what is in `out`.

    That is on a clean exit, when `out` is made too if it is missing; on an error nothing in it
    changes. A folder replaces a folder as a whole. Rooms of those who died are tidied up. What
    cannot be written is ExportError.
    """
    try:
        home = out if out.is_dir() else out.parent
        home.mkdir(parents=True, exist_ok=True)
        _tidy(home)
        room = Path(tempfile.mkdtemp(prefix=_ROOM, dir=home))
        held = _hold(room)
        try:
            yield room
            _sync(room)
            out.mkdir(parents=True, exist_ok=True)
            room.rename(out / room.name.replace(_ROOM, _READY))
            settle(out)
        finally:
            shutil.rmtree(room, ignore_errors=True)
            if held is not None:
                os.close(held)
    except OSError as error:
        raise ExportError(out, error) from error
    except soundfile.LibsndfileError as error:  # libsndfile forgets why; a full disk mostly
        raise ExportError(out, None) from error


def settle(out: Path) -> None:
    """Finish what someone who died was about to: move what is ready in `out` to its places."""
    if not any(out.glob(f"{_READY}*")):
        return
    held = _hold(out, wait=True)  # another process may be at it
    try:
        for ready in sorted(out.glob(f"{_READY}*")):
            for made in sorted(ready.iterdir()):
                if not made.name.startswith(_OLD):
                    _move(made, out / made.name, ready / f"{_OLD}{made.name}")
            _sync_folder(out)
            shutil.rmtree(ready, ignore_errors=True)
    finally:
        if held is not None:
            os.close(held)


def _move(made: Path, target: Path, old: Path) -> None:
    if target.is_dir():  # a folder cannot be replaced by another in one step
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
    made.replace(target)


def _sync(room: Path) -> None:
    """Have all of `room` on the disk before anyone counts on it."""
    for folder, _, names in os.walk(room):
        for name in names:
            with (Path(folder) / name).open("rb+") as written:
                os.fsync(written.fileno())
        _sync_folder(Path(folder))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hold(folder: Path, *, wait: bool = False) -> int | None:
    """Say that somebody works in `folder`: the system forgets it when the process dies."""
    if sys.platform == "win32":
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _tidy(home: Path) -> None:
    """Remove rooms in which nobody works any more."""
    for room in home.glob(f"{_ROOM}*"):
        held = _hold(room)
        if held is not None:
            shutil.rmtree(room, ignore_errors=True)
            os.close(held)
