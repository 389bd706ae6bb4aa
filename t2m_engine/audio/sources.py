"""Opens a file for decoding, by what is in it and not by its name, or says why it cannot."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from t2m_engine.audio.chunks import promised_bytes
from t2m_engine.errors import InputError

MAX_SECONDS = 3 * 3600.0
"""Longer files are recordings of a day, not tracks; the model's samples of 3 h take 690 MB."""
MAX_CHANNELS = 32
MAX_RATE = 768_000
MIN_RATE = 1_000
BLOCK = 65_536
"""Frames decoded at a time; 1.5 s of CD sound."""

_MODULE_SIGNS = {  # offset and bytes by which trackers sign their files
    (0, b"Extended Module:"),
    (0, b"IMPM"),
    (0, b"MMD"),
    (0, b"OKTASONG"),
    (0, b"MTM\x10"),
    (44, b"SCRM"),
    *((1080, sign) for sign in (b"M.K.", b"M!K!", b"FLT4", b"FLT8", b"4CHN", b"6CHN", b"8CHN")),
}


_SIGNS = (
    b"fLaC",
    b"OggS",
    b"caff",
    b"RF64",
    b"FORM",
    b"ADIF",
    b"\x30\x26\xb2\x75",
    b"\x1aE\xdf\xa3",
)
"""How files begin that hold sound, or nothing that can be read."""


class Source(Protocol):
    """An audio file that can be decoded.

    `sample_rate` in hertz, `channels`, `codec` as in "flac"; `frames` is what the file says
    that it holds (None: it does not say), `reliable` whether holding less means that some is
    missing; `metadata` are the container's own tags.
    """

    sample_rate: int
    channels: int
    codec: str
    frames: int | None
    reliable: bool
    metadata: Mapping[str, str]

    def blocks(self, start: int, end: int | None) -> Iterator[NDArray[np.float32]]:
        """Yield the frames [start, end) as float32 (n, channels), n ≤ some 100,000.

        Stops early where the file does, or where it is too damaged to go on.
        """

    def close(self) -> None:
        """Let go of the file."""


class NotThisKindError(Exception):
    """The decoder cannot read the file; another may."""


def cut(
    position: int, block: NDArray[np.float32], start: int, end: int | None
) -> Iterator[NDArray[np.float32]]:
    """Yield what of a block, (n, channels), at `position` lies in [start, end) (None: no end)."""
    first = max(0, start - position)
    last = len(block) if end is None else min(len(block), end - position)
    if first < last:
        yield block[first:last]


def open_source(path: Path, longest: float = MAX_SECONDS) -> Source:
    """Return the file at `path`, opened by soundfile where it can, else by PyAV.

    `longest` is how many seconds it may have.

    Raises InputError with a reason: missing, no permission, no file, empty, notes rather than
    sound (MIDI, tracker modules), no audio in it, truncated, or too much for us.
    """
    from t2m_engine.audio.av_source import AvSource  # noqa: PLC0415 - each knows this module
    from t2m_engine.audio.soundfile_source import SoundFileSource  # noqa: PLC0415

    head = _head(path)
    _refuse_notes(path, head)
    source: Source
    try:
        source = SoundFileSource(path)
    except NotThisKindError:
        try:
            source = AvSource(path)
        except NotThisKindError as error:
            raise _no_audio(path, head) from error
    try:
        _check_promise(path, source)
        check_limits(path, source, longest)
    except InputError:
        source.close()
        raise
    return source


def check_limits(path: Path, source: Source, longest: float = MAX_SECONDS) -> None:
    """Raise InputError if the file is empty, or more than we take, going by what it says."""
    if source.frames == 0:
        raise InputError(path, "is empty")
    if source.channels > MAX_CHANNELS:
        raise InputError(path, f"has {source.channels} channels; {MAX_CHANNELS} are the most")
    if not MIN_RATE <= source.sample_rate <= MAX_RATE:
        raise InputError(path, f"has a sample rate of {source.sample_rate} Hz")
    if source.frames is not None and source.frames > longest * source.sample_rate:
        raise too_long(path, longest)


def _check_promise(path: Path, source: Source) -> None:
    """Raise InputError if the container says that it holds much more than is there."""
    promised = promised_bytes(path)
    if promised is None or not source.frames:
        return
    size, there = promised
    frames = int(source.frames * size / there) if there else 0
    if much_is_missing(source.frames, frames, source.sample_rate):
        raise truncated(path, source.frames / source.sample_rate, frames / source.sample_rate)


def too_long(path: Path, longest: float = MAX_SECONDS) -> InputError:
    """Return the error for a file beyond `longest` seconds."""
    return InputError(path, f"is longer than {longest / 3600:g} hours", "Cut it into pieces.")


def truncated(path: Path, there: float, promised: float) -> InputError:
    """Return the error for a file that holds `there` of the `promised` seconds."""
    digits = 0 if promised >= 10 else 1
    reason = f"is truncated or damaged: {there:.{digits}f} s of {promised:.{digits}f} s are there"
    return InputError(path, reason, "Copy or download it again.")


def much_is_missing(there: int, promised: int, sample_rate: int) -> bool:
    """Whether so many frames are missing that the file is broken rather than loosely counted.

    Headers are off by an encoder's padding (a tenth of a second) in many whole files.
    """
    missing = promised - there
    return missing > 0.25 * sample_rate and missing > 0.05 * promised


def _head(path: Path) -> bytes:
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise InputError(path, "is a folder")
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise InputError(path, "is not a file")
        with path.open("rb") as file:
            head = file.read(2048)
    except FileNotFoundError as error:
        raise InputError(path, "is missing") from error
    except PermissionError as error:
        reason = "cannot be opened: permission denied"
        raise InputError(path, reason, "Give yourself the right to read it.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(path, f"cannot be opened: {reason.lower()}") from error
    if not head:
        raise InputError(path, "is empty")
    return head


def _refuse_notes(path: Path, head: bytes) -> None:
    if head.startswith(b"MThd") or (head[:4] == b"RIFF" and head[8:12] == b"RMID"):
        raise InputError(path, "holds notes, not sound (MIDI)", "Render it to WAV first.")
    if any(head[at : at + len(sign)] == sign for at, sign in _MODULE_SIGNS):
        reason = "holds notes, not sound (tracker module)"
        raise InputError(path, reason, "Render it to WAV first.")


def _no_audio(path: Path, head: bytes) -> InputError:
    if head[4:8] == b"ftyp":
        return InputError(path, "is truncated or damaged: its index is missing", "Copy it again.")
    if (head[:4] == b"RIFF" and head[8:12] == b"WAVE") or head[:4] in _SIGNS:
        return InputError(path, "is damaged: no sound can be read from it", "Copy it again.")
    return InputError(path, "is not audio")
