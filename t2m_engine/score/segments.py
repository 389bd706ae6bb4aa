"""Cutting scenes into segments where the feeling turns: one segment, one cue."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.score.keeping import Fixed
from t2m_engine.score.timing import Beat, mean_reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.reading import Reading

LEAST = 25.0
"""Seconds of a segment at least, where its scene has them: shorter music is a sting, not a cue."""
PREFERRED = (60.0, 120.0)
"""Seconds that a segment has where the feeling does not demand else."""
CHANGE_COST = 7.0
"""What a cut costs, in seconds × squared distance: two halves of 60 s are just worth one when
their emotions lie 0.48 apart (half of all shares moved from one mood to another is 0.71)."""
INSIDE_COST = 8.0
"""What a cut within a paragraph costs more: music turns where the writer does, if it can."""
ALONE_COST = 8.0
"""What a segment of one paragraph costs more; of two alike, half of that, and so on. One paragraph
in five is read wrongly (the card's figures), and music that turned there and back would tell it."""
SHORT_COST = 10.0
"""What a segment of no length would cost more than one of 60 s; linear between."""
LONG_COST = 12.0
"""What every minute beyond 120 s costs, squared: 3 minutes cost 12, 4 minutes 48."""
OPENING, OPENING_END = 40.0, 75.0
"""Seconds of the story's opening, where it is cut off, and those that it has at most uncut: music
that leads in has made way before the story is on its way."""
TOUCHING = 0.05
"""Seconds between two segments that follow each other."""
STRONG_MOOD, STRONG_PLANE = 0.5, 0.6
"""The share of a mood beyond what all have, and the distance from the plane's middle, that count
as full feeling."""
PLANE_WEIGHT = 0.7
"""Of valence and arousal beside the shares of moods, in the distance of two emotions."""
STRENGTH_WEIGHT = 1.0
"""Of how much is felt, likewise: a chase begins where a walk ends, whatever each of them feels."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Beats that one cue stands under, from `start` to `end` seconds of the story.

    The first of a scene begins with the scene's pause. `fixed` is what stands under it whatever
    else does: a pin, or what is kept of an earlier plan. `sounds`: music does, whichever.
    """

    scene: int
    start: float
    end: float
    beats: tuple[Beat, ...]
    reading: Reading
    fixed: Fixed | None = None
    sounds: bool = False

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.end - self.start

    @cached_property
    def strength(self) -> float:
        """How much is felt in it, 0…1: in its paragraphs, whatever it is that each of them feels.

        A chase is fear, rage and relief within a minute, the mean of which is no feeling at all.
        """
        felt = [_strength(beat.reading.emotion) for beat in self.beats]
        return float(np.average(felt, weights=[beat.words for beat in self.beats]))

    @cached_property
    def wish(self) -> Reading:
        """The reading that music is looked for with: as decided as the beats are alone.

        A mean of feelings is flatter than any of them, and flat feelings draw on music that has
        none. So the mean shares are raised to the power at which their entropy is the beats'.
        """
        emotion = self.reading.emotion
        weights = [beat.words for beat in self.beats]
        entropies = [_entropy(np.array(beat.reading.emotion.moods)) for beat in self.beats]
        moods = _sharpened(np.array(emotion.moods), float(np.average(entropies, weights=weights)))
        decided = Emotion(emotion.valence, emotion.arousal, tuple(moods.tolist()))
        return replace(self.reading, emotion=decided)


def _strength(emotion: Emotion) -> float:
    plane = min(1.0, math.hypot(emotion.valence, emotion.arousal) / STRONG_PLANE)
    decided = min(1.0, (max(emotion.moods) - 1.0 / len(MOODS)) / STRONG_MOOD)
    return 0.5 * plane + 0.5 * decided


def _entropy(shares: NDArray[np.float64]) -> float:
    positive = shares[shares > 0.0]
    return float(-(positive * np.log(positive)).sum())


def _sharpened(shares: NDArray[np.float64], entropy: float) -> NDArray[np.float64]:
    """Return `shares` raised to a power from 1 to 8 and normalised, of about that entropy."""
    low, high = 1.0, 8.0
    logs = np.log(np.maximum(shares, 1e-9))
    for _ in range(20):
        power = (low + high) / 2
        raised = np.exp(power * (logs - logs.max()))
        raised /= raised.sum()
        low, high = (power, high) if _entropy(raised) > entropy else (low, power)
    return raised


def make_segment(beats: Sequence[Beat], fixed: Fixed | None = None) -> Segment:
    """Return the segment of `beats`, the pause before the first of them included."""
    start = beats[0].start - beats[0].pause
    return Segment(beats[0].scene, start, beats[-1].end, tuple(beats), mean_reading(beats), fixed)


def touch(segment: Segment, later: Segment) -> bool:
    """Return whether a segment follows another without a break."""
    return later.start - segment.end <= TOUCHING


def halves(segment: Segment, least: float) -> tuple[Segment, Segment] | None:
    """Return the segment in two at the paragraph nearest to its middle, both of the same feeling.

    None where one of them would be shorter than `least` seconds.
    """
    middle = (segment.start + segment.end) / 2
    cuts = range(1, len(segment.beats))
    if not cuts:
        return None
    cut = min(cuts, key=lambda place: abs(segment.beats[place].start - middle))
    first, second = make_segment(segment.beats[:cut]), make_segment(segment.beats[cut:])
    if min(first.duration, second.duration) < least:
        return None
    # It is the same feeling that goes on, so that the same music is looked for.
    return replace(first, reading=segment.reading), replace(second, reading=segment.reading)


def cut_story(beats: Sequence[Beat], fixed: Sequence[Fixed] = ()) -> list[Segment]:
    """Cut the story into segments: the stretches of `fixed`, and the rest scene by scene.

    What is fixed is in order, does not overlap, and holds a word at least. A beat that a fixed
    stretch begins or ends in is two.
    """
    segments: list[Segment] = []
    places = [(item.text_start, item.text_end) for item in fixed]
    parts = [part for beat in beats for part in _split(beat, places)]
    # The text's stretches in turn: before the first fixed one (0), it (1), between (2), the next.
    stretches = np.array(places, np.int64).reshape(-1)
    owners = np.searchsorted(stretches, [beat.text_start for beat in parts], side="right")
    for (owner, _), members in groupby(
        zip(owners.tolist(), parts, strict=True),
        key=lambda pair: (pair[0], -1 if pair[0] % 2 else pair[1].scene),
    ):
        own = [beat for _, beat in members]
        if owner % 2:
            item = fixed[owner // 2]
            segment = make_segment(own, None if item.open else item)
            segments.append(replace(segment, sounds=item.open))
        else:
            segments += [make_segment(own[first:last]) for first, last in _cut(own)]
    return _opened(segments)


def _opened(segments: list[Segment]) -> list[Segment]:
    """The segments, the first of a story cut near OPENING seconds where it is long."""
    places = [place for place, segment in enumerate(segments[:2]) if segment.start < LEAST / 2]
    if not places or segments[places[-1]].fixed is not None or segments[places[-1]].sounds:
        return segments
    place = places[-1]
    beats = segments[place].beats
    cuts = [
        number
        for number in range(1, len(beats))
        if beats[number].start - beats[0].start >= LEAST
        and beats[-1].end - beats[number].start >= LEAST
        and beats[number].passage != beats[number - 1].passage
        and beats[number].start <= OPENING_END
    ]
    if segments[place].end <= OPENING_END or not cuts:
        return segments
    cut = min(cuts, key=lambda number: abs(beats[number].start - OPENING))
    halves = make_segment(beats[:cut]), make_segment(beats[cut:])
    return [*segments[:place], *halves, *segments[place + 1 :]]


def _split(beat: Beat, places: Sequence[tuple[int, int]]) -> list[Beat]:
    """The beat, cut at the edges of fixed stretches within it; its time goes by characters."""
    edges = sorted(
        {edge for place in places for edge in place if beat.text_start < edge < beat.text_end}
    )
    if not edges:
        return [beat]
    length = beat.text_end - beat.text_start
    cuts = [beat.text_start, *edges, beat.text_end]
    times = [
        beat.start + (beat.end - beat.start) * (cut - beat.text_start) / length for cut in cuts
    ]
    return [
        replace(
            beat,
            text_start=cuts[part],
            text_end=cuts[part + 1],
            start=times[part],
            end=times[part + 1],
            words=max(1, round(beat.words * (cuts[part + 1] - cuts[part]) / length)),
            pause=beat.pause if part == 0 else 0.0,
        )
        for part in range(len(cuts) - 1)
    ]


def _features(beats: Sequence[Beat]) -> NDArray[np.float64]:
    """One row a beat, float64 (n, 10): shares of moods; valence, arousal and strength weighted."""
    table = np.empty((len(beats), len(MOODS) + 3))
    for row, beat in zip(table, beats, strict=True):
        felt = beat.smoothed
        row[:-3] = felt.moods
        row[-3:-1] = PLANE_WEIGHT * felt.valence, PLANE_WEIGHT * felt.arousal
        row[-1] = STRENGTH_WEIGHT * _strength(beat.reading.emotion)
    return table


def _cut(beats: Sequence[Beat]) -> list[tuple[int, int]]:
    """The (first, last) beats of the segments of one scene, by dynamic programming."""
    count = len(beats)
    starts = np.array([beat.start for beat in beats])
    ends = np.array([beat.end for beat in beats])
    seconds = ends - starts
    features = _features(beats)
    total = np.concatenate([[0.0], np.cumsum(seconds)])
    sums = np.vstack([np.zeros(features.shape[1]), np.cumsum(seconds[:, None] * features, axis=0)])
    squares = np.concatenate([[0.0], np.cumsum(seconds * np.square(features).sum(axis=1))])
    lasted = np.concatenate([[0.0], np.cumsum(np.square(seconds))])
    whole = ends[-1] - starts[0]
    inside = np.array([0.0] + [INSIDE_COST * (a.passage == b.passage) for a, b in pairwise(beats)])
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    back = np.zeros(count + 1, np.int64)
    for last in range(1, count + 1):
        firsts = np.arange(last)
        length = ends[last - 1] - starts[firsts]
        weight = total[last] - total[firsts]
        mean = (sums[last] - sums[firsts]) / weight[:, None]
        spread = squares[last] - squares[firsts] - weight * np.square(mean).sum(axis=1)
        cost = best[firsts] + np.maximum(spread, 0.0) + CHANGE_COST + inside[firsts]
        cost += SHORT_COST * np.maximum(0.0, 1.0 - length / PREFERRED[0])
        cost += LONG_COST * np.square(np.maximum(0.0, (length - PREFERRED[1]) / 60.0))
        cost += ALONE_COST * (lasted[last] - lasted[firsts]) / np.square(weight)
        cost[(length < LEAST) & (length < whole)] = np.inf
        back[last] = int(cost.argmin())
        best[last] = cost[back[last]]
    if not np.isfinite(best[count]):  # a few long beats that no cut leaves long enough
        return [(0, count)]
    cuts = [count]
    while cuts[-1]:
        cuts.append(int(back[cuts[-1]]))
    cuts.reverse()
    return list(pairwise(cuts))
