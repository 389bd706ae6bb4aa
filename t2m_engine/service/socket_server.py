"""`t2m serve`: the engine on a Unix socket that only this user can reach, for many clients."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from t2m_engine import places
from t2m_engine.errors import UsageError
from t2m_engine.service.server import Connection, Engine
from t2m_engine.session import Session

_log = logging.getLogger(__name__)

SEND_TIMEOUT = 10
"""Seconds after which a client that reads no answers is dropped: others wait for its lane."""
LONGEST_ADDRESS = 100
"""Bytes; the kernel's limit is 108 on Linux and 104 on macOS."""
BACKLOG = 16


def address(library: Path) -> Path:
    """Return where the engine of `library` listens: one socket for each library."""
    name = hashlib.sha256(os.fsencode(library)).hexdigest()[:16]
    return places.runtime_folder() / f"engine-{name}.sock"


def serve(session: Session, on_ready: Callable[[Path], None] = lambda _: None) -> None:
    """Serve until Ctrl+C or `engine.shutdown`; `on_ready` is called with the address.

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
    with _only_one(path), _listening(path) as listener:
        engine = Engine(session)
        clients = _Clients(engine)
        stopped = threading.Event()

        def shut_down() -> None:
            stopped.set()
            # Wakes accept() below, which nothing else can do from another thread.
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)

        engine.on_shutdown = shut_down
        on_ready(path)
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
        with self._lock:
            self._open.add(connection)
        threading.Thread(
            target=self._serve, args=(connection,), name="t2m-client", daemon=True
        ).start()

    def close(self) -> None:
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _serve(self, connection: socket.socket) -> None:
        try:
            with connection, connection.makefile("rb") as reader:
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


def _is_ours(connection: socket.socket) -> bool:
    """Say whether the client runs as our user; where the system cannot tell, the folder guards."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    credentials = connection.getsockopt(
        socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")
    )
    _, uid, _ = struct.unpack("3i", credentials)
    return bool(uid == os.getuid())
