"""The projection of figure 3: the plane as it is, other spaces by UMAP fitted on the music."""

from __future__ import annotations

import numpy as np
import pytest

from t2m_engine.evaluation.experiments.pictures import project


def test_the_plane_is_shown_as_it_is() -> None:
    placed = {
        "music": np.array([[0.5, -0.5], [1.0, 0.0]], np.float32),
        "texts": np.array([[0.0, 0.25]], np.float32),
    }
    flat = project(placed)
    assert flat["music"].tolist() == [[0.5, -0.5], [1.0, 0.0]]
    assert flat["texts"].tolist() == [[0.0, 0.25]]
    assert "tags" not in flat


@pytest.mark.slow  # UMAP is compiled when it is first used
def test_texts_and_tags_come_to_lie_with_the_music_that_they_are_near() -> None:
    random = np.random.default_rng(1)
    labels = np.repeat(np.arange(3), 20)
    music = np.eye(8)[labels] + random.normal(0, 0.05, (60, 8))
    placed = {
        "music": music.astype(np.float32),
        "texts": (np.eye(8)[:3] + 0.02).astype(np.float32),
        "tags": np.eye(8, dtype=np.float32)[:3],
    }
    flat = project(placed)
    centres = np.stack([flat["music"][labels == label].mean(axis=0) for label in range(3)])
    for kind in ("texts", "tags"):
        distances = np.linalg.norm(flat[kind][:, None] - centres[None], axis=2)
        assert distances.argmin(axis=1).tolist() == [0, 1, 2]
    np.testing.assert_array_equal(project(placed)["music"], flat["music"])
