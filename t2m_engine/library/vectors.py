"""The vectors of clips: made of what is stored of them, and handed out space by space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.errors import CancelledError
from t2m_engine.library.database import Database
from t2m_engine.library.records import Snapshot
from t2m_engine.library.rows import STALE, THERE, floats

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from typing import Any

    from t2m_engine.emotion.spaces import Space

SHORTEST_CUE = 3.0
"""Seconds, below which a clip is no cue even where nothing longer is there."""
BATCH = 5_000
"""Vectors made in one transaction; it takes some 100 ms, for which a reader does not wait."""


class Vectors(Database):
    """The catalogue's vectors, one a clip and space."""

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
        """Return all clips that can be cues with `pack` (an id) in `space`.

        Clips under `SHORTEST_CUE` are in the catalogue, but not among these, nor are those whose
        vectors are missing (see `fill`), and those of copies of other tracks.

        LibraryError when a vector is not one of the space's dimension and of unit length, which
        only damage explains.
        """
        dimension = space.dimension
        with self._reading() as connection:
            generation = connection.execute(
                "SELECT value FROM meta WHERE key = 'generation'"
            ).fetchone()[0]
            rows = connection.execute(
                "SELECT clips.id, tracks.id, vector FROM vectors "  # noqa: S608 - our own words
                "JOIN clips ON clips.id = clip_id JOIN tracks ON tracks.id = track_id "
                f"WHERE space = ? AND made = ? AND clips.pack = ? AND {THERE} "
                'AND clips."end" - clips.start >= ? '
                "ORDER BY tracks.path, clips.start, clips.id",
                (space.name, space.id, pack, SHORTEST_CUE),
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
            # No new generation: an index of the space is opened when all of its vectors are there.
            with self._writing(counts=None) as connection:
                made = place(connection, space, _UNPLACED, (pack, last, space.name, space.id))
            if not made:  # another process was quicker
                break
            done, last = done + len(made), made[-1]
        if done:
            progress(done, total)
        return done

    def settle(self, pack: str) -> bool:
        """Say whether `pack` (an id) has heard all that is there, and if so drop what others found.

        Until then the clips of the pack before stay, so that it can go on serving.
        """
        with self._reading() as connection:
            stale, several = connection.execute(
                f"SELECT {STALE}, (SELECT min(pack) FROM clips) <> (SELECT max(pack) FROM clips) "  # noqa: S608
                "OR EXISTS (SELECT 1 FROM tracks WHERE pack <> (SELECT min(pack) FROM clips))",
                {"pack": pack},
            ).fetchone()
            superseded = (  # of one pack alone nothing is; to look at a million clips takes seconds
                several
                and connection.execute(
                    f"SELECT EXISTS (SELECT 1 FROM {_SUPERSEDED})"  # noqa: S608
                ).fetchone()[0]
            )
        if superseded and not stale:
            with self._writing() as connection:
                connection.execute(
                    f"DELETE FROM clips WHERE id IN (SELECT clips.id FROM {_SUPERSEDED})"  # noqa: S608
                )
        return not stale


READINGS = "SELECT id, valence, arousal, moods, embedding FROM clips"
_SUPERSEDED = "clips JOIN tracks ON tracks.id = track_id WHERE clips.pack <> tracks.pack"
_UNPLACED = (
    f"{READINGS} WHERE pack = ? AND id > ? AND NOT EXISTS "  # noqa: S608 - our own words
    "(SELECT 1 FROM vectors WHERE space = ? AND clip_id = id AND made = ?) "
    f"ORDER BY id LIMIT {BATCH}"
)


def place(connection: sqlite3.Connection, space: Space, query: str, values: Any) -> list[int]:
    """Store the vectors of the clips that `query` (`READINGS` and more) finds; their ids."""
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
    made = space.id  # once: a learnt space weighs its networks for it
    connection.executemany(
        "INSERT OR REPLACE INTO vectors (space, clip_id, made, vector) VALUES (?, ?, ?, ?)",
        [
            (space.name, row[0], made, floats(vector))
            for row, vector in zip(rows, vectors, strict=True)
        ],
    )
    return [row[0] for row in rows]
