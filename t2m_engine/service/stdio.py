"""The engine on its standard streams: stdout carries the protocol and nothing else."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from typing import IO

from t2m_engine.service.server import Connection, Engine
from t2m_engine.session import Session


def serve(session: Session) -> None:
    """Serve the parent until it closes our input, or dies, or asks for a shutdown."""
    reader, writer = _claim_streams()
    # A Ctrl+C in the terminal goes to the whole group: the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine = Engine(session)
    connection = Connection(engine, reader, writer)
    served = threading.Event()

    def serve_parent() -> None:
        connection.serve()
        served.set()

    engine.on_shutdown = served.set
    # Not in this thread: a blocking read would keep a shutdown from ending the process.
    threading.Thread(target=serve_parent, name="t2m-stdin", daemon=True).start()
    served.wait()
    connection.drop()
    clean = engine.close()
    logging.getLogger(__name__).info("The engine ends%s.", "" if clean else " with work undone")
    logging.shutdown()
    # The reading thread may still hold stdin's lock, and a lane may be deep in native code:
    # there is nothing left to save, so nothing to wait for.
    os._exit(0)


def _claim_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the protocol's streams, and point stdin at nothing and stdout at stderr.

    The copies are not inherited, so that no child keeps the parent from seeing our end, and what
    a library prints, in Python or below it, lands in the log.
    """
    sys.stdout.flush()
    reader = os.fdopen(os.dup(0), "rb")
    writer = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return reader, writer
