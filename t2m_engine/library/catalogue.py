"""The catalogue: tracks, clips, vectors and errors in SQLite. It is the truth; an index is not."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.moods import Emotion
from t2m_engine.errors import CancelledError, LibraryError
from t2m_engine.library import migrations
from t2m_engine.library.records import (
    USUAL_ENERGY,
    Clip,
    Curve,
    ErrorRecord,
    FileState,
    KnownTrack,
    NewTrack,
    Snapshot,
    Track,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space

FILE = "catalogue.sqlite"
BUSY_TIMEOUT = 15.0
"""Seconds to wait for another process's write; a write of ours takes milliseconds."""
SHORTEST_SUGGESTED = 3.0
"""Seconds: folders of games and films are full of effects, and an effect is no music to a scene."""
BATCH = 5_000
"""Vectors made in one transaction; it takes some 100 ms, for which a reader does not wait."""
CHECKED_WHOLE = 128 * 2**20
"""Bytes up to which the whole file is checked when it is opened (about 0.2 s at most)."""

FACTS = 1
"""The version of how facts are measured, kept with them: a scan measures older ones again."""

_OF_FILE = (
    "id", "path", "size", "mtime_ns", "content_id", "missing", "duration", "sample_rate",
    "channels", "codec", "title", "artist", "pack", "added",
)  # fmt: skip
_MEASURED = (
    "tempo", "tempo_confidence", "first_beat", "key", "key_confidence", "loudness", "true_peak",
)  # fmt: skip
_CREDITED = (
    "album", "composer", "publisher", "isrc", "copyright", "licence", "genre", "comment",
)  # fmt: skip
_TRACK = ", ".join((*_OF_FILE, "facts", *_MEASURED, *_CREDITED))


class Catalogue:
    """What is known about the music in a library's folder.

    Every thread has a connection of its own, so one `Catalogue` serves all threads of a process:
    readers never wait, writers wait for each other. A write is one transaction and raises
    `generation` by one. Every method raises LibraryError when the file is damaged, not writable,
    or held by another process for longer than `busy_timeout` seconds.
    """

    def __init__(self, folder: Path, busy_timeout: float) -> None:
        self.folder = folder
        self.file = folder / FILE
        self._busy_timeout = busy_timeout
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._lock = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, folder: Path, *, busy_timeout: float = BUSY_TIMEOUT) -> Catalogue:
        """Open the catalogue in `folder`; both are made when they are not there.

        A catalogue of an older version is migrated. One of a newer version, a damaged one and a
        file that is none raise LibraryError and stay untouched.
        """
        folder = folder.expanduser().absolute()
        catalogue = cls(folder, busy_timeout)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                f"The library folder {folder} cannot be made: {error.strerror}."
            ) from error
        try:
            with catalogue._speaking():
                catalogue._prepare()
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def close(self) -> None:
        """Close the connections of all threads; nothing can be read or written afterwards."""
        with self._lock:
            self._closed = True
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    @property
    def generation(self) -> int:
        """How many transactions have written to the catalogue, by any process."""
        return int(self._one("SELECT value FROM meta WHERE key = 'generation'")[0])

    def status(self, pack: str | None = None) -> dict[str, Any]:
        """Return counts for people: tracks, clips, errors, hours, missing, stale, library.

        Missing tracks are counted apart. `stale` are the tracks that another pack than `pack`
        (an id) has heard, which cannot be suggested with it; without `pack` it is 0.
        """
        with self._reading() as connection:
            tracks, seconds, missing = connection.execute(
                "SELECT count(*) FILTER (WHERE NOT missing), "
                "coalesce(sum(duration) FILTER (WHERE NOT missing), 0), "
                "count(*) FILTER (WHERE missing) FROM tracks"
            ).fetchone()
            clips = connection.execute(
                "SELECT count(*) FROM clips JOIN tracks ON tracks.id = track_id WHERE NOT missing"
            ).fetchone()[0]
            errors = connection.execute("SELECT count(*) FROM errors").fetchone()[0]
            stale = connection.execute(
                "SELECT count(*) FROM tracks WHERE NOT missing AND pack <> coalesce(?, pack)",
                (pack,),
            ).fetchone()[0]
        return {
            "tracks": tracks,
            "clips": clips,
            "errors": errors,
            "hours": round(seconds / 3600, 3),
            "missing": missing,
            "stale": stale,
            "library": str(self.folder),
        }

    def tracks(self) -> list[Track]:
        """Return all tracks, missing ones too, by path."""
        with self._reading() as connection:
            rows = connection.execute(f"SELECT {_TRACK} FROM tracks ORDER BY path")  # noqa: S608
            return [_track(row) for row in rows]

    def track(self, path: Path) -> Track | None:
        """Return the track at `path`, or where the links in it lead, or None."""
        path = path.expanduser().absolute()
        return self._track("path = ?", os.fsencode(path)) or self._track(
            "path = ?", os.fsencode(path.resolve())
        )

    def tracks_by_id(self, ids: Iterable[int]) -> dict[int, Track]:
        """Return the tracks with these ids; an id that is no longer there is left out."""
        return {
            row[0]: _track(row)
            for row in self._by_id(f"SELECT {_TRACK} FROM tracks WHERE id", ids)  # noqa: S608
        }

    def clips(self, track_id: int) -> list[Clip]:
        """Return the clips of a track, by start."""
        with self._reading() as connection:
            rows = connection.execute(
                f"{_CLIPS} WHERE track_id = ? ORDER BY start",
                (track_id,),
            )
            return [_clip(row) for row in rows]

    def clips_by_id(self, ids: Iterable[int]) -> dict[int, Clip]:
        """Return the clips with these ids; an id that is no longer there is left out."""
        return {row[0]: _clip(row) for row in self._by_id(f"{_CLIPS} WHERE id", ids)}

    def embeddings(self, ids: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """Return the music encoder's embedding, float32 (d,), of the clips with these ids."""
        rows = self._by_id("SELECT id, embedding FROM clips WHERE id", ids)
        return {row[0]: np.frombuffer(row[1], "<f4") for row in rows}

    def waveform(self, track_id: int) -> tuple[NDArray[np.uint8], Curve] | None:
        """Return the peaks, uint8 (columns,), and the emotion curve of a track, or None."""
        row = self._one("SELECT peaks, curve_length, curve FROM tracks WHERE id = ?", track_id)
        if row is None:
            return None
        return np.frombuffer(row[0], np.uint8), Curve.from_bytes(row[1], row[2])

    def errors(self) -> list[ErrorRecord]:
        """Return the files that could not be read, by path."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT path, reason, size, mtime_ns, noticed FROM errors ORDER BY path"
            )
            return [
                ErrorRecord(Path(os.fsdecode(row[0])), row[1], FileState(row[2], row[3]), row[4])
                for row in rows
            ]

    def known_tracks(self) -> dict[Path, KnownTrack]:
        """Return what a scan needs of every track, by path."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT path, id, size, mtime_ns, content_id, pack, missing FROM tracks"
            )
            return {
                Path(os.fsdecode(row[0])): KnownTrack(
                    row[1], FileState(row[2], row[3]), row[4], row[5], bool(row[6])
                )
                for row in rows
            }

    def missing_vectors(self, space: Space, pack: str) -> int:
        """How many clips of `pack` (an id) have no vector of `space` as it is now."""
        with self._reading() as connection:
            clips = connection.execute(
                "SELECT count(*) FROM clips WHERE pack = ?", (pack,)
            ).fetchone()[0]
            placed = connection.execute(
                "SELECT count(*) FROM vectors JOIN clips ON id = clip_id "
                "WHERE space = ? AND made = ? AND pack = ?",
                (space.name, space.id, pack),
            ).fetchone()[0]
        return int(clips - placed)

    def snapshot(self, space: Space, pack: str) -> Snapshot:
        """Return all clips that can be suggested with `pack` (an id) in `space`.

        Clips under `SHORTEST_SUGGESTED` are in the catalogue, but not among these, nor are those
        whose vectors are missing: see `fill`.

        LibraryError when a vector is not one of the space's dimension and of unit length, which
        only damage explains.
        """
        dimension = space.dimension
        with self._reading() as connection:
            generation = connection.execute(
                "SELECT value FROM meta WHERE key = 'generation'"
            ).fetchone()[0]
            rows = connection.execute(
                "SELECT clips.id, tracks.id, vector FROM vectors "
                "JOIN clips ON clips.id = clip_id JOIN tracks ON tracks.id = track_id "
                "WHERE space = ? AND made = ? AND clips.pack = ? AND NOT missing "
                'AND clips."end" - clips.start >= ? '
                "ORDER BY tracks.path, clips.start, clips.id",
                (space.name, space.id, pack, SHORTEST_SUGGESTED),
            ).fetchall()
        ids = np.array([row[:2] for row in rows], np.int64).reshape(-1, 2)
        content = b"".join(row[2] for row in rows)
        if any(len(row[2]) != 4 * dimension for row in rows):
            raise self._damaged("a vector has the wrong length")
        vectors = np.frombuffer(content, "<f4").astype(np.float32).reshape(-1, dimension)
        lengths = np.linalg.norm(vectors, axis=1)
        if not np.all(np.abs(lengths - 1.0) < 1e-3):
            raise self._damaged("a vector is not of unit length")
        return Snapshot(generation, ids[:, 0].copy(), ids[:, 1].copy(), vectors)

    # Writing

    def put_track(self, track: NewTrack, spaces: Iterable[Space] = ()) -> None:
        """Store `track` with its clips and their vectors in `spaces`.

        Whatever was known at its path goes.
        """
        now = time.time()
        with self._writing() as connection:
            path = os.fsencode(track.path)
            known = connection.execute(
                "SELECT id, added FROM tracks WHERE path = ?", (path,)
            ).fetchone()
            identity, added = known or (None, now)
            if known:
                connection.execute("DELETE FROM tracks WHERE id = ?", (identity,))
            connection.execute("DELETE FROM errors WHERE path = ?", (path,))
            row = {
                "id": identity,
                "path": path,
                "size": track.state.size,
                "mtime_ns": track.state.mtime_ns,
                "content_id": track.content_id,
                "duration": track.duration,
                "sample_rate": track.sample_rate,
                "channels": track.channels,
                "codec": _text(track.codec),
                "title": _text(track.title),
                "artist": _text(track.artist),
                "pack": track.pack,
                "peaks": np.ascontiguousarray(track.peaks, np.uint8).tobytes(),
                "curve_length": track.curve.length,
                "curve": track.curve.to_bytes(),
                "added": added,
                **_known(track.facts, track.credits),
            }
            identity = connection.execute(
                f"INSERT INTO tracks ({', '.join(row)}) "  # noqa: S608 - the names are ours
                f"VALUES ({', '.join('?' * len(row))})",
                tuple(row.values()),
            ).lastrowid
            for clip in track.clips:
                emotion = clip.reading.emotion
                connection.execute(
                    'INSERT INTO clips (track_id, start, "end", valence, arousal, moods, '
                    "embedding, pack, energy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        identity,
                        clip.start,
                        clip.end,
                        emotion.valence,
                        emotion.arousal,
                        _floats(np.array(emotion.moods)),
                        _floats(clip.reading.embedding),
                        track.pack,
                        clip.energy,
                    ),
                )
            for space in spaces:
                _place(connection, space, f"{_READINGS} WHERE track_id = ?", (identity,))

    def fill(
        self,
        space: Space,
        pack: str,
        *,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """Make the vectors of `space` that are missing, for the clips of `pack` (an id).

        They are missing when the space is new or another than the one that made them (by its
        id), and follow from what is stored of the clips: no music is heard. `BATCH` of them are
        one transaction, between which `progress` is told how many are done, and of how many.
        Returns how many were made; raises CancelledError once `cancelled` says so.
        """
        total = self.missing_vectors(space, pack)
        done = last = 0
        while done < total:
            progress(done, total)
            if cancelled():
                raise CancelledError(f"Stopped after {done} of {total} vectors; they are kept.")
            with self._writing() as connection:
                made = _place(connection, space, _UNPLACED, (pack, last, space.name, space.id))
            if not made:  # another process was quicker
                break
            done, last = done + len(made), made[-1]
        if done:
            progress(done, total)
        return done

    def put_error(self, path: Path, reason: str, state: FileState) -> None:
        """Note that the file at `path` cannot be read; a track that was there is missing now."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO errors VALUES (?, ?, ?, ?, ?)",
                (os.fsencode(path), _text(reason), state.size, state.mtime_ns, time.time()),
            )
            connection.execute("UPDATE tracks SET missing = 1 WHERE path = ?", (os.fsencode(path),))

    def move_track(self, track_id: int, path: Path, state: FileState) -> None:
        """Note that a track's file is now at `path` and looks like `state`; its clips stay."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM tracks WHERE path = ? AND id <> ?", (os.fsencode(path), track_id)
            )
            connection.execute("DELETE FROM errors WHERE path = ?", (os.fsencode(path),))
            connection.execute(
                "UPDATE tracks SET path = ?, size = ?, mtime_ns = ?, missing = 0 WHERE id = ?",
                (os.fsencode(path), state.size, state.mtime_ns, track_id),
            )

    def put_presence(
        self, *, gone: Iterable[int], back: Iterable[int], forgotten_errors: Iterable[Path]
    ) -> None:
        """Mark tracks (by id) as missing or as back, and forget errors of files that are gone."""
        rows = [(1, track) for track in gone] + [(0, track) for track in back]
        paths = [(os.fsencode(path),) for path in forgotten_errors]
        if rows or paths:
            with self._writing() as connection:
                connection.executemany("UPDATE tracks SET missing = ? WHERE id = ?", rows)
                connection.executemany("DELETE FROM errors WHERE path = ?", paths)

    # Connections and transactions

    def _prepare(self) -> None:
        if self.file.exists():  # looked at without a pen: what is not ours stays as it is
            self._check_kind()
        connection = self._connection()
        if connection.execute("PRAGMA user_version").fetchone()[0] == migrations.VERSION:
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked again: another process may have migrated it before the lock was ours.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version < migrations.VERSION:
                migrations.migrate(connection, version)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise

    def _check_kind(self) -> None:
        connection = sqlite3.connect(
            f"{self.file.as_uri()}?mode=ro", uri=True, timeout=self._busy_timeout
        )
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if (version or tables) and application != migrations.APPLICATION_ID:
                raise LibraryError(
                    f"{self.file} is a database, but not a t2m catalogue; choose another folder "
                    "with --library."
                )
            if version > migrations.VERSION:
                raise LibraryError(
                    f"The library at {self.folder} was made by a newer t2m (its version is "
                    f"{version}, this one knows {migrations.VERSION}); update t2m, or choose "
                    "another folder with --library. Nothing was changed."
                )
            if self.file.stat().st_size <= CHECKED_WHOLE:
                verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if verdict != "ok":
                    raise self._damaged(verdict)
        finally:
            connection.close()

    def _connection(self) -> sqlite3.Connection:
        thread = threading.current_thread()
        with self._lock:
            if self._closed:
                raise LibraryError(f"The library at {self.folder} has been closed.")
            connection = self._connections.get(thread)
            if connection is not None:
                return connection
            for ended in [other for other in self._connections if not other.is_alive()]:
                self._connections.pop(ended).close()
            connection = sqlite3.connect(
                self.file,
                timeout=self._busy_timeout,
                isolation_level=None,
                check_same_thread=False,  # `close` closes the connections of all threads
            )
            self._connections[thread] = connection
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may undo the last tracks, never damage; the next scan hears them again.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._speaking():
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._speaking():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    def _one(self, query: str, *values: Any) -> Any:
        with self._reading() as connection:
            return connection.execute(query, values).fetchone()

    def _track(self, where: str, value: Any) -> Track | None:
        row = self._one(f"SELECT {_TRACK} FROM tracks WHERE {where}", value)  # noqa: S608
        return _track(row) if row else None

    def _by_id(self, query: str, ids: Iterable[int]) -> list[Any]:
        wanted = [int(identity) for identity in ids]
        rows: list[Any] = []
        with self._reading() as connection:
            for first in range(0, len(wanted), 500):  # SQLite's oldest limit is 999 values
                some = wanted[first : first + 500]
                marks = ", ".join("?" * len(some))
                rows += connection.execute(f"{query} IN ({marks})", some).fetchall()
        return rows

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn SQLite's troubles into sentences; what only a bug can cause passes through."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise LibraryError(
                    f"Another program has been writing to the library at {self.folder} for "
                    f"{self._busy_timeout:.0f} s; close it and try again."
                ) from error
            if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                raise self._damaged(str(error)) from error
            if name.startswith("SQLITE_FULL"):
                raise LibraryError(
                    f"The disk that holds the library at {self.folder} is full; what was done is "
                    "kept."
                ) from error
            if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
                raise LibraryError(
                    f"The library at {self.folder} cannot be read or written ({error}); check its "
                    "permissions and its disk."
                ) from error
            raise

    def _damaged(self, how: str) -> LibraryError:
        return LibraryError(
            f"The catalogue {self.file} is damaged ({how}). Move it away and add your folders "
            "again with `t2m library add`; your music is not touched."
        )


_READINGS = "SELECT id, valence, arousal, moods, embedding FROM clips"
_UNPLACED = (
    f"{_READINGS} WHERE pack = ? AND id > ? AND NOT EXISTS "  # noqa: S608 - our own words
    "(SELECT 1 FROM vectors WHERE space = ? AND clip_id = id AND made = ?) "
    f"ORDER BY id LIMIT {BATCH}"
)


def _place(connection: sqlite3.Connection, space: Space, query: str, values: Any) -> list[int]:
    """Store the vectors of the clips that `query` (`_READINGS` and more) finds; their ids."""
    rows = connection.execute(query, values).fetchall()
    if not rows:
        return []
    vectors = space.music_vectors(
        np.array([row[1] for row in rows], np.float32),
        np.array([row[2] for row in rows], np.float32),
        np.stack([np.frombuffer(row[3], "<f4") for row in rows]).astype(np.float32),
        np.stack([np.frombuffer(row[4], "<f4") for row in rows]).astype(np.float32),
    )
    assert np.isfinite(vectors).all(), "a reading of numbers has a place"
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (space, clip_id, made, vector) VALUES (?, ?, ?, ?)",
        [
            (space.name, row[0], space.id, _floats(vector))
            for row, vector in zip(rows, vectors, strict=True)
        ],
    )
    return [row[0] for row in rows]


_CLIPS = 'SELECT id, track_id, start, "end", valence, arousal, moods, pack, energy FROM clips'


def _track(row: Any) -> Track:
    of_file: dict[str, Any] = dict(zip(_OF_FILE, row, strict=False))
    of_file |= {"path": Path(os.fsdecode(row[1])), "missing": bool(row[5])}
    version, known = row[len(_OF_FILE)], row[len(_OF_FILE) + 1 :]
    return Track(
        **of_file,
        facts=MusicFacts(*known[: len(_MEASURED)]) if version else None,
        credits=Credits(*known[len(_MEASURED) :]),
    )


def _known(facts: MusicFacts | None, credits_: Credits) -> dict[str, Any]:
    """The columns of what is known of a track."""
    row: dict[str, Any] = {name: _text(getattr(credits_, name)) for name in _CREDITED}
    if facts is not None:
        row |= {"facts": FACTS, **{name: getattr(facts, name) for name in _MEASURED}}
    return row


def _clip(row: Any) -> Clip:
    moods = tuple(float(share) for share in np.frombuffer(row[6], "<f4"))
    energy = USUAL_ENERGY if row[8] is None else row[8]
    return Clip(row[0], row[1], row[2], row[3], Emotion(row[4], row[5], moods), row[7], energy)


def _floats(values: NDArray[Any]) -> bytes:
    return np.ascontiguousarray(values, "<f4").tobytes()


def _text(words: str) -> str:
    """A text that SQLite takes: half a surrogate pair, as in odd file names, becomes “?”."""
    return words.encode("utf-8", "replace").decode("utf-8")
