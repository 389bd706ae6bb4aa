"""What older settings files mean today: numbered steps, never changed once they went out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Step = Callable[[dict[str, Any], Path], dict[str, Any]]


def _watch_is_a_truth(content: dict[str, Any], _folder: Path) -> dict[str, Any]:
    """1: `watch` was "on" or "off"."""
    truths = {"on": True, "off": False}
    if isinstance(content.get("watch"), str):
        content["watch"] = truths.get(content["watch"], content["watch"])
    return content


def _one_file(content: dict[str, Any], folder: Path) -> dict[str, Any]:
    """2: the desktop had settings of its own in desktop.json; what it remembers stays there."""
    try:
        old = json.loads((folder / "desktop.json").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return content
    if not isinstance(old, dict):
        return content
    themes = ("system", "light", "dark", "contrast")
    for name, fits in (
        ("theme", lambda value: value in themes),
        ("text_size", lambda value: type(value) is int and 12 <= value <= 32),
        ("focus_mode", lambda value: type(value) is bool),
        ("typewriter", lambda value: type(value) is bool),
        ("arc", lambda value: type(value) is bool),
        ("space", lambda value: isinstance(value, str) and bool(value)),
    ):
        if name in old and name not in content and fits(old[name]):
            content[name] = old[name]
    return content


STEPS: tuple[Step, ...] = (_watch_is_a_truth, _one_file)
FORM = len(STEPS)
"""The number of today's form: what `version` says in the file. A file without one is of form 0."""


def renew(content: dict[str, Any], version: int, folder: Path) -> dict[str, Any]:
    """Return what a file of the form `version` (0…FORM) in `folder` says, in today's form."""
    for step in STEPS[version:]:
        content = step(dict(content), folder)
    return content
