"""Trains the music network: distilled from the teachers, and taught by our own compositions."""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from t2m_engine.audio.mel import HOP, LogMel
from t2m_engine.audio.network import MusicNetwork, MusicNetworkShape
from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.music_targets import music_targets, standardise

if TYPE_CHECKING:
    from numpy.typing import NDArray

COMPOSED = "composed"
"""The source of pieces that packaging/compose wrote, whose moods are known by construction."""
HELD_OUT = frozenset(
    {"colobot-common-sounds", "fillets-ng-data", "freecol", "hex-a-hop-data", "krank", "renpy-demo",
     "neverball-common", "openclonk-data", "zaz-data"}
)  # fmt: skip
"""Packages that the network never meets in training, in any form: figures come from these."""
_COMPOSED_HELD_OUT = 6
"""Every sixth composed piece is for validation."""
CROP = 1 + 80_000 // HOP
"""Frames of a chunk."""
_SHARPNESS = 1.2
"""How sharply a teacher's standardised log-scores become shares."""
AVERAGING = 0.998
"""What the running mean of the weights keeps of itself at a step (about two epochs)."""
_COMPONENTS = 64
"""Principal components kept of each teacher's embedding."""


@dataclass(slots=True)
class Lessons:
    """All windows in memory: `mel` float16 (n, 128, 626) and what is known of each."""

    mel: NDArray[np.float16]
    source: NDArray[np.str_]
    piece: NDArray[np.str_]
    copy: NDArray[np.int64]
    teachers: dict[str, NDArray[np.float32]]
    mood: NDArray[np.int64]
    plane: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TrainedMusic:
    """The network, its shape, and what was measured on sources that it never met."""

    network: MusicNetwork
    shape: MusicNetworkShape
    measured: dict[str, float]


def load_lessons(cache: Path, manifest: Path | None) -> Lessons:
    """Load the .npz files of `make_lessons`; `manifest` tells mood and plane of composed pieces.

    `mood` is −1 and `plane` NaN where only the teachers know.
    """
    known = {}
    if manifest is not None:
        rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
        known = {Path(row["file"]).name: row for row in rows}
    mels, sources, pieces, copies, moods, planes = [], [], [], [], [], []
    teachers: dict[str, list[NDArray[np.float32]]] = {}
    front_end = LogMel().eval()
    for path in sorted(cache.rglob("*.npz")):
        if path.name.endswith(".part.npz"):
            continue
        with np.load(path) as file:
            audio = torch.from_numpy(file["audio"].astype(np.float32) / 32_767)
            with torch.inference_mode():
                mels.append(front_end(audio).numpy().astype(np.float16))
            count = len(audio)
            name = str(file["name"])
            row = known.get(Path(name).name)
            sources += [COMPOSED if row else str(file["source"])] * count
            pieces += [name] * count
            copies += [int(path.name.split(".")[1])] * count
            moods += [MOODS.index(row["mood"]) if row else -1] * count
            planes += [[row["valence"], row["arousal"]] if row else [np.nan, np.nan]] * count
            for key in ("mn04", "mn04_embedding", "yamnet", "yamnet_embedding", "musicnn",
                        "musicnn_embedding"):  # fmt: skip
                teachers.setdefault(key, []).append(file[key])
    return Lessons(
        mel=np.concatenate(mels),
        source=np.array(sources),
        piece=np.array(pieces),
        copy=np.array(copies),
        teachers={key: np.concatenate(parts) for key, parts in teachers.items()},
        mood=np.array(moods),
        plane=np.array(planes, np.float32),
    )


def train_music(
    lessons: Lessons, data: Path, *, epochs: int, seed: int, batch: int = 32
) -> TrainedMusic:
    """Train for `epochs` over all windows that are not held out."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    held_out = np.isin(lessons.source, list(HELD_OUT)) | _composed_held_out(lessons)
    real = lessons.source != COMPOSED
    reference = ~held_out & real & (lessons.copy == 0)
    targets = music_targets(lessons.teachers, reference, data)
    shares = torch.softmax(torch.from_numpy(targets.moods) * _SHARPNESS, dim=1)
    plane = torch.from_numpy(np.where(real[:, None], targets.plane, lessons.plane))
    composed = torch.from_numpy(~real)
    truth = functional.one_hot(torch.from_numpy(lessons.mood).clamp_min(0), len(MOODS)).float()
    # What a piece was composed for counts most; the teachers say what else is in it.
    shares = torch.where(composed[:, None], 0.85 * truth + 0.15 * shares, shares)
    hints = torch.from_numpy(_hints(lessons.teachers, reference))

    shape = MusicNetworkShape()
    network = MusicNetwork(shape)
    distiller = nn.Linear(shape.embedding, hints.shape[1])
    average = torch.optim.swa_utils.AveragedModel(
        network,
        multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGING),
        use_buffers=True,
    )
    parameters = [*network.parameters(), *distiller.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=2e-3, weight_decay=0.02)
    rows = np.flatnonzero(~held_out)
    steps = epochs * (len(rows) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        network.train()
        order, total = random.permutation(rows), 0.0
        for first in range(0, len(order) - batch + 1, batch):
            chosen = order[first : first + batch]
            mel = _augmented(lessons.mel[chosen], random)
            with torch.autocast("cpu", torch.bfloat16):
                embedding, logits, places = (t.float() for t in network(mel))
            loss = functional.cross_entropy(logits, shares[chosen])
            loss = loss + 4.0 * functional.huber_loss(places, plane[chosen], delta=0.5)
            guessed = distiller(embedding)
            loss = loss + functional.huber_loss(guessed, hints[chosen])
            loss = loss + 0.15 * (1 - functional.cosine_similarity(guessed, hints[chosen])).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 2.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            total += float(loss.item())
            step += 1
        measured = _measure(average.module, lessons, held_out, shares, plane)
        seconds = time.monotonic() - began
        print(f"epoch {epoch + 1}/{epochs} {seconds:.0f} s loss "
              f"{total / (len(order) // batch):.3f} {measured}", flush=True)  # fmt: skip
    averaged = average.module
    assert isinstance(averaged, MusicNetwork)
    return TrainedMusic(averaged, shape, measured)


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


def _augmented(mel: NDArray[np.float16], random: np.random.Generator) -> torch.Tensor:
    """Crop a chunk from each window; shift its level and tilt, mask bands and moments."""
    batch = np.empty((len(mel), mel.shape[1], CROP), np.float32)
    for row, window in enumerate(mel):
        start = random.integers(0, window.shape[1] - CROP + 1)
        chunk = window[:, start : start + CROP].astype(np.float32)
        chunk = chunk + random.normal(0.0, 0.15)
        chunk = chunk + np.linspace(-1, 1, len(chunk))[:, None] * random.normal(0.0, 0.15)
        for axis, longest in ((0, 16), (1, 40)):
            width = random.integers(0, longest)
            first = random.integers(0, chunk.shape[axis] - width)
            cut = [slice(None), slice(None)]
            cut[axis] = slice(first, first + width)
            chunk[tuple(cut)] = chunk.mean()
        batch[row] = chunk
    return torch.from_numpy(batch)


def _composed_held_out(lessons: Lessons) -> NDArray[np.bool_]:
    names = sorted(set(lessons.piece[lessons.source == COMPOSED]))
    return np.isin(lessons.piece, names[::_COMPOSED_HELD_OUT])


@torch.inference_mode()
def _measure(
    network: nn.Module,
    lessons: Lessons,
    held_out: NDArray[np.bool_],
    shares: torch.Tensor,
    plane: torch.Tensor,
) -> dict[str, float]:
    """Agreement with the teachers on held-out packages; accuracy on held-out compositions."""
    network.eval()
    measured: dict[str, Any] = {}
    for name, rows in (
        ("real", np.flatnonzero(held_out & (lessons.source != COMPOSED) & (lessons.copy == 0))),
        ("composed", np.flatnonzero(held_out & (lessons.source == COMPOSED))),
    ):
        if not len(rows):
            continue
        outputs = []
        for first in range(0, len(rows), 64):
            mel = torch.from_numpy(lessons.mel[rows[first : first + 64]].astype(np.float32))
            halves = [network(part)[1:] for part in (mel[:, :, :CROP], mel[:, :, -CROP:])]
            outputs.append([torch.stack(pair).mean(dim=0) for pair in zip(*halves, strict=True)])
        logits = torch.cat([o[0] for o in outputs]).numpy()
        places = torch.cat([o[1] for o in outputs]).numpy()
        for axis, label in enumerate(("valence_r", "arousal_r")):
            measured[f"{name}_{label}"] = _r(places[:, axis], plane[rows, axis].numpy())
        if name == "real":
            logits = logits - logits.mean(axis=1, keepdims=True)
            goal = np.log(shares[rows].numpy() + 1e-6)
            scores = [_r(logits[:, m], goal[:, m]) for m in range(len(MOODS))]
            measured["real_moods_r"] = float(np.mean(scores))
        else:
            measured["composed_accuracy"] = float((logits.argmax(1) == lessons.mood[rows]).mean())
    return {name: round(float(value), 3) for name, value in measured.items()}


def _r(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if math.isfinite(float(a.std())) else math.nan
