"""What the engine tells of a map, taken apart: counts in cells, single clips, the story's path."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOODS = ("happy", "funny", "sad", "tender", "exciting", "angry", "scary")
"""In the engine's order."""


@dataclass(frozen=True)
class Bounds:
    """The part of the map that is looked at; the whole reaches from −1 to 1 both ways."""

    left: float = -1.06
    bottom: float = -1.06
    right: float = 1.06
    top: float = 1.06

    @property
    def width(self) -> float:
        """How far it reaches across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How far it reaches up."""
        return self.top - self.bottom

    def as_list(self) -> list[float]:
        """As the engine takes it."""
        return [self.left, self.bottom, self.right, self.top]

    def zoomed(self, factor: float, x: float, y: float) -> Bounds:
        """Nearer by `factor` (below 1: farther), with (x, y) where it is on the screen."""
        factor = min(max(factor, self.width / WHOLE.width), self.width / _NEAREST)
        left = x - (x - self.left) / factor
        bottom = y - (y - self.bottom) / factor
        return Bounds(
            left, bottom, left + self.width / factor, bottom + self.height / factor
        ).held()

    def moved(self, across: float, up: float) -> Bounds:
        """Moved by shares of itself."""
        x, y = across * self.width, up * self.height
        return Bounds(self.left + x, self.bottom + y, self.right + x, self.top + y).held()

    def held(self) -> Bounds:
        """Moved so that it shows nothing beyond the whole."""
        x = max(0.0, WHOLE.left - self.left) + min(0.0, WHOLE.right - self.right)
        y = max(0.0, WHOLE.bottom - self.bottom) + min(0.0, WHOLE.top - self.top)
        return Bounds(self.left + x, self.bottom + y, self.right + x, self.top + y)


WHOLE = Bounds()
_NEAREST = 0.04
"""The least that the map shows across: there is nothing to be told apart below that."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A map as it was counted: `total` clips, `shown` of them within `bounds`.

    `places` float32 (n, 2) are the middles of cells that hold some, `counts` uint32 (n, 7) by
    mood. The cells are of a grid of `columns` and `rows`, numbered from the top left: `cells` int64
    (n,). `points` float32 (shown, 3) are the clips one by one: x, y, place of the mood in MOODS;
    None where they are too many. `path` float32 (scenes, 2); `within`: clips in reach of each
    scene; `quarters`: clips that are [dark and calm, bright and calm, dark and tense, bright and
    tense].
    """

    total: int
    shown: int
    bounds: Bounds
    columns: int
    rows: int
    cells: NDArray[np.int64]
    places: NDArray[np.float32]
    counts: NDArray[np.uint32]
    points: NDArray[np.float32] | None
    path: NDArray[np.float32]
    within: tuple[int, ...]
    quarters: tuple[int, int, int, int]

    @classmethod
    def from_json(cls, data: Mapping[str, Any], bounds: Bounds, columns: int, rows: int) -> Chart:
        """Take it out of an answer of `library.map`, asked with these bounds and cells."""
        cells = _numbers(data["cells"], "<u4").astype(np.int64)
        x = bounds.left + (cells % columns + 0.5) / columns * bounds.width
        y = bounds.top - (cells // columns + 0.5) / rows * bounds.height
        points = None
        if data["points"] is not None:
            points = _numbers(data["points"], "<f4").reshape(-1, 3)
        return cls(
            total=data["total"],
            shown=data["shown"],
            bounds=bounds,
            columns=columns,
            rows=rows,
            cells=cells,
            places=np.stack([x, y], axis=1).astype(np.float32),
            counts=_numbers(data["counts"], "<u4").reshape(-1, len(MOODS)),
            points=points,
            path=np.array(data["path"], np.float32).reshape(-1, 2),
            within=tuple(data["within"]),
            quarters=tuple(data["quarters"]),
        )

    def centres(self) -> dict[str, tuple[float, float]]:
        """Where most of each mood lies, of moods that something here has."""
        found = {}
        for place, mood in enumerate(MOODS):
            weights = self.counts[:, place].astype(np.float64)
            if weights.sum() > 0.01 * max(1, self.shown):
                x, y = (weights @ self.places / weights.sum()).tolist()
                found[mood] = (x, y)
        return found


def _numbers(content: str, kind: str) -> NDArray[Any]:
    return np.frombuffer(base64.b64decode(content), kind)


def thin_places(quarters: tuple[int, int, int, int]) -> list[int]:
    """Which quarters hold less than half of what an even share would be."""
    total = sum(quarters)
    return [i for i, count in enumerate(quarters) if total and count < total / 8]
