"""Small files of every format that t2m takes, written by libsndfile and by FFmpeg's libraries."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile
from numpy.typing import NDArray


@dataclass(frozen=True)
class Format:
    """How a format is written, and what it can hold.

    `how` is libsndfile's (format, subtype), or FFmpeg's (container, codec, sample format);
    `codec` what t2m calls it; `rate` what it is written at; `channels` and `fastest` (hertz) the
    most that it holds; `loose` seconds that a decoded length may be off, since codecs pad.
    """

    suffix: str
    how: tuple[str, ...]
    codec: str
    rate: int = 44_100
    channels: int = 8
    fastest: int = 192_000
    loose: float = 0.0
    holds_nan: bool = False
    aligned: bool = True


FORMATS = {
    "wav 8 bit": Format("wav", ("WAV", "PCM_U8"), "pcm_u8"),
    "wav 16 bit": Format("wav", ("WAV", "PCM_16"), "pcm_16"),
    "wav 24 bit": Format("wav", ("WAV", "PCM_24"), "pcm_24"),
    "wav 32 bit": Format("wav", ("WAV", "PCM_32"), "pcm_32"),
    "wav float": Format("wav", ("WAV", "FLOAT"), "float", holds_nan=True),
    "wav double": Format("wav", ("WAV", "DOUBLE"), "double", holds_nan=True),
    "wav a-law": Format("wav", ("WAV", "ALAW"), "alaw"),
    "broadcast wav": Format("wav", ("wav", "pcm_s24le", "s32"), "pcm_24"),
    "rf64": Format("wav", ("RF64", "PCM_24"), "pcm_24"),
    "rf64 float": Format("wav", ("RF64", "FLOAT"), "float", holds_nan=True),
    "aiff": Format("aiff", ("AIFF", "PCM_24"), "pcm_24"),
    "aiff float": Format("aif", ("AIFF", "FLOAT"), "float", holds_nan=True),
    "flac": Format("flac", ("FLAC", "PCM_24"), "flac"),
    "mp3": Format("mp3", ("MP3", "MPEG_LAYER_III"), "mp3", channels=2, fastest=48_000),
    "ogg": Format("ogg", ("OGG", "VORBIS"), "vorbis"),
    "opus": Format("opus", ("OGG", "OPUS"), "opus", rate=48_000, fastest=48_000),
    "m4a aac": Format("m4a", ("ipod", "aac", "fltp"), "aac", fastest=96_000, loose=0.001),
    "m4a alac": Format("m4a", ("ipod", "alac", "s16p"), "alac", channels=6, loose=0.001),
    "aac": Format("aac", ("adts", "aac", "fltp"), "aac", fastest=96_000, loose=0.08, aligned=False),
    "wma": Format(
        "wma", ("asf", "wmav2", "fltp"), "wmav2",
        channels=2, fastest=48_000, loose=0.15, aligned=False,
    ),
    "ac3": Format(
        "ac3", ("ac3", "ac3", "fltp"), "ac3",
        rate=48_000, channels=6, fastest=48_000, loose=0.08, aligned=False,
    ),
    "caf": Format("caf", ("CAF", "PCM_16"), "pcm_16"),
    "caf float": Format("caf", ("CAF", "FLOAT"), "float", holds_nan=True),
    "caf alac": Format("caf", ("caf", "alac", "s16p"), "alac", channels=6, loose=0.1),
    "mka aac": Format("mka", ("matroska", "aac", "fltp"), "aac", fastest=96_000, loose=0.08),
    "mka float": Format(
        "mka", ("matroska", "pcm_f32le", "flt"), "pcm_f32le", loose=0.05, holds_nan=True
    ),
    "mp4": Format("mp4", ("mp4", "aac", "fltp"), "aac", fastest=96_000, loose=0.001),
    "mov": Format("mov", ("mov", "pcm_s16le", "s16"), "pcm_s16le", channels=6, loose=0.001),
    "mkv": Format("mkv", ("matroska", "libopus", "flt"), "opus", rate=48_000, fastest=48_000,
                  loose=0.08),
}  # fmt: skip


def write(path: Path, name: str, samples: NDArray[np.float32], rate: int | None = None) -> Path:
    """Write `samples`, float32 (n, channels), as the format called `name`."""
    form = FORMATS[name]
    rate = rate or form.rate
    if len(form.how) == 2:
        container, subtype = form.how
        with soundfile.SoundFile(
            path, "w", rate, samples.shape[1], subtype, format=container
        ) as file:
            for first in range(0, len(samples), 16_384):
                file.write(samples[first : first + 16_384])
    elif len(samples) and samples.shape[1] <= 2:
        _with_pyav(path, form, samples, rate)
    else:  # PyAV knows no frames of eight planes
        _with_ffmpeg(path, form, samples, rate)
    return path


def _options(form: Format) -> dict[str, str]:
    # FFmpeg fills noise in with random numbers (PNS); no two decodings would be alike.
    return {"aac_pns": "0"} if form.how[1] == "aac" else {}


def _with_pyav(path: Path, form: Format, samples: NDArray[np.float32], rate: int) -> None:
    container_name, codec, kind = form.how
    layout = {1: "mono", 2: "stereo"}[samples.shape[1]]
    broadcast = {"write_bext": "1"} if container_name == "wav" else {}
    with av.open(str(path), "w", format=container_name, options=broadcast) as container:
        container.metadata["description"] = "A take of the harbour"
        stream = container.add_stream(codec, rate=rate, options=_options(form))
        stream.layout, stream.format = layout, kind
        if not codec.startswith("pcm"):
            stream.bit_rate = 64_000 * samples.shape[1]
        scale, numbers = {
            "s16": (2**15 - 1, np.int16), "s32": (2**31 - 128, np.int32), "flt": (1, np.float32),
        }[kind.removesuffix("p")]  # fmt: skip
        position = 0
        while position < len(samples):
            size = stream.codec_context.frame_size or 1024
            block = (samples[position : position + size].astype(np.float64) * scale).astype(numbers)
            raw = block.T if kind.endswith("p") else block.reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(raw), kind, layout)
            frame.sample_rate, frame.pts, frame.time_base = rate, position, Fraction(1, rate)
            container.mux(stream.encode(frame))
            position += len(block)
        container.mux(stream.encode(None))


def _with_ffmpeg(path: Path, form: Format, samples: NDArray[np.float32], rate: int) -> None:
    container, codec, _ = form.how
    options = [word for name, value in _options(form).items() for word in (f"-{name}", value)]
    if codec == "libopus" and samples.shape[1] > 2:
        options += ["-mapping_family", "1"]
    source = ["-f", "f32le", "-ar", str(rate), "-ac", str(samples.shape[1]), "-i", "-"]
    if not len(samples):
        source = ["-f", "lavfi", "-i", f"anullsrc=r={rate}:d=0"]
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", *source, "-c:a", codec, *options, "-f", container, path],
        check=True,
        input=samples.astype("<f4").tobytes(),
    )


def write_long(path: Path, name: str, seconds: int) -> Path:
    """Write a file of `seconds`: silence, with a minute of noise at its end, and cheaply so."""
    form = FORMATS[name]
    if form.how[0] in ("WAV", "RF64", "AIFF", "CAF", "FLAC"):
        container, subtype = form.how
        with soundfile.SoundFile(path, "w", 1000, 1, subtype, format=container) as file:
            for _ in range(seconds // 60 - 1):
                file.write(np.zeros((60_000, 1), np.float32))
            file.write(_noise(60_000))
        return path
    rate = {"OPUS": 48_000, "libopus": 48_000, "ac3": 32_000}.get(form.how[1], 8_000)
    short = write(path.with_name(f"short.{form.suffix}"), name, _noise(60 * rate), rate)
    container = form.how[0].lower()
    if container == "adts":  # has nothing but frames
        path.write_bytes(short.read_bytes() * (seconds // 60))
        return path
    # Again and again, and nothing is encoded anew.
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-stream_loop", "-1", "-i", short, "-t", str(seconds),
         "-c", "copy", "-f", container, path],
        check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return path


def _noise(frames: int) -> NDArray[np.float32]:
    return (0.2 * np.random.default_rng(2).standard_normal((frames, 1))).astype(np.float32)
