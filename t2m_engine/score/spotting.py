"""Spotting: which segments music stands under, and which stay silent.

Music is worth most where much is felt, where the feeling turns, and where scenes open and close;
talk is worth less of it. With the density goes a share of the story that music stands under; which
segments make it up is chosen for all of them at once, so that music starts seldom, goes on through
what is short, and is neither away nor there for too long: or a quiet first act would have none, and
a wild third act nothing else.
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
EVEN_MOOD = 0.24
EVEN_PLANE = 0.12
"""Text is even when no mood has more than EVEN_MOOD of it (one in seven is no mood at all) and it
lies within EVEN_PLANE of the middle of the valence-arousal plane. Music stands under it only
wall-to-wall."""
STRONG_MOOD, STRONG_PLANE = 0.5, 0.6
"""The share of a mood, and the distance from the plane's middle, that count as full feeling."""
TURN_WORTH, EDGE_WORTH, TALK_COST = 0.4, 0.15, 0.5
"""What a full turn of feeling, a scene's opening or close, and nothing but talk are worth, beside
full feeling, 1."""
FIRST_WORTH, LAST_WORTH = 0.5, 0.5
"""What the story's own opening and its close are worth beyond that: music leads in, and out."""
OPENING = 15.0
"""Seconds in which the story still opens: a title and a motto, and what begins after them."""
MONTAGE_WORTH = 0.5
"""What a montage is worth beyond that: pictures in a row, and it is music that makes them one."""
FULL_TURN = 0.6
"""The distance of two emotions that is a full turn."""
START_COST = 12.0
"""What it costs that music starts, in seconds of full feeling."""
TIRING = 480.0
"""Seconds of music without a break from which on it tires."""
MISSED = 150.0
"""Seconds of silence at least from which on music is missed: more where there is to be little."""
MUSIC_BETWEEN = 300.0
"""Seconds of music that usually stand between two silences: by these and the density, how long
they are."""
TOO_LONG, TOO_LONG_UNIT = 20.0, 240.0
"""What music or silence costs that is TOO_LONG_UNIT seconds longer than that, in seconds of full
feeling; it grows with the square."""
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

    What is fixed stays so; the density is that of the rest. Of it, text that is too even stays
    silent below a density of 1, but where it is shorter than BRIDGED between music; so does, at
    any density, what is shorter than SHORTEST together with the music that it touches.
    """
    montages = [_is_montage(segment, manuscript) for segment in segments]
    judged = [_judge(place, segments, manuscript, montages) for place in range(len(segments))]
    must = [
        _must(segment, density, montage)
        for segment, montage in zip(segments, montages, strict=True)
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


def _must(segment: Segment, density: float, montage: bool) -> tuple[bool, str] | None:
    """Whether a segment must sound (or not, and why), or None where that is to be chosen."""
    if segment.fixed is not None:
        return segment.fixed.track is not None, ""
    if segment.sounds:
        return True, ""
    if segment.duration < SHORTEST:
        return None
    if density >= 1.0:
        return True, ""
    emotion = segment.reading.emotion
    even = max(emotion.moods) <= EVEN_MOOD and segment.duration >= BRIDGED and not montage
    if even and float(np.hypot(emotion.valence, emotion.arousal)) <= EVEN_PLANE:
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


def _judge(
    place: int, segments: Sequence[Segment], manuscript: Manuscript, montages: Sequence[bool]
) -> tuple[float, tuple[str, ...]]:
    segment = segments[place]
    emotion = segment.reading.emotion
    before = segments[place - 1] if place else None
    after = segments[place + 1] if place + 1 < len(segments) else None
    plane = float(np.hypot(emotion.valence, emotion.arousal))
    decided = (max(emotion.moods) - 1.0 / len(emotion.moods)) / STRONG_MOOD
    strength = 0.5 * min(1.0, plane / STRONG_PLANE) + 0.5 * min(1.0, decided)
    turned = turn(before.reading.emotion, emotion) if before is not None else 0.0
    opens = before is None or before.scene != segment.scene
    closes = after is None or after.scene != segment.scene
    worth = strength + TURN_WORTH * turned + EDGE_WORTH * (opens + closes)
    worth -= TALK_COST * _talk(segment, manuscript)
    first = segment.start <= OPENING
    worth += FIRST_WORTH * first + LAST_WORTH * (after is None) + MONTAGE_WORTH * montages[place]
    reasons = []
    if opens or first:
        reasons.append("the story opens" if first else "the scene opens")
    if montages[place]:
        reasons.append("a montage is held together")
    if before is not None and turned >= 0.5:
        reasons.append("the feeling turns")
    if strength >= 0.6:
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
    missed = max(MISSED, MUSIC_BETWEEN * (1.0 - share) / share)
    low, high = -3.0, 3.0
    sounding = np.array([forced is not None and forced[0] for forced in must], bool)
    for _ in range(30):
        price = (low + high) / 2
        found = _at_price(segments, lengths * (worths - price), must, missed)
        if float(lengths[found].sum()) > wanted:
            low = price
        else:
            high, sounding = price, found
    # Where much is worth the same, a price takes all of it or nothing: it is filled up.
    free = np.array([forced is None for forced in must], bool) & ~sounding
    while free.any():
        costs = START_COST * _starts(segments, sounding) + _longer(segments, sounding, missed)
        best = int(np.where(free, worths - costs / lengths, -np.inf).argmax())
        missing = wanted - float(lengths[sounding].sum())
        if sounding.any() and abs(missing - lengths[best]) >= abs(missing):
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
    segments: Sequence[Segment], sounding: NDArray[np.bool_], missed: float
) -> NDArray[np.float64]:
    """What each silent segment, if it sounded, would add to what is too long: float64 (n,)."""
    lengths = np.zeros(len(segments) + 2)  # of the music that each is in; none at the edges
    before, after = np.zeros(len(segments)), np.zeros(len(segments))  # the silence around each
    for state, members in groupby(range(len(segments)), key=sounding.__getitem__):
        own = list(members)
        start, end = segments[own[0]].start, segments[own[-1]].end
        if state:
            lengths[np.array(own) + 1] = end - start
        for place in own:
            before[place], after[place] = segments[place].start - start, end - segments[place].end
    durations = np.array([segment.duration for segment in segments])
    joined = np.where(before > 0.0, 0.0, lengths[:-2]), np.where(after > 0.0, 0.0, lengths[2:])
    music = _too_long(sum(joined) + durations - TIRING)
    music -= sum(_too_long(part - TIRING) for part in joined)
    silence = _too_long(before - missed) + _too_long(after - missed)
    found: NDArray[np.float64] = music + silence - _too_long(before + durations + after - missed)
    return found


def _at_price(
    segments: Sequence[Segment],
    gains: NDArray[np.float64],
    must: Sequence[tuple[bool, str] | None],
    missed: float,
) -> NDArray[np.bool_]:
    """The segments that sound when each gains so much; music is missed after so many seconds.

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
        music -= _too_long(length - TIRING)
        rest = silent[last] - silent[firsts] - _too_long(length - missed)
        for state, worth, costs in ((0, rest, (_GOES_ON, 0.0)), (1, music, (START_COST, _GOES_ON))):
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


def _too_long(over: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = TOO_LONG * np.square(np.maximum(0.0, over) / TOO_LONG_UNIT)
    return found


def _touching(segments: Sequence[Segment]) -> NDArray[np.bool_]:
    return np.array([touch(before, later) for before, later in pairwise(segments)], bool)
