"""Decodes files in child processes with limits: a bad file costs itself, never the engine.

libsndfile, mpg123 and FFmpeg parse whatever they are given; some files crash them, hang them or
make them ask for all memory. Here that becomes an InputError for the one file.
"""

from __future__ import annotations

import base64
import contextlib
import queue
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio.cover import Cover
from t2m_engine.audio.decoding import (
    MAX_DECODED_BYTES,
    MODEL_RATE,
    AudioInfo,
    Each,
    Sound,
)
from t2m_engine.audio.facts import Credits
from t2m_engine.audio.guard_child import Child, ChildEndedError
from t2m_engine.audio.sources import MAX_SECONDS, too_long
from t2m_engine.audio.waveform import peaks
from t2m_engine.errors import CancelledError, InputError, T2MError, UsageError

MEMORY_LIMIT = 1 << 30
"""Bytes of address space a child may take. It streams, so that long files need no more: about
400 MB, most of it libraries."""
START_LIMIT = 60.0
"""Seconds for a child to start; it takes 0.3 on a quiet machine."""
TIME_LIMIT = 30.0
"""Seconds for any file."""
TIME_PER_SECOND = 0.25
"""More seconds for each second of the track. Decoding takes 1/100 on a quiet machine, and a
machine with ten busy programs a core is still within it."""
_TICK = 1.0
"""Seconds between two looks at how long a file takes."""
SILENCE = 10.0 ** (-66.0 / 20.0)
"""A track whose every sample is below is silent: −66 dBFS, above a 12-bit recorder's noise."""
_READER = "t2m_engine.audio.decoding"


@dataclass(frozen=True, slots=True)
class LoadedTrack:
    """A whole track as the model hears it.

    `samples` float32 (n,), mono at 16 kHz; `peaks` uint8 (600,) for drawing; `info.duration` is
    that of what was decoded, whatever the header said. `loudness` in LUFS and `true_peak` in dBTP
    (`t2m_engine.audio.loudness`) are those of the file's own channels and rate; None where they
    were not asked for.
    """

    info: AudioInfo
    samples: NDArray[np.float32]
    peaks: NDArray[np.uint8]
    loudness: float | None = None
    true_peak: float | None = None


class Guard:
    """Runs decoders in up to `workers` child processes; call it from as many threads as you like.

    `memory_limit` in bytes of address space a child, `time_limit` in seconds a file, to which
    `time_per_second` adds for each second of the track. Children start when they are needed and
    are reused; one that crashed, hung or swelled is replaced. They end with this process.
    `reader` names the module that decodes in the child.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        memory_limit: int = MEMORY_LIMIT,
        time_limit: float = TIME_LIMIT,
        time_per_second: float = TIME_PER_SECOND,
        reader: str = _READER,
    ) -> None:
        assert workers >= 1, "at least one worker"
        self._time_limit = time_limit
        self._time_per_second = time_per_second
        self._closed = False
        self._free: queue.LifoQueue[Child] = queue.LifoQueue()
        self._children = [Child(reader, memory_limit) for _ in range(workers)]
        for child in self._children:
            self._free.put(child)

    def probe(self, path: Path) -> AudioInfo:
        """Return what the file is, as `decoding.probe`. Raises InputError."""
        return self._run(path, {"what": "probe"}, None).info

    def decode(
        self,
        path: Path,
        *,
        start: float = 0.0,
        end: float | None = None,
        sample_rate: int | None = None,
        mono: bool = False,
    ) -> Sound:
        """Return a piece of the file, as `decoding.decode`. Raises InputError, UsageError."""
        request = _piece(start, end, sample_rate, mono)
        answer = self._run(path, request, MAX_DECODED_BYTES)
        return Sound(answer.samples, answer.sample_rate)

    def stream(
        self, path: Path, each: Each, *, start: float, end: float, sample_rate: int | None = None
    ) -> int:
        """Decode a piece of the file, as `decoding.stream`. Raises InputError, UsageError.

        `each` is called while the child decodes what comes next; what it raises ends the child.
        """
        return self._run(path, _piece(start, end, sample_rate, False), None, each).frames

    def cover(self, path: Path) -> Cover | None:
        """Return the picture in the file's tags, as `cover.read_cover`. Raises InputError."""
        return self._run(path, {"what": "cover"}, None).cover

    def load(self, path: Path, *, measure: bool = False) -> LoadedTrack:
        """Return the whole track as the model hears it, with `measure` its loudness too.

        Raises InputError as `decoding.decode` does, and for a track that is silent throughout.
        """
        request = {
            "what": "stream",
            "start": 0.0,
            "end": None,
            "sample_rate": MODEL_RATE,
            "mono": True,
            "measure": measure,
        }
        answer = self._run(path, request, int(MAX_SECONDS + 1) * MODEL_RATE * 4)
        samples = answer.samples[:, 0]
        if max(samples.max(), -samples.min()) < SILENCE:
            raise InputError(path, "is silent")
        info = replace(answer.info, duration=len(samples) / MODEL_RATE)
        return LoadedTrack(info, samples, peaks(samples), answer.loudness, answer.true_peak)

    def close(self) -> None:
        """End the children. Calls under way, waiting or to come raise CancelledError."""
        if self._closed:
            return
        self._closed = True
        back: list[Child] = []
        while len(back) < len(self._children):  # each comes once its caller has let go of it
            for child in self._children:
                child.kill()
            with contextlib.suppress(queue.Empty):
                back.append(self._free.get(timeout=0.1))
        for child in back:
            child.end()
        self._free.put(back[0])  # wakes who waits; see _run

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(
        self,
        path: Path,
        request: dict[str, Any],
        most_bytes: int | None,
        each: Each | None = None,
    ) -> _Answer:
        child = self._free.get()
        try:
            while True:
                self._raise_if_closed()
                try:
                    with _Deadline(child, START_LIMIT):
                        fresh = child.start()
                except T2MError:
                    self._raise_if_closed()
                    raise
                with _Deadline(child, self._time_limit) as deadline:
                    try:
                        return self._ask(child, deadline, path, request, most_bytes or 0, each)
                    except ChildEndedError as error:
                        child.end()
                        self._raise_if_closed()
                        # One that had been waiting may have died before it saw this file: only
                        # the end of a fresh one proves who did it.
                        # Nor can what was handed on be taken back.
                        if fresh or deadline.passed or error.handed_on:
                            raise InputError(path, *_why(deadline)) from error
        finally:
            self._free.put(child)

    def _raise_if_closed(self) -> None:
        if self._closed:
            raise CancelledError("Decoding was stopped.")

    def _ask(
        self,
        child: Child,
        deadline: _Deadline,
        path: Path,
        request: dict[str, Any],
        most_bytes: int,
        each: Each | None,
    ) -> _Answer:
        handed_on = False
        longest = self._time_limit + MAX_SECONDS * self._time_per_second
        whole = {**request, "path": str(path.absolute()), "alarm": int(longest) + 60}
        try:
            child.send(whole)
            answer = _Answer(path, child.hear(), keep=each is None)
            deadline.extend(answer.info.duration * self._time_per_second)
            while not answer.take(child.hear(), child, most_bytes if each is None else None):
                if each is not None:
                    handed_on = True
                    self._hand_on(answer, each, child)
        except ChildEndedError as error:
            error.handed_on = handed_on
            raise
        except (InputError, UsageError):
            raise
        except BaseException:  # Ctrl+C, say: the rest of the answer is still in the pipe
            child.end()
            raise
        return answer

    @staticmethod
    def _hand_on(answer: _Answer, each: Each, child: Child) -> None:
        try:
            each(answer.latest, answer.sample_rate)
        except BaseException:  # the rest of the answer is still in the pipe
            child.end()
            raise


def _piece(start: float, end: float | None, sample_rate: int | None, mono: bool) -> dict[str, Any]:
    return {
        "what": "stream",
        "start": start,
        "end": end,
        "sample_rate": sample_rate,
        "mono": mono,
        "measure": False,
    }


def _why(deadline: _Deadline) -> tuple[str, str]:
    if deadline.passed:
        reason = f"cannot be decoded: no end after {deadline.limit:.0f} s"
        return reason, "Convert it, or leave it out."
    return "cannot be decoded: it makes the decoder crash", "Convert it, or leave it out."


class _Deadline:
    """Ends a child that takes too long: `limit` in seconds, `passed` once it did.

    It counts in ticks, so that time in which this process was stopped (Ctrl+Z, a debugger) is not
    taken for the child's.
    """

    def __init__(self, child: Child, limit: float) -> None:
        self._child = child
        self.limit = limit
        self.passed = False
        self._spent = 0.0
        self._lock = threading.Lock()
        self._over = False
        self._tick()

    def extend(self, seconds: float) -> None:
        """Grant more time."""
        with self._lock:
            self.limit += seconds

    def _tick(self) -> None:
        self._last = time.monotonic()
        self._timer = threading.Timer(min(_TICK, max(0.0, self.limit - self._spent)), self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._lock:
            if self._over:
                return
            self._spent += min(time.monotonic() - self._last, 2.0 * _TICK)
            if self._spent < self.limit:
                self._tick()
                return
            self.passed = True
            self._child.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._over = True
            self._timer.cancel()


class _Answer:
    """What a child answers: the info first, then blocks, then the end."""

    def __init__(self, path: Path, first: dict[str, Any], *, keep: bool) -> None:
        self._path = path
        self._raise_refusals(first)
        info = first["info"]
        self.info = AudioInfo(path=path, **{**info, "credits": Credits(**info["credits"])})
        self.sample_rate = int(first.get("sample_rate", 0))
        self._channels = int(first.get("channels", 1))
        # The promise may be a lie; memory that is never written costs nothing.
        expected = min(int(first.get("expected_frames") or 0), int(MAX_SECONDS * MODEL_RATE))
        self._keep = keep
        self._store = np.empty((expected + 1024 if keep else 0, self._channels), np.float32)
        self.frames = self._before = 0
        self.loudness: float | None = None
        self.true_peak: float | None = None
        self.cover: Cover | None = None

    @property
    def samples(self) -> NDArray[np.float32]:
        """What came, float32 (frames, channels)."""
        return self._store[: self.frames]

    @property
    def latest(self) -> NDArray[np.float32]:
        """What came last, float32 (frames, channels)."""
        return self._store[: self.frames - self._before]

    def take(self, message: dict[str, Any], child: Child, most_bytes: int | None) -> bool:
        """Add a message, or take it for the latest where nothing is kept; whether it was the last.

        `most_bytes` may come in all; None: as many as there are.
        """
        self._raise_refusals(message)
        if "block" not in message:
            self.loudness = message.get("loudness")
            self.true_peak = message.get("true_peak")
            if cover := message.get("cover"):
                self.cover = Cover(cover["mime"], base64.b64decode(cover["content"]))
            return True
        frames = int(message["block"]) // (4 * self._channels)
        first = self.frames if self._keep else 0
        needed = first + frames
        if most_bytes is not None and needed * 4 * self._channels > most_bytes:
            child.end()
            raise too_long(self._path)
        if needed > len(self._store):
            grown = np.empty((needed + needed // 2, self._channels), np.float32)
            grown[:first] = self._store[:first]
            self._store = grown
        child.read_into(self._store[first:needed].data.cast("B"))
        self._before = self.frames
        self.frames += frames
        return False

    def _raise_refusals(self, message: dict[str, Any]) -> None:
        if "refused" in message:
            raise InputError(self._path, message["refused"], message["remedy"])
        if "misused" in message:
            raise UsageError(message["misused"])
        if "memory" in message:
            raise InputError(self._path, "cannot be decoded: it asks for too much memory")
        if "failed" in message:
            raise InputError(self._path, f"cannot be decoded ({message['failed']})")
