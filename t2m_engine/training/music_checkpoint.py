"""Keeps a training that can go on: weights and the optimiser's state as safetensors, no pickle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import safetensors.torch
import torch
from safetensors import safe_open

from t2m_engine.errors import InputError
from t2m_engine.files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from torch import nn

_STATE = "optimiser"


def save_checkpoint(
    path: Path,
    modules: nn.ModuleDict,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    random: np.random.Generator,
    like: Mapping[str, Any],
    epoch: int,
    measured: Mapping[str, float],
) -> None:
    """Write everything that the next epoch needs to `path`, all at once.

    `like` names what makes this training what it is; `epoch` how many are done.
    """
    tensors = {key: _copy(value) for key, value in modules.state_dict().items()}
    for number, state in optimiser.state_dict()["state"].items():
        for name, value in state.items():
            tensors[f"{_STATE}.{number}.{name}"] = _copy(torch.as_tensor(value))
    numbers = {
        "like": dict(like),
        "epoch": epoch,
        "measured": dict(measured),
        "schedule": _plain(schedule.state_dict()),
        "random": random.bit_generator.state,
        # The schedule moves these with the learning rate.
        "groups": [_plain({k: v for k, v in group.items() if k != "params"})
                   for group in optimiser.state_dict()["param_groups"]],
    }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        safetensors.torch.save_file(tensors, temporary, metadata={"training": json.dumps(numbers)})


def load_checkpoint(
    path: Path,
    modules: nn.ModuleDict,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    random: np.random.Generator,
    like: Mapping[str, Any],
) -> tuple[int, dict[str, float]]:
    """Put everything back as it was; return how many epochs are done and what was measured.

    InputError if the file is broken, or is of another training than `like` says.
    """
    try:
        with safe_open(str(path), framework="pt") as file:
            numbers = json.loads((file.metadata() or {})["training"])
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except (OSError, KeyError, ValueError, safetensors.SafetensorError) as error:
        raise InputError(path, "is no checkpoint of a training", "Delete it to begin.") from error
    if numbers["like"] != dict(like):
        raise InputError(
            path,
            f"is the checkpoint of another training ({numbers['like']} instead of {dict(like)})",
            "Delete it, or name another file.",
        )
    state: dict[int, dict[str, torch.Tensor]] = {}
    for key in [key for key in tensors if key.startswith(f"{_STATE}.")]:
        _, number, name = key.split(".")
        state.setdefault(int(number), {})[name] = tensors.pop(key)
    modules.load_state_dict(tensors)
    groups = optimiser.state_dict()["param_groups"]
    for group, kept in zip(groups, numbers["groups"], strict=True):
        group.update(kept)
    optimiser.load_state_dict({"state": state, "param_groups": groups})
    schedule.load_state_dict(numbers["schedule"])
    random.bit_generator.state = numbers["random"]
    return int(numbers["epoch"]), dict(numbers["measured"])


def _copy(tensor: torch.Tensor) -> torch.Tensor:
    """One of its own, in the usual order: safetensors refuses others."""
    return tensor.detach().clone(memory_format=torch.contiguous_format)


def _plain(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of `state` JSON can carry: numbers, words, and lists of them."""
    return {
        k: v for k, v in state.items() if isinstance(v, int | float | str | list | tuple | None)
    }
