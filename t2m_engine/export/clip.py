"""Writes a clip as an audio file that other programs take, in full or not at all.

A clip keeps its track's sample rate and channels unless others are wished, and begins and ends
with a short fade, so that no cut clicks.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import mutagen
import numpy as np
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.decoding import Sound, decode
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.sources import BLOCK
from t2m_engine.errors import InputError, T2MError, UsageError
from t2m_engine.export.clip_tags import ClipTags, add_by_mutagen, add_to_wave
from t2m_engine.export.cue import Piece
from t2m_engine.export.fades import envelope, keyframes
from t2m_engine.export.shaping import clipped, dithered, faded, levelled, with_channels
from t2m_engine.files import replacing

FADE = 0.005
"""Seconds; too short to be heard as a fade, long enough for no click."""
CEILING = -1.0
"""dBTP; what EBU R 128 lets peaks have."""
PIECE_RATE = Fraction(1000)
"""Steps a second in which the fades between the pieces of a fitted clip are drawn."""
_FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3", ".m4a": "MP4"}
_SUBTYPES = {"16": "PCM_16", "24": "PCM_24", "32f": "FLOAT"}
_BITS = {"16": 16, "24": 24, "32f": 32}
_WAV_LIMIT = (1 << 32) - 65_536
"""Bytes a RIFF file can hold, tags included; its sizes are 32 bits wide."""
_FLAC_CHANNELS = 8
_MP3_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
_LOSSY_RATE = 48_000
"""Hertz that MP3 and AAC get where they have not the track's own."""
_AAC_RATE = 256_000
"""Bits a second of AAC in stereo, at which nobody hears it."""


@dataclass(frozen=True, slots=True)
class ClipWish:
    """How a clip is to be written; wishes that make no sense raise UsageError.

    `bits` of a sample in WAV and FLAC: "16" (dithered), "24", or "32f" (float, WAV only).
    `sample_rate` in hertz and `channels` (1 or 2), None: the track's. `loudness` in LUFS, None:
    as it is; peaks then stay under `ceiling` dBTP. `fade_in` and `fade_out` in seconds, not at
    the track's own beginning and end.
    """

    bits: str = "24"
    sample_rate: int | None = None
    channels: int | None = None
    loudness: float | None = None
    ceiling: float = CEILING
    fade_in: float = FADE
    fade_out: float = FADE

    def __post_init__(self) -> None:
        if self.bits not in _SUBTYPES:
            raise UsageError(f"A sample has {', '.join(_SUBTYPES)} bits, not {self.bits}.")
        if self.sample_rate is not None and not 8_000 <= self.sample_rate <= 384_000:
            raise UsageError(f"There is no sample rate of {self.sample_rate} Hz; 8000 to 384000.")
        if self.channels not in (None, 1, 2):
            raise UsageError(f"A clip has 1 or 2 channels, not {self.channels}.")
        if self.loudness is not None and not -70.0 < self.loudness <= 0.0:
            raise UsageError(f"A loudness is from −70 to 0 LUFS, not {self.loudness:g}.")
        if not -20.0 <= self.ceiling <= 0.0:
            raise UsageError(f"A true peak is from −20 to 0 dBTP, not {self.ceiling:g}.")
        if not (self.fade_in >= 0.0 and self.fade_out >= 0.0):
            raise UsageError("A fade lasts 0 s or more.")


PLAIN = ClipWish()


def export_clip(
    track: Path,
    start: float,
    end: float,
    target: Path,
    *,
    wish: ClipWish = PLAIN,
    tags: ClipTags | None = None,
    pieces: Sequence[Piece] = (),
    guard: Guard | None = None,
) -> Path:
    """Write [start, end) seconds of `track` to `target`, and return it resolved.

    The suffix decides: .wav, .flac, .ogg (Vorbis), .mp3 or .m4a (AAC). An `end` beyond the track
    means its end. `pieces` of the track are laid over each other instead, as they lie from 0 s on
    (music fitted to a length). `tags` are written in the format's words. Folders are made. With a
    `guard` the track is decoded in its child process.

    The file is there in full or not at all. Raises InputError for the track; UsageError for a
    piece that is none and a suffix that is unknown; ExportError where nothing can be written.
    """
    form = _FORMATS.get(target.suffix.lower())
    if form is None:
        raise UsageError(f"{target.name}: a clip's name ends in {', '.join(_FORMATS)}.")
    if not (start >= 0.0 and end > start):
        raise UsageError(f"From {start:g} s to {end:g} s is no piece of a track.")
    if wish.bits == "32f" and form == "FLAC":
        raise UsageError("FLAC holds no float samples. Export it as .wav, or with 24 bits.")
    source = guard.decode if guard is not None else decode
    at_start, at_end = start == 0.0, False
    if pieces:
        sounds = [
            source(track, start=p.source_start, end=p.source_end, sample_rate=wish.sample_rate)
            for p in pieces
        ]
        sound = _assembled(sounds, pieces)
        at_start = False
    else:
        sound = source(track, start=start, end=end, sample_rate=wish.sample_rate)
        at_end = sound.duration < end - start - 1.0 / sound.sample_rate
    sound = _encodable(sound, form)
    samples = _shaped(sound, wish, form, at_start=at_start, at_end=at_end)
    _check_fits(track, samples, form, wish)
    try:
        with replacing(target) as temporary:
            _write(temporary, samples, sound.sample_rate, form, wish)
            if tags is not None and form == "WAV":
                add_to_wave(temporary, tags, sound.sample_rate, _BITS[wish.bits])
            elif tags is not None:
                add_by_mutagen(temporary, form, tags)
    except OSError as error:
        raise ExportError(target, error) from error
    except mutagen.MutagenError as error:  # wraps what it met
        cause = error.args[0] if error.args else None
        raise ExportError(target, cause if isinstance(cause, OSError) else None) from error
    except soundfile.LibsndfileError as error:  # libsndfile forgets why; a full disk mostly
        raise ExportError(target, None) from error
    return target.resolve()


def _assembled(sounds: Sequence[Sound], pieces: Sequence[Piece]) -> Sound:
    """The pieces as they lie over each other, their fades of equal power."""
    rate = sounds[0].sample_rate
    ends = [round(p.start * rate) + len(s.samples) for p, s in zip(pieces, sounds, strict=True)]
    mix = np.zeros((max(ends), sounds[0].samples.shape[1]), np.float32)
    for piece, sound in zip(pieces, sounds, strict=True):
        first = round(piece.start * rate)
        count = len(sound.samples)
        points = keyframes(piece, PIECE_RATE)
        gains = envelope(points, 0.0, 0, count, float(rate / PIECE_RATE))
        mix[first : first + count] += sound.samples * gains[:, None]
    return Sound(mix, rate)


def _encodable(sound: Sound, form: str) -> Sound:
    """The sound at a rate that the format has."""
    if form not in ("MP3", "MP4") or sound.sample_rate in _MP3_RATES:
        return sound
    import soxr  # noqa: PLC0415 - seldom

    samples = soxr.resample(sound.samples, sound.sample_rate, _LOSSY_RATE, quality="VHQ")
    return Sound(np.ascontiguousarray(samples, np.float32), _LOSSY_RATE)


def _shaped(
    sound: Sound, wish: ClipWish, form: str, *, at_start: bool, at_end: bool
) -> NDArray[np.float32]:
    rate, channels = sound.sample_rate, wish.channels
    if channels is None and form in ("MP3", "MP4") and sound.samples.shape[1] > 2:
        channels = 2
    samples = with_channels(sound.samples, channels)
    first = 0 if at_start else round(wish.fade_in * rate)
    last = 0 if at_end else round(wish.fade_out * rate)
    samples = faded(samples, first, last)
    if wish.loudness is not None:
        samples = levelled(samples, rate, wish.loudness, wish.ceiling)
    return samples if wish.bits == "32f" and form == "WAV" else clipped(samples)


class ExportError(T2MError):
    """A file cannot be written: no right to, no room, no such place."""

    exit_code = InputError.exit_code

    def __init__(self, target: Path, error: OSError | None) -> None:
        self.path = target
        if error is None:
            why = "cannot be written. Is the disk full?"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            why = "cannot be written: permission denied. Choose another folder."
        elif error.errno in (errno.ENOSPC, errno.EDQUOT):
            why = "cannot be written: the disk is full. Make room, or choose another folder."
        else:
            why = f"cannot be written: {(error.strerror or str(error)).lower()}."
        super().__init__(f"{target} {why}")


def _write(
    path: Path, samples: NDArray[np.float32], sample_rate: int, form: str, wish: ClipWish
) -> None:
    if form == "MP4":
        _write_aac(path, samples, sample_rate)
        return
    channels = samples.shape[1]
    subtype = {"OGG": "VORBIS", "MP3": "MPEG_LAYER_III"}.get(form) or _SUBTYPES[wish.bits]
    whole = dithered(samples) if subtype == "PCM_16" else samples
    # Lossy ones in blocks: libsndfile 1.2.2 overflows its stack on a minute of Vorbis in one call.
    block = BLOCK if form in ("OGG", "MP3") else max(1, len(whole))
    with soundfile.SoundFile(path, "w", sample_rate, channels, subtype, format=form) as file:
        for first in range(0, len(whole), block):
            file.write(whole[first : first + block])
    # The Vorbis writer keeps a full disk to itself; MP3 pads its last frame.
    if soundfile.info(path).frames < len(samples):
        raise OSError(errno.ENOSPC, "not all of it could be written")


def _write_aac(path: Path, samples: NDArray[np.float32], sample_rate: int) -> None:
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


def _check_fits(track: Path, samples: NDArray[np.float32], form: str, wish: ClipWish) -> None:
    frames, channels = samples.shape
    if form == "WAV" and frames * channels * (_BITS[wish.bits] // 8) > _WAV_LIMIT:
        raise UsageError(f"The clip of {track} is too long for a WAV file. Take a shorter one.")
    if form == "FLAC" and channels > _FLAC_CHANNELS:
        raise UsageError(f"{track} has {channels} channels, FLAC holds 8. Export it as .wav.")
