"""Figures of the text network against cases that are counted by hand."""

import numpy as np
import pytest

from t2m_engine.training import text_measures as measures
from t2m_engine.training.text_data import CLASSES, TALE_CLASSES, Example
from t2m_engine.training.text_measures import Predicted


def one_hot(names: tuple[str, ...], name: str) -> np.ndarray:
    return np.array([float(n == name) for n in names], np.float32)


def predicted(count: int) -> Predicted:
    return Predicted(
        np.zeros((count, 8), np.float32),
        np.zeros((count, 2), np.float32),
        np.zeros((count, 6), np.float32),
    )


def test_macro_f1_counts_each_class_alike() -> None:
    named, truth = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 2])
    assert measures.macro_f1(named, truth) == pytest.approx((0.8 + 0.5 + 0.0) / 3)


def test_accuracy_and_correlation_are_told_where_they_are_known() -> None:
    examples = [
        Example("a", shares=one_hot(CLASSES, "sad"), plane=np.array([0.1, 0.9], np.float32)),
        Example("b", shares=one_hot(CLASSES, "funny"), plane=np.array([0.5, 0.1], np.float32)),
    ]
    said = predicted(2)
    said.moods[0, CLASSES.index("sad")] = 1
    said.moods[1, CLASSES.index("scary")] = 1
    said.plane[:] = [[0.2, 0.2], [0.4, 0.4]]
    assert measures.measure(said, examples) == {
        "accuracy": 0.5, "valence_r": 1.0, "arousal_r": -1.0
    }  # fmt: skip


def test_tales_are_scored_among_the_five_emotions_only() -> None:
    examples = [Example("a", tale=one_hot(TALE_CLASSES, "happy"))]
    said = predicted(1)
    said.tales[0, TALE_CLASSES.index("neutral")] = 9
    said.tales[0, TALE_CLASSES.index("happy")] = 1
    assert measures.measure(said, examples) == {"macro_f1": 1.0, "tale_accuracy": 1.0}


def test_the_temperature_softens_what_is_too_sure() -> None:
    random = np.random.default_rng(0)
    truth = random.integers(8, size=4000)
    logits = random.normal(0, 1, (4000, 8))
    logits[np.arange(4000), truth] += 1.0
    examples = [Example("", shares=one_hot(CLASSES, CLASSES[t])) for t in truth]
    for sharpened in (1.0, 2.0):
        said = (logits * sharpened).astype(np.float32)
        # Gaussian logits whose means differ by 1, spread 1: the truth's odds are exp(1 · logit).
        assert measures.temperature(said, examples) == pytest.approx(sharpened, abs=0.15)


def test_calibration_error_is_the_gap_between_sure_and_right() -> None:
    shares = np.array([[0.95, 0.05], [0.95, 0.05], [0.65, 0.35], [0.65, 0.35]], np.float32)
    truth = np.array([0, 1, 0, 0])
    expected = 0.5 * abs(0.5 - 0.95) + 0.5 * abs(1.0 - 0.65)
    assert measures.calibration_error(shares, truth) == pytest.approx(expected, abs=1e-6)


def test_an_interval_covers_the_mean_and_narrows_with_groups() -> None:
    def interval(groups: int) -> list[float]:
        examples, said = [], predicted(groups)
        for index in range(groups):
            examples.append(Example("", shares=one_hot(CLASSES, "happy"), group=str(index)))
            said.moods[index, index % 2] = 1
        found = measures._intervals([said], examples)["accuracy"]
        assert found["mean"] == 0.5
        return found["95"]

    few, many = interval(10), interval(100)
    assert few[0] < 0.5 < few[1]
    assert many[1] - many[0] < 0.5 * (few[1] - few[0])
