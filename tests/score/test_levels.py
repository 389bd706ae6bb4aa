"""Loudness of a stretch, and the gain to the score's level."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from t2m_engine.score.levels import GAINS, HIGHEST_PEAK, TARGET, Level, measure


def write(path, parts, rate=8000, channels=2):
    """Stereo sines of 440 Hz: (amplitude, seconds) one after the other."""
    sound = np.concatenate(
        [a * np.sin(2 * np.pi * 440 * np.arange(int(s * rate)) / rate) for a, s in parts]
    )
    soundfile.write(path, np.repeat(sound[:, None], channels, axis=1), rate, subtype="FLOAT")
    return path


def test_a_sine_of_full_scale_on_both_sides_has_none(tmp_path):
    level = measure(write(tmp_path / "a.wav", [(1.0, 5)]), 0.0, 5.0)
    assert level.loudness == pytest.approx(0.0, abs=0.02)
    assert level.peak == pytest.approx(0.0, abs=0.1)
    mono = measure(write(tmp_path / "m.wav", [(1.0, 5)], channels=1), 0.0, 5.0)
    assert mono.loudness == pytest.approx(-3.0, abs=0.05)


def test_pauses_do_not_make_music_louder(tmp_path):
    full = measure(write(tmp_path / "a.wav", [(0.1, 8)]), 0.0, 8.0)
    half = measure(write(tmp_path / "b.wav", [(0.1, 4), (0.0, 2), (1e-3, 2)]), 0.0, 8.0)
    assert half.loudness == pytest.approx(full.loudness, abs=0.2)


def test_the_gain_brings_music_to_the_target_within_its_limits():
    assert Level(-15.0, -10.0).gain == TARGET + 15.0
    assert Level(-60.0, -50.0).gain == GAINS[1]
    assert Level(-25.0, -3.0).gain == pytest.approx(HIGHEST_PEAK + 3.0, abs=0.011)
    assert Level(-90.0, -80.0).gain == 0.0


def test_silence_and_the_shortest_stretch_have_a_level(tmp_path):
    silent = write(tmp_path / "a.wav", [(0.0, 2)])
    assert measure(silent, 0.0, 2.0).gain == 0.0
    assert np.isfinite(measure(silent, 0.0, 0.01).loudness)
