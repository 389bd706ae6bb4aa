"""A reading: what an encoder made of one passage or one clip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from t2m_engine.emotion.moods import Emotion


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An emotion, and the encoder's own embedding (float32, (d,)) that it was read from.

    `steered`: its writer wants another emotion than was read, so that the embedding is no guide.
    """

    emotion: Emotion
    embedding: NDArray[np.float32]
    steered: bool = False
