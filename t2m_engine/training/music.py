"""Trains the music network: distilled from the teachers, and taught by music whose cues we know.

Three kinds of windows: real music, of which the teachers tell moods, tags and embeddings; pieces
that were composed for a mood; and studies, whose mode, tempo, touch and register were drawn by
lots, so that no timbre stands for a mood (`cues`). Training can begin with a network that is there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from t2m_engine.audio.mel import HOP
from t2m_engine.audio.network import MusicNetwork, MusicNetworkShape
from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.cues import CUES, cue_targets
from t2m_engine.training.music_checkpoint import load_checkpoint, save_checkpoint
from t2m_engine.training.music_lessons import COMPOSED, STUDY
from t2m_engine.training.music_measures import measure_music, two_halves
from t2m_engine.training.music_targets import music_targets, standardise

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.training.music_lessons import Lessons

CROP = 1 + 80_000 // HOP
"""Frames of a chunk."""
_SHARPNESS = 1.2
"""How sharply a teacher's standardised log-scores become shares."""
AVERAGING = 0.996
"""What the running mean of the weights keeps of itself at a step (two to three epochs)."""
_COMPONENTS = 64
"""Principal components kept of each teacher's embedding."""
_KNOWN = 0.85
"""The weight of what a piece was made for; the rest is what the teachers, or the network that
training begins with, hear in it."""
_HEARD_MODE = 0.35
"""The most that a recording's own key has to say beside the teachers, where it is sure."""
_RATE, _FINE_RATE = 2e-3, 8e-4
"""The highest learning rate from nothing, and from a network that has learnt already."""
_TELL = 20.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True, slots=True)
class TrainedMusic:
    """The network, its shape, and what was measured on sources that it never met."""

    network: MusicNetwork
    shape: MusicNetworkShape
    measured: dict[str, float]


@dataclass(frozen=True, slots=True)
class Goals:
    """What is learnt of each window: `shares` (n, 7), `plane` (n, 2), `hints` (n, h).

    `heard` (n,) says of which windows there are hints: the teachers have not heard the studies.
    """

    shares: torch.Tensor
    plane: torch.Tensor
    hints: torch.Tensor
    heard: torch.Tensor


def train_music(
    lessons: Lessons,
    data: Path,
    *,
    epochs: int,
    seed: int,
    batch: int = 32,
    start: MusicNetwork | None = None,
    checkpoint: Path | None = None,
) -> TrainedMusic:
    """Train for `epochs` over all windows that are not held out.

    `start` is a network to begin with. After every epoch all that is needed to go on is written
    to `checkpoint`, a file; if it is there, its training goes on (T2MError if it is of another).
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    goals = make_goals(lessons, data, start)
    rows = np.flatnonzero(~lessons.held_out & ~lessons.left_out)

    shape = MusicNetworkShape()
    network = MusicNetwork(shape)
    distiller = nn.Linear(shape.embedding, goals.hints.shape[1])
    if start is not None:
        network.load_state_dict(start.state_dict())
        known = rows[goals.heard[rows].numpy()]
        _fit(distiller, two_halves(network, lessons.mel[known], CROP)[0], goals.hints[known])
    # A quarter faster on a CPU; torch's stubs do not know it.
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    average = torch.optim.swa_utils.AveragedModel(
        network,
        multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGING),
        use_buffers=True,
    )
    modules = nn.ModuleDict({"network": network, "average": average, "distiller": distiller})
    parameters = [*network.parameters(), *distiller.parameters()]
    rate = _RATE if start is None else _FINE_RATE
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.02)
    per_epoch = len(rows) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=max(1, epochs * per_epoch)
    )
    first_epoch, measured = 0, dict[str, float]()
    like = {"epochs": epochs, "seed": seed, "windows": len(rows), "batch": batch}
    if checkpoint is not None and checkpoint.exists():
        first_epoch, measured = load_checkpoint(
            checkpoint, modules, optimiser, schedule, random, like
        )
        print(f"Going on after epoch {first_epoch} of {epochs} ({checkpoint})", flush=True)
    began = told = time.monotonic()
    for epoch in range(first_epoch, epochs):
        network.train()
        order, total = random.permutation(rows), 0.0
        for step, first in enumerate(range(0, per_epoch * batch, batch), 1):
            chosen = order[first : first + batch]
            loss = _loss(network, distiller, augmented(lessons.mel[chosen], random), goals, chosen)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 2.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            total += float(loss.item())
            if time.monotonic() - told > _TELL:
                told = time.monotonic()
                done = (epoch - first_epoch) * per_epoch + step
                left = (told - began) / done * ((epochs - first_epoch) * per_epoch - done)
                print(f"epoch {epoch + 1}/{epochs}, step {step}/{per_epoch}, loss "
                      f"{total / step:.3f}, {left / 60:.0f} min left", flush=True)  # fmt: skip
        averaged = average.module
        assert isinstance(averaged, MusicNetwork)
        measured = measure_music(averaged, lessons, goals.shares, goals.plane, CROP)
        print(f"epoch {epoch + 1}/{epochs}, {time.monotonic() - began:.0f} s, loss "
              f"{total / max(1, per_epoch):.3f}, {measured}", flush=True)  # fmt: skip
        if checkpoint is not None:
            save_checkpoint(
                checkpoint, modules, optimiser, schedule, random, like, epoch + 1, measured
            )
    averaged = average.module
    assert isinstance(averaged, MusicNetwork)
    return TrainedMusic(averaged, shape, measured)


def network_of(pack: ModelPack) -> MusicNetwork:
    """Return the music network of `pack`, to begin with."""
    section = pack.card["music"]
    shape = section["shape"] | {"stages": tuple(section["shape"]["stages"])}
    network = MusicNetwork(MusicNetworkShape(**shape))
    network.load_state_dict(load_file(pack.folder / section["file"]))
    return network


def make_goals(lessons: Lessons, data: Path, start: MusicNetwork | None = None) -> Goals:
    """Return what is to be learnt of all windows; targets are standardised over those of training.

    The share of a study's goal that is not its cues is what `start` hears in it. What the key of
    a recording lets expect is mixed into the goals of training, never into those of validation.
    """
    real, study = lessons.real, lessons.source == STUDY
    learnt = real & ~lessons.held_out & ~lessons.left_out
    reference = learnt & (lessons.copy == 0)
    targets = music_targets(lessons.teachers, reference, data)
    shares = torch.softmax(torch.from_numpy(targets.moods) * _SHARPNESS, dim=1)
    plane = torch.from_numpy(np.where(real[:, None], targets.plane, lessons.plane))
    composed = torch.from_numpy(lessons.source == COMPOSED)
    truth = functional.one_hot(torch.from_numpy(lessons.mood).clamp_min(0), len(MOODS)).float()
    # What a piece was composed for counts most; the teachers say what else is in it.
    shares = torch.where(composed[:, None], _KNOWN * truth + (1 - _KNOWN) * shares, shares)
    sure = np.abs(lessons.mode) * (_HEARD_MODE * learnt).astype(np.float32)
    shares, plane = _with_mode(lessons.mode, sure, shares, plane)
    if study.any():
        cues = cue_targets(lessons.cues[study])
        moods, places = torch.from_numpy(cues.moods), torch.from_numpy(cues.plane)
        if start is not None:
            _, logits, heard = two_halves(start, lessons.mel[study], CROP)
            moods = _KNOWN * moods + (1 - _KNOWN) * torch.softmax(logits, dim=1)
            places = _KNOWN * places + (1 - _KNOWN) * heard
        shares[torch.from_numpy(study)] = moods
        plane[torch.from_numpy(study)] = places
    hints = torch.from_numpy(_hints(lessons.teachers, reference))
    return Goals(shares, plane, hints, torch.from_numpy(~study))


def _with_mode(
    mode: NDArray[np.float32], sure: NDArray[np.float32], shares: torch.Tensor, plane: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mix what `mode` (n,) lets expect, by `sure` (n,), into shares and plane.

    Of the other cues of a recording only its arousal is at hand; the teachers hear that well.
    """
    cues = np.zeros((len(mode), len(CUES)), np.float32)
    cues[:, CUES.index("mode")] = np.sign(mode)
    cues[:, CUES.index("pace")] = np.nan_to_num(plane[:, 1].numpy())
    expected = cue_targets(cues)
    weight = torch.from_numpy(sure)[:, None]
    expected_plane = torch.from_numpy(expected.plane)
    expected_plane[:, 1] = plane[:, 1]
    mixed = torch.where(weight > 0, (1 - weight) * plane + weight * expected_plane, plane)
    return (1 - weight) * shares + weight * torch.from_numpy(expected.moods), mixed


def _loss(
    network: MusicNetwork,
    distiller: nn.Linear,
    mel: torch.Tensor,
    goals: Goals,
    chosen: NDArray[np.int64],
) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        embedding, logits, places = (t.float() for t in network(mel))
    loss = functional.cross_entropy(logits, goals.shares[chosen])
    loss = loss + 4.0 * functional.huber_loss(places, goals.plane[chosen], delta=0.5)
    heard = goals.heard[chosen]
    if heard.any():
        guessed, hints = distiller(embedding[heard]), goals.hints[chosen][heard]
        loss = loss + functional.huber_loss(guessed, hints)
        loss = loss + 0.15 * (1 - functional.cosine_similarity(guessed, hints)).mean()
    return loss


@torch.no_grad()
def _fit(layer: nn.Linear, inputs: torch.Tensor, goals: torch.Tensor) -> None:
    """Set `layer` to the ridge regression of `goals` on `inputs`, so that it begins well."""
    mean, centre = inputs.mean(dim=0), goals.mean(dim=0)
    x = inputs - mean
    ridge = 0.01 * len(x) * float(x.var()) * torch.eye(x.shape[1])
    weights = torch.linalg.solve(x.T @ x + ridge, x.T @ (goals - centre)).T
    layer.weight.copy_(weights)
    layer.bias.copy_(centre - weights @ mean)


def _hints(
    teachers: dict[str, NDArray[np.float32]], reference: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Return what else is learnt: tags, classes and principal components of the embeddings."""
    parts = [standardise(teachers[key], reference) for key in ("mn04", "yamnet", "musicnn")]
    for key in ("mn04_embedding", "yamnet_embedding", "musicnn_embedding"):
        values = standardise(teachers[key], reference)
        _, _, axes = np.linalg.svd(values[reference], full_matrices=False)
        parts.append(standardise(values @ axes[:_COMPONENTS].T, reference))
    return np.concatenate(parts, axis=1)


def augmented(mel: NDArray[np.float16], random: np.random.Generator) -> torch.Tensor:
    """Crop a chunk (n, 128, CROP) from each window (n, 128, frames).

    Its level and tilt are shifted, bands and moments masked, a noise floor laid under it, and now
    and then the treble is cut off, as an old recording or a poor encoder does.
    """
    batch = np.empty((len(mel), mel.shape[1], CROP), np.float32)
    for row, window in enumerate(mel):
        start = random.integers(0, window.shape[1] - CROP + 1)
        chunk = window[:, start : start + CROP].astype(np.float32)
        chunk = chunk + random.normal(0.0, 0.15)
        chunk = chunk + np.linspace(-1, 1, len(chunk))[:, None] * random.normal(0.0, 0.15)
        if random.random() < 0.3:
            floor = random.uniform(-4.5, -2.5) + random.normal(0.0, 0.15, chunk.shape)
            chunk = np.maximum(chunk, floor)
        if random.random() < 0.2:
            edge = random.integers(80, 124)  # of 128 bands: from 3 kHz up
            chunk[edge:] = np.minimum(chunk[edge:], -5.0 + random.uniform(0.0, 0.5))
        for axis, longest in ((0, 16), (1, 40)):
            width = random.integers(0, longest)
            first = random.integers(0, chunk.shape[axis] - width)
            cut = [slice(None), slice(None)]
            cut[axis] = slice(first, first + width)
            chunk[tuple(cut)] = chunk.mean()
        batch[row] = chunk
    return torch.from_numpy(batch)
