"""What a clip's file says of itself: maker, licence, source, place; in each format's own words."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from t2m_engine.export.timelines.markup import clean, document, node, one_line, root

ORIGINATOR = "t2m"
_BEXT = struct.Struct("<256s32s32s10s8sIIH64s10s180s")
"""EBU Tech 3285 (version 2), up to the coding history; the five numbers for loudness are unset."""
_UNSET_LOUDNESS = struct.pack("<5h", *(0x7FFF,) * 5)


@dataclass(frozen=True, slots=True)
class ClipTags:
    """What is told in a clip's file; "" is left out.

    `source` names the file that the clip is of, `start` seconds from its beginning on; `scene` is
    the story's, `moods` are words. `marks` are (seconds of the clip, name).
    """

    title: str = ""
    artist: str = ""
    licence: str = ""
    copyright: str = ""
    source: str = ""
    start: float = 0.0
    scene: str = ""
    moods: str = ""
    marks: tuple[tuple[float, str], ...] = ()

    @property
    def comment(self) -> str:
        """What has no field of its own, in a sentence."""
        parts = []
        if self.source:
            parts.append(f"From {self.source}, {self.start:.3f} s on.")
        if self.scene:
            parts.append(f"Scene: {self.scene}.")
        if self.moods:
            parts.append(f"Moods: {self.moods}.")
        return one_line(" ".join(parts))


def add_to_wave(path: Path, tags: ClipTags, sample_rate: int, bits: int) -> None:
    """Append the chunks of broadcast WAVE to the RIFF file at `path`.

    bext has the originator and, as time reference, where the clip lies in its source, in samples;
    iXML scene and note; cue and LIST adtl the marks, LIST INFO the tags. The file's own sizes are
    mended last. Raises OSError.
    """
    chunks = [
        _chunk(b"bext", _bext(tags, sample_rate, bits)),
        _chunk(b"iXML", _ixml(tags, sample_rate, bits)),
        _chunk(b"LIST", _info(tags)),
    ]
    if tags.marks:
        places = [round(seconds * sample_rate) for seconds, _ in tags.marks]
        chunks += [_chunk(b"cue ", _cues(places)), _chunk(b"LIST", _names(tags))]
    with path.open("rb+") as file:
        size = file.seek(0, 2)
        if size % 2:  # chunks begin at even places
            file.write(b"\0")
        file.write(b"".join(chunks))
        end = file.tell()
        file.seek(4)
        file.write(struct.pack("<I", end - 8))


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _bext(tags: ClipTags, sample_rate: int, bits: int) -> bytes:
    def ascii_(text: str, most: int) -> bytes:
        # The field is ASCII (§ 2.3); whole UTF-8 characters are what readers show today.
        return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore").encode("utf-8")

    now = datetime.now(UTC)
    reference = round(tags.start * sample_rate)
    described = one_line(" – ".join(part for part in (tags.title, tags.artist) if part))
    history = f"A=PCM,F={sample_rate},W={bits},T=t2m\r\n"
    fixed = _BEXT.pack(
        ascii_(described, 256),
        ascii_(ORIGINATOR, 32),
        ascii_(f"t2m{reference:012}", 32),
        now.strftime("%Y-%m-%d").encode(),
        now.strftime("%H:%M:%S").encode(),
        reference & 0xFFFFFFFF,
        reference >> 32,
        2,
        b"",
        _UNSET_LOUDNESS,
        b"",
    )
    return fixed + history.encode()


def _ixml(tags: ClipTags, sample_rate: int, bits: int) -> bytes:
    ixml = root("BWFXML")
    node(ixml, "IXML_VERSION", "1.61")
    node(ixml, "PROJECT", ORIGINATOR)
    for name, value in (("SCENE", tags.scene), ("NOTE", tags.comment)):
        if value:
            node(ixml, name, one_line(value))
    speed = node(ixml, "SPEED")
    reference = round(tags.start * sample_rate)
    node(speed, "FILE_SAMPLE_RATE", sample_rate)
    node(speed, "AUDIO_BIT_DEPTH", bits)
    node(speed, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", reference >> 32)
    node(speed, "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", reference & 0xFFFFFFFF)
    node(speed, "TIMESTAMP_SAMPLE_RATE", sample_rate)
    return document(ixml)


def _info(tags: ClipTags) -> bytes:
    values = (
        (b"INAM", tags.title),
        (b"IART", tags.artist),
        (b"ICOP", tags.copyright or tags.licence),
        (b"ICMT", tags.comment),
        (b"ISRC", tags.source),
        (b"ISFT", ORIGINATOR),
    )
    return b"INFO" + b"".join(
        _chunk(name, one_line(value).encode("utf-8") + b"\0") for name, value in values if value
    )


def _cues(places: list[int]) -> bytes:
    rows = [
        struct.pack("<II4sIII", number, place, b"data", 0, 0, place)
        for number, place in enumerate(places, 1)
    ]
    return struct.pack("<I", len(rows)) + b"".join(rows)


def _names(tags: ClipTags) -> bytes:
    return b"adtl" + b"".join(
        _chunk(b"labl", struct.pack("<I", number) + one_line(name).encode("utf-8") + b"\0")
        for number, (_, name) in enumerate(tags.marks, 1)
    )


def add_by_mutagen(path: Path, form: str, tags: ClipTags) -> None:
    """Write tags to a file of "FLAC", "OGG", "MP3" or "MP4". Raises OSError, MutagenError."""
    words = {
        "title": clean(tags.title),
        "artist": clean(tags.artist),
        "license": clean(tags.licence),
        "copyright": clean(tags.copyright),
        "source": clean(tags.source),
        "comment": clean(tags.comment),
        "encoder": ORIGINATOR,
    }
    told = {name: value for name, value in words.items() if value}
    if form == "FLAC":
        from mutagen.flac import FLAC  # noqa: PLC0415 - the format's own

        _add_words(FLAC(path), told)
    elif form == "OGG":
        from mutagen.oggvorbis import OggVorbis  # noqa: PLC0415

        _add_words(OggVorbis(path), told)
    elif form == "MP3":
        _add_id3(path, told)
    else:
        _add_atoms(path, told)


def _add_words(file: object, told: dict[str, str]) -> None:
    file.update(told)  # type: ignore[attr-defined]
    file.save()  # type: ignore[attr-defined]


def _add_id3(path: Path, told: dict[str, str]) -> None:
    from mutagen import id3  # noqa: PLC0415

    frames = id3.ID3()
    for name, kind in (("title", "TIT2"), ("artist", "TPE1"), ("copyright", "TCOP")):
        if name in told:
            frames.add(getattr(id3, kind)(encoding=3, text=told[name]))
    for name in ("license", "source"):
        if name in told:
            frames.add(id3.TXXX(encoding=3, desc=name.upper(), text=told[name]))
    if "comment" in told:
        frames.add(id3.COMM(encoding=3, lang="eng", desc="", text=told["comment"]))
    frames.add(id3.TSSE(encoding=3, text=told["encoder"]))
    frames.save(path)


def _add_atoms(path: Path, told: dict[str, str]) -> None:
    from mutagen.mp4 import MP4, MP4FreeForm  # noqa: PLC0415

    file = MP4(path)
    for name, atom in (
        ("title", "\xa9nam"), ("artist", "\xa9ART"), ("copyright", "cprt"), ("comment", "\xa9cmt"),
        ("encoder", "\xa9too"),
    ):  # fmt: skip
        if name in told:
            file[atom] = told[name]
    for name in ("license", "source"):
        if name in told:
            free = f"----:com.apple.iTunes:{name.upper()}"
            file[free] = MP4FreeForm(told[name].encode("utf-8"))
    file.save()
