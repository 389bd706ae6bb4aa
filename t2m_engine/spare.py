"""Clips that were made ahead and never left: a mark beside them says so until they are taken.

Whoever may carry a clip into another program takes it first; what bears no mark is kept.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_SPARE, _GOING = ".spare", ".going"


def mark(folder: Path) -> None:
    """Say of a clip's own folder, just made, that nobody has what will lie in it. OSError."""
    (folder / _SPARE).touch()


def take(clip: Path) -> None:
    """Keep a clip from now on, whether it is there yet or not. Raises OSError."""
    (clip.parent / _SPARE).unlink(missing_ok=True)


def is_spare(clip: Path) -> bool:
    """Whether it was made ahead, and nobody took it."""
    return (clip.parent / _SPARE).exists()


def is_going(clip: Path) -> bool:
    """Whether it is being removed just now: it may be made anew, not taken."""
    return (clip.parent / _GOING).exists()


def remove(clip: Path) -> bool:
    """Remove a spare clip; False where somebody took it first. Raises OSError."""
    try:
        (clip.parent / _SPARE).rename(clip.parent / _GOING)  # one of the two wins
    except FileNotFoundError:
        return False
    try:
        clip.unlink(missing_ok=True)
    finally:
        with suppress(OSError):
            (clip.parent / _GOING).unlink()
    return True
