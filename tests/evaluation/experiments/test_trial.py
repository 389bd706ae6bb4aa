"""One trial: who asks whom for what, and what is right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from t2m_engine.emotion.moods import MOODS
from t2m_engine.evaluation.experiments.trial import (
    Outcome,
    Trial,
    examine,
    nearness,
    neighbours,
    tag_auc,
)


def outcome(made, method: str, texts: str = "alm") -> Outcome:
    material = made.material()
    learn = made.METHODS[method].learn
    learnt = learn(material.texts[texts], material.music["teacher"], 1)
    trial = Trial(texts, "teacher", method, 1)
    return examine(trial, learnt, material, made.RELEVANCE, draw=True)


def test_each_split_of_the_texts_asks_the_same_split_of_every_gallery(made) -> None:
    answers = outcome(made, "fusion").answers
    assert set(answers) == {
        (split, gallery) for split in ("validation", "test") for gallery in ("teacher", "composed")
    }
    assert answers["test", "teacher"].classes.tolist() == list(range(5)) * 6
    assert set(answers["test", "teacher"].p5) == {"va", "w2v", "manual"}


def test_who_knows_the_mapping_is_right_by_it_and_not_by_others(made) -> None:
    answers = outcome(made, "fusion").answers["test", "teacher"]
    assert answers.p5["manual"].min() == answers.rr["manual"].min() == 1.0
    fearful = answers.classes == 1  # manual: scary; V-A: sad
    assert answers.p5["va"][fearful].max() == 0.0
    assert answers.p5["w2v"][fearful].min() == 1.0
    assert [MOODS[label] for label in set(answers.first[fearful].ravel())] == ["scary"]


def test_texts_that_find_all_music_alike_have_retrieved_nothing(made) -> None:
    answers = outcome(made, "classification").answers["test", "teacher"]
    assert not answers.found.any()
    assert answers.p5["manual"].max() == answers.rr["manual"].max() == 0.0
    assert answers.typical["manual"].max() == 0.0


def test_typical_texts_say_what_reading_right_would_bring(made) -> None:
    answers = outcome(made, "va").answers["test", "teacher"]
    for label in range(5):
        assert len(set(answers.typical["manual"][answers.classes == label])) == 1
    right = outcome(made, "fusion").answers["test", "teacher"]
    assert right.typical["manual"].min() == 1.0


def test_an_outcome_is_read_as_it_was_written(made, tmp_path: Path) -> None:
    written = outcome(made, "fusion")
    written.save(tmp_path / "outcome.npz")
    read = Outcome.load(tmp_path / "outcome.npz")
    assert set(read.answers) == set(written.answers)
    for where, answers in written.answers.items():
        for name in ("classes", "found", "first"):
            np.testing.assert_array_equal(
                getattr(read.answers[where], name), getattr(answers, name)
            )
        for name in ("p5", "rr", "typical"):
            for way, values in getattr(answers, name).items():
                np.testing.assert_array_equal(getattr(read.answers[where], name)[way], values)
    assert read.within == written.within
    assert set(read.vectors) == {"texts", "music", "tags"}


def test_vectors_are_kept_only_to_be_drawn(made) -> None:
    material = made.material()
    learnt = made.right(material.texts["alm"], material.music["teacher"], 1)
    trial = Trial("alm", "teacher", "fusion", 1)
    assert examine(trial, learnt, material, made.RELEVANCE, draw=False).vectors == {}


def test_neighbours_are_the_nearest_others() -> None:
    random = np.random.default_rng(1)
    labels = np.repeat([0, 1], 8)
    apart = random.normal(0, 0.1, (16, 2)) + 5.0 * labels[:, None]
    assert neighbours(apart.astype(np.float32), labels) == 1.0
    mixed = random.normal(0, 1.0, (400, 2)).astype(np.float32)
    assert neighbours(mixed, random.integers(0, 2, 400)) == pytest.approx(0.5, abs=0.06)
    assert nearness(np.array([[0.0, 3.0]]), np.array([[4.0, 0.0]])).tolist() == [[-25.0]]


def test_the_area_under_the_curve_is_scikit_learns() -> None:
    random = np.random.default_rng(2)
    labels = np.repeat(np.arange(4), 20)
    scores = np.round(random.normal(size=(4, 80)), 1)  # rounded, so that there are ties
    expected = np.mean([roc_auc_score(labels == label, scores[label]) for label in range(4)])
    assert tag_auc(scores, labels) == pytest.approx(expected)
