"""The sentences and passages that the text network learns from, all of open licences.

Every source is brought to shares of eight classes, the seven music moods and neutral, and to
valence and arousal in −1…1 where it has them. ../shared/data/README.md names the publishers.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.moods import MOODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

CLASSES = (*MOODS, "neutral")

# GoEmotions (Demszky et al. 2020): its labels in the order of their ids, and the mood that music
# would take for each; what maps to none (approval, confusion, curiosity …) is left out.
_GO_LABELS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion",
    "curiosity", "desire", "disappointment", "disapproval", "disgust", "embarrassment",
    "excitement", "fear", "gratitude", "grief", "joy", "love", "nervousness", "optimism",
    "pride", "realization", "relief", "remorse", "sadness", "surprise", "neutral",
)  # fmt: skip
_GO_MOODS = {
    "amusement": "funny", "anger": "angry", "annoyance": "angry", "caring": "tender",
    "disappointment": "sad", "excitement": "exciting", "fear": "scary", "gratitude": "tender",
    "grief": "sad", "joy": "happy", "love": "tender", "nervousness": "scary",
    "remorse": "sad", "sadness": "sad", "neutral": "neutral",
}  # fmt: skip
# XED (Öhman et al. 2020): Plutchik's eight; surprise and disgust have no mood of their own.
_XED_MOODS = {1: "angry", 4: "scary", 5: "happy", 6: "sad", 8: "tender", 2: "exciting"}
# Alm (2008): the letters of two annotators.
_ALM_MOODS = {"A": "angry", "D": "angry", "F": "scary", "H": "happy", "N": "neutral", "Sa": "sad",
              "S": "sad"}  # fmt: skip
_ALM_TEST = "Potter"
"""Held out whole, as in the paper (§4.2)."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with shares of `CLASSES` and a plane (valence, arousal); what is unknown is NaN."""

    text: str
    shares: NDArray[np.float32]
    plane: NDArray[np.float32]


UNKNOWN_SHARES = np.full(len(CLASSES), np.nan, np.float32)
UNKNOWN_PLANE = np.full(2, np.nan, np.float32)


def corpus(path: Path, split: str) -> list[Example]:
    """Our own passages (resources/corpus/passages.jsonl): "train", "val" or "test"."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [
        Example(
            row["text"],
            _shares(_softened(row["mood"], row["strength"])),
            np.array([row["valence"], row["arousal"]], np.float32),
        )
        for row in rows
        if row["split"] == split
    ]  # fmt: skip


def emobank(data: Path, split: str) -> list[Example]:
    """EmoBank (Buechel and Hahn 2017): readers' valence and arousal, standardised to spread 0.4.

    Its ratings keep to the middle of the scale (spread 0.17 of −1…1), our corpus does not.
    """
    rows = list(_rows(data / "text" / "emobank.tsv"))
    values = np.array([[float(r["valence"]), float(r["arousal"])] for r in rows], np.float32)
    train = np.array([r["split"] == "train" for r in rows])
    scaled = (values - values[train].mean(axis=0)) / values[train].std(axis=0) * 0.4
    return [
        Example(row["text"], UNKNOWN_SHARES, plane)
        for row, plane in zip(rows, np.clip(scaled, -0.95, 0.95), strict=True)
        if row["split"] == split and len(row["text"]) > 8
    ]


def goemotions(data: Path, split: str) -> list[Example]:
    """GoEmotions comments whose labels all have a mood: "train", "dev" or "test"."""
    examples = []
    for row in _rows(data / "text" / f"goemotions_{split}.tsv"):
        labels = [_GO_LABELS[int(i)] for i in row["labels"].split(",")]
        if all(label in _GO_MOODS for label in labels):
            moods = [_GO_MOODS[label] for label in labels]
            text = row["text"].replace("[NAME]", "Jo")
            examples.append(
                Example(text, _shares({m: moods.count(m) for m in moods}), UNKNOWN_PLANE)
            )
    return examples  # fmt: skip


def xed(data: Path) -> list[Example]:
    """XED's film subtitles whose labels all have a mood."""
    examples = []
    for row in _rows(data / "text" / "xed_en.tsv"):
        labels = {int(label) for label in row["labels"].split(",")}
        if labels <= set(_XED_MOODS) and len(row["text"]) > 8:
            shares = _shares({_XED_MOODS[label]: 1.0 for label in labels})
            examples.append(Example(row["text"], shares, UNKNOWN_PLANE))
    return examples


def alm(data: Path, *, test: bool) -> list[Example]:
    """Alm's tales, each sentence between its neighbours; Potter is the test."""
    rows = list(_rows(data / "text" / "alm_full.tsv"))
    examples = []
    for index, row in enumerate(rows):
        if (row["author"] == _ALM_TEST) != test:
            continue
        letters = [row["emotion_a"], row["emotion_b"]]
        moods = [_ALM_MOODS[letter] for letter in letters if letter in _ALM_MOODS]
        if len(moods) < len(letters):
            continue
        near = [
            r["text"] for r in rows[max(0, index - 1) : index + 2] if r["story"] == row["story"]
        ]
        shares = _shares({m: moods.count(m) for m in moods})
        examples.append(Example(" ".join(near), shares, UNKNOWN_PLANE))
    return examples


def _softened(mood: str, strength: float) -> dict[str, float]:
    """A weak mood (strength 0) leaves almost a third to neutral."""
    if mood == "neutral":
        return {mood: 1.0}
    return {mood: 0.7 + 0.3 * strength, "neutral": 0.3 - 0.3 * strength}


def _shares(weights: Mapping[str, float]) -> NDArray[np.float32]:
    shares = np.array([weights.get(name, 0.0) for name in CLASSES], np.float32)
    return shares / shares.sum()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
