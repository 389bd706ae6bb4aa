"""A decoder that does to its process what bad files do to real ones; used in guard's tests only."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio import decoding
from t2m_engine.audio.decoding import probe

__all__ = ["Decoding", "probe"]


class Decoding(decoding.Decoding):
    def blocks(self, *taps) -> Iterator[NDArray[np.float32]]:
        fault = self.info.path.stem
        blocks = super().blocks(*taps)
        yield next(blocks)  # it happens in the middle of an answer
        if fault == "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        elif fault == "hang":
            self._tell()
            time.sleep(600)
        elif fault == "slow":
            self._tell()
            while not (self.info.path.parent / "go on").exists():
                time.sleep(0.02)
        elif fault == "stuck":
            self._tell()
            ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock, as native code may
        elif fault == "swell":
            yield np.ones((1 << 30, 1), np.float32)
        elif fault == "noise":
            os.write(1, b"noise on 1\n")
            os.write(2, b"noise on 2\n")
        elif fault == "bug":
            raise RuntimeError("a bug")
        elif fault == "endless":
            while True:
                yield np.full((1 << 20, self.channels), 0.5, np.float32)
        elif fault == "writes":
            (self.info.path.parent / "written").write_bytes(b"by a decoder")
        elif fault == "pid":
            yield np.full((1, self.channels), os.getpid(), np.float32)
            return
        yield from blocks

    def _tell(self) -> None:
        """Say that it has begun; an empty file may be made."""
        (self.info.path.parent / "at it").touch()
