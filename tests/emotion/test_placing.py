"""Kernel regression: hand-computed, and no surer than its neighbours agree."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.placing import Kernel, regress

AXES = np.eye(3, dtype=np.float32)
POINTS = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])


def test_the_place_is_the_weighted_mean_of_the_nearest() -> None:
    query = np.array([[0.8, 0.6, 0.0]], np.float32)
    places, deviations = regress(query, AXES, POINTS, Kernel(2, 0.5, (0.5, 2.0), (0.1, 0.0)))
    share = 1 / (1 + math.exp(-0.2 / 0.5))
    assert places[0] == pytest.approx((share, 1 - share), abs=1e-6)
    spread = math.sqrt(share * (1 - share))
    assert deviations[0] == pytest.approx((math.hypot(0.5 * spread, 0.1), 2 * spread), abs=1e-6)


def test_where_neighbours_agree_the_residual_is_left() -> None:
    same = np.tile([0.3, -0.2], (3, 1))
    places, deviations = regress(AXES[:1], AXES, same, Kernel(3, 0.1, (1, 1), (0.1, 0.2)))
    assert places[0] == pytest.approx((0.3, -0.2))
    assert deviations[0] == pytest.approx((0.1, 0.2))


def test_a_cold_kernel_takes_the_nearest_and_a_wide_one_may_ask_for_more_than_there_are() -> None:
    query = np.array([[0.0, 0.6, 0.8]], np.float32)
    places, _ = regress(query, AXES, POINTS, Kernel(50, 0.001))
    assert places[0] == pytest.approx(POINTS[2])


@given(
    st.lists(st.floats(-1, 1), min_size=3, max_size=3).filter(lambda v: np.linalg.norm(v) > 0.1),
    st.integers(1, 5),
    st.floats(0.01, 10),
)
def test_places_stay_between_the_neighbours(vector: list[float], count: int, warmth: float) -> None:
    query = np.array([vector], np.float32) / np.linalg.norm(vector)
    places, deviations = regress(query.astype(np.float32), AXES, POINTS, Kernel(count, warmth))
    assert (places >= POINTS.min(axis=0) - 1e-9).all()
    assert (places <= POINTS.max(axis=0) + 1e-9).all()
    assert (deviations >= 0).all()


def test_a_card_keeps_a_kernel() -> None:
    kernel = Kernel(40, 0.1, (0.7, 0.8), (0.06, 0.08))
    assert Kernel.of(json.loads(json.dumps(kernel.as_json()))) == kernel
