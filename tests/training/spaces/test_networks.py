"""Networks: plain layers say what torch says."""

import numpy as np
import pytest
import torch
from torch import nn

from t2m_engine.training.spaces.networks import Standardise, folded, perceptron


@pytest.fixture
def inputs() -> np.ndarray:
    random = np.random.default_rng(0)
    inputs = random.normal(3.0, [0.1, 1.0, 10.0, 0.0, 1.0], size=(200, 5)).astype(np.float32)
    inputs[:, 3] = 0.7  # says nothing
    return inputs


def test_folded_layers_are_the_network_as_it_is_in_evaluation(inputs: np.ndarray) -> None:
    torch.manual_seed(0)
    network = nn.Sequential(
        Standardise(inputs), nn.Linear(5, 6), perceptron(6, 7, 3, dropout=0.5), nn.Linear(3, 2)
    )
    for _ in range(20):  # batch normalisation learns its means
        network(torch.from_numpy(inputs))
    network.eval()
    plain = folded(network[0], network[1:])
    expected = network(torch.from_numpy(inputs)).detach().numpy()
    np.testing.assert_allclose(plain(inputs), expected, rtol=1e-4, atol=1e-5)
    assert [weight.shape for weight, _ in plain.layers] == [(7, 5), (7, 7), (2, 7)]


def test_inputs_are_brought_to_one_scale(inputs: np.ndarray) -> None:
    outputs = Standardise(inputs)(torch.from_numpy(inputs)).numpy()
    np.testing.assert_allclose(outputs.mean(axis=0), 0.0, atol=1e-4)
    np.testing.assert_allclose(outputs.std(axis=0)[[0, 1, 2, 4]], 1.0, atol=1e-3)
    strange = inputs.copy()
    strange[:, 3] = 0.8
    assert np.abs(Standardise(inputs)(torch.from_numpy(strange)).numpy()[:, 3]).max() < 0.2
