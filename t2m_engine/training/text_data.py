"""The sentences and passages that the text network learns from and is measured on.

Every source is brought to what it knows of three things: shares of eight classes (the seven music
moods and neutral), valence and arousal in −1…1, and shares of Alm's five emotions and neutral.
../shared/data/README.md names the publishers. ISEAR is for research packs only.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import ALM
from t2m_engine.training.datasets.texts import alm_split, load_isear, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_Label = TypeVar("_Label", int, str)

CLASSES = (*MOODS, "neutral")
TALE_CLASSES = (*ALM, "neutral")

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
# The same labels as Alm's emotions, in whose terms disgust is anger.
_GO_TALES = {
    "admiration": "happy", "amusement": "happy", "anger": "angry", "annoyance": "angry",
    "disappointment": "sad", "disgust": "angry", "excitement": "happy", "fear": "fearful",
    "gratitude": "happy", "grief": "sad", "joy": "happy", "love": "happy",
    "nervousness": "fearful", "pride": "happy", "relief": "happy", "remorse": "sad",
    "sadness": "sad", "surprise": "surprised", "neutral": "neutral",
}  # fmt: skip
# XED (Öhman et al. 2020): Plutchik's eight; surprise and disgust have no mood of their own.
_XED_MOODS = {1: "angry", 4: "scary", 5: "happy", 6: "sad", 8: "tender", 2: "exciting"}
_XED_TALES = {1: "angry", 3: "angry", 4: "fearful", 5: "happy", 6: "sad", 7: "surprised"}
# Alm (2008): the letters of two annotators.
_ALM_MOODS = {"A": "angry", "D": "angry", "F": "scary", "H": "happy", "N": "neutral",
              "Sa": "sad"}  # fmt: skip
_ALM_TALES = {"A": "angry", "D": "angry", "F": "fearful", "H": "happy", "N": "neutral",
              "Sa": "sad", "Su+": "surprised", "Su-": "surprised"}  # fmt: skip
# ISEAR (Scherer and Wallbott 1994): shame and guilt have no mood of their own.
_ISEAR_MOODS = {"anger": "angry", "disgust": "angry", "fear": "scary", "joy": "happy",
                "sadness": "sad"}  # fmt: skip

UNKNOWN_SHARES = np.full(len(CLASSES), np.nan, np.float32)
UNKNOWN_PLANE = np.full(2, np.nan, np.float32)
UNKNOWN_TALE = np.full(len(TALE_CLASSES), np.nan, np.float32)


@dataclass(frozen=True, slots=True)
class Example:
    """A text with shares of `CLASSES` (8,), a plane (valence, arousal) and a `tale`: shares of
    `TALE_CLASSES` (6,); what is unknown is NaN.

    `focus` (first and one past the last character) is the part that was labelled, where the rest
    is only its context; `group` is what a resample keeps together (a world, a story).
    """

    text: str
    shares: NDArray[np.float32] = field(default_factory=UNKNOWN_SHARES.copy)
    plane: NDArray[np.float32] = field(default_factory=UNKNOWN_PLANE.copy)
    tale: NDArray[np.float32] = field(default_factory=UNKNOWN_TALE.copy)
    focus: tuple[int, int] | None = None
    group: str = ""


def corpus(path: Path, split: str | None) -> list[Example]:
    """Our own passages (a file of resources/corpus): "train", "val", "test", or None: all."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [
        Example(
            row["text"],
            _shares(_softened(row["mood"], row.get("strength", 1.0))),
            np.array([row["valence"], row["arousal"]], np.float32),
            group=row.get("world") or row["pair"],
        )
        for row in rows
        if split is None or row["split"] == split
    ]


def emobank(data: Path, split: str) -> list[Example]:
    """EmoBank (Buechel and Hahn 2017): readers' valence and arousal, standardised to spread 0.4.

    Its ratings keep to the middle of the scale (spread 0.17 of −1…1), our corpus does not.
    """
    rows = list(_rows(data / "text" / "emobank.tsv"))
    values = np.array([[float(r["valence"]), float(r["arousal"])] for r in rows], np.float32)
    train = np.array([r["split"] == "train" for r in rows])
    scaled = (values - values[train].mean(axis=0)) / values[train].std(axis=0) * 0.4
    return [
        Example(row["text"], plane=plane)
        for row, plane in zip(rows, np.clip(scaled, -0.95, 0.95), strict=True)
        if row["split"] == split and len(row["text"]) > 8
    ]


def goemotions(data: Path, split: str) -> list[Example]:
    """GoEmotions comments whose labels all have a mood, or an emotion of Alm's: "train", "dev" or
    "test".
    """
    found = []
    for row in _rows(data / "text" / f"goemotions_{split}.tsv"):
        labels = [_GO_LABELS[int(i)] for i in row["labels"].split(",")]
        found.append((row["text"].replace("[NAME]", "Jo"), labels))
    return _labelled(found, _GO_MOODS, _GO_TALES)


def xed(data: Path) -> list[Example]:
    """XED's film subtitles whose labels all have a mood, or an emotion of Alm's."""
    found = [
        (row["text"], sorted({int(label) for label in row["labels"].split(",")}))
        for row in _rows(data / "text" / "xed_en.tsv")
        if len(row["text"]) > 8
    ]
    return _labelled(found, _XED_MOODS, _XED_TALES)


def alm(data: Path, split: str) -> list[Example]:
    """Alm's tales, all sentences, each between its neighbours and soft by its two annotators.

    Potter's tales, held out whole in the paper (§4.2), are cut by story into validation and test.
    """
    rows = list(_rows(data / "text" / "alm_full.tsv"))
    return [
        _tale_example(rows, index, [row["emotion_a"], row["emotion_b"]])
        for index, row in enumerate(rows)
        if alm_split(row) == split
    ]


def alm_agreed(data: Path, split: str) -> list[Example]:
    """The sentences on which all of Alm's annotators agree (five emotions), in their context."""
    rows = list(_rows(data / "text" / "alm_full.tsv"))
    places = {(row["author"], plain(row["text"])): index for index, row in enumerate(rows)}
    examples = []
    for row in _rows(data / "text" / "alm_agreed.tsv"):
        index = places[row["author"], plain(row["text"])]
        if alm_split(rows[index]) == split:
            letter = next(k for k, name in _ALM_TALES.items() if name == row["label"])
            examples.append(_tale_example(rows, index, [letter]))
    return examples


def isear(data: Path, split: str) -> list[Example]:
    """ISEAR's situations whose emotion has a mood; for research packs only."""
    items = load_isear(data)
    return [
        Example(items.items[row], _shares({_ISEAR_MOODS[name]: 1.0}))
        for row in items.rows(split)
        if (name := items.names[items.labels[row]]) in _ISEAR_MOODS
    ]


def mistyped(text: str, share: float, random: np.random.Generator) -> str:
    """Return `text` with two neighbouring letters exchanged in `share` of its longer words."""
    words = text.split(" ")
    for index, word in enumerate(words):
        if len(word) > 3 and random.random() < share:
            at = int(random.integers(1, len(word) - 1))
            words[index] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _tale_example(rows: Sequence[dict[str, str]], index: int, letters: Sequence[str]) -> Example:
    row = rows[index]
    near = [
        rows[i]["text"] if rows[i]["story"] == row["story"] else ""
        for i in range(max(0, index - 1), min(index + 2, len(rows)))
    ]
    middle = min(index, 1)
    before = " ".join(text for text in near[:middle] if text)
    first = len(before) + 1 if before else 0
    text = " ".join(text for text in near if text)
    known = all(letter in _ALM_MOODS for letter in letters)
    return Example(
        text,
        _shares(_counted(_ALM_MOODS[letter] for letter in letters)) if known else UNKNOWN_SHARES,
        tale=_shares(_counted(_ALM_TALES[letter] for letter in letters), TALE_CLASSES),
        focus=(first, first + len(row["text"])),
        group=row["story"],
    )


def _labelled(
    found: Iterable[tuple[str, Sequence[_Label]]],
    moods: Mapping[_Label, str],
    tales: Mapping[_Label, str],
) -> list[Example]:
    """Return those texts of `found` whose labels all are known in `moods` or all in `tales`."""
    examples = []
    for text, labels in found:
        shares, tale = (
            _shares(_counted(names[label] for label in labels), classes)
            if all(label in names for label in labels)
            else None
            for names, classes in ((moods, CLASSES), (tales, TALE_CLASSES))
        )
        if shares is not None or tale is not None:
            examples.append(
                Example(
                    text,
                    UNKNOWN_SHARES if shares is None else shares,
                    tale=UNKNOWN_TALE if tale is None else tale,
                )
            )
    return examples


def _counted(names: Iterable[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for name in names:
        counts[name] = counts.get(name, 0.0) + 1.0
    return counts


def _softened(mood: str, strength: float) -> dict[str, float]:
    """A weak mood (strength 0) leaves almost a third to neutral."""
    if mood == "neutral":
        return {mood: 1.0}
    return {mood: 0.7 + 0.3 * strength, "neutral": 0.3 - 0.3 * strength}


def _shares(
    weights: Mapping[str, float], names: Sequence[str] = CLASSES
) -> NDArray[np.float32]:  # fmt: skip
    shares = np.array([weights.get(name, 0.0) for name in names], np.float32)
    return shares / shares.sum()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
