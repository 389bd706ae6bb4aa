"""The map of a library: cells, projections, outlines, nearest clips."""

from __future__ import annotations

import json

import numpy as np
import pytest

from t2m_engine.library.atlas import FILE, Bounds, Projection, gather, inside, nearest


@pytest.fixture
def clips():
    rng = np.random.default_rng(11)
    return rng.uniform(-1, 1, (5000, 2)).astype(np.float32), rng.integers(0, 7, 5000).astype("u1")


def test_every_clip_is_counted_once_in_its_cell(clips):
    places, moods = clips
    cells = gather(places, moods, Bounds(), 40, 30)
    assert cells.counts.sum() == 5000
    assert np.bincount(moods, minlength=7).tolist() == cells.counts.sum(axis=0).tolist()
    row, column = np.divmod(cells.cells, 40)
    for at in (0, 17, len(cells.cells) - 1):  # compared with counting by hand
        left, top = -1 + column[at] / 20, 1 - row[at] / 15
        here = (places[:, 0] >= left) & (places[:, 0] < left + 0.05)
        here &= (places[:, 1] <= top) & (places[:, 1] > top - 1 / 15)
        assert abs(int(here.sum()) - int(cells.counts[at].sum())) <= 1  # on the line, by rounding


def test_the_edge_belongs_to_the_map_and_what_lies_beyond_does_not():
    places = np.array([[-1, -1], [1, 1], [1.01, 0], [0, -1.2]], np.float32)
    cells = gather(places, np.zeros(4, np.uint8), Bounds(), 10, 10)
    assert dict(zip(cells.cells.tolist(), cells.counts[:, 0].tolist(), strict=True)) == {
        9: 1,
        90: 1,
    }


def test_an_outline_holds_what_lies_in_it(clips):
    places, _ = clips
    square = inside(places, [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    np.testing.assert_array_equal(square, (np.abs(places) <= 0.5).all(axis=1))
    angles = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    circle = inside(places, list(zip(0.7 * np.cos(angles), 0.7 * np.sin(angles), strict=True)))
    radius = np.hypot(*places.T)
    assert circle[radius < 0.699].all()
    assert not circle[radius > 0.701].any()
    # A bow tie: where its two halves cross, even-odd leaves nothing between.
    bow = inside(np.array([[0, 0.5], [0.5, 0]], np.float32), [(-1, -1), (1, 1), (1, -1), (-1, 1)])
    assert bow.tolist() == [False, True]


def test_the_nearest_clip_within_reach(clips):
    places, _ = clips
    rows = np.arange(0, 5000, 2)
    found = nearest(places, rows, 0.1, -0.2, (0.5, 0.5))
    apart = np.hypot(places[rows, 0] - 0.1, places[rows, 1] + 0.2)
    assert found == rows[apart.argmin()]
    assert nearest(places, rows, 5.0, 5.0, (0.5, 0.5)) is None
    assert nearest(places, rows[:0], 0.0, 0.0, (0.5, 0.5)) is None


def test_a_projection_is_the_same_each_time_and_keeps_neighbours(tmp_path):
    rng = np.random.default_rng(2)
    hidden = rng.uniform(-1, 1, (2000, 2))
    mixing = np.linalg.qr(rng.normal(size=(16, 2)))[0]
    vectors = (hidden * [3, 1] @ mixing.T + 0.01 * rng.normal(size=(2000, 16))).astype(np.float32)
    projection = Projection.fit(vectors, "pack space")
    again = Projection.fit(vectors.copy(), "pack space")
    places = projection.places(vectors)
    np.testing.assert_array_equal(places, again.places(vectors))
    assert np.abs(places).max() <= 1.0
    # The two directions in which the music differs are found: each axis orders as one of them.
    for axis in (0, 1):
        ranks = np.argsort(np.argsort(places[:, axis]))
        truth = np.argsort(np.argsort(hidden[:, axis]))
        assert abs(np.corrcoef(ranks, truth)[0, 1]) > 0.99
    quarters = np.histogram(places[:, 0], 4, (-1, 1))[0]
    assert quarters.min() > 400, "spread evenly"
    projection.save(tmp_path)
    kept = Projection.load(tmp_path, "pack space", 16, 3000)
    assert kept is not None
    np.testing.assert_array_equal(kept.places(vectors), places)
    assert Projection.load(tmp_path, "pack space", 16, 4001) is None, "the library has grown"
    assert Projection.load(tmp_path, "other", 16, 2000) is None
    assert Projection.load(tmp_path, "pack space", 8, 2000) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"of": 1}', "nan", "short"])
def test_a_damaged_projection_is_made_anew(tmp_path, damage):
    vectors = np.random.default_rng(0).normal(size=(50, 4)).astype(np.float32)
    Projection.fit(vectors, "x").save(tmp_path)
    if damage in {"nan", "short"}:
        content = json.loads((tmp_path / FILE).read_text())
        content["mean"] = [float("nan")] * 4 if damage == "nan" else [0.0]
        damage = json.dumps(content)
    (tmp_path / FILE).write_text(damage)
    assert Projection.load(tmp_path, "x", 4, 50) is None


def test_music_that_is_all_the_same_has_a_place():
    vectors = np.ones((7, 4), np.float32)
    places = Projection.fit(vectors, "x").places(vectors)
    assert np.isfinite(places).all()
