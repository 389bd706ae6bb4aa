"""Keeps an engine running: starts it, and starts it again when it dies."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Any, Self

from t2m_engine.errors import ExitCode
from t2m_engine.service.client import (
    EngineClient,
    EngineError,
    EngineGone,
    OnError,
    OnProgress,
    OnResult,
)

FIRST_DELAY = 0.2
LONGEST_DELAY = 10.0
STEADY = 60.0
"""Seconds of being ready after which a death counts as the first one again."""
_HOPELESS = {ExitCode.USAGE, ExitCode.INPUT, ExitCode.LIBRARY, ExitCode.MODEL}


class State(Enum):
    """How the engine is."""

    STARTING = "starting"  # the process is there; requests are taken and wait for it
    READY = "ready"  # it answers
    RESTARTING = "restarting"  # it died, and is started again after a pause
    STOPPED = "stopped"  # ended on request, or it cannot start: the detail says why


OnState = Callable[[State, str], None]


class Supervisor:
    """An engine that is there, again and again. Every method may be called by any thread.

    `make_client(on_exit=…, ids=…)` starts an engine, as EngineClient does. `on_state(state,
    detail)` is called on a thread of the supervisor at every change, the detail being a sentence
    for people, or "". Requests that a dying engine leaves behind are answered with EngineGone;
    whether to ask again is the caller's choice, at READY.
    """

    def __init__(
        self,
        make_client: Callable[..., EngineClient] = EngineClient,
        on_state: OnState | None = None,
    ) -> None:
        self._make_client = make_client
        self._on_state = on_state or (lambda _state, _detail: None)
        # One count over all engines: an answer's id never means two requests.
        self._ids = itertools.count(1)
        self._client: EngineClient | None = None
        self._state = State.STOPPED
        self._stop = threading.Event()
        self._again = threading.Event()
        self._exited = threading.Event()
        self._exit_code = 0
        self._last_words = ""
        self._thread: threading.Thread | None = None
        self.info: dict[str, Any] = {}
        """What engine.info said when the engine was last ready."""

    @property
    def state(self) -> State:
        """How the engine is now."""
        return self._state

    @property
    def pid(self) -> int | None:
        """The engine's process id, if there is one."""
        client = self._client
        return client.pid if client is not None else None

    def start(self) -> None:
        """Start the engine; returns at once."""
        assert self._thread is None, "started once"
        self._thread = threading.Thread(target=self._run, name="t2m-supervisor", daemon=True)
        self._thread.start()

    def restart(self) -> None:
        """End the engine, and start one that takes up changed settings; returns at once.

        Also one that could not start, and that was given up, is tried again.
        """
        if self._thread is None or self._stop.is_set():
            return
        self._again.set()
        self._exited.set()
        if not self._thread.is_alive():
            self._thread = None
            self.start()

    def stop(self, timeout: float = 5.0) -> None:
        """End the engine for good, by force after `timeout` seconds."""
        self._stop.set()
        self._exited.set()
        if self._thread is not None and threading.current_thread() is not self._thread:
            self._thread.join(2 * timeout)

    def request(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        on_result: OnResult | None = None,
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
    ) -> int:
        """As EngineClient.request; where there is no engine, on_error gets EngineGone at once."""
        client = self._client
        if client is None:
            if on_error is not None:
                on_error(EngineGone())
            return next(self._ids)
        return client.request(method, params, on_result, on_error, on_progress)

    def call(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> Any:
        """As EngineClient.call."""
        client = self._client
        if client is None:
            raise EngineGone
        return client.call(method, params, timeout, on_progress)

    def cancel(self, request_id: int) -> None:
        """As EngineClient.cancel."""
        client = self._client
        if client is not None:
            client.cancel(request_id)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        delay = FIRST_DELAY
        while not self._stop.is_set():
            ready_at = self._run_once()
            if self._stop.is_set():
                break
            if self._again.is_set():  # asked for: no pause, and no complaint
                delay = FIRST_DELAY
                continue
            if ready_at is None and self._exit_code in _HOPELESS:
                # It said itself what is wrong, and would say it again.
                self._tell(State.STOPPED, self._last_words)
                return
            if ready_at is not None and time.monotonic() - ready_at >= STEADY:
                delay = FIRST_DELAY
            self._tell(State.RESTARTING, f"The engine ended (exit code {self._exit_code}).")
            self._stop.wait(delay)
            delay = min(2 * delay, LONGEST_DELAY)
        self._tell(State.STOPPED, "")

    def _run_once(self) -> float | None:
        """Run one engine to its end; returns when it became ready (monotonic), if it did."""
        self._exited.clear()
        self._again.clear()
        if self._stop.is_set():
            return None
        ready_at: list[float] = []

        def on_info(info: dict[str, Any]) -> None:
            ready_at.append(time.monotonic())
            self.info = info
            self._tell(State.READY, "")

        try:
            client = self._make_client(on_exit=self._on_exit, ids=self._ids)
        except OSError as error:
            self._exit_code, self._last_words = 127, str(error)
            return None
        self._client = client
        self._tell(State.STARTING, "")
        client.request("engine.info", {}, on_info, _ignore)
        self._exited.wait()
        self._client = None
        client.close()
        tail = client.log.tail()
        self._last_words = tail.rsplit("Error: ", maxsplit=1)[-1]
        return ready_at[0] if ready_at else None

    def _on_exit(self, code: int) -> None:
        self._exit_code = code
        self._exited.set()

    def _tell(self, state: State, detail: str) -> None:
        if state is not self._state or detail:
            self._state = state
            self._on_state(state, detail)


def _ignore(_: EngineError) -> None:
    """The engine died before it was ready: its exit says so too."""
