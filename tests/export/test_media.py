"""Collected media: every file once, names that do not clash, licences beside them."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.facts import Credits
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.export.media import FOLDER, LICENCES, collect
from t2m_engine.export.mlt import to_mlt
from t2m_engine.export.temp_score import RATE, write_temp_score
from t2m_engine.export.timelines.building import timeline_of


@pytest.fixture
def plan(cue_kit, tmp_path):
    one = cue_kit.write_noise(tmp_path / "a" / "Theme #1.wav", 20, RATE, 2, 1)
    two = cue_kit.write_noise(tmp_path / "b" / "theme #1.wav", 20, RATE, 2, 2)
    cues = [
        cue_kit.make_cue(1, 0.0, 8.0, one, 0.0, credits=Credits(licence="CC BY 4.0")),
        cue_kit.make_cue(2, 10.0, 18.0, two, 4.0),
        cue_kit.make_cue(3, 20.0, 28.0, one, 2.0),
        cue_kit.make_cue(4, 28.0, 30.0, tmp_path / "muted.wav", 2.0, muted=True),
    ]
    return cue_kit.make_plan(cues, 30.0)


def test_every_file_once_under_a_name_of_its_own(plan, tmp_path):
    room = tmp_path / "out"
    media = collect(plan, room)
    assert list(media.values()) == ["media/Theme #1.wav", "media/theme #1 2.wav"]
    for track, place in media.items():
        assert (room / place).read_bytes() == track.read_bytes()
    text = (room / FOLDER / LICENCES).read_text("utf-8")
    assert "To be credited: “Piece 1” by Nobody, CC BY 4.0" in text
    assert text.count("No licence is named") == 1
    assert str(tmp_path) not in text


def test_cancelling_and_a_lost_file_are_told(plan, tmp_path):
    with pytest.raises(CancelledError):
        collect(plan, tmp_path / "out", cancelled=lambda: True)
    plan.cues[1].track.unlink()
    with pytest.raises(InputError, match="is gone"):
        collect(plan, tmp_path / "other")


@pytest.mark.real_program
def test_melt_plays_the_collected_folder_from_anywhere(plan, tmp_path):
    room = tmp_path / "out"
    media = collect(plan, room)
    (room / "timeline.mlt").write_bytes(to_mlt(timeline_of(plan, media=media)))
    moved = tmp_path / "elsewhere"
    room.rename(moved)
    shutil.rmtree(tmp_path / "b")
    rendered = tmp_path / "rendered.wav"
    subprocess.run(
        ["melt", f"xml:{moved / 'timeline.mlt'}", "-consumer", f"avformat:{rendered}", "vn=1",
         "acodec=pcm_s24le", f"ar={RATE}", "ac=2", "real_time=-1"],
        stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    heard = soundfile.read(rendered, dtype="float32")[0]
    assert np.abs(heard[12 * RATE : 14 * RATE]).max() > 0.05
    assert np.abs(heard[int(8.2 * RATE) : int(9.8 * RATE)]).max() < 1e-3


def test_the_mix_does_not_need_what_is_muted(plan, tmp_path):
    write_temp_score(plan, tmp_path / "mix.wav")
    assert soundfile.info(tmp_path / "mix.wav").frames == 30 * RATE
