"""The file of a clip: samples become what its format holds, block by block, as they come."""

from __future__ import annotations

import errno
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.sources import BLOCK
from t2m_engine.errors import UsageError
from t2m_engine.export.shaping import Dither, clipped, ramp, whole_numbers

BITS = {"16": 16, "24": 24, "32f": 32}
_SUBTYPES = {"16": "PCM_16", "24": "PCM_24", "32f": "FLOAT"}
_LOSSY = {"OGG": "VORBIS", "MP3": "MPEG_LAYER_III"}
_WAV_LIMIT = (1 << 32) - 65_536
"""Bytes a RIFF file can hold, tags included; its sizes are 32 bits wide."""
_FLAC_CHANNELS = 8
_FLAC_LEVEL = 0.375
"""Of 1, FLAC's level 3: music takes 6 % more room than at its usual 5, and three quarters of the
time; a hand that drags is waiting."""
_AAC_RATE = 256_000
"""Bits a second of AAC in stereo, at which nobody hears it."""


class _Unsynced(soundfile.SoundFile):
    """A file that is not synced to the disk when it is closed: `replacing` does that, once."""

    def flush(self) -> None:
        """Do nothing: what libsndfile holds is written by its own closing."""


class ClipFile:
    """A file of libsndfile's that is being written: a context manager.

    `form` is "WAV", "FLAC", "OGG" or "MP3", `bits` one of BITS; `track` names what it is of, in
    UsageError where the format cannot hold it. `write` takes float32 (n, channels), and bounds it
    to full scale except for 32f. Raises OSError, LibsndfileError.
    """

    def __init__(
        self, path: Path, sample_rate: int, channels: int, form: str, bits: str, track: Path
    ) -> None:
        if form == "FLAC" and channels > _FLAC_CHANNELS:
            raise UsageError(f"{track} has {channels} channels, FLAC holds 8. Export it as .wav.")
        self._path, self._track = path, track
        self._lossless = form not in _LOSSY
        self._bits = bits
        self._frame = channels * BITS[bits] // 8 if form == "WAV" else 0
        self._dither = Dither()
        self._written = 0
        self._file = _Unsynced(
            path, "w", sample_rate, channels, _LOSSY.get(form) or _SUBTYPES[bits], format=form,
            compression_level=_FLAC_LEVEL if form == "FLAC" else None,
        )  # fmt: skip

    def write(self, samples: NDArray[np.float32]) -> None:
        """Write what comes next."""
        # In blocks: libsndfile 1.2.2 overflows its stack on a minute of Vorbis in one call, and
        # what fits into the processor's cache is quicker.
        for first in range(0, len(samples), BLOCK):
            self._write(samples[first : first + BLOCK])

    def _write(self, block: NDArray[np.float32]) -> None:
        self._written += len(block)
        if self._written * self._frame > _WAV_LIMIT:
            raise UsageError(
                f"The clip of {self._track} is too long for a WAV file. Take a shorter one."
            )
        if not self._lossless:
            self._file.write(clipped(block))
        elif self._bits == "24":
            self._file.write(whole_numbers(block))
        elif self._bits == "16":
            self._file.write(self._dither(block))
        else:
            self._file.write(block)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        # The Vorbis writer keeps a full disk to itself; MP3 pads its last frame.
        if kind is None and soundfile.info(self._path).frames < self._written:
            raise OSError(errno.ENOSPC, "not all of it could be written")


class Fading:
    """Fades samples as they come, of lengths that are known, to an end that is not.

    `first` and `last` are samples of the fades at the beginning and the end.
    """

    def __init__(self, first: int, last: int) -> None:
        self._rise, self._last = ramp(first), last
        self._held: NDArray[np.float32] | None = None

    def take(self, block: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what may be written of all that came: the end is held back."""
        if len(self._rise):
            count = min(len(self._rise), len(block))
            block = block.copy()
            block[:count] *= self._rise[:count]
            self._rise = self._rise[count:]
        if self._held is not None and len(self._held):
            block = np.concatenate([self._held, block])
        cut = max(0, len(block) - self._last)
        self._held = block[cut:].copy()
        return block[:cut]

    def end(self, *, faded: bool) -> NDArray[np.float32]:
        """Return the rest, with its fade if it is to be `faded`."""
        rest = np.zeros((0, 1), np.float32) if self._held is None else self._held
        if faded and len(rest):
            rest *= ramp(len(rest))[::-1]
        return rest


def write_aac(path: Path, samples: NDArray[np.float32], sample_rate: int) -> None:
    """Write float32 (n, 1 or 2) as AAC in an MP4. Raises OSError."""
    channels = samples.shape[1]
    layout = "mono" if channels == 1 else "stereo"
    with av.open(str(path), "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=sample_rate, layout=layout)
        stream.bit_rate = _AAC_RATE * channels // 2
        for first in range(0, len(samples), BLOCK):
            block = np.ascontiguousarray(samples[first : first + BLOCK].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = sample_rate, first
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
