from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import mutagen.id3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from t2m_engine.audio.decoding import probe
from t2m_engine.audio.facts import Credits
from t2m_engine.audio.guard import Guard
from t2m_engine.audio.key import KEYS
from t2m_engine.audio.tags import Tags, name_parts, read_tags

Maker = Callable[[str], Path]


CREDITS = Credits(
    album="Äther & Öl",
    composer="Ana Lém, Bo Å",
    publisher="Verlag Nord",
    isrc="DEA123456789",
    copyright="© 2024 Ana Lém",
    licence="https://creativecommons.org/licenses/by/4.0/",
    genre="Ambient",
    comment="Take 3",
)
FULL = Tags("Dämmerung II", "Ana Lém", CREDITS, 93.0, "F#m")
ID3 = [
    mutagen.id3.TIT2(text=["Dämmerung\nII "]),
    mutagen.id3.TPE1(text=["Ana Lém"]),
    mutagen.id3.TALB(text=["Äther & Öl"]),
    mutagen.id3.TCOM(text=["Ana Lém", "Bo Å"]),
    mutagen.id3.TPUB(text=["Verlag Nord"]),
    mutagen.id3.TSRC(text=["DE-A12-34-56789"]),
    mutagen.id3.TCOP(text=["© 2024 Ana Lém"]),
    mutagen.id3.WCOP(url=CREDITS.licence),
    mutagen.id3.TCON(text=["(26)"]),
    mutagen.id3.COMM(lang="eng", desc="", text=["Take 3"]),
    mutagen.id3.COMM(lang="eng", desc="iTunNORM", text=["0000 0001"]),
    mutagen.id3.TBPM(text=["93"]),
    mutagen.id3.TKEY(text=["Gbm"]),
]
VORBIS = {
    "TITLE": "Dämmerung\nII ", "ARTIST": "Ana Lém", "ALBUM": "Äther & Öl",
    "COMPOSER": ["Ana Lém", "Bo Å"], "ORGANIZATION": "Verlag Nord", "ISRC": "de-a12-34-56789",
    "COPYRIGHT": "© 2024 Ana Lém", "LICENSE": CREDITS.licence, "GENRE": "Ambient",
    "COMMENT": "Take 3", "BPM": "93", "INITIALKEY": "11A",
}  # fmt: skip
MP4 = {
    "\xa9nam": "Dämmerung\nII ", "\xa9ART": "Ana Lém", "\xa9alb": "Äther & Öl",
    "\xa9wrt": ["Ana Lém", "Bo Å"], "----:com.apple.iTunes:LABEL": b"Verlag Nord",
    "----:com.apple.iTunes:ISRC": b"DEA123456789", "cprt": "© 2024 Ana Lém",
    "----:com.apple.iTunes:LICENSE": CREDITS.licence.encode(), "\xa9gen": "Ambient",
    "\xa9cmt": "Take 3", "tmpo": [93], "----:com.apple.iTunes:initialkey": b"F sharp minor",
}  # fmt: skip
ASF = {
    "Title": "Dämmerung\nII ", "Author": "Ana Lém", "WM/AlbumTitle": "Äther & Öl",
    "WM/Composer": ["Ana Lém", "Bo Å"], "WM/Publisher": "Verlag Nord", "WM/ISRC": "DEA123456789",
    "Copyright": "© 2024 Ana Lém", "CopyrightURL": CREDITS.licence, "WM/Genre": "Ambient",
    "Description": "Take 3", "WM/BeatsPerMinute": "93", "WM/InitialKey": "F#m",
}  # fmt: skip
APE = {
    "Title": "Dämmerung\nII ", "Artist": "Ana Lém", "Album": "Äther & Öl",
    "Composer": ["Ana Lém", "Bo Å"], "Publisher": "Verlag Nord", "ISRC": "DEA123456789",
    "Copyright": "© 2024 Ana Lém", "License": CREDITS.licence, "Genre": "Ambient",
    "Comment": "Take 3", "BPM": "93,0", "KEY": "fis-moll",
}  # fmt: skip
TABLES = {
    "flac": VORBIS, "ogg": VORBIS, "opus": VORBIS, "m4a": MP4, "alac.m4a": MP4, "wma": ASF,
    "wv": APE,
}  # fmt: skip


def tagged(source: Path, path: Path, tags: Any) -> Path:
    """A copy of the file `source` at `path`, with `tags`: ID3 frames, or names and values."""
    path.write_bytes(source.read_bytes())
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if isinstance(tags, list):
        for frame in tags:
            file.tags.add(frame)
    else:
        file.tags.update(tags)
    file.save()
    return path


@pytest.mark.parametrize("kind", TABLES)
def test_tags_of_every_kind(kind: str, made: Maker, tmp_path: Path) -> None:
    path = tagged(made(kind), tmp_path / f"01 file name.{kind}", TABLES[kind])
    assert read_tags(path) == FULL
    info = probe(path)
    assert Tags(info.title, info.artist, info.credits, info.tempo, info.key) == FULL


@pytest.mark.parametrize("kind", ["mp3", "wav", "aiff"])
def test_id3_wherever_it_is(kind: str, made: Maker, tmp_path: Path) -> None:
    path = tagged(made(kind), tmp_path / f"x.{kind}", ID3)
    assert read_tags(path) == FULL
    assert probe(path).duration == pytest.approx(8.0, abs=0.1)


def test_tags_come_through_the_guard(made: Maker, tmp_path: Path) -> None:
    path = tagged(made("flac"), tmp_path / "x.flac", VORBIS)
    with Guard() as guard:
        assert guard.probe(path) == probe(path)
        assert guard.load(path).info.credits == CREDITS


def with_info(path: Path, source: Path, texts: dict[str, bytes]) -> Path:
    """A copy of a WAV file with a LIST chunk of INFO before its sound."""
    body = b"INFO"
    for name, text in texts.items():
        size = (len(text) + 1).to_bytes(4, "little")
        body += name.encode() + size + text + b"\0" * (1 + (len(text) + 1) % 2)
    whole = source.read_bytes()
    chunk = b"LIST" + len(body).to_bytes(4, "little") + body
    size = len(whole) - 8 + len(chunk)
    path.write_bytes(b"RIFF" + size.to_bytes(4, "little") + b"WAVE" + chunk + whole[12:])
    return path


def test_info_of_wav_files(made: Maker, tmp_path: Path) -> None:
    texts = {
        "INAM": "Dämmerung".encode(), "IART": "Jörg".encode("latin-1"), "IPRD": b"Nord",
        "ICOP": b"(c) 2020", "IGNR": b"Folk", "ICMT": b"take\r\n3", "ISRC": b"a microphone",
        "IMUS": b"Bo",
    }  # fmt: skip
    path = with_info(tmp_path / "x.wav", made("wav"), texts)
    assert read_tags(path) == Tags(
        "Dämmerung",
        "Jörg",
        Credits("Nord", "Bo", copyright="(c) 2020", genre="Folk", comment="take 3"),
    )
    assert probe(path).title == "Dämmerung"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans())
def test_hostile_info_costs_nothing(tmp_path: Path, content: bytes, whole: bool) -> None:
    path = tmp_path / "x.wav"
    size = len(content) + 4 if whole else 2**32 - 1
    path.write_bytes(
        b"RIFF\xff\xff\xff\x7fWAVELIST" + size.to_bytes(4, "little") + b"INFO" + content
    )
    tags = read_tags(path)
    assert tags.title
    for text in (tags.title, tags.artist, *tags.credits.as_json().values()):
        assert len(text) <= 1000
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from(sorted(VORBIS)), st.text(max_size=3000), min_size=1))
def test_hostile_values_are_tidied(said: dict[str, str]) -> None:
    tags = read_tags(Path("/nowhere/name.ogg"), said)
    lines = (tags.title, tags.artist, *tags.credits.as_json().values())
    for text in lines:
        assert text == text.strip()
        assert len(text) <= 1000
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text)
    assert tags.credits.isrc == "" or len(tags.credits.isrc) == 12
    assert tags.tempo is None or 30 <= tags.tempo <= 300
    assert tags.key in {"", *KEYS}


@pytest.mark.parametrize(
    ("said", "tempo"),
    [("120", 120.0), ("97.5", 97.5), ("97,5", 97.5), ("120 BPM", 120.0), ("0", None),
     ("999", None), ("", None), ("fast", None), ("-90", None), ("1e9", None)],
)  # fmt: skip
def test_a_tempo_that_makes_sense_is_believed(said: str, tempo: float | None) -> None:
    assert read_tags(Path("/x.ogg"), {"BPM": said}).tempo == tempo


def test_a_licence_that_stands_elsewhere_is_found() -> None:
    notice = (
        "2010 Ana. Licensed to the public under http://creativecommons.org/licenses/by-sa/3.0/ "
        "verify at http://example.org."
    )
    found = read_tags(Path("/x.ogg"), {"copyright": notice}).credits
    assert found.licence == "http://creativecommons.org/licenses/by-sa/3.0/"
    assert found.copyright == notice
    said = {"comment": "CC0, see creativecommons.org/publicdomain/zero/1.0."}
    licence = read_tags(Path("/x.ogg"), said).credits.licence
    assert licence == "creativecommons.org/publicdomain/zero/1.0"


@pytest.mark.parametrize("isrc", ["none", "DE-A12-34", "DEA12345678X", "12A123456789"])
def test_what_is_no_isrc_is_none(isrc: str) -> None:
    assert read_tags(Path("/x.ogg"), {"isrc": isrc}).credits.isrc == ""


def test_what_the_container_says_stands_in(made: Maker) -> None:
    said = {"title": "Dusk", "artist": "Ana", "composer": "Bo"}
    tags = read_tags(made("mkv"), said)
    assert (tags.title, tags.artist, tags.credits.composer) == ("Dusk", "Ana", "Bo")


def test_the_name_stands_in_for_the_rest(made: Maker, tmp_path: Path) -> None:
    path = tmp_path / "Ana Lem - 07 dusk.wav"
    path.write_bytes(made("wav").read_bytes())
    assert read_tags(path) == Tags("07 dusk", "Ana Lem")


@pytest.mark.parametrize(
    ("stem", "title", "artist"),
    [
        ("03_the-long_road", "The-long road", ""),
        ("Ana Lem - Dusk", "Dusk", "Ana Lem"),
        ("01 - Ana Lem - Dusk", "Dusk", "Ana Lem"),
        ("02. Night Train", "Night Train", ""),
        ("1-04 Night Train", "Night Train", ""),
        ("night.train", "Night train", ""),
        ("1984", "1984", ""),
        ("99 Red Roofs", "Red Roofs", ""),
        ("A - B - C", "A - B - C", ""),
        ("___", "Untitled", ""),
        ("McD2", "McD2", ""),
    ],
)
def test_names_made_readable(stem: str, title: str, artist: str) -> None:
    assert name_parts(stem) == (title, artist)


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_any_name_gives_a_title_on_one_line(stem: str) -> None:
    title, artist = name_parts(stem)
    assert title
    for text in (title, artist):
        assert text == text.strip()
        assert len(text) <= 200
        assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text)
