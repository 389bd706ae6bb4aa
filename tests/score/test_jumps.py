"""How hard changes are, from what is known of music."""

from __future__ import annotations

import math

import numpy as np
import pytest

from t2m_engine.score.jumps import FORGOTTEN, JUMP_COST, NEW, changes, costs, place_in_fifths

NAN = math.nan


def edge(tempo=NAN, key=NAN, level=NAN, arousal=0.0) -> tuple[float, ...]:
    known = math.log2(tempo) if tempo == tempo else NAN
    return (known, float(tempo == tempo), key, float(key == key), level, arousal)


def change(one, other) -> float:
    return float(changes(np.array([one]), np.array([other]))[0, 0])


def test_keys_lie_on_the_circle_of_fifths():
    assert [place_in_fifths(key) for key in ("C", "G", "D", "F", "Am", "Em", "F#", "Gb")] == [
        0, 1, 2, 11, 0, 1, 6, 6,
    ]  # fmt: skip
    assert place_in_fifths("") is None


def test_the_same_is_only_new_and_what_is_unknown_is_left_out():
    assert change(edge(), edge()) == pytest.approx(NEW)
    assert change(edge(100, 0, -3, 0.2), edge(100, 0, -3, 0.2)) == pytest.approx(NEW)
    assert change(edge(tempo=100), edge(key=3)) == pytest.approx(NEW)


def test_half_and_double_time_go_together_and_the_tritone_is_farthest():
    assert change(edge(tempo=80), edge(tempo=160)) == pytest.approx(NEW)
    assert change(edge(tempo=80), edge(tempo=113)) > change(edge(tempo=80), edge(tempo=90)) > NEW
    keys = [change(edge(key=0), edge(key=place)) for place in range(7)]
    assert keys == sorted(keys)
    assert change(edge(key=0), edge(key=11)) == pytest.approx(keys[1])


def test_the_hardest_change_is_one():
    hard = change(edge(100, 0, -20, -1.0), edge(100 * 2**0.5, 6, 0, 1.0))
    assert hard == pytest.approx(1.0)


def test_a_change_costs_for_what_the_text_does_not_ask_for_while_it_is_heard():
    one, other = np.array([edge(arousal=-1.0)]), np.array([edge(arousal=1.0), edge(arousal=-1.0)])
    still = costs(one, other, 0.0, 0.0)
    assert still[0].tolist() == pytest.approx([JUMP_COST, JUMP_COST * NEW])
    turned = costs(one, other, 1.0, 0.0)
    assert turned[0, 0] == pytest.approx(0.0)
    assert 0.0 < turned[0, 1] < still[0, 0]
    later = costs(one, other, 0.0, (FORGOTTEN + 4.0) / 2)
    assert later[0, 0] == pytest.approx(still[0, 0] / 2)
    assert costs(one, other, 0.0, FORGOTTEN) is None
