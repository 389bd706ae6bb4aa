"""The temp score: all cues mixed, under the narration if there is one; whole, in stems, in part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
import soundfile

from t2m_engine.audio.decoding import Decoding
from t2m_engine.audio.speech import LONGEST, listen
from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import CuePlan, Piece, to_frame
from t2m_engine.export.fades import STEADY, Ducking, envelope, keyframes
from t2m_engine.export.lanes import lay_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 48_000
"""Hertz: film's and video's."""
CHANNELS = 2
_BLOCK = 5 * RATE
_STEP = RATE // 50
RIFF_LIMIT = 2**32 - 2**16
MONO_PAN = np.float32(0.5**0.5)
"""A mono track sounds 3 dB less on each side, as MLT's and most mixers' pan law has it."""
_CEILING = 10 ** (-1.0 / 20.0)
"""−1 dBFS. Gains keep the mix below it; a resampler's overshoot is clipped there."""


def _unwatched(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def to_sample(seconds: float, rate: Fraction) -> int:
    """Return the sample at which the frame nearest to `seconds` begins, at `rate` frames a second.

    A frame is no whole number of samples at 29.97 a second: the nearest sample is taken, as MLT
    does.
    """
    return round(to_frame(seconds, rate) * RATE / rate)


def ducking(plan: CuePlan, *, cancelled: Callable[[], bool] = _never) -> Ducking:
    """Return how the music of `plan` gives way to its narration. InputError, CancelledError."""
    if plan.narration is None:
        return STEADY
    pauses = listen(plan.narration, cancelled=cancelled).pauses
    return Ducking.under(
        [
            (float(end), float(start))
            for end, start in zip(pauses[:-1, 1], pauses[1:, 0], strict=True)
        ]
    )


class Mixer:
    """Plays cues, from sample `first` of the story on.

    `lanes` are the pieces to be heard, with the gain of their cue; the narration is heard where
    `speaks`. To be closed, or used in a `with`.
    """

    def __init__(
        self,
        plan: CuePlan,
        *,
        first: int = 0,
        pieces: Sequence[tuple[Piece, Path, float]] | None = None,
        speaks: bool = True,
        ducks: Ducking = STEADY,
    ) -> None:
        self._plan = plan
        self._ducks = ducks
        self._next = first
        heard = lay_out(plan).pieces if pieces is None else pieces
        self._waiting = sorted(
            (part for part in heard if to_sample(part[0].end, plan.frame_rate) > first),
            key=lambda part: part[0].start,
            reverse=True,
        )
        self._sounding: list[_Voice | _Narrator] = []
        if speaks and plan.narration is not None and first < _length(plan.narration):
            self._sounding.append(_Narrator(plan.narration, first))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files."""
        for voice in self._sounding:
            voice.close()
        self._sounding.clear()

    def read(self, count: int) -> NDArray[np.float32]:
        """Return the next `count` samples, float32 (count, 2). InputError for a lost track."""
        mix = np.zeros((count, CHANNELS), np.float32)
        first, rate = self._next, self._plan.frame_rate
        while self._waiting and to_sample(self._waiting[-1][0].start, rate) < first + count:
            self._sounding.append(_Voice(*self._waiting.pop(), rate, self._ducks, first))
        for voice in self._sounding:
            voice.add_to(mix, first)
        for voice in [voice for voice in self._sounding if voice.end <= first + count]:
            voice.close()
            self._sounding.remove(voice)
        self._next = first + count
        return np.clip(mix, -_CEILING, _CEILING)


def length_of(plan: CuePlan) -> int:
    """Return the samples of the whole story with its music."""
    return max(1, to_sample(plan.end, plan.frame_rate))


def write_temp_score(
    plan: CuePlan,
    target: Path,
    *,
    ducks: Ducking = STEADY,
    progress: Callable[[float, float, str], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> None:
    """Write the mix of `plan` to `target`: WAV, 48 kHz, stereo, 24 bit; RF64 above 4 GB.

    Silence where there is no cue, up to the end of the story; music gives way to the narration
    by `ducks`. Memory stays the same whatever the length. `progress(done, total, text)` counts
    seconds. Raises InputError when a track cannot be read, CancelledError; the file is then not
    whole.
    """
    with Mixer(plan, ducks=ducks) as mixer:
        _write(mixer, length_of(plan), target, "Mixing the temp score", progress, cancelled)


def write_stretch(
    plan: CuePlan, start: float, end: float, target: Path, *, ducks: Ducking = STEADY
) -> None:
    """Write `start` to `end` seconds of the mix to `target`, as `write_temp_score` would."""
    first, last = round(start * RATE), round(end * RATE)
    with Mixer(plan, first=first, ducks=ducks) as mixer:
        _write(mixer, last - first, target, "", _unwatched, _never)


def write_stems(
    plan: CuePlan,
    folder: Path,
    *,
    ducks: Ducking = STEADY,
    progress: Callable[[float, float, str], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> list[Path]:
    """Write the mix of `plan` in parts, and return their paths: their sum is the temp score.

    One a lane of the timeline, on which cues alternate, so that cross-fades lie apart, and one
    for the narration. All are as long as the story. Errors as of `write_temp_score`.
    """
    lanes = lay_out(plan).lanes
    files = [folder / f"music_{number}.wav" for number in range(1, len(lanes) + 1)]
    with ExitStack() as stack:
        mixers = [
            stack.enter_context(Mixer(plan, pieces=lane, speaks=False, ducks=ducks))
            for lane in lanes
        ]
        if plan.narration is not None:
            files.append(folder / "narration.wav")
            mixers.append(stack.enter_context(Mixer(plan, pieces=(), ducks=ducks)))
        folder.mkdir(parents=True, exist_ok=True)
        for number, (mixer, file) in enumerate(zip(mixers, files, strict=True)):

            def told(done: float, total: float, text: str, number: int = number) -> None:
                progress(number * total + done, len(mixers) * total, text)

            _write(mixer, length_of(plan), file, "Mixing the stems", told, cancelled)
    return files


def _write(
    mixer: Mixer,
    total: int,
    target: Path,
    text: str,
    progress: Callable[[float, float, str], None],
    cancelled: Callable[[], bool],
) -> None:
    large = total * CHANNELS * 3 > RIFF_LIMIT
    with soundfile.SoundFile(
        target, "w", RATE, CHANNELS, "PCM_24", format="RF64" if large else "WAV"
    ) as file:
        for first in range(0, total, _BLOCK):
            if cancelled():
                raise CancelledError("Scoring was cancelled.")
            progress(first / RATE, total / RATE, text)
            file.write(mixer.read(min(_BLOCK, total - first)))


class _Stream:
    """The samples of a decoding, in pieces of any size."""

    def __init__(self, decoding: Decoding) -> None:
        self._decoding = decoding
        self._blocks = decoding.blocks()
        self._held = np.zeros((0, CHANNELS), np.float32)

    def take(self, count: int) -> NDArray[np.float32]:
        """The next `count` samples in stereo, or what there still is."""
        parts, have = [self._held], len(self._held)
        while have < count and (block := next(self._blocks, None)) is not None:
            parts.append(to_stereo(block))
            have += len(block)
        samples = np.concatenate(parts)
        self._held = samples[count:]
        return samples[:count]

    def close(self) -> None:
        self._decoding.close()


class _Voice:
    """One piece of a cue being decoded while the mix goes on."""

    def __init__(
        self,
        piece: Piece,
        track: Path,
        gain_db: float,
        rate: Fraction,
        ducks: Ducking,
        first: int,
    ) -> None:
        self.start = to_sample(piece.start, rate)
        self.end = to_sample(piece.end, rate)
        self._gain_db = gain_db
        self._points = keyframes(piece, rate, ducks)
        self._frame = float(RATE / rate)
        skipped = max(0, first - self.start)
        # A resampler takes a while to be what it is in the midst of things, and a step of _STEP is
        # whole samples at any usual rate.
        begun = max(0, skipped // _STEP - 2) * _STEP
        self._stream = _Stream(
            Decoding(
                track,
                start=piece.source_start + begun / RATE,
                end=piece.source_end,
                sample_rate=RATE,
            )
        )
        self._stream.take(skipped - begun)

    def add_to(self, mix: NDArray[np.float32], first: int) -> None:
        """Add the piece to `mix`, float32 (n, 2), whose first sample is `first` of the story."""
        begin, end = max(self.start, first), min(self.end, first + len(mix))
        if end <= begin:
            return
        gains = envelope(self._points, self._gain_db, begin - self.start, end - begin, self._frame)
        samples = self._stream.take(end - begin)
        mix[begin - first : begin - first + len(samples)] += samples * gains[: len(samples), None]

    def close(self) -> None:
        self._stream.close()


class _Narrator:
    """The recording that the music lies under, from the beginning of the story."""

    def __init__(self, path: Path, first: int) -> None:
        self._stream = _Stream(
            Decoding(path, start=first / RATE, sample_rate=RATE, longest=LONGEST)
        )
        self.end = 1 << 62  # where it ends is known when it has no more

    def add_to(self, mix: NDArray[np.float32], first: int) -> None:  # noqa: ARG002 - as _Voice
        samples = self._stream.take(len(mix))
        mix[: len(samples)] += samples

    def close(self) -> None:
        self._stream.close()


def _length(recording: Path) -> int:
    """How many samples a recording has at RATE."""
    with Decoding(recording, longest=LONGEST) as decoding:
        return int(decoding.info.duration * RATE)


def to_stereo(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return float32 (n, channels) as (n, 2): mono panned to the middle, more mixed evenly."""
    channels = block.shape[1]
    if channels == CHANNELS:
        return block
    if channels == 1:
        return np.repeat(MONO_PAN * block, CHANNELS, axis=1)
    centre = block.mean(axis=1, keepdims=True, dtype=np.float32)
    return np.repeat(centre, CHANNELS, axis=1)
