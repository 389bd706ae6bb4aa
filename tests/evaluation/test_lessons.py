"""A pack beside the teachers, and the clips at the ends of the plane, on made windows."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.evaluation import lessons
from t2m_engine.evaluation.lessons import centroid, ends, hear_lessons, teachers_agreement
from t2m_engine.training.music_targets import MusicTargets


class LoudIsHappy:
    """A pack that takes the level of a window for both axes."""

    def listen(self, samples: np.ndarray) -> Any:
        level = float(np.abs(samples).max())
        return SimpleNamespace(
            level=level, mood_logits=np.full((2, len(MOODS)), level) * np.eye(7)[:2]
        )

    def read_clip(self, curve: Any, start: float, end: float) -> Any:
        shares = np.full(len(MOODS), 1 / 7, np.float32)
        emotion = Emotion(2 * curve.level - 1, 2 * curve.level - 1, shares)
        return SimpleNamespace(emotion=emotion)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    random = np.random.default_rng(0)
    sizes = {"mn04": 146, "yamnet": 6, "musicnn": 50}
    for track in range(24):
        hertz = 200 + 100 * track
        tone = np.sin(2 * np.pi * hertz * np.arange(160_000) / 16_000)
        level = (track + 1) / 25
        np.savez(
            tmp_path / f"{track:02}.0.npz",
            name=np.array(f"pack/Track {track}.ogg"),
            source=np.array("zaz-data" if track % 2 else "game"),
            start=np.array([0.0, 20.0], np.float32),
            audio=(np.stack([tone, 0.9 * tone]) * level * 32_767).astype(np.int16),
            **{k: random.normal(size=(2, n)).astype(np.float32) for k, n in sizes.items()},
        )
    return tmp_path


def test_ends_and_agreement(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(heard: dict[str, np.ndarray], reference: np.ndarray, data: Path) -> MusicTargets:
        assert reference.tolist() == ([True, True, False, False] * 12)
        plane = np.repeat(np.linspace(-1, 1, 24), 2)[:, None] * [[1, -1]]
        moods = np.random.default_rng(1).normal(size=(48, len(MOODS)))
        return MusicTargets(moods.astype(np.float32), plane.astype(np.float32))

    monkeypatch.setattr(lessons, "music_targets", told)
    windows = hear_lessons(LoudIsHappy(), cache, Path())  # type: ignore[arg-type]
    assert windows.samples.shape == (48, 160_000)
    figures = teachers_agreement(windows)
    assert figures["windows"] == 24
    assert figures["valence_r"] > 0.98
    assert figures["arousal_r"] < -0.98
    tables = ends(windows)
    assert [len(rows) for rows in tables.values()] == [10, 10, 10, 10]
    brightest = tables["brightest"]
    assert brightest[0]["title"] == "Track 23"
    assert brightest[0]["centroid"] == pytest.approx(2500, abs=60)
    assert len({row["title"] for row in brightest}) == 10  # one clip a track
    assert tables["darkest"][0]["title"] == "Track 0"


def test_no_lessons_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="training lessons"):
        hear_lessons(LoudIsHappy(), tmp_path, Path())  # type: ignore[arg-type]


def test_the_centroid_of_a_tone_is_its_frequency() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    assert centroid(tone) == pytest.approx(1000, abs=20)
