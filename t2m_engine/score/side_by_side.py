"""Several tracks side by side: their clips as tables, a row a track.

What is asked of each of many tracks is asked of all at once: a novel is scored by hundreds of
thousands of small questions, and each costs more to ask than to answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.score.shelf import ShelvedTrack

CELLS = 65_536
"""Pairs of clips that are looked at together at most, where there is more than one track: tables
of so many stay in a processor's cache."""
_LEAST_POWER = 1e-12


class SideBySide:
    """The clips of `tracks`, at least one: every table has a row a track, of `width` columns.

    `starts`, `ends` float64 (t, c) seconds; `runs` int64 (t, c); `there` bool (t, c) is False
    where a row has no clip, and the other tables are blank (0, or −1 in `runs`).
    """

    def __init__(self, tracks: Sequence[ShelvedTrack]) -> None:
        self.tracks = tracks
        self.counts = np.array([len(track.starts) for track in tracks])
        self.width = int(self.counts.max())
        self.there = np.arange(self.width) < self.counts[:, None]
        self.starts = self.table([track.starts for track in tracks])
        self.ends = self.table([track.ends for track in tracks])

    def table(self, rows: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return a number a clip, given by track, as a table: float64 (t, c)."""
        return self.spread(np.concatenate(rows))

    def spread(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a number a clip, one track after the other, as a table: float64 (t, c)."""
        found = np.zeros(self.there.shape)
        found[self.there] = values
        return found

    @cached_property
    def runs(self) -> NDArray[np.int64]:
        """The stretches through which music goes on."""
        found = np.full(self.there.shape, -1, np.int64)
        found[self.there] = np.concatenate([track.runs for track in self.tracks])
        return found

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The clips' vectors, one track after the other: float32 (n, d)."""
        return np.concatenate([track.vectors for track in self.tracks])

    @cached_property
    def arousals(self) -> NDArray[np.float64]:
        """The clips' arousal."""
        return self.table([track.arousals for track in self.tracks])

    @cached_property
    def powers(self) -> NDArray[np.float64]:
        """The clips' power, where 1 is full scale; NaN where it was not measured."""
        return self.table([track.powers for track in self.tracks])

    def overlaps(
        self, starts: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return how many seconds of each clip lie in its track's stretch: float64 (t, c).

        Stretches go from `starts` to `ends`, float64 (t,) seconds. Where a track has no clip in
        its own, the nearest has all of it.
        """
        found = np.minimum(self.ends, ends[:, None]) - np.maximum(self.starts, starts[:, None])
        found[~self.there] = -np.inf
        best = found.argmax(axis=1)
        rows = np.arange(len(found))
        nowhere = found[rows, best] <= 0.0
        found[rows[nowhere], best[nowhere]] = (ends - starts)[nowhere]
        return np.maximum(found, 0.0)

    def means(
        self, table: NDArray[np.float64], overlaps: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return the mean of each row of `table`, by `overlaps`: float64 (t,)."""
        found: NDArray[np.float64] = (overlaps * table).sum(axis=1) / overlaps.sum(axis=1)
        return found

    def levels(self, overlaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the mean level of each track, dBFS, by `overlaps`: float64 (t,); NaN: unknown."""
        return 10.0 * np.log10(np.maximum(self.means(self.powers, overlaps), _LEAST_POWER))


def batches(tracks: Sequence[ShelvedTrack]) -> Iterator[NDArray[np.int64]]:
    """Yield the places of `tracks`, those with about as many clips together, CELLS at a time."""
    order = np.argsort([len(track.starts) for track in tracks], kind="stable")
    cells = np.square([len(tracks[place].starts) for place in order])
    first = 0
    while first < len(order):
        wide = np.arange(1, len(order) - first + 1) * cells[first:]  # of the widest so far
        last = first + max(1, int(np.searchsorted(wide, CELLS, side="right")))
        yield order[first:last]
        first = last
