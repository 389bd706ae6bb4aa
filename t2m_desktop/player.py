"""Plays a stretch of a track through sounddevice; without sound it says what is missing.

One worker thread decodes, opens and closes; PortAudio's own thread calls for samples. The
window's thread never waits for either.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from t2m_engine.errors import T2MError

BLOCK = 2048  # frames a callback; with the latency below no underflows under load (measured)
LATENCY = 0.2  # seconds
TAIL = 0.3  # seconds of silence after a piece: closing cuts off what PortAudio still holds
FADE = 0.005  # seconds: a cut in the middle of a wave would click
LONGEST = 900.0  # seconds decoded at once: 345 MB of stereo at 48 kHz
_TICK_MS = 33

NO_LIBRARY = "No sound: install the PortAudio library (libportaudio2). All else works."
NO_DEVICE = "No sound: there is no audio output. All else works."


@dataclass
class _Voice:
    """What is playing: `samples` (frames, 2) float32 at `rate`, `TAIL` included; how far it is."""

    samples: np.ndarray
    rate: int
    done: int = 0  # frames handed to PortAudio
    told_at: float = field(default_factory=time.perf_counter)

    def fill(self, out: np.ndarray, frames: int, _time: Any, _status: Any) -> None:
        """PortAudio's callback: copy, and nothing else."""
        start = self.done
        count = min(frames, len(self.samples) - start)
        out[:count] = self.samples[start : start + count]
        out[count:] = 0
        self.told_at = time.perf_counter()
        self.done = start + count
        if count < frames:
            raise _stop_signal()

    def heard(self, latency: float) -> float:
        """Seconds that have left the loudspeaker."""
        ahead = latency - (time.perf_counter() - self.told_at)
        seconds = max(0.0, self.done / self.rate - ahead)
        return min(len(self.samples) / self.rate - TAIL, seconds)


def _stop_signal() -> Exception:
    import sounddevice  # noqa: PLC0415 - loaded by then; not at start-up, where it may be missing

    return sounddevice.CallbackStop()


@dataclass(frozen=True)
class Piece:
    """A stretch to play; `key` is how the window knows it again."""

    key: tuple[str, float, float]
    title: str
    track: str
    start: float
    end: float


class Player(QObject):
    """Plays one piece at a time. `changed` on every start and stop, `moved` about 30 times a
    second while it plays.
    """

    changed = Signal()
    moved = Signal(float)  # seconds into the track
    failed = Signal(str)
    _told = Signal(str, object)  # from the worker: what happened, and to which piece

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.piece: Piece | None = None
        self.playing = False  # heard now; False while it is being decoded
        self._number = 0
        self._voice: _Voice | None = None
        self._latency = LATENCY
        self._orders: queue.SimpleQueue[tuple[str, int, Piece | None]] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._stream: Any = None
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._report)
        self._told.connect(self._hear)

    def play(self, piece: Piece) -> None:
        """Play a piece in place of what plays; what plays already goes on undisturbed."""
        if self.piece == piece:
            return
        self._order("play", piece)
        self.piece, self.playing = piece, False
        self.changed.emit()

    def stop(self) -> None:
        """Stop at once."""
        if self.piece is None:
            return
        self._order("stop", None)
        self._silent()

    def close(self) -> None:
        """Stop, and end the worker thread."""
        self._tick.stop()
        if self._worker is not None:
            self._orders.put(("quit", 0, None))
            self._worker.join()
            self._worker = None

    def position(self) -> float | None:
        """Seconds into the track that are heard now."""
        voice = self._voice
        if voice is None or self.piece is None:
            return None
        return self.piece.start + voice.heard(self._latency)

    def _order(self, what: str, piece: Piece | None) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="t2m-player", daemon=True)
            self._worker.start()
        self._number += 1
        self._orders.put((what, self._number, piece))

    def _silent(self) -> None:
        self.piece, self.playing, self._voice = None, False, None
        self._tick.stop()
        self.changed.emit()

    def _report(self) -> None:
        position = self.position()
        if position is not None:
            self.moved.emit(position)

    def _hear(self, what: str, told: tuple[int, Any]) -> None:
        number, more = told
        if number != self._number:
            return  # of a piece that another one replaced
        if what == "started":
            self._voice, self._latency = more
            self.playing = True
            self._tick.start()
            self.changed.emit()
        else:
            self._silent()
            if what == "failed":
                self.failed.emit(more)

    # On the worker's thread

    def _work(self) -> None:
        while True:
            what, number, piece = self._orders.get()
            if what == "ended":
                if number == self._number:
                    self._close_stream()
                    self._told.emit("ended", (number, None))
                continue
            self._close_stream()
            if what == "quit":
                return
            if piece is None or number != self._number:
                continue
            try:
                self._start(number, piece)
            except T2MError as error:
                self._told.emit("failed", (number, str(error)))
            except _Silence as silence:
                self._told.emit("failed", (number, str(silence)))
            except Exception as error:  # a player's bug must not end the player
                self._told.emit("failed", (number, f"This clip cannot be played: {error}"))

    def _start(self, number: int, piece: Piece) -> None:
        device, rate = _output()
        samples = _load(piece, rate)
        if number != self._number:
            return
        import sounddevice  # noqa: PLC0415 - see _output

        voice = _Voice(samples, rate)
        try:
            self._stream = sounddevice.OutputStream(
                samplerate=rate,
                blocksize=BLOCK,
                device=device,
                channels=2,
                dtype="float32",
                latency=LATENCY,
                callback=voice.fill,
                finished_callback=lambda: self._orders.put(("ended", number, None)),
            )
            self._stream.start()
        except sounddevice.PortAudioError as error:
            self._close_stream()
            raise _Silence(NO_DEVICE) from error
        self._told.emit("started", (number, (voice, float(self._stream.latency))))

    def _close_stream(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            # abort() drops what PortAudio still holds (0.2 s); stop() would play it to its end.
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)


class _Silence(Exception):  # noqa: N818 - not an error: the machine has no sound
    """There is no way to be heard; says why."""


def _output() -> tuple[int | None, int]:
    """The device to play on and its rate; raises _Silence where there is none."""
    try:
        import sounddevice  # noqa: PLC0415 - importing it starts PortAudio: never at start-up
    except OSError as error:
        raise _Silence(NO_LIBRARY) from error
    for attempt in range(2):
        try:
            default = sounddevice.query_devices(kind="output")
            return int(default["index"]), round(default["default_samplerate"])
        except (sounddevice.PortAudioError, ValueError):
            if attempt == 0:
                # PortAudio lists devices once: look again, one may have been plugged in since.
                sounddevice._terminate()
                sounddevice._initialize()
    raise _Silence(NO_DEVICE)


def _load(piece: Piece, rate: int) -> np.ndarray:
    """Decode a piece as (frames, 2) float32 at `rate`, its ends faded."""
    from t2m_engine.audio.decoding import decode  # noqa: PLC0415 - libsndfile and FFmpeg

    end = min(piece.end, piece.start + LONGEST)
    sound = decode(Path(piece.track), start=piece.start, end=end, sample_rate=rate)
    samples = sound.samples
    if samples.shape[1] != 2:
        samples = np.repeat(samples[:, :1], 2, axis=1) if samples.shape[1] == 1 else samples[:, :2]
    samples = np.array(samples, dtype=np.float32)  # a copy: the fades are ours
    fade = min(round(FADE * rate), len(samples) // 2)
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)[:, None]
        samples[:fade] *= ramp
        samples[-fade:] *= ramp[::-1]
    return np.concatenate([samples, np.zeros((round(TAIL * rate), 2), np.float32)])
