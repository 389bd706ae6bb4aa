"""The choice of one option for every slot that is best together: what planning a score comes to.

Each slot (a stretch that wants music) has options; an option has a value of its own, options of
neighbours go together more or less well, and the same music in two slots costs, wherever they are.
That is a chain with long-range repulsion, for which no quick exact method is known. It is solved by
windows: all slots of a short window are chosen anew, together, by beam search, everything outside
of it as it is; windows move over the story until none of them finds anything better. Slots that
want the same music, however far apart, are also tried as pairs.

How near to the best that comes is measured: tests/score/test_solving.py against all choices of
small cases, tests/benchmarks/bench_score.py against an upper bound of real ones.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

USED, FRESH = 0.08, 0.40
"""What the same music in two slots costs, in fit, wherever they are: where there is little music,
what has not been heard and fits nearly as well comes first, but what fits comes back before music
that does not is taken; where there is enough for all slots, other music is nearly always taken."""
SCARCE, ENOUGH = 2.0, 4.0
"""Pieces of music for each slot up to which it is USED, and from which on it is FRESH."""
NEAR = 0.30
"""What two uses right beside each other cost beyond that; nothing from NEAR_SECONDS on."""
NEAR_SECONDS = 900.0
MOTIF_NEAR = 0.30
"""What a motif costs that comes back at once; nothing from MOTIF_SECONDS on, nor else."""
MOTIF_SECONDS = 240.0
RESERVED = 0.10
"""What the music of a motif costs, beyond USED, where it does not stand for it."""

WINDOW = 8
STRIDE = 4
"""Slots of a window, and from one window to the next."""
WIDTH, SMALL_WIDTH, SMALL = 48, 200, 60
"""Partial choices that are followed in a window: fewer where there are more than SMALL slots."""
MOST_SWEEPS = 12
DESIRED, MOST_OTHERS = 4, 3
"""Options of a slot that are tried although their music plays elsewhere, and who gives way."""
_BETTER = 1e-9

NO_MOTIF = -1


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """Options: `values` float64 (k,), k ≥ 1; `labels` int64 (k,) name their music.

    `motifs` int64 (k,) is the motif that an option stands for, or NO_MOTIF.
    """

    start: float
    values: NDArray[np.float64]
    labels: NDArray[np.int64]
    motifs: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Problem:
    """Slots in order; `jumps[i]` float64 (kᵢ, kᵢ₊₁) ≥ 0 is what options of neighbours cost.

    None where one slot has nothing to do with the next. `used` is what the same music in two slots
    costs: see `use_cost`.
    """

    slots: Sequence[Slot]
    jumps: Sequence[NDArray[np.float64] | None]
    used: float = USED

    def __post_init__(self) -> None:
        assert len(self.jumps) == max(0, len(self.slots) - 1), "one between two slots"

    @cached_property
    def starts(self) -> NDArray[np.float64]:
        """Seconds."""
        return np.array([slot.start for slot in self.slots])

    @cached_property
    def codes(self) -> list[NDArray[np.int64]]:
        """The labels of each slot's options, numbered from 0 on without gaps."""
        if not self.slots:
            return []
        labels = [slot.labels for slot in self.slots]
        _, codes = np.unique(np.concatenate(labels), return_inverse=True)
        return np.split(codes, np.cumsum([len(own) for own in labels])[:-1])

    def value(self, chosen: Sequence[int]) -> float:
        """Return what a choice, one option for each slot, is worth in all."""
        total = sum(
            float(slot.values[option]) for slot, option in zip(self.slots, chosen, strict=True)
        )
        for place, jump in enumerate(self.jumps):
            if jump is not None:
                total -= float(jump[chosen[place], chosen[place + 1]])
        by_label: dict[int, list[int]] = {}
        for place, option in enumerate(chosen):
            by_label.setdefault(int(self.slots[place].labels[option]), []).append(place)
        for places in by_label.values():
            motifs = np.array([self.slots[place].motifs[chosen[place]] for place in places])
            for number in range(1, len(places)):
                gaps = np.abs(self.starts[places[:number]] - self.starts[places[number]])
                costs = repeat_cost(gaps, motifs[:number], motifs[number], self.used)
                total -= float(costs.sum())
        return total


def use_cost(pieces: int, slots: int) -> float:
    """Return what the same music in two of so many slots costs, where there are so many pieces."""
    enough = (pieces / max(1, slots) - SCARCE) / (ENOUGH - SCARCE)
    return USED + (FRESH - USED) * min(1.0, max(0.0, enough))


def repeat_cost(
    gaps: NDArray[np.float64],
    one: NDArray[np.int64],
    other: NDArray[np.int64] | int,
    used: float = USED,
) -> NDArray[np.float64]:
    """Return what the same music costs in two slots `gaps` seconds apart, by their motifs.

    That is nothing but MOTIF_NEAR for the same motif; else `used` and NEAR, and RESERVED where one
    of them stands for a motif.
    """
    near = NEAR * np.maximum(0.0, 1.0 - gaps / NEAR_SECONDS)
    plain = used + near + RESERVED * ((one != NO_MOTIF) | (other != NO_MOTIF))
    recurring = MOTIF_NEAR * np.maximum(0.0, 1.0 - gaps / MOTIF_SECONDS)
    return np.where((one == other) & (one != NO_MOTIF), recurring, plain)


def solve(problem: Problem, check: Callable[[], None] = lambda: None) -> Solution:
    """Return the best choice found; the same in gives the same out. `check` raises to stop."""
    count = len(problem.slots)
    state = Solution(problem)
    for first in range(0, count, STRIDE):
        check()
        state.improve(first, min(first + WINDOW, count))
    for sweep in range(MOST_SWEEPS):
        found = False
        for first in range(-(sweep % 2) * (STRIDE // 2), count, STRIDE):
            check()
            found |= state.improve(max(0, first), min(first + WINDOW, count))
        for place in range(count):
            found |= state.take_over(place)
        if not found:
            break
    return state


class Solution:
    """A choice, one option for each slot (−1 where none was made yet), and how to better it."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        count = len(problem.slots)
        self.chosen = np.full(count, -1, np.int64)
        self._labels = np.full(count, -1, np.int64)  # by `Problem.codes`
        most = max((int(own.max()) for own in problem.codes), default=-1)
        self._where: list[list[int]] = [[] for _ in range(most + 1)]  # the slots of each label
        self._uses = np.zeros(most + 1, np.int64)
        self._motifs = np.full(count, NO_MOTIF, np.int64)
        self._width = SMALL_WIDTH if count <= SMALL else WIDTH

    def set(self, place: int, option: int) -> None:
        """Choose `option` for a slot."""
        self.chosen[place] = option
        before, label = int(self._labels[place]), int(self._problem.codes[place][option])
        if before != label:
            if before >= 0:
                self._where[before].remove(place)
                self._uses[before] -= 1
            insort(self._where[label], place)
            self._uses[label] += 1
            self._labels[place] = label
        self._motifs[place] = self._problem.slots[place].motifs[option]

    def improve(self, first: int, last: int) -> bool:
        """Choose the slots `first`…`last` anew, all together; True when that is better."""
        places = range(first, last)
        before = self.chosen[first:last].tolist()
        value = self._value_of(places) if min(before) >= 0 else -np.inf
        for place, option in zip(places, self._beam(first, last), strict=True):
            self.set(place, option)
        if self._value_of(places) > value + _BETTER:
            return True
        for place, option in zip(places, before, strict=True):
            self.set(place, option)
        return False

    def take_over(self, place: int) -> bool:
        """Let a slot have music that it wants and others play, who choose anew, if that is better.

        What neighbours play is left to windows.
        """
        slot = self._problem.slots[place]
        alone = slot.values - self.beside(place)
        for option in np.argsort(-alone, kind="stable")[:DESIRED].tolist():
            taken = self._where[self._problem.codes[place][option]]
            others = [other for other in taken if abs(other - place) > 1][:MOST_OTHERS]
            if option == self.chosen[place] or not others:
                continue
            concerned = [place, *others]
            before = self.chosen[concerned].tolist()
            value = self._value_of(concerned)
            self.set(place, option)
            for other in others:
                free = self._problem.slots[other].values - self.beside(other)
                self.set(other, int((free - self.elsewhere(other, other, other + 1)).argmax()))
            if self._value_of(concerned) > value + _BETTER:
                return True
            for other, old in zip(concerned, before, strict=True):
                self.set(other, old)
        return False

    def _value_of(self, places: Sequence[int]) -> float:
        """The part of the choice's value that hangs on the options of `places`."""
        slots, jumps = self._problem.slots, self._problem.jumps
        total = 0.0
        counted: set[int] = set()
        for place in places:
            total += float(slots[place].values[self.chosen[place]])
            same = [
                other
                for other in self._where[self._labels[place]]
                if other != place and other not in counted
            ]
            if same:
                gaps = np.abs(self._problem.starts[same] - slots[place].start)
                motifs = self._motifs[same], self._motifs[place]
                total -= float(repeat_cost(gaps, *motifs, self._problem.used).sum())
            counted.add(place)
        for edge in sorted({edge for place in places for edge in (place - 1, place)}):
            if not 0 <= edge < len(jumps) or min(self.chosen[edge : edge + 2]) < 0:
                continue
            if (jump := jumps[edge]) is not None:
                total -= float(jump[self.chosen[edge], self.chosen[edge + 1]])
        return total

    def beside(self, place: int) -> NDArray[np.float64]:
        """What the options of a slot cost beside those chosen before and after it: (k,)."""
        cost = np.zeros(len(self._problem.slots[place].values))
        jumps = self._problem.jumps
        if place > 0 and (before := jumps[place - 1]) is not None:
            cost += before[self.chosen[place - 1]]
        if place < len(jumps) and (after := jumps[place]) is not None:
            cost += after[:, self.chosen[place + 1]]
        return cost

    def elsewhere(self, place: int, first: int, last: int) -> NDArray[np.float64]:
        """What the options of a slot cost for their music outside of `first`…`last`: (k,)."""
        slot, codes = self._problem.slots[place], self._problem.codes[place]
        cost = np.zeros(len(slot.values))
        pairs = [
            (option, other)
            for option in np.flatnonzero(self._uses[codes]).tolist()
            for other in self._where[codes[option]]
            if not first <= other < last
        ]
        if pairs:
            options, others = np.array(pairs).T
            gaps = np.abs(self._problem.starts[others] - slot.start)
            motifs = self._motifs[others], slot.motifs[options]
            costs = repeat_cost(gaps, *motifs, self._problem.used)
            cost += np.bincount(options, costs, len(cost))
        return cost

    def _beam(self, first: int, last: int) -> list[int]:
        """The best options of a window, by beam search; what is outside of it stays."""
        slots, jumps = self._problem.slots, self._problem.jumps
        paths = np.zeros((1, 0), np.int64)
        labels = np.zeros((1, 0), np.int64)
        motifs = np.zeros((1, 0), np.int64)
        scores = np.zeros(1)
        for place in range(first, last):
            slot = slots[place]
            own = slot.values - self.elsewhere(place, first, last)
            after = jumps[place] if place + 1 < len(slots) else None
            if place + 1 == last and after is not None and self.chosen[last] >= 0:
                own -= after[:, self.chosen[last]]
            table = scores[:, None] + own[None, :]
            before = jumps[place - 1] if place else None
            if before is not None and place > first:
                table -= before[paths[:, -1]]
            elif before is not None and self.chosen[place - 1] >= 0:
                table -= before[self.chosen[place - 1]]
            if place > first:
                rows, depths, options = np.nonzero(labels[:, :, None] == slot.labels[None, None, :])
                gaps = slot.start - self._problem.starts[first + depths]
                pairs = motifs[rows, depths], slot.motifs[options]
                costs = repeat_cost(gaps, *pairs, self._problem.used)
                np.subtract.at(table, (rows, options), costs)
            flat = table.ravel()
            width = min(self._width, flat.size)
            least = np.partition(flat, flat.size - width)[flat.size - width]
            order = np.flatnonzero(flat >= least)
            order = order[np.argsort(-flat[order], kind="stable")][:width]
            rows, options = np.divmod(order, table.shape[1])
            paths = np.hstack([paths[rows], options[:, None]])
            labels = np.hstack([labels[rows], slot.labels[options][:, None]])
            motifs = np.hstack([motifs[rows], slot.motifs[options][:, None]])
            scores = flat[order]
        return paths[0].tolist()
