"""The scan lock: one process at a time adds music to a library."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from t2m_engine.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform != "win32":  # there, SQLite's own lock still keeps the catalogue whole
    import fcntl

_NAME = "scan.lock"
_TRIES, _PAUSE = 10, 0.03


@contextmanager
def scanning(folder: Path) -> Iterator[None]:
    """Hold the scan lock of the library in `folder`; LibraryError when another process has it.

    The operating system lets go of it when the process dies, however it dies.
    """
    path = folder / _NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise LibraryError(
            f"The library at {folder} cannot be written to: {error.strerror}."
        ) from error
    try:
        if not _take_soon(descriptor):
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            raise LibraryError(
                f"Another t2m{f' (process {holder})' if holder else ''} is adding music to the "
                f"library at {folder}; wait until it is done, or stop it."
            )
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        yield
    finally:
        os.close(descriptor)


def is_scanning(folder: Path) -> bool:
    """Whether any process, this one included, holds the scan lock of the library in `folder`."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _take(descriptor)
    finally:
        os.close(descriptor)


def _take_soon(descriptor: int) -> bool:
    """A look by `is_scanning` holds the lock for an instant; that is no reason to give up."""
    for _ in range(_TRIES):
        if _take(descriptor):
            return True
        time.sleep(_PAUSE)
    return False


def _take(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
