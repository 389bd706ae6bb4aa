"""The music network: a small residual CNN on log-mel spectrograms, of the paper's family.

Won et al. (2021, §4.1) use a seven-layer residual CNN; this one has the same shape at a size
that hears music some hundred times faster than real time on one core.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from t2m_engine.audio.mel import BANDS


@dataclass(frozen=True, slots=True)
class MusicNetworkShape:
    """Sizes of the network, kept in the model card."""

    stem: int = 32
    stages: tuple[int, ...] = (48, 96, 160, 256)
    embedding: int = 256
    moods: int = 7


class MusicNetwork(nn.Module):
    """Log-mel (batch, 128, frames) → embedding (batch, 256), mood logits (batch, 7), V-A."""

    def __init__(self, shape: MusicNetworkShape) -> None:
        super().__init__()
        self.bands = nn.BatchNorm1d(BANDS)
        self.stem = nn.Conv2d(1, shape.stem, 5, stride=2, padding=2, bias=False)
        self.stem_norm = nn.BatchNorm2d(shape.stem)
        widths = (shape.stem, *shape.stages)
        self.stages = nn.Sequential(*(_Residual(a, b) for a, b in itertools.pairwise(widths)))
        self.project = nn.Linear(2 * shape.stages[-1], shape.embedding)
        self.moods = nn.Linear(shape.embedding, shape.moods)
        self.valence_arousal = nn.Linear(shape.embedding, 2)

    def embed(self, mel: torch.Tensor) -> torch.Tensor:
        """Return the embedding (batch, 256) of log-mels (batch, 128, frames)."""
        x = self.bands(mel).unsqueeze(1)
        x = self.stages(functional.relu(self.stem_norm(self.stem(x))))
        x = x.mean(dim=2)  # over what is left of frequency
        x = torch.cat([x.mean(dim=2), x.amax(dim=2)], dim=1)  # over time
        return functional.relu(self.project(x))

    def forward(self, mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return (embedding, mood logits, valence and arousal in −1…1)."""
        embedding = self.embed(mel)
        return embedding, self.moods(embedding), torch.tanh(self.valence_arousal(embedding))


class _Residual(nn.Module):
    """Two 3×3 convolutions around a shortcut; halves both axes (He et al. 2016)."""

    def __init__(self, width_in: int, width_out: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width_in, width_out, 3, stride=2, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(width_out)
        self.second = nn.Conv2d(width_out, width_out, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(width_out)
        self.shortcut = nn.Conv2d(width_in, width_out, 1, stride=2, bias=False)
        self.shortcut_norm = nn.BatchNorm2d(width_out)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = functional.relu(self.first_norm(self.first(x)))
        y = self.second_norm(self.second(y))
        return functional.relu(y + self.shortcut_norm(self.shortcut(x)))
