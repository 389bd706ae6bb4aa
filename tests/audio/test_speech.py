"""Where a recording speaks: its pauses, its ends, and recordings that hold no speech."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from t2m_engine.audio.speech import listen
from t2m_engine.errors import CancelledError, InputError

RATE = 22_050


def test_pauses_are_found_under_a_hiss(tmp_path):
    time = np.arange(RATE * 10) / RATE
    voice = 0.2 * np.sin(2 * np.pi * 180 * time)
    for start, end in ((0.0, 1.0), (3.0, 3.6), (7.0, 7.05), (9.5, 10.0)):
        voice[round(start * RATE) : round(end * RATE)] = 0.0
    voice += np.random.default_rng(1).normal(0.0, 0.002, len(voice))
    path = tmp_path / "voice.wav"
    soundfile.write(path, voice, RATE)
    heard = listen(path)
    # The half a tenth of a second at 7 s is a consonant, no pause.
    assert np.allclose(heard.pauses, [(0.0, 1.0), (3.0, 3.6), (9.5, 10.0)], atol=0.03)
    assert heard.spoken[-1] == pytest.approx(7.9, abs=0.1)
    assert heard.duration == pytest.approx(10.0, abs=0.02)


def test_a_recording_that_starts_at_once_has_a_pause_of_no_length_there(tmp_path):
    path = tmp_path / "hum.wav"
    tone = 0.1 * np.sin(np.arange(RATE * 3) / 30.0)
    tone[RATE : RATE + RATE // 2] = 0.0
    soundfile.write(path, tone, RATE)
    pauses = listen(path).pauses
    assert pauses[0].tolist() == [0.0, 0.0]
    assert pauses[-1, 0] == pauses[-1, 1] == pytest.approx(3.0, abs=0.02)
    assert len(pauses) == 3


def test_silence_is_no_speech(tmp_path):
    path = tmp_path / "nothing.wav"
    soundfile.write(path, np.zeros(RATE * 3, np.float32), RATE)
    with pytest.raises(InputError, match="holds no speech"):
        listen(path)


def test_listening_can_be_cancelled(tmp_path):
    path = tmp_path / "hum.wav"
    soundfile.write(path, 0.1 * np.sin(np.arange(RATE * 30) / 30.0), RATE)
    with pytest.raises(CancelledError):
        listen(path, cancelled=lambda: True)


def test_a_book_in_one_file_is_heard(tmp_path):
    path = tmp_path / "book.wav"
    hour = np.zeros(8_000 * 3600, np.int16)
    hour[8_000 : 8_000 * 3500] = 3_000
    hour[8_000 : 8_000 * 3500 : 2] = -3_000
    with soundfile.SoundFile(path, "w", 8_000, 1) as file:
        for _ in range(4):
            file.write(hour)
    heard = listen(path)
    assert heard.duration == pytest.approx(4 * 3600.0)
    assert heard.pauses[1] == pytest.approx((3500.0, 3601.0), abs=0.1)
