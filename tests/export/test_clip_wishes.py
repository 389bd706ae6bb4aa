"""Clips in every format, with what is wished of them: read by others' readers."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from pathlib import Path

import mutagen
import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy.signal import resample_poly

from t2m_engine.audio.decoding import decode
from t2m_engine.audio.tags import read_tags
from t2m_engine.errors import UsageError
from t2m_engine.export.clip import ClipWish, export_clip
from t2m_engine.export.clip_tags import ClipTags
from t2m_engine.export.cue import Piece

RATE = 48_000
TAGS = ClipTags(
    "Düsk 😀", "Nobody & Co", "CC BY 4.0", "© 2026 Nobody", "müsic #1.wav", 2.5, "The <Door>",
    "scary, sad", ((0.0, "In"), (0.75, "Hit")),
)  # fmt: skip


@pytest.fixture
def track(cue_kit, tmp_path) -> Path:
    return cue_kit.write_noise(tmp_path / "track.wav", 10, RATE, 2, 5)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    size = min(len(one), len(other))
    return float(np.corrcoef(one[:size].ravel(), other[:size].ravel())[0, 1])


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3", ".m4a"])
@pytest.mark.parametrize("rate", [None, 44_100])
def test_every_format_sounds_as_the_track_does(track, tmp_path, suffix, rate):
    written = export_clip(
        track, 2.5, 4.0, tmp_path / f"c{suffix}", wish=ClipWish(sample_rate=rate), tags=TAGS
    )
    heard = decode(written)
    assert heard.sample_rate == (rate or RATE)
    assert heard.samples.shape[1] == 2
    assert heard.duration == pytest.approx(1.5, abs=0.06)  # MP3 and AAC fill their last frame
    wanted = decode(track, start=2.5, end=4.0, sample_rate=rate).samples
    # Noise is what lossy codecs are worst at; a shift of a few samples would leave nothing.
    inside = slice(RATE // 50, -RATE // 10)
    least = {".ogg": 0.95, ".mp3": 0.98, ".m4a": 0.95}.get(suffix, 0.99999)
    assert likeness(heard.samples[inside], wanted[inside]) > least
    said = read_tags(written)
    assert (said.title, said.artist) == (TAGS.title, TAGS.artist)
    if suffix != ".wav":
        assert said.credits.licence == TAGS.licence
        held = {key.casefold(): value for key, value in mutagen.File(written).items()}
        name = {".mp3": "txxx:source", ".m4a": "----:com.apple.itunes:source"}.get(suffix, "source")
        (source,) = list(held[name])
        assert (source.decode() if isinstance(source, bytes) else source) == TAGS.source
    assert said.credits.copyright == TAGS.copyright
    assert said.credits.comment.startswith("From müsic #1.wav, 2.500 s on. Scene: The <Door>.")


@pytest.mark.parametrize(
    ("bits", "subtype"), [("16", "PCM_16"), ("24", "PCM_24"), ("32f", "FLOAT")]
)
def test_bits_of_samples(track, tmp_path, bits, subtype):
    written = export_clip(track, 1.0, 3.0, tmp_path / "c.wav", wish=ClipWish(bits=bits), tags=TAGS)
    assert soundfile.info(written).subtype == subtype
    heard, _ = soundfile.read(written, dtype="float32")
    wanted = decode(track, start=1.0, end=3.0).samples
    error = (heard - wanted)[RATE // 10 : -RATE // 10] * 2**15
    if bits == "16":
        # A step's rounding and two steps of triangular noise: 1/12 + 2/12 of a step squared.
        assert np.var(error) == pytest.approx(0.25, rel=0.02)
        assert abs(likeness(error, wanted[RATE // 10 : -RATE // 10])) < 0.01
    else:
        assert np.abs(error).max() <= 2.0**-8


def test_dither_keeps_what_lies_under_a_step(tmp_path):
    time = np.arange(4 * RATE) / RATE
    faint = (0.4 / 2**15 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)
    soundfile.write(tmp_path / "faint.wav", faint, RATE, "FLOAT")
    written = export_clip(
        tmp_path / "faint.wav", 0.0, 4.0, tmp_path / "c.wav", wish=ClipWish(bits="16")
    )
    heard, _ = soundfile.read(written)
    assert np.abs(np.rint(faint * 2**15)).max() == 0  # without it, there is nothing
    tone = 2 * np.mean(heard * np.sin(2 * np.pi * 1000 * time)) * 2**15
    assert tone == pytest.approx(0.4, rel=0.05)


@pytest.mark.parametrize("target", [-30.0, -14.0])
def test_loudness_is_met_and_no_peak_is_over_the_ceiling(track, tmp_path, target):
    wish = ClipWish(loudness=target, bits="32f", ceiling=-2.0)
    written = export_clip(track, 1.0, 9.0, tmp_path / "c.wav", wish=wish)
    heard, rate = soundfile.read(written)
    found = pyloudnorm.Meter(rate).integrated_loudness(heard)
    assert found == pytest.approx(target, abs=0.15 if target > -20 else 0.1)
    peak = 20 * np.log10(np.abs(resample_poly(heard, 8, 1, axis=0)).max())
    assert peak < -1.9
    if target < -20:  # nothing was limited
        inside = slice(RATE // 10, -RATE // 10)
        wanted = decode(track, start=1.0, end=9.0).samples
        assert likeness(heard[inside], wanted[inside]) > 0.999999


def test_silence_is_not_made_loud(tmp_path):
    soundfile.write(tmp_path / "s.wav", np.zeros(RATE), RATE)
    written = export_clip(
        tmp_path / "s.wav", 0.0, 1.0, tmp_path / "c.wav", wish=ClipWish(loudness=-14.0)
    )
    assert not soundfile.read(written)[0].any()


def test_channels(track, tmp_path, cue_kit):
    mono = export_clip(track, 1.0, 2.0, tmp_path / "m.flac", wish=ClipWish(channels=1))
    wanted = decode(track, start=1.0, end=2.0).samples.mean(axis=1)
    assert likeness(soundfile.read(mono)[0], wanted) > 0.998  # but for the fades
    both = export_clip(mono, 0.0, 1.0, tmp_path / "s.wav", wish=ClipWish(channels=2))
    sides = soundfile.read(both)[0]
    assert np.array_equal(sides[:, 0], sides[:, 1])
    six = cue_kit.write_noise(tmp_path / "six.wav", 2, RATE, 6, 3)
    assert soundfile.info(export_clip(six, 0.0, 1.0, tmp_path / "six.mp3")).channels == 2


def chunks(path: Path) -> list[tuple[bytes, bytes]]:
    content = path.read_bytes()
    riff, size, wave = struct.unpack_from("<4sI4s", content)
    assert (riff, wave, size) == (b"RIFF", b"WAVE", len(content) - 8)
    found, place = [], 12
    while place < len(content):
        name, size = struct.unpack_from("<4sI", content, place)
        found.append((name, content[place + 8 : place + 8 + size]))
        place += 8 + size + size % 2
    assert place == len(content)
    return found


@pytest.mark.parametrize("end", [4.0, 4.0 + 1 / RATE])  # an odd number of bytes too
def test_a_wave_says_where_it_is_from(track, tmp_path, end):
    wish = ClipWish(channels=1)
    written = export_clip(track, 2.5, end, tmp_path / "c.wav", wish=wish, tags=TAGS)
    found = dict(chunks(written)[-5:])
    assert found[b"bext"][256:259] == b"t2m"
    assert struct.unpack_from("<Q", found[b"bext"], 338) == (120_000,)
    assert b"<SCENE>The &lt;Door&gt;</SCENE>" in found[b"iXML"]
    assert struct.unpack_from("<I", found[b"cue "]) == (2,)
    assert struct.unpack_from("<I", found[b"cue "], 4 + 24 + 4) == (36_000,)
    assert b"Hit\0" in found[b"LIST"]
    assert soundfile.info(written).frames == round((end - 2.5) * RATE)


@pytest.mark.real_program
def test_ffprobe_reads_what_a_wave_says(track, tmp_path):
    probe = shutil.which("ffprobe")
    if probe is None:
        pytest.skip("ffprobe is not installed")
    written = export_clip(track, 2.5, 4.0, tmp_path / "c.wav", tags=TAGS)
    told = subprocess.run(
        [probe, "-v", "error", "-show_entries", "format_tags", "-of", "json", str(written)],
        capture_output=True, check=True, stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip
    tags = json.loads(told.stdout)["format"]["tags"]
    assert tags["time_reference"] == "120000"
    assert tags["encoded_by"] == "t2m"
    assert (tags["title"], tags["artist"]) == (TAGS.title, TAGS.artist)
    assert tags["copyright"] == TAGS.copyright


def test_pieces_are_laid_over_each_other(track, tmp_path):
    pieces = (Piece(0.0, 1.0, 3.0, 0.0, 0.5), Piece(1.5, 1.0, 3.0, 0.5, 0.0))
    written = export_clip(track, 1.0, 3.0, tmp_path / "c.wav", pieces=pieces)
    heard, _ = soundfile.read(written, dtype="float32")
    assert len(heard) == 3.5 * RATE
    source = decode(track, start=1.0, end=3.0).samples
    alone = slice(RATE // 10, round(1.4 * RATE))
    assert np.abs(heard[alone] - source[alone]).max() < 1e-6
    later = slice(round(2.1 * RATE), round(3.4 * RATE))
    moved = slice(later.start - 72_000, later.stop - 72_000)
    assert np.abs(heard[later] - source[moved]).max() < 1e-6


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bits": "8"}, "16, 24, 32f bits, not 8"),
        ({"sample_rate": 10}, "no sample rate of 10 Hz"),
        ({"channels": 3}, "1 or 2 channels, not 3"),
        ({"loudness": 3.0}, "−70 to 0 LUFS, not 3"),
        ({"loudness": float("nan")}, "LUFS, not nan"),
        ({"ceiling": 1.0}, "−20 to 0 dBTP, not 1"),
        ({"fade_out": -1.0}, "A fade lasts"),
    ],
)
def test_wishes_without_sense_are_refused(wrong, sentence):
    with pytest.raises(UsageError, match=sentence):
        ClipWish(**wrong)


def test_flac_holds_no_floats(track, tmp_path):
    with pytest.raises(UsageError, match="FLAC holds no float"):
        export_clip(track, 1.0, 2.0, tmp_path / "c.flac", wish=ClipWish(bits="32f"))
    assert not (tmp_path / "c.flac").exists()
