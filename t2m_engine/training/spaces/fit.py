"""Learning a space: Adam, early stopping on validation, and checkpoints to go on from."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from t2m_engine.emotion.spaces import DEFAULT_SPACE, EMOTION
from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.files import replacing
from t2m_engine.training.spaces.config import Config
from t2m_engine.training.spaces.fuse import fuse
from t2m_engine.training.spaces.learnt import Learnt
from t2m_engine.training.spaces.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from t2m_engine.training.datasets.records import Progress
    from t2m_engine.training.spaces.material import Material
    from t2m_engine.training.spaces.methods import Method


NAMES = (*METHODS, DEFAULT_SPACE)


def fit(
    method: str,
    material: Material,
    config: Config | None = None,
    seed: int = 0,
    *,
    checkpoints: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Learnt:
    """Learn the space of `method`, one of `NAMES`; the best state on validation is kept.

    The fusion learns all the others, and weighs them and the space of plain emotions.

    The same arguments give the same space on the same machine. In `checkpoints`, a folder, the
    state is kept at every look at validation, in a file named by all that learning depends on; a
    later call with the same arguments goes on from it and ends as if it had never stopped, at
    once if it had not. Networks of this size learn quicker on a CPU than on anything else.

    Raises UsageError for a method that is none, CancelledError once `cancelled` says so.
    """
    if method not in NAMES:
        raise UsageError(f"There is no method “{method}”; choose one of {', '.join(NAMES)}.")
    config = config or Config()
    if method == DEFAULT_SPACE:
        parts = [
            fit(
                part,
                material,
                config,
                seed,
                checkpoints=checkpoints,
                progress=progress,
                cancelled=cancelled,
            ).space
            for part in METHODS
        ]
        return Learnt(fuse([EMOTION, *parts], material.questions))
    key = _key(method, material, config, seed)
    checkpoint = None if checkpoints is None else checkpoints / f"{method}-{key}.safetensors"
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        learner = METHODS[method](material, config)
        run = _Run(learner, seed, checkpoint)
        while not run.finished:
            if progress:
                progress(run.step, config.steps, f"learning {method}")
            if cancelled is not None and cancelled():
                raise CancelledError("Stopped; the same command goes on where it was.")
            run.advance()
        return learner.learnt(run.best_space())


class _Run:
    """The state of one course of learning."""

    def __init__(self, learner: Method, seed: int, checkpoint: Path | None) -> None:
        self._learner, self._config = learner, learner.config
        self._checkpoint = checkpoint
        self._random = np.random.default_rng(seed)
        self._optimiser = torch.optim.Adam(
            learner.networks.parameters(),
            lr=self._config.rate,
            weight_decay=self._config.decay,
            fused=True,  # half the time of a step
        )
        self.step = 0
        self._best_step, self._best_quality = 0, -math.inf
        self._best: dict[str, torch.Tensor] = {}
        if checkpoint is not None and checkpoint.exists():
            self._resume(checkpoint)

    @property
    def finished(self) -> bool:
        """Whether all steps are done, or validation has not improved for too long."""
        waited = self.step - self._best_step
        return self.step >= self._config.steps or (
            waited >= self._config.patience * self._config.every
        )

    def advance(self) -> None:
        """Learn until the next look at validation, look, and keep the state."""
        self._learner.networks.train()
        steps = min(self._config.every, self._config.steps - self.step)
        for _ in range(steps):
            loss = self._learner.loss(self._random)
            self._optimiser.zero_grad()
            loss.backward()
            self._optimiser.step()
        self.step += steps
        self._learner.networks.eval()
        quality = self._learner.quality()
        if quality > self._best_quality:
            self._best_quality, self._best_step = quality, self.step
            state = self._learner.networks.state_dict()
            self._best = {name: value.clone() for name, value in state.items()}
        if self._checkpoint is not None:
            self._save(self._checkpoint)

    def best_space(self) -> Any:
        """Return the space of the best state."""
        self._learner.networks.load_state_dict(self._best)
        self._learner.networks.eval()
        return self._learner.space()

    def _save(self, target: Path) -> None:
        tensors = {f"best/{name}": value for name, value in self._best.items()}
        if not self.finished:
            for name, value in self._learner.networks.state_dict().items():
                tensors[f"now/{name}"] = value
            for number, state in self._optimiser.state_dict()["state"].items():
                tensors |= {f"adam/{number}/{name}": value for name, value in state.items()}
            tensors["random"] = torch.get_rng_state()
        notes = {
            "step": self.step,
            "best_step": self._best_step,
            "best_quality": self._best_quality,
            "random": self._random.bit_generator.state,
        }
        # A copy each: safetensors refuses tensors that share their memory.
        copies = {name: value.clone().contiguous() for name, value in tensors.items()}
        with replacing(target) as temporary:
            save_file(copies, temporary, metadata={"notes": json.dumps(notes)})

    def _resume(self, path: Path) -> None:
        try:
            with safe_open(path, framework="pt") as file:
                notes = json.loads(file.metadata()["notes"])
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        except SafetensorError:
            return  # damaged: begin again
        parts: dict[str, dict[str, torch.Tensor]] = {"best": {}, "now": {}, "adam": {}}
        for name, value in tensors.items():
            kind, _, rest = name.partition("/")
            if kind in parts:
                parts[kind][rest] = value
        self._best = parts["best"]
        self.step, self._best_step = notes["step"], notes["best_step"]
        self._best_quality = notes["best_quality"]
        if self.finished:
            return
        self._learner.networks.load_state_dict(parts["now"])
        state: dict[int, dict[str, torch.Tensor]] = {}
        for name, value in parts["adam"].items():
            number, _, field = name.partition("/")
            state.setdefault(int(number), {})[field] = value
        groups = self._optimiser.state_dict()["param_groups"]
        self._optimiser.load_state_dict({"state": state, "param_groups": groups})
        torch.set_rng_state(tensors["random"])
        self._random.bit_generator.state = notes["random"]


def _key(method: str, material: Material, config: Config, seed: int) -> str:
    """A digest of all that learning depends on."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(json.dumps([method, asdict(config), seed]).encode())
    for part in (material.training, material.validation):
        for corpus in (*part.texts, *part.music):
            digest.update("\0".join(corpus.names).encode())
            for array in (corpus.labels, corpus.features.embedding, corpus.features.emotion):
                digest.update(np.ascontiguousarray(array).tobytes())
    if material.neutral is not None:
        digest.update(np.ascontiguousarray(material.neutral.embedding).tobytes())
    words = material.words
    for name in sorted(words.vectors):
        digest.update(name.encode() + np.asarray(words.vectors[name], np.float32).tobytes())
    places = {name: [float(axis) for axis in place] for name, place in words.places.items()}
    ways = [{name: list(right) for name, right in way.items()} for way in material.right]
    digest.update(json.dumps([places, ways], sort_keys=True).encode())
    return digest.hexdigest()[:16]
