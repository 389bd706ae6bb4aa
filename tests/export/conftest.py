"""What the exporters' tests share: `cue_kit` makes tracks of noise, cues and plans."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def cue_kit(load_kit) -> ModuleType:
    return load_kit("t2m_cue_kit", Path(__file__).with_name("cue_kit.py"))
