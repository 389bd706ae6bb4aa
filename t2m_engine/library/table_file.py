"""A table's file: `<library>/index/<space>.t2mtable`, so that a large library opens at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.library import index_file
from t2m_engine.library.room import NARROW
from t2m_engine.library.table import COLUMNS, DTYPES, State, Table

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space

SUFFIX = ".t2mtable"
_NUMBERS = ("generation", "stamp", "last", "seen", "count")
_ORDER = sorted(COLUMNS, key=lambda name: (-np.dtype(DTYPES[name]).itemsize, name))
"""The columns as they lie in the file: the widest numbers first, so that all are aligned."""


def save(path: Path, table: Table, space: Space, pack: str) -> bool:
    """Write `table` to `path`; False where it cannot be written."""
    header = {
        **_facts(space, pack),
        "generation": table.state.generation,
        "stamp": table.state.stamp,
        "last": table.last,
        "seen": table.seen,
        "count": len(table),
    }
    return index_file.write(
        path, header, lambda: (_bytes(getattr(table, name), DTYPES[name]) for name in _ORDER)
    )


def load(path: Path, space: Space, pack: str) -> Table | None:
    """Return the table in `path`, of whatever state it is, or None on any doubt about it."""
    found = index_file.read(path, _facts(space, pack))
    if found is None:
        return None
    header, payload = found
    try:
        generation, stamp, last, seen, count = (int(header[name]) for name in _NUMBERS)
    except (KeyError, TypeError, ValueError):
        index_file.doubt(path, "its header lacks a number")
        return None
    width = {name: space.dimension if name == "vectors" else 1 for name in COLUMNS}
    sizes = {name: count * width[name] * np.dtype(DTYPES[name]).itemsize for name in COLUMNS}
    if count < 0 or sum(sizes.values()) != len(payload):
        index_file.doubt(path, "its count is another")
        return None
    arrays: dict[str, Any] = {}
    at = 0
    for name in _ORDER:
        arrays[name] = np.frombuffer(payload[at : at + sizes[name]], DTYPES[name])
        at += sizes[name]
    shape = (count, space.dimension)
    narrow = space.dimension <= NARROW
    flat = arrays["vectors"]
    arrays["vectors"] = flat.reshape(shape[::-1]).T if narrow else flat.reshape(shape)
    return Table(State(generation, stamp), last, seen, **arrays)


def _facts(space: Space, pack: str) -> dict[str, Any]:
    return {
        "kind": "table",
        "clips": "all",  # once short ones were left out
        "space": space.name,
        "made": space.id,
        "dimension": space.dimension,
        "pack": pack,
    }


def _bytes(column: NDArray[Any], kind: str) -> memoryview:
    lying = column.T if column.ndim == 2 and column.shape[1] <= NARROW else column
    return np.ascontiguousarray(lying, kind).reshape(-1).view(np.uint8).data
