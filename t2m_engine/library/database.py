"""The catalogue's database: opened, migrated, shared by threads, its troubles told in sentences."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, Self

from t2m_engine.errors import LibraryError
from t2m_engine.library import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

FILE = "catalogue.sqlite"
BUSY_TIMEOUT = 15.0
"""Seconds to wait for another process's write; a write of ours takes milliseconds."""
CHECKED_WHOLE = 128 * 2**20
"""Bytes up to which the whole file is checked when it is opened (about 0.2 s at most)."""
STAMPS = 16_384
"""Generations whose random stamps are kept in `meta`, under “stamp” and the generation modulo
this: they tell whether what was kept of an earlier state belongs to this catalogue's past, or to
one that a backup has undone."""
_STAMP = (
    "INSERT OR REPLACE INTO meta SELECT 'stamp ' || (value % ?), random() "
    "FROM meta WHERE key = 'generation'"
)


class Database:
    """An SQLite file in a library's folder.

    Every thread has a connection of its own, so one object serves all threads of a process:
    readers never wait, writers wait for each other. A write is one transaction and raises the
    generation by one, unless it changes nothing that can be suggested. Everything raises
    LibraryError when the file is damaged, not writable, or held by another process for longer
    than `busy_timeout` seconds.
    """

    def __init__(self, folder: Path, busy_timeout: float) -> None:
        self.folder = folder
        self.file = folder / FILE
        self._busy_timeout = busy_timeout
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._lock = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, folder: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open the catalogue in `folder`; both are made when they are not there.

        A catalogue of an older version is migrated. One of a newer version, a damaged one and a
        file that is none raise LibraryError and stay untouched.
        """
        folder = folder.expanduser().absolute()
        catalogue = cls(folder, busy_timeout)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The library folder {folder} cannot be made: {error.strerror}."
            ) from error
        try:
            with catalogue._speaking():
                catalogue._prepare()
        except OSError as error:  # a folder that may not be entered
            catalogue.close()
            raise LibraryError(
                f"The library at {folder} cannot be read: {error.strerror}; check its permissions."
            ) from error
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        """Close the connections of all threads; nothing can be read or written afterwards."""
        with self._lock:
            self._closed = True
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        if self.file.exists():  # looked at without a pen: what is not ours stays as it is
            self._check_kind()
        connection = self._connection()
        if connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked again: another process may have migrated it before the lock was ours.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version < migrations.VERSION:
                migrations.migrate(connection, version)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise

    def _check_kind(self) -> None:
        connection = look_at(self.file, self._busy_timeout)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if (version or tables) and application != migrations.APPLICATION_ID:
                raise LibraryError(
                    f"{self.file} is a database, but not a t2m catalogue; choose another folder "
                    "with --library."
                )
            if version > migrations.VERSION:
                raise LibraryError(
                    f"The library at {self.folder} was made by a newer t2m (its version is "
                    f"{version}, this one knows {migrations.VERSION}); update t2m, or choose "
                    "another folder with --library. Nothing was changed."
                )
            if self.file.stat().st_size <= CHECKED_WHOLE:
                verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if verdict != "ok":
                    raise self._damaged(verdict)
        finally:
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        thread = threading.current_thread()
        with self._lock:
            if self._closed:
                raise LibraryError(f"The library at {self.folder} has been closed.")
            connection = self._connections.get(thread)
            if connection is not None:
                return connection
            for ended in [other for other in self._connections if not other.is_alive()]:
                self._connections.pop(ended).close()
            frozen = _is_frozen(self.file)
            connection = sqlite3.connect(
                f"{self.file.as_uri()}?immutable=1" if frozen else self.file,
                uri=frozen,
                timeout=self._busy_timeout,
                isolation_level=None,
                check_same_thread=False,  # `close` closes the connections of all threads
            )
            self._connections[thread] = connection
        if frozen:
            return connection
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may undo the last tracks, never damage; the next scan hears them again.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._speaking():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def _writing(
        self, *, counts: Literal["generation", "marks"] | None = "generation"
    ) -> Iterator[sqlite3.Connection]:
        """Write in one transaction, which is counted in `meta` under `counts`."""
        with self._speaking():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                if counts:
                    connection.execute("UPDATE meta SET value = value + 1 WHERE key = ?", (counts,))
                if counts == "generation":
                    stamp(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def _speaking(self) -> AbstractContextManager[None]:
        return speaking(self.folder, self._busy_timeout)

    def _damaged(self, how: str) -> LibraryError:
        return damaged(self.folder, how)


def look_at(file: Path, timeout: float = BUSY_TIMEOUT) -> sqlite3.Connection:
    """Open a database to read it; a file that is damaged raises SQLite's errors."""

    def opened(mode: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{file.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=timeout,
            isolation_level=None,
        )

    connection = opened("ro&immutable=1" if _is_frozen(file) else "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if (getattr(error, "sqlite_errorname", "") or "").startswith("SQLITE_READONLY"):
            # A process that was killed while it made the file left something to be rolled back.
            return opened("rw")
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _is_frozen(file: Path) -> bool:
    """Whether a catalogue can only be read as it is, since nothing may be written beside it.

    SQLite needs a log there even to read, but for a file that nobody writes to.
    """
    return (
        file.exists()
        and not os.access(file.parent, os.W_OK)
        and not file.with_name(f"{file.name}-wal").exists()
    )


def stamp(connection: sqlite3.Connection) -> None:
    """Give the present generation a stamp of its own, inside a transaction that has raised it."""
    connection.execute(_STAMP, (STAMPS,))


@contextmanager
def speaking(folder: Path, busy_timeout: float = BUSY_TIMEOUT) -> Iterator[None]:
    """Turn SQLite's troubles into sentences; what only a bug can cause passes through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise LibraryError(
                f"Another program has been writing to the library at {folder} for "
                f"{busy_timeout:.0f} s; close it and try again."
            ) from error
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise damaged(folder, str(error)) from error
        if name.startswith("SQLITE_FULL"):
            raise LibraryError(
                f"The disk that holds the library at {folder} is full; what was done is kept."
            ) from error
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
            raise LibraryError(
                f"The library at {folder} cannot be read or written ({error}); check its "
                "permissions and its disk."
            ) from error
        raise


def damaged(folder: Path, how: str) -> LibraryError:
    """Say that the catalogue in `folder` is damaged, and what to do."""
    return LibraryError(
        f"The catalogue {folder / FILE} is damaged ({how}). `t2m library check --repair` recovers "
        "what can be read; your music is not touched."
    )
