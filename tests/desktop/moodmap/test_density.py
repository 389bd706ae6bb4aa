"""The picture of a map's density: dots where clips are, in their colours, and nothing elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from t2m_desktop.moodmap import density
from t2m_desktop.moodmap.chart import MOODS, Bounds, Chart
from t2m_desktop.theme import Themes

UNIT = Bounds(0.0, 0.0, 4.0, 2.0)


def chart(cells: dict[int, dict[str, int]]) -> Chart:
    """A chart of four columns and two rows; the cells are of one unit."""
    counts = np.zeros((len(cells), len(MOODS)), np.uint32)
    for place, moods in enumerate(cells.values()):
        for mood, count in moods.items():
            counts[place, MOODS.index(mood)] = count
    total = int(counts.sum())
    nothing = np.zeros((0, 2), np.float32)
    return Chart(
        total, total, UNIT, 4, 2, np.array(list(cells), np.int64), nothing, counts, None,
        nothing, (), (0, 0, 0, 0),
    )  # fmt: skip


def test_dots_lie_in_the_middle_of_their_cells_and_grow_with_the_clips(themes: Themes) -> None:
    image = density.draw(
        chart({0: {"sad": 1000}, 6: {"sad": 3, "happy": 3}}), UNIT, 80, 40, themes.current
    )
    blue = themes.current.mood("sad")
    seen = image.pixelColor(10, 10)
    assert seen.alphaF() == pytest.approx(0.92, abs=0.01)
    assert seen.red() == pytest.approx(blue.red(), abs=2)
    assert seen.blue() == pytest.approx(blue.blue(), abs=2)
    assert 0 < image.pixelColor(50, 30).alphaF() < 0.7, "fewer clips are fainter"
    between = themes.current.blend({"sad": 0.5, "happy": 0.5})
    assert image.pixelColor(50, 30).green() == pytest.approx(between.green(), abs=6)
    width = [sum(image.pixelColor(x, y).alpha() > 0 for x in range(80)) for y in (10, 30)]
    assert width[0] == pytest.approx(20, abs=2)
    assert 2 <= width[1] < 12
    for x, y in ((30, 10), (70, 30), (1, 1), (10, 30)):
        assert image.pixelColor(x, y).alpha() == 0, (x, y)


def test_nearer_the_dots_are_larger_and_beyond_the_chart_is_nothing(themes: Themes) -> None:
    one = chart({0: {"angry": 5}})
    near = density.draw(one, Bounds(0.0, 1.0, 1.0, 2.0), 40, 40, themes.current)
    assert near.pixelColor(20, 4).alpha() > 0
    assert near.pixelColor(1, 1).alpha() == 0
    beyond = density.draw(one, Bounds(-2.0, 2.0, 0.0, 4.0), 40, 40, themes.current)
    assert not any(beyond.pixelColor(x, y).alpha() for x in range(40) for y in range(40))


def test_a_chart_of_nothing_is_clear(themes: Themes, qapp: Any) -> None:
    image = density.draw(chart({}), UNIT, 20, 10, themes.current)
    assert not any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(10))
