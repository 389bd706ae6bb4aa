"""Columns that grow: room is kept for rows to come, so that a few more do not copy a million."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

NARROW = 32
"""Dimensions up to which vectors lie column by column, where a product with one is four to six
times quicker (1,000,000 × 10: 2 ms beside 12); rows of wider ones are more often picked out."""
_SPARE = 16
"""One row in so many is kept free; the system gives it no memory until it is written to."""

Columns = dict[str, "NDArray[Any]"]


class Room:
    """Columns by name, of one length, the first rows of which are shown. Safe to use from threads.

    What was shown stays as it is: rows are only written behind it, and only by the one that was
    shown last.
    """

    def __init__(self, arrays: Columns, used: int) -> None:
        self._arrays = arrays
        self._used = used
        self._lock = Lock()

    @classmethod
    def of(cls, columns: Mapping[str, NDArray[Any]], more: int) -> Self:
        """Return a room that holds `columns`, each (n,) or (n, d), with room for `more` rows."""
        count = len(next(iter(columns.values())))
        size = (count + more) + (count + more) // _SPARE
        arrays = {name: _empty(size, column) for name, column in columns.items()}
        for name, column in columns.items():
            arrays[name][:count] = column
        return cls(arrays, count)

    def add(self, shown: int, more: Mapping[str, NDArray[Any]]) -> bool:
        """Put rows behind the first `shown`; False where others lie there, or room is short."""
        count = len(next(iter(more.values())))
        with self._lock:
            if shown != self._used or shown + count > len(next(iter(self._arrays.values()))):
                return False
            self._used += count
        for name, column in more.items():
            self._arrays[name][shown : shown + count] = column
        return True

    def show(self, count: int) -> Columns:
        """Return the first `count` rows, as views."""
        return {name: array[:count] for name, array in self._arrays.items()}


def grown(
    room: Room | None, columns: Mapping[str, NDArray[Any]], more: Mapping[str, NDArray[Any]]
) -> tuple[Room, Columns]:
    """Return `columns` with the rows of `more` below, and their room; `room` is that of `columns`.

    Narrow columns of two dimensions lie column by column.
    """
    shown, count = (len(next(iter(part.values()))) for part in (columns, more))
    if room is None or not room.add(shown, more):
        room = Room.of(columns, count)
        room.add(shown, more)
    return room, room.show(shown + count)


def _empty(size: int, like: NDArray[Any]) -> NDArray[Any]:
    if like.ndim == 2 and like.shape[1] <= NARROW:
        return np.empty((like.shape[1], size), like.dtype).T
    return np.empty((size, *like.shape[1:]), like.dtype)
