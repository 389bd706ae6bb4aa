"""Jobs: one call on its way through the engine, and the lanes (threads) that work on them.

Every lane is one thread, so that a quick question never waits behind
a scan. A job can be cancelled, or replaced by a newer one on its channel, before it runs or
between the steps of it that ask (`check`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any

from t2m_engine.errors import CancelledError
from t2m_engine.service.params import Params
from t2m_engine.service.protocol import REPLACED, Id, RpcError, from_exception
from t2m_engine.session import Session

_log = logging.getLogger(__name__)

PROGRESS_INTERVAL = 0.05
"""Seconds between two notifications of a job: a window cannot show more."""


class Lane(Enum):
    """Which thread works on a method."""

    RECORDS = "records"  # reads of the catalogue: at once, without any model
    SUGGESTIONS = "suggestions"  # what the writer waits for
    SEARCH = "search"  # of the library, for which a file may have to be heard
    TABLE = "table"  # pages of the library, while somebody scrolls
    MAP = "map"  # of the library; the first one of a large library takes seconds
    EMOTIONS = "emotions"  # of one passage or of a whole manuscript's
    FILES = "files"  # export: a drag must not wait for a scan
    WORK = "work"  # score, analyse
    EDITORS = "editors"  # other programs, which may be busy for a minute
    SCAN = "scan"  # library.add, which can take hours


Finish = Callable[["Job", Any, RpcError | None], None]
Notify = Callable[[dict[str, Any]], None]


class Job:
    """A call: its parameters, whether it is still wanted, and where its answer goes."""

    def __init__(
        self, request_id: Id, params: Params, *, channel: str | None, finish: Finish, notify: Notify
    ) -> None:
        self.id = request_id
        self.params = params
        self.channel = channel
        self._finish = finish
        self._notify = notify
        self._verdict: RpcError | None = None
        self._lock = threading.Lock()
        self._finished = False
        self._last_progress = -PROGRESS_INTERVAL

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._verdict = self._verdict or from_exception(CancelledError("Cancelled."))

    def replace(self) -> None:
        """Say that a newer request took this one's place."""
        self._verdict = self._verdict or RpcError(REPLACED, "A newer request replaced this one.")

    def unwanted(self) -> bool:
        """Say whether to stop."""
        return self._verdict is not None

    def check(self) -> None:
        """Raise where the job is not wanted any more; call it between two costly steps."""
        if self._verdict is not None:
            raise self._verdict

    def answer(self, result: Any, error: RpcError | None) -> None:
        """Hand back the result or the error: the first answer counts."""
        with self._lock:
            if self._finished:
                return
            self._finished = True
        self._finish(self, result, error)

    def progress(self, done: float, total: float, text: str, **more: Any) -> None:
        """Tell how far the job is; too many in a row are thinned out, the last is kept."""
        now = time.monotonic()
        if now - self._last_progress < PROGRESS_INTERVAL and done < total:
            return
        self._last_progress = now
        self._notify({"id": self.id, "done": done, "total": total, "text": text, **more})

    def give_up(self) -> None:
        """Answer a job that has not begun and is not wanted any more."""
        if self._verdict is not None:
            self.answer(None, self._verdict)

    def run(self, work: Callable[[Session, Job], Any], session: Session) -> None:
        """Do the work and answer."""
        try:
            self.check()
            result = work(session, self)
        except Exception as error:
            # A stop that a library wrapped in an error of its own is still a stop.
            verdict = self._verdict or from_exception(error)
            if self._verdict is None and not isinstance(error, RpcError):
                _log.info("A call failed: %s", error, exc_info=verdict.code == -32603)
            self.answer(None, verdict)
        else:
            self.answer(result, None)


class LaneWorker:
    """A thread that works on one job after the other."""

    def __init__(self, name: str, session: Session) -> None:
        self._session = session
        self._waiting: deque[tuple[Job, Callable[[Session, Job], Any]]] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"t2m-{name}", daemon=True)
        self._thread.start()

    def add(self, job: Job, work: Callable[[Session, Job], Any]) -> None:
        """Put a job at the end of the queue."""
        with self._changed:
            self._waiting.append((job, work))
            self._changed.notify()

    def drop_unwanted(self) -> None:
        """Answer waiting jobs that were cancelled or replaced, before they cost anything."""
        with self._changed:
            dropped = [job for job, _ in self._waiting if job.unwanted()]
            self._waiting = deque(entry for entry in self._waiting if not entry[0].unwanted())
        for job in dropped:
            job.give_up()

    def stop(self) -> None:
        """End after the running job; what waits is dropped."""
        with self._changed:
            self._stopping = True
            self._waiting.clear()
            self._changed.notify()

    def join(self, timeout: float) -> bool:
        """Wait for the end of the thread; False when it takes longer than `timeout` seconds."""
        self._thread.join(max(0.0, timeout))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._stopping:
                    self._changed.wait()
                if self._stopping:
                    return
                job, work = self._waiting.popleft()
            job.run(work, self._session)
