"""Targets: standardised over the reference library, with hints of the right sign."""

from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.music_targets import _CLASS_HINTS, _TAG_HINTS, music_targets, standardise
from t2m_engine.training.teachers import MUSIC_CLASSES

WORDS = {
    "happy": (8, 6), "funny": (8, 7), "sad": (2, 3), "tender": (7, 3), "exciting": (8, 9),
    "angry": (2, 8), "scary": (2, 7), "party": (8, 8), "dance": (7, 7), "beautiful": (9, 6),
    "gentle": (7, 2), "anger": (2, 8), "rage": (2, 9), "riot": (2, 8), "relax": (7, 2),
    "calm": (7, 1), "peaceful": (8, 1), "powerful": (6, 8),
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "teachers").mkdir()
    (tmp_path / "lexicon").mkdir()
    rows = "".join(f"{word}\t{v}\t{a}\t5\n" for word, (v, a) in WORDS.items())
    (tmp_path / "lexicon" / "glasgow_vad.tsv").write_text(
        "word\tvalence\tarousal\tdominance\n" + rows
    )
    classes = [f"class {i}" for i in range(527)]
    named = sorted({name for hints in _CLASS_HINTS.values() for name in hints})
    classes[MUSIC_CLASSES.start : MUSIC_CLASSES.start + len(named)] = named
    (tmp_path / "teachers" / "mn04_audioset_32k_10s.labels.txt").write_text("\n".join(classes))
    tags = {name for hints in _TAG_HINTS.values() for name in hints} | {"punk", "hard rock"}
    tags = sorted(tags | {"beautiful", "chillout", "easy listening", "dance"})
    tags += [f"tag {i}" for i in range(50 - len(tags))]
    (tmp_path / "teachers" / "musicnn_msd_16k_3s.labels.txt").write_text("\n".join(tags))
    return tmp_path


def lessons(count: int = 400) -> dict[str, np.ndarray]:
    random = np.random.default_rng(0)
    sizes = {"mn04": 146, "yamnet": 6, "musicnn": 50}
    return {k: random.normal(-8, 2, (count, n)).astype(np.float32) for k, n in sizes.items()}


def test_scores_are_standardised_by_the_reference_rows_and_clipped() -> None:
    scores = np.array([[1.0], [3.0], [100.0]], np.float32)
    z = standardise(scores, np.array([True, True, False]))
    np.testing.assert_allclose(z[:, 0], [-1, 1, 3.5], atol=1e-4)


def test_a_window_that_the_teachers_call_sad_is_sad_and_low(data: Path) -> None:
    heard = lessons()
    sad = len(heard["mn04"]) - 1
    heard["mn04"][sad, 139 + MOODS.index("sad")] += 12
    heard["yamnet"][sad, 1] += 12
    reference = np.arange(400) < 390
    targets = music_targets(heard, reference, data)
    assert targets.moods.shape == (400, 7)
    assert MOODS[int(targets.moods[sad].argmax())] == "sad"
    np.testing.assert_allclose(targets.moods[reference].mean(axis=0), 0, atol=0.02)
    assert targets.plane[sad, 0] < np.median(targets.plane[:, 0])
    assert np.abs(targets.plane).max() < 1
