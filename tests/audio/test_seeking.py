"""A piece from anywhere is what the whole has there, to the rounding of a sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio import soundfile_source
from t2m_engine.audio.av_source import AvSource
from t2m_engine.audio.decoding import decode
from t2m_engine.audio.sources import NotThisKindError, open_source

ROUNDING = 4e-6
"""A quarter of a 16-bit step; libmpg123 and FFmpeg differ by a third of that."""
Maker = Callable[[str], Path]
Music = Callable[..., NDArray[np.float32]]

MP3S = {  # bit rate mode, how strongly compressed (0 to 1), sample rate, channels
    "constant": ("CONSTANT", 0.5, 44_100, 2),
    "constant, small": ("CONSTANT", 0.99, 48_000, 2),  # without a header: FFmpeg reads it
    "variable": ("VARIABLE", 0.5, 44_100, 2),
    "variable, small": ("VARIABLE", 0.99, 48_000, 1),
    "variable, 24 kHz": ("VARIABLE", 0.99, 24_000, 2),
}


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory, whole: Music) -> Maker:
    """Return a function from a name in `MP3S` to a file: music, a rest, and music again."""
    folder = tmp_path_factory.mktemp("mp3")

    def make(name: str) -> Path:
        mode, compression, rate, channels = MP3S[name]
        path = folder / f"{name}.mp3"
        if not path.exists():
            samples = whole(8.0, rate)[:, :channels]
            samples[3 * rate : 4 * rate] = 0.0  # of which an encoder makes its smallest frames
            soundfile.write(
                path, samples, rate, format="MP3",
                bitrate_mode=mode, compression_level=compression,
            )  # fmt: skip
        return path

    return make


def starts(frames: int, rate: int) -> list[int]:
    """Frames to start at: everywhere, and close to the beginning, the rest and one another."""
    random = np.random.default_rng(7)
    close = [1, 500, 3 * rate // 2, 3 * rate, 3 * rate + 700, 4 * rate, 4 * rate + 300]
    return [*close, *map(int, random.integers(0, frames - rate // 4, 10))]


def assert_pieces_are_of(path: Path, full: NDArray[np.float32], rate: int) -> None:
    for start in starts(len(full), rate):
        piece = decode(path, start=start / rate, end=(start + rate // 4) / rate).samples
        np.testing.assert_allclose(
            piece, full[start : start + rate // 4], atol=ROUNDING, err_msg=f"from frame {start}"
        )


@pytest.mark.parametrize("name", MP3S)
def test_a_piece_of_an_mp3_begins_as_if_all_had_been_decoded(name: str, mp3: Maker) -> None:
    full, rate = soundfile.read(mp3(name), dtype="float32", always_2d=True)
    assert_pieces_are_of(mp3(name), full, rate)


@pytest.mark.parametrize("name", MP3S)
def test_blocks_of_an_mp3_join_without_a_seam(name: str, mp3: Maker) -> None:
    full, _ = soundfile.read(mp3(name), dtype="float32", always_2d=True)
    np.testing.assert_allclose(decode(mp3(name)).samples, full, atol=ROUNDING)


@pytest.mark.parametrize("kind", ["ogg", "opus", "flac", "m4a", "alac.m4a"])
def test_a_piece_of_other_kinds_begins_as_if_all_had_been_decoded(kind: str, made: Maker) -> None:
    full = decode(made(kind))
    assert_pieces_are_of(made(kind), full.samples, full.sample_rate)


@pytest.mark.parametrize("kind", ["ogg", "opus", "flac"])
def test_one_source_gives_many_pieces(kind: str, made: Maker) -> None:
    full = decode(made(kind))
    source = open_source(made(kind))
    try:
        # At a distance of some blocks of the codec from where it was before.
        for start in range(100_000, 200_000, 5_003):
            piece = np.concatenate(list(source.blocks(start, start + 4000)))
            np.testing.assert_allclose(piece, full.samples[start : start + 4000], atol=ROUNDING)
    finally:
        source.close()


def test_damage_before_a_piece_costs_nothing_of_it(
    mp3: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray(mp3("constant").read_bytes())
    full, rate = soundfile.read(mp3("constant"), dtype="float32", always_2d=True)
    at = len(content) * 11 // 16  # at 5.5 s
    content[at : at + 3000] = bytes(3000)
    path = tmp_path / "damaged.mp3"
    path.write_bytes(content)

    def not_asked(_: Path) -> AvSource:  # it would go on after the damage, too
        raise NotThisKindError

    monkeypatch.setattr(soundfile_source, "AvSource", not_asked)
    piece = decode(path, start=6.0, end=7.0).samples
    assert piece.shape == (rate, 2)
    # What was lost is as many of the codec's frames as began there, and nothing after them.
    lost = [
        count
        for count in range(12)
        if np.allclose(piece[:, 0], full[6 * rate + count * 1152 :, 0][:rate], atol=ROUNDING)
    ]
    assert len(lost) == 1
