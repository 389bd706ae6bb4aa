"""What was played and what was used, and for which manuscript: a small file beside the catalogue.

It is kept by the content of the files, as marks are: music that is moved or renamed keeps its past.
It is no more than a memory: a file that is damaged is put aside, and a new one begun.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from t2m_engine.errors import LibraryError
from t2m_engine.library.marks import project_of

FILE = "history.sqlite"
KEPT = 20_000
"""Entries: years of auditions. The oldest that was only played goes first."""
Kind = Literal["played", "used"]
KINDS: tuple[Kind, ...] = ("played", "used")
_WAIT = 5.0  # seconds for another process that is writing
_TABLE = """
CREATE TABLE IF NOT EXISTS history (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    content_id BLOB NOT NULL,
    start REAL NOT NULL,
    "end" REAL NOT NULL,
    project TEXT NOT NULL
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS history_of ON history (content_id, kind)"


@dataclass(frozen=True, slots=True)
class Entry:
    """That a stretch of a file, by its content, was played or used at a time (seconds, Unix).

    `project` is the manuscript that it was for, "" for none.
    """

    at: float
    kind: Kind
    content: bytes
    start: float
    end: float
    project: str

    def as_json(self) -> dict[str, Any]:
        """The form of the JSON-RPC, without the content."""
        return {
            "at": round(self.at, 3),
            "kind": self.kind,
            "start": round(self.start, 3),
            "end": round(self.end, 3),
            "project": self.project or None,
        }


class History:
    """The history of the library in a folder; safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def add(
        self, kind: Kind, content: bytes, start: float, end: float, project: Path | None = None
    ) -> None:
        """Remember one; LibraryError where nothing can be written."""
        row = (time.time(), kind, content, start, end, project_of(project) if project else "")
        with self._open() as connection:
            connection.execute(
                'INSERT INTO history (at, kind, content_id, start, "end", project) '
                "VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )
            connection.execute(
                "DELETE FROM history WHERE id IN (SELECT id FROM history "
                "ORDER BY kind = 'used', id LIMIT max(0, (SELECT count(*) FROM history) - ?))",
                (KEPT,),
            )

    def take_back(self, kind: Kind, content: bytes, project: Path | None = None) -> None:
        """Forget that a content was played or used for a manuscript; LibraryError."""
        with self._open() as connection:
            connection.execute(
                "DELETE FROM history WHERE kind = ? AND content_id = ? AND project = ?",
                (kind, content, project_of(project) if project else ""),
            )

    def latest(self, limit: int, kind: Kind | None = None) -> list[Entry]:
        """Return the last `limit` entries, the latest first; LibraryError."""
        with self._open() as connection:
            rows = connection.execute(
                'SELECT at, kind, content_id, start, "end", project FROM history '
                "WHERE kind = coalesce(?, kind) ORDER BY id DESC LIMIT ?",
                (kind, limit),
            ).fetchall()
        return [Entry(*row) for row in rows]

    def used(self, contents: Iterable[bytes]) -> dict[bytes, frozenset[str]]:
        """Return the projects that these contents were used for, by content; LibraryError."""
        wanted = list(dict.fromkeys(contents))
        found: dict[bytes, set[str]] = {}
        if not wanted or not self.path.exists():
            return {}
        with self._open() as connection:
            for first in range(0, len(wanted), 500):  # SQLite's oldest limit is 999 values
                some = wanted[first : first + 500]
                marks = ", ".join("?" * len(some))
                query = f"SELECT DISTINCT content_id, project FROM history WHERE kind = 'used' AND content_id IN ({marks})"  # noqa: E501, S608 - question marks
                for content, project in connection.execute(query, some):
                    found.setdefault(content, set()).add(project)
        return {content: frozenset(projects) for content, projects in found.items()}

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            try:
                connection = self._connect()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                # No database any more: what it remembered is gone, and nothing else with it.
                self.path.replace(self.path.with_name(f"{FILE}.damaged"))
                connection = self._connect()
            with closing(connection), connection:
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(f"The history {self.path} cannot be used: {error}.") from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_WAIT)
        try:
            connection.execute(_TABLE)
            connection.execute(_INDEX)
        except BaseException:
            with suppress(sqlite3.Error):
                connection.close()
            raise
        return connection
