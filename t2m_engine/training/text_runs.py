"""From the runs of several seeds to the text network that ships, and to its figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from t2m_engine.emotion.pack_card import read_card
from t2m_engine.emotion.pack_store import find_pack
from t2m_engine.errors import InputError
from t2m_engine.training.text import Learner, predict
from t2m_engine.training.text_base import load_base
from t2m_engine.training.text_measures import (
    Predicted,
    measure,
    summary,
    temperature,
    test_sets,
    validation_sets,
    worth,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from t2m_engine.text.encoder import TextNetwork
    from t2m_engine.training.text_data import Example

_CALIBRATED_ON = ("passages", "subtext")
MEAN = "mean of the seeds' weights"


@dataclass(frozen=True, slots=True)
class TrainedText:
    """The network's weights, where it started, its temperature and what was measured."""

    network: TextNetwork
    config: dict[str, Any]
    base: Path
    temperature: float
    measured: dict[str, Any]


def choose_text(
    corpus: Path, data: Path, base: Path, run: Path, seeds: Sequence[int]
) -> TrainedText:  # fmt: skip
    """Return what ships: the seed, or the mean of all their weights, that validation likes best.

    The mean of networks that were fine-tuned from one start is often better than each (Wortsman
    et al. 2022, Model soups). The tests are measured for every seed, and for what ships.
    InputError when a seed has not been trained.
    """
    weights = {str(seed): _weights(run, seed) for seed in seeds}
    weights[MEAN] = {
        name: torch.stack([one[name].float() for one in weights.values()]).mean(dim=0)
        for name in next(iter(weights.values()))
    }
    network, config, tokenizer = load_base(base)
    learner = Learner(network)
    validation, tests = validation_sets(corpus, data), test_sets(corpus, data)
    calibrating = [example for name in _CALIBRATED_ON for example in validation[name]]
    worths: dict[str, float] = {}
    temperatures: dict[str, float] = {}
    tested: dict[str, dict[str, Predicted]] = {}
    for name, state in weights.items():
        learner.load_state_dict(state)
        predicted = _predict_all(learner, tokenizer, validation)
        worths[name] = worth({key: measure(predicted[key], validation[key]) for key in validation})
        logits = np.concatenate([predicted[key].moods for key in _CALIBRATED_ON])
        temperatures[name] = temperature(logits, calibrating)
        tested[name] = _predict_all(learner, tokenizer, tests)
        print(f"{name}: {worths[name]:.3f}", flush=True)
    best = max(worths, key=worths.__getitem__)
    learner.load_state_dict(weights[best])
    names = [str(seed) for seed in seeds]
    made = json.loads((run / f"seed-{seeds[0]}.json").read_text("utf-8"))
    measured = {
        "ships": best,
        "chosen_by": "validation (our corpus, half of Potter, EmoBank's dev)",
        "validation": {name: round(value, 4) for name, value in worths.items()},
        "steps": made["steps"],
        "intervals": "95 %, bootstrap over seeds and over worlds, stories or sentences",
        "all_seeds": summary(tests, [tested[n] for n in names], [temperatures[n] for n in names]),
        "shipped": summary(tests, [tested[best]], [temperatures[best]]),
    }
    return TrainedText(network, config, base, temperatures[best], measured)


def weights_of(name: str) -> dict[str, torch.Tensor]:
    """Return the weights of the text network of the pack called `name` (or in this folder).

    ModelError when there is no such pack.
    """
    from safetensors.torch import load_file  # noqa: PLC0415

    folder = find_pack(name)
    return load_file(folder / read_card(folder)["text"]["file"])


def _weights(run: Path, seed: int) -> dict[str, torch.Tensor]:
    from safetensors.torch import load_file  # noqa: PLC0415

    path = run / f"seed-{seed}.safetensors"
    if not path.exists():
        raise InputError(path, "is missing", f"Train seed {seed} first.")
    return load_file(path)


def _predict_all(
    learner: Learner, tokenizer: Any, sets: dict[str, list[Example]]
) -> dict[str, Predicted]:  # fmt: skip
    return {name: predict(learner, tokenizer, examples) for name, examples in sets.items()}
