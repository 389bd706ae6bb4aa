"""Levels as lines for programs that draw few points, and decibels as factors."""

from __future__ import annotations

from collections.abc import Sequence

from t2m_engine.export.fades import SILENCE_DB

Points = list[tuple[int, float]]

_NEAR = 0.01
"""How far a line may lie from the curve, as a share of full scale: nobody hears a tenth of a dB."""
_STRAIGHT_DB = 0.05


def factor(decibels: float) -> float:
    """Return the amplitude of a level; where fades begin and end it is 0."""
    return 0.0 if decibels <= SILENCE_DB else 10.0 ** (decibels / 20.0)


def lines(levels: Sequence[tuple[int, float]], near: float = _NEAR) -> Points:
    """Return few of the (place, decibels) of `levels`, as (place, factor), at least two.

    Straight lines between them are nowhere further than `near` from the whole (Ramer 1972,
    Douglas and Peucker 1973).
    """
    return _simplified([(place, factor(level)) for place, level in levels], near)


def corners(levels: Sequence[tuple[int, float]]) -> Points:
    """Return those of the (place, decibels) of `levels` between which the level goes straight."""
    return _simplified(levels, _STRAIGHT_DB)


def _simplified(points: Sequence[tuple[int, float]], near: float) -> Points:
    if not points:
        return []
    kept = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        (left, low), (right, high) = points[first], points[last]
        worst, place = near, None
        for number in range(first + 1, last):
            at, value = points[number]
            off = abs(value - low - (high - low) * (at - left) / (right - left))
            if off > worst:
                worst, place = off, number
        if place is not None:
            kept.add(place)
            open_ += [(first, place), (place, last)]
    return [points[number] for number in sorted(kept)]
