"""Each format read back by a reader that is not ours, clip by clip."""

from __future__ import annotations

import csv
import io
import zipfile
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote, urlparse

import numpy as np
import opentimelineio as otio
import pytest
import rpp
import soundfile
from lxml import etree

from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.export.temp_score import write_temp_score
from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.formats import FORMATS, write_timelines
from t2m_engine.export.timelines.rates import RATES, Rate

HERE = Path(__file__).parent


@pytest.fixture
def timeline(made):
    return timeline_of(made.plan, ducks=made.ducks)


def written(timeline, room: Path, name: str) -> Path:
    room.mkdir(exist_ok=True)
    return write_timelines(timeline, room, [name])[0]


def otio_places(timeline: otio.schema.Timeline) -> dict[str, tuple[float, float, float]]:
    """(start, source start, length) in seconds of all clips by their names."""
    found = {}
    for clip in timeline.find_clips():
        placed = clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)
        source = clip.trimmed_range()
        found[clip.name] = tuple(
            round(time.to_seconds(), 6)
            for time in (placed.start_time, source.start_time, source.duration)
        )
    return found


def test_otio(timeline, made, tmp_path):
    read = otio.adapters.read_from_file(str(written(timeline, tmp_path / "out", "otio")))
    assert otio_places(read) == made.places
    paths = {unquote(urlparse(c.media_reference.target_url).path) for c in read.find_clips()}
    assert paths == {str(cue.track) for cue in made.plan.cues}
    assert [marker.name for marker in read.tracks.markers] == ["One", "=Two"]
    first = read.tracks[0][0].metadata["t2m"]
    assert (first["gain_db"], first["fade_out"]) == (-3.0, 96_000)
    assert [list(point) for point in first["under_speech"]] == [
        [0, 0.0], [220_800, 0.0], [240_000, -12.0], [384_000, -12.0], [441_600, 0.0],
        [768_000, 0.0],
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(RATES))
def test_edl(made, tmp_path, name):
    rate = RATES[name]
    timeline = timeline_of(made.plan, ducks=made.ducks, rate=rate)
    found = {}
    for path in write_timelines(timeline, tmp_path, ["edl"]):
        text = path.read_text("utf-8")
        assert ("FCM: DROP FRAME" in text) == rate.drop
        read = otio.adapters.read_from_string(
            text, "cmx_3600", rate=float(rate.fps), ignore_timecode_mismatch=True
        )
        for track in read.tracks:
            assert track.kind == otio.schema.TrackKind.Audio
        found |= otio_places(read)
    frame = 1.0 / float(rate.fps)
    assert found.keys() == made.places.keys()
    for clip, times in made.places.items():
        assert np.allclose(found[clip], times, atol=frame / 2 + (frame if rate.ntsc else 1e-6))


def test_other_forms_at_every_rate(made, tmp_path):
    """What counts frames lies at the nearest one, what counts samples at the sample."""
    for name, rate in RATES.items():
        at_rate(made, rate, tmp_path / name)


def at_rate(made, rate: Rate, room: Path) -> None:
    room.mkdir()
    timeline = timeline_of(made.plan, ducks=made.ducks, rate=rate)
    half = float(0.5 / rate.fps) + 1e-6

    read = otio.adapters.read_from_file(str(written(timeline, room / "otio", "otio")))
    assert read.global_start_time.rate == float(rate.fps)
    assert otio_places(read) == made.places

    path = written(timeline, room / "fcp7", "fcp7")
    assert near(otio_places(otio.adapters.read_from_file(str(path), "fcp_xml")), made.places, half)
    sequence = etree.parse(path).find(".//sequence")
    assert int(sequence.findtext("rate/timebase")) == rate.base
    assert sequence.findtext("rate/ntsc") == ("TRUE" if rate.ntsc else "FALSE")
    assert sequence.findtext("timecode/displayformat") == ("DF" if rate.drop else "NDF")

    document = etree.parse(written(timeline, room / "fcpxml", "fcpxml"))
    assert etree.DTD(str(HERE / "fcpxml.dtd")).validate(document)
    frame = Fraction(document.find(".//format").get("frameDuration")[:-1])
    assert frame == 1 / rate.fps
    found = {}
    for clip in document.iter("asset-clip"):
        at, source, length = (
            Fraction(clip.get(key)[:-1]) for key in ("offset", "start", "duration")
        )
        assert (at / frame).denominator == (length / frame).denominator == 1
        found[clip.get("name")] = (float(at), float(source), float(length))
    assert near(found, made.places, half)

    for form in ("mlt", "kdenlive"):
        profile = etree.parse(written(timeline, room / form, form)).find("profile")
        told = (int(profile.get(f"frame_rate_{part}")) for part in ("num", "den"))
        assert Fraction(*told) == rate.fps

    project = rpp.loads(written(timeline, room, "reaper").read_text("utf-8"))
    places = [
        float(child[1])
        for item in project.findall(".//ITEM")
        for child in item.children
        if child[0] == "POSITION"
    ]
    assert sorted(places) == sorted(start for start, _, _ in made.places.values())


def near(found, wanted, within: float) -> bool:
    """Whether the same clips begin at the same places, to `within` seconds, and end so."""
    slack = (within, within, 2.0 * within)
    return found.keys() == wanted.keys() and bool(
        np.all(np.abs(np.subtract([found[clip] for clip in wanted], list(wanted.values()))) < slack)
    )


def test_edl_tells_levels_and_scenes(timeline, tmp_path):
    text = written(timeline, tmp_path, "edl").read_text("utf-8")
    assert "* AUDIO LEVEL AT 00:00:01:00 IS -3.00 DB  (REEL AX A1 A2)" in text
    assert "* LOC: 00:00:30:00 GREEN   =Two" in text


def test_fcp7(timeline, made, tmp_path):
    path = written(timeline, tmp_path / "out", "fcp7")
    read = otio.adapters.read_from_file(str(path), "fcp_xml")
    assert otio_places(read) == made.places
    assert len(read.audio_tracks()) == 4  # left and right of two
    paths = {unquote(urlparse(c.media_reference.target_url).path) for c in read.find_clips()}
    assert paths == {str(cue.track) for cue in made.plan.cues}
    assert [marker.name for marker in read.tracks.markers] == ["One", "=Two"]
    level = etree.parse(path).find(".//clipitem[@id='cue1-1']//parameter")
    keys = {int(k.findtext("when")): float(k.findtext("value")) for k in level.iter("keyframe")}
    # In frames of the file: the clip begins at 86, has faded in at 111, and ends at 486.
    assert (keys[86], keys[486]) == (0.0, 0.0)
    assert keys[111] == pytest.approx(10 ** (-3 / 20), abs=1e-5)


def test_reaper(timeline, made, tmp_path):
    project = rpp.loads(written(timeline, tmp_path, "reaper").read_text("utf-8"))
    found, files, gains = {}, set(), []
    for item in project.findall(".//ITEM"):
        value = {child[0]: child[1:] for child in item.children if isinstance(child, list)}
        found[value["NAME"][0]] = tuple(
            round(float(value[key][0]), 6) for key in ("POSITION", "SOFFS", "LENGTH")
        )
        files.add(item.find("SOURCE").children[0][1])
        gains.append(float(value["VOLPAN"][0]))
        assert float(value["FADEIN"][1]) in (1.0, 2.0)
    assert found == made.places
    # The library has no backtick in a name: an apostrophe stands for it.
    assert files == {str(cue.track) for cue in made.plan.cues}
    assert sorted(gains) == pytest.approx([0.7079458, 0.7079458, 0.7079458, 1.3335214])
    regions = [child for child in project.children if child[0] == "MARKER"]
    assert [(m[1], float(m[2]), m[3]) for m in regions] == [
        ("1", 0.0, "One"), ("1", 30.0, ""), ("2", 30.0, "=Two"), ("2", 60.0, ""),
    ]  # fmt: skip


def test_fcpxml(timeline, made, tmp_path):
    read = etree.parse(written(timeline, tmp_path / "out", "fcpxml"))
    dtd = etree.DTD(str(HERE / "fcpxml.dtd"))
    assert dtd.validate(read), dtd.error_log
    found = {
        clip.get("name"): tuple(
            float(Fraction(clip.get(key)[:-1])) for key in ("offset", "start", "duration")
        )
        for clip in read.iter("asset-clip")
    }
    assert found == made.places
    sources = {unquote(urlparse(rep.get("src")).path) for rep in read.iter("media-rep")}
    assert sources == {str(cue.track) for cue in made.plan.cues}
    marks = [(m.get("value"), m.get("start")) for m in read.iter("chapter-marker")]
    assert marks == [("One", "0s"), ("=Two", "30s")]


def test_a_document_against_the_rules_is_found_out(timeline, tmp_path):
    dtd = etree.DTD(str(HERE / "fcpxml.dtd"))
    read = etree.parse(written(timeline, tmp_path / "out", "fcpxml"))
    gap = read.find(".//gap")
    gap.insert(0, gap[-1])  # a marker before the clips
    assert not dtd.validate(read)
    rules = etree.RelaxNG(etree.parse(HERE / "dawproject.rng"))
    project = project_of(written(timeline, tmp_path / "out", "dawproject"))
    del project.find(".//Audio").attrib["channels"]
    assert not rules.validate(project)


def project_of(path: Path) -> etree._ElementTree:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["project.xml", "metadata.xml"]
        return etree.parse(io.BytesIO(archive.read("project.xml")))


def test_dawproject(timeline, made, tmp_path):
    project = project_of(written(timeline, tmp_path / "out", "dawproject"))
    rules = etree.RelaxNG(etree.parse(HERE / "dawproject.rng"))
    assert rules.validate(project), rules.error_log
    found = {
        clip.get("name"): tuple(float(clip.get(key)) for key in ("time", "playStart", "duration"))
        for clip in project.iter("Clip")
    }
    assert found == made.places
    assert {file.get("path") for file in project.iter("File")} == {
        str(cue.track) for cue in made.plan.cues
    }
    # What refers to something refers to something that is there (xs:IDREF).
    names = [e.get("id") for e in project.iter() if e.get("id")]
    assert len(names) == len(set(names))
    for element in project.iter():
        for key in ("track", "destination"):
            assert element.get(key) is None or element.get(key) in names
    gains = [float(point.get("value")) for point in project.find(".//Points").iter("RealPoint")]
    assert gains[0] == pytest.approx(10 ** (-3 / 20), abs=1e-6)
    assert min(gains) == pytest.approx(10 ** (-15 / 20), abs=1e-6)  # under the speech


def test_what_audacity_plays_adds_up_to_the_temp_score(timeline, made, tmp_path):
    room = tmp_path / "out"
    listed = written(timeline, room, "lof").read_text("utf-8").splitlines()
    assert listed[0] == "window"
    mix = np.zeros((62 * 48_000, 2), np.float32)
    for line in listed[1:]:
        name, offset = line.removeprefix('file "').rsplit('" offset ', 1)
        sound, rate = soundfile.read(room / name, dtype="float32")
        assert rate == 48_000
        first = round(float(offset) * rate)
        mix[first : first + len(sound)] += sound
    write_temp_score(made.plan, tmp_path / "mix.wav", ducks=made.ducks)
    wanted, _ = soundfile.read(tmp_path / "mix.wav", dtype="float32")
    assert np.abs(mix - wanted).max() < 2e-5  # some roundings to 24 bits


def test_labels(timeline, made, tmp_path):
    rows = written(timeline, tmp_path, "labels").read_text("utf-8").splitlines()
    found = [row.split("\t") for row in rows]
    assert sorted(name for _, _, name in found) == sorted([*made.places, "One", "=Two"])
    for start, end, name in found:
        if name in made.places:
            begin, _, length = made.places[name]
            assert (float(start), float(end)) == (begin, round(begin + length, 6))


def test_markers(timeline, made, tmp_path):
    text = written(timeline, tmp_path, "markers").read_text("utf-8")
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows.keys() == {*made.places, "One", "'=Two"}
    assert (rows["3. Piece 3"]["Start"], rows["3. Piece 3"]["Out"]) == ("30.000000", "00:00:42:02")
    assert rows["'=Two"]["Kind"] == "scene"


HARD = "a\x01b\ud83d \"q\" 's' `t`\n<x>&#0; \u202e 日本 😀"


HARD_FILE = HARD.replace("\ud83d", "\udcff")  # a byte that is no UTF-8


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.cut])
def test_any_name_gives_a_document_that_can_be_read(cue_kit, tmp_path, name):
    cue = cue_kit.make_cue(
        1, 0.0, 10.0, Path(f"/m/{HARD_FILE}.wav"), 0.0, title=HARD, reason=HARD, artist=HARD
    )
    plan = cue_kit.make_plan([cue], title=HARD)
    for path in write_timelines(timeline_of(plan), tmp_path, [name]):
        content = path.read_bytes()
        if path.suffix == ".dawproject":
            project_of(path)
        elif content.startswith(b"<?xml"):
            assert "日本 😀" in "".join(etree.fromstring(content).itertext(with_tail=True)) or (
                "日本 😀".encode() in content
            )
        else:
            assert "日本 😀" in content.decode("utf-8")
        if path.suffix == ".rpp":
            assert len(rpp.loads(content.decode()).findall(".//ITEM")) == 1
        elif path.suffix == ".edl":
            otio.adapters.read_from_string(content.decode(), "cmx_3600", rate=25)
        elif path.suffix == ".otio":
            otio.adapters.read_from_string(content.decode(), "otio_json")


def test_what_cannot_be_is_told(timeline, tmp_path):
    with pytest.raises(UsageError, match="no timeline “vegas”; choose one of mlt, kdenlive"):
        write_timelines(timeline, tmp_path, ["vegas"])
    with pytest.raises(CancelledError):
        write_timelines(timeline, tmp_path, ["lof"], cancelled=lambda: True)
