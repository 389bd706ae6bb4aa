"""Embedding spaces in which a passage and a clip can be compared.

A space turns the reading of a passage and that of a clip into unit vectors of one length; the
score of a clip for a passage is their dot product, so nearest is largest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.emotion.moods import Emotion
    from t2m_engine.emotion.reading import Reading

VERSION = 1
"""Part of a pack's id: raise it whenever a space gives other vectors for the same reading."""


class Space(Protocol):
    """What every space has; vectors are float32 (dimension,), of unit length."""

    @property
    def name(self) -> str:
        """The name on the command line, in the catalogue and in the window."""

    @property
    def dimension(self) -> int:
        """The length of the vectors."""

    def text_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a passage."""

    def music_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a clip."""


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
    def dimension(self) -> int:
        """Seven mood axes and three of the lifted plane."""
        return len(MOODS) + 3

    def text_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a passage."""
        return self._vector(reading.emotion, self.sharpness)

    def music_vector(self, reading: Reading) -> NDArray[np.float32]:
        """Place a clip."""
        return self._vector(reading.emotion, 1.0)

    def _vector(self, emotion: Emotion, sharpness: float) -> NDArray[np.float32]:
        shares = np.clip(np.array(emotion.moods), 0.0, None) ** sharpness
        plane = np.array([emotion.valence, emotion.arousal, self.lift])
        vector = np.concatenate(
            [
                np.sqrt(self.mood_weight * shares / shares.sum()),
                np.sqrt(1.0 - self.mood_weight) * plane / np.linalg.norm(plane),
            ]
        )
        return vector.astype(np.float32)


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


def get_space(name: str | None = None) -> Space:
    """Return the space called `name`, or the default; UsageError lists what there is."""
    try:
        return _SPACES[name or DEFAULT_SPACE]
    except KeyError:
        raise UsageError(
            f"There is no space “{name}”; choose one of {', '.join(_SPACES)}."
        ) from None
