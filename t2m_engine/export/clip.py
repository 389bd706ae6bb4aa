"""Writes a clip as an audio file that other programs take: WAV, FLAC or Ogg, in full or not at all.

The clip keeps its track's sample rate and channels, and begins and ends with a short fade, so
that no cut clicks.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.decoding import Sound, decode
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.sources import BLOCK
from t2m_engine.errors import InputError, T2MError, UsageError
from t2m_engine.files import replacing

FADE = 0.005
"""Seconds; too short to be heard as a fade, long enough for no click."""
_FORMATS = {
    ".wav": ("WAV", "PCM_24"),
    ".flac": ("FLAC", "PCM_24"),
    ".ogg": ("OGG", "VORBIS"),
}
_WAV_LIMIT = (1 << 32) - 4096
"""Bytes a RIFF file can hold; its sizes are 32 bits wide."""
_FLAC_CHANNELS = 8
_LONGEST_NAME = 80
"""Characters of a clip's name; with the suffix below the 143 bytes of encrypted home folders,
also where every character takes a few bytes (then `clip_name` cuts further)."""
_LONGEST_NAME_BYTES = 130
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_OVERLOADED = 1.0 - 2.0**-23


def export_clip(
    track: Path,
    start: float,
    end: float,
    target: Path,
    *,
    sample_rate: int | None = None,
    fade: float = FADE,
    guard: Guard | None = None,
) -> Path:
    """Write [start, end) seconds of `track` to `target`, and return it resolved.

    The suffix decides: ".wav" and ".flac" hold 24 bits, ".ogg" is Vorbis. `sample_rate` in hertz
    resamples; None keeps the track's. `fade` in seconds at both ends, not at the track's own
    beginning and end. An `end` beyond the track means its end. Folders are made. With a `guard`
    the track is decoded in its child process.

    The file is there in full or not at all. Raises InputError for the track; UsageError for a
    piece that is none and a suffix that is unknown; ExportError where nothing can be written.
    """
    form = _FORMATS.get(target.suffix.lower())
    if form is None:
        raise UsageError(f"{target.name}: a clip's name ends in .wav, .flac or .ogg.")
    if not (start >= 0.0 and end > start):
        raise UsageError(f"From {start:g} s to {end:g} s is no piece of a track.")
    if fade < 0.0:
        raise UsageError("A fade lasts 0 s or more.")
    source = guard.decode if guard is not None else decode
    sound = source(track, start=start, end=end, sample_rate=sample_rate)
    at_end = sound.duration < end - start - 1.0 / sound.sample_rate
    samples = _faded(sound, fade, at_start=start == 0.0, at_end=at_end)
    _check_fits(track, samples, form[0])
    try:
        with replacing(target) as temporary:
            _write(temporary, samples, sound.sample_rate, form)
    except OSError as error:
        raise ExportError(target, error) from error
    except soundfile.LibsndfileError as error:  # libsndfile forgets why; a full disk mostly
        raise ExportError(target, None) from error
    return target.resolve()


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


def clip_name(title: str, moods: Sequence[str], start: float) -> str:
    """Return a telling file name without a suffix: "Dusk - tender, sad - 1m05s".

    `moods` are words, the strongest first (two are used); `start` in seconds. Safe on Linux,
    macOS and Windows: no reserved character or name, no dot or blank at the ends, not too long.
    """
    seconds = max(0, round(start))
    tail = f"{seconds // 60}m{seconds % 60:02d}s"
    words = safe_name(", ".join(moods[:2]))
    tail = f" - {words} - {tail}" if words else f" - {tail}"
    head = safe_name(title) or "Untitled"
    if _RESERVED.match(head.split(".")[0]):
        head = f"_{head}"
    room = _LONGEST_NAME - len(tail)
    head = head[: max(room, 1)]
    while len((head + tail).encode("utf-8")) > _LONGEST_NAME_BYTES and len(head) > 1:
        head = head[:-1]
    return (head.rstrip(" .") or "Untitled") + tail


def safe_name(text: str) -> str:
    """Remove from `text` what some file system or shell would not take in a name."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    text = _FORBIDDEN.sub(" ", text)
    # Formatting marks (turning the direction of writing, say) make a name that lies.
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cn"))
    return " ".join(text.split()).strip(" .-")


def _faded(sound: Sound, fade: float, *, at_start: bool, at_end: bool) -> NDArray[np.float32]:
    """Return the samples with fades where the clip was cut, and within full scale."""
    samples = sound.samples
    if np.abs(samples).max(initial=0.0) > _OVERLOADED:  # lossy codecs overshoot; do not wrap
        samples = np.clip(samples, -1.0, _OVERLOADED)
    length = min(round(fade * sound.sample_rate), len(samples) // 2)
    if not length or (at_start and at_end):
        return samples
    samples = samples.copy()
    # A raised cosine: its slope is 0 at both ends.
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(length, dtype=np.float32) + 0.5) / length)
    ramp = ramp[:, None].astype(np.float32)
    if not at_start:
        samples[:length] *= ramp
    if not at_end:
        samples[-length:] *= ramp[::-1]
    return samples


def _write(
    path: Path, samples: NDArray[np.float32], sample_rate: int, form: tuple[str, str]
) -> None:
    channels = samples.shape[1]
    with soundfile.SoundFile(path, "w", sample_rate, channels, form[1], format=form[0]) as file:
        # In blocks: libsndfile 1.2.2 overflows its stack on a minute of Vorbis in one call.
        for first in range(0, len(samples), BLOCK):
            file.write(samples[first : first + BLOCK])
    if soundfile.info(path).frames != len(samples):  # the Vorbis writer keeps a full disk to itself
        raise OSError(errno.ENOSPC, "not all of it could be written")


def _check_fits(track: Path, samples: NDArray[np.float32], form: str) -> None:
    frames, channels = samples.shape
    if form == "WAV" and frames * channels * 3 > _WAV_LIMIT:
        raise UsageError(f"The clip of {track} is too long for a WAV file. Take a shorter one.")
    if form == "FLAC" and channels > _FLAC_CHANNELS:
        raise UsageError(f"{track} has {channels} channels, FLAC holds 8. Export it as .wav.")
