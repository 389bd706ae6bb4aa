"""Embedding spaces in which a passage and a clip can be compared.

A space turns the reading of a passage and that of a clip into unit vectors of one length; the
score of a clip for a passage is their dot product, so nearest is largest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from t2m_engine.emotion.reading import Reading


class Space(Protocol):
    """What every space has; vectors are float32, of unit length."""

    @property
    def name(self) -> str:
        """The name on the command line, in the catalogue and in the window."""

    @property
    def id(self) -> str:
        """A text that changes whenever the vectors of music would: a library keeps them by it."""

    @property
    def dimension(self) -> int:
        """The length of the vectors."""

    def text_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a passage: (dimension,)."""

    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Place n clips: `valence`, `arousal` (n,), `moods` (n, 7), `embeddings` (n, d).

        Returns (n, dimension), C-contiguous; a row depends on its clip alone.
        """


@dataclass(frozen=True, slots=True)
class EmotionSpace:
    """Both modalities by their emotion alone, so that text and music share each axis.

    The vector is √w · [√moods] ⊕ √(1−w) · unit(valence, arousal, c): its dot product is w times
    the Bhattacharyya coefficient of the mood shares plus 1−w times the cosine in the
    valence-arousal plane lifted by c, which keeps the calm middle from having a direction.

    A passage's shares are first raised to the power `sharpness` (and made to sum to 1 again): a
    paragraph hints at more moods than a clip plays, and what fits is the one that it means most.
    """

    name: str
    mood_weight: float
    lift: float = 1.0
    sharpness: float = 2.0

    @property
    def id(self) -> str:
        """What the vectors of music follow from: the formula (1), the weight and the lift."""
        return f"emotion 1 {self.mood_weight:g} {self.lift:g}"

    @property
    def dimension(self) -> int:
        """Seven mood axes and three of the lifted plane."""
        return len(MOODS) + 3

    def text_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a passage."""
        emotion = reading.emotion
        moods = np.clip(np.array([emotion.moods]), 0.0, None) ** self.sharpness
        return self._vectors(np.array([[emotion.valence, emotion.arousal]]), moods)[0]

    def music_vectors(
        self,
        valence: NDArray[np.float32],
        arousal: NDArray[np.float32],
        moods: NDArray[np.float32],
        embeddings: NDArray[np.float32],  # noqa: ARG002 - the emotion says it all here
    ) -> NDArray[np.float32]:
        """Place clips; see `Space.music_vectors`."""
        return self._vectors(np.stack([valence, arousal], axis=1), np.clip(moods, 0.0, None))

    def _vectors(self, feelings: NDArray[Any], moods: NDArray[Any]) -> NDArray[np.float32]:
        shares = moods / moods.sum(axis=1, keepdims=True)
        plane = np.hstack([feelings, np.full((len(feelings), 1), self.lift)])
        plane /= np.linalg.norm(plane, axis=1, keepdims=True)
        vectors = [np.sqrt(self.mood_weight * shares), np.sqrt(1.0 - self.mood_weight) * plane]
        return np.ascontiguousarray(np.hstack(vectors), np.float32)


DEFAULT_SPACE = "fusion"

_SPACES: dict[str, Space] = {
    space.name: space
    for space in (
        # Weight, lift and sharpness: the middle of a flat optimum of macro-P@5 (.76; with weight
        # .7, lift .5 and no sharpening .72) of the corpus's validation passages against composed
        # pieces that the music network has not met.
        EmotionSpace("fusion", mood_weight=0.6),
        EmotionSpace("moods", mood_weight=1.0),
        # The paper's valence-arousal space (§3.2), on the sphere instead of the plane.
        EmotionSpace("va", mood_weight=0.0),
    )
}


def spaces() -> dict[str, Space]:
    """Return every space by name, the default first."""
    return dict(_SPACES)


def place_music(space: Space, readings: Sequence[Reading]) -> NDArray[np.float32]:
    """Return the vectors of clips by their readings, at least one: float32 (n, dimension)."""
    return space.music_vectors(
        np.array([reading.emotion.valence for reading in readings], np.float32),
        np.array([reading.emotion.arousal for reading in readings], np.float32),
        np.array([reading.emotion.moods for reading in readings], np.float32),
        np.stack([reading.embedding for reading in readings]),
    )


def get_space(name: str | None = None) -> Space:
    """Return the space called `name`, or the default; UsageError lists what there is."""
    try:
        return _SPACES[name or DEFAULT_SPACE]
    except KeyError:
        raise UsageError(
            f"There is no space “{name}”; choose one of {', '.join(_SPACES)}."
        ) from None
