"""Joining: through which segments in a row one cue goes on, for it fits them all well enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.score.fitting import find_regions
from t2m_engine.score.segments import Segment, make_segment, touch
from t2m_engine.score.side_by_side import SideBySide
from t2m_engine.score.spotting import SHORTEST, turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.score.shelf import Shelf

TOGETHER, LONGEST = 8, 300.0
"""Segments, and seconds, that one cue goes on through at most."""
CHANGE_COST, NEW_SCENE_COST = 0.10, 0.05
"""What it costs to change the music between two segments through which the feeling stays, in fit
of USUAL seconds, within a scene and with a new one; nothing where it turns in full."""
BRIEF, BRIEF_COST = 45.0, 0.12
"""What a cue of no length costs more than one of BRIEF seconds, in fit of USUAL seconds; linear
between. Short scenes in a row are bridged: a rush of cues tells nothing of any of them."""
TOGETHER_FITS = 8
"""Tracks that are tried for segments together."""
AT_ONCE = 64
"""Wishes that music is ranked for together: more take no less time, and a stop waits for them."""
USUAL = 60.0
"""Seconds of a segment that counts once."""


class Joiner:
    """Joins segments by the music on a shelf; `wish` tells what is asked for under a segment.

    `banned` are numbers of tracks that are not taken. `chapters` are those of the scenes that
    segments name, by number: no cue goes on from one into the next. Where there are none, all are
    of one chapter.
    """

    def __init__(
        self,
        shelf: Shelf,
        wish: Callable[[Segment], NDArray[np.float32]],
        banned: frozenset[int],
        chapters: Sequence[int | None],
    ) -> None:
        self._shelf = shelf
        self._wish = wish
        self._banned = banned
        self._chapters = chapters

    def join(
        self, segments: Sequence[Segment], check: Callable[[], None] = lambda: None
    ) -> list[Segment]:
        """Return `segments`, those together through which one cue should go on.

        Music that goes on fits each of them a little less well, and need not change. What is
        cheapest in all is found by dynamic programming. `check` raises to stop.
        """
        count = len(segments)
        losses = self._losses(segments, check)
        best = [0.0] + [np.inf] * count
        back = [0] * (count + 1)
        for last in range(1, count + 1):
            for first in range(last - 1, max(-1, last - 1 - TOGETHER), -1):
                if (first, last) not in losses:
                    break
                group = segments[first:last]
                cost = best[first] + losses[first, last] + _brevity(group)
                if first and touch(segments[first - 1], group[0]):
                    before, after = segments[first - 1], group[0]
                    new = CHANGE_COST if before.scene == after.scene else NEW_SCENE_COST
                    turned = turn(before.reading.emotion, after.reading.emotion)
                    cost += new * (1.0 - turned)
                if cost < best[last] - 1e-9:
                    best[last], back[last] = cost, first
        found: list[Segment] = []
        last = count
        while last:
            found.append(_together(segments[back[last] : last]))
            last = back[last]
        return found[::-1]

    def _goes_on(self, group: Sequence[Segment]) -> bool:
        """Whether one cue may go on through segments: without a break, within a chapter.

        What is too short for a cue, a title or a motto, is held by no border.
        """
        if any(segment.fixed is not None or segment.sounds for segment in group):
            return False
        if not all(touch(before, after) for before, after in pairwise(group)):
            return False
        lasting = [segment for segment in group if segment.duration >= SHORTEST]
        if len(lasting) <= 1:
            return True
        chapters = {self._chapters[segment.scene] for segment in lasting if self._chapters}
        return len(chapters) <= 1 and group[-1].end - group[0].start <= LONGEST

    def _losses(
        self, segments: Sequence[Segment], check: Callable[[], None]
    ) -> dict[tuple[int, int], float]:
        """What is lost under each group, (first, last), through which one cue may go on."""
        groups = [
            (first, last)
            for last in range(1, len(segments) + 1)
            for first in self._firsts(segments, last)
        ]
        found: dict[tuple[int, int], float] = {}
        for begin in range(0, len(groups), AT_ONCE):
            check()
            some = groups[begin : begin + AT_ONCE]
            wholes = [_together(segments[first:last]) for first, last in some]
            vectors = np.stack([self._wish(whole) for whole in wholes])
            ranks, _ = self._shelf.ranks(vectors, TOGETHER_FITS, self._banned)
            for (first, last), whole, vector, places in zip(
                some, wholes, vectors, ranks, strict=True
            ):
                check()
                group = segments[first:last]
                found[first, last] = self._loss(group, whole, vector, places)
        return found

    def _firsts(self, segments: Sequence[Segment], last: int) -> Iterator[int]:
        """Where groups begin that end before the segment number `last`, the nearest first."""
        for first in range(last - 1, max(-1, last - 1 - TOGETHER), -1):
            group = segments[first:last]
            if len(group) > 1 and not self._goes_on(group):
                return
            yield first

    def _loss(
        self,
        group: Sequence[Segment],
        whole: Segment,
        vector: NDArray[np.float32],
        places: Sequence[int],
    ) -> float:
        """How much the best of some tracks lacks to fit each of a group, by the minute.

        `vector` is the wish for the `whole` of it, and `places` are the tracks that fit it best.
        """
        if group[0].fixed is not None:
            return 0.0
        best = 1.0
        tracks = list(self._shelf.several(places).values())
        if tracks:
            regions = find_regions(tracks, vector, whole.duration)
            wishes = np.stack([self._wish(segment) for segment in group])
            lengths = np.array([segment.duration for segment in group])
            beside = SideBySide(tracks)
            fits = np.average(beside.vectors @ wishes.T, axis=1, weights=lengths)
            overlaps = beside.overlaps(
                np.array([region.start for region in regions]),
                np.array([region.end for region in regions]),
            )
            lacks = 1.0 - beside.means(beside.spread(fits), overlaps)
            best = min(best, float((lacks + [region.lack for region in regions]).min()))
        return best * whole.duration / USUAL


def _together(group: Sequence[Segment]) -> Segment:
    """Segments in a row as one."""
    if len(group) == 1:
        return group[0]
    return make_segment([beat for segment in group for beat in segment.beats])


def _brevity(group: Sequence[Segment]) -> float:
    """What it costs that a cue is brief; one that is too short to be one costs all there is."""
    length = group[-1].end - group[0].start
    if group[0].fixed is not None or group[0].sounds:
        return 0.0
    return 100.0 if length < SHORTEST else BRIEF_COST * max(0.0, 1.0 - length / BRIEF)
