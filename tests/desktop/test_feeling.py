from __future__ import annotations

import pytest

from t2m_desktop import counting
from t2m_desktop.feeling import (
    Emotion,
    clock,
    in_words,
    percent,
    place_in_words,
    sureness,
)


def emotion(mood: str, valence: float, arousal: float, share: float = 0.8) -> Emotion:
    moods = dict.fromkeys(("happy", "funny", "sad", "tender", "exciting", "angry", "scary"), 0.0)
    rest = (1 - share) / 6
    return Emotion(valence, arousal, {m: share if m == mood else rest for m in moods})


@pytest.mark.parametrize(
    ("given", "words", "place"),
    [
        (emotion("scary", -0.5, -0.4), "dread, held back", "dark, calm · sure"),
        (emotion("scary", -0.7, 0.6), "terror", "very dark, tense · sure"),
        (emotion("tender", 0.2, 0.05, 1.0), "warmth", "a little bright · sure"),
        (emotion("sad", 0.0, 0.0, 1 / 7), "mixed feelings", "in the middle · mixed"),
    ],
)
def test_feelings_in_words(given: Emotion, words: str, place: str) -> None:
    assert in_words(given) == words
    assert place_in_words(given) == place


def test_leading_moods() -> None:
    shares = {"sad": 0.5, "tender": 0.3, "scary": 0.2}
    assert Emotion(0, 0, shares).leading() == ["sad", "tender"]
    assert Emotion(0, 0, {"sad": 0.15, "tender": 0.14}).leading() == ["sad"]


def test_sureness_falls_with_spread() -> None:
    ranks = [sureness(emotion("sad", 0, 0, share)) for share in (0.98, 0.65, 0.3)]
    assert ranks == ["sure", "fairly sure", "mixed"]


def test_numbers_as_people_write_them() -> None:
    assert clock(26.4) == "0:26"
    assert clock(3723) == "1:02:03"
    assert clock(-1) == "0:00"
    assert percent(0.714) == "71\u202f%"
    assert counting.tracks(1) == "1 track"
    assert counting.tracks(12408) == "12,408 tracks"
