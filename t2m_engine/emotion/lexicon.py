"""Places words of feeling in the valence-arousal plane: by a lexicon, by their kin, by vectors.

The lexicon that ships is the Glasgow norms (resources/lexicon, CC BY 4.0). The paper's, NRC-VAD
(Mohammad 2018), may not be passed on: a user's own copy is read from any path.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from t2m_engine import places
from t2m_engine.emotion.inflection import relatives
from t2m_engine.emotion.labels import SMALL_WORDS, normal
from t2m_engine.emotion.placing import Kernel, regress
from t2m_engine.emotion.word_vectors import WordVectors
from t2m_engine.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

GLASGOW = "glasgow"

How = Literal["lexicon", "stem", "vectors", "words"]

STEM_DEVIATION = (0.170, 0.183)
"""RMSE of valence and arousal when a word of the Glasgow norms is placed by its relatives in them
(730 words have some, each left out once)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label lies: valence and arousal in −1…1, and how that is known.

    `deviation` is the standard deviation of the error on the two axes; 0 for a lexicon's own
    words, which are taken at their word. `how`: "lexicon"; "stem", by a relative in the lexicon
    (surprised: surprise); "vectors", by what is near in music's vocabulary; "words", the mean of
    a phrase's words.
    """

    valence: float
    arousal: float
    deviation: tuple[float, float]
    how: How

    @property
    def point(self) -> tuple[float, float]:
        """(valence, arousal)."""
        return self.valence, self.arousal

    def as_json(self) -> dict[str, Any]:
        """The form of the command line."""
        return {
            "valence": round(self.valence, 4),
            "arousal": round(self.arousal, 4),
            "deviation": [round(axis, 4) for axis in self.deviation],
            "how": self.how,
        }


class Lexicon:
    """Words with a valence and an arousal in −1…1, by which any label can be placed.

    Words that it has not are placed by `vectors`, those that ship unless others are given.
    """

    def __init__(
        self, words: Mapping[str, tuple[float, float]], vectors: WordVectors | None = None
    ) -> None:
        self.words = dict(words)
        self._given_vectors = vectors

    @classmethod
    def load(cls, path: Path | None = None, vectors: WordVectors | None = None) -> Lexicon:
        """Read the table at `path`, or the Glasgow norms.

        Columns are word, valence, arousal and whatever else, parted by tabs, with or without a
        line of headings: NRC-VAD as published (0…1), its version 2 (−1…1), the Glasgow norms
        (1…9). The scale is recognised by the values. InputError when it is no such table.
        """
        return cls(_read(path or places.resources() / "lexicon" / "glasgow_vad.tsv"), vectors)

    @classmethod
    def named(cls, name: str, vectors: WordVectors | None = None) -> Lexicon:
        """Read what the setting `lexicon` names: "glasgow", or the path of a table."""
        return cls.load(None if name == GLASGOW else Path(name).expanduser(), vectors)

    def place(self, label: str) -> Place:
        """Return where `label`, a word or a phrase, lies; case, “-” and “_” do not matter.

        UsageError when nothing is known of any of its words.
        """
        phrase = normal(label)
        content = [word for word in phrase.split() if word not in SMALL_WORDS]
        found = self._listed(phrase) or self._known(" ".join(content))
        if found is None:
            parts = [self._known(word) for word in content]
            found = _mean([part for part in parts if part is not None])
        if found is None:
            raise UsageError(f"No feeling is known for “{label}”; try a commoner word.")
        return found

    def _listed(self, phrase: str) -> Place | None:
        place = self.words.get(phrase)
        return None if place is None else Place(*place, (0.0, 0.0), "lexicon")

    def _known(self, phrase: str) -> Place | None:
        if found := self._listed(phrase):
            return found
        if phrase.isalpha() and (kin := relatives(phrase, self._single)):
            valence, arousal = np.mean([self.words[word] for word in kin], axis=0)
            return Place(float(valence), float(arousal), STEM_DEVIATION, "stem")
        return self._by_vectors(phrase)

    def _by_vectors(self, phrase: str) -> Place | None:
        if " " in phrase and phrase not in self._vectors.row:
            return None  # word by word, by the lexicon if it can
        anchors, points = self._anchors
        if not len(points) or not self._vectors.knows(phrase):
            return None
        kernel = Kernel.of(self._vectors.card["kernel"])
        vector = self._vectors.vector(phrase)
        found, deviation = regress(vector[None], anchors, points, kernel)
        (valence, arousal), (one, two) = found[0].tolist(), deviation[0].tolist()
        return Place(valence, arousal, (one, two), "vectors")

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word.isalpha())

    @cached_property
    def _vectors(self) -> WordVectors:
        return self._given_vectors or WordVectors.load()

    @cached_property
    def _anchors(self) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        row = self._vectors.row
        known = [word for word in self.words if word in row]
        points = np.array([self.words[word] for word in known], np.float64).reshape(-1, 2)
        return self._vectors.matrix[[row[word] for word in known]], points


def _mean(parts: Sequence[Place]) -> Place | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    valence, arousal = np.mean([part.point for part in parts], axis=0)
    # Not divided by the number of words: what is wrong about one is often wrong about the other.
    errors = np.sqrt(np.mean(np.square([part.deviation for part in parts]), axis=0))
    return Place(float(valence), float(arousal), (float(errors[0]), float(errors[1])), "words")


def _read(path: Path) -> dict[str, tuple[float, float]]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})") from error
    words: dict[str, tuple[float, float]] = {}
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        if not line.strip() or (number == 1 and _is_heading(cells)):
            continue
        try:
            word, valence, arousal = normal(cells[0]), float(cells[1]), float(cells[2])
        except (IndexError, ValueError):
            raise InputError(
                path,
                f"is no lexicon (line {number})",
                "It needs a word, its valence and its arousal in each line, parted by tabs.",
            ) from None
        words.setdefault(word, (valence, arousal))
    return _on_scale(words, path)


def _is_heading(cells: Sequence[str]) -> bool:
    return [cell.strip().lower() for cell in cells[1:3]] == ["valence", "arousal"]


def _on_scale(words: dict[str, tuple[float, float]], path: Path) -> dict[str, tuple[float, float]]:
    if not words:
        raise InputError(path, "is an empty lexicon")
    values = np.array(list(words.values()))
    least, most = float(values.min()), float(values.max())
    if least >= -1 and most <= 1:
        low, high = (-1.0, 1.0) if least < 0 else (0.0, 1.0)
    elif least >= 1 and most <= 9:
        low, high = 1.0, 9.0
    else:
        raise InputError(
            path,
            f"has values from {least:g} to {most:g}",
            "A lexicon's values go from 0 to 1, from -1 to 1 or from 1 to 9.",
        )
    scaled = (values - low) / (high - low) * 2 - 1
    return {word: (float(v), float(a)) for word, (v, a) in zip(words, scaled, strict=True)}
