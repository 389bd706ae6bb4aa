"""Plays tracks and scores through sounddevice; without sound it says what is missing.

One worker thread decodes, opens and closes; PortAudio's own thread calls for samples. The
window's thread never waits for either. A piece that takes the place of another one has a stream of
its own: it is heard at once, while what PortAudio still holds of the other fades away.
"""

from __future__ import annotations

import queue
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from t2m_desktop.engine_speech import said
from t2m_desktop.translation import tr_known
from t2m_desktop.voices import TAIL, Flow, Level, Voice
from t2m_engine.errors import T2MError

BLOCK = 2048  # frames a callback; with the latency below no underflows under load (measured)
LATENCY = 0.2  # seconds
FADE = 0.005  # seconds: a cut in the middle of a wave would click
CROSS = 0.25  # seconds in which one piece makes way for another, unless a setting says so
MOST_STREAMS = 3  # whoever runs through the list hears the last ones
LONGEST = 900.0  # seconds of a piece: 345 MB of stereo at 48 kHz
HEAD = 0.75  # seconds that are decoded before a piece is heard: 20 s of Opus take some 170 ms
_TICK_MS = 33

NO_LIBRARY = "No sound: install the PortAudio library (libportaudio2). All else works."
NO_DEVICE = "No sound: there is no audio output. All else works."
OTHER_DEVICE = "“{}” is not there: it plays on the system’s output."
GONE = "The audio output is gone: it plays on the system’s now."
BROKEN = "This clip cannot be played: {error}"
SPOKEN = (NO_LIBRARY, NO_DEVICE, OTHER_DEVICE, GONE, BROKEN)
"""What is said by the worker, and put into the user's language on the window's thread."""
STALLED = 3.0
"""Seconds without a call for samples after which the output is taken for gone."""


@dataclass(frozen=True)
class Piece:
    """A stretch to play; `key` is how the window knows it again.

    A piece without a `track` is a flow: `feed` brings its sound while it plays. `gain` makes it
    as loud as others; a `loop` begins again at its end.
    """

    key: tuple[str, float, float]
    title: str
    track: str
    start: float
    end: float
    gain: float = 1.0
    loop: bool = False


@dataclass(frozen=True)
class _Feed:
    """A file whose first sample belongs `at` seconds after a flow's start."""

    piece: Piece
    path: Path
    at: float


@dataclass(frozen=True)
class _Rest:
    """A piece that is decoded further while its voice is heard, by `span` seconds next."""

    voice: Voice
    reading: Reading
    span: float


class Player(QObject):
    """Plays one piece at a time. `changed` on every start and stop, `moved` about 30 times a
    second while it plays.
    """

    changed = Signal()
    moved = Signal(float)  # seconds into the track, or into the score of a flow
    failed = Signal(str)  # a sentence; `changed` comes after it
    said = Signal(str)  # a sentence; it plays all the same
    outputs_found = Signal(object)  # names of the outputs that there are
    _told = Signal(str, object)  # from the worker: what happened, and to which piece

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.piece: Piece | None = None
        self.playing = False  # heard now; False while it is being decoded
        self.crossfade = CROSS  # seconds
        self._number = 0
        self._voice: Voice | None = None
        self._voice_starts = 0.0  # seconds into the track at the voice's first sample
        self._latency = LATENCY
        self._level = Level()
        self._volume = 1.0
        self._output = ""  # a name; "": the system's
        self._last = (0, 0.0)  # frames that were asked for, and when these were new
        self._orders: queue.SimpleQueue[tuple[str, int, Piece | _Feed | _Rest | None]]
        self._orders = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._streams: dict[int, tuple[Any, Voice]] = {}  # the worker's
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._report)
        self._told.connect(self._hear)

    @property
    def volume(self) -> float:
        """How loud, 0…1."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(1.0, max(0.0, volume))
        self._level.gain = self._volume**2  # half of the slider sounds about half as loud

    @property
    def output(self) -> str:
        """The name of the output that was chosen; "": the system's."""
        return self._output

    @output.setter
    def output(self, name: str) -> None:
        """What plays goes over to it."""
        if name == self._output:
            return
        self._output = name
        piece, position = self.piece, self.position()
        if piece is not None and piece.track:
            start = piece.start if position is None or piece.loop else position
            self._order("play", replace(piece, start=min(start, piece.end - FADE)))

    def prepare(self) -> None:
        """Wake the sound system and the decoders, unheard: the first piece waits for neither."""
        self._put("prepare", self._number, None)

    def find_outputs(self) -> None:
        """Look which outputs there are now: `outputs_found` tells."""
        self._put("look", self._number, None)

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
        return self._voice_starts + voice.heard(self._latency)

    def _order(self, what: str, piece: Piece | None) -> None:
        """What comes from now on belongs to another piece."""
        self._number += 1
        self._put(what, self._number, piece)

    def _put(self, what: str, number: int, piece: Piece | None) -> None:
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="t2m-player", daemon=True)
            self._worker.start()
        self._orders.put((what, number, piece))

    def _let_go(self) -> None:
        self.piece, self.playing, self._voice = None, False, None
        self._tick.stop()

    def _report(self) -> None:
        position, voice = self.position(), self._voice
        if position is None or voice is None:
            return
        self.moved.emit(position)
        if voice.done != self._last[0]:
            self._last = voice.done, time.monotonic()
        elif time.monotonic() - self._last[1] > STALLED and not voice.waits:
            self._last = voice.done, time.monotonic()
            self._put("revive", self._number, None)

    def _hear(self, what: str, told: tuple[int, Any]) -> None:
        number, more = told
        if what == "outputs":
            self.outputs_found.emit(more)
        elif what == "said":
            sentence, name = more
            self.said.emit(tr_known(sentence).format(name))
        elif number != self._number:
            return  # of a piece that another one replaced
        elif what == "started":
            self._voice, self._latency, self._voice_starts = more
            self._last = self._voice.done, time.monotonic()
            self.playing = True
            self._tick.start()
            self.changed.emit()
        else:
            self._let_go()
            if what == "failed":
                self.failed.emit(said(more))
            self.changed.emit()

    # On the worker's thread

    def _work(self) -> None:
        while True:
            what, number, given = self._orders.get()
            if what == "quit":
                self._close_streams()
                while not self._orders.empty():
                    *_, given = self._orders.get()
                    if isinstance(given, _Rest):
                        given.reading.close()
                return
            try:
                self._do(what, number, given)
            except T2MError as error:
                self._fail(number, str(error))
            except _Silence as silence:
                self._fail(number, str(silence))
            except Exception as error:  # a player's bug must not end the player
                self._fail(number, BROKEN.format(error=error))

    def _do(self, what: str, number: int, given: Piece | _Feed | _Rest | None) -> None:
        if what == "look":
            self._told.emit("outputs", (number, self._look()))
        elif what == "prepare":
            with suppress(_Silence):  # said when something is to be played
                _output(self._output)
            import t2m_engine.audio.decoding  # noqa: F401, PLC0415 - libsndfile and FFmpeg
        elif what in ("ended", "revive"):
            self._ended(number, stalled=what == "revive")
        elif what == "stop":
            self._close_streams()
        elif number != self._number:  # another one was wanted meanwhile
            if isinstance(given, _Rest):
                given.reading.close()
        elif isinstance(given, _Feed):
            self._feed(number, given)
        elif isinstance(given, _Rest):
            self._go_on(number, given)
        elif isinstance(given, Piece) and not given.track:
            self._fade_others(number)
        elif isinstance(given, Piece):
            device, rate = self._device(number)
            reading = Reading(given, rate)
            samples, last = reading.take(HEAD)
            voice = Voice(
                samples, rate, level=self._level, gain=given.gain, loop=given.loop, whole=last
            )
            if self._streams:
                voice.rise(self.crossfade)
            self._start(number, voice, device, given.start)
            self._fade_others(number)
            if not last:  # behind whatever was ordered meanwhile: no key waits for it
                self._orders.put(("more", number, _Rest(voice, reading, 2 * HEAD)))

    def _fail(self, number: int, sentence: str) -> None:
        if number == self._number:
            self._close_streams()
        self._told.emit("failed", (number, sentence))

    def _feed(self, number: int, feed: _Feed) -> None:
        playing = self._streams.get(number)
        if playing is not None and isinstance(playing[1], Flow):
            flow = playing[1]
            flow.add(feed.at, _decode(feed.path, 0.0, LONGEST, flow.rate))
            return
        device, rate = self._device(number)
        flow = Flow(feed.piece.end - feed.piece.start, rate, self._level)
        flow.add(feed.at, _decode(feed.path, 0.0, LONGEST, rate))
        self._start(number, flow, device, feed.piece.start)

    def _go_on(self, number: int, rest: _Rest) -> None:
        """Decode more of what plays, twice as much each time."""
        samples, last = rest.reading.take(rest.span)
        rest.voice.extend(samples, last=last)
        if not last:
            self._orders.put(("more", number, replace(rest, span=2 * rest.span)))

    def _device(self, number: int) -> tuple[int | None, int]:
        device, rate, there = _output(self._output)
        if not there:
            self._told.emit("said", (number, (OTHER_DEVICE, self._output)))
        return device, rate

    def _start(self, number: int, voice: Voice, device: int | None, starts: float) -> None:
        if number != self._number:
            return
        while len(self._streams) >= MOST_STREAMS:
            self._close_stream(min(self._streams))
        try:
            latency = self._open(number, voice, device)
        except _Silence:
            if not self._streams:
                raise
            self._close_streams()  # some outputs have room for one only
            latency = self._open(number, voice, device)
        self._told.emit("started", (number, (voice, latency, starts)))

    def _open(self, number: int, voice: Voice, device: int | None) -> float:
        import sounddevice  # noqa: PLC0415 - see _output

        stream = None
        try:
            stream = sounddevice.OutputStream(
                samplerate=voice.rate,
                blocksize=BLOCK,
                device=device,
                channels=2,
                dtype="float32",
                latency=LATENCY,
                callback=voice.fill,
                finished_callback=lambda: self._orders.put(("ended", number, None)),
            )
            stream.start()
        except sounddevice.PortAudioError as error:
            if stream is not None:
                stream.close(ignore_errors=True)
            raise _Silence(NO_DEVICE) from error
        self._streams[number] = stream, voice
        return float(stream.latency)

    def _ended(self, number: int, *, stalled: bool) -> None:
        """A stream asks for no more: the piece is over, or the output is gone."""
        _, voice = self._streams.get(number, (None, None))
        if voice is None:
            return
        self._close_stream(number)
        if number != self._number:
            return
        if voice.over and not stalled:
            self._told.emit("ended", (number, None))
            return
        self._close_streams()
        _restart()
        device, rate, _ = _output("")
        if rate != voice.rate:
            raise _Silence(NO_DEVICE)
        self._open(number, voice, device)
        self._told.emit("said", (number, (GONE, "")))

    def _fade_others(self, number: int) -> None:
        for other, (_, voice) in self._streams.items():
            if other != number:
                voice.let_go(self.crossfade)

    def _look(self) -> list[str]:
        try:
            import sounddevice  # noqa: PLC0415 - importing it starts PortAudio

            if not self._streams:
                _restart()
            found = sounddevice.query_devices()
            return [str(one["name"]) for one in found if one["max_output_channels"] > 0]
        except Exception:  # no library, no device: there is nothing to choose
            return []

    def _close_streams(self) -> None:
        for number in list(self._streams):
            self._close_stream(number)

    def _close_stream(self, number: int) -> None:
        stream, _ = self._streams.pop(number)
        # abort() drops what PortAudio still holds (0.2 s); stop() would play it to its end.
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)


class _Silence(Exception):  # noqa: N818 - not an error: the machine has no sound
    """There is no way to be heard; says why."""


def _output(name: str = "") -> tuple[int | None, int, bool]:
    """The device called `name` ("": the system's) and its rate, and whether it is that one.

    Raises _Silence where there is no output at all.
    """
    try:
        import sounddevice  # noqa: PLC0415 - importing it starts PortAudio: never at start-up
    except OSError as error:
        raise _Silence(NO_LIBRARY) from error
    for attempt in range(2):
        try:
            if name:
                for one in sounddevice.query_devices():
                    if one["name"] == name and one["max_output_channels"] > 0:
                        return int(one["index"]), round(one["default_samplerate"]), True
            default = sounddevice.query_devices(kind="output")
            return int(default["index"]), round(default["default_samplerate"]), not name
        except (sounddevice.PortAudioError, ValueError):
            if attempt == 0:
                _restart()
    raise _Silence(NO_DEVICE)


def _restart() -> None:
    """Have PortAudio look again: it lists devices once, and one may have been plugged in since."""
    import sounddevice  # noqa: PLC0415 - see _output

    sounddevice._terminate()
    sounddevice._initialize()


def _decode(path: Path, start: float, end: float, rate: int) -> np.ndarray:
    """Decode a stretch of a file as (frames, 2) float32 at `rate`."""
    from t2m_engine.audio.decoding import decode  # noqa: PLC0415 - libsndfile and FFmpeg

    sound = decode(path, start=start, end=min(end, start + LONGEST), sample_rate=rate)
    return _stereo(sound.samples)


def _stereo(samples: np.ndarray) -> np.ndarray:
    """The samples as (frames, 2) float32, of their own: they will be faded."""
    if samples.shape[1] != 2:
        samples = np.repeat(samples[:, :1], 2, axis=1) if samples.shape[1] == 1 else samples[:, :2]
    return np.array(samples, dtype=np.float32)


class Reading:
    """A piece that is decoded bit by bit, nothing of it twice: the parts follow without a seam.

    Its ends are faded, and the tail comes after it; a loop has none: its beginning comes after its
    end.
    """

    def __init__(self, piece: Piece, rate: int) -> None:
        """Begin to decode at `rate`; what is wrong with the file is raised as `decode` does."""
        from t2m_engine.audio.decoding import Decoding  # noqa: PLC0415 - as above

        end = min(piece.end, piece.start + LONGEST)
        self._decoding = Decoding(Path(piece.track), start=piece.start, end=end, sample_rate=rate)
        self._blocks = self._decoding.blocks()
        self._rate, self._loop = rate, piece.loop
        self._fade = round(FADE * rate)
        self._held = np.zeros((0, 2), np.float32)  # the end of what was decoded: it may be the end
        self._begun = False

    def take(self, seconds: float) -> tuple[np.ndarray, bool]:
        """Decode so many seconds more, as (frames, 2) float32; and whether these are the last."""
        parts, frames = [self._held], len(self._held)
        last = True
        for block in self._blocks:
            parts.append(_stereo(block))
            frames += len(block)
            if frames > seconds * self._rate + self._fade:
                last = False
                break
        samples = np.concatenate(parts)
        fade = min(self._fade, len(samples) // 2)
        ramp = np.linspace(0, 1, fade, dtype=np.float32)[:, None]
        if fade and not self._begun:
            samples[:fade] *= ramp
        self._begun = True
        if not last:
            self._held = samples[len(samples) - self._fade :]
            return samples[: len(samples) - self._fade], False
        self.close()
        if fade:
            samples[-fade:] *= ramp[::-1]
        if self._loop and len(samples):
            return samples, True
        return np.concatenate([samples, np.zeros((round(TAIL * self._rate), 2), np.float32)]), True

    def close(self) -> None:
        """Let go of the file."""
        self._blocks.close()
        self._decoding.close()
