"""Who made a track and what it is called: from its tags, else from its file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_LONGEST = 200
"""Characters kept of a tag; some files hold a whole licence in the title."""
_TITLE = ("title", "TITLE", "Title", "TIT2", "\xa9nam")
_ARTIST = ("artist", "ARTIST", "Author", "TPE1", "\xa9ART", "albumartist", "ALBUMARTIST")
_TRACK_NUMBER = re.compile(
    r"^\s*(?:disc\s*\d+\s*)?\d{1,3}(?:[-.]\d{1,3})?\s*[-._)\s]\s*(?=\S)", re.I
)


def read_tags(path: Path, metadata: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Return title and artist of the file at `path`.

    Asks mutagen, then `metadata` (what the container's demuxer found, for Matroska and the
    like), then the file's name. The title is never empty; the artist is "" where nobody says.
    """
    tags = _tags_of(path)
    title = _first(tags, _TITLE) or _first(metadata or {}, _TITLE)
    artist = _first(tags, _ARTIST) or _first(metadata or {}, _ARTIST)
    if title:
        return title, artist
    named_title, named_artist = name_parts(path.stem)
    return named_title, artist or named_artist


def name_parts(stem: str) -> tuple[str, str]:
    """Return a readable title and an artist ("" if none) from a file's stem.

    "03_the-long_road" → ("The-long road", ""), "Ana Lem - Dusk" → ("Dusk", "Ana Lem").
    """
    text = _tidy(stem.replace("_", " "))
    if " " not in text and "." in text:
        text = text.replace(".", " ")
    text = _TRACK_NUMBER.sub("", text, count=1) or text
    artist, dash, title = text.partition(" - ")
    if not (dash and artist.strip() and title.strip()) or " - " in title:
        artist, title = "", text
    if title == title.lower():
        title = title[:1].upper() + title[1:]
    return _tidy(title) or "Untitled", _tidy(artist)


def _tags_of(path: Path) -> Mapping[str, Any]:
    import mutagen  # noqa: PLC0415 - the desktop decodes too, and needs no tags for it

    try:
        found = mutagen.File(path, easy=True)
    except Exception:  # hostile bytes; without tags the track is still music
        return {}
    return found if found is not None and found.tags is not None else {}


def _first(tags: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        try:
            value = tags[name]
        except (KeyError, ValueError):  # ValueError: a Vorbis comment refuses names like "©nam"
            continue
        if not isinstance(value, str):
            value = getattr(value, "text", value)  # an ID3 frame
            value = value[0] if isinstance(value, list | tuple) and value else value
        text = _tidy(str(value))
        if text:
            return text
    return ""


def _tidy(text: str) -> str:
    """One line, printable, encodable, not too long."""
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates of odd file names
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return unicodedata.normalize("NFC", " ".join(shown.split()))[:_LONGEST].strip()
