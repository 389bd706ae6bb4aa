"""`t2m serve`: the engine on a Unix socket that only this user can reach, for many clients.

By choice also on a TCP port of this machine, for programs that know no such sockets. Any user of
the machine can reach a port, so that a client has to say a token first, which stands in a file
that only this user can read.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import logging
import os
import secrets
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from t2m_engine import places
from t2m_engine.errors import UsageError
from t2m_engine.service.protocol import (
    INVALID_REQUEST,
    Request,
    RpcError,
    encode,
    error_object,
    parse,
    read_line,
    result_object,
)
from t2m_engine.service.schema import SCHEMA
from t2m_engine.service.server import Connection, Engine
from t2m_engine.session import Session

_log = logging.getLogger(__name__)

SEND_TIMEOUT = 10
"""Seconds after which a client that reads no answers is dropped: others wait for its lane."""
LONGEST_ADDRESS = 100
"""Bytes; the kernel's limit is 108 on Linux and 104 on macOS."""
BACKLOG = 16
HOST = "127.0.0.1"
"""Never another: what is not on this machine cannot reach it."""
HELLO = "engine.hello"
"""What a client of the port asks first, with the token."""
HELLO_LIMIT = 4096
"""Bytes of that line at most."""
HELLO_TIMEOUT = 10
"""Seconds in which it has to."""


def address(library: Path) -> Path:
    """Return where the engine of `library` listens: one socket for each library."""
    name = hashlib.sha256(os.fsencode(library)).hexdigest()[:16]
    return places.runtime_folder() / f"engine-{name}.sock"


@dataclass(frozen=True, slots=True)
class Ready:
    """Where the engine listens: its socket; with a port, that and the file that holds its token."""

    address: Path
    port: int | None = None
    token_file: Path | None = None


def serve(
    session: Session,
    on_ready: Callable[[Ready], None] = lambda _: None,
    *,
    port: int | None = None,
) -> None:
    """Serve until Ctrl+C or `engine.shutdown`; `on_ready` is called when it listens.

    With a `port` (0: any that is free) it listens there, too.

    Raises UsageError where another engine serves this library, and on systems without Unix
    sockets.
    """
    if os.name == "nt" or not hasattr(socket, "AF_UNIX"):
        raise UsageError("t2m serve is not offered on this system: it has no Unix sockets.")
    try:
        path = address(session.library)
    except OSError as error:
        raise UsageError(f"There is no safe place for the socket: {error}.") from error
    if len(os.fsencode(path)) > LONGEST_ADDRESS:
        raise UsageError(f"The address {path} is too long for a socket; set XDG_RUNTIME_DIR.")
    with _only_one(path), _listening(path) as listener, contextlib.ExitStack() as opened:
        engine = Engine(session)
        clients = _Clients(engine)
        stopped = threading.Event()

        def shut_down() -> None:
            stopped.set()
            # Wakes accept() below, which nothing else can do from another thread.
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)

        engine.on_shutdown = shut_down
        ready = Ready(path)
        if port is not None:
            ready = opened.enter_context(_on_port(path, port, clients))
        on_ready(ready)
        try:
            while not stopped.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    if stopped.is_set():
                        break
                    raise
                clients.add(connection)
        finally:
            clients.close()
            engine.close()


class _Clients:
    """The open connections, each with a thread that reads it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    def add(self, connection: socket.socket) -> None:
        if not _is_ours(connection):
            _log.warning("Refused a client of another user")
            connection.close()
            return
        self._start(connection, None)

    def add_stranger(self, connection: socket.socket, token: str) -> None:
        """Serve a client of the port, once it has said the token."""
        self._start(connection, token)

    def _start(self, connection: socket.socket, token: str | None) -> None:
        with self._lock:
            self._open.add(connection)
        threading.Thread(
            target=self._serve, args=(connection, token), name="t2m-client", daemon=True
        ).start()

    def close(self) -> None:
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _serve(self, connection: socket.socket, token: str | None) -> None:
        try:
            with connection, connection.makefile("rb") as reader:
                if token is not None and not _welcome(connection, reader, token):
                    return
                Connection(self._engine, reader, _Sender(connection)).serve()
        except OSError as error:
            _log.info("A client's connection broke: %s", error)
        finally:
            with self._lock:
                self._open.discard(connection)


class _Sender:
    """Writes lines to a client; one that takes none for too long is hung up on."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        seconds = struct.pack("@ll", SEND_TIMEOUT, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)

    def write(self, line: bytes) -> None:
        try:
            self._connection.sendall(line)
        except OSError:
            with contextlib.suppress(OSError):
                self._connection.shutdown(socket.SHUT_RDWR)
            raise

    def flush(self) -> None:
        """Nothing is held back."""


@contextlib.contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the lock beside the socket: the system lets go of it however its holder ends."""
    import fcntl  # noqa: PLC0415 - not on Windows, where there is no socket either

    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"Another engine serves this library already, at {path}.") from None
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _listening(path: Path) -> Iterator[socket.socket]:
    """Listen at `path`, for this user only; a socket that a dead engine left is replaced."""
    path.unlink(missing_ok=True)  # we hold the lock, so nobody listens there
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        # The folder is closed to others (places.py), so there is no moment at which they could.
        listener.bind(os.fspath(path))
        try:
            path.chmod(0o600)
            listener.listen(BACKLOG)
            yield listener
        finally:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _on_port(path: Path, port: int, clients: _Clients) -> Iterator[Ready]:
    """Listen on a port of this machine; its token lies beside the socket, for this user only."""
    token = secrets.token_urlsafe(32)
    file = path.with_suffix(".token")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise UsageError(
                f"The port {port} cannot be opened: {(error.strerror or str(error)).lower()}. "
                "Choose another, or 0 for any."
            ) from error
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as writer:
                writer.write(f"{token}\n")
            listener.listen(BACKLOG)

            def accept() -> None:
                with contextlib.suppress(OSError):  # it was shut down
                    while True:
                        connection, _ = listener.accept()
                        clients.add_stranger(connection, token)

            threading.Thread(target=accept, name="t2m-port", daemon=True).start()
            yield Ready(path, listener.getsockname()[1], file)
        finally:
            file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)


def _welcome(connection: socket.socket, reader: IO[bytes], token: str) -> bool:
    """Hear the first line of a client of the port, and answer it; False: hang up."""
    connection.settimeout(HELLO_TIMEOUT)
    try:
        request = parse(read_line(reader, HELLO_LIMIT) or b"")
    except (OSError, RpcError):
        return False
    said = request.params.get("token") if isinstance(request, Request) else None
    if (
        not isinstance(request, Request)
        or request.method != HELLO
        or not isinstance(said, str)
        # Not by ==, whose time tells how much was right.
        or not hmac.compare_digest(said.encode("utf-8", "replace"), token.encode("ascii"))
    ):
        _log.warning("Refused a client of the port that did not know the token")
        refusal = RpcError(INVALID_REQUEST, f"Say {HELLO} with the token first.")
        with contextlib.suppress(OSError):
            connection.sendall(encode(error_object(None, refusal)))
        return False
    connection.sendall(encode(result_object(request.id, {"schema": SCHEMA})))
    connection.settimeout(None)
    return True


def _is_ours(connection: socket.socket) -> bool:
    """Say whether the client runs as our user; where the system cannot tell, the folder guards."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    credentials = connection.getsockopt(
        socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")
    )
    _, uid, _ = struct.unpack("3i", credentials)
    return bool(uid == os.getuid())
