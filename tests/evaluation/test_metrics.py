"""The metrics, against cases worked out by hand, scikit-learn, and counting."""

from __future__ import annotations

from itertools import permutations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import label_ranking_average_precision_score

from t2m_engine.evaluation.metrics import (
    chance_precision,
    chance_reciprocal_rank,
    macro,
    mean_interval,
    precision_at,
    ranking,
    reciprocal_rank,
    resamples,
    retrieved,
)


def test_precision_and_rank_of_a_case_worked_out_by_hand() -> None:
    relevant = np.array(
        [
            [1, 0, 1, 0, 0, 1, 1],  # 2 of 5, first at 1
            [0, 0, 0, 1, 0, 0, 0],  # 1 of 5, first at 4
            [0, 0, 0, 0, 0, 0, 1],  # 0 of 5, first at 7
            [0, 0, 0, 0, 0, 0, 0],  # nothing to be found
        ],
        bool,
    )
    assert precision_at(relevant).tolist() == [0.4, 0.2, 0.0, 0.0]
    assert reciprocal_rank(relevant).tolist() == [1.0, 0.25, pytest.approx(1 / 7), 0.0]


def test_macro_counts_classes_alike_where_micro_counts_queries() -> None:
    values = np.array([1.0, 1.0, 1.0, 0.0, 0.5])
    classes = np.array([2, 2, 2, 7, 9])
    assert macro(values, classes) == pytest.approx((1.0 + 0.0 + 0.5) / 3)
    assert values.mean() == pytest.approx(0.7)


@given(st.integers(0, 2**32 - 1))
def test_reciprocal_rank_of_one_relevant_song_is_average_precision(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.permuted(np.arange(12.0)[None].repeat(6, axis=0), axis=1)
    truth = np.eye(12, dtype=bool)[random.integers(0, 12, 6)]
    ranked = np.take_along_axis(truth, ranking(scores), axis=1)
    expected = label_ranking_average_precision_score(truth, scores)
    assert reciprocal_rank(ranked).mean() == pytest.approx(expected)


def test_the_best_score_comes_first_and_ties_are_not_in_the_gallerys_order() -> None:
    assert ranking(np.array([[0.1, 0.9, 0.5]])).tolist() == [[1, 2, 0]]
    tied = ranking(np.zeros((2, 50)))
    assert sorted(tied[0]) == list(range(50))
    assert tied[0].tolist() == tied[1].tolist() != list(range(50))


def test_a_query_that_finds_all_songs_alike_retrieves_nothing() -> None:
    assert retrieved(np.array([[0.0, 0.0, 0.0], [0.0, 0.1, 0.0]])).tolist() == [False, True]


@pytest.mark.parametrize(("relevant", "songs"), [(0, 4), (1, 4), (2, 5), (3, 5), (4, 4)])
def test_chance_is_the_mean_over_all_orders(relevant: int, songs: int) -> None:
    orders = set(permutations([1] * relevant + [0] * (songs - relevant)))
    assert len(orders) == comb(songs, relevant)
    rows = np.array(sorted(orders), bool)
    assert chance_reciprocal_rank(relevant, songs) == pytest.approx(reciprocal_rank(rows).mean())
    assert chance_precision(relevant, songs) == pytest.approx(precision_at(rows, 3).mean())


def test_chance_of_a_large_gallery_is_what_random_scores_get() -> None:
    random = np.random.default_rng(3)
    truth = np.zeros(200, bool)
    truth[:9] = True
    ranked = truth[ranking(random.normal(size=(4_000, 200)))]
    assert chance_reciprocal_rank(9, 200) == pytest.approx(reciprocal_rank(ranked).mean(), abs=0.01)
    assert chance_precision(9, 200) == pytest.approx(precision_at(ranked).mean(), abs=0.005)


def test_an_interval_is_as_wide_as_the_normal_approximation_says() -> None:
    random = np.random.default_rng(1)
    classes = np.repeat([0, 1], 200)
    values = (random.random((1, 400)) < np.where(classes == 0, 0.3, 0.8)).astype(float)
    interval = resamples(classes, 1).interval(values)
    error = 0.5 * np.sqrt(0.3 * 0.7 / 200 + 0.8 * 0.2 / 200)
    assert interval.low < interval.value < interval.high
    assert interval.value == pytest.approx(macro(values, classes))
    assert interval.high - interval.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_seeds_that_differ_widen_the_interval() -> None:
    classes = np.zeros(300, int)
    random = np.random.default_rng(2)
    alike = (random.random((5, 300)) < 0.5).astype(float)
    differing = alike.copy()
    differing[:2] *= 0.3
    draws = resamples(classes, 5)
    widths = [i.high - i.low for i in (draws.interval(alike), draws.interval(differing))]
    assert widths[1] > 2 * widths[0]


def test_paired_differences_see_what_unpaired_intervals_hide() -> None:
    random = np.random.default_rng(4)
    classes = np.repeat(np.arange(4), 50)
    hard = random.random((3, 200))  # queries differ much, the methods little
    draws = resamples(classes, 3)
    difference = draws.interval((hard + 0.02) - hard)
    assert difference.low == pytest.approx(0.02)
    assert difference.high == pytest.approx(0.02)
    assert draws.interval(hard + 0.02).low < draws.interval(hard).high


def test_figures_of_the_same_queries_stay_paired_in_a_mean() -> None:
    random = np.random.default_rng(5)
    classes = np.repeat(np.arange(3), 40)
    noise = random.normal(size=(2, 120))
    one, two = resamples(classes, 2), resamples(classes, 2)
    cancelling = mean_interval([(one, noise), (two, -noise)])
    assert cancelling.value == pytest.approx(0.0)
    assert cancelling.high - cancelling.low == pytest.approx(0.0, abs=1e-9)
    narrow, wide = (mean_interval([(one, noise)], level) for level in (0.5, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high
