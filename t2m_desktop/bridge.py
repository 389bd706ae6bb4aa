"""The engine as a Qt object: requests with answers on the window's thread, and its state."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from t2m_desktop.engine_speech import said
from t2m_engine import places
from t2m_engine.service.client import EngineClient, EngineError, EngineGone, engine_command
from t2m_engine.service.supervisor import State, Supervisor

_NICENESS = 5
"""A third of the window's share where both want a processor; still enough beside others."""

OnResult = Callable[[Any], None]
OnError = Callable[[EngineError], None]
OnProgress = Callable[[dict[str, Any]], None]


def _nothing(_: Any) -> None:
    """What answers go to that no one waits for."""


def _engine() -> list[str]:
    """The command of an engine that gives way to the window: no key waits for a scan."""
    nice = shutil.which("nice")  # Windows has none
    return [*([nice, "-n", str(_NICENESS)] if nice else []), *engine_command()]


def _in_words(error: EngineError) -> EngineError:
    """The same, saying in the user's language what is wrong; on the window's thread."""
    error.args = (said(str(error)),)
    return error


class EngineBridge(QObject):
    """Asks the engine. Every callback and signal comes on the thread that this object lives in.

    After `stop`, or once this object's owner is gone, no callback comes any more.
    """

    state_changed = Signal(State, str)  # how the engine is, and a sentence or ""
    _deliver = Signal(object, object)  # a callback and its argument, from the client's threads

    def __init__(
        self,
        *,
        library: Path | None = None,
        model: str | None = None,
        device: str | None = None,
        make_client: Callable[..., EngineClient] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`make_client` starts an engine, as Supervisor says; default: this Python's own."""
        super().__init__(parent)
        self.state = State.STOPPED
        self._live = True

        def start(**options: Any) -> EngineClient:
            log = places.log_folder() / "engine.log"
            return EngineClient(
                _engine(), library=library, model=model, device=device, log_file=log, **options
            )

        self._deliver.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._supervisor = Supervisor(make_client or start, self._told)
        self._started = False

    @property
    def info(self) -> dict[str, Any]:
        """What the engine said of itself when it was last ready (engine.info)."""
        return self._supervisor.info

    @property
    def pid(self) -> int | None:
        """The engine's process, if there is one."""
        return self._supervisor.pid

    @property
    def is_ready(self) -> bool:
        """Whether the engine answers."""
        return self.state is State.READY

    def start(self) -> None:
        """Start the engine; returns at once."""
        self._started = True
        self._supervisor.start()

    def restart(self) -> None:
        """Have an engine that takes up changed settings; returns at once, READY comes again."""
        if self._started:
            self._supervisor.restart()

    def stop(self) -> None:
        """End the engine for good."""
        self._live = False
        if self._started:
            self._supervisor.stop()

    def request(
        self,
        method: str,
        params: dict[str, Any],
        on_result: OnResult = _nothing,
        on_error: OnError = _nothing,
        on_progress: OnProgress = _nothing,
    ) -> int:
        """Ask the engine; one of on_result and on_error is called later, never from in here."""
        if not self._started:
            self._deliver.emit(lambda error: on_error(_in_words(error)), EngineGone())
            return 0
        emit = self._deliver.emit
        return self._supervisor.request(
            method,
            params,
            lambda result: emit(on_result, result),
            lambda error: emit(lambda e: on_error(_in_words(e)), error),
            lambda progress: emit(on_progress, progress),
        )

    def cancel(self, request: int) -> None:
        """Ask the engine to stop a request."""
        if self._started:
            self._supervisor.cancel(request)

    def later(self, do: Callable[[], object]) -> None:
        """Call `do` from the event loop, unless the window is closed by then."""
        self._deliver.emit(lambda _: do(), None)

    def _told(self, state: State, detail: str) -> None:
        """On the supervisor's thread."""
        self._deliver.emit(self._change, (state, detail))

    def _change(self, told: tuple[State, str]) -> None:
        self.state = told[0]
        self.state_changed.emit(told[0], said(told[1]))

    def _call(self, callback: Callable[[Any], None], argument: object) -> None:
        if self._live:
            callback(argument)
