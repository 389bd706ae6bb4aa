"""What the tests here share: a fake pack and an empty catalogue."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from t2m_engine.library.catalogue import Catalogue


@pytest.fixture
def pack(kit: ModuleType):
    return kit.FakePack()


@pytest.fixture
def catalogue(tmp_path: Path):
    with Catalogue.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def music(kit: ModuleType, tmp_path: Path) -> Path:
    return kit.make_music(tmp_path / "music")


@pytest.fixture(scope="session")
def old_catalogues(load_kit) -> ModuleType:
    return load_kit("t2m_old_catalogues", Path(__file__).with_name("old_catalogues.py"))
