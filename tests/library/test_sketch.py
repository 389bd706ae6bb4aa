"""Sketches: what they bound is bounded, and a search by them is exact, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.emotion.sound import SOUND
from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.library import sketch as sketches
from t2m_engine.library.index import Index
from t2m_engine.library.marks import MarkChange
from t2m_engine.library.search.query import parse_filters
from t2m_engine.library.sketch import Sketch

PACK = "fake-1"
TRACKS = 120


def heard(count: int, dimension: int, rank: int, seed: int = 0) -> np.ndarray:
    """Vectors near a space of `rank` dimensions, as a network gives them: (count, dimension)."""
    rng = np.random.default_rng(seed)
    plane = np.random.default_rng(7).normal(size=(rank, dimension))
    points = rng.normal(size=(count, rank)) @ plane + 0.1 * rng.normal(size=(count, dimension))
    points += 2.0 * plane[0]
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 300), st.integers(32, 90), st.integers(1, 40), st.integers(0, 99),
    st.sampled_from([0.0, 1e-6, 1.0]),
)  # fmt: skip
def test_no_score_is_above_its_bound(
    count: int, dimension: int, rank: int, seed: int, off: float
) -> None:
    vectors = heard(count, dimension, rank, seed)
    rng = np.random.default_rng(seed)
    asked = vectors[rng.integers(count)] + off * rng.normal(size=dimension)
    asked = (asked / np.linalg.norm(asked)).astype(np.float32)
    sketch = Sketch.of(vectors)
    assert sketch.numbers.shape == (count, sketches.WIDTH)
    bounds = sketch.numbers @ sketch.asked(asked)
    assert np.all(bounds >= vectors.astype(float) @ asked.astype(float) - 1e-6)
    chosen = np.arange(0, count, 3)
    np.testing.assert_array_equal(sketch.only(chosen), sketch.numbers[chosen])
    assert sketch.only(chosen).flags.f_contiguous


def test_axes_reach_where_only_texts_lie() -> None:
    """Else the bounds of a text are far above its scores, and all clips must be looked at."""
    vectors = heard(3000, 64, 6)
    vectors[:, -1] = 0.0
    vectors[::2, -1] = 0.001
    texts = 0.3 * vectors[:40]
    texts[:, -1] = 1.0
    texts /= np.linalg.norm(texts, axis=1, keepdims=True)
    looked_at = []
    for sketch in (Sketch.of(vectors), Sketch.of(vectors, texts[20:])):
        best = np.sort(vectors @ texts[0])[-10]
        looked_at.append(int((sketch.numbers @ sketch.asked(texts[0]) >= best).sum()))
    assert looked_at[1] < looked_at[0] / 4
    grown = Sketch.of(vectors[:1000], texts[20:]).follow(np.arange(1000), np.arange(3000), vectors)
    np.testing.assert_array_equal(grown.axes, sketch.axes)


@pytest.mark.parametrize("space", [*BUILT_IN.values(), SOUND], ids=lambda space: space.name)
def test_likely_texts_are_places_and_always_the_same(space) -> None:
    found = space.likely_texts(7)
    assert found.shape == (0 if space is SOUND else 7, space.dimension)
    assert found.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    np.testing.assert_array_equal(found, space.likely_texts(7))


def test_what_came_and_went_is_followed_without_drawing_the_rest_again(monkeypatch) -> None:
    vectors = heard(500, 64, 10)
    ids = np.arange(500) * 3 + 1
    before = Sketch.of(vectors[:300])
    drawn: list[int] = []
    draw = sketches._drawn
    monkeypatch.setattr(
        sketches, "_drawn", lambda some, axes: drawn.append(len(some)) or draw(some, axes)
    )
    left = np.r_[20:300, 300:320]
    after = before.follow(ids[:300], ids[left], vectors[left])
    assert drawn == [20]
    np.testing.assert_array_equal(after.numbers[:280], before.numbers[20:])
    np.testing.assert_allclose(after.numbers, draw(vectors[left], before.axes), atol=1e-6)
    assert after.numbers.strides[0] == after.numbers.itemsize, "column by column"
    assert len(after.follow(ids[left], ids[:0], vectors[:0]).numbers) == 0
    many = np.concatenate([vectors, heard(500, 64, 30, seed=3)])
    assert after.follow(ids[left], np.arange(1000) * 3 + 1, many).fitted == 1000, "fitted again"


@pytest.fixture
def wide(monkeypatch, catalogue, kit):
    """A catalogue of which any table wide enough has sketches; in the space of sound."""
    monkeypatch.setattr(sketches, "LEAST", 1)
    for seed in range(TRACKS):
        track = kit.make_track(Path(f"/music/{seed:03}.ogg"), seed=seed, clips=1 + seed % 5)
        catalogue.put_track(track)
    return catalogue


def expected(catalogue, vector: np.ndarray, k: int, tracks: set[int] | None = None) -> list[int]:
    found = catalogue.snapshot(SOUND, PACK)  # by path and start
    kept = [tracks is None or track in tracks for track in found.track_ids.tolist()]
    scores = np.round(found.vectors[kept].astype(float) @ vector.astype(float), 6)
    return found.clip_ids[kept][np.argsort(-scores, kind="stable")[:k]].tolist()


@pytest.mark.parametrize("line", ["", "rating:>=1", "-rating:>=1", "title:7", "mood:sad", "bpm:1"])
def test_a_search_by_sketches_is_exact(wide, line) -> None:
    wide.mark([track.content_id for track in wide.tracks()[::3]], MarkChange(rating=3))
    index = Index.open(wide, SOUND, PACK)
    assert index._sketch is not None
    allowed = index.allowed(parse_filters(line))
    clips = set(index.clip_ids[allowed.rows].tolist())
    if line != "bpm:1":
        assert clips
    if line == "rating:>=1":
        assert 4 * len(allowed) > len(index), "so many that sketches are no use for all of them"
    rng = np.random.default_rng(4)
    asked = list(index.table.vectors[rng.integers(len(index), size=10)])
    asked += list(rng.normal(size=(10, SOUND.dimension)))  # like nothing that was ever heard
    for wished in asked:
        vector = (wished / np.linalg.norm(wished)).astype(np.float32)
        whole = [i for i in expected(wide, vector, 10**6) if i in clips]
        for k in (1, 10, 70, 10**6):
            assert index.search(vector, k, allowed)[0].tolist() == whole[:k]


def test_sketches_follow_the_library_and_a_backup(wide, kit, tmp_path) -> None:
    """Another catalogue with the same ids in the place of this one: nothing of it is believed."""
    first = Index.open(wide, SOUND, PACK)
    wide.put_track(kit.make_track(Path("/music/new.ogg"), seed=500, clips=5))
    gone = wide.tracks()[3].id
    with wide._writing() as connection:
        connection.execute("DELETE FROM tracks WHERE id = ?", (gone,))
    second = Index.open(wide, SOUND, PACK, known=first)
    assert second._sketch.fitted == first._sketch.fitted == len(first)
    vector = second.table.vectors[-1].copy()
    assert second.search(vector, 20)[0].tolist() == expected(wide, vector, 20)
    assert Index.open(wide, SOUND, PACK, known=second)._sketch is second._sketch
    with wide._writing() as connection:  # all stamps are others: it is of no known past
        connection.execute("UPDATE meta SET value = random() WHERE key LIKE 'stamp %'")
    third = Index.open(wide, SOUND, PACK, known=second)
    assert third._sketch.fitted == len(third)
