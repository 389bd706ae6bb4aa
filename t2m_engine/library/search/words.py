"""Words of the tags, by SQLite's FTS5: phrases, beginnings of words, and the best matches first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_WEIGHTS = (10.0, 8.0, 5.0, 5.0, 3.0, 1.0, 4.0, 8.0)
"""bm25's, of title, artist, album, composer, genre, comment, name and tags: a title says what a
track is, a comment says anything."""


def phrase(text: str, column: str = "") -> str:
    """Return the FTS5 expression for these words, one after the other, in `column` or anywhere.

    In FTS5's quotes nothing is an operator; a NUL would end the text early.
    """
    quoted = text.replace("\0", " ").replace('"', '""')
    return f'{column} : "{quoted}"' if column else f'"{quoted}"'


def beginning(text: str, column: str = "") -> str:
    """As `phrase`, and the last word may go on: “clara schu” finds Clara Schumann."""
    return f"{phrase(text, column)} *"


def best(connection: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """Return the ids of tracks that have all of `words`, or words that begin so, best first.

    The order is bm25's (SQLite's documentation of FTS5, “Auxiliary functions”), equals by path.
    """
    asked = [word for word in words if any(map(str.isalnum, word))]
    if not asked:
        return []
    rows = connection.execute(
        f"SELECT words.rowid FROM words JOIN tracks ON tracks.id = words.rowid "  # noqa: S608
        f"WHERE words MATCH ? ORDER BY bm25(words, {', '.join(map(str, _WEIGHTS))}), path",
        (" AND ".join(beginning(word) for word in asked),),
    )
    return [row[0] for row in rows]
