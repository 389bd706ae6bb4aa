"""Word vectors of the music domain: how near two words of feeling are when music is spoken of.

Trained by `python -m t2m_engine.training words` (see there), which writes a folder:
`card.json` (sources, licences, figures, SHA-256), `words.json` (the vocabulary, single-spaced
phrases among it) and `vectors.safetensors` (a matrix of signed bytes, one row a word).
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import places
from t2m_engine.emotion.inflection import bases
from t2m_engine.emotion.labels import SMALL_WORDS, normal
from t2m_engine.errors import ModelError, UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

CARD, WORDS, VECTORS = "card.json", "words.json", "vectors.safetensors"
FORMAT = 1
_LONGEST_PHRASE = 3
"""In words: phrases are learnt up to trigrams."""


class WordVectors:
    """Unit vectors of words and phrases; opening a folder reads its card, the rest when used."""

    def __init__(self, folder: Path, card: dict[str, Any]) -> None:
        self.folder = folder
        self.card = card

    @classmethod
    def load(cls, folder: Path | None = None) -> WordVectors:
        """Open the vectors in `folder`, or those that ship; ModelError when there are none."""
        folder = folder or places.resources() / "vectors"
        try:
            card = json.loads((folder / CARD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The word vectors' {folder / CARD} cannot be read: {error}."
            ) from error
        if not isinstance(card, dict) or card.get("format") != FORMAT:
            raise ModelError(
                f"{folder / CARD} is not of format {FORMAT}; these vectors are for another version."
            )
        return cls(folder, card)

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self.card["dimension"])

    @property
    def heard(self) -> int:
        """How many words, the first of `words`, music is spoken of with; the others are general."""
        return int(self.card["heard"])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The vocabulary, those of music first, each part by frequency; ModelError if damaged."""
        content = self._checked(WORDS)
        return tuple(json.loads(content))

    @cached_property
    def matrix(self) -> NDArray[np.float32]:
        """The vectors of `words`: float32 (n, dimension), of unit length."""
        from safetensors import SafetensorError  # noqa: PLC0415
        from safetensors.numpy import load  # noqa: PLC0415

        try:
            rows = load(self._checked(VECTORS))["vectors"].astype(np.float32)
        except (SafetensorError, KeyError) as error:
            raise ModelError(f"{self.folder / VECTORS} cannot be read: {error}.") from error
        assert rows.shape == (len(self.words), self.dimension)
        return np.ascontiguousarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))

    def knows(self, phrase: str) -> bool:
        """Whether `phrase`, or a part of it, has a vector."""
        return bool(self._parts(phrase))

    def vector(self, phrase: str) -> NDArray[np.float32]:
        """Return the vector of a word or phrase: float32 (dimension,), of unit length.

        A phrase that was not learnt is the mean of its longest known parts. A word is the mean of
        itself and its base where music is spoken of with the base: sadness is between sadness and
        sad (on 119 such words of the Glasgow norms, agreement with the plane rises from .140 to
        .165). UsageError when nothing of it is known.
        """
        parts = self._parts(phrase)
        if not parts:
            raise UsageError(f"“{phrase}” is in no vocabulary; try a commoner word.")
        return _mean(np.stack([_mean(self.matrix[rows]) for rows in parts]))

    def most_similar(
        self, phrase: str, n: int = 10, *, heard_only: bool = False
    ) -> list[tuple[str, float]]:
        """Return the `n` words nearest to `phrase`, and their cosines, nearest first.

        Neither `phrase` itself nor phrases that contain it count; with `heard_only`, only words
        that music is spoken of with.
        """
        cosines = self.matrix[: self.heard if heard_only else None] @ self.vector(phrase)
        own = set(normal(phrase).split())
        order = (self.words[row] for row in np.argsort(-cosines, kind="stable"))
        found = [word for word in order if not own & set(word.split())][:n]
        return [(word, float(cosines[self.row[word]])) for word in found]

    def _parts(self, phrase: str) -> list[list[int]]:
        """Return the rows that make up each known part of `phrase`."""
        words = [word for word in normal(phrase).split() if word not in SMALL_WORDS]
        parts, at = [], 0
        while at < len(words):
            for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
                rows = self._find(" ".join(words[at : at + length]))
                if rows:
                    parts.append(rows)
                    at += length - 1
                    break
            at += 1
        return parts

    def _find(self, word: str) -> list[int]:
        own = [self.row[word]] if word in self.row else []
        origins = [self.row[base] for base in bases(word) if base in self.row]
        if not own:
            return origins[:1]
        return own + [base for base in origins if base < self.heard][:1]

    @cached_property
    def row(self) -> dict[str, int]:
        """The place of each of `words`."""
        return {word: row for row, word in enumerate(self.words)}

    def _checked(self, name: str) -> bytes:
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(
                f"The word vectors are not whole: {path}: {error.strerror}."
            ) from error
        if hashlib.sha256(content).hexdigest() != self.card["sha256"][name]:
            raise ModelError(f"{path} is not the file that its card pins (SHA-256 differs).")
        return content


def _mean(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    mean = rows.mean(axis=0)
    return np.ascontiguousarray(mean / np.linalg.norm(mean))
