"""What the tests of scoring share: `score_kit` makes a pack, a library of real files, stories."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from t2m_engine.library.catalogue import Catalogue


@pytest.fixture(scope="session")
def score_kit(load_kit) -> ModuleType:
    return load_kit("t2m_score_kit", Path(__file__).with_name("score_kit.py"))


@pytest.fixture(scope="session")
def shared_music(score_kit, tmp_path_factory) -> Path:
    """Two tracks for each of four moods."""
    return score_kit.make_music(tmp_path_factory.mktemp("music"))


@pytest.fixture
def catalogue(score_kit, shared_music, tmp_path):
    with Catalogue.open(tmp_path / "library") as opened:
        score_kit.fill(opened, shared_music)
        yield opened
