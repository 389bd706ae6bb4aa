"""Fitting one clip to a length: cut where it is longer, played in rounds where it is shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from t2m_engine.errors import UsageError
from t2m_engine.export.clip import PIECE_RATE
from t2m_engine.score.fitting import BAR, Region, make_pieces, steady

if TYPE_CHECKING:
    from t2m_engine.audio.facts import MusicFacts
    from t2m_engine.export.cue import Piece

_LEAST_ROUND = 2.0
"""Seconds that music must have to go round at all."""
_MOST_ROUNDS = 1000
_SHORTEST = 0.5
"""The share of the clip that a round has at least."""
_STEP = 0.5
"""Seconds by which rounds without a beat are made shorter until the last one is long enough."""


def fit_clip(
    start: float, end: float, length: float, facts: MusicFacts | None
) -> tuple[Piece, ...]:
    """Return the pieces that play `start` to `end` seconds of a track for `length` seconds.

    Rounds are whole bars where the beat is known, so that it goes on through the seams, else
    cross-fades. Where the last round would be too short to be music, rounds are made shorter by
    bars; where nothing helps, the pieces end up to four seconds early. Raises UsageError for
    music that is too short to go round.
    """
    if length <= end - start:
        return make_pieces(0.0, length, _region(start, end, length), facts, PIECE_RATE)
    if end - start < _LEAST_ROUND:
        raise UsageError(
            f"{end - start:g} s of music are too short to be played in rounds; take 2 s or more."
        )
    step = _STEP
    if facts is not None and facts.tempo and steady(facts):
        step = BAR * 60.0 / facts.tempo
    last, found = end, make_pieces(0.0, length, _region(start, end, length), facts, PIECE_RATE)
    while abs(found[-1].end - length) > float(1 / PIECE_RATE):
        last -= step
        if last - start < max(_SHORTEST * (end - start), _LEAST_ROUND):
            return make_pieces(0.0, length, _region(start, end, length), facts, PIECE_RATE)
        found = make_pieces(0.0, length, _region(start, last, length), facts, PIECE_RATE)
    return found


def _region(start: float, end: float, length: float) -> Region:
    return Region(start, end, _MOST_ROUNDS, length, 0.0, 0.0, 0.0)
