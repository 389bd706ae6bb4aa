"""The engine behind the door: connections, the dispatch of their requests, and the lanes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import IO, Any, Protocol

from t2m_engine.service import (  # noqa: F401 - they register their methods
    browse_methods,
    editor_methods,
    feeling_methods,
    library_methods,
    model_methods,
    schema,
    score_methods,
    search_methods,
)
from t2m_engine.service.jobs import Job, Lane, LaneWorker
from t2m_engine.service.methods import METHODS, Method
from t2m_engine.service.params import Params
from t2m_engine.service.protocol import (
    INVALID_REQUEST,
    METHOD_NOT_FOUND,
    Refusal,
    Request,
    RpcError,
    encode,
    error_object,
    from_exception,
    notification_object,
    parse,
    read_line,
    result_object,
)
from t2m_engine.session import Session

_log = logging.getLogger(__name__)


class Writer(Protocol):
    """Where answers go; an OSError means that the client is gone."""

    def write(self, line: bytes, /) -> object:
        """Take a whole line."""

    def flush(self) -> object:
        """Hand over what was taken."""


Reply = Callable[[dict[str, Any]], None]


class Engine:
    """The lanes and what they share. `methods` is exchanged in tests only."""

    def __init__(self, session: Session, methods: dict[str, Method] | None = None) -> None:
        self._session = session
        self._methods = METHODS if methods is None else methods
        self._lanes: dict[Lane, LaneWorker] = {}
        self._lock = threading.Lock()
        self.on_shutdown: Callable[[], None] = lambda: None

    def method(self, name: str) -> Method | None:
        """Return the method called `name`, if there is one."""
        return self._methods.get(name)

    def lane(self, lane: Lane) -> LaneWorker:
        """Return the worker of `lane`, started at its first use."""
        with self._lock:
            if lane not in self._lanes:
                self._lanes[lane] = LaneWorker(lane.value, self._session)
            return self._lanes[lane]

    def drop_unwanted(self) -> None:
        """Answer waiting jobs that are not wanted any more."""
        with self._lock:
            workers = list(self._lanes.values())
        for worker in workers:
            worker.drop_unwanted()

    def close(self, timeout: float = 3.0) -> bool:
        """Stop the lanes; False where one still works after `timeout` seconds."""
        with self._lock:
            workers = list(self._lanes.values())
        for worker in workers:
            worker.stop()
        deadline = time.monotonic() + timeout
        ended = [worker.join(deadline - time.monotonic()) for worker in workers]
        return all(ended)


class Connection:
    """One client: reads its lines until they end, and writes the answers as they come."""

    def __init__(self, engine: Engine, reader: IO[bytes], writer: Writer) -> None:
        self._engine = engine
        self._reader = reader
        self._writer = writer
        self._write_lock = threading.Lock()
        self._broken = False
        self._jobs: set[Job] = set()
        self._jobs_lock = threading.Lock()

    def serve(self) -> None:
        """Serve the client until its input ends; then drop what it had asked for."""
        try:
            while not self._broken:
                try:
                    line = read_line(self._reader)
                except RpcError as error:
                    self._send(error_object(None, error))
                    continue
                if line is None:
                    break
                if line.strip():
                    self._handle(parse(line))
        except (OSError, ValueError) as error:  # the other end is gone, or we closed it
            _log.info("A client's connection broke: %s", error)
        finally:
            self.drop()

    def drop(self) -> None:
        """Cancel everything: nobody waits for it any more."""
        self._broken = True
        with self._jobs_lock:
            jobs = list(self._jobs)
        for job in jobs:
            job.cancel()
        self._engine.drop_unwanted()

    def _handle(self, content: list[Request | Refusal] | Request | Refusal) -> None:
        if not isinstance(content, list):
            self._dispatch(content, self._send)
            return
        batch = _Batch(content, self._send)
        for entry in content:
            self._dispatch(entry, batch.add)

    def _dispatch(self, content: Request | Refusal, reply: Reply) -> None:
        if isinstance(content, Refusal):
            reply(error_object(content.id, content.error))
            return
        try:
            self._call(content, reply)
        except RpcError as error:
            if not content.is_notification:
                reply(error_object(content.id, error))

    def _call(self, request: Request, reply: Reply) -> None:
        params = Params(request.params)
        if request.method in ("cancel", "engine.shutdown"):
            act = self._cancel if request.method == "cancel" else self._shutdown
            result = act(params)
            if not request.is_notification:
                reply(result_object(request.id, result))
            if request.method == "engine.shutdown":
                self._engine.on_shutdown()
            return
        method = self._engine.method(request.method)
        if method is None:
            raise RpcError(METHOD_NOT_FOUND, f"There is no method “{request.method}”.")
        self._start(request, method, params, reply)

    def _start(self, request: Request, method: Method, params: Params, reply: Reply) -> None:
        def finish(job: Job, result: Any, error: RpcError | None) -> None:
            with self._jobs_lock:
                self._jobs.discard(job)
            if request.is_notification:
                return
            reply(result_object(job.id, result) if error is None else error_object(job.id, error))

        def notify(progress: dict[str, Any]) -> None:
            if not request.is_notification:
                self._send(notification_object("progress", progress))

        job = Job(
            request.id,
            params,
            channel=params.optional_text("channel"),
            finish=finish,
            notify=notify,
        )
        with self._jobs_lock:
            replaced = [j for j in self._jobs if j.channel == job.channel is not None]
            if job.id is not None and any(_same(j.id, job.id) for j in self._jobs):
                raise RpcError(INVALID_REQUEST, "A request with this id has not been answered yet.")
            self._jobs.add(job)
        for older in replaced:
            older.replace()
        if replaced:
            self._engine.drop_unwanted()
        self._engine.lane(method.lane).add(job, method.work)

    def _cancel(self, params: Params) -> dict[str, bool]:
        wanted = params.anything("id")
        params.done()
        with self._jobs_lock:
            jobs = [job for job in self._jobs if _same(job.id, wanted)]
        for job in jobs:
            job.cancel()
        self._engine.drop_unwanted()
        return {"cancelled": bool(jobs)}

    @staticmethod
    def _shutdown(params: Params) -> None:
        params.done()

    def _send(self, content: dict[str, Any] | list[dict[str, Any]]) -> None:
        try:
            line = encode(content)
        except (TypeError, ValueError) as error:  # a bug: a result that is not JSON
            _log.exception("An answer is not JSON")
            request_id = content.get("id") if isinstance(content, dict) else None
            line = encode(error_object(request_id, from_exception(error)))
        with self._write_lock:
            if self._broken:
                return
            try:
                self._writer.write(line)
                self._writer.flush()
            except (OSError, ValueError) as error:
                _log.info("A client takes no more answers: %s", error)
                self._broken = True


class _Batch:
    """Gathers the answers of a batch, and sends them together when the last one is there."""

    def __init__(
        self,
        content: list[Request | Refusal],
        send: Callable[[list[dict[str, Any]]], None],
    ) -> None:
        self._missing = sum(not (isinstance(c, Request) and c.is_notification) for c in content)
        self._answers: list[dict[str, Any]] = []
        self._send = send
        self._lock = threading.Lock()

    def add(self, answer: dict[str, Any]) -> None:
        with self._lock:
            self._answers.append(answer)
            complete = len(self._answers) == self._missing
        if complete:
            self._send(self._answers)


def _same(one: object, other: object) -> bool:
    """Compare ids as JSON does: 1 is not "1", nor true."""
    return type(one) is type(other) and one == other
