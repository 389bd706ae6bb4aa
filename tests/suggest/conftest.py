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
