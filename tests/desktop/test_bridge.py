"""The engine's process gives way to the window's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from t2m_desktop import bridge
from t2m_engine.service.client import engine_command


@pytest.mark.skipif(shutil.which("nice") is None, reason="this system has no nice")
def test_the_engine_gives_way_to_the_window() -> None:
    command, own = bridge._engine(), engine_command()
    assert command[-len(own) :] == own
    ask = [*command[: -len(own)], sys.executable, "-c", "import os; print(os.nice(0))"]
    told = subprocess.run(ask, check=True, capture_output=True, text=True).stdout
    assert int(told) == min(19, os.nice(0) + bridge._NICENESS)
