"""The floors of the house that a static check cannot see: what an import really loads."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("torch", "torchaudio", "transformers", "hnswlib", "numba")

# Imports the named modules, packages with all that is in them, and prints what is then loaded.
PROGRAM = """
import importlib, json, pkgutil, sys
for name in sys.argv[1:]:
    module = importlib.import_module(name)
    for found in pkgutil.walk_packages(getattr(module, "__path__", ()), name + "."):
        if not found.name.endswith(".__main__"):
            importlib.import_module(found.name)
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages that are in memory once `modules` are imported in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *modules],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "module",
    [
        "t2m_desktop",  # the window is up before a model is loaded
        "t2m_engine.service.client",  # what the window talks through
        "t2m_engine.audio.decoding",  # runs in a light, guarded child process
        "t2m_engine.cli",  # --help and wrong usage answer at once
    ],
)
def test_light_rooms_load_nothing_heavy(module: str) -> None:
    loaded = loaded_by(module)
    assert "t2m_engine" in loaded or "t2m_desktop" in loaded
    assert not loaded.intersection(HEAVY)


def test_the_running_engine_loads_no_qt_and_no_workshop() -> None:
    rooms = ["text", "audio", "emotion", "library", "suggest", "score", "export", "service", "cli"]
    loaded = loaded_by(*(f"t2m_engine.{room}" for room in rooms))
    assert "t2m_engine" in loaded
    assert not loaded.intersection({"PySide6", "t2m_desktop", "sklearn", "onnxruntime", "mido"})
