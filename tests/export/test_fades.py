"""How music gives way to a narrator, and the keyframes of pieces."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.export.cue import Piece
from t2m_engine.export.fades import (
    DUCK_DB,
    DUCK_DOWN,
    DUCK_GAP,
    DUCK_UP,
    SILENCE_DB,
    Ducking,
    keyframes,
)


def test_music_is_down_before_the_first_word_and_comes_back_after_the_last():
    ducks = Ducking.under([(10.0, 14.0)])
    assert ducks.level(10.0 - DUCK_DOWN - 0.01) == 0.0
    assert ducks.level(10.0) == ducks.level(12.0) == ducks.level(14.0) == DUCK_DB
    assert ducks.level(14.0 + DUCK_UP / 2) == pytest.approx(DUCK_DB / 2)
    assert ducks.level(14.0 + DUCK_UP) == ducks.level(100.0) == 0.0


def test_music_does_not_come_up_in_a_breath():
    breath = Ducking.under([(1.0, 4.0), (4.0 + DUCK_GAP - 0.1, 9.0)])
    assert breath.level(4.0 + DUCK_GAP / 2) == DUCK_DB
    rest = Ducking.under([(1.0, 4.0), (4.0 + DUCK_GAP + 1.0, 9.0)])
    assert rest.level(4.0 + DUCK_UP + 0.2) == 0.0


def test_keyframes_of_a_piece_hold_its_fades_and_the_narrator():
    piece = Piece(0.0, 5.0, 25.0, 1.0, 2.0)
    points = dict(keyframes(piece, Fraction(25), Ducking.under([(8.0, 12.0)])))
    assert points[0] == points[500] == SILENCE_DB
    assert points[25] == points[450] == 0.0
    assert points[200] == points[300] == DUCK_DB
    assert 250 not in points  # nothing moves there


@settings(deadline=None)
@given(
    st.floats(0.0, 50.0),
    st.floats(1.0, 60.0),
    st.lists(st.tuples(st.floats(0.0, 90.0), st.floats(0.1, 9.0)), max_size=8),
)
def test_keyframes_say_what_the_ducking_says_at_every_frame(start, length, speech):
    spoken, now = [], 0.0
    for gap, long in speech:
        spoken.append((now + gap, now + gap + long))
        now += gap + long
    ducks = Ducking.under(spoken)
    rate = Fraction(25)
    piece = Piece(round(start * 25) / 25, 0.0, round(length * 25) / 25, 0.0, 0.0)
    points = keyframes(piece, rate, ducks)
    assert [place for place, _ in points] == sorted({place for place, _ in points})
    frames = dict(points)
    for frame in range(round(piece.duration * 25) + 1):
        left = max(place for place in frames if place <= frame)
        right = min(place for place in frames if place >= frame)
        share = (frame - left) / (right - left) if right > left else 0.0
        drawn = frames[left] + share * (frames[right] - frames[left])
        assert drawn == pytest.approx(ducks.level(piece.start + frame / 25), abs=0.01)
