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


_COLLECTION = (
    # Counted apart from `generation`: a rating changes no index.
    "INSERT INTO meta VALUES ('marks', 0)",
    # 0…1, how sure that somebody sings or speaks in it; NULL: not measured.
    "ALTER TABLE tracks ADD COLUMN vocals REAL",
    # The track that this one is a copy of; NULL: none.
    "ALTER TABLE tracks ADD COLUMN original INTEGER REFERENCES tracks ON DELETE SET NULL",
    # The drive or folder that holds it is not there: not gone.
    "ALTER TABLE tracks ADD COLUMN offline INTEGER NOT NULL DEFAULT 0",
    # Chromaprint's raw form, uint32 little-endian; NULL: not measured. Last, as it is long.
    "ALTER TABLE tracks ADD COLUMN fingerprint BLOB",
    "CREATE INDEX tracks_original ON tracks (original) WHERE original IS NOT NULL",
    # What filters ask for, without the long columns between.
    """
    CREATE INDEX tracks_filters ON tracks (
        missing, offline, original, pack, tempo, key, duration, vocals, loudness, content_id
    )
    """,
    "ALTER TABLE clips ADD COLUMN best INTEGER NOT NULL DEFAULT 0",
    # What the user added. `watched`: changes in it are followed.
    """
    CREATE TABLE folders (
        path BLOB PRIMARY KEY,
        added REAL NOT NULL,
        watched INTEGER NOT NULL DEFAULT 1
    ) WITHOUT ROWID
    """,
    # The packs that heard what is here, and where each was, so that an old one can go on serving.
    """
    CREATE TABLE packs (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        folder BLOB NOT NULL
    ) WITHOUT ROWID
    """,
    # The user's own is kept by content, not by track: it outlives rescans, moves and removal.
    """
    CREATE TABLE marks (
        content_id BLOB PRIMARY KEY,
        rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
        favourite INTEGER NOT NULL DEFAULT 0,
        notes TEXT NOT NULL DEFAULT '',
        licence TEXT NOT NULL DEFAULT '',
        changed REAL NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE mark_tags (
        content_id BLOB NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (content_id, tag)
    ) WITHOUT ROWID
    """,
    # “Not for this project”, which is the resolved path of its manuscript.
    """
    CREATE TABLE exclusions (
        content_id BLOB NOT NULL,
        project TEXT NOT NULL,
        PRIMARY KEY (content_id, project)
    ) WITHOUT ROWID
    """,
)
_NAME = """
    CAST(substr(path, 1 + coalesce((
        SELECT min(length(root.path)) FROM folders AS root
        WHERE substr(tracks.path, 1, length(root.path)) = root.path
        AND substr(tracks.path, length(root.path) + 1, 1) IN (x'2f', x'5c')
    ), 0)) AS TEXT)
"""
"""A track's file name and its folders below the one that was added."""
_TAGS = "coalesce((SELECT group_concat(tag, ' ') FROM mark_tags AS m WHERE m.content_id = {}), '')"
_WORDS_OF = f"""
    INSERT INTO words (rowid, title, artist, album, composer, genre, comment, name, tags)
    SELECT id, title, artist, album, composer, genre, comment, {_NAME}, {_TAGS.format("content_id")}
    FROM tracks
"""  # noqa: S608 - our own words
_WORDS = (
    # rowid is the track's id. Triggers keep it, whoever writes. `name` may hold bytes that are no
    # UTF-8, as names of files do: it is searched, and not to be read.
    """
    CREATE VIRTUAL TABLE words USING fts5 (
        title, artist, album, composer, genre, comment, name, tags,
        tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    _WORDS_OF,
    f"""
    CREATE TRIGGER words_of_new_tracks AFTER INSERT ON tracks BEGIN
        {_WORDS_OF} WHERE id = new.id;
    END
    """,
    f"""
    CREATE TRIGGER words_of_changed_tracks
    AFTER UPDATE OF path, content_id, title, artist, album, composer, genre, comment ON tracks
    BEGIN
        DELETE FROM words WHERE rowid = old.id;
        {_WORDS_OF} WHERE id = new.id;
    END
    """,  # noqa: S608 - our own words
    """
    CREATE TRIGGER words_of_gone_tracks AFTER DELETE ON tracks BEGIN
        DELETE FROM words WHERE rowid = old.id;
    END
    """,
    *(
        f"""
        CREATE TRIGGER words_of_{name}_tags AFTER {event} ON mark_tags BEGIN
            UPDATE words SET tags = {_TAGS.format(f"{row}.content_id")}
            WHERE rowid IN (SELECT id FROM tracks WHERE content_id = {row}.content_id);
        END
        """  # noqa: S608 - our own words
        for name, event, row in (("new", "INSERT", "new"), ("gone", "DELETE", "old"))
    ),
    *(
        f"""
        CREATE TRIGGER words_of_{name}_folders AFTER {event} ON folders BEGIN
            UPDATE words SET name = (SELECT {_NAME} FROM tracks WHERE id = words.rowid)
            WHERE rowid IN (
                SELECT id FROM tracks WHERE substr(path, 1, length({row}.path)) = {row}.path
            );
        END
        """  # noqa: S608 - our own words
        for name, event, row in (("new", "INSERT", "new"), ("gone", "DELETE", "old"))
    ),
)


def _collection(connection: sqlite3.Connection) -> None:
    for statement in (*_COLLECTION, *_WORDS):
        connection.execute(statement)


_BROWSING = (
    # What a table of all tracks counts and sorts by, without the long columns between.
    """
    CREATE INDEX tracks_shown ON tracks (
        original, missing, offline, facts, title, artist, album, composer, genre, codec, added, path
    )
    """,
    # Where the best section of a track lies, without its clips' embeddings.
    'CREATE INDEX clips_best ON clips (track_id, start, "end") WHERE best',
)


def _browsing(connection: sqlite3.Connection) -> None:
    for statement in _BROWSING:
        connection.execute(statement)


def _energy(connection: sqlite3.Connection) -> None:
    # The energy curve: float32 (chunks,), dBFS; NULL of what was heard before it was kept.
    connection.execute("ALTER TABLE tracks ADD COLUMN energy BLOB")


_HEARERS = {"4e6b330753d1a41e": "4b60ba2a9c539bbd"}
"""Until here what heard a track was a pack's whole `id`, from here on its `music_id`: the second
where the first is known, which is that of the pack that came with t2m then, open 2."""


def _hearers(connection: sqlite3.Connection) -> None:
    for whole, music in _HEARERS.items():
        for table, column in (("tracks", "pack"), ("clips", "pack"), ("packs", "id")):
            connection.execute(
                f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608
                (music, whole),
            )


def _apart(connection: sqlite3.Connection) -> None:
    # What the user says is not one recording, by content: two that are never folded.
    connection.execute(
        """
        CREATE TABLE apart (
            one BLOB NOT NULL,
            other BLOB NOT NULL,
            PRIMARY KEY (one, other),
            CHECK (one < other)
        ) WITHOUT ROWID
        """
    )


def _levels(connection: sqlite3.Connection) -> None:
    # Which tracks have no energy curve yet is asked without reading long rows.
    connection.execute(
        "CREATE INDEX tracks_levelless ON tracks (missing, facts, energy) WHERE energy IS NULL"
    )


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _first,
    _facts,
    _spaces,
    _collection,
    _browsing,
    _energy,
    _hearers,
    _apart,
    _levels,
)
VERSION = len(MIGRATIONS)


def refill_words(connection: sqlite3.Connection) -> None:
    """Make the words anew from the tracks and tags, inside the transaction that is open."""
    connection.execute("DROP TABLE words")
    connection.execute(_WORDS[0])
    connection.execute(_WORDS_OF)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a database of `version` to `VERSION`, inside the transaction that is open."""
    for migration in MIGRATIONS[version:]:
        migration(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
