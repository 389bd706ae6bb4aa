"""The table of a space: its clips as columns in memory, read from the catalogue, then kept up.

Rows stand by the clips' ids. A clip's row never changes and ids only grow (migrations.py), so that
a table of an earlier state is brought up to date by what was added since and what is gone, unless
the catalogue has meanwhile been put back from a backup, which its stamps tell (database.py).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from t2m_engine.library.database import STAMPS
from t2m_engine.library.room import NARROW, Room, grown
from t2m_engine.library.search.filters import numbers

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.library.catalogue import Catalogue

_BATCH = 20_000
"""Rows taken from SQLite at a time: as Python's objects they are large."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of the catalogue: its generation, and the random stamp that it got."""

    generation: int
    stamp: int

    @classmethod
    def now(cls, connection: sqlite3.Connection) -> Self:
        """The present state."""
        generation = connection.execute(
            "SELECT value FROM meta WHERE key = 'generation'"
        ).fetchone()[0]
        return cls(generation, _stamp(connection, generation))

    def is_past(self, connection: sqlite3.Connection) -> bool:
        """Whether the catalogue has come from this state; False where nobody knows any more."""
        generation = State.now(connection).generation
        known = 0 <= generation - self.generation < STAMPS
        return known and self.stamp != 0 and _stamp(connection, self.generation) == self.stamp


def _stamp(connection: sqlite3.Connection, generation: int) -> int:
    """The stamp of a generation; 0 where a t2m without stamps wrote it."""
    row = connection.execute(
        "SELECT value FROM meta WHERE key = 'stamp ' || ?", (generation % STAMPS,)
    ).fetchone()
    return int(row[0]) if row else 0


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The clips of one pack in one space, n of them, by rising id.

    `clip_ids`, `track_ids` int64 (n,); `starts`, `lengths` (seconds), `valence`, `arousal`
    float32 (n,); `moods` uint8 (n,), the place of the strongest in MOODS; `vectors` float32
    (n, dimension), of unit length. It holds what is offline, missing, folded or short, too.
    `last` is the highest clip id that was looked at, `seen` how many of the pack's clips have an
    id up to it. `room` is where the columns may grow.
    """

    state: State
    last: int
    seen: int
    clip_ids: NDArray[np.int64]
    track_ids: NDArray[np.int64]
    starts: NDArray[np.float32]
    lengths: NDArray[np.float32]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    moods: NDArray[np.uint8]
    vectors: NDArray[np.float32]
    room: Room | None = None

    def __len__(self) -> int:
        return len(self.clip_ids)

    @classmethod
    def read(
        cls, catalogue: Catalogue, space: Space, pack: str, known: Self | None = None
    ) -> Table:
        """Return the table of what `pack` (an id) heard, at the catalogue's present state.

        `known` is an earlier one, of the same space and pack; what it holds is not read again.
        Vectors that the catalogue lacks are made first. LibraryError when a vector is not one of
        the space's dimension and of unit length, which only damage explains.
        """
        while True:
            with catalogue._reading() as connection:
                table = _read(catalogue, connection, space, pack, known)
            if table is not None:
                return table
            catalogue.fill(space, pack)

    def columns(self) -> dict[str, NDArray[Any]]:
        """The arrays by name."""
        return {name: getattr(self, name) for name in COLUMNS}

    def only(self, kept: NDArray[np.bool_]) -> Table:
        """Return the rows where `kept`, bool (n,)."""
        arrays: dict[str, Any] = {name: column[kept] for name, column in self.columns().items()}
        arrays["vectors"] = laid_out(arrays["vectors"])
        return Table(self.state, self.last, self.seen, **arrays)

    def rows_of(self, clip_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of those of `clip_ids`, int64, that are here, in their order."""
        rows = np.searchsorted(self.clip_ids, clip_ids)
        there = rows < len(self)
        there[there] = self.clip_ids[rows[there]] == clip_ids[there]
        return rows[there]


COLUMNS = tuple(field.name for field in fields(Table)[3:-1])
DTYPES = {
    "clip_ids": "<i8",
    "track_ids": "<i8",
    "starts": "<f4",
    "lengths": "<f4",
    "valence": "<f4",
    "arousal": "<f4",
    "moods": "u1",
    "vectors": "<f4",
}


def empty(dimension: int) -> Table:
    """Return a table of no clips, which is of no state that the catalogue was ever in."""
    arrays: dict[str, Any] = {name: np.empty(0, kind) for name, kind in DTYPES.items()}
    return Table(State(-1, 0), 0, 0, **{**arrays, "vectors": np.empty((0, dimension), np.float32)})


_NEW = """
    SELECT id, track_id, start, "end", clips.valence, clips.arousal, moods, vector
    FROM clips LEFT JOIN vectors ON space = ? AND clip_id = id AND made = ?
    WHERE pack = ? AND id > ? ORDER BY id
"""


def _read(
    catalogue: Catalogue,
    connection: sqlite3.Connection,
    space: Space,
    pack: str,
    known: Table | None,
) -> Table | None:
    """The table at the state that `connection` sees; None where vectors are missing."""
    state = State.now(connection)
    if known is not None and known.state == state and state.stamp:
        return known
    if known is None or not known.state.is_past(connection):
        known = empty(space.dimension)
    known = _without_the_gone(connection, pack, known)
    last, came = connection.execute(
        "SELECT coalesce(max(id), 0), count(*) FROM clips WHERE pack = ? AND id > ?",
        (pack, known.last),
    ).fetchone()
    parts: list[dict[str, NDArray[Any]]] = []
    cursor = connection.execute(_NEW, (space.name, space.id, pack, known.last))
    while rows := cursor.fetchmany(_BATCH):
        vectors = [row[7] for row in rows]
        if None in vectors:
            return None
        if any(len(vector) != 4 * space.dimension for vector in vectors):
            raise catalogue._damaged("a vector has the wrong length")
        parts.append(_columns(rows, b"".join(vectors), space.dimension))
        lengths = np.linalg.norm(parts[-1]["vectors"], axis=1)
        if not np.all(np.abs(lengths - 1.0) < 1e-3):
            raise catalogue._damaged("a vector is not of unit length")
    room, arrays = known.room, known.columns()
    if parts:
        more = {name: np.concatenate([part[name] for part in parts]) for name in COLUMNS}
        room, arrays = grown(room, arrays, more)
    return Table(state, max(last, known.last), known.seen + came, **arrays, room=room)


def _without_the_gone(connection: sqlite3.Connection, pack: str, known: Table) -> Table:
    """`known` without clips that the catalogue no longer has."""
    still = "FROM clips WHERE pack = ? AND id <= ?"
    seen = connection.execute(f"SELECT count(*) {still}", (pack, known.last)).fetchone()[0]
    if seen == known.seen:
        return known
    live = connection.execute(f"SELECT group_concat(id) {still}", (pack, known.last)).fetchone()[0]
    rest = known.only(np.isin(known.clip_ids, numbers(live), assume_unique=True))
    return replace(rest, seen=seen)


def _columns(rows: list[Any], vectors: bytes, dimension: int) -> dict[str, NDArray[Any]]:
    times = np.array([row[2:6] for row in rows], np.float64)
    moods = np.frombuffer(b"".join(row[6] for row in rows), "<f4").reshape(len(rows), -1)
    return {
        "clip_ids": np.array([row[0] for row in rows], np.int64),
        "track_ids": np.array([row[1] for row in rows], np.int64),
        "starts": times[:, 0].astype(np.float32),
        "lengths": (times[:, 1] - times[:, 0]).astype(np.float32),
        "valence": times[:, 2].astype(np.float32),
        "arousal": times[:, 3].astype(np.float32),
        "moods": moods.argmax(axis=1).astype(np.uint8),
        "vectors": np.frombuffer(vectors, "<f4").reshape(-1, dimension),
    }


def laid_out(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `vectors` (n, dimension), float32, laid out as they are searched: see `NARROW`."""
    order: Any = "F" if vectors.shape[1] <= NARROW else "C"
    return np.asarray(vectors, np.float32, order=order)
