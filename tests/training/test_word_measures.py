"""Measures of word vectors, on made words of which it is known what they feel like."""

import numpy as np
import pytest
from scipy.stats import spearmanr

from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.training.word_measures import calibrate, measure, part

NAMES = [f"{a}{b}{c}o" for a in "bdfgklmprtvz" for b in "aeiou" for c in "bcdfgklmnp"]
"""Six hundred words without kin."""


def made(noise: float) -> tuple[Lexicon, dict[str, np.ndarray]]:
    """Words whose vectors say where they lie on a hemisphere over the plane; places are noisy."""
    random = np.random.default_rng(2)
    points = random.uniform(-0.7, 0.7, (len(NAMES), 2))
    vectors = np.hstack([points, np.sqrt(1 - (points**2).sum(axis=1, keepdims=True))])
    words = points + random.normal(0, noise, points.shape) * (1, 0.5)
    lexicon = Lexicon({name: (v, a) for name, (v, a) in zip(NAMES, words.tolist(), strict=True)})
    return lexicon, dict(zip(NAMES, vectors.astype(np.float32), strict=True))


def test_parts_have_their_shares_and_stay() -> None:
    parts = [part(name) for name in NAMES]
    shares = [parts.count(name) / len(parts) for name in ("train", "validation", "test")]
    assert shares == pytest.approx([0.7, 0.15, 0.15], abs=0.05)
    assert (part("sad"), part("happy")) == (part("sad"), part("happy"))


def test_the_kernel_finds_the_noise_and_its_interval_holds_what_it_says() -> None:
    lexicon, vectors = made(0.2)
    kernel, report = calibrate(lexicon, vectors, frozenset(NAMES[::2]))
    assert report["all"]["valence_rmse"] == pytest.approx(0.2, abs=0.04)
    assert report["all"]["arousal_rmse"] == pytest.approx(0.1, abs=0.03)
    assert 0.88 <= report["all"]["valence_coverage_95"] <= 1
    assert 0.88 <= report["all"]["arousal_coverage_95"] <= 1
    assert report["all"]["valence_r"] > 0.8
    assert report["all"]["guess_valence_rmse"] > 0.35
    assert report["moods"]["words"] < report["all"]["words"]
    assert kernel.neighbours > 1


def test_words_with_kin_in_the_lexicon_are_not_counted() -> None:
    lexicon, vectors = made(0.2)
    plurals = {f"{name}s": lexicon.words[name] for name in NAMES[::2]}
    _, found = calibrate(Lexicon({**lexicon.words, **plurals}), vectors, frozenset(NAMES))
    assert found["all"]["words"] == sum(part(name) == "test" for name in NAMES[1::2])


def test_agreement_is_the_rank_correlation_of_pairs_with_a_test_word() -> None:
    lexicon, vectors = made(0.3)
    found = measure(lexicon, vectors, frozenset(NAMES[:60]))
    cosines, nearness = [], []
    for name in NAMES:
        for other in NAMES:
            if part(name) == "test" and other != name:
                cosines.append(vectors[name] @ vectors[other])
                nearness.append(-np.hypot(*np.subtract(lexicon.words[name], lexicon.words[other])))
    assert found["all_agreement"] == pytest.approx(spearmanr(cosines, nearness)[0], abs=1e-3)
    assert found["all_words"] == sum(part(name) == "test" for name in NAMES)
    assert found["moods_words"] == sum(part(name) == "test" for name in NAMES[:60])
    assert found["all_distance"] == pytest.approx(-np.mean(nearness), abs=1e-3)
    exact = measure(*made(0.0), frozenset(NAMES))
    assert exact["all_agreement"] > 0.95
    assert exact["all_neighbour_distance"] < 0.1 < found["all_neighbour_distance"] < 0.6
