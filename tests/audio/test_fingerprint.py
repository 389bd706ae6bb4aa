from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.decoding import MODEL_RATE, decode
from t2m_engine.audio.fingerprint import ITEM_SECONDS, SAME, fingerprint, likeness

DEMO = Path(__file__).parents[2] / "resources" / "demo" / "music"
Heard = Callable[[str], NDArray[np.float32]]


@pytest.fixture(scope="module")
def heard() -> Heard:
    """Return a function from a piece of the demo to its samples, mono at 16 kHz."""
    known: dict[str, NDArray[np.float32]] = {}

    def hear(name: str) -> NDArray[np.float32]:
        if name not in known:
            sound = decode(DEMO / f"{name}.opus", sample_rate=MODEL_RATE, mono=True)
            known[name] = sound.samples[:, 0]
        return known[name]

    return hear


def of(samples: NDArray[np.float32]) -> NDArray[np.uint32]:
    return fingerprint(samples, MODEL_RATE)


def pieces() -> list[str]:
    return sorted(path.stem for path in DEMO.glob("*.opus"))


def test_it_is_chromaprints_own(tmp_path: Path, heard: Heard) -> None:
    """Bit for bit, but for the rounding of another resampler."""
    for name in pieces()[:3]:
        path = tmp_path / "piece.wav"
        soundfile.write(path, heard(name), MODEL_RATE, subtype="FLOAT")
        told = subprocess.run(
            ["ffmpeg", "-v", "error", "-i", path, "-t", "120", "-f", "chromaprint",
             "-fp_format", "raw", "-"],
            capture_output=True, check=True, stdin=subprocess.DEVNULL,
        ).stdout  # fmt: skip
        theirs, ours = np.frombuffer(told, "<u4"), of(heard(name))
        assert len(ours) == len(theirs)
        assert np.bitwise_count(ours ^ theirs).sum() < 0.005 * 32 * len(ours)


def test_it_survives_what_happens_to_files(tmp_path: Path, heard: Heard) -> None:
    """MP3 at 96 kbit/s, 12 dB less, and a beginning that is cut off or put before."""
    for name in pieces()[:4]:
        samples = heard(name)
        path = tmp_path / "piece.mp3"
        wav = tmp_path / "piece.wav"
        soundfile.write(wav, 0.25 * samples, MODEL_RATE)
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-i", wav, "-b:a", "96k", "-ar", "44100", path],
            check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        again = decode(path, sample_rate=MODEL_RATE, mono=True).samples[:, 0]
        own = of(samples)
        assert likeness(own, of(again)) > SAME
        assert likeness(own, of(again[round(2.345 * MODEL_RATE) :])) > SAME
        silence = np.zeros(round(3.21 * MODEL_RATE), np.float32)
        assert likeness(own, of(np.concatenate([silence, again]))) > SAME


def test_other_music_is_other(heard: Heard) -> None:
    prints = [of(heard(name)) for name in pieces()[:8]]
    for place, left in enumerate(prints):
        assert likeness(left, left) == 1.0
        for right in prints[place + 1 :]:
            assert likeness(left, right) < SAME
            assert likeness(left, right) == likeness(right, left)


def test_its_length_is_bounded_and_its_rate_is_known(heard: Heard) -> None:
    samples = np.resize(heard(pieces()[0]), 150 * MODEL_RATE)
    items = of(samples)
    assert items.dtype == np.uint32
    assert len(items) * ITEM_SECONDS == pytest.approx(120.0, abs=3.0)
    np.testing.assert_array_equal(items, of(samples[: 120 * MODEL_RATE]))


def test_short_and_silent_sounds() -> None:
    assert of(np.zeros(MODEL_RATE, np.float32)).size == 0
    assert likeness(of(np.zeros(100, np.float32)), np.arange(9, dtype=np.uint32)) == 0.0
    silent = of(np.zeros(10 * MODEL_RATE, np.float32))
    assert len(set(silent.tolist())) == 1


def test_a_short_overlap_says_nothing() -> None:
    """Two that share their last seconds only, by chance, are not one."""
    rng = np.random.default_rng(0)
    left, right = rng.integers(0, 2**32, (2, 100), dtype=np.uint32)
    right[:40] = left[60:]
    assert likeness(left, right) < 0.6
