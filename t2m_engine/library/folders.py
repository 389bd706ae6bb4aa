"""The folders that the user added, and whether the drives that hold them are there."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import UsageError
from t2m_engine.library.copies import promote
from t2m_engine.library.database import Database
from t2m_engine.library.walk import is_empty

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

PATIENCE = 3.0
"""Seconds to wait for a folder to answer; a network drive that is gone may take minutes."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was added: `added` is a Unix time, `watched`, that changes are followed.

    `there` says whether it can be entered now. `tracks` can be played, `missing` are gone,
    `offline` are those of a folder that is not there; `errors` could not be read.
    """

    path: Path
    added: float
    watched: bool
    there: bool
    tracks: int
    missing: int
    offline: int
    seconds: float
    errors: int

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "folder": str(self.path),
            "watched": self.watched,
            "there": self.there,
            "tracks": self.tracks,
            "missing": self.missing,
            "offline": self.offline,
            "errors": self.errors,
            "hours": round(self.seconds / 3600, 3),
        }


class FolderBook(Database):
    """The catalogue's folders. Links in a folder's path are resolved before it is kept."""

    def folder_paths(self, *, watched: bool = False) -> list[Path]:
        """Return the folders that were added, by path; with `watched`, those that are."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT path FROM folders WHERE watched OR NOT ? ORDER BY path", (watched,)
            )
            return [Path(os.fsdecode(row[0])) for row in rows]

    def folders(self, there: Callable[[Path], bool] | None = None) -> list[Folder]:
        """Return the folders, by path, and what is in each; a nested one is counted in both."""
        answers = there or is_there
        found = []
        with self._reading() as connection:
            rows = connection.execute("SELECT path, added, watched FROM folders ORDER BY path")
            for path, added, watched in rows.fetchall():
                counts = connection.execute(
                    "SELECT count(*) FILTER (WHERE NOT missing AND NOT offline), "  # noqa: S608
                    "count(*) FILTER (WHERE missing), "
                    "count(*) FILTER (WHERE offline AND NOT missing), "
                    "coalesce(sum(duration) FILTER (WHERE NOT missing AND NOT offline), 0) "
                    f"FROM tracks WHERE {BELOW}",
                    below(path),
                ).fetchone()
                errors = connection.execute(
                    f"SELECT count(*) FROM errors WHERE {BELOW}",  # noqa: S608 - our own words
                    below(path),
                ).fetchone()[0]
                found.append((Path(os.fsdecode(path)), added, bool(watched), counts, errors))
        return [
            Folder(path, added, watched, answers(path), tracks, missing, offline, seconds, errors)
            for path, added, watched, (tracks, missing, offline, seconds), errors in found
        ]

    def add_folders(self, folders: Iterable[Path]) -> None:
        """Note that the user added these; what is no folder, or is noted, is left out."""
        paths = [path for folder in folders if (path := _resolved(folder)).is_dir()]
        rows = [(os.fsencode(path), time.time()) for path in paths]
        with self._reading() as connection:
            known = {row[0] for row in connection.execute("SELECT path FROM folders")}
        rows = [row for row in rows if row[0] not in known]
        if rows:
            with self._writing() as connection:
                connection.executemany(
                    "INSERT OR IGNORE INTO folders (path, added) VALUES (?, ?)", rows
                )

    def watch_folder(self, folder: Path, watched: bool) -> None:
        """Follow changes in a folder, or do not; UsageError when it was not added."""
        path = self._known(folder)
        with self._writing(counts=None) as connection:
            connection.execute("UPDATE folders SET watched = ? WHERE path = ?", (watched, path))

    def remove_folder(self, folder: Path) -> int:
        """Forget a folder and its tracks, but for those below another one; return how many.

        What the user said of them stays, and counts again when they are added again. UsageError
        when the folder was not added, and holds no track.
        """
        with self._writing() as connection:
            path = self._known(folder, connection)
            added = connection.execute("DELETE FROM folders WHERE path = ?", (path,)).rowcount
            kept = [row[0] for row in connection.execute("SELECT path FROM folders")]
            above = [root for root in kept if _is_below(path, root)]
            if above and not added:
                raise UsageError(
                    f"{folder} lies in {os.fsdecode(above[0])}, which was added; remove that, or "
                    "move the music out of it."
                )
            gone = 0
            for table in ("tracks", "errors"):
                rows = connection.execute(
                    f"SELECT path FROM {table} WHERE {BELOW}",  # noqa: S608 - our own words
                    below(path),
                ).fetchall()
                lost = [row for row in rows if not any(_is_below(row[0], root) for root in kept)]
                connection.executemany(
                    f"DELETE FROM {table} WHERE path = ?",  # noqa: S608 - a name of ours
                    lost,
                )
                gone += len(lost) if table == "tracks" else 0
            return gone

    def refresh_folders(self, there: Callable[[Path], bool] | None = None) -> list[Path]:
        """Look which folders are there, and note the tracks of the others as offline.

        They are not gone: when the folder is there again, so are they. Returns the folders that
        have come back since the last look. A folder that is there and empty, where music was,
        counts as not there: so looks a drive's place while it is unplugged.
        """
        answers = there or is_there
        states = {
            path: answers(path) and not (self._has_tracks(path) and is_empty(path))
            for path in self.folder_paths()
        }
        with self._reading() as connection:
            # `missing IN` lets SQLite take the index: to ask costs nothing when nothing is away.
            away = connection.execute(
                "SELECT id, path FROM tracks WHERE missing IN (0, 1) AND offline"
            ).fetchall()
            lost = [
                row
                for path, here in states.items()
                if not here
                for row in connection.execute(
                    f"SELECT id, path FROM tracks WHERE NOT offline AND {BELOW}",  # noqa: S608
                    below(os.fsencode(path)),
                )
                if _nearest(row[1], states) == path  # an inner one may have a drive of its own
            ]
        nearest = {row[0]: _nearest(row[1], states) for row in away}
        back = [identity for identity, path in nearest.items() if path is None or states[path]]
        changes = [(1, row[0]) for row in lost] + [(0, identity) for identity in back]
        if changes:
            with self._writing() as connection:
                connection.executemany("UPDATE tracks SET offline = ? WHERE id = ?", changes)
                promote(connection)
        return sorted({path for identity in back if (path := nearest[identity]) is not None})

    def tracks_below(self, place: Path) -> dict[Path, int]:
        """Return the tracks at `place`, or below it, that are not missing: their ids by path."""
        name = os.fsencode(place)
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT path, id FROM tracks WHERE NOT missing AND (path = ? OR {BELOW})",  # noqa: S608
                (name, *below(name)),
            )
            return {Path(os.fsdecode(row[0])): row[1] for row in rows}

    def strays(self) -> list[Path]:
        """Return the files of tracks that lie in none of the folders, by path."""
        folders = [os.fsencode(folder) for folder in self.folder_paths()]
        with self._reading() as connection:
            rows = connection.execute("SELECT path FROM tracks WHERE NOT missing ORDER BY path")
            return [
                Path(os.fsdecode(row[0]))
                for row in rows
                if not any(_is_below(row[0], folder) for folder in folders)
            ]

    def _has_tracks(self, path: Path) -> bool:
        with self._reading() as connection:
            return bool(
                connection.execute(
                    f"SELECT EXISTS (SELECT 1 FROM tracks WHERE {BELOW} AND NOT missing)",  # noqa: S608
                    below(os.fsencode(path)),
                ).fetchone()[0]
            )

    def _known(self, folder: Path, connection: sqlite3.Connection | None = None) -> bytes:
        """The path by which a folder is known; UsageError when it is not."""
        if connection is None:
            with self._reading() as own:
                return self._known(folder, own)
        for path in (_resolved(folder), folder.expanduser().absolute()):
            name = os.fsencode(path)
            if connection.execute(
                "SELECT 1 FROM folders WHERE path = ? UNION ALL "  # noqa: S608 - our own words
                f"SELECT 1 FROM tracks WHERE {BELOW} LIMIT 1",
                (name, *below(name)),
            ).fetchone():
                return name
        raise UsageError(
            f"{folder} was not added to the library; `t2m library folders` lists what was."
        )


BELOW = "(path > ? AND path < ?)"
"""Whether `path` lies below a folder; its values are those of `below`."""


def below(folder: bytes) -> tuple[bytes, bytes]:
    """Return the values of `BELOW`: what lies between “folder/” and “folder0”, by bytes."""
    separator = os.fsencode(os.sep)
    stem = folder.rstrip(separator) + separator
    return stem, stem[:-1] + bytes([stem[-1] + 1])


def is_there(path: Path) -> bool:
    """Whether a folder can be entered, within `PATIENCE` seconds."""
    answer: list[bool] = []

    def look() -> None:
        answer.append(path.is_dir() and os.access(path, os.R_OK | os.X_OK))

    # A thread that a dead drive holds must not hold the end of the program.
    looking = threading.Thread(target=look, name="t2m-folder", daemon=True)
    looking.start()
    looking.join(PATIENCE)
    return bool(answer and answer[0])


def _resolved(folder: Path) -> Path:
    path = folder.expanduser()
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return path.absolute()


def _is_below(path: bytes, folder: bytes) -> bool:
    first, last = below(folder)
    return first < path < last


def _nearest(path: bytes, folders: Iterable[Path]) -> Path | None:
    """The innermost of `folders` that `path` lies below."""
    above = [folder for folder in folders if _is_below(path, os.fsencode(folder))]
    return max(above, key=lambda folder: len(folder.parts), default=None)
