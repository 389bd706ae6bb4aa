"""Sketches: wide vectors in 32 numbers each, which tell how large a score can be at most.

The first 31 are coordinates along principal axes, the last is the length of what these leave out. A
product of vectors is the product of their coordinates and that of what is left out, and the latter
is at most the product of its lengths (Cauchy and Schwarz); so the product of two sketches
bounds it from above. Whoever knows k vectors that score well need look only at those whose bounds
are as high: the answer is exact, and few are looked at, since what the networks hear lies near a
space of few dimensions. (Filter and refine: Weber, Schek & Blott 1998, “A Quantitative Analysis
and Performance Study for Similarity-Search Methods”, §4.2, there with coarse cells.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from t2m_engine.library.room import Room, grown

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDTH = 32
"""Numbers in a sketch. Of a quarter of a million clips of the default space (135 dimensions) 400
are looked at for half of the sentences of the demo story, and for one in twenty 10,000; with 16
numbers 1,300 and 84,000, with 48, which take half again as long to compare, 230 and 2,700."""
LEAST = 20_000
"""Vectors from which on sketches are quicker than the vectors themselves."""
_AXES = WIDTH - 1
_FIT_ON = 50_000
"""Vectors that axes are fitted to, evenly taken."""
_LIKELY = 0.1
"""The weight of what may be asked for beside music. Of a quarter of a million clips, a tenth of 30
texts had 26,000 clips and more looked at without, and 1,200 with weights of .01 to .1."""
_GROWN = 2.0
"""Axes are fitted again when there are so many times the vectors: they serve less well with time,
but never wrongly."""
_BLOCK = 32_768
_SLACK = 4e-6
"""Of squared lengths: above what single precision rounds off, so that a bound is one."""


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """The sketches of n vectors, `numbers`: float32 (n, 32), column by column.

    `axes` float32 (d, 31) are orthonormal, and were fitted to `fitted` vectors, and a little to
    what may be asked for, `likely` float32 (m, d). `room` is where the numbers may grow.
    """

    axes: NDArray[np.float32]
    fitted: int
    likely: NDArray[np.float32]
    numbers: NDArray[np.float32]
    room: Room | None = None

    @classmethod
    def of(cls, vectors: NDArray[np.float32], likely: NDArray[np.float32] | None = None) -> Self:
        """Return the sketches of `vectors`, float32 (n, d), n ≥ 1, d > 31; always the same.

        `likely`, float32 (m, d), is what may be asked for: where no music lies a text may have
        most of its length, and no bound would be of use.
        """
        likely = np.empty((0, vectors.shape[1]), np.float32) if likely is None else likely
        sample = np.asarray(vectors[:: max(1, len(vectors) // _FIT_ON)], np.float64)
        asked = np.asarray(likely, np.float64)
        # About the origin, as products are.
        moment = sample.T @ sample / len(sample) + _LIKELY * asked.T @ asked / max(1, len(asked))
        _, components = np.linalg.eigh(moment)
        axes = np.ascontiguousarray(components[:, ::-1][:, :_AXES], np.float32)
        return cls(axes, len(vectors), likely, _drawn(vectors, axes))

    def follow(
        self, known: NDArray[np.int64], now: NDArray[np.int64], vectors: NDArray[np.float32]
    ) -> Self:
        """Return the sketches of `vectors` (n, d), whose ids are `now`, where these are of `known`.

        Both are int64 and rise; new ids are above those that were known, and one id means one
        vector. What is known is not drawn again.
        """
        if len(now) > _GROWN * self.fitted:
            return type(self).of(vectors, self.likely)
        first = int(np.searchsorted(now, known[-1], side="right")) if len(known) else 0
        kept, room = self.numbers, self.room
        if first < len(known):
            kept, room = self.only(np.flatnonzero(np.isin(known, now[:first]))), None
        more = {"numbers": _drawn(vectors[first:], self.axes)}
        room, columns = grown(room, {"numbers": kept}, more)
        return type(self)(self.axes, self.fitted, self.likely, columns["numbers"], room)

    def only(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the numbers of `rows`, int64 (m,): float32 (m, 32), column by column."""
        return np.take(self.numbers.T, rows, axis=1).T

    def asked(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the sketch of what is asked for, float32 (d,): (32,)."""
        return np.ascontiguousarray(_drawn(vector[None], self.axes)[0])


def _drawn(vectors: NDArray[np.float32], axes: NDArray[np.float32]) -> NDArray[np.float32]:
    lying = np.empty((WIDTH, len(vectors)), np.float32)
    for at in range(0, len(vectors), _BLOCK):
        block = vectors[at : at + _BLOCK]
        along = block @ axes
        left = np.einsum("ij,ij->i", block, block) - np.einsum("ij,ij->i", along, along)
        lying[:_AXES, at : at + _BLOCK] = along.T
        lying[_AXES, at : at + _BLOCK] = np.sqrt(np.maximum(left, 0.0) + _SLACK)
    return lying.T
