"""Small audio files of every kind, made when a test asks for them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

RATE = 44_100
SECONDS = 8.0

_SOUNDFILE = {
    "wav": ("WAV", "PCM_24"),
    "aiff": ("AIFF", "PCM_16"),
    "flac": ("FLAC", "PCM_24"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "ogg": ("OGG", "VORBIS"),
    "opus": ("OGG", "OPUS"),
}
_FFMPEG = {
    "m4a": ("ipod", "aac", "fltp"),
    "alac.m4a": ("ipod", "alac", "s16p"),
    "aac": ("adts", "aac", "fltp"),
    "wma": ("asf", "wmav2", "fltp"),
    "mov": ("mov", "aac", "fltp"),
    "mkv": ("matroska", "aac", "fltp"),
    "webm": ("webm", "libopus", "flt"),
    "wv": ("wv", "wavpack", "s16p"),
}
KINDS = (*_SOUNDFILE, *_FFMPEG)


def music(seconds: float = SECONDS, rate: int = RATE) -> NDArray[np.float32]:
    """A rising tone on the left, a chord on the right, noise under both: float32 (n, 2).

    No two moments are alike, so that a piece from the wrong place shows.
    """
    time = np.arange(round(seconds * rate)) / rate
    noise = 0.02 * np.random.default_rng(1).standard_normal((len(time), 2))
    left = 0.3 * np.sin(2 * np.pi * (220 + 40 * time) * time)
    right = 0.1 * sum(np.sin(2 * np.pi * f * time) for f in (262, 330, 392)) * (0.5 + time / 20)
    return (np.stack([left, right], axis=1) + noise).astype(np.float32)


def write(path: Path, kind: str, samples: NDArray[np.float32], rate: int = RATE) -> Path:
    """Write `samples` as a file of `kind`, one of `KINDS`."""
    if kind in _FFMPEG:
        return _write_with_ffmpeg(path, kind, samples, rate)
    form, subtype = _SOUNDFILE[kind]
    if kind == "opus":
        rate = 48_000
    with soundfile.SoundFile(path, "w", rate, samples.shape[1], subtype, format=form) as file:
        for first in range(0, len(samples), 16_384):
            file.write(samples[first : first + 16_384])
    return path


def _write_with_ffmpeg(path: Path, kind: str, samples: NDArray[np.float32], rate: int) -> Path:
    form, codec, layout = _FFMPEG[kind]
    if codec == "libopus":
        rate = 48_000
    with av.open(str(path), "w", format=form) as container:
        # FFmpeg fills noise in with random numbers (PNS); no two decodings would be alike.
        options = {"aac_pns": "0"} if codec == "aac" else {}
        stream = container.add_stream(codec, rate=rate, options=options)
        stream.layout, stream.format, stream.bit_rate = "stereo", layout, 128_000
        position = 0
        while position < len(samples):
            size = stream.codec_context.frame_size or 1024
            block = samples[position : position + size]
            values = block if layout == "flt" else block * (32767 if layout == "s16p" else 1)
            kind_of = np.int16 if layout == "s16p" else np.float32
            raw = values.astype(kind_of)
            raw = raw.T if layout.endswith("p") else raw.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(raw), format=layout, layout="stereo"
            )
            frame.sample_rate, frame.pts, frame.time_base = rate, position, Fraction(1, rate)
            container.mux(stream.encode(frame))
            position += len(block)
        container.mux(stream.encode(None))
    return path


def write_video(path: Path, samples: NDArray[np.float32] | None) -> Path:
    """Write a second or more of film, with `samples` as its sound, or silent film."""
    seconds = 1 if samples is None else len(samples) // RATE
    with av.open(str(path), "w") as container:
        film = container.add_stream("mpeg4", rate=10)
        film.width = film.height = 32
        film.pix_fmt = "yuv420p"
        sound = None
        if samples is not None:
            sound = container.add_stream("aac", rate=RATE, layout="stereo")
        for number in range(10 * seconds):
            picture = np.full((32, 32, 3), number % 256, np.uint8)
            container.mux(film.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(film.encode(None))
        if sound is not None and samples is not None:
            for at in range(0, len(samples) - 1023, 1024):
                block = np.ascontiguousarray(samples[at : at + 1024].T)
                frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
                frame.sample_rate, frame.pts = RATE, at
                frame.time_base = Fraction(1, RATE)
                container.mux(sound.encode(frame))
            container.mux(sound.encode(None))
    return path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function from a kind to a file of `music()`, made once a session."""
    folder = tmp_path_factory.mktemp("made")
    files: dict[str, Path] = {}

    def make(kind: str) -> Path:
        if kind not in files:
            files[kind] = write(folder / f"music.{kind}", kind, music())
        return files[kind]

    return make


@pytest.fixture(scope="session")
def whole() -> Callable[[float], NDArray[np.float32]]:
    return music


@pytest.fixture(scope="session")
def write_sound() -> Callable[..., Path]:
    return write


@pytest.fixture(scope="session")
def write_film() -> Callable[..., Path]:
    return write_video


@pytest.fixture
def faulty_reader(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a decoding module that crashes, hangs or swells as a file's name asks."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "readers"))
    return "faulty_reader"
