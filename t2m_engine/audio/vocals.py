"""Whether somebody sings or speaks in a piece of music, told from what the music encoder hears."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SHARE = 0.25
"""Of a track's clips, so many decide, the surest: a voice need not be there all the time."""


@dataclass(frozen=True, slots=True, eq=False)
class VocalsHead:
    """A logistic regression on the encoder's embeddings: `weights` float32 (d,), `bias`.

    A model pack carries it, since it belongs to the pack's encoder.
    """

    weights: NDArray[np.float32]
    bias: float

    def sureness(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return 0…1 for each of `embeddings` (n, d), float32 (n,): that there is a voice."""
        scores = np.clip(embeddings @ self.weights + self.bias, -30.0, 30.0)
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), np.float32)

    def of_track(self, embeddings: NDArray[np.float32]) -> float:
        """Return 0…1 for a track with the clips of `embeddings` (n, d), n ≥ 1.

        The mean over the surest quarter of them.
        """
        surest = np.sort(self.sureness(embeddings))[::-1]
        return float(surest[: max(1, round(_SHARE * len(surest)))].mean())
