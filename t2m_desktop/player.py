"""Plays tracks and scores through sounddevice; without sound it says what is missing.

One worker thread decodes, opens and closes; PortAudio's own thread calls for samples. The
window's thread never waits for either.
"""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from t2m_desktop.voices import TAIL, Flow, Voice
from t2m_engine.errors import T2MError

BLOCK = 2048  # frames a callback; with the latency below no underflows under load (measured)
LATENCY = 0.2  # seconds
FADE = 0.005  # seconds: a cut in the middle of a wave would click
LONGEST = 900.0  # seconds decoded at once: 345 MB of stereo at 48 kHz
_TICK_MS = 33

NO_LIBRARY = "No sound: install the PortAudio library (libportaudio2). All else works."
NO_DEVICE = "No sound: there is no audio output. All else works."


@dataclass(frozen=True)
class Piece:
    """A stretch to play; `key` is how the window knows it again.

    A piece without a `track` is a flow: `feed` brings its sound while it plays.
    """

    key: tuple[str, float, float]
    title: str
    track: str
    start: float
    end: float


@dataclass(frozen=True)
class _Feed:
    """A file whose first sample belongs `at` seconds after a flow's start."""

    piece: Piece
    path: Path
    at: float


class Player(QObject):
    """Plays one piece at a time. `changed` on every start and stop, `moved` about 30 times a
    second while it plays.
    """

    changed = Signal()
    moved = Signal(float)  # seconds into the track, or into the score of a flow
    failed = Signal(str)  # a sentence; `changed` comes after it
    _told = Signal(str, object)  # from the worker: what happened, and to which piece

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.piece: Piece | None = None
        self.playing = False  # heard now; False while it is being decoded
        self._number = 0
        self._voice: Voice | None = None
        self._latency = LATENCY
        self._orders: queue.SimpleQueue[tuple[str, int, Piece | _Feed | None]]
        self._orders = queue.SimpleQueue()
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

    def feed(self, path: Path, at: float) -> None:
        """Bring a flow the sound that begins `at` seconds of its own time: heard from there on,
        in place of what was fed before. The first feed makes it sound.
        """
        assert self.piece is not None
        assert not self.piece.track, "a flow"
        self._orders.put(("feed", self._number, _Feed(self.piece, path, at - self.piece.start)))

    def stop(self) -> None:
        """Stop at once."""
        if self.piece is None:
            return
        self._order("stop", None)
        self._let_go()
        self.changed.emit()

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
        """What comes from now on belongs to another piece."""
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="t2m-player", daemon=True)
            self._worker.start()
        self._number += 1
        self._orders.put((what, self._number, piece))

    def _let_go(self) -> None:
        self.piece, self.playing, self._voice = None, False, None
        self._tick.stop()

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
            self._let_go()
            if what == "failed":
                self.failed.emit(more)
            self.changed.emit()

    # On the worker's thread

    def _work(self) -> None:
        voice: Voice | None = None  # of the flow that plays
        while True:
            what, number, given = self._orders.get()
            if what == "ended":
                if number == self._number:
                    self._close_stream()
                    self._told.emit("ended", (number, None))
                continue
            if what != "feed":
                self._close_stream()
                voice = None
            if what == "quit":
                return
            if given is None or number != self._number:
                continue
            try:
                if isinstance(given, _Feed):
                    voice = self._feed(number, given, voice)
                elif given.track:
                    device, rate = _output()
                    self._start(number, Voice(_load(given, rate), rate), device)
            except T2MError as error:
                self._told.emit("failed", (number, str(error)))
            except _Silence as silence:
                self._told.emit("failed", (number, str(silence)))
            except Exception as error:  # a player's bug must not end the player
                self._told.emit("failed", (number, f"This clip cannot be played: {error}"))

    def _feed(self, number: int, feed: _Feed, voice: Voice | None) -> Voice:
        if isinstance(voice, Flow):
            voice.add(feed.at, _decode(feed.path, 0.0, LONGEST, voice.rate))
            return voice
        device, rate = _output()
        flow = Flow(feed.piece.end - feed.piece.start, rate)
        flow.add(feed.at, _decode(feed.path, 0.0, LONGEST, rate))
        self._start(number, flow, device)
        return flow

    def _start(self, number: int, voice: Voice, device: int | None) -> None:
        if number != self._number:
            return
        import sounddevice  # noqa: PLC0415 - see _output

        try:
            self._stream = sounddevice.OutputStream(
                samplerate=voice.rate,
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


def _decode(path: Path, start: float, end: float, rate: int) -> np.ndarray:
    """Decode a stretch of a file as (frames, 2) float32 at `rate`."""
    from t2m_engine.audio.decoding import decode  # noqa: PLC0415 - libsndfile and FFmpeg

    sound = decode(path, start=start, end=min(end, start + LONGEST), sample_rate=rate)
    samples = sound.samples
    if samples.shape[1] != 2:
        samples = np.repeat(samples[:, :1], 2, axis=1) if samples.shape[1] == 1 else samples[:, :2]
    return np.array(samples, dtype=np.float32)  # a copy: it will be faded


def _load(piece: Piece, rate: int) -> np.ndarray:
    """Decode a piece as (frames, 2) float32 at `rate`, its ends faded, and the tail after it."""
    samples = _decode(Path(piece.track), piece.start, piece.end, rate)
    fade = min(round(FADE * rate), len(samples) // 2)
    if fade:
        ramp = np.linspace(0, 1, fade, dtype=np.float32)[:, None]
        samples[:fade] *= ramp
        samples[-fade:] *= ramp[::-1]
    return np.concatenate([samples, np.zeros((round(TAIL * rate), 2), np.float32)])
