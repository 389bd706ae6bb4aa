"""Reads M4A, AAC, ALAC, WMA and the audio of video files through FFmpeg's libraries (PyAV)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from t2m_engine.audio.sources import NotThisKindError, cut
from t2m_engine.errors import InputError

_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aac,asf,asf_o,avi,flv,mpegts,mpeg,ogg,mp3,wav,flac,caf,"
    "aiff,ape,wv,tta,ac3,eac3,dts,amr,au,w64,tak,mpc,mpc8"
)
"""What FFmpeg may take a file for. Playlists and scripts (hls, concat, dash) would let a file name
other files, or addresses, to be opened; images and text would be "decoded" too."""
_SEEKABLE = ("mov", "matroska")
"""Containers whose index and time stamps lead to the sample (mov) or the millisecond (matroska,
whose clock ticks no finer). In others a position is known only by counting from the start."""
_PRE_ROLL = Fraction(1)
"""Seconds decoded before the wanted position: AAC needs two frames, Opus 80 ms, to be exact."""
_SCALES = {"u8": 2**7, "s16": 2**15, "s32": 2**31, "s64": 2**63, "flt": 1, "dbl": 1}
_MOST_PLANES = 7
"""PyAV 18 looks for the end of a frame's planes by a null pointer, which eight have no room for:
with more it reads on beyond them, and crashes."""


class AvSource:
    """A `Source` on FFmpeg, reading the file's best audio stream.

    Positions count decoded samples from the stream's first. Damaged packets are skipped, as
    players do.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with self._opened() as container:
                self._look(container)
        except (FFmpegError, ValueError) as error:
            raise NotThisKindError from error

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        name = str(self._path.absolute())
        options = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
        with ExitStack() as stack:
            # "file:" keeps a name such as "concat:a|b" from being more than a name.
            target: Any = f"file:{name}"
            if not _is_utf8(name):  # FFmpeg cannot be told such a name, but can be handed the file
                target = stack.enter_context(self._path.open("rb"))
                options["protocol_whitelist"] = ""
            yield stack.enter_context(av.open(target, options=options, metadata_errors="replace"))

    def _look(self, container: Any) -> None:
        stream = container.streams.best("audio")
        if stream is None:
            if not container.streams or container.streams.audio:  # of a codec that nobody knows
                raise NotThisKindError
            raise InputError(self._path, "has no audio stream")
        if stream.codec_context is None:
            raise InputError(self._path, "holds sound in a format that nobody here knows")
        self._stream = stream.index
        self._seekable = container.format.name.startswith(_SEEKABLE)
        self.codec = str(stream.codec_context.name).removesuffix("float")
        self.metadata: Mapping[str, str] = {
            str(k).lower(): str(v) for k, v in {**stream.metadata, **container.metadata}.items()
        }
        alone = len(container.streams) == len(container.streams.audio)
        name = container.format.name
        length: Fraction | None = None
        if stream.duration and stream.time_base and name.startswith(("mov", "asf", "flac")):
            length = stream.duration * stream.time_base
        elif container.duration and name.startswith(("matroska", "asf", "avi", "flv")):
            length = Fraction(container.duration, av.time_base)
        self.reliable = length is not None and (alone or name.startswith("mov"))
        # HE-AAC announces half of its rate, so the first frame decides.
        frame = next(_frames(container, stream), None)
        if frame is None:
            raise NotThisKindError
        self.sample_rate = int(frame.sample_rate)
        self.channels = len(frame.layout.channels)
        if length is None:
            length = self._count()
        self.frames: int | None = None if length is None else round(length * self.sample_rate)

    def _count(self) -> Fraction | None:
        """Seconds of sound in a file that does not say it, by its packets (nothing is decoded)."""
        seconds = Fraction(0)
        with self._opened() as container:
            for packet in container.demux(container.streams[self._stream]):
                if packet.duration and packet.time_base:
                    seconds += packet.duration * packet.time_base
        return seconds or None

    def blocks(self, start: int, end: int | None) -> Iterator[NDArray[np.float32]]:
        """See `Source.blocks`."""
        if self.reliable and self.frames is not None:
            # An encoder's padding lies beyond the length that the container gives.
            end = self.frames if end is None else min(end, self.frames)
        if self._seekable and start > 2 * _PRE_ROLL * self.sample_rate:
            landed = False
            for position, block in self._positioned(start):
                if not landed and position > start:  # too late: count from the beginning
                    break
                landed = True
                yield from cut(position, block, start, end)
                if end is not None and position + len(block) >= end:
                    return
            if landed:
                return
        for position, block in self._positioned(0):
            yield from cut(position, block, start, end)
            if end is not None and position + len(block) >= end:
                return

    def _positioned(self, start: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """Yield blocks with the position of their first frame, from somewhat before `start`."""
        with self._opened() as container:
            stream = container.streams[self._stream]
            position: int | None = 0
            origin = stream.start_time or 0
            if start:
                wanted = Fraction(start, self.sample_rate) - _PRE_ROLL
                try:
                    container.seek(origin + int(wanted / stream.time_base), stream=stream)
                except FFmpegError:
                    return
                position = None
            for frame in _frames(container, stream):
                rate, channels = frame.sample_rate, len(frame.layout.channels)
                if (rate, channels) != (self.sample_rate, self.channels):
                    raise InputError(self._path, "changes its sample rate or channels on the way")
                if position is None:
                    if frame.pts is None:
                        return
                    since = frame.pts * frame.time_base - origin * stream.time_base
                    position = round(since * self.sample_rate)
                block = _samples(frame)
                yield position, block
                position += len(block)

    def close(self) -> None:
        """See `Source.close`; between calls nothing is open."""


def _is_utf8(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:  # the rest of the file cannot be read
            return
        if packet is None:
            return
        try:
            yield from packet.decode()
        except FFmpegError:  # this packet is damaged; the next may be whole
            continue


def _samples(frame: Any) -> NDArray[np.float32]:
    """Return an FFmpeg frame as float32 (n, channels) with full scale at 1."""
    kind = frame.format.name
    if kind.endswith("p") and len(frame.layout.channels) > _MOST_PLANES:
        packing = av.AudioResampler(kind.removesuffix("p"), frame.layout, frame.sample_rate)
        (frame,) = packing.resample(frame)
        kind = frame.format.name
    raw = frame.to_ndarray()
    by_frame = raw.T if kind.endswith("p") else raw.reshape(-1, len(frame.layout.channels))
    kind = kind.removesuffix("p")
    samples = by_frame.astype(np.float32)
    if kind == "u8":
        samples -= np.float32(2**7)
    return np.ascontiguousarray(samples / np.float32(_SCALES[kind]), dtype=np.float32)
