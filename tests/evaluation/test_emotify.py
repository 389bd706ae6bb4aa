"""What can be told of listeners' ratings: found where it is, and not where it is not."""

from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.taxonomies import GEMS
from t2m_engine.evaluation.emotify import (
    Ratings,
    agreement,
    area,
    cross_validated,
    load_ratings,
)


def made_ratings(songs: int = 120) -> Ratings:
    random = np.random.default_rng(1)
    plane = random.normal(size=(songs, 2))
    mixed = plane @ random.normal(size=(2, len(GEMS)))
    scales = mixed + 0.05 * random.normal(size=(songs, len(GEMS)))
    return Ratings(tuple(Path(f"{i}") for i in range(songs)), np.full(songs, "rock"), scales, plane)


def test_features_that_know_are_told_from_features_that_do_not() -> None:
    ratings, random = made_ratings(), np.random.default_rng(2)
    noise = random.normal(size=(len(ratings.plane), 20)).astype(np.float32)
    knowing = np.concatenate([noise, ratings.plane.astype(np.float32)], axis=1)
    found = cross_validated(knowing, ratings)
    assert found["valence_r"] > 0.95
    assert found["valence_r_low"] <= found["valence_r"] <= found["valence_r_high"]
    assert found["mean_auc"] > 0.95
    blind = cross_validated(noise, ratings)
    assert abs(blind["arousal_r"]) < 0.35
    assert 0.3 < blind["mean_auc"] < 0.7
    assert {f"{name}_auc" for name in GEMS} <= set(found)


def test_agreement_and_area_are_the_textbooks() -> None:
    truth = np.random.default_rng(0).normal(size=(50, 2))
    measured = agreement(np.stack([truth[:, 0], -truth[:, 1]], axis=1), truth)
    assert measured["valence_r"] == 1.0
    assert measured["arousal_r"] == -1.0
    scores = np.array([0.1, 0.4, 0.35, 0.8])
    assert area(scores, np.array([False, False, True, True])) == pytest.approx(0.75)
    assert area(np.ones(4), np.array([False, False, True, True])) == 0.5


def test_ratings_are_brought_to_the_plane(tmp_path: Path) -> None:
    folder = tmp_path / "music" / "emotify"
    folder.mkdir(parents=True)
    calm = dict.fromkeys(GEMS, 0.0) | {"calmness": 1.0}
    tense = dict.fromkeys(GEMS, 0.0) | {"tension": 0.5, "power": 0.5}
    lines = [",".join(["file", "genre", *GEMS])]
    lines += [",".join([f"{i}.opus", "rock", *(str(row[n]) for n in GEMS)])
              for i, row in enumerate((calm, tense))]  # fmt: skip
    (folder / "train.csv").write_text("\n".join(lines) + "\n")
    ratings = load_ratings(tmp_path)
    assert ratings.paths[0] == folder / "0.opus"
    np.testing.assert_allclose(ratings.plane, [[0.5, -1.0], [-0.5, 0.85]])
