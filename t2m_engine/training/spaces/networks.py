"""Three-layer perceptrons in torch, and how they become plain layers for numpy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from t2m_engine.emotion.learned import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Standardise(nn.Module):
    """Brings each input to mean 0 and spread 1 over the training items; nothing is learnt."""

    mean: torch.Tensor
    scale: torch.Tensor

    def __init__(self, inputs: NDArray[np.float32]) -> None:
        super().__init__()
        spread = inputs.std(axis=0)
        # An input that never changes says nothing; it must not be blown up where it does.
        spread[spread < 1e-4] = 1.0
        self.register_buffer("mean", torch.from_numpy(inputs.mean(axis=0)))
        self.register_buffer("scale", torch.from_numpy(1.0 / spread))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """(n, d) → (n, d)."""
        return (inputs - self.mean) * self.scale


def hidden_layer(inputs: int, outputs: int, dropout: float) -> Iterator[nn.Module]:
    """A linear layer with batch normalisation, ReLU and dropout, as in the published code."""
    yield nn.Linear(inputs, outputs)
    yield nn.BatchNorm1d(outputs)
    yield nn.ReLU()
    yield nn.Dropout(dropout)


def perceptron(inputs: int, hidden: int, outputs: int, dropout: float) -> nn.Sequential:
    """Return three layers, the last one linear (Won et al. 2021, §3: “three-layer MLP”)."""
    return nn.Sequential(
        *hidden_layer(inputs, hidden, dropout),
        *hidden_layer(hidden, hidden, dropout),
        nn.Linear(hidden, outputs),
    )


@torch.no_grad()
def folded(*modules: nn.Module) -> Network:
    """Return `modules`, one after the other and as in evaluation, as layers with ReLU between.

    Standardising, linear layers and batch normalisation are affine, and one matrix together.
    """
    layers: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = []
    weight: torch.Tensor | None = None
    bias: torch.Tensor | None = None
    for module in chain.from_iterable(_leaves(module) for module in modules):
        if isinstance(module, nn.ReLU):
            assert weight is not None
            assert bias is not None
            layers.append((_array(weight), _array(bias)))
            weight = bias = None
        elif not isinstance(module, nn.Dropout):
            step, shift = _affine(module)
            bias = shift if bias is None else step @ bias + shift
            weight = step if weight is None else step @ weight
    assert weight is not None
    assert bias is not None
    return Network((*layers, (_array(weight), _array(bias))))


def _leaves(module: nn.Module) -> Iterator[nn.Module]:
    if isinstance(module, nn.Sequential):
        for child in module:
            yield from _leaves(child)
    else:
        yield module


def _affine(module: nn.Module) -> tuple[torch.Tensor, torch.Tensor]:
    """The matrix (o, i) and the shift (o,) that `module` applies, in double precision."""
    if isinstance(module, nn.Linear):
        return module.weight.double(), module.bias.double()
    if isinstance(module, Standardise):
        scale = module.scale.double()
        return torch.diag(scale), -scale * module.mean.double()
    assert isinstance(module, nn.BatchNorm1d)
    mean, variance = module.running_mean, module.running_var
    assert mean is not None
    assert variance is not None
    scale = module.weight.double() / (variance.double() + module.eps).sqrt()
    return torch.diag(scale), module.bias.double() - scale * mean.double()


def _array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return np.ascontiguousarray(tensor.float().numpy())
