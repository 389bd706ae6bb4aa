from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import mutagen
import pytest
from mutagen.flac import Picture
from mutagen.id3 import APIC
from mutagen.mp4 import MP4Cover

from t2m_engine.audio.cover import LARGEST, Cover, read_cover
from t2m_engine.audio.guard import Guard

Maker = Callable[[str], Path]
JPEG, PNG = b"\xff\xd8\xff\xe0" + bytes(range(200)), b"\x89PNG\r\n\x1a\n" + bytes(300)


def picture(number: int, content: bytes) -> Picture:
    made = Picture()
    made.type, made.mime, made.data = number, "image/x-unknown", content
    return made


def covered(path: Path, *pictures: tuple[int, bytes]) -> Path:
    """Put pictures, each with its type, into the tags of the file."""
    file = mutagen.File(path)
    if path.suffix == ".flac":
        for number, content in pictures:
            file.add_picture(picture(number, content))
    elif path.suffix in (".ogg", ".opus"):
        raw = [base64.b64encode(picture(*each).write()).decode() for each in pictures]
        file["metadata_block_picture"] = raw
    elif path.suffix == ".m4a":
        file["covr"] = [MP4Cover(content) for _, content in pictures]
    elif path.suffix == ".wma":
        file["WM/Picture"] = [
            mutagen.asf.ASFByteArrayAttribute(
                bytes([number])
                + len(content).to_bytes(4, "little")
                + "image/png\0front\0".encode("utf-16-le")
                + content
            )
            for number, content in pictures
        ]
    else:
        if file.tags is None:
            file.add_tags()
        for place, (number, content) in enumerate(pictures):
            file.tags.add(APIC(mime="x", type=number, desc=str(place), data=content))
    file.save()
    return path


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "opus", "m4a", "wma", "wav", "aiff"])
def test_the_front_cover_is_found(kind: str, made: Maker, tmp_path: Path) -> None:
    path = tmp_path / f"song.{kind}"
    path.write_bytes(made(kind).read_bytes())
    assert read_cover(path) is None
    covered(path, *([] if kind == "m4a" else [(4, PNG)]), (3, JPEG))
    assert read_cover(path) == Cover("image/jpeg", JPEG)
    with Guard() as guard:
        assert guard.cover(path) == Cover("image/jpeg", JPEG)
        assert guard.cover(made(kind)) is None


def test_the_content_decides(made: Maker, tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    path.write_bytes(made("flac").read_bytes())
    covered(path, (3, b"<script>"), (3, bytes(10)), (0, PNG))
    assert read_cover(path) == Cover("image/png", PNG)


def test_a_picture_that_is_too_large_stays_in_its_file(made: Maker, tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(made("mp3").read_bytes())
    covered(path, (3, JPEG + bytes(LARGEST)))
    assert read_cover(path) is None


def test_what_is_no_music_has_none(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(JPEG)
    assert read_cover(path) is None
