"""Every format, and what may be wrong or odd about a file of it, by one matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.guard import Guard
from t2m_engine.errors import InputError
from t2m_engine.library.walk import SUFFIXES
from tests.audio.formats import FORMATS, write, write_long

SECONDS = 2.0
HOURS = 3 * 3600
STREAMED = {"ogg", "opus", "aac", "wma", "ac3"}
"""Formats that do not say, or not so that it could be trusted, how long they are."""


def music(rate: int, seconds: float = SECONDS, channels: int = 2) -> NDArray[np.float32]:
    """A tone that rises, another in every second channel, and noise: float32 (n, channels)."""
    time = np.arange(round(seconds * rate)) / rate
    left = 0.3 * np.sin(2 * np.pi * (220 + 40 * time) * time)
    right = 0.1 * sum(np.sin(2 * np.pi * pitch * time) for pitch in (262, 330, 392))
    noise = 0.02 * np.random.default_rng(1).standard_normal((len(time), channels))
    pair = np.stack([left, right], axis=1)
    return (np.tile(pair, (1, channels // 2)) + noise).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture(scope="module")
def whole(folder: Path) -> Callable[[str], Path]:
    """Return a function from a format to two seconds of music in it, made once."""
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in made:
            path = folder / f"{name.replace(' ', '_')}.{FORMATS[name].suffix}"
            made[name] = write(path, name, music(FORMATS[name].rate))
        return made[name]

    return make


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard() as guard:
        yield guard


def refusal(guard: Guard, path: Path) -> str:
    with pytest.raises(InputError) as caught:
        guard.load(path, measure=True)
    assert caught.value.path == path
    return caught.value.reason


every = pytest.mark.parametrize("name", FORMATS)


@every
def test_it_is_read(name: str, whole: Callable[[str], Path], guard: Guard) -> None:
    form, path = FORMATS[name], whole(name)
    info, sound = guard.probe(path), guard.decode(path)
    assert path.suffix in SUFFIXES, "a scan would pass it by"
    assert (info.codec, info.sample_rate, info.channels) == (form.codec, form.rate, 2)
    assert sound.duration == pytest.approx(SECONDS, abs=form.loose + 1e-9)
    assert info.duration == pytest.approx(SECONDS, abs=form.loose + 1e-9)
    original = music(form.rate)
    length = min(len(original), len(sound.samples))
    if form.aligned:  # its encoder's delay is known, and left out
        likeness = np.corrcoef(original[:length].ravel(), sound.samples[:length].ravel())[0, 1]
        assert likeness > 0.98
    level = np.sqrt(np.square(sound.samples).mean(axis=0))
    np.testing.assert_allclose(level, np.sqrt(np.square(original).mean(axis=0)), rtol=0.1)


@every
def test_the_model_hears_it(name: str, whole: Callable[[str], Path], guard: Guard) -> None:
    track = guard.load(whole(name), measure=True)
    assert track.info.duration == pytest.approx(SECONDS, abs=FORMATS[name].loose + 1e-3)
    rate = FORMATS[name].rate
    loudness = pyloudnorm.Meter(rate).integrated_loudness(music(rate))
    assert track.loudness == pytest.approx(loudness, abs=0.5)
    assert track.peaks.max() == 255


@every
def test_half_of_it(name: str, whole: Callable[[str], Path], tmp_path: Path, guard: Guard) -> None:
    """A format that tells its length refuses; of others, what is there is heard."""
    content = whole(name).read_bytes()
    path = tmp_path / f"half.{FORMATS[name].suffix}"
    path.write_bytes(content[: len(content) // 2])
    if name in STREAMED:
        assert 0.4 < guard.load(path).info.duration < 1.3
    else:
        assert refusal(guard, path).startswith(("is truncated", "is damaged"))


@every
def test_an_empty_file(name: str, tmp_path: Path, guard: Guard) -> None:
    path = tmp_path / f"empty.{FORMATS[name].suffix}"
    path.write_bytes(b"")
    assert refusal(guard, path) == "is empty"


@every
def test_no_sound_in_it(name: str, tmp_path: Path, guard: Guard) -> None:
    path = tmp_path / f"none.{FORMATS[name].suffix}"
    write(path, name, np.zeros((0, 2), np.float32))
    assert refusal(guard, path).startswith(("is empty", "is damaged", "is not audio", "is truncat"))


@every
def test_under_a_wrong_name(
    name: str, whole: Callable[[str], Path], tmp_path: Path, guard: Guard
) -> None:
    path = tmp_path / ("music.mp3" if FORMATS[name].suffix != "mp3" else "music.flac")
    path.write_bytes(whole(name).read_bytes())
    assert guard.probe(path).codec == FORMATS[name].codec
    assert guard.load(path).info.duration == pytest.approx(SECONDS, abs=FORMATS[name].loose + 1e-3)


@every
def test_silence(name: str, tmp_path: Path, guard: Guard) -> None:
    form = FORMATS[name]
    path = tmp_path / f"silence.{form.suffix}"
    write(path, name, np.zeros((form.rate, 2), np.float32))
    assert refusal(guard, path) == "is silent"


@every
def test_a_second(name: str, tmp_path: Path, guard: Guard) -> None:
    form = FORMATS[name]
    path = tmp_path / f"second.{form.suffix}"
    write(path, name, music(form.rate, 1.0))
    track = guard.load(path, measure=True)
    assert track.info.duration == pytest.approx(1.0, abs=form.loose + 1e-3)
    assert track.loudness is not None
    assert np.isfinite(track.loudness)


@pytest.mark.parametrize("name", [n for n, form in FORMATS.items() if form.channels > 2])
def test_eight_channels(name: str, tmp_path: Path, guard: Guard) -> None:
    """Or as many as it holds; none is lost, and all are heard in the mean."""
    form = FORMATS[name]
    path = tmp_path / f"many.{form.suffix}"
    write(path, name, music(form.rate, 1.0, form.channels))
    sound = guard.decode(path)
    assert sound.samples.shape[1] == form.channels
    loud = np.sqrt(np.square(sound.samples).mean(axis=0))
    low = 3 if form.codec in ("ac3", "aac") else None  # bass only, which these cut
    assert all(level > 0.05 for channel, level in enumerate(loud) if channel != low)
    track = guard.load(path, measure=True)
    assert track.info.channels == form.channels
    assert track.info.duration == pytest.approx(1.0, abs=form.loose + 1e-3)


@pytest.mark.parametrize("name", [n for n, form in FORMATS.items() if form.fastest > 48_000])
def test_at_192_khz(name: str, tmp_path: Path, guard: Guard) -> None:
    """Or as fast as it goes."""
    form = FORMATS[name]
    path = tmp_path / f"fast.{form.suffix}"
    write(path, name, music(form.fastest, 1.0), form.fastest)
    track = guard.load(path, measure=True)
    assert track.info.sample_rate == form.fastest
    assert len(track.samples) == pytest.approx(MODEL_RATE, abs=(form.loose + 1e-3) * MODEL_RATE)


@pytest.mark.parametrize("name", [n for n, form in FORMATS.items() if form.holds_nan])
def test_no_numbers_in_it(name: str, tmp_path: Path, guard: Guard) -> None:
    form = FORMATS[name]
    path = tmp_path / f"nan.{form.suffix}"
    sound = music(form.rate)
    sound[10], sound[20] = np.nan, np.inf
    track = guard.load(write(path, name, sound), measure=True)
    assert np.isfinite(track.samples).all()
    assert np.isfinite([track.loudness, track.true_peak]).all()
    sound[: len(sound) // 4] = np.nan
    reason = refusal(guard, write(path, name, sound))
    assert reason == "is damaged: 25% of its samples are not numbers"


QUICK = ("wav 16 bit", "rf64", "aiff", "flac", "caf", "mp3", "ogg", "m4a aac", "mka aac")
LONG = [
    pytest.param(name, marks=[] if name in QUICK else pytest.mark.slow)
    for name in FORMATS
    if name not in ("broadcast wav", "caf alac")  # as others of their container and codec
]


@pytest.mark.parametrize("name", LONG)
def test_three_hours(name: str, tmp_path: Path, guard: Guard) -> None:
    """Its end is found; two minutes more are refused before they cost anything."""
    long = tmp_path / f"long.{FORMATS[name].suffix}"
    info = guard.probe(write_long(long, name, HOURS - 60))
    assert info.duration == pytest.approx(HOURS - 60, abs=30)
    last = guard.decode(long, start=info.duration - 20.0, end=info.duration - 19.0, mono=True)
    assert last.duration == pytest.approx(1.0, abs=0.01)
    assert np.sqrt(np.square(last.samples).mean()) > 0.1
    assert refusal(guard, write_long(long, name, HOURS + 120)) == "is longer than 3 hours"
