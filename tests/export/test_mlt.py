"""The timeline: read back as XML, and rendered by melt."""

from __future__ import annotations

import shutil
import subprocess
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.decoding import decode
from t2m_engine.export.fades import envelope, keyframes
from t2m_engine.export.mlt import to_mlt
from t2m_engine.export.temp_score import RATE, to_stereo, write_temp_score
from t2m_engine.export.timelines.building import timeline_of

FRAME = RATE // 25


@pytest.fixture
def plan(cue_kit, tmp_path):
    """Four cues over a minute: a cross-fade, touching ones, a gap, a file's name that is hard."""
    music = tmp_path / "müsic & <more> #1 100%"
    stereo = cue_kit.write_noise(music / "a.wav", 40, 44_100, 2, 1)
    mono = cue_kit.write_noise(music / "b [x]=1.flac", 40, 22_050, 1, 2)
    vorbis = cue_kit.write_noise(music / "c.ogg", 40, 48_000, 2, 3)
    opus = cue_kit.write_noise(music / "d.opus", 40, 48_000, 2, 4)
    cues = [
        cue_kit.make_cue(1, 0.0, 16.0, stereo, 3.44, fade_out=2.0),
        cue_kit.make_cue(2, 14.0, 30.0, mono, 10.04, fade_in=2.0, gain_db=2.5),
        cue_kit.make_cue(3, 30.0, 42.08, vorbis, 20.0),
        cue_kit.make_cue(4, 47.2, 62.0, opus, 7.32),
    ]
    return cue_kit.make_plan(cues, 60.0)


def entries(playlist: ET.Element) -> list[tuple[str, int, int]]:
    """(producer, first frame, frames) of a playlist's entries."""
    found, now = [], 0
    for element in playlist:
        if element.tag == "blank":
            now += int(element.get("length"))
        elif element.tag == "entry":
            length = int(element.get("out")) + 1 - int(element.get("in"))
            found.append((element.get("producer"), now, length))
            now += length
    return found


def test_holds_each_cue_to_the_frame_on_alternating_lanes(plan):
    root = ET.fromstring(to_mlt(timeline_of(plan)))
    lanes = [entries(root.find(f"playlist[@id='lane{lane}']")) for lane in (1, 2)]
    assert lanes == [
        [("cue1", 0, 400), ("cue3", 750, 302)],
        [("cue2", 350, 400), ("cue4", 1180, 370)],
    ]
    source = root.find("producer[@id='cue2']")
    assert (source.get("in"), source.get("out")) == ("0", "650")
    entry = root.find("playlist[@id='lane2']/entry")
    assert (entry.get("in"), entry.get("out")) == ("251", "650")
    assert source.find("property[@name='resource']").text == str(plan.cues[1].track)


def test_background_is_the_first_track(plan):
    tracks = [
        track.get("producer") for track in ET.fromstring(to_mlt(timeline_of(plan))).iter("track")
    ]
    assert tracks == ["background", "lane1", "lane2"]


def test_a_title_with_control_characters_stays_xml(cue_kit, plan):
    broken = cue_kit.make_plan(
        [cue_kit.make_cue(1, 0.0, 10.0, Path("/m/\udcff.wav"), 0.0, title="a\x01]]>\x0b")]
    )
    root = ET.fromstring(to_mlt(timeline_of(broken)))
    assert "a]]>" in "".join(root.itertext())


@pytest.mark.real_program
def test_melt_plays_what_the_cues_say_and_what_the_temp_score_holds(plan, tmp_path):
    melt = shutil.which("melt")
    if melt is None:
        pytest.skip("melt is not installed")
    timeline = tmp_path / "timeline.mlt"
    timeline.write_bytes(to_mlt(timeline_of(plan)))
    rendered = tmp_path / "rendered.wav"
    subprocess.run(
        [melt, f"xml:{timeline}", "-consumer", f"avformat:{rendered}", "vn=1",
         "acodec=pcm_s24le", f"ar={RATE}", "ac=2", "real_time=-1"],
        stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    heard, rate = soundfile.read(rendered, dtype="float32", always_2d=True)
    assert rate == RATE
    mixed_file = tmp_path / "temp_score.wav"
    write_temp_score(plan, mixed_file)
    mixed, _ = soundfile.read(mixed_file, dtype="float32", always_2d=True)
    assert abs(len(mixed) - len(heard)) <= FRAME
    for cue in plan.cues:
        alone = slice(*(round(t * RATE) for t in (cue.start + 2.0, cue.end - 3.0)))
        source = decode(
            cue.track, start=cue.source_start + 2.0, end=cue.source_end - 3.0, sample_rate=RATE
        ).samples
        wanted = to_stereo(source).mean(axis=1) * 10 ** (cue.gain_db / 20)
        # melt seeks to within half a frame; the temp score is exact to the sample.
        for played, room in ((heard, FRAME // 2), (mixed, 0)):
            sound = played[alone].mean(axis=1)
            place, likeness = best_lag(sound, wanted[: len(sound)], room)
            assert likeness > 0.995, (cue.title, place)
            assert np.std(sound) == pytest.approx(np.std(wanted), rel=0.02)
    size = min(len(mixed), len(heard)) // FRAME * FRAME
    loudness = [
        np.sqrt(np.square(x[:size]).reshape(-1, 5 * FRAME, 2).mean(axis=(1, 2)))
        for x in (mixed, heard)
    ]  # of every fifth of a second: the fades have one shape
    assert np.allclose(*loudness, rtol=0.1, atol=2e-3)


def best_lag(one: np.ndarray, other: np.ndarray, room: int) -> tuple[int, float]:
    """The shift within ±room samples at which two sounds are most alike, and how much."""
    size = min(len(one), len(other))
    length = 2 * size
    spectrum = np.fft.rfft(one[:size], length) * np.conj(np.fft.rfft(other[:size], length))
    likeness = np.fft.irfft(spectrum, length)
    lags = np.arange(-room, room + 1)
    scale = np.linalg.norm(one[:size]) * np.linalg.norm(other[:size])
    best = int(likeness[lags].argmax())
    return int(lags[best]), float(likeness[lags][best] / scale)


def test_envelope_of_a_crossfade_has_equal_power(plan):
    one, two = plan.cues[:2]
    down, up = (
        envelope(keyframes(cue.pieces[0], Fraction(25)), 0.0, first, 2 * RATE, FRAME)
        for cue, first in ((one, 14 * RATE), (two, 0))
    )
    assert np.allclose(np.square(down) + np.square(up), 1.0, atol=3e-3)
