"""A scan at the prompt: its progress on stderr, and Ctrl+C as a request to stop."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import click

from t2m_engine.cli.output import clock, shortened, warn

_STEP = 0.05
"""Share of the files between two lines where there is no terminal."""
_NAME = 32


class ScanDisplay:
    """A line that is drawn again on a terminal; a line now and then in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._drawn = False
        self._next = _STEP

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            click.echo("\r\033[K", nl=False, err=True)

    def show(self, done: float, total: float, text: str, **more: Any) -> None:
        """Show how far the scan is; `text` is the file at hand."""
        if self._terminal:
            self._draw(int(done), int(total), text, more)
        elif more["stage"] == "listening" and total and done / total >= self._next:
            self._next = done / total + _STEP
            warn(f"{self._counts(int(done), int(total), more)}")

    def _draw(self, done: int, total: int, text: str, more: dict[str, Any]) -> None:
        if more["stage"] == "looking":
            words = "Looking for music…"
        elif more["stage"] == "indexing":
            words = f"Making the index… {f'{done} of {total} clips' if done < total else ''}"
        else:
            filled = round(20 * done / total) if total else 0
            name = shortened(Path(text).name, _NAME)
            words = f"[{'█' * filled:░<20}] {self._counts(done, total, more)}  {name}"
        # A line that wraps could not be drawn over.
        words = words[: max(20, shutil.get_terminal_size().columns - 1)]
        click.echo(f"\r\033[K{words}", nl=False, err=True)
        self._drawn = True

    @staticmethod
    def _counts(done: int, total: int, more: dict[str, Any]) -> str:
        words = f"{done} of {total} files, {more['errors']} errors, {more['rate']:.0f} × real time"
        if more["measured"]:
            words += f", {more['measured']} measured only"
        if more["time_left"] is not None and done < total:
            words += f", {clock(more['time_left'])} left"
        return words


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """Yield an event that the first Ctrl+C sets, so that work ends between two files.

    A second Ctrl+C interrupts at once, which costs nothing either: a track is one transaction.
    """
    stopped = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: object) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
