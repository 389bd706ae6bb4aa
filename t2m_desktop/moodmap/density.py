"""Density as a picture: a dot a cell, the larger and stronger the more clips it holds.

The picture is made pixel by pixel in numpy: a painter takes a hundred times as long for thousands
of dots, and the window would stand still for it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from t2m_desktop.moodmap.chart import MOODS, Bounds, Chart
from t2m_desktop.theme import Theme

_LARGEST = 0.5
"""A dot's radius in its cell's smaller side: two of them just touch."""
_SMALLEST = 1.1
"""Pixels: less cannot be seen."""
_FAINTEST, _STRONGEST = 0.34, 0.92
_GAMMA = 2.2


def draw(chart: Chart, bounds: Bounds, width: int, height: int, theme: Theme) -> QImage:
    """Draw the part `bounds` of a chart, `width` × `height` pixels, clear where nothing is.

    The chart may be of another part: then its dots are as much larger or smaller.
    """
    strength, colour = _cells(chart, theme)
    across, column = _along(
        width, bounds.left, bounds.width, chart.bounds.left, chart.bounds.width, chart.columns
    )
    down, row = _along(
        height, -bounds.top, bounds.height, -chart.bounds.top, chart.bounds.height, chart.rows
    )
    cell_width = width / bounds.width * chart.bounds.width / chart.columns
    cell_height = height / bounds.height * chart.bounds.height / chart.rows
    largest = _LARGEST * min(cell_width, cell_height)
    here = (row[:, None] * chart.columns + column[None, :]).clip(0)
    share = strength[here]
    share[row < 0, :] = 0.0
    share[:, column < 0] = 0.0
    radius = np.where(share > 0, _SMALLEST + (max(_SMALLEST, largest) - _SMALLEST) * share, -1.0)
    apart = np.hypot((down * cell_height)[:, None], (across * cell_width)[None, :])
    alpha = np.clip(radius - apart + 0.5, 0.0, 1.0) * (_FAINTEST + (_STRONGEST - _FAINTEST) * share)
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[..., :3] = colour[here] * alpha[..., None]  # blue, green, red, times alpha
    pixels[..., 3] = 255 * alpha
    image = QImage(pixels.data, width, height, 4 * width, _FORMAT)
    return image.copy()  # which owns its pixels


_FORMAT = QImage.Format.Format_ARGB32_Premultiplied


def _cells(chart: Chart, theme: Theme) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How strong each cell is, float32 (cells,) 0…1 by the logarithm of its clips, and its colour
    between moods (`Theme.blend`), float32 (cells, 3): blue, green, red, 0…255."""
    strength = np.zeros(chart.columns * chart.rows, np.float32)
    colour = np.zeros((chart.columns * chart.rows, 3), np.float32)
    if len(chart.cells):
        totals = chart.counts.sum(axis=1, dtype=np.float64)
        strength[chart.cells] = np.log2(1 + totals) / np.log2(1 + totals.max())
        weights = np.square(chart.counts / totals[:, None])
        known = [theme.mood(mood) for mood in MOODS]
        light = np.array([(c.blueF(), c.greenF(), c.redF()) for c in known]) ** _GAMMA
        mixed = (weights @ light / weights.sum(axis=1, keepdims=True)) ** (1 / _GAMMA)
        colour[chart.cells] = 255 * mixed
    return strength, colour


def _along(
    pixels: int, start: float, extent: float, first: float, whole: float, cells: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """For each pixel of one side: how far it lies from its cell's middle, in cells, and which cell
    that is; −1 where the chart has none."""
    at = start + (np.arange(pixels) + 0.5) / pixels * extent
    cell = (at - first) / whole * cells
    number = np.floor(cell).astype(np.int64)
    apart = cell - number - 0.5
    return apart, np.where((number >= 0) & (number < cells), number, -1)
