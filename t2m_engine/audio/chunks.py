"""What WAV, RF64, AIFF and CAF files say of the size of their sound, and how much is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from typing import BinaryIO

_MOST = 1000
"""Chunks before the sound; more is no music file."""
_STAND_IN = 0x7FFFF000
"""Sizes from here on were written by a program that could not seek back (32 bit)."""


def promised_bytes(path: Path) -> tuple[int, int] | None:
    """Return what the sound chunk of the file at `path` says that it holds, and what it does.

    In bytes. None for other files, and where the size is a stand-in (0, −1 or nearly 2^32).
    Decoders silently take the smaller of the two.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
            length = _find(file, size, b"data", "little", 4)
        elif head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
            length = _find(file, size, b"SSND", "big", 4)
        elif head[:4] == b"caff":
            file.seek(8)
            length = _find(file, size, b"data", "big", 8)
        else:
            return None
        return None if length is None else (length, min(length, size - file.tell()))


def _find(
    file: BinaryIO, size: int, wanted: bytes, order: Literal["little", "big"], width: int
) -> int | None:
    """Go to the content of the chunk called `wanted`, and return its size.

    `file` has `size` bytes. Sizes of chunks take `width` bytes; odd contents are filled up where
    that is 4.
    """
    large = None
    for _ in range(_MOST):
        head = file.read(4 + width)
        if len(head) < 4 + width:
            return None
        length = int.from_bytes(head[4:], order)
        if head[:4] == wanted:
            if length == 0xFFFFFFFF and large is not None:
                length = large
            elif length >= (_STAND_IN if width == 4 else 1 << 62):
                return None
            return length or None
        if head[:4] == b"ds64" and length >= 16:  # RF64: what has no room in 32 bits
            large = int.from_bytes(file.read(16)[8:], "little")
            length -= 16
        if length > size:  # no chunk, but noise; some sizes cannot even be sought
            return None
        file.seek(length + (length & 1 if width == 4 else 0), os.SEEK_CUR)
    return None
