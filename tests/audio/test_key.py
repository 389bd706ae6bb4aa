"""The key: of chords that are made here, and as people write it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from t2m_engine.audio.key import KEYS, MAJOR, MINOR, NO_KEY, find_key, parse_key

RATE = 16_000
ONE, TWO, FOUR, FIVE, SIX = (0, 4, 7), (2, 5, 9), (5, 9, 12), (7, 11, 14), (9, 12, 16)
MINOR_ONE, MINOR_FOUR, MINOR_SIX, MINOR_SEVEN = (0, 3, 7), (5, 8, 12), (8, 12, 15), (10, 14, 17)
CADENCES = {
    "major": ((ONE, FOUR, FIVE, ONE), (ONE, SIX, TWO, FIVE), (ONE, FIVE, SIX, FOUR)),
    "minor": (
        (MINOR_ONE, MINOR_FOUR, FIVE, MINOR_ONE),
        (MINOR_ONE, MINOR_SIX, MINOR_SEVEN, MINOR_ONE),
    ),
}


def played(chords, tonic: int, seed: int, tuning: float = 440.0) -> NDArray[np.float32]:
    """The chords, a second each, on an organ of eight overtones over a bass and under some noise.

    `tonic` is a pitch class; `tuning` is the A in hertz.
    """
    rng = np.random.default_rng(seed)
    time = np.arange(RATE) / RATE
    envelope = np.minimum(1.0, 20 * time) * np.exp(-1.5 * time)
    parts = []
    for chord in chords:
        notes = [36 + tonic + chord[0]] + [60 + tonic + note for note in chord]
        part = rng.normal(scale=0.01, size=RATE)
        for note, overtone in itertools.product(notes, range(1, 9)):
            pitch = overtone * tuning * 2 ** ((note - 69) / 12)
            if pitch < RATE / 2:
                phase = 2 * np.pi * rng.random()
                part += envelope * np.sin(2 * np.pi * pitch * time + phase) / overtone**1.5
        parts.append(part)
    return (0.1 * np.concatenate(parts)).astype(np.float32)


@pytest.mark.parametrize("mode", CADENCES)
def test_cadences_in_all_keys(mode: str) -> None:
    right = []
    for tonic in range(12):
        sound = played(CADENCES[mode][tonic % len(CADENCES[mode])] * 3, tonic, seed=tonic)
        key = find_key(sound, RATE)
        right.append(key.name == (MAJOR if mode == "major" else MINOR)[tonic])
        assert 0.0 < key.confidence <= 1.0
    assert sum(right) >= 11, right


def test_another_tuning_is_the_same_key() -> None:
    for tuning in (430.0, 435.0, 446.0):
        sound = played(CADENCES["major"][0] * 3, 2, seed=1, tuning=tuning)
        assert find_key(sound, RATE).name == "D"


def test_what_has_no_key() -> None:
    assert find_key(np.zeros(5 * RATE, np.float32), RATE) == NO_KEY
    assert find_key(np.zeros(0, np.float32), RATE) == NO_KEY
    noise = np.random.default_rng(0).normal(scale=0.1, size=20 * RATE).astype(np.float32)
    assert find_key(noise, RATE).confidence < 0.7
    clear = find_key(played(CADENCES["major"][0] * 3, 0, seed=3), RATE)
    assert clear.confidence > 0.8


def test_a_scrap_of_sound_is_no_trouble() -> None:
    for length in (1, 10, 1000, 9000):
        sound = played(CADENCES["major"][0], 0, seed=3)[:length]
        assert find_key(sound, RATE).name in {"", *KEYS}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("C", "C"), ("Am", "Am"), ("F#m", "F#m"), ("Gbm", "F#m"), ("F♯ minor", "F#m"),
        ("D# Minor", "Ebm"), ("Bb", "Bb"), ("A#maj", "Bb"), ("E flat major", "Eb"),
        ("F-sharp minor", "F#m"), ("e-Moll", "Em"), ("Cis-Dur", "Db"), ("Es-Dur", "Eb"),
        ("As dur", "Ab"), ("Cb", "B"), ("B#", "C"), ("8A", "Am"), ("8B", "C"), ("08b", "C"),
        ("12A", "C#m"), ("1A", "G#m"), ("1d", "C"), ("1m", "Am"), ("6m", "G#m"), ("Am/C", "Am"),
        ("G, D", "G"), (" Dmin. ", "Dm"),
        ("", ""), ("o", ""), ("none", ""), ("H dorian", ""), ("13A", ""), ("0A", ""), ("128", ""),
        ("minor", ""), ("Am but not quite", ""), ("ab#", ""),
    ],
)  # fmt: skip
def test_keys_as_people_write_them(written: str, key: str) -> None:
    assert parse_key(written) == key


@given(st.text(max_size=30))
def test_any_text_is_a_key_or_none(text: str) -> None:
    assert parse_key(text) in {"", *KEYS}


@given(st.sampled_from(KEYS))
def test_our_own_names_are_read(key: str) -> None:
    assert parse_key(key) == key
