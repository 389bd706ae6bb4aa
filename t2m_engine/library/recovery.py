"""What can be read of a damaged catalogue, brought into a new one: the user's own first."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import LibraryError
from t2m_engine.library import lock, migrations
from t2m_engine.library.backup import put_in_place
from t2m_engine.library.database import FILE, speaking, stamp
from t2m_engine.library.marks_file import merge_marks_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KEYS = {
    "marks": ("content_id",),
    "mark_tags": ("content_id", "tag"),
    "exclusions": ("content_id", "project"),
    "apart": ("one", "other"),
    "folders": ("path",),
    "packs": ("id",),
    "errors": ("path",),
    "tracks": ("rowid",),
    "clips": ("rowid",),
}
"""The tables to recover, in order, and what each is sorted by; vectors follow from clips."""
_OWN = ("marks", "mark_tags", "exclusions")
_ROWS_A_PAGE = 100
"""More than a page of SQLite holds of the rows that have a number."""


@dataclass(slots=True)
class Recovered:
    """What was saved from a damaged catalogue: rows by table, and where the old file is kept."""

    rows: dict[str, int] = field(default_factory=dict)
    aside: Path | None = None

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {"rows": self.rows, "aside": None if self.aside is None else str(self.aside)}


def recover(folder: Path, progress: Callable[[str], None] = lambda _table: None) -> Recovered:
    """Make a new catalogue of what can be read of the damaged one in `folder`; keep the old one.

    Rows that are whole are taken over one by one; tracks that lost some of theirs are heard again
    by the next scan. Marks that cannot be read there are taken from the file beside it
    (`marks_file`). Raises LibraryError when the folder cannot be written to, or music is being
    added to it.
    """
    place = folder / FILE
    found = Recovered()
    try:
        with (
            lock.scanning(folder),
            tempfile.TemporaryDirectory(prefix=".recovering-", dir=folder) as name,
            speaking(folder),
        ):
            fresh = Path(name) / FILE
            with closing(sqlite3.connect(fresh, isolation_level=None)) as written:
                written.execute("PRAGMA journal_mode = WAL")
                written.execute("BEGIN")
                migrations.migrate(written, 0)
                lost: set[int] = set()
                for table in _KEYS:
                    progress(table)
                    with closing(_damaged(place)) as connection:
                        lost.clear()  # at last those of the clips
                        found.rows[table] = _take(connection, written, table, lost)
                _whole_tracks_only(written, lost)
                found.rows["marks"] += merge_marks_file(folder, written)
                _count_on(place, written)
                for table in ("tracks", "clips"):
                    found.rows[table] = written.execute(
                        f"SELECT count(*) FROM {table}"  # noqa: S608 - a name of ours
                    ).fetchone()[0]
                written.execute("COMMIT")
                written.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                verdict = written.execute("PRAGMA integrity_check(1)").fetchone()[0]
                assert verdict == "ok", "what was just written is whole"
            found.aside = put_in_place(place, fresh, "damaged")
    except OSError as error:
        raise LibraryError(
            f"The library at {folder} cannot be written to: {error.strerror}."
        ) from error
    return found


def _damaged(place: Path) -> sqlite3.Connection:
    # What is read is only copied: whatever SQLite may be talked into writing, it cannot.
    connection = sqlite3.connect(
        f"{place.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
    )
    connection.text_factory = lambda content: content.decode("utf-8", "replace")
    return connection


def _take(
    damaged: sqlite3.Connection, written: sqlite3.Connection, table: str, lost: set[int]
) -> int:
    """Take over the rows of a table that can be read; return how many. `lost` gets numbers."""
    try:
        there = [row[1] for row in damaged.execute(f"PRAGMA table_info({table})")]
    except sqlite3.DatabaseError:
        return 0
    ours = {row[1] for row in written.execute(f"PRAGMA table_info({table})")}
    columns = [name for name in there if name in ours]
    if not columns:  # an older version has no such table
        return 0
    names = ", ".join(f'"{name}"' for name in columns)
    query = f"SELECT {names} FROM {table}"  # noqa: S608 - names of columns that we made
    if _KEYS[table] == ("rowid",):
        rows = _by_number(damaged, query, _last_number(damaged, table), lost)
    else:
        rows = _from_both_ends(damaged, query, _KEYS[table])
        if table in _OWN:
            rows = _chained(rows, _of_tracks(damaged, written, query))
    taken = 0
    for row in rows:
        try:
            taken += written.execute(
                f"INSERT OR IGNORE INTO {table} ({names}) "  # noqa: S608 - as above
                f"VALUES ({', '.join('?' * len(columns))})",
                row,
            ).rowcount
        except sqlite3.IntegrityError:  # what damage made of it is no row of ours
            continue
    return taken


def _last_number(damaged: sqlite3.Connection, table: str) -> int:
    """The last rowid that a table ever had, or a guess above it."""
    pages = int(damaged.execute("PRAGMA page_count").fetchone()[0])
    try:
        row = damaged.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    except sqlite3.DatabaseError:
        row = None
    return row[0] if row and isinstance(row[0], int) else pages * _ROWS_A_PAGE


def _by_number(damaged: sqlite3.Connection, query: str, last: int, lost: set[int]) -> Iterator[Any]:
    """Rows by their rowid, up to `last`: a range that fails is halved until its damage is found."""
    waiting = [(1, last)]
    while waiting:
        first, last = waiting.pop()
        got: list[Any] = []
        try:
            cursor = damaged.execute(
                f"{query} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", (first, last)
            )
            for row in cursor:
                got.append(row)  # noqa: PERF402 - what came before the damage counts
        except sqlite3.DatabaseError:
            if first < last:
                middle = (first + last) // 2
                waiting += [(middle + 1, last), (first, middle)]
            else:
                lost.add(first)
        yield from got


def _from_both_ends(
    damaged: sqlite3.Connection, query: str, keys: tuple[str, ...]
) -> Iterator[Any]:
    """Rows up to the first damage, and those after the last."""
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{key} {direction}" for key in keys)
        try:
            yield from damaged.execute(f"{query} ORDER BY {order}")
        except sqlite3.DatabaseError:
            continue
        return


def _of_tracks(
    damaged: sqlite3.Connection, written: sqlite3.Connection, query: str
) -> Iterator[Any]:
    """Rows between two damages, by the contents of the tracks."""
    try:
        contents = [
            row[0]
            for row in _by_number(
                damaged, "SELECT content_id FROM tracks", _last_number(damaged, "tracks"), set()
            )
            if isinstance(row[0], bytes)
        ]
    except sqlite3.DatabaseError:
        return
    contents += [row[0] for row in written.execute("SELECT content_id FROM marks")]
    for content in dict.fromkeys(contents):
        try:
            yield from damaged.execute(f"{query} WHERE content_id = ?", (content,)).fetchall()
        except sqlite3.DatabaseError:
            continue


def _chained(*parts: Iterator[Any]) -> Iterator[Any]:
    for part in parts:
        yield from part


def _whole_tracks_only(written: sqlite3.Connection, lost: set[int]) -> None:
    """Drop clips without a track, and tracks that lost a clip: they are heard again.

    The clips of a track were written together: their numbers follow each other. `lost` are the
    numbers that could not be read.
    """
    written.execute("DELETE FROM clips WHERE track_id NOT IN (SELECT id FROM tracks)")
    torn = set()
    for track, first, last, count in written.execute(
        "SELECT tracks.id, min(clips.id), max(clips.id), count(clips.id) FROM tracks "
        "LEFT JOIN clips ON clips.track_id = tracks.id AND clips.pack = tracks.pack "
        "GROUP BY tracks.id"
    ):
        if not count or last - first + 1 != count or {first - 1, last + 1} & lost:
            torn.add(track)
    for table, column in (("clips", "track_id"), ("tracks", "id")):
        written.executemany(
            f"DELETE FROM {table} WHERE {column} = ?",  # noqa: S608 - names of ours
            [(track,) for track in torn],
        )
    written.execute(
        "UPDATE tracks SET original = NULL WHERE original NOT IN (SELECT id FROM tracks)"
    )


def _count_on(place: Path, written: sqlite3.Connection) -> None:
    """Count generations on from where the damaged catalogue was, so far as that can be read."""
    for key in ("generation", "marks"):
        try:
            with closing(_damaged(place)) as connection:
                row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:
            row = None
        value = row[0] if row and isinstance(row[0], int) else 0
        written.execute("UPDATE meta SET value = max(value, ?) + 1 WHERE key = ?", (value, key))
    stamp(written)
