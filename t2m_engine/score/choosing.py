"""Which music stands under which segment: the options, what they are worth, and the best of all.

The worth of a plan is the sum over its segments, each by the root of its length, of how well their
music fits and fills them, less what changes between neighbours cost that the text does not ask
for, less what is heard again costs, more where a motif comes back. One optimisation finds the plan
that is worth most (score/solving.py); what is fixed is given to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.score import jumps
from t2m_engine.score.asking import Asking
from t2m_engine.score.fitting import MOST_ROUNDS, Region, find_region, find_regions
from t2m_engine.score.joining import AT_ONCE, USUAL, Joiner
from t2m_engine.score.segments import Segment, halves, touch
from t2m_engine.score.solving import NO_MOTIF, Problem, Slot, solve, use_cost
from t2m_engine.score.spotting import SHORTEST, turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.score.motifs import Motif
    from t2m_engine.score.shelf import Shelf

CROSSFADE = 2.0
"""Seconds that two cues in a row sound together."""
FEWEST, MOST = 24, 60
"""Options of a segment: twice as many as there are segments, within these."""
MOST_OF_ALL = 40_000
"""Options of all segments, so that memory does not grow with the square of a book."""
MOTIF_WORTH = 0.08
"""What it is worth, in fit, that a character's music comes back with it."""
MOTIF_LOSS = 0.12
"""How much less than the best a motif may fit, where it comes back."""
MOTIF_FITS = 8
"""Options of a segment that may become its motif."""
PINNED_ROUNDS = 12
"""How often pinned music comes round at most: the writer wants it there."""
SPLIT_GAIN = 0.06
"""How much more, in fit, two cues must be worth than one for a segment to be cut for its music."""
VARIETY = 0.02
"""Standard deviation, in fit, of what another seed than 0 adds to options: among plans that are
nearly as good it makes another the best."""


Ranks = tuple[list[int], int]
"""The numbers of the tracks that fit best, and how many there were to choose from."""


@dataclass(frozen=True, slots=True)
class Option:
    """A track, by its number on the shelf, that may stand under a segment, and what of it.

    `value` is what it is worth there by itself; `motif` is who it stands for, "" for nobody.
    """

    place: int
    region: Region
    value: float
    motif: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A segment with its music, `options[chosen]`.

    `beside` and `elsewhere`, float64 (k,), are what the options cost for what their neighbours
    play, and for where else their music is. `of` is how many tracks there were to choose from.
    What is fixed has one option; `others`, best first, are what would else be there.
    """

    segment: Segment
    options: Sequence[Option]
    chosen: int
    beside: NDArray[np.float64]
    elsewhere: NDArray[np.float64]
    of: int
    others: Sequence[Option] = ()

    @property
    def weight(self) -> float:
        """How much the value of its option counts."""
        return _weight(self.segment)

    @property
    def option(self) -> Option:
        """The option that was chosen."""
        return self.options[self.chosen]

    @property
    def motif(self) -> str:
        """Whom the music stands for, "" for nobody; of what is kept, as it was."""
        fixed = self.segment.fixed
        return fixed.cue.motif if fixed is not None and fixed.cue is not None else self.option.motif

    @property
    def end(self) -> float:
        """Where the segment, or its music, is over, in seconds of the story."""
        return min(self.segment.end, self.segment.start + self.option.region.length)


@dataclass(slots=True, eq=False)
class Draft:
    """A segment and what could stand under it."""

    segment: Segment
    options: list[Option]
    of: int
    others: Sequence[Option] = ()


class Chooser:
    """Chooses the music of a story's segments from a shelf, in a style, for a seed.

    `banned` are numbers of tracks that are not taken. `chapters` are those of the scenes that
    segments name, by number: no cue goes on from one into the next. Where there are none, all are
    of one chapter.
    """

    def __init__(
        self,
        shelf: Shelf,
        style: str,
        seed: int,
        banned: frozenset[int],
        chapters: Sequence[int | None] = (),
    ) -> None:
        self._shelf = shelf
        self._style = style
        self._seed = seed
        self._banned = banned
        self._chapters = chapters
        self._wish = Asking(shelf, style).wish

    def choose(
        self,
        segments: Sequence[Segment],
        find_motifs: Callable[[Sequence[Segment]], Sequence[Motif]],
        check: Callable[[], None] = lambda: None,
    ) -> list[Choice]:
        """Return the choice for each of `segments`, all of which shall sound, in order.

        A segment for which no track has enough music is cut in two; one for which there is none
        at all is left out. `find_motifs` tells who comes back in segments. The same in gives the
        same out. `check` raises to stop.
        """
        drafts, problem = self.problem(segments, find_motifs, check)
        solution = solve(problem, check)
        return [
            Choice(
                draft.segment,
                draft.options,
                int(solution.chosen[number]),
                solution.beside(number),
                solution.elsewhere(number, number, number + 1),
                draft.of,
                draft.others,
            )
            for number, draft in enumerate(drafts)
        ]

    def problem(
        self,
        segments: Sequence[Segment],
        find_motifs: Callable[[Sequence[Segment]], Sequence[Motif]],
        check: Callable[[], None] = lambda: None,
    ) -> tuple[list[Draft], Problem]:
        """Return what could stand under `segments`, and the problem of choosing of it."""
        joiner = Joiner(self._shelf, self._wish, self._banned, self._chapters)
        segments = joiner.join(segments, check)
        drafts: list[Draft] = []
        most = max(1, min(MOST, MOST_OF_ALL // max(1, len(segments))))
        wanted = min(max(FEWEST, 2 * len(segments)), most)
        ranked = self._ranked(segments, wanted, check)
        for place, (segment, ranks) in enumerate(zip(segments, ranked, strict=True)):
            check()
            later = segments[place + 1] if place + 1 < len(segments) else None
            touches = later is not None and touch(segment, later)
            drafts += self._options(segment, CROSSFADE if touches else 0.0, wanted, ranks)
        drafts = [draft for draft in drafts if draft.options]
        motifs = find_motifs([draft.segment for draft in drafts])
        return drafts, self._problem(drafts, self._with_motifs(drafts, motifs))

    # Options

    def _ranked(
        self, segments: Sequence[Segment], wanted: int, check: Callable[[], None]
    ) -> Iterator[Ranks]:
        """The tracks that fit each of `segments` best, looked for many at a time."""
        for first in range(0, len(segments), AT_ONCE):
            check()
            vectors = np.stack([self._wish(own) for own in segments[first : first + AT_ONCE]])
            found, of = self._shelf.ranks(vectors, wanted, self._banned)
            yield from ((places, of) for places in found)

    def _options(self, segment: Segment, tail: float, wanted: int, ranks: Ranks) -> list[Draft]:
        """The options of a segment, or of the halves that it is cut into for its music."""
        vector = self._wish(segment)
        if segment.fixed is not None:
            return self._fixed(segment, vector, tail, wanted)
        places, of = ranks
        options = self._weigh(segment, places, vector, tail)
        parted = halves(segment, 2 * SHORTEST)
        if parted and _lacks(options, segment.duration):
            first, second = self._ranked(parted, wanted, lambda: None)
            parts = self._options(parted[0], CROSSFADE, wanted, first)
            parts += self._options(parted[1], tail, wanted, second)
            apart = float(np.mean([_best(part.options) for part in parts]))
            if apart > _best(options) + SPLIT_GAIN:
                return parts
        return [Draft(segment, options, of)]

    def _fixed(
        self, segment: Segment, vector: NDArray[np.float32], tail: float, wanted: int
    ) -> list[Draft]:
        """The one option of a segment under which music is fixed."""
        fixed = segment.fixed
        assert fixed is not None, "something is"
        place = self._shelf.place(fixed.track) if fixed.track is not None else None
        track = self._shelf.track(place) if place is not None else None
        if place is None or track is None:
            return []
        need = segment.duration + tail
        start = fixed.source_start
        region = find_region(track, vector, need, start=start, most_rounds=PINNED_ROUNDS)
        others: list[Option] = []
        if fixed.pinned:
            places, _ = self._shelf.rank(vector, wanted, self._banned | {place})
            others = self._weigh(segment, places, vector, tail)
            others.sort(key=lambda option: -option.value)
        return [Draft(segment, [Option(place, region, region.worth)], 1, others)]

    def _weigh(
        self, segment: Segment, places: Sequence[int], vector: NDArray[np.float32], tail: float
    ) -> list[Option]:
        """The options of a segment among the tracks `places`: those that can be a cue."""
        least = self._least(segment)
        tracks = self._shelf.several(places)
        regions = find_regions(list(tracks.values()), vector, segment.duration + tail)
        return [
            Option(place, region, region.worth)
            for place, region in zip(tracks, regions, strict=True)
            if region.length >= least
        ]

    def _least(self, segment: Segment) -> float:
        """Seconds of music that a segment wants at least."""
        return min(SHORTEST, self._shelf.least, segment.duration)

    # Motifs

    def _with_motifs(self, drafts: list[Draft], motifs: Sequence[Motif]) -> list[str]:
        """Give each motif its music, marking it as an option wherever it is; return the names.

        That is the track that fits best in all the segments that are about it, where it comes
        within MOTIF_LOSS of the best, and at least in two that lie apart; it begins alike in all.
        """
        given: set[int] = set()
        names = []
        for motif in motifs:
            own = [number for number in motif.segments if drafts[number].segment.fixed is None]
            best = self._music_of(drafts, own, given)
            if best is None:
                continue
            music, options = best
            given.add(music)
            names.append(motif.name)
            for number, option in options.items():
                draft = drafts[number]
                others = [o for o in draft.options if self._shelf.works[o.place] != music]
                marked = replace(option, value=option.value + MOTIF_WORTH, motif=motif.name)
                draft.options = [*others, marked]
        return names

    def _music_of(
        self,
        drafts: Sequence[Draft],
        numbers: Sequence[int],
        given: set[int],
    ) -> tuple[int, dict[int, Option]] | None:
        """The music, and its options, that fits best in the segments `numbers`."""
        best_there = {number: _best(drafts[number].options) for number in numbers}
        likely = Counter(
            option.place
            for number in numbers
            for option in sorted(drafts[number].options, key=lambda o: -o.value)[:MOTIF_FITS]
            if self._shelf.works[option.place] not in given
        )
        found: tuple[float, int, dict[int, Option]] | None = None
        places = sorted(likely)
        there = {number: self._options_at(drafts[number], places) for number in numbers}
        for place in places:
            options = {}
            worth = 0.0
            for number in numbers:
                option = there[number].get(place)
                if option is None:
                    continue
                margin = option.value - (best_there[number] - MOTIF_LOSS)
                if margin > 0.0:
                    options[number] = option
                    worth += margin
            if len(options) >= 2 and (found is None or worth > found[0] + 1e-9):
                found = worth, place, options
        if found is None:
            return None
        _, place, options = found
        floors = {number: best_there[number] - MOTIF_LOSS for number in options}
        return self._shelf.works[place], self._same_theme(drafts, place, options, floors)

    def _same_theme(
        self,
        drafts: Sequence[Draft],
        place: int,
        options: dict[int, Option],
        floors: dict[int, float],
    ) -> dict[int, Option]:
        """The options of a motif, each from the same moment of its track on: else who knows it?

        That moment is where one of them begins, the best for all. An option that is worth less
        than its floor then is left out; where only one would be left, they stay as they are.
        """
        track = self._shelf.track(place)
        assert track is not None, "it has options"
        best: tuple[float, dict[int, Option]] = 0.0, options
        for start in sorted({option.region.start for option in options.values()}):
            same = {}
            for number in options:
                segment = drafts[number].segment
                vector = self._wish(segment)
                region = find_region(track, vector, segment.duration + CROSSFADE, start=start)
                if region.worth > floors[number] and region.length >= self._least(segment):
                    same[number] = Option(place, region, region.worth)
            worth = sum(option.value - floors[number] for number, option in same.items())
            if len(same) >= 2 and worth > best[0] + 1e-9:
                best = worth, same
        return best[1]

    def _options_at(self, draft: Draft, places: Sequence[int]) -> dict[int, Option]:
        """The options of a segment among the tracks `places`, by track."""
        known = {option.place: option for option in draft.options}
        others = [place for place in places if place not in known]
        weighed = self._weigh(draft.segment, others, self._wish(draft.segment), CROSSFADE)
        return known | {option.place: option for option in weighed}

    # The optimisation

    def _problem(self, drafts: Sequence[Draft], names: Sequence[str]) -> Problem:
        numbers = {name: number for number, name in enumerate(names)}
        random = np.random.default_rng(self._seed)
        slots = []
        for draft in drafts:
            segment, options = draft.segment, draft.options
            values = np.array([option.value for option in options])
            if self._seed:
                values = values + VARIETY * random.standard_normal(len(values))
            slots.append(
                Slot(
                    segment.start,
                    _weight(segment) * values,
                    np.array([self._shelf.works[option.place] for option in options]),
                    np.array([numbers.get(option.motif, NO_MOTIF) for option in options]),
                )
            )
        tables = [self._edges(draft.options) for draft in drafts]
        costs = []
        for number in range(len(drafts) - 1):
            segment, later = drafts[number].segment, drafts[number + 1].segment
            turned = turn(segment.reading.emotion, later.reading.emotion)
            silence = max(0.0, later.start - segment.end)
            costs.append(jumps.costs(tables[number][1], tables[number + 1][0], turned, silence))
        return Problem(slots, costs, use_cost(self._shelf.pieces, len(slots)))

    def _edges(self, options: Sequence[Option]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        tracks = self._shelf.several([option.place for option in options])
        of = [tracks[option.place] for option in options]
        return jumps.edges(of, [option.region for option in options])


def _weight(segment: Segment) -> float:
    return float(np.sqrt(segment.duration / USUAL))


def _best(options: Sequence[Option]) -> float:
    return max((option.value for option in options), default=-1.0)


def _lacks(options: Sequence[Option], need: float) -> bool:
    """Whether the best music of a segment comes round again and again, or leaves it half empty."""
    if not options:
        return True
    best = max(options, key=lambda option: option.value).region
    return best.rounds >= MOST_ROUNDS or best.length < 0.75 * need
