"""What a file's tags say: title, artist, credits, tempo and key; else what its name does."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from t2m_engine.audio.facts import NO_CREDITS, Credits
from t2m_engine.audio.key import parse_key

_LONGEST = 200
"""Characters kept of a tag; some files hold a whole licence in the title."""
_LONGEST_TEXT = 1000
"""Characters kept of a comment, a copyright notice or a licence."""
_INFO_BYTES = 1 << 20
"""Bytes of a RIFF file's INFO that are looked at."""
_SLOWEST, _FASTEST = 30.0, 300.0
"""Beats a minute that are believed; 0 and 999 stand for “unknown”."""

# What each is called, in the order of trust: Vorbis comments, APE and Matroska by their words; ID3
# by frame (“txxx:” and the description for the user's own); MP4 by atom, with the last word of
# its free ones; ASF; RIFF by chunk, as “riff:”.
_NAMES = {
    "title": ("title", "tit2", "\xa9nam", "riff:inam"),
    "artist": (
        "artist", "tpe1", "\xa9art", "author", "riff:iart",
        "albumartist", "album artist", "tpe2", "aart", "wm/albumartist",
    ),
    "album": ("album", "talb", "\xa9alb", "wm/albumtitle", "riff:iprd"),
    "composer": ("composer", "tcom", "\xa9wrt", "wm/composer", "riff:imus", "writer", "wm/writer"),
    "publisher": (
        "publisher", "tpub", "\xa9pub", "wm/publisher", "label", "txxx:label", "txxx:publisher",
        "organization", "organisation",
    ),
    "isrc": ("isrc", "tsrc", "wm/isrc", "txxx:isrc"),
    "copyright": ("copyright", "tcop", "cprt", "riff:icop"),
    "licence": (
        "license", "licence", "txxx:license", "txxx:licence", "user", "wcop", "copyrighturl",
        "wm/copyrighturl", "copyright url",
    ),
    "genre": ("genre", "tcon", "\xa9gen", "wm/genre", "riff:ignr"),
    "comment": (
        "comment", "comm", "\xa9cmt", "description", "desc", "riff:icmt", "comm:id3v1 comment",
    ),
    "tempo": ("bpm", "tbpm", "tmpo", "wm/beatsperminute", "tempo", "txxx:bpm"),
    "key": (
        "initialkey", "tkey", "wm/initialkey", "key", "initial key", "txxx:initialkey", "txxx:key",
    ),
}  # fmt: skip
_TRACK_NUMBER = re.compile(
    r"^\s*(?:disc\s*\d+\s*)?\d{1,3}(?:[-.]\d{1,3})?\s*[-._)\s]\s*(?=\S)", re.I
)
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_CREATIVE_COMMONS = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/[\w./-]+", re.I
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Tags:
    """What a file says of itself.

    `title` is never empty; `artist` is "" where nobody says. `tempo` in beats a minute and `key`
    (one of `t2m_engine.audio.key.KEYS`) are None and "" where there is none to believe.
    """

    title: str
    artist: str
    credits: Credits = NO_CREDITS
    tempo: float | None = None
    key: str = ""


def read_tags(path: Path, metadata: Mapping[str, str] | None = None) -> Tags:
    """Return the tags of the file at `path`.

    Asks mutagen, a WAV file's INFO, then `metadata` (what the container's demuxer found, for
    Matroska and the like), then, for title and artist, the file's name.
    """
    sources = [_tidied(s) for s in (_written(path), _riff_info(path), (metadata or {}).items())]
    found = {
        field: next((said[name] for said in sources for name in names if name in said), "")
        for field, names in _NAMES.items()
    }
    title, artist = _cut(found["title"]), _cut(found["artist"])
    if not title:
        title, named_artist = name_parts(path.stem)
        artist = artist or named_artist
    return Tags(title, artist, _credits(found), _tempo(found["tempo"]), parse_key(found["key"]))


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


def _tidied(source: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The texts of `source` by their names in small letters; the first of equal names counts."""
    said: dict[str, str] = {}
    for name, text in source:
        tidied = _tidy(text, _LONGEST_TEXT)
        if tidied:
            said.setdefault(name.lower(), tidied)
    return said


def _credits(found: Mapping[str, str]) -> Credits:
    isrc = re.sub(r"[\s-]", "", found["isrc"]).upper()
    licence = found["licence"]
    if not licence:  # many who share their music say so elsewhere
        address = _CREATIVE_COMMONS.search(f"{found['copyright']} {found['comment']}")
        licence = address[0].rstrip(".") if address else ""
    return Credits(
        album=_cut(found["album"]),
        composer=_cut(found["composer"]),
        publisher=_cut(found["publisher"]),
        isrc=isrc if _ISRC.fullmatch(isrc) else "",
        copyright=found["copyright"],
        licence=licence,
        genre=_cut(found["genre"]),
        comment=found["comment"],
    )


def _tempo(text: str) -> float | None:
    number = _NUMBER.match(text)
    tempo = float(number[0].replace(",", ".")) if number else 0.0
    return tempo if _SLOWEST <= tempo <= _FASTEST else None


def _written(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the tags that mutagen finds."""
    import mutagen  # noqa: PLC0415 - the desktop decodes too, and needs no tags for it

    try:
        file = mutagen.File(path)
        tags = list(file.tags.items()) if file is not None and file.tags is not None else []
    except Exception:  # hostile bytes; without tags the track is still music
        return
    for name, value in tags:
        try:
            yield _name(name, value), _text(value)
        except Exception:  # noqa: S112 - this tag is broken; the others may be whole
            continue


def _name(name: str, value: Any) -> str:
    """The name of a tag as in `_NAMES`, but for its case."""
    frame = getattr(value, "FrameID", None)
    if frame is None:
        return name.rsplit(":", 1)[-1] if name.startswith("----:") else name
    note = getattr(value, "desc", "").strip()
    if frame == "TXXX":
        return f"TXXX:{note}"
    # Programs keep their own numbers in comments with a name, such as “iTunNORM”.
    return f"{frame}:{note}" if frame == "COMM" and note else str(frame)


def _text(value: Any) -> str:
    """The text of a tag, of several values all that differ, whatever container it is from."""
    for attribute in ("genres", "text", "url"):  # ID3: TCON knows numbers for genres
        value = getattr(value, attribute, value)
    parts = value if isinstance(value, list | tuple) else [value]
    texts = []
    for part in parts:
        raw = getattr(part, "value", part)  # ASF
        if isinstance(raw, bytes):  # MP4's free form
            raw = raw.decode("utf-8")
        texts += str(raw).split("\0")  # APE
    return ", ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _riff_info(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the INFO of a WAV file, which mutagen does not read."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
            if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
                return
            for _ in range(1000):  # more chunks is no music file
                chunk = file.read(8)
                if len(chunk) < 8:
                    return
                size = int.from_bytes(chunk[4:], "little")
                if chunk[:4] == b"LIST" and file.read(4) == b"INFO":
                    yield from _info_texts(file.read(min(size - 4, _INFO_BYTES)))
                    return
                file.seek(size + (size & 1) - (4 if chunk[:4] == b"LIST" else 0), os.SEEK_CUR)
    except (OSError, ValueError):
        return


def _info_texts(content: bytes) -> Iterator[tuple[str, str]]:
    at = 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        raw = content[at + 8 : at + 8 + size].split(b"\0", 1)[0]
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")  # Windows wrote its own code page
        yield "riff:" + content[at : at + 4].decode("latin-1"), text
        at += 8 + size + (size & 1)


def _cut(text: str) -> str:
    return text[:_LONGEST].strip()


def _tidy(text: str, longest: int = _LONGEST) -> str:
    """One line, printable, encodable, not too long."""
    text = text[: 16 * longest]  # a hostile tag of gigabytes is cut before it is looked at
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates of odd file names
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return unicodedata.normalize("NFC", " ".join(shown.split()))[:longest].strip()
