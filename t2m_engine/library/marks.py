"""The user's own: ratings, favourites, tags, notes, licences and “not for this project”.

It is kept by the content of the files (`Track.content_id`), not by their tracks: moving, renaming,
rescanning, removing and adding again, and another model pack, change nothing of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import UsageError
from t2m_engine.library.database import Database
from t2m_engine.library.rows import text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

BEST = 5
"""The highest rating; 0 is none."""
LONGEST_TAG = 100
LONGEST_TEXT = 100_000
"""Characters of a note or a licence."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user says of a piece of music.

    `rating` from 1 to BEST, 0 for none; `tags` in order of the alphabet; `excluded` are the
    projects, by the paths of their manuscripts, that it is not for.
    """

    rating: int = 0
    favourite: bool = False
    tags: tuple[str, ...] = ()
    notes: str = ""
    licence: str = ""
    excluded: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "rating": self.rating,
            "favourite": self.favourite,
            "tags": list(self.tags),
            "notes": self.notes,
            "licence": self.licence,
            "excluded": list(self.excluded),
        }


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class MarkChange:
    """What to change of some marks; None and () leave things as they are.

    `exclude` and `include` are manuscripts. Raises UsageError, a sentence, for a rating outside
    0…BEST, and for tags and texts that are blank or too long.
    """

    rating: int | None = None
    favourite: bool | None = None
    tag: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    notes: str | None = None
    licence: str | None = None
    exclude: tuple[Path, ...] = ()
    include: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.rating is not None and not 0 <= self.rating <= BEST:
            raise UsageError(
                f"A rating lies from 1 to {BEST}, or is 0 for none: not {self.rating}."
            )
        for tag in (*self.tag, *self.untag):
            if not tag_of(tag):
                raise UsageError("A tag has at least one letter.")
            if len(tag_of(tag)) > LONGEST_TAG:
                raise UsageError(
                    f"A tag has {LONGEST_TAG} characters at most; “{tag[:20]}…” has {len(tag)}."
                )
        for name, words in (("note", self.notes), ("licence", self.licence)):
            if words is not None and len(words) > LONGEST_TEXT:
                raise UsageError(f"A {name} has {LONGEST_TEXT:,} characters at most.")

    def __bool__(self) -> bool:
        return self != MarkChange()


class MarkBook(Database):
    """The catalogue's marks."""

    @property
    def marks_generation(self) -> int:
        """How many transactions have changed marks, by any process."""
        with self._reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'marks'").fetchone()
        return int(row[0])

    def marks(self, contents: Iterable[bytes]) -> dict[bytes, Marks]:
        """Return the marks of these contents (`Track.content_id`); all are there."""
        wanted = list(dict.fromkeys(contents))
        found: dict[bytes, dict[str, Any]] = {content: {} for content in wanted}
        with self._reading() as connection:
            for first in range(0, len(wanted), 500):  # SQLite's oldest limit is 999 values
                some = wanted[first : first + 500]
                within = f"WHERE content_id IN ({', '.join('?' * len(some))})"
                for content, rating, favourite, notes, licence in connection.execute(
                    f"SELECT content_id, rating, favourite, notes, licence FROM marks {within}",  # noqa: S608 - question marks
                    some,
                ):
                    found[content] |= {
                        "rating": rating,
                        "favourite": bool(favourite),
                        "notes": notes,
                        "licence": licence,
                    }
                for field, table, column in (
                    ("tags", "mark_tags", "tag"),
                    ("excluded", "exclusions", "project"),
                ):
                    for content, value in connection.execute(
                        f"SELECT content_id, {column} FROM {table} {within} ORDER BY {column}",  # noqa: S608 - our own names
                        some,
                    ):
                        found[content][field] = (*found[content].get(field, ()), value)
        return {content: Marks(**fields) for content, fields in found.items()}

    def mark(self, contents: Iterable[bytes], change: MarkChange) -> None:
        """Change the marks of these contents, all or none."""
        if not change:
            return
        now = time.time()
        fields = {
            "rating": change.rating,
            "favourite": change.favourite,
            "notes": None if change.notes is None else text(change.notes),
            "licence": None if change.licence is None else text(change.licence),
        }
        given = {name: value for name, value in fields.items() if value is not None}
        with self._writing(counts="marks") as connection:
            for content in dict.fromkeys(contents):
                connection.execute(
                    "INSERT INTO marks (content_id, changed) VALUES (?, ?) "
                    "ON CONFLICT (content_id) DO UPDATE SET changed = excluded.changed",
                    (content, now),
                )
                for name, value in given.items():
                    connection.execute(
                        f"UPDATE marks SET {name} = ? WHERE content_id = ?",  # noqa: S608 - a name of `fields`
                        (value, content),
                    )
                connection.executemany(
                    "INSERT OR IGNORE INTO mark_tags VALUES (?, ?)",
                    [(content, tag_of(tag)) for tag in change.tag],
                )
                connection.executemany(
                    "DELETE FROM mark_tags WHERE content_id = ? AND tag = ?",
                    [(content, tag_of(tag)) for tag in change.untag],
                )
                connection.executemany(
                    "INSERT OR IGNORE INTO exclusions VALUES (?, ?)",
                    [(content, project_of(path)) for path in change.exclude],
                )
                connection.executemany(
                    "DELETE FROM exclusions WHERE content_id = ? AND project = ?",
                    [(content, project_of(path)) for path in change.include],
                )

    def tags(self) -> dict[str, int]:
        """Return the user's tags, in order, and how many pieces of music have each."""
        with self._reading() as connection:
            return dict(
                connection.execute("SELECT tag, count(*) FROM mark_tags GROUP BY tag ORDER BY tag")
            )

    def excluded_tracks(self, project: Path) -> frozenset[int]:
        """Return the ids of the tracks that are not for `project`, a manuscript."""
        with self._reading() as connection:
            return frozenset(
                row[0]
                for row in connection.execute(
                    "SELECT id FROM tracks WHERE content_id IN "
                    "(SELECT content_id FROM exclusions WHERE project = ?)",
                    (project_of(project),),
                )
            )


def project_of(manuscript: Path) -> str:
    """Return the name of the project of `manuscript`: where it really is, as text."""
    path = manuscript.expanduser()
    try:
        path = path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        path = path.absolute()
    return text(str(path))


def tag_of(words: str) -> str:
    """Return a tag as it is kept: one space between words, and none around them."""
    return text(" ".join(words.split()))


def carry(connection: sqlite3.Connection, old: bytes, new: bytes) -> None:
    """Give the marks of the content `old` to `new` too, unless it has some; inside a transaction.

    A file that was given other tags has another content, and is the same music to its owner.
    """
    tables = {
        "marks": "rating, favourite, notes, licence, changed",
        "mark_tags": "tag",
        "exclusions": "project",
    }
    for table in tables:
        query = f"SELECT 1 FROM {table} WHERE content_id = ?"  # noqa: S608 - our own names
        if connection.execute(query, (new,)).fetchone():
            return
    changed = 0
    for table, fields in tables.items():
        changed += connection.execute(
            f"INSERT INTO {table} (content_id, {fields}) "  # noqa: S608 - our own names
            f"SELECT ?, {fields} FROM {table} WHERE content_id = ?",
            (new, old),
        ).rowcount
    if changed:
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'marks'")
