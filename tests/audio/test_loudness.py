"""Loudness and true peak: the standard's own cases, and other people's meters."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.signal import sosfilt

from t2m_engine.audio.decoding import decode
from t2m_engine.audio.facts import SILENT
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.loudness import Meter, _k_weighting, _Weighting


def measured(samples: NDArray[np.float32], rate: int, block: int = 65_536) -> Meter:
    meter = Meter(rate, samples.shape[1])
    for first in range(0, len(samples), block):
        meter.add(samples[first : first + block])
    return meter


def sine(
    seconds: float, level: float, rate: int = 48_000, pitch: float = 1000.0, phase: float = 0.0
) -> NDArray[np.float32]:
    """A sine of `level` dBFS (its peak), float32 (n,)."""
    time = np.arange(round(seconds * rate)) / rate
    tone = 10 ** (level / 20) * np.sin(2 * np.pi * pitch * time + phase)
    return tone.astype(np.float32)


def stereo(*parts: NDArray[np.float32]) -> NDArray[np.float32]:
    whole = np.concatenate(parts)
    return np.stack([whole, whole], axis=1)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000, 192_000])
def test_cases_1_to_5_of_ebu_tech_3341(rate: int) -> None:
    """Table 1: a stereo sine of 1 kHz in stretches (seconds, dBFS), and the loudness it has."""
    cases = [
        ([(20, -23.0)], -23.0),
        ([(20, -33.0)], -33.0),
        ([(10, -36.0), (60, -23.0), (10, -36.0)], -23.0),
        ([(10, -72.0), (10, -36.0), (60, -23.0), (10, -36.0), (10, -72.0)], -23.0),
        ([(20, -26.0), (20.1, -20.0), (20, -26.0)], -23.0),
    ]
    for stretches, expected in cases if rate == 48_000 else cases[2:3]:
        sound = stereo(*(sine(seconds, level, rate) for seconds, level in stretches))
        assert measured(sound, rate).loudness == pytest.approx(expected, abs=0.1)


def test_case_6_of_ebu_tech_3341() -> None:
    """5.0 sound with −28 dBFS left and right, −24 in the centre, −30 in the surrounds."""
    levels = (-28.0, -28.0, -24.0, -30.0, -30.0)
    sound = np.stack([sine(20, level) for level in levels], axis=1)
    assert measured(sound, 48_000).loudness == pytest.approx(-23.0, abs=0.1)
    with_effects = np.insert(sound, 3, 0.9, axis=1)  # the LFE channel does not count
    assert measured(with_effects, 48_000).loudness == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize(
    ("pitch", "phase", "level", "expected"),
    [  # table 1, cases 15 to 19, of the full scale's part `level`
        (12_000, 0, 0.5, -6.0),
        (12_000, 45, 0.5, -6.0),
        (8_000, 60, 0.5, -6.0),
        (6_000, 67.5, 0.5, -6.0),
        (12_000, 45, 1.41, 3.0),
    ],
)
def test_true_peaks_of_ebu_tech_3341(
    pitch: float, phase: float, level: float, expected: float
) -> None:
    sound = sine(1.0, 20 * np.log10(level), pitch=pitch, phase=np.radians(phase))
    fade = np.minimum(1.0, np.arange(len(sound)) / 4800.0)
    sound = stereo((sound * fade * fade[::-1]).astype(np.float32))
    assert expected - 0.4 <= measured(sound, 48_000).true_peak <= expected + 0.2


def test_real_music_measures_as_by_pyloudnorm(made: Callable[[str], Path]) -> None:
    sound = decode(made("flac"))
    ours = measured(sound.samples, sound.sample_rate).loudness
    theirs = pyloudnorm.Meter(sound.sample_rate).integrated_loudness(sound.samples)
    # pyloudnorm scales its high-pass, which the standard does not: a tenth of a dB at the most.
    assert ours == pytest.approx(theirs, abs=0.12)


@settings(deadline=None, max_examples=30)
@given(st.integers(20, 6000), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_blocks_of_any_size_measure_alike(block: int, channels: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sound = rng.normal(scale=0.1, size=(5000, channels)).astype(np.float32)
    sound[rng.integers(len(sound))] *= 9.0
    whole, parts = measured(sound, 8000, len(sound)), measured(sound, 8000, block)
    assert parts.loudness == pytest.approx(whole.loudness, abs=1e-4)
    assert parts.true_peak == pytest.approx(whole.true_peak, abs=0.02)
    assert parts.true_peak >= 20 * np.log10(np.abs(sound).max()) - 1e-6


@pytest.mark.parametrize("rate", [1000, 3400, 8000, 44_100, 192_000, 768_000])
def test_the_filter_is_what_its_sections_say(rate: int) -> None:
    sound = np.random.default_rng(rate).normal(size=(20_000, 2)).astype(np.float32)
    weighting, ends = _Weighting(rate, 2), [0, 10, 64, 1000, 1001, 17_000, 20_000]
    parts = [weighting.filtered(sound[a:b]) for a, b in itertools.pairwise(ends)]
    found = np.concatenate(parts, axis=1)
    wanted = sosfilt(_k_weighting(rate), sound.astype(float), axis=0).T
    assert found.shape[1] > 19_900
    np.testing.assert_allclose(found, wanted[:, : found.shape[1]], atol=1e-8)


@pytest.mark.parametrize("rate", [1000, 3000, 3400, 8000])
def test_sounds_of_few_samples_are_measured_too(rate: int) -> None:
    sound = stereo(sine(5.0, -23.0, rate, pitch=300.0))
    assert measured(sound, rate).loudness == pytest.approx(-23.7, abs=0.4)


def test_silence_and_scraps() -> None:
    silence = measured(np.zeros((48_000, 2), np.float32), 48_000)
    assert silence.loudness == SILENT
    assert silence.true_peak == -200.0
    assert measured(stereo(sine(20, -80.0)), 48_000).loudness == SILENT
    scrap = measured(stereo(sine(0.05, -23.0)), 48_000)
    assert scrap.loudness == pytest.approx(-23.0, abs=1.0)
    assert measured(np.full((1, 1), 0.5, np.float32), 8000).true_peak == pytest.approx(-6.02, abs=1)
    assert Meter(48_000, 2).loudness == SILENT


def test_the_guard_measures_while_it_decodes(made: Callable[[str], Path]) -> None:
    sound = decode(made("ogg"))
    meter = measured(sound.samples, sound.sample_rate)
    with Guard() as guard:
        track = guard.load(made("ogg"), measure=True)
        assert (track.loudness, track.true_peak) == (meter.loudness, meter.true_peak)
        assert guard.load(made("ogg")).loudness is None
