"""What happens to copies when the track that they are copies of goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def promote(connection: sqlite3.Connection) -> None:
    """Let a copy stand for an original that is missing or offline, inside a transaction.

    Of several, the first does, and the others are copies of it from then on.
    """
    first: dict[int, int] = {}
    changes: list[tuple[int | None, int]] = []
    for identity, original in connection.execute(
        "SELECT copies.id, copies.original FROM tracks AS copies "
        "JOIN tracks AS originals ON originals.id = copies.original "
        "WHERE (originals.missing OR originals.offline) "
        "AND NOT copies.missing AND NOT copies.offline ORDER BY copies.id"
    ):
        now = first.setdefault(original, identity)
        changes.append((None if now == identity else now, identity))
    connection.executemany("UPDATE tracks SET original = ? WHERE id = ?", changes)
