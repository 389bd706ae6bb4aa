"""Fitting music to a length: which stretch of a track, and how it goes round when it is too short.

Music with a steady beat goes round in whole bars, so that the beat goes on through the seam; other
music under a longer cross-fade.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.export.cue import Piece, to_frame
from t2m_engine.score.side_by_side import SideBySide, batches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.audio.facts import MusicFacts
    from t2m_engine.score.shelf import ShelvedTrack

STEADY = 0.4
"""Confidence in a tempo from which on its beats are trusted."""
BAR = 4
"""Beats of a bar, nearly always; a seam after whole bars of three is at least on a beat."""
BEAT_SEAM = 0.24
"""Seconds of cross-fade of a seam on a beat: a drum hit twice within it sounds as one."""
SOFT_SEAM = 2.0
"""Seconds of cross-fade of a seam without a beat."""
LEAST_ROUND = 16.0
"""Seconds that must pass before music comes round: shorter loops are noticed as such."""
MOST_ROUNDS = 3
"""How often a stretch is played at most; a listener who has heard it three times knows it."""
LEAST_SHARE = 0.75
"""The share of a stretch's bars that a round has at least."""
LEAST_PIECE = 4.0
"""Seconds of a last round at least; rather than a shorter one, the music ends there."""
ROUND_COST = 0.05
"""What every time that music comes round costs, in fit."""
EMPTY_COST = 0.25
"""What music costs that has nothing for a segment; linear in the share that it leaves empty."""
OWN_EDGE = 0.015
"""What it is worth, in fit, that music begins where the track does."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a track, `start` to `end` seconds, played `rounds` times for `length` seconds.

    `fit` is the mean of its clips' fits, each by its time in one round; `lack` is what is wrong
    with its length, in fit; `worth` is both together, and more where music begins as it should.
    """

    start: float
    end: float
    rounds: int
    length: float
    fit: float
    lack: float
    worth: float


def find_region(
    track: ShelvedTrack,
    wish: NDArray[np.float32],
    need: float,
    *,
    start: float | None = None,
    most_rounds: int = MOST_ROUNDS,
) -> Region:
    """Return the stretch of `track` that is worth most for a wish and `need` seconds.

    It begins where a clip does (on the first beat from there), or at `start`, and goes on through
    the clips after it as long as there is music. `wish` is float32 (d,) of the space.
    """
    return _regions(SideBySide([track]), wish, need, start, most_rounds)[0]


def find_regions(
    tracks: Sequence[ShelvedTrack], wish: NDArray[np.float32], need: float
) -> list[Region]:
    """Return the stretch of each of `tracks` that is worth most: see `find_region`."""
    found: dict[int, Region] = {}
    for places in batches(tracks):
        group = SideBySide([tracks[place] for place in places])
        found.update(zip(places.tolist(), _regions(group, wish, need), strict=True))
    return [found[place] for place in range(len(tracks))]


def _regions(
    group: SideBySide,
    wish: NDArray[np.float32],
    need: float,
    start: float | None = None,
    most_rounds: int = MOST_ROUNDS,
) -> list[Region]:
    fits = group.spread((group.vectors @ wish).astype(np.float64))
    seconds = group.ends - group.starts
    before = np.zeros((len(fits), 1))
    times = np.hstack([before, np.cumsum(seconds, axis=1)])
    sums = np.hstack([before, np.cumsum(seconds * fits, axis=1)])
    lasts = np.arange(group.width)
    firsts, begins = lasts, group.starts
    if start is not None:
        assert len(fits) == 1, "a start is of one track"
        within = int(np.searchsorted(group.ends[0], start, side="right"))
        firsts, begins = np.array([min(within, group.width - 1)]), np.array([[start]])
    # Every stretch from clip i to clip j through which music goes on, as tables (track, i, j) …
    runs = group.runs
    there = (firsts[:, None] <= lasts) & (runs[:, firsts, None] == runs[:, None, :])
    there &= group.there[:, None, :]
    length = np.where(there, group.ends[:, None, :] - begins[:, :, None], 1.0)
    # … without those whose last clip is not needed.
    there[:, :, 1:] &= ~((length[:, :, :-1] >= need) & there[:, :, :-1])
    time = np.where(there, times[:, None, 1:] - times[:, firsts, None], 1.0)
    mean = (sums[:, None, 1:] - sums[:, firsts, None]) / time
    facts = [track.track.facts for track in group.tracks]
    seams = np.array([BEAT_SEAM if steady(own) else SOFT_SEAM for own in facts])
    rounds = _rounds(length, need, most_rounds, seams[:, None, None])
    empty = np.clip(1.0 - rounds * length / need, 0.0, 1.0)
    own_edge = np.where(begins < 1.0, OWN_EDGE, 0.0)[:, :, None]
    lack = ROUND_COST * (rounds - 1) + EMPTY_COST * empty
    worth = np.where(there, np.round(mean - lack + own_edge, 9), -np.inf)
    best = worth.reshape(len(worth), -1).argmax(axis=1)
    found = []
    for number, (row, last) in enumerate(zip(*np.divmod(best, group.width), strict=True)):
        at = number, int(row), int(last)
        begin, plays = float(begins[number, row]), int(rounds[at])
        end = min(float(group.ends[number, last]), group.tracks[number].track.duration)
        if start is None:
            begin = _on_beat(begin, end, facts[number])
        found.append(
            Region(
                begin,
                end,
                plays,
                min(need, plays * (end - begin)),
                float(mean[at]),
                float(lack[at]),
                float(worth[at]),
            )
        )
    return found


def _rounds(
    length: NDArray[np.float64], need: float, most: int, seams: NDArray[np.float64]
) -> NDArray[np.int64]:
    """How often stretches of `length` are played for `need` seconds."""
    step = np.maximum(length - seams, 0.1)
    rounds = np.ceil(np.maximum(need - seams, 0.0) / step - 1e-9)
    loops = np.clip(rounds, 1, max(1, most)).astype(np.int64)
    return np.where(length >= LEAST_ROUND, loops, 1)


def steady(facts: MusicFacts | None) -> bool:
    """Return whether the beats of music are known."""
    return facts is not None and bool(facts.tempo) and facts.tempo_confidence >= STEADY


def _on_beat(start: float, end: float, facts: MusicFacts | None) -> float:
    """The first beat from `start` on, where there is a steady one; a track's start is its own."""
    if facts is None or not facts.tempo or not steady(facts) or start < 1.0:
        return start
    beat = 60.0 / facts.tempo
    later = facts.first_beat + math.ceil((start - facts.first_beat) / beat - 1e-6) * beat
    return later if later < end - 1.0 else start


def make_pieces(
    start: float,
    length: float,
    region: Region,
    facts: MusicFacts | None,
    rate: Fraction,
) -> tuple[Piece, ...]:
    """Return the pieces that play `region` from `start` seconds of the story for `length` seconds.

    All times are on frames. There are fewer seconds where the region, played as often as it may
    be, has no more, or where the last round would be too short. Fades are those of the seams
    between pieces; the first piece has no fade in yet, the last none out.
    """
    # Down to a frame: no piece may reach beyond its music.
    first = math.ceil(round(float(region.start * rate), 6))
    last = math.floor(round(float(region.end * rate), 6))
    begin, wanted, room = to_frame(start, rate), to_frame(length, rate), last - first

    def piece(at: int, size: int, fade_in: int, fade_out: int) -> Piece:
        return Piece(
            *(float(frames / rate) for frames in (at, first, first + size, fade_in, fade_out))
        )

    if wanted <= room or region.rounds == 1:
        return (piece(begin, max(1, min(wanted, room)), 0, 0),)
    step, seam = _step(room, facts, rate)
    found: list[Piece] = []
    at = 0
    while True:
        left = wanted - at
        rest = left - step  # what another round would have to play
        done = (
            left <= step + seam
            or len(found) + 1 >= region.rounds
            or rest < to_frame(LEAST_PIECE, rate)
        )
        size = min(left, step + seam)
        found.append(piece(begin + at, size, seam if found else 0, 0 if done else seam))
        if done:
            return tuple(found)
        at += step


def _step(room: int, facts: MusicFacts | None, rate: Fraction) -> tuple[int, int]:
    """Frames from one round to the next, and of the seam, within `room` frames of music."""
    if facts is None or not facts.tempo or not steady(facts):
        seam = min(to_frame(SOFT_SEAM, rate), room // 4)
        return room - seam, seam
    seam = min(max(1, to_frame(BEAT_SEAM, rate)), room // 4)
    bar = BAR * 60.0 / facts.tempo * float(rate)  # frames
    most = math.floor((room - seam) / bar)
    if most < 1:
        return room - seam, seam
    # Of the last bars that one whose end is nearest to a frame: the beat goes on exactly.
    bars = range(math.ceil(LEAST_SHARE * most), most + 1)
    best = min(bars, key=lambda count: (round(abs(count * bar - round(count * bar)), 3), -count))
    return round(best * bar), seam
