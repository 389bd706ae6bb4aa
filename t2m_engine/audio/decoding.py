"""Decodes an audio file: what it is, a piece of it exact to the sample, or all of it in blocks.

This module runs wherever it is called; a file that nobody has looked at yet is better decoded
through `t2m_engine.audio.guard`, which does the same in a child process with limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray

from t2m_engine.audio.facts import NO_CREDITS, Credits
from t2m_engine.audio.sources import (
    MAX_RATE,
    MAX_SECONDS,
    MIN_RATE,
    Source,
    much_is_missing,
    open_source,
    too_long,
    truncated,
)
from t2m_engine.audio.tags import read_tags
from t2m_engine.errors import InputError, UsageError

Each = Callable[[NDArray[np.float32], int], None]
"""Takes a block, float32 (n, channels), that is another one's by the next; and its sample rate."""
MODEL_RATE = 16_000
"""Hertz; what the music network hears (mono)."""
MAX_DECODED_BYTES = 2 << 30
"""The most that one call of `decode` hands out: 97 minutes of CD sound as float32."""
_LOUDEST = np.float32(16.0)
"""Samples are clipped there (24 dB over full scale): more is a broken file, not music."""
_MOST_BROKEN = 0.01
"""Share of samples that may be NaN or infinite (they are set to 0) before a file is refused."""


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What a file says of itself.

    `duration` in seconds, `sample_rate` in hertz, `codec` such as "pcm_16", "flac", "mp3",
    "vorbis", "opus", "aac". `title` is never empty (the file's name stands in); `artist` may be.
    `tempo` (beats a minute) and `key` are what its tags claim, None and "" where they do not.
    """

    path: Path
    duration: float
    sample_rate: int
    channels: int
    codec: str
    title: str
    artist: str
    credits: Credits = NO_CREDITS
    tempo: float | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sound:
    """Decoded samples: float32 (frames, channels), C-contiguous, full scale at ±1."""

    samples: NDArray[np.float32]
    sample_rate: int

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / self.sample_rate


def probe(path: Path) -> AudioInfo:
    """Return what the file at `path` is, without decoding it.

    The duration is what its header says; `Guard.load` tells the decoded one. Raises InputError.
    """
    source = open_source(path)
    try:
        return _info(path, source)
    finally:
        source.close()


def decode(
    path: Path,
    *,
    start: float = 0.0,
    end: float | None = None,
    sample_rate: int | None = None,
    mono: bool = False,
) -> Sound:
    """Return the piece [start, end) seconds of the file at `path`; all of it by default.

    Exact to the sample, also where the codec has to be started before the piece; to the
    millisecond in Matroska, whose clock ticks no finer. `end` beyond the track means its end.
    `sample_rate` in hertz resamples (soxr, high quality); None keeps the file's. `mono` takes
    the mean of the channels. Samples that are no numbers are 0.

    Raises InputError with a reason, UsageError for a piece that is none or is too long.
    """
    with Decoding(path, start=start, end=end, sample_rate=sample_rate, mono=mono) as decoding:
        check_size(decoding)
        blocks = list(decoding.blocks())
    samples = np.concatenate(blocks) if blocks else np.zeros((0, decoding.channels), np.float32)
    return Sound(np.ascontiguousarray(samples), decoding.sample_rate)


def stream(
    path: Path, each: Each, *, start: float, end: float, sample_rate: int | None = None
) -> int:
    """Decode the piece [start, end) seconds of the file at `path`; return how many frames it has.

    `each` is called with every block as soon as it is there, and its sample rate: nothing is
    kept. The rest is as in `decode`.
    """
    frames = 0
    with Decoding(path, start=start, end=end, sample_rate=sample_rate) as decoding:
        for block in decoding.blocks():
            frames += len(block)
            each(block, decoding.sample_rate)
    return frames


def check_size(decoding: Decoding) -> None:
    """Raise UsageError if what `decoding` yields is too much to hand out as one array."""
    frames = decoding.expected_frames
    seconds = MAX_SECONDS if frames is None else frames / decoding.sample_rate
    if frames is not None and frames * decoding.channels * 4 > MAX_DECODED_BYTES:
        raise UsageError(
            f"{seconds / 60:.0f} minutes of {decoding.info.path} are too much at once. "
            "Take a shorter piece."
        )


class Decoding:
    """One piece of one file, decoded block by block, so that its length costs no memory.

    Arguments and errors as in `decode`. `info` is there at once; `sample_rate` and `channels`
    are those of the blocks; `expected_frames` is how many frames the blocks should sum to (None:
    the file does not say). A file may have `longest` seconds. A context manager.
    """

    def __init__(
        self,
        path: Path,
        *,
        start: float = 0.0,
        end: float | None = None,
        sample_rate: int | None = None,
        mono: bool = False,
        longest: float = MAX_SECONDS,
    ) -> None:
        if not (start >= 0.0 and (end is None or end > start)):
            raise UsageError(f"From {start} s to {end} s is no piece of a track.")
        if sample_rate is not None and not MIN_RATE <= sample_rate <= MAX_RATE:
            raise UsageError(f"{sample_rate} Hz is no sample rate.")
        self._path = path
        self._longest = longest
        self._source = open_source(path, longest)
        try:
            self.info = _info(path, self._source)
            self._plan(start, end, sample_rate, mono)
        except BaseException:
            self._source.close()
            raise

    def _plan(self, start: float, end: float | None, sample_rate: int | None, mono: bool) -> None:
        source = self._source
        native = source.sample_rate
        self.sample_rate = sample_rate or native
        self.channels = 1 if mono else source.channels
        self._mono = mono
        self._start = round(start * native)
        self._end = None if end is None else max(round(end * native), self._start + 1)
        self.expected_frames: int | None = None
        if source.frames is not None:
            if self._start >= source.frames:
                raise UsageError(
                    f"{start:g} s lies beyond the end of {self._path} "
                    f"({source.frames / native:.1f} s)."
                )
            self._end = source.frames if self._end is None else min(self._end, source.frames)
        if self._end is not None:
            frames = self._end - self._start
            self.expected_frames = max(1, round(frames * self.sample_rate / native))

    def blocks(
        self, tap: Callable[[NDArray[np.float32]], None] = lambda _: None
    ) -> Iterator[NDArray[np.float32]]:
        """Yield the piece as float32 (n, channels); once only.

        `tap` is called with each block as the file holds it, before it is mixed or resampled:
        float32 (n, channels of the file), finite.

        Raises InputError: truncated, not a sound, longer than `longest` after all.
        """
        resampler = None
        if self.sample_rate != self._source.sample_rate:
            resampler = soxr.ResampleStream(
                self._source.sample_rate, self.sample_rate, self.channels, dtype="float32"
            )
        for block in self._cleaned():
            tap(block)
            if self._mono and block.shape[1] > 1:
                block = block.mean(axis=1, keepdims=True, dtype=np.float32)  # noqa: PLW2901
            if resampler is not None:
                block = resampler.resample_chunk(np.ascontiguousarray(block))  # noqa: PLW2901
            if len(block):
                yield block
        if resampler is not None:
            rest = resampler.resample_chunk(np.zeros((0, self.channels), np.float32), last=True)
            if len(rest):
                yield rest

    def _cleaned(self) -> Iterator[NDArray[np.float32]]:
        """Yield native blocks without NaN, infinities and absurd values; check what came."""
        native = self._source.sample_rate
        there = broken = 0
        for block in self._source.blocks(self._start, self._end):
            there += len(block)
            if self._start + there > self._longest * native:
                raise too_long(self._path, self._longest)
            # Without a copy. A NaN comes out of both, and no comparison with it holds.
            loudest, lowest = block.max(initial=0.0), block.min(initial=0.0)
            if not (loudest <= _LOUDEST and lowest >= -_LOUDEST):
                broken += int(np.count_nonzero(~np.isfinite(block).all(axis=1)))
                block = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)  # noqa: PLW2901
                block = np.clip(block, -_LOUDEST, _LOUDEST)  # noqa: PLW2901
            yield block
        promised = self._source.frames
        if promised is not None and self._source.reliable and self._end is not None:
            self._check_whole(there, promised, native)
        if not there:
            raise InputError(self._path, "is empty")
        if broken > _MOST_BROKEN * there:
            reason = f"is damaged: {broken / there:.0%} of its samples are not numbers"
            raise InputError(self._path, reason)

    def _check_whole(self, there: int, promised: int, native: int) -> None:
        assert self._end is not None
        if much_is_missing(there, self._end - self._start, native):
            raise truncated(self._path, (self._start + there) / native, promised / native)

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()

    def __enter__(self) -> Decoding:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _info(path: Path, source: Source) -> AudioInfo:
    tags = read_tags(path, source.metadata)
    return AudioInfo(
        path=path,
        duration=(source.frames or 0) / source.sample_rate,
        sample_rate=source.sample_rate,
        channels=source.channels,
        codec=source.codec,
        title=tags.title,
        artist=tags.artist,
        credits=tags.credits,
        tempo=tags.tempo,
        key=tags.key,
    )
