"""Copies of the catalogue: taken while it is in use, checked, and put back."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine import files
from t2m_engine.errors import CancelledError, InputError, LibraryError
from t2m_engine.library import lock, migrations
from t2m_engine.library.database import FILE, look_at, speaking, stamp

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = 2_000
"""Pages of SQLite, 8 MB, copied between two looks at `cancelled`."""
ASIDE = "catalogue.{what}-{when}.sqlite"
"""The name, in the library's folder, of a catalogue that was replaced."""


def backup(
    folder: Path,
    target: Path,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the catalogue of the library in `folder` to the file `target`; return its bytes.

    It may be in use: what was written when the copy began is in it, whole. `target` is there in
    full or as it was before, and is checked from end to end before it takes its place.
    `progress` counts bytes. Raises LibraryError for a damaged catalogue, or a place that cannot
    be written to; CancelledError once `cancelled` says so.
    """
    source = folder / FILE
    if not source.exists():
        raise LibraryError(f"There is no library at {folder}.")
    if target.exists() and target.samefile(source):
        raise LibraryError(f"{target} is the catalogue itself; choose another file.")
    if target.is_dir():
        raise LibraryError(f"{target} is a folder; name the file to write to.")
    try:
        with speaking(folder), files.replacing(target) as temporary:
            with closing(look_at(source)) as catalogue:
                _verify(catalogue, source)
                copy(catalogue, temporary, progress=progress, cancelled=cancelled)
            with closing(look_at(temporary)) as written:
                _verify(written, target)
            return temporary.stat().st_size
    except OSError as error:
        raise LibraryError(f"{target} cannot be written: {error.strerror}.") from error


def copy(
    source: sqlite3.Connection,
    target: Path,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Copy a database as it is now to the file `target`, in one piece with no log beside it."""

    def tell(_status: int, remaining: int, total: int) -> None:
        progress((total - remaining) * size, total * size)
        if cancelled():
            raise CancelledError("The backup was cancelled; nothing was written.")

    size = int(source.execute("PRAGMA page_size").fetchone()[0])
    with closing(sqlite3.connect(target, isolation_level=None)) as written:
        # The open transaction holds what is read still, however often others write meanwhile.
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(written, pages=PAGES, progress=tell, sleep=0.0)
        finally:
            source.rollback()
        written.execute("PRAGMA journal_mode = DELETE")


def restore(folder: Path, source: Path) -> Path | None:
    """Put the backup `source` in the place of the catalogue of the library in `folder`.

    Returns where the catalogue that was there is kept; None when there was none. All of it is
    replaced or nothing, and programs that have the library open go on with what was restored. An
    older backup is brought up to date; `source` itself is only read. Raises InputError for a file
    that is no backup, or damaged, LibraryError when the library cannot be written to, or music is
    being added to it.
    """
    if not source.is_file():
        raise InputError(source, "is not there", "Name a file that t2m library backup wrote.")
    folder = folder.expanduser().absolute()
    place = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            lock.scanning(folder),
            tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder) as name,
        ):
            fresh = Path(name) / FILE
            _take(source, fresh)
            with speaking(folder):
                if not place.exists():
                    fresh.rename(place)
                    return None
                if _is_healthy(place):
                    return _replace_content(place, fresh)
                return put_in_place(place, fresh, "replaced")
    except OSError as error:
        raise LibraryError(
            f"The library at {folder} cannot be written to: {error.strerror}."
        ) from (error)


def put_in_place(place: Path, fresh: Path, what: str) -> Path:
    """Put the file `fresh` in the place of a damaged catalogue, which is kept; return where.

    Whatever happens in between, there is a catalogue: the old one or the new one.
    """
    aside = aside_of(place.parent, what)
    # The log first: SQLite would take the old one's for the new one's.
    for suffix in ("-wal", "-shm"):
        log = place.with_name(place.name + suffix)
        if log.exists():
            log.rename(aside.with_name(aside.name + suffix))
    try:
        aside.hardlink_to(place)
    except OSError:  # a file system without
        shutil.copyfile(place, aside)
    fresh.replace(place)
    return aside


def aside_of(folder: Path, what: str) -> Path:
    """Return a new name for a catalogue that is replaced."""
    when = time.strftime("%Y%m%d-%H%M%S")
    for number in range(1_000):
        name = ASIDE.format(what=what, when=f"{when}-{number}" if number else when)
        if not (folder / name).exists():
            return folder / name
    raise LibraryError(f"{folder} holds too many catalogues that were put aside; remove some.")


def _take(source: Path, fresh: Path) -> None:
    """Copy a backup to `fresh`, checked and brought up to date."""
    try:
        with closing(look_at(source)) as given:
            version, application = (
                given.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("user_version", "application_id")
            )
            if application != migrations.APPLICATION_ID:
                raise InputError(source, "is no backup of a t2m library")
            if version > migrations.VERSION:
                raise InputError(source, "was written by a newer t2m", "Update t2m.")
            _verify(given, source)
            copy(given, fresh)
    except (sqlite3.DatabaseError, LibraryError) as error:
        raise InputError(
            source, "is damaged, or no backup of a t2m library", "Nothing was changed."
        ) from error
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        migrations.migrate(connection, version)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _replace_content(place: Path, fresh: Path) -> Path:
    """Keep what is at `place` aside, and write what `fresh` holds into it, as one transaction."""
    aside = aside_of(place.parent, "replaced")
    with closing(look_at(place)) as before:
        copy(before, aside)
        counts = dict(before.execute("SELECT key, value FROM meta").fetchall())
    with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
        # Higher than any number that somebody may have seen, so that no one takes what was
        # made of the catalogue before for what is made of this one.
        for key in ("generation", "marks"):
            connection.execute(
                "UPDATE meta SET value = max(value, ?) + 1 WHERE key = ?", (counts.get(key, 0), key)
            )
        stamp(connection)
        with closing(sqlite3.connect(place, timeout=15.0, isolation_level=None)) as written:
            connection.backup(written)
    return aside


def _is_healthy(place: Path) -> bool:
    try:
        with closing(look_at(place)) as connection:
            _verify(connection, place)
            return bool(
                connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION
            )
    except (sqlite3.DatabaseError, LibraryError):
        return False


def _verify(connection: sqlite3.Connection, file: Path) -> None:
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise LibraryError(
            f"{file} is damaged ({verdict}); `t2m library check --repair` recovers what can be "
            "read."
        )
