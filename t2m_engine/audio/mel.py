"""The mel front end: 16 kHz, 512-point FFT, hop 256, 128 bands, as in the paper (§4.1)."""

from __future__ import annotations

import warnings

import torch
from torch import nn

from t2m_engine.torchaudio_import import import_torchaudio

SAMPLE_RATE = 16_000
FFT = 512
HOP = 256
BANDS = 128


class LogMel(nn.Module):
    """Waveforms (batch, samples) at 16 kHz → log-mel spectrograms (batch, 128, frames).

    The waveform is first brought to an RMS of 0.1 as a whole, so that a recording's level does
    not tell its mood; then log10(1e-5 + power), which ends 50 dB under a sine of that level.
    """

    def __init__(self) -> None:
        super().__init__()
        with warnings.catch_warnings():
            # One of 128 bands holds no bin at 512 points; the paper has the same front end.
            warnings.filterwarnings("ignore", message="At least one mel filterbank")
            self.mel = import_torchaudio().transforms.MelSpectrogram(
                sample_rate=SAMPLE_RATE, n_fft=FFT, hop_length=HOP, n_mels=BANDS
            )

    def forward(self, waveforms: torch.Tensor) -> torch.Tensor:
        """Return float32 (batch, 128, 1 + samples // 256)."""
        rms = waveforms.square().mean(dim=1, keepdim=True).sqrt()
        levelled = waveforms * (0.1 / rms.clamp_min(1e-4))
        spectrogram: torch.Tensor = self.mel(levelled)
        return torch.log10(spectrogram + 1e-5)
