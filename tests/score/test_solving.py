"""The choice that is best together, against all choices of small cases."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.score.solving import (
    FRESH,
    MOTIF_NEAR,
    MOTIF_SECONDS,
    NEAR,
    NEAR_SECONDS,
    NO_MOTIF,
    RESERVED,
    USED,
    Problem,
    Slot,
    repeat_cost,
    solve,
    use_cost,
)

BOUND = 0.01
"""How much less than the best, by the slot, a solution of a small case may be worth."""


def make_problem(seed: int, count: int, tracks: int, motifs: bool = False) -> Problem:
    """Slots of up to five options each, 20 to 300 s apart; half of what neighbours cost is none."""
    rng = np.random.default_rng(seed)
    slots = []
    start = 0.0
    for _ in range(count):
        labels = rng.permutation(tracks)[: rng.integers(1, 6)]
        values = 0.8 + 0.1 * rng.standard_normal(len(labels))
        stands = np.where(motifs & (labels == 0), 0, NO_MOTIF)
        slots.append(Slot(start, values, labels, stands))
        start += float(rng.uniform(20.0, 300.0))
    jumps = [
        0.15 * rng.random((len(a.values), len(b.values))) if rng.random() < 0.5 else None
        for a, b in itertools.pairwise(slots)
    ]
    return Problem(slots, jumps)


def best_of_all(problem: Problem) -> float:
    return max(
        problem.value(choice)
        for choice in itertools.product(*[range(len(slot.values)) for slot in problem.slots])
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 5), st.integers(1, 6), st.booleans(), st.booleans())
def test_small_cases_are_solved_as_well_as_by_trying_all(seed, count, tracks, motifs, fresh):
    problem = make_problem(seed, count, tracks, motifs)
    problem = replace(problem, used=FRESH if fresh else USED)
    chosen = solve(problem).chosen.tolist()
    assert problem.value(chosen) >= best_of_all(problem) - BOUND * count


def test_most_small_cases_are_solved_exactly():
    exact = 0
    for seed in range(20):
        problem = make_problem(seed, 6, 4)
        value = problem.value(solve(problem).chosen.tolist())
        exact += value >= best_of_all(problem) - 1e-9
    assert exact >= 19


def test_the_same_in_gives_the_same_out_and_nothing_gives_nothing():
    one, other = make_problem(7, 40, 20), make_problem(7, 40, 20)
    assert solve(one).chosen.tolist() == solve(other).chosen.tolist()
    assert solve(Problem([], [])).chosen.tolist() == []


def test_a_stop_comes_through():
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        solve(make_problem(1, 20, 5), stop)


def slot(start: float, *options: tuple[float, int], motif: int = NO_MOTIF) -> Slot:
    return Slot(
        start,
        np.array([value for value, _ in options]),
        np.array([label for _, label in options]),
        np.full(len(options), motif),
    )


def test_music_is_not_heard_twice_while_there_is_other_that_fits_nearly_as_well():
    slots = [slot(0.0, (0.9, 1), (0.8, 2)), slot(2000.0, (0.9, 1), (0.85, 2))]
    assert solve(Problem(slots, [None])).chosen.tolist() == [0, 1]
    far_worse = [slot(0.0, (0.9, 1), (0.5, 2)), slot(2000.0, (0.9, 1), (0.7, 2))]
    assert solve(Problem(far_worse, [None])).chosen.tolist() == [0, 0]


def test_where_there_is_enough_music_none_comes_back_an_hour_later():
    slots = [slot(0.0, (0.9, 1), (0.7, 2)), slot(3600.0, (0.9, 1), (0.65, 2))]
    assert solve(Problem(slots, [None], use_cost(3, 2))).chosen.tolist() == [0, 0]
    assert sorted(solve(Problem(slots, [None], use_cost(300, 2))).chosen.tolist()) == [0, 1]
    costs = [use_cost(pieces, 10) for pieces in (0, 1, 20, 30, 40, 1000)]
    assert costs == sorted(costs)
    assert (costs[2], costs[4]) == pytest.approx((USED, FRESH))
    assert use_cost(0, 0) == USED


def test_a_motif_comes_back_but_not_at_once():
    own = [slot(start, (0.8, 1), (0.75, 2), motif=0) for start in (0.0, 1000.0)]
    assert solve(Problem(own, [None])).chosen.tolist() == [0, 0]
    at_once = [
        Slot(start, np.array([0.8, 0.75]), np.array([1, label]), np.array([0, NO_MOTIF]))
        for start, label in ((0.0, 2), (30.0, 3))
    ]
    assert sorted(solve(Problem(at_once, [None])).chosen.tolist()) == [0, 1]


def test_a_change_that_costs_much_is_gone_round():
    slots = [slot(0.0, (0.9, 1), (0.88, 2)), slot(100.0, (0.9, 3), (0.88, 4))]
    jump = np.array([[0.15, 0.15], [0.15, 0.0]])
    assert solve(Problem(slots, [jump])).chosen.tolist() == [1, 1]


def test_repeats_cost_by_their_distance():
    gaps = np.array([0.0, NEAR_SECONDS, 10 * NEAR_SECONDS])
    none = np.full(3, NO_MOTIF)
    assert repeat_cost(gaps, none, NO_MOTIF).tolist() == pytest.approx([USED + NEAR, USED, USED])
    own = np.zeros(3, int)
    assert repeat_cost(gaps, own, 0).tolist() == pytest.approx([MOTIF_NEAR, 0.0, 0.0])
    assert repeat_cost(gaps[1:], own[1:], NO_MOTIF).tolist() == pytest.approx([USED + RESERVED] * 2)
    assert MOTIF_SECONDS < NEAR_SECONDS
