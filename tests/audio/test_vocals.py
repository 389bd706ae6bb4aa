from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from t2m_engine.audio.decoding import MODEL_RATE, decode
from t2m_engine.audio.vocals import VocalsHead
from t2m_engine.emotion.pack import ModelPack

DEMO = Path(__file__).parents[2] / "resources" / "demo" / "music"


def test_a_voice_in_a_quarter_of_a_track_is_a_voice() -> None:
    head = VocalsHead(np.array([4.0, 0.0], np.float32), -2.0)
    sung, unsung = np.array([[1.0, 3.0]]), np.array([[0.0, 3.0]])
    assert head.sureness(sung)[0] == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert head.of_track(unsung) == pytest.approx(1 / (1 + np.exp(2.0)))
    some = np.concatenate([unsung] * 6 + [sung] * 2)
    assert head.of_track(some) == pytest.approx(head.of_track(sung))
    assert head.of_track(np.full((1, 2), 1e9)) <= 1.0


@pytest.fixture(scope="module")
def pack() -> ModelPack:
    return ModelPack.load(device="cpu")


def test_the_pack_hears_a_voice_that_is_put_over_its_music(pack: ModelPack) -> None:
    """Pieces by packaging/compose, in which nobody sings, and a reader over them, 6 dB louder."""
    text = "The door stood open, and no one was there. " * 12
    told = subprocess.run(
        ["espeak-ng", "-v", "en-us+f3", "--stdout", text], capture_output=True, check=True
    ).stdout
    voice, rate = soundfile.read(io.BytesIO(told))
    voice = soxr.resample(voice, rate, MODEL_RATE)[: 20 * MODEL_RATE]
    before, after = [], []
    for path in sorted(DEMO.glob("*.opus"))[::4]:
        music = decode(path, start=20.0, end=40.0, sample_rate=MODEL_RATE, mono=True).samples[:, 0]
        gain = 2.0 * np.sqrt(np.square(music).mean() / np.square(voice).mean())
        mixed = (music + gain * voice).astype(np.float32)
        for sound, found in ((music, before), (mixed, after)):
            sureness = pack.vocals(pack.listen(sound).embedding)
            assert sureness is not None
            found.append(sureness)
    assert all(late > early for early, late in zip(before, after, strict=True))
    assert min(after) > 0.5, after
    assert sum(sureness > 0.5 for sureness in before) <= 1, before
