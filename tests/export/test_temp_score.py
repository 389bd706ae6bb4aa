"""The temp score: what sounds when, how loud, and how it ends early."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.decoding import decode
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.export.temp_score import RATE, to_stereo, write_temp_score


def power(samples: np.ndarray) -> float:
    return float(np.sqrt(np.square(samples).mean()))


def test_every_cue_sounds_from_its_source_to_the_sample(cue_kit, tmp_path):
    stereo = cue_kit.write_noise(tmp_path / "a.flac", 20, 48_000, 2, 1)
    mono = cue_kit.write_noise(tmp_path / "b.wav", 20, 16_000, 1, 2)
    cues = [
        cue_kit.make_cue(1, 1.0, 11.0, stereo, 2.04, fade_out=2.0),
        cue_kit.make_cue(2, 9.0, 19.0, mono, 5.0, fade_in=2.0, gain_db=0.0),
    ]
    file = tmp_path / "score.wav"
    seen = []
    write_temp_score(
        cue_kit.make_plan(cues, 21.0), file, progress=lambda *state: seen.append(state)
    )
    info = soundfile.info(file)
    assert (info.samplerate, info.channels, info.subtype) == (48_000, 2, "PCM_24")
    assert info.frames == 21 * RATE
    assert [done for done, *_ in seen] == sorted(done for done, *_ in seen)
    mix, _ = soundfile.read(file, dtype="float32")
    source = decode(stereo, start=3.04, end=9.04).samples * 10 ** (-3 / 20)
    assert np.abs(mix[2 * RATE : 8 * RATE] - source[: 6 * RATE]).max() < 1e-4
    second = to_stereo(decode(mono, start=7.0, end=12.0, sample_rate=RATE).samples)
    likeness = np.corrcoef(mix[11 * RATE : 16 * RATE, 0], second[: 5 * RATE, 0])[0, 1]
    assert likeness > 0.999
    assert not mix[:RATE].any()
    assert not mix[19 * RATE :].any()


def test_an_equal_crossfade_keeps_its_loudness(cue_kit, tmp_path):
    one = cue_kit.write_noise(tmp_path / "a.wav", 20, 48_000, 2, 1)
    two = cue_kit.write_noise(tmp_path / "b.wav", 20, 48_000, 2, 2)
    cues = [
        cue_kit.make_cue(1, 0.0, 10.0, one, 0.0, fade_out=2.0),
        cue_kit.make_cue(2, 8.0, 18.0, two, 0.0, fade_in=2.0),
    ]
    write_temp_score(cue_kit.make_plan(cues, 18.0), tmp_path / "score.wav")
    mix, _ = soundfile.read(tmp_path / "score.wav")
    before, within, after = (
        power(mix[int(a * RATE) : int(b * RATE)]) for a, b in ((4, 7.9), (8.1, 9.9), (10.1, 14))
    )
    assert within == pytest.approx((before + after) / 2, rel=0.12)


def test_a_story_without_cues_is_silence_of_its_length(cue_kit, tmp_path):
    write_temp_score(cue_kit.make_plan([], 12.0), tmp_path / "score.wav")
    mix, rate = soundfile.read(tmp_path / "score.wav")
    assert (len(mix) / rate, mix.any()) == (12.0, False)


def test_cancelling_and_a_lost_track_are_told(cue_kit, tmp_path):
    track = cue_kit.write_noise(tmp_path / "a.wav", 20, 48_000, 2, 1)
    plan = cue_kit.make_plan([cue_kit.make_cue(1, 0.0, 10.0, track, 0.0)])
    with pytest.raises(CancelledError):
        write_temp_score(plan, tmp_path / "score.wav", cancelled=lambda: True)
    track.unlink()
    with pytest.raises(InputError, match=r"a\.wav"):
        write_temp_score(plan, tmp_path / "score.wav")


def test_a_centre_of_many_channels_is_heard_on_both_sides():
    surround = np.zeros((4, 6), np.float32)
    surround[:, 2] = 0.6
    assert np.allclose(to_stereo(surround), 0.1)
