"""Makers of catalogues as earlier versions of t2m wrote them; what is here is never edited.

A maker takes the path of the file and the tracks that it shall hold. The fifth track is missing,
one file could not be read, and seven transactions have been written.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import numpy as np

from t2m_engine.library import migrations
from t2m_engine.library.records import NewTrack

OPEN_2 = "4e6b330753d1a41e"
"""The id of the pack that came with t2m then."""
ADDED = 1_790_000_000.5


def version_1(file: Path, tracks: list[NewTrack]) -> None:
    """Tracks, clips, vectors and errors."""
    connection = _begun(file, 1)
    for track in tracks:
        row = (
            os.fsencode(track.path), track.state.size, track.state.mtime_ns, track.content_id,
            track.path.name == "5.ogg", track.duration, track.sample_rate, track.channels,
            track.codec, track.title, track.artist, track.pack, track.peaks.tobytes(),
            track.curve.length, track.curve.to_bytes(), ADDED,
        )  # fmt: skip
        identity = connection.execute(
            "INSERT INTO tracks (path, size, mtime_ns, content_id, missing, duration, "
            "sample_rate, channels, codec, title, artist, pack, peaks, curve_length, curve, "
            "added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        for clip in track.clips:
            emotion = clip.reading.emotion
            row = (
                identity, clip.start, clip.end, emotion.valence, emotion.arousal,
                np.array(emotion.moods, "<f4").tobytes(),
                clip.reading.embedding.astype("<f4").tobytes(), track.pack,
            )  # fmt: skip
            clip_id = connection.execute(
                'INSERT INTO clips (track_id, start, "end", valence, arousal, moods, embedding, '
                "pack) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
            vector = np.eye(10, dtype="<f4")[clip_id % 10].tobytes()
            connection.executemany(
                "INSERT INTO vectors (space, clip_id, pack, vector) VALUES (?, ?, ?, ?)",
                [(space, clip_id, track.pack, vector) for space in ("fusion", "moods", "va")],
            )
    _ended(connection, 1)


def version_2(file: Path, tracks: list[NewTrack]) -> None:
    """As version 1; every second track with facts and credits, and its clips with energy."""
    version_1(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[1](connection)
    connection.execute(
        "UPDATE tracks SET facts = 1, tempo = 90.5, tempo_confidence = .7, first_beat = .25, "
        "key = 'F#m', key_confidence = .6, loudness = -14.5, true_peak = -.5, composer = 'Bo', "
        "licence = 'CC0' WHERE id % 2 = 0"
    )
    connection.execute("UPDATE clips SET energy = -17.5 WHERE track_id % 2 = 0")
    connection.execute("PRAGMA user_version = 2")
    connection.execute("COMMIT")
    connection.close()


def version_3(file: Path, tracks: list[NewTrack]) -> None:
    """As version 2; vectors know the space that made them, and there are some of “va”."""
    version_2(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[2](connection)
    for (clip_id,) in connection.execute("SELECT id FROM clips").fetchall():
        connection.execute(
            "INSERT INTO vectors (space, clip_id, made, vector) VALUES ('va', ?, 'va-1', ?)",
            (clip_id, np.eye(2, dtype="<f4")[clip_id % 2].tobytes()),
        )
    connection.execute("PRAGMA user_version = 3")
    connection.execute("COMMIT")
    connection.close()


def version_4(file: Path, tracks: list[NewTrack]) -> None:
    """As version 3; folders, packs, what the user said, and the words that are searched for."""
    version_3(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[3](connection)
    connection.execute("INSERT INTO folders (path, added) VALUES (CAST('/music' AS BLOB), 1.5)")
    connection.execute(
        "INSERT INTO marks (content_id, rating, changed) SELECT content_id, 4, 2.5 FROM tracks "
        "WHERE id = 2"
    )
    connection.execute(
        "INSERT INTO mark_tags SELECT content_id, 'rain at sea' FROM tracks WHERE id = 2"
    )
    connection.execute("PRAGMA user_version = 4")
    connection.execute("COMMIT")
    connection.close()


def version_5(file: Path, tracks: list[NewTrack]) -> None:
    """As version 4; indexes of what a table shows."""
    version_4(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[4](connection)
    connection.execute("PRAGMA user_version = 5")
    connection.execute("COMMIT")
    connection.close()


def version_6(file: Path, tracks: list[NewTrack]) -> None:
    """As version 5; energy curves, which none of these tracks has. The first was heard by open 2,
    which is named by its whole id, as all packs are.
    """
    version_5(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[5](connection)
    connection.execute("INSERT INTO packs VALUES (?, 'open', x'2f')", (OPEN_2,))
    first = connection.execute("SELECT min(id) FROM tracks").fetchone()
    connection.execute("UPDATE tracks SET pack = ? WHERE id = ?", (OPEN_2, *first))
    connection.execute("UPDATE clips SET pack = ? WHERE track_id = ?", (OPEN_2, *first))
    connection.execute("PRAGMA user_version = 6")
    connection.execute("COMMIT")
    connection.close()


def version_7(file: Path, tracks: list[NewTrack]) -> None:
    """As version 6; what open 2 heard belongs to its music network."""
    version_6(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[6](connection)
    connection.execute("PRAGMA user_version = 7")
    connection.execute("COMMIT")
    connection.close()


def version_8(file: Path, tracks: list[NewTrack]) -> None:
    """As version 7; two that the user keeps apart."""
    version_7(file, tracks)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN")
    migrations.MIGRATIONS[7](connection)
    connection.execute("INSERT INTO apart VALUES (x'01', x'02')")
    connection.execute("PRAGMA user_version = 8")
    connection.execute("COMMIT")
    connection.close()


MAKERS = (
    version_1, version_2, version_3, version_4, version_5, version_6, version_7, version_8,
)  # fmt: skip
"""Entry n makes version n + 1, up to the newest but one."""


def _begun(file: Path, version: int) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN")
    for migration in migrations.MIGRATIONS[:version]:
        migration(connection)
    return connection


def _ended(connection: sqlite3.Connection, version: int) -> None:
    connection.execute("INSERT INTO errors VALUES (x'2f61', 'is empty', 0, 1, 2.5)")
    connection.execute("UPDATE meta SET value = 7 WHERE key = 'generation'")
    connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")
    connection.close()
