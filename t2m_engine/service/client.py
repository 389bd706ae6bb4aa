"""The engine's client: starts the engine as a process and talks to it. No torch, no Qt.

    with EngineClient() as engine:
        engine.call("emotion", {"texts": ["It rained."]})

What can be asked is in methods.py.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import t2m_engine
from t2m_engine.errors import ExitCode, T2MError
from t2m_engine.service.logs import LogPump
from t2m_engine.service.protocol import (
    REPLACED,
    encode,
    notification_object,
    request_object,
)

_log = logging.getLogger(__name__)

OnResult = Callable[[Any], None]
OnProgress = Callable[[dict[str, Any]], None]


class EngineError(T2MError):
    """An answer that is an error; `str()` of it is a sentence for people.

    `code` is that of the JSON-RPC (protocol.py), `data` what came with it, `exit_code` what the
    command line would end with.
    """

    def __init__(self, code: int, message: str, data: dict[str, Any] | None = None) -> None:
        self.code = code
        self.data = data or {}
        super().__init__(message)
        self.exit_code = ExitCode(self.data.get("exit_code", ExitCode.BUG))


class Replaced(EngineError):  # noqa: N818 - nothing failed
    """A newer request on the same channel came first: nothing to tell anyone about."""


class Cancelled(EngineError):  # noqa: N818 - nothing failed
    """The request was cancelled."""


class EngineGone(EngineError):  # noqa: N818 - it says what happened
    """The engine ended before it answered, or is not running."""

    def __init__(self, message: str = "The engine is not running.") -> None:
        super().__init__(0, message)


OnError = Callable[[EngineError], None]


class _Pending:
    """What to do with the answer to a request."""

    def __init__(
        self, on_result: OnResult | None, on_error: OnError | None, on_progress: OnProgress | None
    ) -> None:
        self.on_result = on_result or (lambda _: None)
        self.on_error = on_error or (lambda _: None)
        self.on_progress = on_progress or (lambda _: None)


class EngineClient:
    """An engine process and the conversation with it. Every method may be called by any thread.

    Callbacks run on the client's reader thread, in the order of the answers; they must be quick
    and must not wait for another answer. `on_exit(code)` is called once, after every outstanding
    request was answered with EngineGone; the code is negative for a signal, as in subprocess.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        *,
        library: Path | None = None,
        model: str | None = None,
        device: str | None = None,
        on_exit: Callable[[int], None] | None = None,
        log_file: Path | None = None,
        ids: Iterator[int] | None = None,
    ) -> None:
        """`command` starts an engine (default: this Python's own), the options are added to it.

        `log_file` takes what the engine writes to stderr (default: engine.log in the log folder).
        """
        self._on_exit = on_exit or (lambda _: None)
        self._ids = ids or itertools.count(1)
        self._pending: dict[int, _Pending] = {}
        self._lock = threading.Lock()
        self._write_lock = threading.Lock()
        self._gone = False
        arguments = [*(command or engine_command())]
        for name, value in (("--library", library), ("--model", model), ("--device", device)):
            if value is not None:
                arguments += [name, str(value)]
        self._process = subprocess.Popen(  # noqa: S603 - our own engine
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=engine_environment(),
        )
        assert self._process.stderr is not None, "a pipe"
        self.log = LogPump(self._process.stderr, log_file)
        self._thread = threading.Thread(target=self._read, name="t2m-engine-client", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The engine's process id."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the engine can be asked."""
        return not self._gone

    def request(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        on_result: OnResult | None = None,
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
    ) -> int:
        """Send a request and return its id; exactly one of on_result and on_error is called.

        When the engine is gone, on_error gets an EngineGone, perhaps before this returns.
        """
        pending = _Pending(on_result, on_error, on_progress)
        with self._lock:
            request_id = next(self._ids)
            gone = self._gone
            if not gone:
                self._pending[request_id] = pending
        if gone:
            pending.on_error(EngineGone())
        else:
            self._write(encode(request_object(method, params or {}, request_id)))
        return request_id

    def call(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> Any:
        """Send a request, wait for its answer and return the result.

        Raises the EngineError that came in its place; TimeoutError after `timeout` seconds, and
        then the request is cancelled. Not from a callback: the reader thread would wait for
        itself.
        """
        assert threading.current_thread() is not self._thread, "call() from a callback"
        done = threading.Event()
        results: list[Any] = []
        errors: list[EngineError] = []

        def on_result(result: Any) -> None:
            results.append(result)
            done.set()

        def on_error(error: EngineError) -> None:
            errors.append(error)
            done.set()

        request_id = self.request(method, params, on_result, on_error, on_progress)
        if not done.wait(timeout):
            self.cancel(request_id)
            raise TimeoutError(f"The engine did not answer “{method}” within {timeout} seconds.")
        if errors:
            raise errors[0]
        return results[0]

    def cancel(self, request_id: int) -> None:
        """Ask the engine to stop a request; its on_error gets a Cancelled, unless it was done."""
        self._write(encode(notification_object("cancel", {"id": request_id})))

    def close(self, timeout: float = 5.0) -> int:
        """End the engine by closing its input, by force after `timeout` seconds; its exit code."""
        try:
            # The flush of what a dead engine did not read would fail: that is all it can do.
            if self._process.stdin is not None:
                self._process.stdin.close()
        except OSError:
            pass
        try:
            code = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)
        self.log.join(timeout)
        return code

    def kill(self) -> None:
        """End the engine at once."""
        self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, line: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None, "a pipe"
        try:
            with self._write_lock:
                stdin.write(line)
                stdin.flush()
        except (OSError, ValueError):
            pass  # the engine is gone, or closed: the reader thread answers what is outstanding

    def _read(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None, "a pipe"
        with stdout:
            for line in stdout:
                try:
                    message = json.loads(line)
                except ValueError:
                    break  # the last line of an engine that died while it wrote
                try:
                    self._receive(message)
                except Exception:  # a callback's bug must not cost the other answers
                    _log.exception("A callback failed")
        code = self._end()
        with self._lock:
            self._gone = True
            pending = list(self._pending.values())
            self._pending.clear()
        for request in pending:
            try:
                request.on_error(EngineGone(f"The engine ended early (exit code {code})."))
            except Exception:
                _log.exception("A callback failed")
        self._on_exit(code)

    def _end(self) -> int:
        """Wait for the process whose output has ended; one that lives on without it is no use."""
        try:
            return self._process.wait(5.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def _receive(self, message: dict[str, Any]) -> None:
        if message.get("method") == "progress":
            params = message["params"]
            with self._lock:
                pending = self._pending.get(params["id"])
            if pending is not None:
                pending.on_progress(params)
            return
        with self._lock:
            pending = self._pending.pop(message.get("id") or 0, None)
        if pending is None:
            return
        if "error" in message:
            pending.on_error(_to_exception(message["error"]))
        else:
            pending.on_result(message["result"])


def engine_command() -> list[str]:
    """Return the command that starts an engine with this Python, wherever we are.

    -P keeps a stray json.py in the current folder from being imported in place of Python's own.
    """
    return [sys.executable, "-P", "-m", "t2m_engine.service"]


def engine_environment() -> dict[str, str]:
    """Return the environment for an engine: from a checkout, it must find our own package."""
    environment = dict(os.environ)
    root = Path(t2m_engine.__file__).resolve().parent.parent
    if (root / "pyproject.toml").exists():
        paths = [str(root), *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(paths)
    return environment


def _to_exception(error: dict[str, Any]) -> EngineError:
    code, message, data = error["code"], error["message"], error.get("data")
    if code == REPLACED:
        return Replaced(code, message, data)
    if (data or {}).get("exit_code") == ExitCode.CANCELLED:
        return Cancelled(code, message, data)
    return EngineError(code, message, data)
