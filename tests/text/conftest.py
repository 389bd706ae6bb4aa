"""What the tests of manuscripts share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def books(load_kit):
    """The makers of manuscripts in every format."""
    return load_kit("t2m_books", Path(__file__).parent / "books.py")
