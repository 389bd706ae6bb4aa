"""The tempo: of clicks and drums that are made here, so that the truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from t2m_engine.audio.key import KEYS, find_key
from t2m_engine.audio.tempo import find_tempo

RATE = 16_000


def struck(moments: list[tuple[float, float]], seconds: float, seed: int) -> NDArray[np.float32]:
    """Short noises at moments (seconds, loudness), over a soft chord."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    sound = 0.02 * sum(np.sin(2 * np.pi * pitch * time) for pitch in (220.0, 277.2, 329.6))
    for moment, loudness in moments:
        first = round(moment * RATE)
        length = min(1600, len(sound) - first)
        if length > 0:
            decay = np.exp(-np.arange(length) / 250.0)
            sound[first : first + length] += loudness * decay * rng.normal(size=length)
    return sound.astype(np.float32)


def beaten(
    tempo: float, first: float = 0.2, seconds: float = 40.0, looseness: float = 0.0, seed: int = 0
) -> NDArray[np.float32]:
    """Beats from `first` on, every fourth of them stressed."""
    rng = np.random.default_rng(seed)
    count = int((seconds - first) * tempo / 60.0)
    moments = [
        (first + k * 60.0 / tempo + rng.normal(scale=looseness), 0.2 if k % 4 else 0.4)
        for k in range(count)
    ]
    return struck([m for m in moments if m[0] >= 0], seconds, seed)


def off_the_grid(found: float, first: float, tempo: float) -> float:
    """Seconds from a found beat to the nearest true one."""
    period = 60.0 / tempo
    return abs((found - first + period / 2) % period - period / 2)


@pytest.mark.parametrize("tempo", [63.0, 84.5, 97.3, 120.0, 141.0])
@pytest.mark.parametrize("first", [0.05, 0.31])
def test_a_steady_beat_is_found_to_the_hundredth(tempo: float, first: float) -> None:
    found = find_tempo(beaten(tempo, first), RATE)
    assert found.beats == pytest.approx(tempo, rel=2e-4)
    assert 0.0 <= found.first_beat < 60.0 / tempo
    assert off_the_grid(found.first_beat, first, tempo) < 0.012
    assert found.confidence > 0.9


@pytest.mark.parametrize("seconds", [6.0, 11.0, 13.0, 23.0])
def test_short_pieces(seconds: float) -> None:
    found = find_tempo(beaten(112.0, first=0.2, seconds=seconds), RATE)
    assert found.beats == pytest.approx(112.0, rel=0.004)
    assert off_the_grid(found.first_beat, 0.2, 112.0) < 0.02


def test_players_of_flesh_and_blood() -> None:
    for seed in range(6):
        tempo = 70.0 + 13.0 * seed
        found = find_tempo(beaten(tempo, looseness=0.012, seed=seed), RATE)
        assert found.beats == pytest.approx(tempo, rel=2e-3)
        assert off_the_grid(found.first_beat, 0.2, tempo) < 0.025


def test_the_level_does_not_matter() -> None:
    sound = beaten(110.0)
    quiet, loud = find_tempo(sound * 0.003, RATE), find_tempo(sound * 3.0, RATE)
    assert quiet.beats == pytest.approx(loud.beats, rel=1e-4)


def test_where_there_is_no_beat() -> None:
    rng = np.random.default_rng(4)
    noise = rng.normal(scale=0.1, size=30 * RATE).astype(np.float32)
    scattered = struck([(t, 0.4) for t in np.sort(rng.uniform(0, 60, 55))], 60.0, 5)
    for sound in (noise, scattered, np.zeros(20 * RATE, np.float32), np.zeros(0, np.float32)):
        found = find_tempo(sound, RATE)
        assert (found.beats, found.confidence, found.first_beat) == (None, 0.0, 0.0)
    assert find_tempo(beaten(120.0, seconds=3.0), RATE).beats is None, "too short to tell"


def test_a_tempo_that_changes_is_less_certain() -> None:
    steady = find_tempo(beaten(100.0, seconds=80.0), RATE)
    slower = np.concatenate([beaten(100.0, seconds=40.0), beaten(97.0, seconds=40.0)])
    assert find_tempo(slower, RATE).confidence < 0.75 * steady.confidence


sounds = st.tuples(
    st.integers(0, 12 * RATE),
    st.sampled_from(["zeros", "one", "noise", "step", "square", "faint", "loud"]),
    st.integers(0, 99),
)


@settings(deadline=None, max_examples=40)
@given(sounds, st.none() | st.floats(30, 300))
def test_any_sound_has_a_tempo_or_none(made: tuple[int, str, int], told: float | None) -> None:
    length, kind, seed = made
    rng = np.random.default_rng(seed)
    sound = np.zeros(length, np.float32)
    if length and kind == "one":
        sound[rng.integers(length)] = 1.0
    elif length and kind == "step":
        sound[rng.integers(length) :] = 0.7
    elif kind == "square":
        sound = np.sign(np.sin(np.arange(length) / (10.0 + seed))).astype(np.float32)
    elif kind in ("noise", "faint", "loud"):
        scale = {"noise": 0.1, "faint": 1e-9, "loud": 16.0}[kind]
        sound = rng.uniform(-scale, scale, length).astype(np.float32)
    found = find_tempo(sound, RATE, told)
    assert 0.0 <= found.confidence <= 1.0
    if found.beats is None:
        assert told is None
        assert (found.confidence, found.first_beat) == (0.0, 0.0)
    else:
        assert told is None or found.beats == pytest.approx(told, rel=0.041)
        assert 0.0 <= found.first_beat < 60.0 / found.beats
    key = find_key(sound, RATE)
    assert key.name in {"", *KEYS}
    assert 0.0 <= key.confidence <= 1.0


def test_what_the_tags_say_is_made_exact() -> None:
    sound = beaten(60.0, first=0.3)
    for told, exact in ((121.0, 120.0), (59.5, 60.0)):
        found = find_tempo(sound, RATE, told)
        assert found.beats == pytest.approx(exact, rel=1e-3)
        assert off_the_grid(found.first_beat, 0.3, exact) < 0.012
    silence = find_tempo(np.zeros(RATE, np.float32), RATE, 90.0)
    assert (silence.beats, silence.first_beat) == (90.0, 0.0)
