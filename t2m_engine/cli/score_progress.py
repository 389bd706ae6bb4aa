"""A score at the prompt: its progress on stderr, with the time that is left."""

from __future__ import annotations

import shutil
import sys
import time
from collections import deque
from typing import Any, Self

import click

from t2m_engine.cli.output import clock, warn

_WINDOW = 15.0
"""Seconds over which speed is measured: steps differ in theirs."""
_SOON = 3.0
"""Seconds before which nothing is said of the time left."""


class TimeLeft:
    """Estimates how long something takes that was `done` so far, from how fast it was of late."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def update(self, now: float, done: float, total: float) -> float | None:
        """Return the seconds left at `now` seconds, None while nothing can be said."""
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] < now - _WINDOW:
            self._seen.popleft()
        first, before = self._seen[0]
        if now - first < _SOON or done <= before:
            return None
        return (total - done) * (now - first) / (done - before)


class ScoreDisplay:
    """A line that is drawn again on a terminal; the steps, a line each, in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._drawn = False
        self._step = ""
        self._left = TimeLeft()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            click.echo("\r\033[K", nl=False, err=True)

    def show(self, done: float, total: float, text: str, **_: Any) -> None:
        """Show the step `text`, at `done` of `total`."""
        left = self._left.update(time.monotonic(), done, total)
        if self._terminal:
            filled = round(20 * done / total) if total else 0
            words = f"[{'█' * filled:░<20}] {done / max(total, 1.0):4.0%}  {text}"
            words += f", {clock(left)} left" if left is not None and done < total else ""
            # A line that wraps could not be drawn over.
            words = words[: max(20, shutil.get_terminal_size().columns - 1)]
            click.echo(f"\r\033[K{words}", nl=False, err=True)
            self._drawn = True
        elif text != self._step:
            warn(f"{done / max(total, 1.0):4.0%}  {text}")
        self._step = text
