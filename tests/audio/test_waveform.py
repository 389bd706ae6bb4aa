from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.audio.waveform import COLUMNS, peaks


def test_the_outline_follows_the_sound() -> None:
    samples = np.zeros(6000, np.float32)
    samples[1500] = 0.25
    samples[4000] = -0.5
    outline = peaks(samples, 6)
    assert outline.dtype == np.uint8
    assert outline.tolist() == [0, 128, 0, 0, 255, 0]


def test_every_sample_is_seen_once() -> None:
    ramp = np.linspace(0.0, 0.9, 12_345, dtype=np.float32)
    outline = peaks(ramp)
    assert outline.shape == (COLUMNS,)
    assert (np.diff(outline.astype(int)) >= 0).all()
    assert outline[-1] == 255
    for place in (0, 777, 12_344):
        spike = np.zeros(12_345, np.float32)
        spike[place] = 1.0
        assert np.flatnonzero(peaks(spike)).tolist() == [place * COLUMNS // 12_345]


def test_channels_are_joined_by_the_louder() -> None:
    stereo = np.zeros((4, 2), np.float32)
    stereo[1, 0], stereo[2, 1] = 0.5, -1.0
    assert peaks(stereo, 4).tolist() == [0, 128, 255, 0]


def test_silence_and_very_short_sounds() -> None:
    assert not peaks(np.zeros(100, np.float32)).any()
    assert (peaks(np.ones(1, np.float32), 5) == 255).all()


@pytest.mark.parametrize("columns", [1, 7, 600, 5000])
def test_as_many_columns_as_asked_for(columns: int) -> None:
    noise = np.random.default_rng(0).standard_normal(3000).astype(np.float32)
    assert peaks(noise, columns).shape == (columns,)
    assert peaks(noise, columns).max() == 255
