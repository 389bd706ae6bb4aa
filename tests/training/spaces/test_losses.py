"""Losses: against cases computed by hand, and their gradients against differences."""

import math

import pytest
import torch
from torch.autograd import gradcheck

from t2m_engine.training.spaces.losses.classification import classification_loss
from t2m_engine.training.spaces.losses.multi_head import multi_head_loss
from t2m_engine.training.spaces.losses.regression import regression_loss
from t2m_engine.training.spaces.losses.soft_contrastive import soft_contrastive_loss
from t2m_engine.training.spaces.losses.three_branch import WEIGHTS, three_branch_loss
from t2m_engine.training.spaces.losses.triplet import triplet_loss

ROOT = math.sqrt(0.5)


def some(*shape: int, seed: int = 0) -> torch.Tensor:
    random = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=random, dtype=torch.float64).requires_grad_()


def test_classification() -> None:
    # Shares 1/4 and 3/4, then 1/2 and 1/2.
    logits = torch.tensor([[0.0, math.log(3)], [1.0, 1.0]])
    loss = classification_loss(logits, torch.tensor([1, 0]))
    assert loss.item() == pytest.approx(-(math.log(3 / 4) + math.log(1 / 2)) / 2)
    assert gradcheck(lambda z: classification_loss(z, torch.tensor([2, 0, 1])), some(3, 4))


def test_multi_head() -> None:
    even = torch.zeros(2, 2), torch.tensor([0, 1])  # log 2
    four = torch.zeros(1, 4), torch.tensor([3])  # log 4
    loss = multi_head_loss([even, four])
    assert loss.item() == pytest.approx((math.log(2) + math.log(4)) / 2)
    labels = torch.tensor([0, 1, 1])
    assert gradcheck(
        lambda a, b: multi_head_loss([(a, labels), (b, labels)]), (some(3, 2), some(3, 5, seed=1))
    )


def test_regression() -> None:
    loss = regression_loss(torch.tensor([[0.5, 0.0], [1.0, 1.0]]), torch.zeros(2, 2))
    assert loss.item() == pytest.approx((0.25 + 0 + 1 + 1) / 4)
    targets = torch.zeros(3, 2, dtype=torch.float64)
    assert gradcheck(lambda o: regression_loss(o, targets), some(3, 2))


def test_triplet() -> None:
    anchors = torch.tensor([[1.0, 0.0], [2.0, 0.0], [0.0, 1.0]])
    positives = torch.tensor([[1.0, 1.0], [0.0, 3.0], [0.0, 1.0]])  # cosines √½, 0, 1
    negatives = torch.tensor([[0.0, 1.0], [1.0, 1.0], [1.0, 7.0]])  # cosines 0, √½, 7/√50
    loss = triplet_loss(anchors, positives, negatives, margin=0.2)
    expected = [0.0, 0.2 + ROOT, 0.2 - 1 + 7 / math.sqrt(50)]
    assert loss.item() == pytest.approx(sum(expected) / 3, rel=1e-6)
    vectors = some(4, 5), some(4, 5, seed=1), some(4, 5, seed=2)
    assert triplet_loss(*vectors, margin=0.9) > 0
    assert gradcheck(lambda *three: triplet_loss(*three, margin=0.9), vectors)


def test_three_branches() -> None:
    parts = torch.tensor(1.0), torch.tensor(2.0), torch.tensor(4.0)
    assert three_branch_loss(*parts).item() == pytest.approx(0.3 + 0.6 + 1.6)
    assert sum(WEIGHTS) == pytest.approx(1.0)
    assert three_branch_loss(*parts, weights=(0, 0, 1)).item() == 4.0
    assert gradcheck(three_branch_loss, tuple(some(1, seed=s) for s in range(3)))


def test_soft_contrastive() -> None:
    vectors = torch.tensor([[1.0, 0.0], [0.0, 2.0], [3.0, 3.0]])
    others = ~torch.eye(3, dtype=torch.bool)
    nearness = torch.tensor([[0.0, -1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    tau = 0.5
    # Cosines: 0 between the first two, √½ of each to the third.
    near, far = math.exp(ROOT / tau), math.exp(0.0)
    log_near, log_far = math.log(near / (near + far)), math.log(far / (near + far))
    q = 1 / (1 + math.e)  # of the far one: exp(−1) / (exp(−1) + exp(0))
    first = second = -(q * log_far + (1 - q) * log_near)
    third = -math.log(0.5)  # both are as near, and as positive
    loss = soft_contrastive_loss(vectors, nearness, others, tau)
    assert loss.item() == pytest.approx((first + second + third) / 3, rel=1e-6)
    s = -some(4, 4, seed=3).detach().abs()
    mask = torch.tensor([[0, 1, 1, 1], [1, 0, 0, 1], [1, 1, 0, 1], [0, 1, 0, 0]], dtype=torch.bool)
    assert gradcheck(lambda v: soft_contrastive_loss(v, s, mask, 0.3), some(4, 3))


def test_what_is_no_other_does_not_count() -> None:
    vectors, nearness = some(4, 3).detach(), -some(4, 4, seed=1).detach().abs()
    others = torch.tensor([[0, 1, 1, 0]] * 4, dtype=torch.bool)
    loss = soft_contrastive_loss(vectors, nearness, others, 0.1)
    nearness[:, 3] = 5.0
    assert soft_contrastive_loss(vectors, nearness, others, 0.1) == loss
