"""What a method gives when it has learnt: a space, and where words stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from t2m_engine.emotion.learned import RegressedPlaneSpace
from t2m_engine.emotion.spaces import lowered_music, lowered_text
from t2m_engine.training.spaces.material import columns

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.training.datasets.features import Features


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """A `space`; `place_tags` puts words where its texts and music are, None where it cannot."""

    space: Space
    place_tags: Callable[[tuple[str, ...]], NDArray[np.float32]] | None = None

    def texts(self, features: Features) -> NDArray[np.float32]:
        """Place texts: unit vectors (n, d)."""
        return self.space.text_vectors(*columns(features))

    def music(self, features: Features) -> NDArray[np.float32]:
        """Place music: unit vectors (n, d)."""
        return self.space.music_vectors(*columns(features))

    def tags(self, names: tuple[str, ...]) -> NDArray[np.float32] | None:
        """Return the `places` of words (n, p); None where the method has no place for words."""
        return None if self.place_tags is None else self.place_tags(names)

    def places(self, vectors: NDArray[np.float32], kind: str) -> NDArray[np.float32]:
        """Return where `vectors` of `kind`, "texts" or "music", lie, to compare by distance.

        Those are the vectors themselves but in the plane, where they are valence and arousal.
        """
        if isinstance(self.space, RegressedPlaneSpace):
            return lowered_text(vectors) if kind == "texts" else lowered_music(vectors)
        return vectors
