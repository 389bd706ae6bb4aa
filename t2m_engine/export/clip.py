"""Writes a clip as an audio file that other programs take, in full or not at all.

A clip keeps its track's sample rate and channels unless others are wished, and begins and ends
with a short fade, so that no cut clicks.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import mutagen
import numpy as np
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.decoding import Sound, decode, stream
from t2m_engine.audio.guard import Guard
from t2m_engine.errors import InputError, T2MError, UsageError
from t2m_engine.export.clip_file import BITS, ClipFile, Fading, write_aac
from t2m_engine.export.clip_tags import ClipTags, add_by_mutagen, add_to_wave
from t2m_engine.export.cue import Piece
from t2m_engine.export.fades import envelope, keyframes
from t2m_engine.export.shaping import clipped, faded, levelled, with_channels
from t2m_engine.files import replacing

FADE = 0.005
"""Seconds; too short to be heard as a fade, long enough for no click."""
CEILING = -1.0
"""dBTP; what EBU R 128 lets peaks have."""
PIECE_RATE = Fraction(1000)
"""Steps a second in which the fades between the pieces of a fitted clip are drawn."""
_FORMATS = {".wav": "WAV", ".flac": "FLAC", ".ogg": "OGG", ".mp3": "MP3", ".m4a": "MP4"}
_MP3_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
_LOSSY_RATE = 48_000
"""Hertz that MP3 and AAC get where they have not the track's own."""


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
        if self.bits not in BITS:
            raise UsageError(f"A sample has {', '.join(BITS)} bits, not {self.bits}.")
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
    try:
        if pieces or wish.loudness is not None or form in ("MP3", "MP4"):
            source = guard.decode if guard is not None else decode
            sound = _whole(source, track, start, end, wish, form, pieces)
            with replacing(target) as temporary:
                _write(temporary, sound, form, wish, track)
                _tag(temporary, tags, form, sound.sample_rate, wish)
        else:
            _write_streaming(
                guard.stream if guard is not None else stream,
                track,
                start,
                end,
                target,
                wish,
                form,
                tags,
            )
    except OSError as error:
        raise ExportError(target, error) from error
    except mutagen.MutagenError as error:  # wraps what it met
        cause = error.args[0] if error.args else None
        raise ExportError(target, cause if isinstance(cause, OSError) else None) from error
    except soundfile.LibsndfileError as error:  # libsndfile forgets why; a full disk mostly
        raise ExportError(target, None) from error
    return target.resolve()


def _tag(path: Path, tags: ClipTags | None, form: str, rate: int, wish: ClipWish) -> None:
    if tags is not None and form == "WAV":
        add_to_wave(path, tags, rate, BITS[wish.bits])
    elif tags is not None:
        add_by_mutagen(path, form, tags)


def _write_streaming(
    source: Callable[..., int],
    track: Path,
    start: float,
    end: float,
    target: Path,
    wish: ClipWish,
    form: str,
    tags: ClipTags | None,
) -> None:
    """Write a clip while it is still being decoded: a hand that drags is waiting for it."""
    file: ClipFile | None = None
    fading = Fading(0, 0)
    temporary, rate = target, 0

    def take(block: NDArray[np.float32], sample_rate: int) -> None:
        nonlocal file, fading, temporary, rate
        samples = with_channels(block, wish.channels)
        if file is None:
            rate, length = sample_rate, round((end - start) * sample_rate)
            first = 0 if start == 0.0 else round(wish.fade_in * rate)
            last = round(wish.fade_out * rate)
            if first + last > length:  # they meet in the middle
                first, last = length * first // (first + last), length * last // (first + last)
            fading = Fading(first, last)
            temporary = atomic.enter_context(replacing(target))
            channels = samples.shape[1]
            file = opened.enter_context(ClipFile(temporary, rate, channels, form, wish.bits, track))
        file.write(fading.take(samples))

    with ExitStack() as atomic:
        with ExitStack() as opened:
            frames = source(track, take, start=start, end=end, sample_rate=wish.sample_rate)
            assert file is not None, "a sound has samples"
            at_end = frames < (end - start) * rate - 1.0
            file.write(fading.end(faded=not at_end))
        _tag(temporary, tags, form, rate, wish)


def _whole(
    source: Callable[..., Sound],
    track: Path,
    start: float,
    end: float,
    wish: ClipWish,
    form: str,
    pieces: Sequence[Piece],
) -> Sound:
    """What is to be written, where all of it must be known before the first sample is."""
    if pieces:
        sounds = [
            source(track, start=p.source_start, end=p.source_end, sample_rate=wish.sample_rate)
            for p in pieces
        ]
        sound, at_start, at_end = _assembled(sounds, pieces), False, False
    else:
        sound = source(track, start=start, end=end, sample_rate=wish.sample_rate)
        at_start = start == 0.0
        at_end = sound.duration < end - start - 1.0 / sound.sample_rate
    sound = _encodable(sound, form)
    return Sound(_shaped(sound, wish, form, at_start=at_start, at_end=at_end), sound.sample_rate)


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
    return clipped(samples) if form == "MP4" else samples


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


def _write(path: Path, sound: Sound, form: str, wish: ClipWish, track: Path) -> None:
    if form == "MP4":
        write_aac(path, sound.samples, sound.sample_rate)
        return
    channels = sound.samples.shape[1]
    with ClipFile(path, sound.sample_rate, channels, form, wish.bits, track) as file:
        file.write(sound.samples)
