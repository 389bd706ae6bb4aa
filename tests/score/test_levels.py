"""Loudness of a stretch, and the gain to the score's level."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.loudness import Meter
from t2m_engine.export.temp_score import write_temp_score
from t2m_engine.score.levels import GAINS, HIGHEST_PEAK, TARGET, Level, measure


def write(path, parts, rate=48_000, channels=2):
    """Stereo sines of 997 Hz: (amplitude, seconds) one after the other."""
    sound = np.concatenate(
        [a * np.sin(2 * np.pi * 997 * np.arange(int(s * rate)) / rate) for a, s in parts]
    )
    soundfile.write(path, np.repeat(sound[:, None], channels, axis=1), rate, subtype="FLOAT")
    return path


def test_a_sine_of_full_scale_on_both_sides_has_none(tmp_path):
    level = measure(write(tmp_path / "a.wav", [(1.0, 5)]), 0.0, 5.0)
    assert level.loudness == pytest.approx(0.0, abs=0.05)
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


def test_cues_at_the_target_make_a_temp_score_at_the_target(tmp_path, load_kit):
    kit = load_kit("t2m_cue_kit", Path(__file__).parents[1] / "export" / "cue_kit.py")
    cues = []
    for number, (amplitude, start) in enumerate([(0.9, 0.0), (0.05, 20.0), (0.3, 50.0)], 1):
        path = write(tmp_path / f"{number}.wav", [(amplitude, 25)])
        gain = measure(path, 0.0, 20.0).gain
        cues.append(kit.make_cue(number, start, start + 20.0, path, 0.0, gain_db=gain))
    write_temp_score(kit.make_plan(cues, 75.0), tmp_path / "score.wav")
    meter = Meter(48_000, 2)
    meter.add(soundfile.read(tmp_path / "score.wav", dtype="float32")[0])
    assert meter.loudness == pytest.approx(TARGET, abs=0.5)  # EBU R 128's own tolerance
    assert meter.true_peak < -1.0
