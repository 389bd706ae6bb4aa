"""The catalogue: tracks, clips, vectors and errors in SQLite. It is the truth; an index is not."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.library.apart import ApartBook, carry_apart
from t2m_engine.library.copies import promote
from t2m_engine.library.counts import count
from t2m_engine.library.database import FILE
from t2m_engine.library.folders import FolderBook
from t2m_engine.library.marks import MarkBook, carry
from t2m_engine.library.packs import PackBook
from t2m_engine.library.records import (
    Clip,
    Curve,
    ErrorRecord,
    FileState,
    KnownTrack,
    NewTrack,
    Track,
)
from t2m_engine.library.rows import (
    CLIPS,
    FACTS,
    TRACK,
    UNMEASURED,
    as_clip,
    as_track,
    columns,
    floats,
    text,
)
from t2m_engine.library.vectors import BATCH, READINGS, Vectors, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space

__all__ = ["BATCH", "FILE", "Catalogue"]


SAME_LENGTH = 0.5
"""Seconds: a file whose content has changed and whose length has not was given other tags, or was
rendered again; it keeps what the user said of it."""


class Catalogue(MarkBook, ApartBook, FolderBook, PackBook, Vectors):
    """What is known about the music in a library's folder.

    See `Database` for threads, transactions and errors. What belongs to the user is in `marks`
    and `apart`, the folders that were added in `folders`, the packs in `packs`, the vectors of the
    clips in `vectors`.
    """

    _counted: tuple[int, str | None, dict[str, Any]] | None = None

    # Reading

    @property
    def generation(self) -> int:
        """How many transactions have written to the catalogue, by any process."""
        return int(self._one("SELECT value FROM meta WHERE key = 'generation'")[0])

    def status(self, pack: str | None = None) -> dict[str, Any]:
        """Return counts for people: tracks, clips, errors, hours, missing, stale, …, library.

        Missing and offline tracks, and copies of others, are counted apart. `stale` are the tracks
        that another pack than `pack` (an id) has heard, which cannot be suggested with it; without
        `pack` it is 0. `unmeasured` are those whose facts or energy curve a scan would measure.
        They are counted once for each generation.
        """
        with self._reading() as connection:
            generation = connection.execute(
                "SELECT value FROM meta WHERE key = 'generation'"
            ).fetchone()[0]
            if self._counted is None or self._counted[:2] != (generation, pack):
                self._counted = generation, pack, count(connection, pack)
            return {**self._counted[2], "library": str(self.folder)}

    def tracks(self) -> list[Track]:
        """Return all tracks, missing ones too, by path."""
        with self._reading() as connection:
            rows = connection.execute(f"SELECT {TRACK} FROM tracks ORDER BY path")  # noqa: S608
            return [as_track(row) for row in rows]

    def page(self, offset: int, limit: int) -> tuple[int, list[Track]]:
        """Return how many tracks there are, missing ones too, and by path those from `offset`."""
        with self._reading() as connection:
            total = connection.execute("SELECT count(*) FROM tracks").fetchone()[0]
            rows = connection.execute(
                f"SELECT {TRACK} FROM tracks WHERE id IN "  # noqa: S608 - the names are ours
                "(SELECT id FROM tracks ORDER BY path LIMIT ? OFFSET ?) ORDER BY path",
                (limit, offset),
            )
            return int(total), [as_track(row) for row in rows]

    def track(self, path: Path) -> Track | None:
        """Return the track at `path`, or where the links in it lead, or None."""
        path = path.expanduser().absolute()
        return self._track("path = ?", os.fsencode(path)) or self._track(
            "path = ?", os.fsencode(path.resolve())
        )

    def tracks_by_id(self, ids: Iterable[int]) -> dict[int, Track]:
        """Return the tracks with these ids; an id that is no longer there is left out."""
        return {
            row[0]: as_track(row)
            for row in self._by_id(f"SELECT {TRACK} FROM tracks WHERE id", ids)  # noqa: S608
        }

    def clips(self, track_id: int) -> list[Clip]:
        """Return the clips of a track that its pack found, by start."""
        with self._reading() as connection:
            rows = connection.execute(
                f"{CLIPS} WHERE track_id = ? "  # noqa: S608 - our own words
                "AND pack = (SELECT pack FROM tracks WHERE id = track_id) ORDER BY start",
                (track_id,),
            )
            return [as_clip(row) for row in rows]

    def clips_by_id(self, ids: Iterable[int]) -> dict[int, Clip]:
        """Return the clips with these ids; an id that is no longer there is left out."""
        return {row[0]: as_clip(row) for row in self._by_id(f"{CLIPS} WHERE id", ids)}

    def embeddings(self, ids: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """Return the music encoder's embedding, float32 (d,), of the clips with these ids."""
        rows = self._by_id("SELECT id, embedding FROM clips WHERE id", ids)
        return {row[0]: np.frombuffer(row[1], "<f4") for row in rows}

    def waveform(self, track_id: int) -> tuple[NDArray[np.uint8], Curve] | None:
        """Return the peaks, uint8 (columns,), and the curves of a track, or None."""
        row = self._one(
            "SELECT peaks, curve_length, curve, energy FROM tracks WHERE id = ?", track_id
        )
        if row is None:
            return None
        return np.frombuffer(row[0], np.uint8), Curve.from_bytes(*row[1:])

    def fingerprints(
        self, ids: Iterable[int] | None = None
    ) -> Iterator[tuple[int, NDArray[np.uint32]]]:
        """Yield the id and the fingerprint, uint32 (n,), of tracks that have one.

        Of those with these `ids`, or one after the other, as they are many, of all.
        """
        query = "SELECT id, fingerprint FROM tracks WHERE fingerprint IS NOT NULL"
        if ids is not None:
            rows = self._by_id(f"{query} AND id", ids)
            yield from ((row[0], np.frombuffer(row[1], "<u4")) for row in rows)
            return
        with self._reading() as connection:
            for row in connection.execute(query):
                yield row[0], np.frombuffer(row[1], "<u4")

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
                "SELECT path, id, size, mtime_ns, content_id, pack, missing, facts, "
                "energy IS NOT NULL FROM tracks"
            )
            return {
                Path(os.fsdecode(row[0])): KnownTrack(
                    row[1],
                    FileState(row[2], row[3]),
                    row[4],
                    row[5],
                    bool(row[6]),
                    row[7] == FACTS,
                    bool(row[8]),
                )
                for row in rows
            }

    # Writing

    def put_track(self, track: NewTrack, spaces: Iterable[Space] = ()) -> None:
        """Store `track` with its clips and their vectors in `spaces`.

        Whatever was known at its path goes, but for the clips that another pack found in the same
        content: see `settle`.
        """
        with self._writing() as connection:
            path = os.fsencode(track.path)
            row = {
                "path": path,
                "size": track.state.size,
                "mtime_ns": track.state.mtime_ns,
                "content_id": track.content_id,
                "missing": 0,
                "offline": 0,
                "duration": track.duration,
                "sample_rate": track.sample_rate,
                "channels": track.channels,
                "codec": text(track.codec),
                "title": text(track.title),
                "artist": text(track.artist),
                "pack": track.pack,
                "peaks": np.ascontiguousarray(track.peaks, np.uint8).tobytes(),
                "curve_length": track.curve.length,
                "curve": track.curve.to_bytes(),
                "energy": None if track.curve.energy is None else floats(track.curve.energy),
                **UNMEASURED,
                **columns(track.facts, track.credits),
            }
            known = connection.execute(
                "SELECT id, content_id, duration FROM tracks WHERE path = ?", (path,)
            ).fetchone()
            connection.execute("DELETE FROM errors WHERE path = ?", (path,))
            if known is None:
                row["added"] = time.time()
                identity = connection.execute(
                    f"INSERT INTO tracks ({', '.join(row)}) "  # noqa: S608 - the names are ours
                    f"VALUES ({', '.join('?' * len(row))})",
                    tuple(row.values()),
                ).lastrowid
            else:
                identity = known[0]
                if known[1] != track.content_id:
                    row["original"] = None
                if known[1] != track.content_id and abs(known[2] - track.duration) < SAME_LENGTH:
                    carry(connection, known[1], track.content_id)
                    carry_apart(connection, known[1], track.content_id)
                # What another pack heard in it serves until this one has heard everything.
                connection.execute(
                    "DELETE FROM clips WHERE track_id = ? AND (pack = ? OR ?)",
                    (identity, track.pack, known[1] != track.content_id),
                )
                connection.execute(
                    f"UPDATE tracks SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?",  # noqa: S608 - the names are ours
                    (*row.values(), identity),
                )
            for clip in track.clips:
                emotion = clip.reading.emotion
                connection.execute(
                    'INSERT INTO clips (track_id, start, "end", valence, arousal, moods, '
                    "embedding, pack, energy, best) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        identity,
                        clip.start,
                        clip.end,
                        emotion.valence,
                        emotion.arousal,
                        floats(np.array(emotion.moods)),
                        floats(clip.reading.embedding),
                        track.pack,
                        clip.energy,
                        clip.best,
                    ),
                )
            for space in spaces:
                place(
                    connection,
                    space,
                    f"{READINGS} WHERE track_id = ? AND pack = ?",
                    (identity, track.pack),
                )

    def put_facts(
        self,
        track_id: int,
        facts: MusicFacts,
        credits_: Credits,
        energies: Mapping[int, float],
        best: int | None = None,
    ) -> None:
        """Store what was measured of a track that is known.

        `energies` by the ids of its clips; `best` is the id of the clip that is its best section.
        """
        row = columns(facts, credits_)
        with self._writing() as connection:
            connection.execute(
                f"UPDATE tracks SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?",  # noqa: S608 - the names are ours
                (*row.values(), track_id),
            )
            connection.executemany(
                "UPDATE clips SET energy = ? WHERE id = ? AND track_id = ?",
                [(energy, clip_id, track_id) for clip_id, energy in energies.items()],
            )
            if best is not None:
                connection.execute(
                    "UPDATE clips SET best = (id = ?) WHERE track_id = ?", (best, track_id)
                )

    def put_levels(self, track_id: int, levels: NDArray[np.float32]) -> None:
        """Store the energy curve, float32 (c,) in dBFS, of a track that is known."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE tracks SET energy = ? WHERE id = ?", (floats(levels), track_id)
            )

    def put_error(self, path: Path, reason: str, state: FileState) -> None:
        """Note that the file at `path` cannot be read; a track that was there is missing now."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO errors VALUES (?, ?, ?, ?, ?)",
                (os.fsencode(path), text(reason), state.size, state.mtime_ns, time.time()),
            )
            connection.execute("UPDATE tracks SET missing = 1 WHERE path = ?", (os.fsencode(path),))
            promote(connection)

    def move_track(self, track_id: int, path: Path, state: FileState) -> None:
        """Note that a track's file is now at `path` and looks like `state`; its clips stay."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM tracks WHERE path = ? AND id <> ?", (os.fsencode(path), track_id)
            )
            connection.execute("DELETE FROM errors WHERE path = ?", (os.fsencode(path),))
            connection.execute(
                "UPDATE tracks SET path = ?, size = ?, mtime_ns = ?, missing = 0, offline = 0 "
                "WHERE id = ?",
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
                connection.executemany(
                    "UPDATE tracks SET missing = ?, offline = 0 WHERE id = ?", rows
                )
                connection.executemany("DELETE FROM errors WHERE path = ?", paths)
                promote(connection)

    def put_originals(self, originals: Iterable[tuple[int | None, int]]) -> None:
        """Note of which track (by id; None: of none) another track (by id) is a copy."""
        rows = list(originals)
        if rows:
            with self._writing() as connection:
                connection.executemany("UPDATE tracks SET original = ? WHERE id = ?", rows)

    # Queries

    def _one(self, query: str, *values: Any) -> Any:
        with self._reading() as connection:
            return connection.execute(query, values).fetchone()

    def _track(self, where: str, value: Any) -> Track | None:
        row = self._one(f"SELECT {TRACK} FROM tracks WHERE {where}", value)  # noqa: S608
        return as_track(row) if row else None

    def _by_id(self, query: str, ids: Iterable[int]) -> list[Any]:
        wanted = [int(identity) for identity in ids]
        rows: list[Any] = []
        with self._reading() as connection:
            for first in range(0, len(wanted), 500):  # SQLite's oldest limit is 999 values
                some = wanted[first : first + 500]
                marks = ", ".join("?" * len(some))
                rows += connection.execute(f"{query} IN ({marks})", some).fetchall()
        return rows
