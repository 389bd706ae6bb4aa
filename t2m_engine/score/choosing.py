"""Which music stands under which segment: fit first, no track twice while there are others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.score.segments import Segment, make_segment
from t2m_engine.score.shelf import Region, Shelf, grow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.suggest.suggester import Suggester, Suggestion

CROSSFADE = 2.0
"""Seconds that two cues in a row sound together."""
ANOTHER_CUE = 30.0
"""Seconds of a segment that its track leaves without music, from which on a second cue comes."""
USED = 0.08
"""What every other use of a track costs, in score: an unused one that fits nearly as well comes
first, but a theme that fits comes back before music that does not is taken."""
NEAR = 0.30
"""What a use right beside another costs beyond that; nothing from NEAR_SECONDS on."""
NEAR_SECONDS = 900.0
NEXT_PARAGRAPH = 12.0
"""Seconds that a cue may end earlier, or the next begin later, to do so where a paragraph does."""
_SAME = 0.02
SHORT = 0.15
"""What a track costs that has nothing for a segment; linear in the share that it leaves empty."""
LEAST_CANDIDATES = 20
MOST_CANDIDATES = 100


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A segment with its music: `suggestion` played as `region`, from the segment's start on.

    `end` is where the segment, or the music, is over; `ranked` are all suggestions for it, jingles
    left out, and `rank` is the place of this one among them.
    """

    segment: Segment
    suggestion: Suggestion
    region: Region
    end: float
    ranked: tuple[Suggestion, ...]

    @property
    def rank(self) -> int:
        """From 1."""
        return 1 + [other.track for other in self.ranked].index(self.suggestion.track)


def choose(
    segments: Sequence[Segment],
    suggester: Suggester,
    shelf: Shelf,
    space: Space,
    banned: frozenset[Path] = frozenset(),
) -> list[Choice]:
    """Choose the music of `segments` (in order); tracks in `banned` are not taken.

    The segment that would lose most by its second choice is served first (a greedy assignment
    by regret); what fits is told by the score, less USED, NEAR and SHORT. A segment that its
    track leaves empty for long gets another cue. The same in gives the same out.
    """
    uses: dict[Path, list[float]] = {}
    chosen: list[Choice] = []
    waiting = list(segments)
    while waiting:
        found = _assign(waiting, suggester, shelf, space, banned, uses, chosen)
        chosen += found
        waiting = [rest for choice in found if (rest := _rest(choice)) is not None]
    return sorted(chosen, key=lambda choice: choice.segment.start)


def _rest(choice: Choice) -> Segment | None:
    """What the music leaves of its segment, from a paragraph's start where one is near."""
    beats = choice.segment.beats
    if choice.segment.end - choice.end <= ANOTHER_CUE:
        return None
    after = [beat for beat in beats if beat.start >= choice.end - _SAME]
    if after and after[0].start - choice.end <= NEXT_PARAGRAPH:
        rest = make_segment(after)
    else:
        rest = make_segment([beat for beat in beats if beat.end > choice.end + _SAME], choice.end)
    # It is the same feeling that goes on, so that the next best music follows.
    return replace(rest, reading=choice.segment.reading)


def _assign(
    segments: Sequence[Segment],
    suggester: Suggester,
    shelf: Shelf,
    space: Space,
    banned: frozenset[Path],
    uses: dict[Path, list[float]],
    chosen: Sequence[Choice],
) -> list[Choice]:
    wanted = max(LEAST_CANDIDATES, min(2 * (len(segments) + len(chosen)), MOST_CANDIDATES))
    answers = suggester.suggest(
        [segment.wish for segment in segments], wanted + len(banned) + shelf.jingles, space.name, 1
    )
    options = [
        _options(segment, shelf.without_jingles(ranked), shelf, space, banned, chosen)
        for segment, ranked in zip(segments, answers, strict=True)
    ]
    paths = sorted({path for option in options for path in option})
    column = {path: place for place, path in enumerate(paths)}
    base = np.full((len(segments), len(paths)), -np.inf)
    for row, option in enumerate(options):
        for path, choice in option.items():
            length = min(1.0, choice.region.length / segments[row].duration)
            base[row, column[path]] = choice.suggestion.score - SHORT * (1.0 - length)
    starts = np.array([segment.start for segment in segments])
    value = base.copy()
    for path in paths:
        value[:, column[path]] -= _cost(starts, uses.get(path, []))
    found: dict[int, Choice] = {}
    open_rows = [row for row in range(len(segments)) if options[row]]
    while open_rows:
        best = value[open_rows].max(axis=1)
        second = np.partition(value[open_rows], -2, axis=1)[:, -2] if len(paths) > 1 else best - 1.0
        # Rows with one candidate alone have an infinite regret: they are served first.
        row = open_rows.pop(int((best - second).argmax()))
        place = int(value[row].argmax())
        found[row] = options[row][paths[place]]
        uses.setdefault(paths[place], []).append(segments[row].start)
        value[:, place] = base[:, place] - _cost(starts, uses[paths[place]])
    return [found[row] for row in sorted(found)]


def _cost(starts: NDArray[np.float64], used: Sequence[float]) -> NDArray[np.float64]:
    if not used:
        return np.zeros(len(starts))
    gap = np.abs(starts[:, None] - np.array(used)[None, :]).min(axis=1)
    return USED * len(used) + NEAR * np.maximum(0.0, 1.0 - gap / NEAR_SECONDS)


def _options(
    segment: Segment,
    ranked: Sequence[Suggestion],
    shelf: Shelf,
    space: Space,
    banned: frozenset[Path],
    chosen: Sequence[Choice],
) -> dict[Path, Choice]:
    """What could stand under a segment, by track; not the track that it has just heard."""
    wish = space.text_vector(segment.wish)
    before = {
        choice.suggestion.track
        for choice in chosen
        if abs(choice.end - segment.start) <= ANOTHER_CUE and choice.segment.scene == segment.scene
        and choice.segment.start < segment.start <= choice.segment.end
    }  # fmt: skip
    options: dict[Path, Choice] = {}
    for suggestion in ranked:
        track = shelf.track(suggestion.track)
        if track is None or suggestion.track in banned or suggestion.track in before:
            continue
        region = grow(track, suggestion.start, wish, segment.duration + CROSSFADE)
        if region.length < min(shelf.least, segment.duration):
            continue
        end = _end(segment, region)
        options[suggestion.track] = Choice(segment, suggestion, region, end, tuple(ranked))
    return options


def _end(segment: Segment, region: Region) -> float:
    """Where the cue ends: with the segment, or where the music does, at a paragraph if near."""
    reach = segment.start + region.length
    if reach >= segment.end:
        return segment.end
    if segment.end - reach <= ANOTHER_CUE:
        return reach
    # Not so early that little of a short track is left.
    earliest = max(reach - NEXT_PARAGRAPH, segment.start + region.length / 2)
    edges = [beat.start for beat in segment.beats if earliest <= beat.start <= reach - 1.0]
    return edges[-1] if edges else reach
