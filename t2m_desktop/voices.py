"""What PortAudio's thread asks for samples: a piece, perhaps in a loop, or a flow that is fed."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

TAIL = 0.3  # seconds of silence at the end: closing cuts off what PortAudio still holds
JOINT = 0.01  # seconds in which one stretch of a flow hands over to the next
AHEAD = 0.1  # seconds that a flow never changes any more: two callbacks at the player's block size


class Level:
    """How loud everything is, 0…1 of full scale: set by the window, read by PortAudio's thread."""

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain


class Voice:
    """A piece: `samples` (frames, 2) float32 at `rate`, `TAIL` included; how far it is.

    `gain` is the piece's own. A `loop` has no tail, and begins again after its last sample. What
    is not `whole` yet is extended while it plays, and waits in silence where it must.
    """

    def __init__(
        self,
        samples: np.ndarray,
        rate: int,
        *,
        level: Level | None = None,
        gain: float = 1.0,
        loop: bool = False,
        whole: bool = True,
    ) -> None:
        self.samples, self.rate = samples, rate
        self._whole = whole
        self.done = 0  # frames handed to PortAudio
        self.over = False  # it came to its end, or was let go and has faded away
        self._level, self._gain, self._loop = level or Level(), gain, loop
        self._was = self._level.gain * gain
        self._rise: tuple[int, int] | None = None  # frames that have risen, of how many
        self._fall: tuple[int, int] | None = None
        self._told_at = time.perf_counter()

    def rise(self, seconds: float) -> None:
        """Begin softly: it takes the place of another one. Before it is first asked."""
        self._rise = 0, max(1, round(seconds * self.rate))

    def let_go(self, seconds: float) -> None:
        """Fade away, and end."""
        self._fall = self._fall or (0, max(1, round(seconds * self.rate)))

    def extend(self, samples: np.ndarray, *, last: bool) -> None:
        """Have what comes next of the piece."""
        # One assignment: PortAudio's thread has the samples before or those after it.
        self.samples = np.concatenate([self.samples, samples])
        self._whole = last

    def fill(self, out: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's callback: copy, and shape what was copied."""
        written = self._copy(out, frames)
        self._told_at = time.perf_counter()
        self._shape(out, frames)
        if written < frames or self._has_fallen:
            self.over = True
            raise _stop_signal()

    @property
    def _has_fallen(self) -> bool:
        """Whether it has faded away, and the silence after it was asked for, too."""
        if self._fall is None:
            return False
        done, of = self._fall
        return done >= of + round(TAIL * self.rate)

    def _copy(self, out: np.ndarray, frames: int) -> int:
        """Copy what comes next, zeros after its end; return how many frames are not behind it."""
        written, whole = 0, self._whole
        while written < frames:
            start = self.done % len(self.samples) if self._loop and whole else self.done
            part = self.samples[start : start + frames - written]
            if not len(part):
                break
            out[written : written + len(part)] = part
            written += len(part)
            self.done += len(part)
        out[written:] = 0
        return written if whole else frames

    def _shape(self, out: np.ndarray, frames: int) -> None:
        """Lay loudness and fades over a block; a change is spread over all of it."""
        now = self._level.gain * self._gain
        if now != 1.0 or self._was != 1.0:
            out *= np.linspace(self._was, now, frames, dtype=np.float32)[:, None]
            self._was = now
        # Equal power: two pieces have nothing in common, and their powers add up.
        if self._rise is not None:
            first, of = self._rise
            place = np.clip((first + np.arange(frames)) / of, 0.0, 1.0)
            out *= np.sin(0.5 * np.pi * place).astype(np.float32)[:, None]
            self._rise = (first + frames, of) if first + frames < of else None
        if self._fall is not None:
            first, of = self._fall
            place = np.clip((first + np.arange(frames)) / of, 0.0, 1.0)
            out *= np.cos(0.5 * np.pi * place).astype(np.float32)[:, None]
            self._fall = first + frames, of

    @property
    def waits(self) -> bool:
        """Whether it stands still of itself."""
        return not self._whole and self.done >= len(self.samples)

    @property
    def length(self) -> float:
        """Seconds, without the tail."""
        tail = TAIL if self._whole and not self._loop else 0.0
        return len(self.samples) / self.rate - tail

    def heard(self, latency: float) -> float:
        """Seconds that have left the loudspeaker; in a loop those of this round."""
        ahead = max(0.0, latency - (time.perf_counter() - self._told_at))
        now = max(0.0, self.done / self.rate - ahead)
        return now % self.length if self._loop and self._whole else min(self.length, now)


class Flow(Voice):
    """Stretches that follow one another without a gap, and take the place of what was to come.

    Where nothing has been fed yet it waits in silence; after `length` seconds it ends.
    """

    def __init__(self, length: float, rate: int, level: Level | None = None) -> None:
        super().__init__(np.zeros((0, 2), np.float32), rate, level=level)
        self._length = length
        self._end = round((length + TAIL) * rate)
        self._parts: tuple[tuple[int, np.ndarray], ...] = ()  # (first frame, samples), in order

    @property
    def waits(self) -> bool:
        """Whether nothing has been fed of what comes next."""
        return all(first + len(samples) <= self.done for first, samples in self._parts)

    @property
    def length(self) -> float:
        """Seconds, without the tail."""
        return self._length

    def fill(self, out: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's callback."""
        at, written = self.done, 0
        for first, samples in self._parts:  # as they are now: `add` makes another tuple
            begin = at + written - first
            if 0 <= begin < len(samples) and written < frames:
                part = samples[begin : begin + frames - written]
                out[written : written + len(part)] = part
                written += len(part)
        out[written:] = 0
        self._told_at = time.perf_counter()
        self._shape(out, frames)
        if self._has_fallen:
            self.over = True
            raise _stop_signal()
        if at + frames >= self._end:
            self.done, self.over = self._end, True
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
