from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio import decoding, sources
from t2m_engine.audio.decoding import MODEL_RATE, Decoding, decode, probe
from t2m_engine.errors import InputError, UsageError

Maker = Callable[[str], Path]
Music = Callable[..., NDArray[np.float32]]

KINDS = {  # kind: codec, how far a decoded length may be off (codecs pad), in seconds
    "wav": ("pcm_24", 0.0),
    "aiff": ("pcm_16", 0.0),
    "flac": ("flac", 0.0),
    "mp3": ("mp3", 0.0),
    "ogg": ("vorbis", 0.0),
    "opus": ("opus", 0.0),
    "m4a": ("aac", 0.001),
    "alac.m4a": ("alac", 0.001),
    "mov": ("aac", 0.001),
    "aac": ("aac", 0.08),
    "wma": ("wmav2", 0.15),
    "mkv": ("aac", 0.08),
    "webm": ("opus", 0.08),
}
EXACT = ("wav", "aiff", "flac", "mp3", "ogg", "opus", "m4a", "alac.m4a", "mov", "aac", "wma")


def likeness(left: NDArray[np.float32], right: NDArray[np.float32]) -> float:
    length = min(len(left), len(right))
    return float(np.corrcoef(left[:length].ravel(), right[:length].ravel())[0, 1])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read(kind: str, made: Maker, whole: Music) -> None:
    codec, tolerance = KINDS[kind]
    rate = 48_000 if kind in ("opus", "webm") else 44_100
    original = whole()
    info = probe(made(kind))
    sound = decode(made(kind))
    assert (info.codec, info.sample_rate, info.channels) == (codec, rate, 2)
    assert info.title
    seconds = len(original) / rate
    assert info.duration == pytest.approx(seconds, abs=tolerance + 1e-9)
    assert sound.duration == pytest.approx(seconds, abs=tolerance + 1e-9)
    assert sound.sample_rate == rate
    assert sound.samples.dtype == np.float32
    assert sound.samples.flags.c_contiguous
    if kind not in ("wma", "aac"):  # they do not say what their encoder's delay was
        assert likeness(sound.samples, original) > 0.98


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize("start", [0.0, 0.013, 2.500011, 3.9, 6.25])
def test_a_piece_is_the_same_samples_as_in_the_whole(kind: str, start: float, made: Maker) -> None:
    full = decode(made(kind))
    piece = decode(made(kind), start=start, end=start + 1.1)
    first = round(start * full.sample_rate)
    last = round((start + 1.1) * full.sample_rate)
    np.testing.assert_allclose(piece.samples, full.samples[first:last], atol=1e-6)


@pytest.mark.parametrize("kind", ["mkv", "webm"])
def test_a_piece_of_matroska_is_exact_to_its_clock(kind: str, made: Maker) -> None:
    full = decode(made(kind))
    rate = full.sample_rate
    piece = decode(made(kind), start=4.2, end=5.2).samples
    assert len(piece) == rate
    first = round(4.2 * rate)
    best = max(
        range(-rate // 500, rate // 500 + 1),
        key=lambda shift: likeness(piece, full.samples[first + shift : first + shift + rate]),
    )
    assert abs(best) <= rate // 1000
    shifted = full.samples[first + best : first + best + rate]
    assert likeness(piece, shifted) > 0.999


def test_an_end_beyond_the_track_means_its_end(made: Maker) -> None:
    piece = decode(made("flac"), start=7.5, end=99.0)
    assert piece.samples.shape == (22_050, 2)


def test_mono_at_another_rate(made: Maker) -> None:
    sound = decode(made("wav"), sample_rate=MODEL_RATE, mono=True)
    assert sound.samples.shape == (8 * MODEL_RATE, 1)
    spectrum = np.abs(np.fft.rfft(sound.samples[:, 0] * np.hanning(8 * MODEL_RATE)))
    assert np.argmax(spectrum[2500:2800]) + 2500 == pytest.approx(330 * 8, abs=2)


def test_resampling_in_blocks_is_resampling_at_once(made: Maker, whole: Music) -> None:
    import soxr

    wanted = soxr.resample(whole().mean(axis=1), 44_100, MODEL_RATE)
    sound = decode(made("wav"), sample_rate=MODEL_RATE, mono=True)
    np.testing.assert_allclose(sound.samples[:, 0], wanted, atol=2e-5)


@pytest.mark.parametrize(
    ("start", "end"), [(-1.0, 2.0), (2.0, 2.0), (3.0, 1.0), (8.0, 9.0), (float("nan"), None)]
)
def test_a_piece_that_is_none_is_refused(start: float, end: float | None, made: Maker) -> None:
    with pytest.raises(UsageError):
        decode(made("wav"), start=start, end=end)


def test_the_suffix_decides_nothing(tmp_path: Path, made: Maker) -> None:
    for number, kind in enumerate(("m4a", "flac", "opus")):
        disguised = tmp_path / f"{number}.{'mp3' if kind != 'flac' else 'raw'}"
        disguised.write_bytes(made(kind).read_bytes())
        assert probe(disguised).codec == KINDS[kind][0]


@pytest.mark.parametrize("kind", ["wav", "m4a"])
def test_odd_names(kind: str, tmp_path: Path, made: Maker) -> None:
    names = [b"a b#c[1]%20?.x", "Töne 漢字.wav".encode(), b"concat:a|b", b"-i", b"latin\xe9.mp3"]
    for name in names:
        path = tmp_path / os.fsdecode(name)
        path.write_bytes(made(kind).read_bytes())
        assert decode(path, end=0.5).samples.shape == (22_050, 2)
        assert probe(path).title.encode("utf-8")


def test_the_sound_of_a_film(tmp_path: Path, whole: Music, write_film: Callable[..., Path]) -> None:
    original = whole(4.0)
    for name in ("film.mp4", "film.mkv", "film.avi"):
        film = write_film(tmp_path / name, original)
        assert likeness(decode(film).samples[4096:], original[4096:]) > 0.9 or name.endswith("avi")
        assert probe(film).duration == pytest.approx(4.0, abs=0.15)


def test_an_mp3_of_changing_bit_rate_without_a_length_is_read_in_full(
    tmp_path: Path, whole: Music
) -> None:
    """libsndfile takes the first frame's rate for all, and would cut this one short."""
    silence = np.zeros((44_100 * 4, 2), np.float32)
    track = tmp_path / "vbr.mp3"
    loud = np.random.default_rng(0).standard_normal((44_100 * 4, 2)).astype(np.float32) * 0.2
    with soundfile.SoundFile(
        track, "w", 44_100, 2, "MPEG_LAYER_III", format="MP3", bitrate_mode="VARIABLE"
    ) as file:
        file.write(np.concatenate([loud, silence, silence, silence]))
    content = bytearray(track.read_bytes())
    for sign in (b"Xing", b"Info"):
        at = content.find(sign)
        if at >= 0:
            content[at : at + 4] = b"\0\0\0\0"
    track.write_bytes(content)
    assert probe(track).duration == pytest.approx(16.0, abs=0.2)
    assert decode(track).duration == pytest.approx(16.0, abs=0.2)


def refusal(path: Path) -> InputError:
    """What is said of a file that `decode` refuses."""
    with pytest.raises(InputError) as caught:
        decode(path)
    assert caught.value.path == path
    assert caught.value.exit_code == 3
    return caught.value


def test_what_is_no_audio_is_said(tmp_path: Path) -> None:
    contents = {
        "is empty": b"",
        "is not audio": b"Dear diary, today I heard a tune.\n" * 40,
        "holds notes, not sound (MIDI)": b"MThd\0\0\0\x06\0\1\0\1\0\x60MTrk",
        "holds notes, not sound (tracker module)": b"Extended Module: tune" + bytes(400),
    }
    for reason, content in contents.items():
        path = tmp_path / "sound.mp3"
        path.write_bytes(content)
        assert refusal(path).reason == reason
    protracker = tmp_path / "tune.mod"
    protracker.write_bytes(bytes(1080) + b"M.K." + bytes(4000))
    assert refusal(protracker).reason == "holds notes, not sound (tracker module)"
    noise = tmp_path / "noise.wav"
    noise.write_bytes(np.random.default_rng(3).bytes(100_000))
    assert refusal(noise).reason == "is not audio"


def test_places_that_are_no_files(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.wav").reason == "is missing"
    assert refusal(tmp_path).reason == "is a folder"
    pipe = tmp_path / "pipe.wav"
    os.mkfifo(pipe)
    assert refusal(pipe).reason == "is not a file"
    assert refusal(Path("a\0b.wav")).reason.startswith("cannot be opened")


def test_a_file_that_may_not_be_read(
    tmp_path: Path, made: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.wav"
    path.write_bytes(made("wav").read_bytes())
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything; then only the refusal can be played
        real = Path.open

        def locked(self: Path, *args: object, **kwargs: object) -> object:
            if self == path:
                raise PermissionError(13, "Permission denied", str(path))
            return real(self, *args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(Path, "open", locked)
    assert refusal(path).reason == "cannot be opened: permission denied"


def test_a_film_without_sound(tmp_path: Path, write_film: Callable[..., Path]) -> None:
    assert refusal(write_film(tmp_path / "mute.mp4", None)).reason == "has no audio stream"


def test_sound_in_an_unknown_format(tmp_path: Path, made: Maker) -> None:
    content = made("mkv").read_bytes()
    assert b"A_AAC" in content
    path = tmp_path / "new.mkv"
    path.write_bytes(content.replace(b"A_AAC", b"A_NEW"))
    assert refusal(path).reason == "holds sound in a format that nobody here knows"


def test_a_picture_is_not_audio(tmp_path: Path) -> None:
    picture = tmp_path / "cover.jpg"
    picture.write_bytes(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\0IEND\xaeB`\x82"
    )
    assert refusal(picture).reason == "is not audio"


def test_a_playlist_opens_no_other_file(tmp_path: Path, made: Maker) -> None:
    target = made("ogg")
    (tmp_path / "list.wav").write_text(f"ffconcat version 1.0\nfile '{target}'\n")
    (tmp_path / "list.m3u8").write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\n{target.as_uri()}\n#EXT-X-ENDLIST\n"
    )
    for name in ("list.wav", "list.m3u8"):
        assert refusal(tmp_path / name).reason == "is not audio"


@pytest.mark.parametrize("kind", ["wav", "aiff", "flac", "mp3", "alac.m4a"])
def test_a_truncated_file_says_how_much_is_there(kind: str, tmp_path: Path, made: Maker) -> None:
    content = made(kind).read_bytes()
    path = tmp_path / "half"
    path.write_bytes(content[: len(content) // 2])
    reason = refusal(path).reason
    assert reason.startswith("is truncated")
    if kind != "alac.m4a":  # its index is at the end, and gone
        there = float(reason.split(": ")[1].split(" s")[0])
        assert there == pytest.approx(4.0, abs=1.5)
        assert "of 8.0 s" in reason


def test_what_is_there_of_a_truncated_file_can_be_had(tmp_path: Path, made: Maker) -> None:
    content = made("mp3").read_bytes()
    path = tmp_path / "half.mp3"
    path.write_bytes(content[: len(content) // 2])
    assert decode(path, start=0.5, end=1.5).samples.shape == (44_100, 2)


def test_a_wav_that_was_streamed_is_whole(tmp_path: Path, made: Maker) -> None:
    """A program that writes to a pipe cannot go back to fill in the size."""
    content = bytearray(made("wav").read_bytes())
    at = content.index(b"data") + 4
    content[4:8] = content[at : at + 4] = b"\xff\xff\xff\xff"
    path = tmp_path / "streamed.wav"
    path.write_bytes(content)
    assert decode(path).duration == pytest.approx(8.0)


def test_noise_in_the_middle_of_an_mp3_is_passed_over(tmp_path: Path, made: Maker) -> None:
    content = bytearray(made("mp3").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 2000] = np.random.default_rng(2).bytes(2000)
    path = tmp_path / "scratched.mp3"
    path.write_bytes(content)
    assert decode(path).duration == pytest.approx(8.0, abs=0.4)


def test_samples_that_are_no_numbers(tmp_path: Path, whole: Music) -> None:
    samples = whole(2.0)
    samples[100, 0], samples[200, 1], samples[300] = np.nan, np.inf, 1e30
    path = tmp_path / "float.wav"
    soundfile.write(path, samples, 44_100, subtype="FLOAT")
    sound = decode(path).samples
    assert np.isfinite(sound).all()
    assert (sound[100, 0], sound[200, 1], sound[300, 0]) == (0.0, 0.0, 16.0)
    np.testing.assert_array_equal(sound[301:], samples[301:])

    samples[: len(samples) // 2] = np.nan
    soundfile.write(path, samples, 44_100, subtype="FLOAT")
    assert refusal(path).reason == "is damaged: 50% of its samples are not numbers"


def test_too_much_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "large.wav"
    soundfile.write(path, np.zeros((100, 33), np.float32), 8000)
    assert refusal(path).reason == "has 33 channels; 32 are the most"
    soundfile.write(path, np.zeros((100, 1), np.float32), 900_000)
    assert refusal(path).reason == "has a sample rate of 900000 Hz"
    soundfile.write(path, np.zeros((1001 * 11, 1), np.float32), 1000)
    with pytest.raises(InputError, match=r"is longer than 0\.003 hours"):
        Decoding(path, longest=10.8)


def test_a_file_that_hides_its_length_is_stopped(
    made: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "check_limits", lambda *_: None)  # its header says nothing
    with (
        Decoding(made("ogg"), longest=5.0) as piece,
        pytest.raises(InputError, match=r"is longer than 0\.00138889 hours"),
    ):
        list(piece.blocks())


def test_too_much_for_one_array_is_refused(made: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_DECODED_BYTES", 1_000_000)
    with pytest.raises(UsageError, match="shorter piece"):
        decode(made("wav"))
    assert decode(made("wav"), end=1.0).duration == 1.0


def test_blocks_are_small(made: Maker) -> None:
    with Decoding(made("flac"), sample_rate=MODEL_RATE, mono=True) as piece:
        sizes = [block.nbytes for block in piece.blocks()]
    assert sum(sizes) == piece.expected_frames * 4
    assert max(sizes) < 200_000


def test_it_needs_neither_torch_nor_qt() -> None:
    code = (
        "import sys, t2m_engine.audio.decoding, t2m_engine.audio.guard, t2m_engine.audio.clips;"
        "print([m for m in ('torch', 'PySide6', 'hnswlib', 'transformers') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
