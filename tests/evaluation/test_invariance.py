"""The shipped network hears a clip alike a second later, as an MP3, louder, softer, in mono."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.evaluation.invariance import WANTED, evaluate_invariance, versions

RATE = 22_050


def made_music(seconds: float = 33.0) -> np.ndarray:
    """Broken chords in stereo with a beat, (frames, 2)."""
    time = np.arange(int(seconds * RATE)) / RATE
    sound = np.zeros((len(time), 2))
    random = np.random.default_rng(3)
    for step in range(int(seconds * 4)):
        hertz = 220 * 2 ** (random.choice([0, 4, 7, 12, 16]) / 12)
        since = time - step / 4
        tone = np.where(since > 0, np.exp(-5 * np.maximum(since, 0)), 0.0)
        tone = tone * (np.sin(2 * np.pi * hertz * time) + 0.3 * np.sin(6 * np.pi * hertz * time))
        side = random.uniform(0.3, 0.7)
        sound += 0.1 * tone[:, None] * [side, 1 - side]
    return (sound + random.normal(0, 1e-3, sound.shape)).astype(np.float32)


def test_the_network_keeps_its_embedding(tmp_path: Path) -> None:
    paths = []
    for name in ("one.wav", "two.wav"):
        paths.append(tmp_path / name)
        sound = made_music() if name == "one.wav" else made_music()[::-1]
        soundfile.write(paths[-1], sound, RATE)
    short = tmp_path / "short.wav"
    soundfile.write(short, made_music(4.0), RATE)
    results = {kept.change: kept for kept in evaluate_invariance(ModelPack.load(), [*paths, short])}
    assert set(results) == set(WANTED)
    for kept in results.values():
        assert kept.cosines.shape == (2,)  # a track of four seconds is passed over
        assert kept.cosines.min() > WANTED[kept.change]
        assert kept.as_json()["share_over"] == 1.0
    # Level and channels are nothing but rounding to a network that levels what it hears.
    for change in ("gain +12 dB", "gain -12 dB", "mono"):
        assert results[change].cosines.min() > 0.9999


def test_versions_are_what_they_say(tmp_path: Path) -> None:
    piece = made_music(31.0)
    files = versions(piece, RATE, tmp_path)
    louder, _ = soundfile.read(files["gain +12 dB"])
    np.testing.assert_allclose(louder, piece[: 30 * RATE] * 10 ** (12 / 20), rtol=1e-4, atol=1e-6)
    late, _ = soundfile.read(files["shift 1 s"])
    np.testing.assert_allclose(late, piece[RATE:], atol=1e-6)
    mono, _ = soundfile.read(files["mono"])
    assert mono.ndim == 1
    told = soundfile.info(files["MP3 96 kbit/s"])
    assert told.duration == pytest.approx(30.0, abs=0.2)
    size = files["MP3 96 kbit/s"].stat().st_size
    assert size == pytest.approx(30 * 96_000 / 8, rel=0.05)
