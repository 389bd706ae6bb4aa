from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from t2m_engine.audio.guard import Guard
from t2m_engine.errors import InputError, UsageError
from t2m_engine.export.clip import FADE, ClipWish, ExportError, export_clip

RATE = 48_000
FADED = round(FADE * RATE)


@pytest.fixture
def samples() -> NDArray[np.float32]:
    time = np.arange(10 * RATE) / RATE
    tone = 0.5 * np.cos(2 * np.pi * (200 + 30 * time) * time)
    noise = 0.05 * np.random.default_rng(0).standard_normal(len(time))
    return np.stack([tone, tone / 2 + noise], axis=1).astype(np.float32)


@pytest.fixture
def track(tmp_path: Path, samples: NDArray[np.float32]) -> Path:
    path = tmp_path / "track.wav"
    soundfile.write(path, samples, RATE, subtype="PCM_24")
    return path


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.parametrize(("suffix", "form"), [(".wav", "WAV"), (".flac", "FLAC"), (".WAV", "WAV")])
def test_a_clip_is_the_tracks_own_samples(
    suffix: str, form: str, track: Path, samples: NDArray[np.float32], tmp_path: Path
) -> None:
    target = tmp_path / "out" / f"a clip #1 [é]{suffix}"
    written = export_clip(track, 2.5, 4.0, target)
    assert written == target.resolve()
    info = soundfile.info(written)
    assert (info.format, info.subtype) == (form, "PCM_24")
    assert (info.samplerate, info.channels, info.frames) == (RATE, 2, 72_000)
    clip, _ = soundfile.read(written, dtype="float32")
    original = samples[120_000:192_000]
    inside = slice(FADED, -FADED)
    np.testing.assert_allclose(clip[inside], original[inside], atol=2.0**-22)
    assert leftovers(target.parent) == []


def test_no_cut_clicks(track: Path, samples: NDArray[np.float32], tmp_path: Path) -> None:
    clip, _ = soundfile.read(export_clip(track, 2.0, 4.0, tmp_path / "c.wav"), dtype="float32")
    original = samples[96_000:192_000]
    for edge, source in ((clip[:FADED], original[:FADED]), (clip[::-1], original[::-1])):
        gain = np.linalg.norm(edge[:FADED], axis=1) / np.linalg.norm(source[:FADED], axis=1)
        assert gain[0] < 0.001
        assert (np.diff(gain) > -1e-4).all()
        assert gain[-1] > 0.99
        assert gain[FADED // 2] == pytest.approx(0.5, abs=0.02)


def test_what_was_not_cut_is_not_faded(
    track: Path, samples: NDArray[np.float32], tmp_path: Path
) -> None:
    clip, _ = soundfile.read(export_clip(track, 0.0, 99.0, tmp_path / "c.wav"), dtype="float32")
    np.testing.assert_allclose(clip, samples, atol=2.0**-22)


def test_no_fade_if_none_is_wanted(
    track: Path, samples: NDArray[np.float32], tmp_path: Path
) -> None:
    written = export_clip(
        track, 1.0, 2.0, tmp_path / "c.wav", wish=ClipWish(fade_in=0.0, fade_out=0.0)
    )
    clip, _ = soundfile.read(written, dtype="float32")
    np.testing.assert_allclose(clip, samples[RATE : 2 * RATE], atol=2.0**-22)


def test_a_clip_shorter_than_its_fades(track: Path, tmp_path: Path) -> None:
    written = export_clip(track, 1.0, 1.002, tmp_path / "c.wav")
    assert soundfile.info(written).frames == 96


def test_an_end_beyond_the_track_is_the_tracks_end(track: Path, tmp_path: Path) -> None:
    written = export_clip(track, 8.0, 60.0, tmp_path / "c.wav")
    assert soundfile.info(written).frames == 2 * RATE


def test_another_sample_rate(track: Path, tmp_path: Path) -> None:
    info = soundfile.info(
        export_clip(track, 1.0, 3.0, tmp_path / "c.flac", wish=ClipWish(sample_rate=44_100))
    )
    assert (info.samplerate, info.frames) == (44_100, 88_200)


def test_a_minute_of_vorbis(tmp_path: Path) -> None:
    """libsndfile dies of as much in one call."""
    noise = 0.1 * np.random.default_rng(1).standard_normal((62 * RATE, 2)).astype(np.float32)
    soundfile.write(tmp_path / "long.wav", noise, RATE)
    info = soundfile.info(export_clip(tmp_path / "long.wav", 1.0, 61.0, tmp_path / "c.ogg"))
    assert (info.format, info.subtype, info.frames) == ("OGG", "VORBIS", 60 * RATE)


def test_overshooting_samples_are_clipped_and_do_not_wrap(tmp_path: Path) -> None:
    loud = np.full((RATE, 1), 1.5, np.float32)
    loud[RATE // 2 :] = -1.5
    soundfile.write(tmp_path / "loud.wav", loud, RATE, subtype="FLOAT")
    written = export_clip(tmp_path / "loud.wav", 0.0, 9.0, tmp_path / "c.wav")
    clip, _ = soundfile.read(written, dtype="float32")
    assert clip[:100].min() > 0.999
    assert clip[-100:].max() == -1.0


def test_through_a_guard_it_is_the_same(track: Path, tmp_path: Path) -> None:
    with Guard() as guard:
        guarded = export_clip(track, 1.0, 3.0, tmp_path / "guarded.wav", guard=guard)
    plain = export_clip(track, 1.0, 3.0, tmp_path / "plain.wav")
    assert guarded.read_bytes() == plain.read_bytes()


def test_what_makes_no_sense_is_refused(track: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "c.wav"
    for start, end in ((-1.0, 2.0), (3.0, 3.0), (3.0, 2.0), (10.0, 12.0), (0.0, float("nan"))):
        with pytest.raises(UsageError):
            export_clip(track, start, end, target)
    with pytest.raises(UsageError, match=r"\.wav, \.flac, \.ogg, \.mp3, \.m4a"):
        export_clip(track, 1.0, 2.0, tmp_path / "out" / "c.aiff")
    with pytest.raises(UsageError, match="fade"):
        export_clip(track, 1.0, 2.0, target, wish=ClipWish(fade_in=-1.0))
    assert not target.parent.exists()


def test_a_track_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is missing"):
        export_clip(tmp_path / "none.wav", 0.0, 1.0, tmp_path / "c.wav")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file(track: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written") as caught:
        export_clip(track, 0.0, 1.0, track / "c.wav")
    assert caught.value.exit_code == 3


def test_a_folder_that_may_not_be_written_to(
    track: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):  # root may write everywhere; then the refusal is played

        def refuse(*args: object, **kwargs: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(ExportError, match=r"permission denied\. Choose another folder"):
        export_clip(track, 0.0, 1.0, folder / "c.wav")
    folder.chmod(0o700)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg"])
def test_a_full_disk_leaves_the_old_file_and_nothing_half(
    suffix: str, track: Path, tmp_path: Path
) -> None:
    """A limit on the size of files stands in for a full disk: writes fail in the same way."""
    folder = tmp_path / "out"
    folder.mkdir()
    old = folder / f"c{suffix}"
    old.write_bytes(b"the old one")
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from t2m_engine.export.clip import ExportError, export_clip\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "try:\n"
        "    export_clip(Path(sys.argv[1]), 0.0, 10.0, Path(sys.argv[2]))\n"
        "except ExportError as error:\n"
        "    print(error)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(track), str(old)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot be written" in told.stdout
    assert "disk" in told.stdout
    assert old.read_bytes() == b"the old one"
    assert leftovers(folder) == []


@pytest.mark.parametrize("bits", ["16", "24"])
def test_whole_numbers_come_out_as_they_were(bits: str, tmp_path: Path) -> None:
    steps = np.random.default_rng(0).integers(-(1 << 15), 1 << 15, (2 * RATE, 2), np.int32) << 16
    if bits == "24":
        steps >>= 8
    soundfile.write(tmp_path / "t.wav", steps, RATE, f"PCM_{bits}")
    wish = ClipWish(fade_in=0.0, fade_out=0.0)
    written = export_clip(tmp_path / "t.wav", 0.5, 1.5, tmp_path / "c.wav", wish=wish)
    source = soundfile.read(tmp_path / "t.wav", dtype="int32")[0]
    assert np.array_equal(
        soundfile.read(written, dtype="int32")[0], source[RATE // 2 : 3 * RATE // 2]
    )


def test_a_track_that_vanished_leaves_nothing(track: Path, tmp_path: Path) -> None:
    track.unlink()
    with Guard() as guard, pytest.raises(InputError, match=r"track\.wav"):
        export_clip(track, 1.0, 2.0, tmp_path / "out" / "c.wav", guard=guard)
    assert not (tmp_path / "out").exists()
