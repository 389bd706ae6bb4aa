"""A score of three scenes over the make-believe engine, open in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from t2m_desktop.window import SCORE, Window

PARAGRAPH = (
    "The river had come up five feet in the night, and it roared. “Turn!” he bellowed. Whole "
    "trees went by, end over end, and the water had their knees before anyone had counted them."
)
TEXT = "# The Ferry\n" + "".join(
    f"\n## {title}\n\n" + "\n\n".join([PARAGRAPH] * count) + "\n"
    for title, count in (("The Harbour", 3), ("The Rope 🛶", 2), ("The Near Bank", 4))
)


@pytest.fixture(scope="session")
def fake_score(load_kit: Callable[[str, Path], ModuleType]) -> ModuleType:
    """The module of the make-believe scores."""
    return load_kit("t2m_fake_score", Path(__file__).parents[1] / "fake_score.py")


@pytest.fixture
def plan(fake_score: ModuleType, tracks: list[Path]) -> dict[str, Any]:
    """Three scenes, nine passages, three cues, with three alternatives each."""
    return fake_score.make_plan(TEXT, tracks)


@pytest.fixture
def scores(fake_score: ModuleType, plan: dict[str, Any], engine: Any, tmp_path: Path) -> Any:
    """The engine's side of it."""
    scores = fake_score.FakeScores(plan, tmp_path)
    engine.answers |= scores.answers()
    return scores


@pytest.fixture
def scored(window: Window, scores: Any, qtbot: Any, tmp_path: Path) -> Window:
    """The window with the score open."""
    out = tmp_path / "score"
    out.mkdir()
    with qtbot.waitSignal(window.desk.opened):
        window.desk.open(out)
    window.go_to(SCORE)
    return window
