"""Timelines in the programs that they are for: rendered, and opened, with all clips in place."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.export.temp_score import write_temp_score
from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.cutting import cut_out
from t2m_engine.export.timelines.formats import CUT, write_timelines
from t2m_engine.export.timelines.rates import DROP, RATES

pytestmark = pytest.mark.real_program
RATE = 48_000
SLOW = pytest.mark.slow
"""For a Kdenlive project, melt draws every picture of it, black as it is."""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def at_home(folder: Path) -> dict[str, str]:
    """An environment in which a program finds no settings of anybody's."""
    folder.mkdir(exist_ok=True)
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
    folder.chmod(0o700)
    return os.environ | dict.fromkeys(names, str(folder)) | {"LC_ALL": "C.UTF-8"}


def run(command: list[str], home: Path, **more) -> str:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=280, env=at_home(home), **more,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def clicks(cue_kit, tmp_path):
    """Cues of clicks, each at a sample of its own, in files of 48 kHz; one of them is mono."""
    places = [(0.0, 3.44, 8.0), (6.0, 1.0, 8.0), (16.48, 12.36, 7.24)]
    cues = []
    for number, (start, source, length) in enumerate(places, 1):
        sound = np.zeros((25 * RATE, 1 + number % 2), np.float32)
        sound[round(source * RATE) + 1000 * number :: 9_999 + number] = 0.5
        path = tmp_path / "mü #1" / f"clicks {number}.wav"
        path.parent.mkdir(exist_ok=True)
        soundfile.write(path, sound, RATE, "PCM_24")
        cue = cue_kit.make_cue(number, start, round(start + length, 2), path, source)
        cues.append(cue)
    return cue_kit.make_plan(cues, 24.0)


def mixed(plan, tmp_path: Path) -> np.ndarray:
    write_temp_score(plan, tmp_path / "mix.wav")
    return soundfile.read(tmp_path / "mix.wav", dtype="float32", always_2d=True)[0]


@pytest.mark.parametrize("form", ["mlt", pytest.param("kdenlive", marks=SLOW)])
def test_melt_plays_what_was_cut_out_to_the_sample(clicks, tmp_path, form):
    room = tmp_path / "out"
    room.mkdir()
    timeline = cut_out(
        timeline_of(clicks),
        room,
        CUT,
        before=0.0,
        progress=lambda *_: None,
        cancelled=lambda: False,
    )
    path = write_timelines(timeline, room, [form])[0]
    assert f">{CUT}/1. Piece 1.wav<" in path.read_text("utf-8")
    heard, wanted = melted(path, tmp_path), mixed(clicks, tmp_path)
    assert len(heard) == len(wanted)
    for cue in clicks.cues:
        part = slice(round((cue.start + 2.0) * RATE), round((cue.end - 3.0) * RATE))
        assert np.count_nonzero(wanted[part]) > 10
        assert np.abs(heard[part] - wanted[part]).max() < 1e-3
    assert np.abs(heard - wanted).max() < 0.03  # in fades, which melt draws more softly


def test_melt_plays_a_rate_of_ntsc_to_the_sample(clicks, tmp_path):
    """A frame has 1601.6 samples there: each cue begins at the sample nearest to its frame."""
    room = tmp_path / "out"
    room.mkdir()
    rate = RATES[DROP]
    timeline = cut_out(
        timeline_of(clicks, rate=rate), room, CUT, before=0.0,
        progress=lambda *_: None, cancelled=lambda: False,
    )  # fmt: skip
    heard = melted(write_timelines(timeline, room, ["mlt"])[0], tmp_path)
    wanted = mixed(clicks, tmp_path)
    for cue in clicks.cues:
        begun = round(cue.start * RATE)
        shift = rate.sample(rate.frame(begun, RATE), RATE) - begun
        first, last = begun + 2 * RATE, round((cue.end - 3.0) * RATE)
        assert np.count_nonzero(wanted[first:last]) > 10
        found = heard[first + shift : last + shift]
        assert np.abs(found - wanted[first:last]).max() < 1e-3, (cue.number, shift)


@SLOW
def test_melt_plays_kdenlives_project_as_it_plays_mlt(clicks, tmp_path):
    timeline = timeline_of(clicks, beside=tmp_path)
    paths = write_timelines(timeline, tmp_path, ["mlt", "kdenlive"])
    one, other = (melted(path, tmp_path) for path in paths)
    assert np.abs(one).max() > 0.1
    assert np.array_equal(one, other)


def melted(path: Path, tmp_path: Path) -> np.ndarray:
    rendered = tmp_path / "rendered.wav"
    run(
        [program("melt"), f"xml:{path}", "-consumer", f"avformat:{rendered}", "vn=1",
         "acodec=pcm_s24le", f"ar={RATE}", "ac=2", "real_time=-1"],
        tmp_path / "home",
    )  # fmt: skip
    heard, rate = soundfile.read(rendered, dtype="float32", always_2d=True)
    assert rate == RATE
    return heard


def test_ardour_opens_it_with_each_region_at_its_place(made, tmp_path):
    lua = program("ardour7-lua")
    timeline = timeline_of(made.plan, ducks=made.ducks)
    session = write_timelines(timeline, tmp_path, ["ardour"])[0]
    script = tmp_path / "read.lua"
    script.write_text(
        f'local s = load_session ("{session.parent}", "{session.stem}")\n'
        'assert (s, "not opened")\n'
        "local function tell (...) print (table.concat ({...}, '|')) end\n"
        "tell ('rate', math.floor (s:nominal_sample_rate ()))\n"
        "for route in s:get_tracks ():iter () do\n"
        "  for region in route:to_track ():playlist ():region_list ():iter () do\n"
        "    tell ('region', route:name (), region:name (), region:position ():samples (),\n"
        "      region:length ():samples (), region:to_audioregion ():scale_amplitude ())\n"
        "  end\n"
        "end\n"
        "for mark in s:locations ():list ():iter () do\n"
        "  tell ('mark', mark:name (), mark:start ():samples (), mark:_end ():samples ())\n"
        "end\n"
        "close_session ()\nquit ()\n",
        "utf-8",
    )
    rows = [line.split("|") for line in run([lua, str(script)], tmp_path / "home").splitlines()]
    assert ["rate", "48000"] in rows
    regions = {r[2]: (r[1], int(r[3]), int(r[4]), float(r[5])) for r in rows if r[0] == "region"}
    tracks = {"1": "Music 1", "2": "Music 2", "3": "Music 1", "4": "Music 2"}
    for name, (start, _, length) in made.places.items():
        track, at, samples, gain = regions.pop(name)
        assert (track, at, samples) == (
            tracks[name[0]], round(start * RATE), round(length * RATE),
        )  # fmt: skip
        assert gain == pytest.approx(10 ** ((2.5 if name[0] == "2" else -3.0) / 20), rel=1e-5)
    assert not regions
    assert ["mark", "=Two", str(30 * RATE), str(60 * RATE)] in rows
