"""What the user says of copies that are none: they are kept apart, whatever they have in common.

It is kept by the content of the files, as marks are: moving, renaming, rescanning, removing and
adding again change nothing of it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from t2m_engine.library.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Pair = tuple[bytes, bytes]
"""Two contents (`Track.content_id`), the lower first."""


class ApartBook(Database):
    """The catalogue's pairs of music that are kept apart."""

    def apart(self) -> frozenset[Pair]:
        """Return all pairs that are kept apart."""
        with self._reading() as connection:
            return frozenset(connection.execute("SELECT one, other FROM apart"))

    def keep_apart(self, contents: Iterable[bytes], wanted: bool = True) -> None:
        """Say that no two of these contents are one recording, or, not `wanted`, take that back.

        What was folded in spite of it is unfolded at once; whatever else follows for copies is
        found when they are looked for again (`duplicates.fold`).
        """
        different = sorted(set(contents))
        pairs = list(combinations(different, 2))
        with self._writing() as connection:
            if wanted:
                connection.executemany("INSERT OR IGNORE INTO apart VALUES (?, ?)", pairs)
                _unfold(connection, different)
            else:
                connection.executemany("DELETE FROM apart WHERE one = ? AND other = ?", pairs)
            connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'marks'")


def pair_of(left: bytes, right: bytes) -> Pair:
    """Return two contents as a pair."""
    return (left, right) if left < right else (right, left)


def carry_apart(connection: sqlite3.Connection, old: bytes, new: bytes) -> None:
    """Keep the content `new` apart from all that `old` is kept apart from, inside a transaction.

    A file that was given other tags has another content, and is the same music to its owner.
    """
    others = connection.execute(
        "SELECT other FROM apart WHERE one = ?1 UNION SELECT one FROM apart WHERE other = ?1",
        (old,),
    ).fetchall()
    changed = connection.executemany(
        "INSERT OR IGNORE INTO apart VALUES (?, ?)",
        [pair_of(new, other) for (other,) in others if other != new],
    ).rowcount
    if changed > 0:
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'marks'")


def _unfold(connection: sqlite3.Connection, contents: list[bytes]) -> None:
    """Let one of these contents stay in each fold; of the others, the first by path now stand.

    The first that are there, as long as any is: what is away must not hide what is not.
    """
    marks = ", ".join("?" * len(contents))
    rows = connection.execute(
        "SELECT coalesce(original, id), content_id, id FROM tracks "  # noqa: S608 - question marks
        f"WHERE content_id IN ({marks}) ORDER BY original IS NOT NULL, missing OR offline, path",
        contents,
    ).fetchall()
    folds: dict[int, dict[bytes, int]] = {}
    changes: list[tuple[int | None, int]] = []
    for fold, content, identity in rows:
        stands_for = folds.setdefault(fold, {})
        first = stands_for.setdefault(content, identity if stands_for else fold)
        changes.append((None if first == identity else first, identity))
    connection.executemany("UPDATE tracks SET original = ? WHERE id = ?", changes)
