"""Reads WAV, AIFF, FLAC, MP3, Ogg Vorbis, Opus and their kin through libsndfile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.av_source import AvSource
from t2m_engine.audio.sources import BLOCK, NotThisKindError, cut

_FORMATS = frozenset(
    ("WAV", "WAVEX", "RF64", "W64", "AIFF", "FLAC", "MP3", "OGG", "CAF", "AU")
)  # libsndfile also "reads" Matlab files and sample dumps
_CREEP = 1024
"""Frames decoded at a time where a longer block failed."""
_PRE_ROLL = {"MPEG_LAYER_III": 1 << 16, "OPUS": 96_000}
"""Frames decoded before the wanted position.

libmpg123 goes back by four of MP3's own frames; but one may need 255 bytes (MPEG-1: 511) of those
before it, of which the smallest, 8 kbit/s in stereo, hold three: 85 frames of 576, and two for the
transform and the filters. (Measured: 43,600 at most.) libsndfile goes back by 80 ms in Opus; music
took up to 1.5 s to be the same, 60 dB down until then. At 12 kbit/s, where speech and music are
coded at once, it may never be, 47 dB down: only the beginning would mend that, which takes a sixth
of a second a minute of music, and who listens would wait for it."""
_CODECS = {"MPEG_LAYER_III": "mp3", "MPEG_LAYER_II": "mp2", "MPEG_LAYER_I": "mp1"}


class _StraightOn(soundfile.SoundFile):
    """Reads one block after the other as one.

    soundfile seeks to where it is anyway after every block of a seekable file, and in an MP3 a
    seek costs what the decoder still knew of the frames before.
    """

    def seekable(self) -> bool:
        """Return False for soundfile to ask; `seek` works all the same."""
        return False


class SoundFileSource:
    """A `Source` on libsndfile, whose pieces are what the whole would be there.

    libsndfile lands on the right sample, but what it reads there may differ for a while, since
    its decoders begin anew (`_PRE_ROLL`). In Vorbis only the first seek after opening lands
    where it should (https://github.com/libsndfile/libsndfile/issues/885).
    """

    reliable = True
    metadata: Mapping[str, str] = {}

    def __init__(self, path: Path) -> None:
        self._path = path
        # A descriptor instead of a name: names that are not UTF-8 open too, and the suffix
        # decides nothing (".raw" would).
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._fresh = True
        try:
            self._file = _StraightOn(self._descriptor, closefd=False)
        except (soundfile.LibsndfileError, TypeError) as error:
            os.close(self._descriptor)
            raise NotThisKindError from error
        try:
            self._look()
        except BaseException:
            self.close()
            raise

    def _look(self) -> None:
        file = self._file
        if file.format not in _FORMATS:
            raise NotThisKindError
        # Streamed FLAC and Ogg hold no length; libsndfile then says 0 or 2^63 - 1.
        streamed = file.format in ("FLAC", "OGG") and file.frames == 0
        if streamed or file.frames > 1 << 48:
            raise NotThisKindError
        if file.format == "MP3" and not _says_its_length(self._path):
            # Without a Xing header libsndfile takes the first frame's bit rate for all, and cuts
            # off what is beyond: half of a track at a variable bit rate.
            raise NotThisKindError
        self.sample_rate = int(file.samplerate)
        self.channels = int(file.channels)
        self.frames: int | None = int(file.frames)
        subtype = file.subtype
        self._pre_roll = _PRE_ROLL.get(subtype, 0)
        self.codec = _CODECS.get(subtype) or ("flac" if file.format == "FLAC" else subtype.lower())

    def blocks(self, start: int, end: int | None) -> Iterator[NDArray[np.float32]]:
        """See `Source.blocks`."""
        frames = self.frames or 0
        end = frames if end is None else min(end, frames)
        for block in self._blocks(start, end):
            start += len(block)
            yield block
        if start < end and self._file.format == "MP3":
            # libsndfile gives up where frames are damaged; FFmpeg goes on after them.
            try:
                other = AvSource(self._path)
            except NotThisKindError:
                return
            if (other.sample_rate, other.channels) == (self.sample_rate, self.channels):
                yield from other.blocks(start, end)

    def _blocks(self, start: int, end: int) -> Iterator[NDArray[np.float32]]:
        size, pre_roll = BLOCK, self._pre_roll
        while start < end:
            position = max(0, start - pre_roll)
            try:
                self._seek(position)
                while position < end:
                    block = self._file.read(
                        min(size, end - position), dtype="float32", always_2d=True
                    )
                    if not len(block):
                        break
                    for wanted in cut(position, block, start, end):
                        start += len(wanted)
                        yield wanted
                    position += len(block)
                failed = False
            except soundfile.LibsndfileError:
                failed = True
            if position < start and pre_roll:
                pre_roll = 0  # damaged before the piece, which may be whole all the same
            elif not failed or size == _CREEP:
                return
            else:
                # Damaged in here. What lies before the damage is worth having: creep up to it.
                size = _CREEP

    def _seek(self, position: int) -> None:
        if not self._fresh:
            # libFLAC does not recover after an error, and Vorbis not from a seek; opened anew,
            # they do.
            self._file.close()
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            self._file = _StraightOn(self._descriptor, closefd=False)
        self._fresh = False
        self._file.seek(position)

    def close(self) -> None:
        """See `Source.close`."""
        self._file.close()
        os.close(self._descriptor)


def _says_its_length(path: Path) -> bool:
    """Whether the MP3 file begins with a Xing, Info or VBRI header."""
    with path.open("rb") as file:
        head = file.read(10)
        if head[:3] == b"ID3" and len(head) == 10:
            tag = sum(
                (byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True)
            )
            file.seek(10 + tag)
        else:
            file.seek(0)
        start = file.read(4096)
    return any(sign in start for sign in (b"Xing", b"Info", b"VBRI"))
