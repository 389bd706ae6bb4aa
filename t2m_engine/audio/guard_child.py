"""One decoding process: started when it is needed, spoken to through its pipes, ended at will."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import t2m_engine
from t2m_engine.errors import T2MError

if sys.platform == "linux":
    import fcntl

_PIPE = 1 << 20
"""Bytes between a child and us: a block of stereo is half of it; Linux gives users no more."""
# Not "-m": that would put the working folder, perhaps full of strangers' files, on the path.
_BOOTSTRAP = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
root, reader, memory = sys.argv[1:]
root in sys.path or sys.path.insert(0, root)
from t2m_engine.audio.guard_worker import main
main(reader, int(memory))
"""


class ChildEndedError(Exception):
    """The child's pipe broke in the middle of an answer, of which some was `handed_on` or none."""

    handed_on = False


class Child:
    """One child process, started at the first request and again after each end."""

    def __init__(self, reader: str, memory_limit: int) -> None:
        root = str(Path(t2m_engine.__file__).resolve().parent.parent)
        self._command = [sys.executable, "-P", "-B", "-c", _BOOTSTRAP, root, reader]
        self._command.append(str(memory_limit))
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> bool:
        """Start the process if there is none; return whether there was none.

        Raises T2MError if that fails: then no file is to blame.
        """
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return False
            self._let_go()
            try:
                self._process = self._started()
            except OSError as error:
                raise T2MError(f"The decoding process does not start: {error}.") from error
        try:
            self.hear()
        except ChildEndedError as error:
            self.end()
            raise T2MError("The decoding process does not start. Is memory short?") from error
        except BaseException:  # Ctrl+C: its first word is still in the pipe
            self.end()
            raise
        return True

    def send(self, request: dict[str, Any]) -> None:
        """Hand a request to the process."""
        process = self._process
        if process is None:
            raise ChildEndedError
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()
        except (OSError, ValueError) as error:
            raise ChildEndedError from error

    def hear(self) -> dict[str, Any]:
        """Return the next message."""
        try:
            line = self._pipe().readline()
            message = json.loads(line)
        except (OSError, ValueError) as error:  # an empty line, or half of one: it ended
            raise ChildEndedError from error
        assert isinstance(message, dict), "messages are objects"
        return message

    def read_into(self, target: memoryview) -> None:
        """Fill `target` with the bytes that were announced."""
        pipe = self._pipe()
        at = 0
        while at < len(target):
            try:
                count = pipe.readinto(target[at:])
            except (OSError, ValueError) as error:
                raise ChildEndedError from error
            if not count:
                raise ChildEndedError
            at += count

    def kill(self) -> None:
        """End the process; whoever waits for its answer hears so. Safe from any thread."""
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """End the process and forget it; by the thread that holds this child."""
        with self._lock:
            self._let_go()

    def _started(self) -> subprocess.Popen[bytes]:
        # Threads of numpy's linear algebra would each reserve address space, for nothing.
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        process = subprocess.Popen(  # noqa: S603 - our own interpreter with our own arguments
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=1 << 20,
            env={**os.environ, **quiet},
        )
        _widen(process.stdout)
        return process

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            with contextlib.suppress(OSError):  # a request that was never read
                pipe.close()

    def _pipe(self) -> Any:
        process = self._process
        if process is None:
            raise ChildEndedError
        return process.stdout


def _widen(pipe: IO[bytes] | None) -> None:
    """Have a pipe hold a block, so that its writer decodes the next while this one is used."""
    if sys.platform == "linux" and pipe is not None:
        with contextlib.suppress(OSError):  # whoever has many pipes may have no wider ones
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
