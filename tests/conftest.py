"""What several rooms' tests share: the makers of small packs, tracks and music."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

_HERE = Path(__file__).parent

# No test fails for being slow on a busy machine: speed is what the benchmarks measure.
settings.register_profile("t2m", parent=settings.default, deadline=None)
settings.load_profile("t2m")


def _loaded(name: str, path: Path) -> ModuleType:
    """The module at `path`, loaded once: with importlib mode, tests cannot import each other."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def load_kit() -> Callable[[str, Path], ModuleType]:
    """Loads a module of a room's own tests, by a name and its path."""
    return _loaded


@pytest.fixture(scope="session")
def kit() -> ModuleType:
    """A fake pack, and the makers of tracks for the catalogue and of music files."""
    return _loaded("t2m_library_kit", _HERE / "library" / "kit.py")


@pytest.fixture(scope="session")
def small() -> ModuleType:
    """The makers of a small real pack and of music."""
    return _loaded("t2m_small", _HERE / "service" / "small.py")


@pytest.fixture(scope="session")
def programs() -> ModuleType:
    """Rooms for other people's programs: a screen, a bus and a home each."""
    return _loaded("t2m_programs_kit", _HERE / "programs_kit.py")


@pytest.fixture(scope="session")
def editors() -> ModuleType:
    """The editors of Debian, started in such rooms."""
    return _loaded("t2m_editors_kit", _HERE / "editors_kit.py")
