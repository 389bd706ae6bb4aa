"""Hostile headers and tags: whatever bytes a file holds, it costs itself and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, ID3, TBPM, TIT2, TKEY, TXXX
from mutagen.mp4 import MP4
from mutagen.oggvorbis import OggVorbis

from t2m_engine.audio.guard import Guard, LoadedTrack
from t2m_engine.errors import InputError
from tests.audio.formats import FORMATS, write

SEEDS = (
    "wav 16 bit", "wav float", "broadcast wav", "rf64", "aiff", "flac", "mp3", "ogg", "opus",
    "m4a aac", "m4a alac", "aac", "wma", "ac3", "caf", "mka aac", "mov", "mkv",
)  # fmt: skip

FAILED = {
    "a chunk so long that it cannot be sought": b"caff\0\1\0\0free" + b"\xff" * 8 + bytes(500),
    "a chunk of no length": b"RIFF\xff\xff\xff\xffWAVE" + b"junk\0\0\0\0" * 2000,
    "chunks that lead out of the file": b"RF64\0\0\0\0WAVEds64\xff\xff\xff\x7f" + bytes(100),
}
"""What once had another end than a refusal, or nearly did."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, bytes]]:
    """A small whole file of every format, with tags where they can be written: suffix, content."""
    folder = tmp_path_factory.mktemp("seeds")
    found = []
    for name in SEEDS:
        form = FORMATS[name]
        rate = 48_000 if form.rate == 48_000 else 16_000
        sound = 0.2 * np.random.default_rng(5).standard_normal((rate // 4, 2))
        path = write(folder / f"{name.replace(' ', '_')}.{form.suffix}", name, sound, rate)
        _tag(path)
        found.append((form.suffix, path.read_bytes()))
    return found


def _tag(path: Path) -> None:
    picture = b"\xff\xd8\xff\xe0" + bytes(200)
    if path.suffix in (".mp3", ".aac"):
        tags = ID3()
        tags.add(TIT2(encoding=1, text="Dusk über dem Fluß"))
        tags.add(COMM(encoding=3, lang="eng", desc="", text="a comment " * 20))
        tags.add(TBPM(encoding=0, text="120"))
        tags.add(TKEY(encoding=0, text="F#m"))
        tags.add(TXXX(encoding=3, desc="ISRC", text="GBAYE0000351"))
        tags.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=picture))
        tags.save(path)
    elif path.suffix == ".flac":
        flac = FLAC(path)
        flac["title"] = "Dusk"
        flac["comment"] = "a comment " * 20
        cover = Picture()
        cover.type, cover.mime, cover.data = 3, "image/jpeg", picture
        flac.add_picture(cover)
        flac.save()
    elif path.suffix == ".ogg":
        ogg = OggVorbis(path)
        ogg["title"], ogg["initialkey"], ogg["bpm"] = "Dusk", "8A", "120"
        ogg.save()
    elif path.suffix == ".m4a":
        mp4 = MP4(path)
        mp4["\xa9nam"], mp4["tmpo"], mp4["covr"] = "Dusk", [120], [picture]
        mp4.save()


def broken(content: bytes, chance: random.Random) -> bytes:
    """`content` with a few faults, mostly where headers and tags are."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        edge = chance.choice((64, 512, len(data)))
        at = chance.randrange(max(1, min(edge, len(data))))
        if chance.random() < 0.15:
            at = max(0, len(data) - 1 - at)  # tags and indexes at the end
        fault = chance.randrange(7)
        if fault == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif fault == 1:
            data[at : at + 4] = chance.choice(
                (
                    b"\0\0\0\0",
                    b"\xff\xff\xff\xff",
                    b"\x7f\xff\xff\xff",
                    b"\xff\xff\xff\x7f",
                    b"\x80",
                )
            )
        elif fault == 2:
            data[at : at + chance.randint(1, 40)] = chance.randbytes(chance.randint(0, 60))
        elif fault == 3:
            del data[at:]
        elif fault == 4:
            piece = data[at : at + chance.randint(4, 200)]
            data[at:at] = piece * chance.randint(1, 5)
        elif fault == 5:
            other = chance.randrange(max(1, len(data)))
            data[at : at + 16], data[other : other + 16] = (
                data[other : other + 16],
                data[at : at + 16],
            )
        else:
            data[at : at + 4] = chance.randint(0, 2**32 - 1).to_bytes(4, "big")
        if not data:
            break
    return bytes(data)


def _is_refused(guard: Guard, path: Path) -> str:
    """What is made of a file: "heard", or the kind of its refusal; anything else fails."""
    try:
        track = guard.load(path, measure=True)
    except InputError as error:
        refused = error
    else:
        return _checked(track)
    assert refused.path == path
    assert refused.reason
    return refused.reason.split(":")[0].split("(")[0].strip()


def _checked(track: LoadedTrack) -> str:
    """ "heard", where what was heard makes sense."""
    assert np.isfinite(track.samples).all()
    assert track.loudness is not None
    assert np.isfinite([track.loudness, track.true_peak]).all()
    assert track.info.title
    track.info.title.encode("utf-8")
    return "heard"


@pytest.mark.parametrize("case", FAILED)
def test_what_failed_before(case: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.wav"
    path.write_bytes(FAILED[case])
    with Guard(time_limit=20.0) as guard:
        assert _is_refused(guard, path) in ("is damaged", "is not audio")


def test_a_thousand_broken_files(seeds: list[tuple[str, bytes]], tmp_path: Path) -> None:
    """The first of the ten thousand, in reach of every run."""
    told = _try(seeds, tmp_path, 1_000)
    assert told["heard"] > 50, "the faults are so many that nothing is tried"
    assert told["heard"] < 800, "the faults are so few that nothing is tried"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_ten_thousand_broken_files(seeds: list[tuple[str, bytes]], tmp_path: Path) -> None:
    told = _try(seeds, tmp_path, 10_000)
    assert told["heard"] > 500


def _try(seeds: list[tuple[str, bytes]], folder: Path, inputs: int) -> Counter[str]:
    """Through the guard, as a scan does it. The engine lives, and hears a whole file after."""
    chance = random.Random(20_261_121)
    told: Counter[str] = Counter()
    with Guard(time_limit=20.0) as guard:
        for _ in range(inputs):
            suffix, content = chance.choice(seeds)
            path = folder / f"broken.{suffix}"
            path.write_bytes(broken(content, chance))
            told[_is_refused(guard, path)] += 1
        whole = write(folder / "whole.wav", "wav 16 bit", np.full((16_000, 2), 0.1), 16_000)
        assert _is_refused(guard, whole) == "heard"
    assert sum(told.values()) == inputs
    return told
