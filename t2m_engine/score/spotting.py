"""Spotting: which segments music stands under, and which stay silent.

Music is worth most where much is felt, where the feeling turns, and where scenes open and close;
talk is worth less of it. With the density goes a share of the story that music stands under, and
how long a silence usually is; which segments make it up is chosen for all of them at once, so that
music starts seldom, goes on through what is short, and is neither away nor there for too long: or a
quiet first act would have none, and a wild third act nothing else. A silence is a rest from music:
before there was any, it is missed from the first second on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.score.segments import touch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.score.segments import Segment
    from t2m_engine.text.manuscript import Manuscript

SHORTEST = 10.0
"""Seconds of a cue at least: a motto or a line alone stays silent."""
BRIDGED = 30.0
"""Seconds of even text that music goes on through, where it sounds before and after."""
SPARSEST = 0.1
"""The share of the story under music at density 0; at density 1 it is all of it."""
EVEN = 0.2
"""Text whose paragraphs have no more strength than this is even: music stands under it only
wall-to-wall. (A mood that has a quarter of it, a tenth of the way out in the plane.)"""
TURN_WORTH, EDGE_WORTH, TALK_COST = 0.4, 0.15, 0.5
"""What a full turn of feeling, a scene's opening or close, and nothing but talk are worth, beside
full feeling, 1."""
FIRST_WORTH, LAST_WORTH = 0.5, 0.5
"""What the story's own opening and its close are worth beyond that: music leads in, and out."""
OPENING = 15.0
"""Seconds in which the story still opens: a title and a motto, and what begins after them."""
HEIGHT, HEIGHT_WORTH = 0.1, 0.8
"""The share of the story that is its height, the strongest tenth, and what that is worth beyond."""
ABOVE = 0.15
"""How much stronger than half the story's time something must be to be its height."""
FULL = 0.5
"""The density from which on the height of the story always has music."""
MONTAGE_WORTH = 0.5
"""What a montage is worth beyond that: pictures in a row, and it is music that makes them one."""
FULL_TURN = 0.6
"""The distance of two emotions that is a full turn."""
START_COST = 12.0
"""What it costs that music starts, in seconds of full feeling."""
TIRING, TIRED, TIRED_COST = 480.0, 240.0, 20.0
"""Seconds of music without a break from which on it tires, and what TIRED seconds more cost, in
seconds of full feeling; it grows with the square."""
MUSIC_BETWEEN = 300.0
"""Seconds of music that usually stand between two silences: by these and the density, how long
they are."""
EXCESS = 0.5
"""How bad a second of music is that is more than wanted, beside one that is less: in a short story
all that is left to choose from may be much too much, or much too little."""
LEAST_REST = 75.0
"""Seconds that a silence may have at any density."""
MISSED_COST = 36.0
"""What a silence of twice its usual length costs, as much as music that starts three times; it
grows with the square of what is more than usual."""
_NEVER = 1e6
"""What it costs to go against what must be."""
_MOST_IN_A_STRETCH, _GOES_ON = 64, 300.0
"""Segments that are looked at as one stretch, and what it costs that it goes on beyond them."""
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|\"[^\"]*\"|‘[^’]*’|「[^」]*」")
_MONTAGE = re.compile(r"\b(?:MONTAGE|SERIES OF SHOTS)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """Whether music stands under a segment, and why.

    `worth` is what music is worth there a second, as above. `reasons` are what speaks for it, to
    be read after one another; `silence` says why there is none, to end a sentence, "" where there
    is music.
    """

    worth: float
    reasons: tuple[str, ...]
    silence: str


def spot(segments: Sequence[Segment], manuscript: Manuscript, density: float) -> list[Spot]:
    """Decide for every segment of a story, in order, whether music stands under it.

    What is fixed stays so; the density is that of the rest. Of it, the height of the story has
    music from a density of FULL on; text that is too even stays
    silent below a density of 1, but where it is shorter than BRIDGED between music; so does, at
    any density, what is shorter than SHORTEST together with the music that it touches.
    """
    montages = [_is_montage(segment, manuscript) for segment in segments]
    heights = _heights(segments)
    judged = [
        _judge(place, segments, manuscript, montages[place], heights[place])
        for place in range(len(segments))
    ]
    must = [
        _must(segment, density, montage, height)
        for segment, montage, height in zip(segments, montages, heights, strict=True)
    ]
    worths = np.array([worth for worth, _ in judged])
    lengths = np.array([segment.duration for segment in segments])
    sounding = _choose(segments, worths, lengths, must, density)
    found = []
    for segment, (worth, reasons), forced, on in zip(segments, judged, must, sounding, strict=True):
        silence = ""
        if not on:
            silence = forced[1] if forced else f"at density {density:g} it has the least need"
            if segment.duration < SHORTEST:
                silence = "the text is too short there for music"
            if segment.fixed is not None:
                silence = "silence is pinned there" if segment.fixed.pinned else "as before"
        found.append(Spot(worth, reasons, silence))
    return found


def _must(segment: Segment, density: float, montage: bool, height: bool) -> tuple[bool, str] | None:
    """Whether a segment must sound (or not, and why), or None where that is to be chosen."""
    if segment.fixed is not None:
        return segment.fixed.track is not None, ""
    if segment.sounds:
        return True, ""
    if segment.duration < SHORTEST:
        return None
    if density >= 1.0 or (height and density >= FULL):
        return True, ""
    if segment.strength <= EVEN and segment.duration >= BRIDGED and not montage:
        return False, "the text is too even there to ask for music"
    return None


def distance(one: Emotion, other: Emotion) -> float:
    """Return how far apart two emotions are: 0 the same, FULL_TURN and more a full turn."""
    shares = np.array(one.moods) - np.array(other.moods)
    plane = one.valence - other.valence, one.arousal - other.arousal
    return float(np.sqrt(np.square(shares).sum() + 0.5 * np.square(plane).sum()))


def turn(one: Emotion, other: Emotion) -> float:
    """Return how much of a full turn lies between two emotions: 0…1."""
    return min(1.0, distance(one, other) / FULL_TURN)


def spoken_share(text: str) -> float:
    """Return how much of a paragraph stands between quotation marks: 0…1."""
    size = max(1, len(text))
    return min(1.0, sum(len(match.group()) for match in _QUOTED.finditer(text)) / size)


def _is_montage(segment: Segment, manuscript: Manuscript) -> bool:
    scene = manuscript.passages[segment.beats[0].passage].scene
    return bool(_MONTAGE.search(manuscript.scenes[scene].title))


def _heights(segments: Sequence[Segment]) -> list[bool]:
    """Which segments are the height of the story: the strongest, where any stand out."""
    if not segments:
        return []
    strengths = np.array([segment.strength for segment in segments])
    order = np.argsort(-strengths, kind="stable")
    seconds = np.cumsum([segments[place].duration for place in order])
    usual = strengths[order[np.searchsorted(seconds, 0.5 * seconds[-1])]]
    least = strengths[order[np.searchsorted(seconds, HEIGHT * seconds[-1])]]
    found: list[bool] = (strengths >= max(least, usual + ABOVE)).tolist()
    return found


def _judge(
    place: int, segments: Sequence[Segment], manuscript: Manuscript, montage: bool, height: bool
) -> tuple[float, tuple[str, ...]]:
    segment = segments[place]
    emotion, strength = segment.reading.emotion, segment.strength
    before = segments[place - 1] if place else None
    after = segments[place + 1] if place + 1 < len(segments) else None
    turned = turn(before.reading.emotion, emotion) if before is not None else 0.0
    opens = before is None or before.scene != segment.scene
    closes = after is None or after.scene != segment.scene
    worth = strength + TURN_WORTH * turned + EDGE_WORTH * (opens + closes)
    worth -= TALK_COST * _talk(segment, manuscript)
    first = segment.start <= OPENING
    worth += FIRST_WORTH * first + LAST_WORTH * (after is None) + MONTAGE_WORTH * montage
    worth += HEIGHT_WORTH * height
    reasons = []
    if opens or first:
        reasons.append("the story opens" if first else "the scene opens")
    if montage:
        reasons.append("a montage is held together")
    if before is not None and turned >= 0.5:
        reasons.append("the feeling turns")
    if height:
        reasons.append("the story is at its height")
    elif strength >= 0.6:
        reasons.append("much is felt")
    if closes and (not opens or after is None):
        reasons.append("the scene closes" if after is not None else "the story closes")
    return worth, tuple(reasons)


def _talk(segment: Segment, manuscript: Manuscript) -> float:
    """How much of a segment is said by its people: 0…1, by its words."""
    talk = words = 0.0
    for beat in segment.beats:
        passage = manuscript.passages[beat.passage]
        share = 1.0 if passage.kind == "dialogue" else spoken_share(passage.text)
        talk += share * beat.words
        words += beat.words
    return talk / words


def _choose(
    segments: Sequence[Segment],
    worths: NDArray[np.float64],
    lengths: NDArray[np.float64],
    must: Sequence[tuple[bool, str] | None],
    density: float,
) -> list[bool]:
    """The segments that sound: the share of time that `density` asks for, as nearly as it goes."""
    told = np.array([segment.fixed is not None or segment.sounds for segment in segments], bool)
    fixed = np.array([forced is not None and forced[0] for forced in must], bool) & told
    wanted = (SPARSEST + (1.0 - SPARSEST) * density) * float(lengths[~told].sum())
    wanted += float(lengths[fixed].sum())
    share = SPARSEST + (1.0 - SPARSEST) * density
    rest = max(LEAST_REST, MUSIC_BETWEEN * (1.0 - share) / share)
    low, high = -4.0, 4.0
    sounding = np.array([forced is not None and forced[0] for forced in must], bool)
    for _ in range(30):
        price = (low + high) / 2
        found = _at_price(segments, lengths * (worths - price), must, rest)
        if float(lengths[found].sum()) > wanted:
            low = price
        else:
            high, sounding = price, found
    # Where much is worth the same, a price takes all of it or nothing: it is filled up.
    free = np.array([forced is None for forced in must], bool) & ~sounding
    while free.any():
        costs = START_COST * _starts(segments, sounding) + _longer(segments, sounding, rest)
        best = int(np.where(free, worths - costs / lengths, -np.inf).argmax())
        missing = wanted - float(lengths[sounding].sum())
        if sounding.any() and EXCESS * (lengths[best] - missing) >= missing:
            break
        sounding[best], free[best] = True, False
    return _long_enough(segments, sounding).tolist()


def _long_enough(segments: Sequence[Segment], sounding: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What sounds, without the music that is shorter than SHORTEST with all that it touches."""
    found = sounding.copy()
    run: list[int] = []
    for place in range(len(segments) + 1):
        goes_on = (
            place < len(segments)
            and bool(sounding[place])
            and segments[place].fixed is None
            and not segments[place].sounds
        )
        ends = not goes_on or (bool(run) and not touch(segments[place - 1], segments[place]))
        if ends and run:
            found[run] = sum(segments[number].duration for number in run) >= SHORTEST
            run = []
        if goes_on:
            run.append(place)
    return found


def _starts(segments: Sequence[Segment], sounding: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many times more music starts with each segment: 1 alone, 0 beside other, −1 between."""
    touching = _touching(segments)
    beside = np.ones(len(segments))
    beside[1:] -= touching & sounding[:-1]
    beside[:-1] -= touching & sounding[1:]
    return beside


def _longer(
    segments: Sequence[Segment], sounding: NDArray[np.bool_], rest: float
) -> NDArray[np.float64]:
    """What each silent segment, if it sounded, would add to what is too long: float64 (n,)."""
    rests = np.full(len(segments), rest)  # of the silence that each is in
    lengths = np.zeros(len(segments) + 2)  # of the music that each is in; none at the edges
    before, after = np.zeros(len(segments)), np.zeros(len(segments))  # the silence around each
    for state, members in groupby(range(len(segments)), key=sounding.__getitem__):
        own = list(members)
        start, end = segments[own[0]].start, segments[own[-1]].end
        if state:
            lengths[np.array(own) + 1] = end - start
        elif not own[0]:
            rests[own] = 0.0
        for place in own:
            before[place], after[place] = segments[place].start - start, end - segments[place].end
    durations = np.array([segment.duration for segment in segments])
    joined = np.where(before > 0.0, 0.0, lengths[:-2]), np.where(after > 0.0, 0.0, lengths[2:])
    music = _tires(sum(joined) + durations) - sum(_tires(part) for part in joined)
    silence = _missed(before, rests, rest) + _missed(after, np.full(len(segments), rest), rest)
    found: NDArray[np.float64] = music + silence - _missed(before + durations + after, rests, rest)
    return found


def _at_price(
    segments: Sequence[Segment],
    gains: NDArray[np.float64],
    must: Sequence[tuple[bool, str] | None],
    rest: float,
) -> NDArray[np.bool_]:
    """The segments that sound when each gains so much, and a silence has `rest` seconds.

    By dynamic programming over stretches of music and of silence, each with all that it costs.
    """
    count = len(segments)
    starts = np.array([segment.start for segment in segments])
    ends = np.array([segment.end for segment in segments])
    on = [forced[0] if forced is not None else None for forced in must]
    played = _sums(np.where([state is False for state in on], -_NEVER, gains))
    silent = _sums(np.where([state is True for state in on], -_NEVER, 0.0))
    breaks = _sums(np.concatenate([[0.0], ~_touching(segments)])) if count else np.zeros(1)
    best = np.full((2, count + 1), -np.inf)  # of what ends before a segment, in silence and music
    best[:, 0] = 0.0  # silence costs nothing after music, and music starts after silence
    back = np.zeros((2, count + 1, 2), np.int64)
    for last in range(1, count + 1):
        firsts = np.arange(max(0, last - _MOST_IN_A_STRETCH), last)
        length = ends[last - 1] - starts[firsts]
        music = played[last] - played[firsts] - START_COST * (breaks[last] - breaks[firsts + 1])
        music -= _tires(length)
        still = silent[last] - silent[firsts] - _missed(length, np.where(firsts, rest, 0.0), rest)
        for state, worth, costs in (
            (0, still, (_GOES_ON, 0.0)),
            (1, music, (START_COST, _GOES_ON)),
        ):
            from_each = best[:, firsts] - np.array(costs)[:, None] + worth
            row, column = np.unravel_index(int(from_each.argmax()), from_each.shape)
            best[state, last] = from_each[row, column]
            back[state, last] = row, firsts[column]
    found = np.zeros(count, bool)
    state, last = int(best[1, count] > best[0, count]), count
    while last:
        before, first = back[state, last].tolist()
        found[first:last] = bool(state)
        state, last = before, first
    return found


def _sums(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values)])


def _tires(length: NDArray[np.float64]) -> NDArray[np.float64]:
    """What music costs that goes on for `length` seconds."""
    found: NDArray[np.float64] = TIRED_COST * np.square(np.maximum(0.0, length - TIRING) / TIRED)
    return found


def _missed(
    length: NDArray[np.float64], rests: NDArray[np.float64], usual: float
) -> NDArray[np.float64]:
    """What silence of `length` seconds costs, of which `rests` are a rest, where `usual` is one."""
    found: NDArray[np.float64] = MISSED_COST * np.square(np.maximum(0.0, length - rests) / usual)
    return found


def _touching(segments: Sequence[Segment]) -> NDArray[np.bool_]:
    return np.array([touch(before, later) for before, later in pairwise(segments)], bool)
