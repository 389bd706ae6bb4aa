"""What can go wrong for a user: typed errors, each with a sentence and an exit code."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What `t2m` hands back to the shell."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INPUT = 3
    LIBRARY = 4
    MODEL = 5
    EDITOR = 6
    CANCELLED = 130


class T2MError(Exception):
    """Something that a user can run into; `str()` of it is a sentence that says what to do."""

    exit_code = ExitCode.BUG


class UsageError(T2MError):
    """A request that makes no sense: an unknown space, an end before a start."""

    exit_code = ExitCode.USAGE


class InputError(T2MError):
    """A file that cannot be read.

    `path` is the file, `reason` a short phrase for error lists ("is empty"), and the whole
    message reads "<path> <reason>. <remedy>".
    """

    exit_code = ExitCode.INPUT

    def __init__(self, path: Path | str, reason: str, remedy: str = "") -> None:
        self.path = Path(path)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{path} {reason}.{' ' + remedy if remedy else ''}")


class LibraryError(T2MError):
    """The catalogue or the index cannot be used: newer version, damaged, locked, not writable."""

    exit_code = ExitCode.LIBRARY


class ModelError(T2MError):
    """A model pack is missing, or was refused: wrong hash, unknown field, a pickle."""

    exit_code = ExitCode.MODEL


class CancelledError(T2MError):
    """The user asked to stop."""

    exit_code = ExitCode.CANCELLED
