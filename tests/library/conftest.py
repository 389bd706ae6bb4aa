"""What the tests here share: `kit` holds the fake pack and the makers of tracks and music."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from t2m_engine.library.catalogue import Catalogue

_KIT = Path(__file__).with_name("kit.py")


def _load_kit() -> ModuleType:
    if "t2m_library_kit" not in sys.modules:
        spec = importlib.util.spec_from_file_location("t2m_library_kit", _KIT)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules["t2m_library_kit"]


@pytest.fixture(scope="session")
def kit() -> ModuleType:
    return _load_kit()


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
