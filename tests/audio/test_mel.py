"""The mel front end agrees with torch's own transform, and does not hear the level."""

import numpy as np
import pytest
import torch

from t2m_engine.audio.mel import BANDS, FFT, HOP, SAMPLE_RATE, LogMel
from t2m_engine.torchaudio_import import import_torchaudio


def sine(frequency: float, level: float = 0.1) -> torch.Tensor:
    time = torch.arange(SAMPLE_RATE) / SAMPLE_RATE
    return (level * torch.sin(2 * torch.pi * frequency * time)).unsqueeze(0)


def test_it_is_torchs_spectrum_under_torchaudios_filter_bank() -> None:
    torch.manual_seed(0)
    waveform = torch.randn(2, SAMPLE_RATE) * 0.1
    front_end = LogMel()
    levelled = waveform * (0.1 / waveform.square().mean(dim=1, keepdim=True).sqrt())
    spectrum = torch.stft(
        levelled, FFT, HOP, window=torch.hann_window(FFT), return_complex=True
    ).abs()
    bank = front_end.mel.mel_scale.fb
    expected = torch.log10((spectrum.square().transpose(1, 2) @ bank).transpose(1, 2) + 1e-5)
    torch.testing.assert_close(front_end(waveform), expected, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("level", [0.001, 0.01, 0.9])
def test_the_level_is_not_heard(level: float) -> None:
    front_end = LogMel()
    torch.testing.assert_close(front_end(sine(440)), front_end(sine(440, level)), atol=2e-3, rtol=0)


def test_a_higher_tone_lies_in_a_higher_band() -> None:
    front_end = LogMel()
    bands = [int(front_end(sine(f)).mean(dim=2).argmax()) for f in (200, 800, 3200)]
    assert bands == sorted(bands)
    assert 0 < bands[0] < bands[-1] < BANDS


def test_torchaudio_is_there_once() -> None:
    assert import_torchaudio() is import_torchaudio()
    waveform = torch.from_numpy(np.ones(8, np.float32))
    resampled = import_torchaudio().functional.resample(waveform, 2, 1)
    assert resampled.shape == (4,)
