"""Numbered migrations of the catalogue: entry n of `MIGRATIONS` makes version n + 1 of version n.

A migration that was released is never edited. The version is SQLite's `user_version`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

APPLICATION_ID = 0x74326D31
"""SQLite's `application_id` of a catalogue: “t2m1”. Any other database is refused."""

_FIRST = (
    """
    CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "INSERT INTO meta VALUES ('generation', 0)",
    # `path` is os.fsencode of the absolute path: names that are not UTF-8 are names too.
    # `curve` is float32 (chunks, 10): start, valence, arousal, seven moods.
    """
    CREATE TABLE tracks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        content_id BLOB NOT NULL,
        missing INTEGER NOT NULL DEFAULT 0,
        duration REAL NOT NULL,
        sample_rate INTEGER NOT NULL,
        channels INTEGER NOT NULL,
        codec TEXT NOT NULL,
        title TEXT NOT NULL,
        artist TEXT NOT NULL,
        pack TEXT NOT NULL,
        peaks BLOB NOT NULL,
        curve_length REAL NOT NULL,
        curve BLOB NOT NULL,
        added REAL NOT NULL
    )
    """,
    "CREATE INDEX tracks_content_id ON tracks (content_id)",
    # A clip's row never changes: a track that is heard again gets new clips with new ids.
    """
    CREATE TABLE clips (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        track_id INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
        start REAL NOT NULL,
        "end" REAL NOT NULL,
        valence REAL NOT NULL,
        arousal REAL NOT NULL,
        moods BLOB NOT NULL,
        embedding BLOB NOT NULL,
        pack TEXT NOT NULL
    )
    """,
    "CREATE INDEX clips_track_id ON clips (track_id)",
    # Clustered by space: a search reads one space from end to end.
    """
    CREATE TABLE vectors (
        space TEXT NOT NULL,
        clip_id INTEGER NOT NULL REFERENCES clips ON DELETE CASCADE,
        pack TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (space, clip_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX vectors_clip_id ON vectors (clip_id)",
    """
    CREATE TABLE errors (
        path BLOB PRIMARY KEY,
        reason TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        noticed REAL NOT NULL
    ) WITHOUT ROWID
    """,
)


def _first(connection: sqlite3.Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)


_FACTS = (
    # `facts` is the version of the method that measured the seven columns after it; 0: none did.
    "facts INTEGER NOT NULL DEFAULT 0",
    "tempo REAL",
    "tempo_confidence REAL NOT NULL DEFAULT 0",
    "first_beat REAL NOT NULL DEFAULT 0",
    "key TEXT NOT NULL DEFAULT ''",
    "key_confidence REAL NOT NULL DEFAULT 0",
    "loudness REAL NOT NULL DEFAULT 0",
    "true_peak REAL NOT NULL DEFAULT 0",
    "album TEXT NOT NULL DEFAULT ''",
    "composer TEXT NOT NULL DEFAULT ''",
    "publisher TEXT NOT NULL DEFAULT ''",
    "isrc TEXT NOT NULL DEFAULT ''",
    "copyright TEXT NOT NULL DEFAULT ''",
    "licence TEXT NOT NULL DEFAULT ''",
    "genre TEXT NOT NULL DEFAULT ''",
    "comment TEXT NOT NULL DEFAULT ''",
)


def _facts(connection: sqlite3.Connection) -> None:
    for column in _FACTS:
        connection.execute(f"ALTER TABLE tracks ADD COLUMN {column}")
    connection.execute("ALTER TABLE clips ADD COLUMN energy REAL")  # NULL: not measured


_SPACES = (
    # Vectors follow from the clips: the old ones go, and are made again when a space is opened.
    "DROP TABLE vectors",
    # `made` is the id of the space that made the vector. Clustered by space: a search reads one
    # space from end to end.
    """
    CREATE TABLE vectors (
        space TEXT NOT NULL,
        clip_id INTEGER NOT NULL REFERENCES clips ON DELETE CASCADE,
        made TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (space, clip_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX vectors_clip_id ON vectors (clip_id)",
    # Which clips are a pack's is asked without reading their embeddings.
    "CREATE INDEX clips_pack ON clips (pack)",
)


def _spaces(connection: sqlite3.Connection) -> None:
    for statement in _SPACES:
        connection.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _facts, _spaces)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a database of `version` to `VERSION`, inside the transaction that is open."""
    for migration in MIGRATIONS[version:]:
        migration(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
