"""The paper's own music network, for who has the authors' published weights.

Won, Salamon, Bryan, Mysore, Serra 2021, Emotion Embedding Spaces for Matching Music to Stories
(ISMIR), §4.1: a seven-layer residual CNN on chunks of 80,000 samples at 16 kHz, 128 mel bands and
n_fft 512, as its authors' code has it (github.com/minzwon/text2music-emotion-embedding), so that
their weights fit by name. A pack has two or three of these networks: one that tells the moods, one
that tells valence and arousal, and one of the metric spaces. `training.paper` converts the files.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from t2m_engine.audio.mel import BANDS, FFT, HOP, SAMPLE_RATE
from t2m_engine.torchaudio_import import import_torchaudio

_QUIETEST = 1e-10
"""Power under which nothing is told apart: −100 dB, torchaudio's."""


@dataclass(frozen=True, slots=True)
class PaperShape:
    """Sizes of the networks, kept in the model card.

    `width` is the authors' ndim, `embedding` the size of what a clip becomes, `moods` the classes.
    `window` is the length of the FFT's window: 256 where the authors show the published weights at
    work, 512 in their training. `regressor` and `metric` say which networks are there besides the
    classifier.
    """

    width: int = 64
    embedding: int = 64
    moods: int = 7
    window: int = 256
    regressor: bool = True
    metric: bool = False


class DecibelMel(nn.Module):
    """Waveforms (batch, samples) at 16 kHz → mel spectrograms in dB (batch, 128, frames)."""

    def __init__(self, window: int) -> None:
        super().__init__()
        with warnings.catch_warnings():
            # One of 128 bands holds no bin at 512 points; the paper has the same front end.
            warnings.filterwarnings("ignore", message="At least one mel filterbank")
            self.mel = import_torchaudio().transforms.MelSpectrogram(
                sample_rate=SAMPLE_RATE, n_fft=FFT, win_length=window, hop_length=HOP, n_mels=BANDS
            )

    def forward(self, waveforms: torch.Tensor) -> torch.Tensor:
        """Return float32 (batch, 128, 1 + samples // 256)."""
        power: torch.Tensor = self.mel(waveforms)
        return 10.0 * torch.log10(power.clamp_min(_QUIETEST))


class PaperNetwork(nn.Module):
    """Mel spectrograms in dB → embedding, mood logits, valence and arousal, as `MusicNetwork`.

    The embedding is that of the metric network, or else of the classifier's last layer but one.
    Without a regressor, valence and arousal are the means of where the moods lie (`plane`).
    """

    def __init__(self, shape: PaperShape) -> None:
        super().__init__()
        self.plane: torch.Tensor
        self.classifier = PaperClassifier(shape.width, shape.embedding, shape.moods)
        self.regressor = PaperRegressor(shape.width) if shape.regressor else None
        self.metric = PaperMetric(shape.width, shape.embedding) if shape.metric else None
        if self.regressor is None:
            self.register_buffer("plane", torch.zeros(shape.moods, 2))

    def forward(self, mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return (embedding, mood logits, valence and arousal in −1…1) of (batch, 128, frames)."""
        embedding, logits = self.classifier(mel)
        if self.regressor is not None:
            plane = self.regressor(mel)
        else:
            plane = torch.softmax(logits, dim=-1) @ self.plane
        return embedding if self.metric is None else self.metric(mel), logits, plane


class PaperTrunk(nn.Module):
    """The layers that all the paper's music networks have: (batch, 128, frames) → (batch, 4·w)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        twice, four = 2 * width, 4 * width
        self.spec_bn = nn.BatchNorm2d(1)
        self.layer1 = _Plain(1, width, 2)
        self.layer2 = _Residual(width, 2)
        self.layer3 = _Plain(width, twice, 2)
        self.layer4 = _Residual(twice, 2)
        self.layer5 = _Residual(twice, 2)
        self.layer6 = _Residual(twice, (2, 3))
        self.layer7 = _Plain(twice, four, (2, 3))
        self.layer8 = _Plain(four, four, 1, kernel=1)

    def features(self, mel: torch.Tensor) -> torch.Tensor:
        """Return the strongest of each feature over time."""
        x = self.spec_bn(mel.unsqueeze(1))
        for number in range(1, 9):
            x = self.get_submodule(f"layer{number}")(x)
        return x.squeeze(2).amax(dim=-1)  # seven halvings leave one band of 128


class PaperClassifier(PaperTrunk):
    """What the paper trained for the moods (cls_audioset.ckpt)."""

    def __init__(self, width: int, embedding: int, moods: int) -> None:
        super().__init__(width)
        self.fc1 = nn.Linear(4 * width, embedding)
        self.bn = nn.BatchNorm1d(embedding)
        self.fc2 = nn.Linear(embedding, moods)

    def forward(self, mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return (embedding, logits)."""
        embedding = functional.relu(self.bn(self.fc1(self.features(mel))))
        return embedding, self.fc2(embedding)


class PaperRegressor(PaperTrunk):
    """What the paper trained for valence and arousal (reg_va_music.ckpt)."""

    def __init__(self, width: int) -> None:
        super().__init__(width)
        self.fc1 = nn.Linear(4 * width, width)
        self.bn = nn.BatchNorm1d(width)
        self.fc2 = nn.Linear(width, 2)

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """Return valence and arousal in −1…1; the authors' are NRC-VAD's, in 0…1."""
        hidden = functional.relu(self.bn(self.fc1(self.features(mel))))
        return 2.0 * torch.sigmoid(self.fc2(hidden)) - 1.0


class PaperMetric(PaperTrunk):
    """The music branch of metric learning (3b_alm.ckpt, alm_cross.ckpt, …)."""

    def __init__(self, width: int, embedding: int) -> None:
        super().__init__(width)
        self.song_fc1 = nn.Linear(4 * width, 2 * width)
        self.song_bn = nn.BatchNorm1d(2 * width)
        self.song_fc2 = nn.Linear(2 * width, embedding)

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """Return the embedding."""
        hidden: torch.Tensor = self.song_fc2(
            functional.relu(self.song_bn(self.song_fc1(self.features(mel))))
        )
        return hidden


class _Plain(nn.Module):
    """A convolution, its norm, and the strongest of `pooling`."""

    def __init__(
        self, into: int, out: int, pooling: int | tuple[int, int], kernel: int = 3
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(into, out, kernel, padding=kernel // 2)
        self.bn = nn.BatchNorm2d(out)
        self._pooling = pooling

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.max_pool2d(functional.relu(self.bn(self.conv(x))), self._pooling)


class _Residual(nn.Module):
    """Two convolutions around a shortcut, and the strongest of `pooling`."""

    def __init__(self, width: int, pooling: int | tuple[int, int]) -> None:
        super().__init__()
        self.conv_1 = nn.Conv2d(width, width, 3, padding=1)
        self.bn_1 = nn.BatchNorm2d(width)
        self.conv_2 = nn.Conv2d(width, width, 3, padding=1)
        self.bn_2 = nn.BatchNorm2d(width)
        self._pooling = pooling

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        inner = functional.relu(self.bn_1(self.conv_1(x)))
        inner = self.bn_2(self.conv_2(inner))
        return functional.max_pool2d(functional.relu(x + inner), self._pooling)
