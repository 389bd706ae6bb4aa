"""Kdenlive's files, as they are read, and clips as its clipboard has them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree

from t2m_engine.links.kdenlive_project import rate_in, read_project, scene
from t2m_engine.links.model import Item, Track

PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<mlt root="/films"><profile frame_rate_num="25" frame_rate_den="1"/>
<producer id="one"><property name="resource">a #1.wav</property></producer>
<chain id="two"><property name="resource">/music/b.wav</property>
<property name="kdenlive:clipname">Dusk</property></chain>
<playlist id="main_bin"><property name="kdenlive:docproperties.guides">{guides}</property>
</playlist>
<playlist id="p0"/><playlist id="p1"><blank length="00:00:02.000"/>
<entry producer="one" in="10" out="00:00:01.360"/><blank length="5"/>
<entry producer="two" in="00:00:00.000" out="00:00:03.960"/></playlist>
<tractor id="low"><property name="kdenlive:audio_track">1</property>
<property name="kdenlive:locked_track">1</property><track producer="p0"/></tractor>
<tractor id="top"><property name="kdenlive:audio_track">1</property>
<property name="kdenlive:track_name">Voice</property><track producer="p1"/></tractor>
<tractor id="pictures"><track producer="p0"/></tractor>
<tractor id="all"><track producer="black"/><track producer="low"/><track producer="top"/>
<track producer="pictures"/></tractor></mlt>"""
GUIDES = '[{"comment": "Storm", "pos": 250, "type": 0}, {"comment": "End", "pos": 500}]'


def read(guides=GUIDES):
    return read_project(PROJECT.format(guides=guides).encode(), "Film")


def test_tracks_are_counted_from_the_pictures_down():
    assert read().tracks == (Track("Voice"), Track("A2", locked=True))


def test_clips_are_where_blanks_put_them():
    assert [(c.track, c.name, c.start, c.length, c.file) for c in read().clips] == [
        (0, "a #1.wav", 2.0, 1.0, Path("/films/a #1.wav")),
        (0, "Dusk", 3.2, 4.0, Path("/music/b.wav")),
    ]


def test_guides_are_markers():
    assert [(m.name, m.start) for m in read().markers] == [("Storm", 10.0), ("End", 20.0)]


def test_guides_that_are_none_do_no_harm():
    assert read(guides="[{").markers == ()


def test_a_project_with_sequences_is_read():
    text = PROJECT.format(guides="[]").replace(
        '<property name="kdenlive:docproperties.guides">[]</property>',
        '<property name="kdenlive:docproperties.activetimeline">all</property>',
    )
    text = text.replace(
        '<tractor id="all">',
        '<tractor id="all"><property name="kdenlive:sequenceproperties.guides">'
        f"{GUIDES}</property>",
    ).replace("</mlt>", '<tractor id="project"><track producer="all"/></tractor></mlt>')
    state = read_project(text.encode(), "Film")
    assert len(state.clips) == 2
    assert [marker.name for marker in state.markers] == ["Storm", "End"]


@pytest.mark.parametrize("content", [b"", b"<mlt>", b"<mlt/>", b"<html/>", PROJECT[:300].encode()])
def test_what_is_no_project_is_none(content):
    assert read_project(content, "Film") is None


def test_a_project_reads_no_other_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    text = PROJECT.format(guides="[]").replace(
        '<mlt root="/films">',
        f'<!DOCTYPE mlt [<!ENTITY x SYSTEM "file://{secret}">]><mlt root="/">',
    )
    text = text.replace(">Voice<", ">&x;<")
    state = read_project(text.encode(), "Film")
    assert state is None or "secret" not in state.tracks[0].name


@pytest.mark.parametrize(
    ("profile", "rate"),
    [
        ("HD 1080p 25 fps", Fraction(25)),
        ("HD 720p 23.98 fps", Fraction(24000, 1001)),
        ("DV/DVD NTSC 29.97 fps", Fraction(30000, 1001)),
        ("4K UHD 2160p 59,94 fps", Fraction(60000, 1001)),
        ("My own", None),
    ],
)
def test_a_profile_tells_its_rate(profile, rate):
    found = rate_in(profile)
    assert found == rate or abs(float(found) - float(rate)) < 0.01


def test_a_scene_says_where_clips_lie():
    items = [
        Item(Path("/a & <b>.wav"), "Dusk", 7.013, 5.5, 0),
        Item(Path("/c.wav"), "Dawn", 12.0, 4.0, 1),
    ]
    root = etree.fromstring(scene(items, Fraction(25), 3, here=False))
    assert (root.get("offset"), root.get("masterAudioTrack"), root.get("audioTracks")) == (
        "0", "2", "3",
    )  # fmt: skip
    assert [(c.get("position"), c.get("track"), c.get("out")) for c in root.findall("clip")] == [
        ("175", "2", "136"), ("300", "1", "99"),
    ]  # fmt: skip
    files = root.xpath("bin/producer/property[@name='resource']/text()")
    assert files == ["/a & <b>.wav", "/c.wav"]
    here = etree.fromstring(scene(items, Fraction(25), 3, here=True))
    assert here.get("offset") == "175"
