"""The picture that a file carries in its tags, where it has one."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 8 << 20
"""Bytes of a picture at most; larger ones are left in their files."""
_FRONT = 3
"""The type of a front cover, in ID3 and FLAC."""
_SIGNS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture: its `content` begins as files of the type `mime` do; more was not looked at."""

    mime: str
    content: bytes


def read_cover(path: Path) -> Cover | None:
    """Return the front cover in the tags of the file at `path`, else its first picture, or None.

    Reads ID3, FLAC, Ogg, MP4, ASF and APE tags. Whatever the tags claim, the content decides of
    which type it is; what is no JPEG, PNG, GIF, BMP or WebP is not taken.
    """
    import mutagen  # noqa: PLC0415 - the desktop decodes too, and needs no tags for it

    try:
        file = mutagen.File(path)
        pictures = sorted(_pictures(file), key=lambda picture: picture[0] != _FRONT)
    except Exception:  # hostile bytes; the track is still music
        return None
    for _, content in pictures:
        mime = _type(content)
        if mime and len(content) <= LARGEST:
            return Cover(mime, content)
    return None


def _type(content: bytes) -> str:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for sign, mime in _SIGNS if content.startswith(sign)), "")


def _pictures(file: Any) -> Iterator[tuple[int, bytes]]:
    """Yield the type and the content of each picture that mutagen finds."""
    from mutagen.flac import Picture  # noqa: PLC0415

    for picture in getattr(file, "pictures", ()):  # FLAC
        yield picture.type, picture.data
    tags = getattr(file, "tags", None) or {}
    for name, value in tags.items():
        lower = name.lower()
        if getattr(value, "FrameID", "") == "APIC":
            yield value.type, value.data
        elif lower == "metadata_block_picture":  # Vorbis comments
            for text in value:
                picture = Picture(base64.b64decode(text))
                yield picture.type, picture.data
        elif lower == "covr":  # MP4
            yield from ((_FRONT, bytes(content)) for content in value)
        elif lower == "wm/picture":  # ASF: type, length, two UTF-16 texts, the picture
            for attribute in value:
                raw = bytes(attribute.value)
                size = int.from_bytes(raw[1:5], "little")
                yield raw[0], raw[-size:] if size else b""
        elif lower.startswith("cover art"):  # APE: a name, a zero, the picture
            number = _FRONT if "front" in lower else 0
            yield number, bytes(value.value).split(b"\0", 1)[-1]
