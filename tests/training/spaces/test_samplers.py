"""Samplers: what they draw is distributed as their formulas say."""

import math

import numpy as np
import pytest
import torch

from t2m_engine.training.spaces.material import Items
from t2m_engine.training.spaces.samplers.by_tag import ByTag
from t2m_engine.training.spaces.samplers.distance_weighted import (
    CUTOFF,
    FARTHEST,
    distance_weights,
    draw_negatives,
)


def assert_drawn_by(expected: np.ndarray, counts: np.ndarray) -> None:
    """Pearson's chi-square test; five standard deviations of its distribution are allowed."""
    possible = expected > 0
    assert counts[~possible].sum() == 0
    goal = expected[possible] * counts.sum()
    assert goal.min() >= 5, "the test would not be valid"
    degrees = possible.sum() - 1
    statistic = (np.square(counts[possible] - goal) / goal).sum()
    assert statistic < degrees + 5 * math.sqrt(2 * degrees)


def by_the_paper(distances: np.ndarray, dimension: int) -> np.ndarray:
    """min(λ, 1/q(D)) of Wu et al. 2017, in plain numbers; not made to sum to 1."""

    def q(d):
        return d ** (dimension - 2) * (1 - d**2 / 4) ** ((dimension - 3) / 2)

    return np.minimum(1 / q(CUTOFF), 1 / q(distances))


def test_weights_are_the_inverse_density_clipped() -> None:
    distances = np.array([[0.1, 0.3, 0.5, 0.7, 1.0, 1.3, 1.39]])
    for dimension in (4, 8, 64):
        weights = distance_weights(
            torch.tensor(distances), dimension, torch.ones(1, 7, dtype=torch.bool)
        )
        expected = by_the_paper(distances, dimension)
        np.testing.assert_allclose(weights.numpy(), expected / expected.sum(), rtol=1e-5)
        # Clipped up to the cutoff.
        np.testing.assert_allclose(weights[0, :2].numpy(), weights[0, 2].item(), rtol=1e-5)


def test_far_ones_are_drawn_only_where_nothing_is_nearer() -> None:
    far, near = FARTHEST + 0.1, FARTHEST - 0.1
    distances = torch.tensor([[far, near, near, 1.99], [far, far, near, far]])
    allowed = torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]], dtype=torch.bool)
    weights = distance_weights(distances, 16, allowed)
    torch.testing.assert_close(weights, torch.tensor([[0, 0.5, 0.5, 0], [0.5, 0.5, 0, 0]]))


def test_negatives_are_drawn_by_their_weights() -> None:
    dimension, draws = 6, 20_000
    angles = np.array([0.3, 0.6, 0.8, 1.0, 1.2, 2.0, 0.4])
    candidates = np.zeros((len(angles), dimension))
    candidates[:, 0], candidates[:, 1] = np.cos(angles), np.sin(angles)
    candidates *= np.arange(1, 8)[:, None]  # of any length
    anchor = np.zeros((1, dimension))
    anchor[0, 0] = 3.0
    allowed = np.array([True] * 6 + [False])
    drawn = draw_negatives(
        torch.tensor(np.repeat(anchor, draws, axis=0)),
        torch.tensor(candidates),
        torch.tensor(allowed).expand(draws, -1),
        torch.Generator().manual_seed(1),
    )
    distances = 2 * np.sin(angles / 2)
    expected = np.where(allowed & (distances < FARTHEST), by_the_paper(distances, dimension), 0)
    counts = np.bincount(drawn.numpy(), minlength=len(angles))
    assert_drawn_by(expected / expected.sum(), counts)


@pytest.fixture
def items() -> Items:
    """A large corpus of two tags and a small one of three; tag 2 is in both."""
    tags = np.array([0] * 30 + [2] * 10 + [1] * 2 + [2] * 4 + [3] * 1)
    corpus = np.array([0] * 40 + [1] * 7)
    return Items(np.zeros((47, 3), np.float32), tags, corpus, ("a", "b", "c", "d"))


def test_corpora_tags_and_items_come_evenly(items: Items) -> None:
    rows = ByTag(items).draw(np.random.default_rng(2), 50_000)
    shares = [(1 / 2 / 2, 30), (1 / 2 / 2, 10), (1 / 2 / 3, 2), (1 / 2 / 3, 4), (1 / 2 / 3, 1)]
    expected = np.concatenate([np.full(count, share / count) for share, count in shares])
    assert_drawn_by(expected, np.bincount(rows, minlength=47))


def test_items_of_a_tag_come_evenly_from_the_corpora_that_have_it(items: Items) -> None:
    sampler = ByTag(items)
    assert sampler.tags.tolist() == [0, 1, 2, 3]
    wanted = np.tile([2, 3, 2, 0, 1], 10_000)
    rows = sampler.draw_of(np.random.default_rng(3), wanted)
    np.testing.assert_array_equal(items.tags[rows], wanted)
    expected = np.zeros(47)
    expected[30:40], expected[42:46] = 1 / 2 / 10, 1 / 2 / 4
    assert_drawn_by(expected, np.bincount(rows[wanted == 2], minlength=47))
