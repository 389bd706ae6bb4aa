"""What the tests of the experiments share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def made(load_kit):
    """The made experiment."""
    return load_kit("t2m_experiments_kit", Path(__file__).parent / "kit.py")
