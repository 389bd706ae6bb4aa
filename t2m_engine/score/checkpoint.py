"""What a killed run leaves behind: the readings of its text, and what it was asked for.

Reading takes most of the time of a score, so that no text is read twice. It is a cache on the
disk: what is damaged in it counts as not there, and a file that cannot be used is begun anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading

if TYPE_CHECKING:
    from t2m_engine.score.timing import TextReader

_log = logging.getLogger(__name__)

FILE = "scores.sqlite"
LARGEST = 1 << 30
"""Bytes from which on the file is begun anew: some 600,000 passages."""
_EMOTION = 2 + len(MOODS)
_SUM = 8
"""Bytes of the checksum after each reading."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS readings_1 "
    "(pack TEXT, text BLOB, reading BLOB, PRIMARY KEY (pack, text)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS runs_1 (out BLOB PRIMARY KEY, request TEXT) WITHOUT ROWID",
)
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Checkpoint:
    """The checkpoint in `file`. For one thread; several processes may share the file.

    Nothing here fails a score: what cannot be kept is read again.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._connection = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def readings(self, pack: str, texts: Iterable[str]) -> dict[str, Reading]:
        """Return the readings that are there of `texts`, by text; `pack` is the id of a pack."""
        found = {}
        for text in texts:
            row = self._ask(
                "SELECT reading FROM readings_1 WHERE pack = ? AND text = ?", (pack, _key(text))
            )
            reading = _decode(row[0]) if row else None
            if reading is not None:
                found[text] = reading
        return found

    def keep(self, pack: str, readings: Mapping[str, Reading]) -> None:
        """Keep readings, by text: all of them or none."""
        self._write(
            "INSERT OR REPLACE INTO readings_1 VALUES (?, ?, ?)",
            [(pack, _key(text), _encode(reading)) for text, reading in readings.items()],
        )

    def begin(self, out: Path, request: str) -> None:
        """Note that a score into `out` has begun, and what was asked for."""
        self._write("INSERT OR REPLACE INTO runs_1 VALUES (?, ?)", [(os.fsencode(out), request)])

    def unfinished(self, out: Path) -> str | None:
        """Return what was asked for by a score into `out` that did not come to its end."""
        row = self._ask("SELECT request FROM runs_1 WHERE out = ?", (os.fsencode(out),))
        return row[0] if row else None

    def finish(self, out: Path) -> None:
        """Note that the score into `out` is there."""
        self._write("DELETE FROM runs_1 WHERE out = ?", [(os.fsencode(out),)])

    def _ask(self, query: str, values: tuple[Any, ...]) -> Any:
        try:
            return self._connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            self._failed(error)
            return None

    def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except sqlite3.Error as error:
            self._failed(error)

    def _failed(self, error: sqlite3.Error) -> None:
        _log.warning("The checkpoint %s cannot be used: %s", self._file, error)
        if error.sqlite_errorcode in _DAMAGED:
            self._connection.close()
            _remove(self._file)
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        file = self._file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > LARGEST:
                _remove(file)
            try:
                return _connect(file)
            except sqlite3.Error as error:
                if error.sqlite_errorcode not in _DAMAGED:
                    raise
                _log.warning("The checkpoint %s is begun anew: %s", file, error)
            _remove(file)
            return _connect(file)
        except (OSError, sqlite3.Error) as error:
            _log.warning("No checkpoint can be kept in %s: %s", file, error)
            return _connect(None)


class RememberingReader:
    """Reads with `reader`, whose results are those of the pack with the id `pack`, and remembers.

    With `anew` what was read before is read again. The same texts in the same calls give the same
    readings to the last bit, wherever between them a run was killed: a call is kept whole or not
    at all.
    """

    def __init__(
        self, reader: TextReader, pack: str, checkpoint: Checkpoint, *, anew: bool = False
    ) -> None:
        self._reader = reader
        self._pack = pack
        self._checkpoint = checkpoint
        self._anew = anew

    def read_texts(self, texts: Sequence[str]) -> list[Reading]:
        """Return a reading for each of `texts`, none of which may be blank."""
        found = {} if self._anew else self._checkpoint.readings(self._pack, texts)
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            read = dict(zip(missing, self._reader.read_texts(missing), strict=True))
            self._checkpoint.keep(self._pack, read)
            found |= read
        return [found[text] for text in texts]


def _connect(file: Path | None) -> sqlite3.Connection:
    # Jobs of one lane of the engine run on one thread, but a session may be closed by another.
    connection = sqlite3.connect(file or ":memory:", timeout=15.0, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        with connection:
            for table in _TABLES:
                connection.execute(table)
    except BaseException:
        connection.close()
        raise
    return connection


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _encode(reading: Reading) -> bytes:
    emotion = reading.emotion
    numbers = np.array([emotion.valence, emotion.arousal, *emotion.moods], "<f8").tobytes()
    content = numbers + reading.embedding.astype("<f4").tobytes()
    return content + hashlib.blake2b(content, digest_size=_SUM).digest()


def _decode(stored: bytes) -> Reading | None:
    content, check = stored[:-_SUM], stored[-_SUM:]
    if hashlib.blake2b(content, digest_size=_SUM).digest() != check:
        return None
    valence, arousal, *moods = np.frombuffer(content[: 8 * _EMOTION], "<f8").tolist()
    embedding = np.frombuffer(content[8 * _EMOTION :], "<f4").astype(np.float32)
    return Reading(Emotion(valence, arousal, tuple(moods)), embedding)
