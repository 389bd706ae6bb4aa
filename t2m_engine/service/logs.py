"""The engine's log: what it writes to stderr, in a file that cannot grow without bound."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path
from typing import IO

from t2m_engine import places

SIZE_LIMIT = 2 * 1024 * 1024
"""Bytes in a log file; with the one before it, twice that is kept."""
TAIL = 20
"""Lines that are kept at hand, to say why an engine did not start."""


class LogPump:
    """Copies a stream to a log file on a thread of its own, until the stream ends.

    The file of the time before is kept as <name>.1. A log that cannot be written is no reason not
    to work: the stream is read all the same, so that its writer never waits.
    """

    def __init__(self, stream: IO[bytes], target: Path | None = None) -> None:
        self._stream = stream
        self._target = target or places.log_folder() / "engine.log"
        self._tail: deque[str] = deque(maxlen=TAIL)
        self._thread = threading.Thread(target=self._run, name="t2m-engine-log", daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """The log file."""
        return self._target

    def tail(self) -> str:
        """Return the last lines."""
        return "\n".join(self._tail)

    def join(self, timeout: float) -> None:
        """Wait `timeout` seconds for the end of the stream: a grandchild may hold it open."""
        self._thread.join(timeout)

    def _run(self) -> None:
        file = self._rotate()
        written = 0
        with self._stream:
            # Bounded pieces: a library that never ends its line must not fill the memory.
            while line := self._stream.readline(64 * 1024):
                self._tail.append(line.decode("utf-8", "replace").rstrip())
                if file is None:
                    continue
                try:
                    file.write(line)
                    file.flush()
                except OSError:  # a full disk
                    continue
                written += len(line)
                if written > SIZE_LIMIT:
                    file.close()
                    file, written = self._rotate(), 0
        if file is not None:
            file.close()

    def _rotate(self) -> IO[bytes] | None:
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            if self._target.exists():
                self._target.replace(self._target.with_name(self._target.name + ".1"))
            return self._target.open("wb")
        except OSError:
            return None
