"""What every data set is: items with labels, groups and splits, and where they come from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from t2m_engine.errors import CancelledError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TRAIN, VALIDATION, TEST = "train", "validation", "test"
SPLITS = (TRAIN, VALIDATION, TEST)

Progress = Callable[[int, int, str], None]
"""Called with how much is done, of how much, and what is at hand."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a data set comes from, for the report: who made it, which version, which licence."""

    title: str
    reference: str
    version: str
    licence: str
    address: str


@dataclass(frozen=True, slots=True)
class ClipAt:
    """A stretch of a recording: `seconds` from `start`; None is the whole recording."""

    path: Path
    start: float = 0.0
    seconds: float | None = None


Item = TypeVar("Item", str, ClipAt)


@dataclass(frozen=True, slots=True, eq=False)
class LabelledSet(Generic[Item]):
    """n texts or clips: `labels` int64 (n,) are positions in `names`; `split` one of `SPLITS`.

    `groups` (n,) says what a split keeps together (a story, a package of music); `taxonomy` is
    the vocabulary that the names belong to.
    """

    name: str
    taxonomy: str
    names: tuple[str, ...]
    items: tuple[Item, ...]
    labels: NDArray[np.int64]
    groups: NDArray[np.str_]
    split: NDArray[np.str_]
    source: Source

    def __post_init__(self) -> None:
        count = len(self.items)
        assert len(self.labels) == len(self.groups) == len(self.split) == count
        assert set(self.split.tolist()) <= set(SPLITS)

    def rows(self, split: str) -> NDArray[np.int64]:
        """Return the positions of the items of `split`."""
        return np.flatnonzero(self.split == split).astype(np.int64)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many items each label has in each split."""
        return {
            split: {
                name: int(((self.labels == i) & (self.split == split)).sum())
                for i, name in enumerate(self.names)
            }
            for split in SPLITS
        }


def make_set(
    name: str,
    taxonomy: str,
    names: Sequence[str],
    rows: Sequence[tuple[Item, str, str, str]],
    source: Source,
) -> LabelledSet[Item]:
    """Return the set of `rows`: (item, label, group, split) each."""
    return LabelledSet(
        name,
        taxonomy,
        tuple(names),
        tuple(row[0] for row in rows),
        np.array([list(names).index(row[1]) for row in rows], np.int64),
        np.array([row[2] for row in rows], dtype=np.str_),
        np.array([row[3] for row in rows], dtype=np.str_),
        source,
    )


def draw(key: str) -> float:
    """Return a number in 0…1 that only `key` decides: splits by it need no list and no seed."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") / 2**64


def digest(path: Path) -> str:
    """Return 32 hex digits of a file's content; InputError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})") from error


def need(path: Path, what: str) -> Path:
    """Return `path`; InputError, which says `what` it should hold, when it is not there."""
    if not path.exists():
        raise InputError(path, "is missing", f"It should hold {what}; see --data and --music.")
    return path


def go_on(cancelled: Callable[[], bool] | None) -> None:
    """Raise CancelledError when `cancelled` says so."""
    if cancelled is not None and cancelled():
        raise CancelledError("Stopped; the same command goes on where it was.")
