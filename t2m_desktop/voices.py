"""What PortAudio's thread asks for samples: a piece, or a flow that is fed while it plays."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

TAIL = 0.3  # seconds of silence at the end: closing cuts off what PortAudio still holds
JOINT = 0.01  # seconds in which one stretch of a flow hands over to the next
AHEAD = 0.1  # seconds that a flow never changes any more: two callbacks at the player's block size


class Voice:
    """A piece: `samples` (frames, 2) float32 at `rate`, `TAIL` included; how far it is."""

    def __init__(self, samples: np.ndarray, rate: int) -> None:
        self.samples, self.rate = samples, rate
        self.done = 0  # frames handed to PortAudio
        self._told_at = time.perf_counter()

    def fill(self, out: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's callback: copy, and nothing else."""
        start = self.done
        count = min(frames, len(self.samples) - start)
        out[:count] = self.samples[start : start + count]
        out[count:] = 0
        self._told_at = time.perf_counter()
        self.done = start + count
        if count < frames:
            raise _stop_signal()

    @property
    def length(self) -> float:
        """Seconds, without the tail."""
        return len(self.samples) / self.rate - TAIL

    def heard(self, latency: float) -> float:
        """Seconds that have left the loudspeaker."""
        ahead = max(0.0, latency - (time.perf_counter() - self._told_at))
        return min(self.length, max(0.0, self.done / self.rate - ahead))


class Flow(Voice):
    """Stretches that follow one another without a gap, and take the place of what was to come.

    Where nothing has been fed yet it waits in silence; after `length` seconds it ends.
    """

    def __init__(self, length: float, rate: int) -> None:
        super().__init__(np.zeros((0, 2), np.float32), rate)
        self._length = length
        self._end = round((length + TAIL) * rate)
        self._parts: tuple[tuple[int, np.ndarray], ...] = ()  # (first frame, samples), in order

    @property
    def length(self) -> float:
        """Seconds, without the tail."""
        return self._length

    def fill(self, out: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's callback."""
        at, written = self.done, 0
        for (
            first,
            samples,
        ) in self._parts:  # as they are now: `add` makes another tuple
            begin = at + written - first
            if 0 <= begin < len(samples) and written < frames:
                part = samples[begin : begin + frames - written]
                out[written : written + len(part)] = part
                written += len(part)
        out[written:] = 0
        self._told_at = time.perf_counter()
        if at + frames >= self._end:
            self.done = self._end
            raise _stop_signal()
        # Past the last sound only the tail is silence that counts; else it waits to be fed.
        self.done = at + (frames if at + written >= round(self._length * self.rate) else written)

    def add(self, at: float, samples: np.ndarray) -> None:
        """Feed `samples` (frames, 2), which begin `at` seconds: from there on they are what comes.

        Joined to what was fed before in a short cross-fade, so both should hold the joint.
        """
        first = round(at * self.rate)
        fed = max((f + len(s) for f, s in self._parts), default=first)
        cut = max(first, min(fed, self.done + round(AHEAD * self.rate)))
        samples = samples[cut - first :]
        if not len(samples):
            return  # it is over already
        joint = min(round(JOINT * self.rate), len(samples))
        before = [(f, s[: cut - f]) for f, s in self._parts if f < cut]
        old = self._between(cut, cut + joint)
        if len(old):
            rise = np.linspace(0.0, 1.0, len(old), dtype=np.float32)[:, None]
            samples = samples.copy()
            samples[: len(old)] = samples[: len(old)] * rise + old * (1.0 - rise)
        # What was heard is let go.
        kept = [(f, s) for f, s in before if f + len(s) > self.done]
        self._parts = (*kept, (cut, samples))

    def _between(self, begin: int, end: int) -> np.ndarray:
        """What was fed from frame `begin` on, up to `end`; shorter where there is less."""
        found = [s[max(0, begin - f) : max(0, end - f)] for f, s in self._parts if f < end]
        return np.concatenate(found) if found else np.zeros((0, 2), np.float32)


def _stop_signal() -> Exception:
    import sounddevice  # noqa: PLC0415 - loaded by then; not at start-up, where it may be missing

    return sounddevice.CallbackStop()
