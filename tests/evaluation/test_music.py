"""Speed is measured in a process of its own, teachers are asked once, tables are Markdown."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import soundfile

from t2m_engine import places
from t2m_engine.evaluation import teachers
from t2m_engine.evaluation.emotify import Ratings
from t2m_engine.evaluation.hearing_speed import hearing_speed
from t2m_engine.evaluation.music import as_tables
from t2m_engine.evaluation.teachers import NAMES, teachers_features


def test_speed_and_memory_are_measured_in_another_process() -> None:
    found = hearing_speed(places.resources() / "models" / "open", seconds=10)
    assert found["realtime"] > 0
    assert found["memory"] >= found["memory_before"] > 50  # megabytes; torch alone has more


class Once:
    """Teachers that count what they hear."""

    heard = 0

    def __init__(self, data: Path) -> None:
        assert data == Path("data")

    def hear(self, window: np.ndarray) -> Any:
        assert window.shape == (320_000,)
        Once.heard += 1
        level = np.float32(np.abs(window).max())
        one = {name: np.full(2, level) for name in NAMES}
        return SimpleNamespace(**one, **{f"{name}_embedding": np.full(3, level) for name in NAMES})


def test_teachers_hear_a_song_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teachers, "Teachers", Once)
    paths = []
    for number in range(2):
        paths.append(tmp_path / f"{number}.flac")
        soundfile.write(paths[-1], np.full(32_000 * 31, 0.25 * (number + 1)), 32_000)
    ratings = Ratings(tuple(paths), np.array(["rock", "pop"]), np.zeros((2, 9)), np.zeros((2, 2)))
    first = teachers_features(ratings, Path("data"), tmp_path / "cache")
    assert Once.heard == 6
    assert set(first) == set(NAMES)
    assert first["mn04"].shape == (2, 5)
    np.testing.assert_allclose(first["yamnet"][:, 0], [0.25, 0.5], atol=0.02)
    again = teachers_features(ratings, Path("data"), tmp_path / "cache")
    assert Once.heard == 6
    np.testing.assert_array_equal(first["musicnn"], again["musicnn"])


def test_tables_are_for_reading() -> None:
    table = as_tables({"calmest": [{"title": "One", "tempo": None}, {"title": "Two", "tempo": 90}]})
    assert table.splitlines() == [
        "", "calmest", "| title | tempo |", "|---|---|", "| One | None |", "| Two | 90 |"
    ]  # fmt: skip
