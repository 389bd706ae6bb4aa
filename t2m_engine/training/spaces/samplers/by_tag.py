"""Items and pairs by their tags, so that rare emotions are seen as often as common ones.

The published code of Won et al. 2021 draws a tag first and an item of it then; a text is paired
with music of the tag that is nearest to its own by word vectors (§3.3). Where there are several
corpora, one of them is drawn before the tag, or a large one would drown the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.training.spaces.material import Items


class ByTag:
    """Draws items of a modality: a corpus, a tag of it and an item with it, evenly each."""

    def __init__(self, items: Items) -> None:
        pairs = np.stack([items.corpus, items.tags], axis=1)
        _, group, sizes = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
        same = 1.0 / sizes[group.ravel()]  # a share of the items of one tag in one corpus
        tags_of = _kinds(items.corpus, items.tags)
        corpora_of = _kinds(items.tags, items.corpus)
        self._ends = np.cumsum(same / tags_of / len(np.unique(items.corpus)))
        self._order = np.argsort(items.tags, kind="stable")
        self._ends_in_tag = np.cumsum((same / corpora_of)[self._order])
        self.tags: NDArray[np.int64] = np.unique(items.tags)
        """The tags that there are items of."""

    def draw(self, random: np.random.Generator, count: int) -> NDArray[np.int64]:
        """Return the rows of `count` items."""
        places = np.searchsorted(self._ends, random.random(count) * self._ends[-1], side="right")
        return np.minimum(places, len(self._ends) - 1)

    def draw_of(self, random: np.random.Generator, tags: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of an item for each of `tags`, which are all among those there are."""
        # Items lie tag by tag, those of each on a stretch of length 1.
        wanted = np.searchsorted(self.tags, tags) + random.random(len(tags))
        places = np.searchsorted(self._ends_in_tag, wanted, side="right")
        return self._order[np.minimum(places, len(self._order) - 1)]


def _kinds(of: NDArray[np.int64], kinds: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each item how many different `kinds` items with the same `of` have."""
    found = {value: float(len(np.unique(kinds[of == value]))) for value in np.unique(of)}
    return np.array([found[value] for value in of])
