"""Long work and who waits for it: how far it is, whether to stop, who goes first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Progress(Protocol):
    """How far a long job is: `done` of `total` (0: not known yet), and what is at hand."""

    def __call__(self, done: float, total: float, text: str, **more: Any) -> None:
        """Tell."""


def never() -> bool:
    """Nobody cancels."""
    return False


def silent(done: float, total: float, text: str, **more: Any) -> None:
    """Nobody watches."""


class Turns:
    """Who reads next: what a writer waits for goes before what fills an hour.

    The pack's lock alone would not do: whoever lets go of a lock and takes it again at once goes
    before those who wait.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._urgent = 0

    @contextmanager
    def urgently(self) -> Iterator[None]:
        """Go first; to be held for no longer than it takes to read a batch."""
        with self._changed:
            self._urgent += 1
        try:
            yield
        finally:
            with self._changed:
                self._urgent -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait while anyone is in a hurry; to be called between the steps of long work."""
        with self._changed:
            self._changed.wait_for(lambda: not self._urgent)

    def politely(self, cancelled: Callable[[], bool]) -> Callable[[], bool]:
        """Return `cancelled`, which long work asks between its steps, giving way when asked."""

        def ask() -> bool:
            self.give_way()
            return cancelled()

        return ask
