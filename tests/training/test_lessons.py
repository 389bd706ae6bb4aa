"""Which files are music to learn from, and which windows of them."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.training.lessons import find_tracks, windows


def write(path: Path, seconds: float, seed: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = np.random.default_rng(seed).normal(0, 0.1, int(seconds * 8_000))
    soundfile.write(path, samples, 8_000)


def test_doubles_effects_and_speech_are_left_out(tmp_path: Path) -> None:
    write(tmp_path / "game" / "music" / "a.flac", 25, seed=1)
    write(tmp_path / "game" / "music" / "de" / "a.flac", 25, seed=1)
    write(tmp_path / "game" / "music" / "jingle.flac", 5, seed=2)
    write(tmp_path / "game" / "speech" / "line.wav", 25, seed=3)
    (tmp_path / "game" / "broken.ogg").write_bytes(b"OggS")
    (track,) = find_tracks(tmp_path)
    assert (track.path.name, track.source) == ("a.flac", "game")


@pytest.mark.parametrize("copy", [0, 1])
def test_windows_lie_over_the_whole_track(tmp_path: Path, copy: int) -> None:
    path = tmp_path / "a.flac"
    write(path, 65)
    found = list(windows(path, copy))
    assert len(found) == 6
    assert all(samples.shape == (320_000,) for _, samples in found)
    assert min(start for start, _ in found) >= 0
    assert max(start for start, _ in found) <= 55
    again = [start for start, _ in windows(path, copy)]
    assert again == [start for start, _ in found]


def test_silence_teaches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, np.zeros(30 * 8_000), 8_000)
    assert list(windows(path)) == []
