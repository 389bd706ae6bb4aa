"""What a writer may wish, and what makes no sense."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pytest

from t2m_engine.errors import UsageError
from t2m_engine.score.wishes import Pin, Wishes

TRACK = Path("/music/a.wav")


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"words_per_minute": 0.0}, "pace"),
        ({"words_per_minute": math.inf}, "pace"),
        ({"density": 1.5}, "density"),
        ({"density": math.nan}, "density"),
        ({"style": "loud"}, "follow, underscore, counterpoint"),
        ({"seed": -1}, "seed"),
        ({"frame_rate": Fraction(31)}, "23.976, 24, 25"),
        ({"pins": (Pin(5, 5, TRACK),)}, "end after it starts"),
        ({"pins": (Pin(-1, 5, TRACK),)}, "end after it starts"),
        ({"pins": (Pin(0, 5, TRACK, -1.0),)}, "choose a time from 0"),
        ({"pins": (Pin(0, 5, TRACK, math.nan),)}, "choose a time from 0"),
        ({"pins": (Pin(0, 5, TRACK), Pin(4, 9, None))}, "make one of them shorter"),
        ({"pins": (Pin(0, 5, TRACK),), "vetoes": (TRACK,)}, "both pinned and vetoed"),
    ],
)
def test_what_makes_no_sense_is_said(wishes, words):
    with pytest.raises(UsageError, match=words):
        Wishes(**wishes)


def test_what_makes_sense_is_taken():
    wishes = Wishes(
        density=0.0, style="counterpoint", frame_rate=Fraction(24000, 1001),
        pins=(Pin(5, 9, None), Pin(0, 5, TRACK, 3.0)), vetoes=(Path("/b.wav"),),
    )  # fmt: skip
    assert wishes.pins[1].source_start == 3.0
