from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import mutagen
import mutagen.aiff
import mutagen.id3
import mutagen.wave
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from t2m_engine.audio.decoding import probe
from t2m_engine.audio.tags import name_parts, read_tags

Maker = Callable[[str], Path]


@pytest.mark.parametrize("kind", ["flac", "mp3", "ogg", "opus", "m4a"])
def test_tags_of_every_kind(kind: str, made: Maker, tmp_path: Path) -> None:
    path = tmp_path / f"01 file name.{kind}"
    path.write_bytes(made(kind).read_bytes())
    tags = mutagen.File(path, easy=True)
    if tags.tags is None:
        tags.add_tags()
    tags["title"], tags["artist"] = "Dämmerung\nII ", "Ana Lém"
    tags.save()
    assert read_tags(path) == ("Dämmerung II", "Ana Lém")
    info = probe(path)
    assert (info.title, info.artist) == ("Dämmerung II", "Ana Lém")


@pytest.mark.parametrize(
    ("kind", "form"), [("wav", mutagen.wave.WAVE), ("aiff", mutagen.aiff.AIFF)]
)
def test_id3_in_wav_and_aiff(kind: str, form: type, made: Maker, tmp_path: Path) -> None:
    path = tmp_path / f"x.{kind}"
    path.write_bytes(made(kind).read_bytes())
    tags = form(path)
    tags.add_tags()
    tags.tags.add(mutagen.id3.TIT2(text=["Storm"]))
    tags.tags.add(mutagen.id3.TPE1(text=["Bo"]))
    tags.save()
    assert read_tags(path) == ("Storm", "Bo")
    assert probe(path).duration == pytest.approx(8.0)


def test_tags_of_wma(made: Maker, tmp_path: Path) -> None:
    path = tmp_path / "x.wma"
    path.write_bytes(made("wma").read_bytes())
    tags = mutagen.File(path)
    tags["Title"], tags["Author"] = ["Storm"], ["Bo"]
    tags.save()
    assert read_tags(path) == ("Storm", "Bo")


def test_what_the_container_says_stands_in(made: Maker) -> None:
    said = {"title": "Dusk", "artist": "Ana"}
    assert read_tags(made("mkv"), said) == ("Dusk", "Ana")


def test_the_name_stands_in_for_the_rest(made: Maker, tmp_path: Path) -> None:
    path = tmp_path / "Ana Lem - 07 dusk.wav"
    path.write_bytes(made("wav").read_bytes())
    assert read_tags(path) == ("07 dusk", "Ana Lem")


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
