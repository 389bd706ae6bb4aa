"""The map of a library: where its clips lie, in the plane or by their sound, and how densely."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import files
from t2m_engine.emotion.moods import MOODS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.library.table import Table

PLANE, LEARNED = "plane", "learned"
MAPS = (PLANE, LEARNED)
FILE = "map.json"
_KNOTS = 64
_FIT_ON = 50_000
"""Clips that a projection is fitted to, evenly taken: more move its axes by less than a pixel."""
_GROWN = 2.0
"""A projection is fitted again when there are so many times the clips that it was fitted to: what
is known must not hop about with every album that is added."""
_BESIDE = 40
"""Clips of a feeling whose places say where it lies on the learned map."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """From vectors of a space to the learned map.

    `mean` float32 (d,); `axes` float32 (2, d), the two first principal components (Hotelling
    1933), each with its largest weight positive; `knots` float32 (2, 64), quantiles of what they
    give, by which it is spread evenly over −1…1: music crowds in the middle of a plain projection.
    `of` says what it was fitted to: pack and space; `clips` how many.
    """

    of: str
    clips: int
    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    knots: NDArray[np.float32]

    @classmethod
    def fit(cls, vectors: NDArray[np.float32], of: str) -> Projection:
        """Fit to `vectors`, float32 (n, d), n ≥ 1; the same ones give the same projection."""
        step = max(1, len(vectors) // _FIT_ON)
        sample = np.asarray(vectors[::step], np.float64)
        mean = sample.mean(axis=0)
        centred = sample - mean
        _, components = np.linalg.eigh(centred.T @ centred)
        axes = components[:, ::-1][:, :2].T
        axes = axes * np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]
        knots = np.quantile(centred @ axes.T, np.linspace(0, 1, _KNOTS), axis=0).T
        kinds = (array.astype(np.float32) for array in (mean, axes, knots))
        return cls(of, len(vectors), *kinds)

    def places(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Where `vectors`, float32 (n, d), lie: float32 (n, 2), −1…1."""
        found = (vectors - self.mean) @ self.axes.T
        even = np.linspace(-1, 1, self.knots.shape[1])
        spread = [np.interp(found[:, i], _rising(self.knots[i]), even) for i in (0, 1)]
        return np.stack(spread, axis=1).astype(np.float32)

    def save(self, folder: Path) -> None:
        """Keep it with the library in `folder`."""
        content = {
            "of": self.of,
            "clips": self.clips,
            **{name: getattr(self, name).tolist() for name in ("mean", "axes", "knots")},
        }
        files.write_text(folder / FILE, json.dumps(content))

    @classmethod
    def load(cls, folder: Path, of: str, dimension: int, clips: int) -> Projection | None:
        """The one that is kept, if it is of `of` and still serves for so many `clips`."""
        try:
            content = json.loads((folder / FILE).read_text("utf-8"))
            arrays = [np.array(content[name], np.float32) for name in ("mean", "axes", "knots")]
            known = int(content["clips"])
            named = str(content["of"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        shapes = [array.shape for array in arrays]
        whole = shapes == [(dimension,), (2, dimension), (2, _KNOTS)]
        if not whole or named != of or not all(np.isfinite(array).all() for array in arrays):
            return None
        if not known / _GROWN <= clips <= known * _GROWN:
            return None
        return cls(named, known, *arrays)


def _rising(knots: NDArray[np.float32]) -> NDArray[np.float64]:
    """Knots that rise, as `interp` needs them, also where many clips are one and the same."""
    return np.maximum.accumulate(knots.astype(np.float64)) + np.arange(len(knots)) * 1e-12


@dataclass(frozen=True, slots=True)
class Bounds:
    """A part of a map: what lies from `left` to `right` and from `bottom` to `top`."""

    left: float = -1.0
    bottom: float = -1.0
    right: float = 1.0
    top: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """How many clips lie where: the cells of a grid that hold any, n of them.

    `cells` int64 (n,) are row · columns + column, rows from the top; `counts` int64 (n, 7) by the
    clips' strongest moods.
    """

    cells: NDArray[np.int64]
    counts: NDArray[np.int64]


def gather(
    places: NDArray[np.float32],
    moods: NDArray[np.uint8],
    bounds: Bounds,
    columns: int,
    rows: int,
) -> Cells:
    """Count clips, at `places` (n, 2) with the strongest moods `moods` (n,), in a grid."""
    x = (places[:, 0] - bounds.left) / (bounds.right - bounds.left) * columns
    y = (bounds.top - places[:, 1]) / (bounds.top - bounds.bottom) * rows
    inside = (x >= 0) & (x <= columns) & (y >= 0) & (y <= rows)
    across = np.minimum(x[inside].astype(np.int64), columns - 1)
    down = np.minimum(y[inside].astype(np.int64), rows - 1)
    both = (down * columns + across) * len(MOODS) + moods[inside]
    counts = np.bincount(both, minlength=columns * rows * len(MOODS)).reshape(-1, len(MOODS))
    cells = np.flatnonzero(counts.any(axis=1))
    return Cells(cells, counts[cells])


def inside(places: NDArray[np.float32], outline: Sequence[tuple[float, float]]) -> NDArray[Any]:
    """Which of `places` (n, 2) lie inside a closed outline of (x, y): bool (n,), by even-odd."""
    corners = np.array(outline, np.float64)
    low, high = corners.min(axis=0), corners.max(axis=0)
    near = np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))
    x, y = places[near, 0].astype(np.float64), places[near, 1].astype(np.float64)
    within = np.zeros(len(near), np.bool_)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > y) != (y2 > y)
        within ^= crosses & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    result = np.zeros(len(places), np.bool_)
    result[near] = within
    return result


def nearest(
    places: NDArray[np.float32], rows: NDArray[np.int64], x: float, y: float,
    reach: tuple[float, float],
) -> int | None:  # fmt: skip
    """The one of `rows` that lies nearest to (x, y) and within `reach` (across, up); or None."""
    if not len(rows):
        return None
    apart = (places[rows] - np.array([x, y], np.float32)) / np.array(reach, np.float32)
    distances = np.square(apart).sum(axis=1)
    best = int(distances.argmin())
    return int(rows[best]) if distances[best] <= 1.0 else None


def beside(
    table: Table, rows: NDArray[np.int64], valence: float, arousal: float, mood: int
) -> NDArray[np.int64]:
    """The `rows` of up to 40 clips that feel most like this, those of the same mood before all."""
    same = rows[table.moods[rows] == mood]
    rows = same if len(same) else rows
    apart = np.hypot(table.valence[rows] - valence, table.arousal[rows] - arousal)
    return rows[np.argsort(apart, kind="stable")[:_BESIDE]]


def feelings(table: Table, rows: NDArray[np.int64]) -> Feelings:
    """What the tracks of these `rows` feel like: the means of their clips, by their lengths."""
    ids, at = np.unique(table.track_ids[rows], return_inverse=True)
    lengths = table.lengths[rows].astype(np.float64)
    whole = np.maximum(np.bincount(at, lengths, len(ids)), 1e-9)
    valence = np.bincount(at, lengths * table.valence[rows], len(ids)) / whole
    arousal = np.bincount(at, lengths * table.arousal[rows], len(ids)) / whole
    shares = np.bincount(
        at * len(MOODS) + table.moods[rows], lengths, len(ids) * len(MOODS)
    ).reshape(-1, len(MOODS))
    return Feelings(
        ids,
        valence.astype(np.float32),
        arousal.astype(np.float32),
        shares.argmax(axis=1).astype(np.uint8),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Feelings:
    """Tracks by rising `ids`, int64 (n,): `valence`, `arousal` float32, `moods` uint8: the place
    in MOODS of the one that most of the track has, by time."""

    ids: NDArray[np.int64]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    moods: NDArray[np.uint8]

    def as_json(self, identity: int) -> dict[str, Any] | None:
        """What one track feels like; None where nobody knows."""
        at = int(np.searchsorted(self.ids, identity))
        if at >= len(self.ids) or self.ids[at] != identity:
            return None
        return {
            "valence": round(float(self.valence[at]), 4),
            "arousal": round(float(self.arousal[at]), 4),
            "mood": MOODS[self.moods[at]],
        }
