"""The temp score: what sounds when, how loud, and how it ends early."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.decoding import decode
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.export.cue import FRAME_RATES, Piece, on_frame
from t2m_engine.export.fades import DUCK_DB
from t2m_engine.export.temp_score import (
    MONO_PAN,
    RATE,
    ducking,
    to_stereo,
    write_stems,
    write_stretch,
    write_temp_score,
)


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


@pytest.fixture
def told(cue_kit, tmp_path):
    """Three cues, one in pieces, one muted, under a narrator who speaks from 4 to 9 s."""
    tracks = [cue_kit.write_noise(tmp_path / f"{n}.wav", 20, 48_000, 2, n) for n in range(3)]
    voice = np.zeros(16 * RATE, np.float32)
    voice[4 * RATE : 9 * RATE] = 0.2 * np.sin(np.arange(5 * RATE) / 30.0)
    soundfile.write(tmp_path / "voice.flac", voice, RATE)
    pieces = (Piece(8.0, 0.0, 5.0, 2.0, 0.2), Piece(12.8, 1.0, 4.2, 0.2, 1.0))
    cues = [
        cue_kit.make_cue(1, 0.0, 10.0, tracks[0], 0.0, fade_out=2.0),
        cue_kit.make_cue(2, 8.0, 16.0, tracks[1], 0.0, fade_in=2.0, pieces=pieces),
        cue_kit.make_cue(3, 2.0, 6.0, tracks[2], 0.0, muted=True),
    ]
    return cue_kit.make_plan(cues, 16.0, narration=tmp_path / "voice.flac")


def read(path):
    return soundfile.read(path, dtype="float32", always_2d=True)[0]


def test_music_gives_way_to_the_narrator(told, tmp_path):
    ducks = ducking(told)
    write_temp_score(told, tmp_path / "mix.wav", ducks=ducks)
    write_temp_score(dataclasses.replace(told, narration=None), tmp_path / "music.wav", ducks=ducks)
    loud = dataclasses.replace(told, narration=None)
    write_temp_score(loud, tmp_path / "loud.wav")
    music, plain = read(tmp_path / "music.wav"), read(tmp_path / "loud.wav")
    spoken, free = slice(5 * RATE, 7 * RATE), slice(2 * RATE, 3 * RATE)
    assert np.allclose(music[free], plain[free], atol=1e-6)
    assert power(music[spoken]) == pytest.approx(
        power(plain[spoken]) * 10 ** (DUCK_DB / 20), rel=0.02
    )
    voice = decode(told.narration, mono=True).samples
    assert np.allclose(
        (read(tmp_path / "mix.wav") - music)[spoken], MONO_PAN * voice[spoken], atol=1e-4
    )


def test_stems_add_up_to_the_temp_score(told, tmp_path):
    ducks = ducking(told)
    write_temp_score(told, tmp_path / "mix.wav", ducks=ducks)
    files = write_stems(told, tmp_path / "stems", ducks=ducks)
    assert [file.name for file in files] == ["music_1.wav", "music_2.wav", "narration.wav"]
    assert np.allclose(sum(map(read, files)), read(tmp_path / "mix.wav"), atol=1e-5)


@pytest.mark.parametrize(("start", "end"), [(0.0, 1.0), (7.3, 12.9), (12.85, 16.0)])
def test_a_stretch_is_what_the_temp_score_holds_there(told, tmp_path, start, end):
    ducks = ducking(told)
    write_temp_score(told, tmp_path / "mix.wav", ducks=ducks)
    write_stretch(told, start, end, tmp_path / "part.wav", ducks=ducks)
    whole = read(tmp_path / "mix.wav")[round(start * RATE) : round(end * RATE)]
    assert np.allclose(read(tmp_path / "part.wav"), whole, atol=2e-4)


def test_a_stretch_after_the_narrator_has_finished_is_music_alone(told, tmp_path):
    longer = dataclasses.replace(told, duration=20.0)
    write_stretch(longer, 17.0, 19.0, tmp_path / "part.wav", ducks=ducking(longer))
    assert not read(tmp_path / "part.wav").any()


def test_frames_of_ntsc_fall_on_the_nearest_sample(cue_kit, tmp_path):
    rate = FRAME_RATES["29.97"]
    track = cue_kit.write_noise(tmp_path / "a.wav", 20, 48_000, 2, 1)
    start, end = on_frame(1.0, rate), on_frame(9.0, rate)
    cue = cue_kit.make_cue(1, start, end, track, 0.0, source_end=end - start, fade_in=0.0)
    write_temp_score(cue_kit.make_plan([cue], 10.0, frame_rate=rate), tmp_path / "score.wav")
    mix = read(tmp_path / "score.wav")
    first = round(30 * 1601.6)
    assert not mix[:first].any()
    assert mix[first : first + 50].any()
