"""The words that drove a feeling: taking them out moves it more than taking out any others."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from t2m_engine import places
from t2m_engine.emotion.attribution import attribute
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.reading import Reading


@pytest.fixture(scope="module")
def pack() -> ModelPack:
    return ModelPack.load(device="cpu")


def place(reading: Reading) -> np.ndarray:
    emotion = reading.emotion
    plane = 0.7 * np.array([emotion.valence, emotion.arousal])
    return np.concatenate([np.sqrt(emotion.moods), plane])


def without(text: str, stretches: list[tuple[int, int]]) -> str:
    for start, end in sorted(stretches, reverse=True):
        text = text[:start] + text[end:]
    return " ".join(text.split())


def test_marked_words_move_the_reading_more_than_random_ones(pack: ModelPack) -> None:
    lines = Path(places.resources() / "corpus" / "passages.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "val"][::11][:6]
    assert len(rows) == 6
    dice = random.Random(3)
    moved, by_chance, marked_words = [], [], 0
    for row in rows:
        text = row["text"]
        reading, marked = attribute(pack, text)
        assert marked, text
        assert all(a.end <= b.start for a, b in pairwise(marked))
        assert all(0.0 < mark.weight <= 1.0 for mark in marked)
        taken = [(mark.start, mark.end) for mark in marked]
        count = sum(len(text[start:end].split()) for start, end in taken)
        marked_words += count
        places_of = [(m, m + len(w)) for m, w in _words(text)]
        others = [dice.sample(places_of, count) for _ in range(2)]
        found = pack.read_texts([without(text, taken), *(without(text, o) for o in others)])
        far = [float(np.linalg.norm(place(one) - place(reading))) for one in found]
        moved.append(far[0])
        by_chance.append(float(np.mean(far[1:])))
    assert np.mean(moved) > 1.3 * np.mean(by_chance)
    assert marked_words < 0.15 * sum(len(row["text"].split()) for row in rows)


def _words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found


def test_long_passages_are_read_window_by_window(pack: ModelPack) -> None:
    text = "Something clawed at the door. In the dark it screamed, and nobody came. " * 18
    assert len(text.split()) > 230
    _, marked = attribute(pack, text)
    assert {mark.start * 2 // len(text) for mark in marked} == {0, 1}
    words = {text[mark.start : mark.end] for mark in marked}
    assert any("scream" in word or "claw" in word for word in words), words


def test_signs_are_not_underlined(pack: ModelPack) -> None:
    text = "“Murder!” she cried (and wept)… 沉默。"
    _, marked = attribute(pack, text)
    for mark in marked:
        assert text[mark.start].isalnum()
        assert text[mark.end - 1].isalnum()
