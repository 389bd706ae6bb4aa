"""Renders MIDI with FluidSynth and FluidR3 GM; trims, fades, levels and encodes the sound."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import soundfile

if TYPE_CHECKING:
    import mido
    import numpy.typing as npt

    Samples = npt.NDArray[np.float32]

LOUDNESS = -18.0  # LUFS
PEAK = 10 ** (-2 / 20)  # before encoding; decoded Opus overshoots
PEAK_LIMIT = 10 ** (-1 / 20)
OPUS_RATE = 48_000  # Hz, the only one Opus knows
OPUS_BITS = "64k"
_FADE = 1.5  # seconds
_SOUNDFONTS = (
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",  # Debian, Ubuntu
    "/usr/share/soundfonts/FluidR3_GM.sf2",  # Arch, Fedora
)


class RenderingError(RuntimeError):
    """A program or the sound font that rendering needs is missing or has failed."""


def find_soundfont(wish: Path | None = None) -> Path:
    """The sound font: the wish, $T2M_SOUNDFONT or where distributions put FluidR3 GM."""
    wishes = [wish] if wish else [Path(p) for p in (os.environ.get("T2M_SOUNDFONT"),) if p]
    for path in wishes or [Path(p) for p in _SOUNDFONTS]:
        if path.is_file():
            return path
    raise RenderingError("FluidR3_GM.sf2 was not found: install fluid-soundfont-gm")


def can_render() -> bool:
    """Whether FluidSynth, ffmpeg and the sound font are all here."""
    try:
        find_soundfont()
    except RenderingError:
        return False
    return all(shutil.which(program) for program in ("fluidsynth", "ffmpeg"))


def _call(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RenderingError(f"{command[0]} failed: {done.stderr.strip()[-400:]}")


def synthesise(
    midi: mido.MidiFile, rate: int, *, room: float = 0.55, soundfont: Path | None = None
) -> Samples:
    """The raw sound, float32 (frames, 2), not levelled; `room` is the reverb's size, 0..1."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "piece.mid"), Path(folder, "piece.wav")
        midi.save(source)
        settings = {
            "synth.reverb.active": "1",
            "synth.reverb.room-size": f"{room:.2f}",
            "synth.reverb.damp": "0.3",
            "synth.reverb.width": "0.9",
            "synth.reverb.level": "0.7",
            "synth.polyphony": "512",
            "synth.gain": "0.3",
        }
        command = ["fluidsynth", "-n", "-i", "-q", "-r", str(rate), "-O", "float", "-T", "wav"]
        for name, value in settings.items():
            command += ["-o", f"{name}={value}"]
        _call([*command, "-F", str(target), str(find_soundfont(soundfont)), str(source)])
        samples, _ = soundfile.read(target, dtype="float32", always_2d=True)
    return np.asarray(samples, dtype=np.float32)


def finish(samples: Samples, rate: int, *, loudness: float = LOUDNESS) -> Samples:
    """Trim silence at both ends, fade the end, level to `loudness` LUFS under the peak limit."""
    level = np.abs(samples).max(axis=1)
    audible = np.flatnonzero(level > 10 ** (-44 / 20) * level.max())
    first = max(0, audible[0] - int(0.05 * rate))
    sound = samples[first : audible[-1] + int(0.2 * rate)].copy()
    count = min(len(sound), int(_FADE * rate))
    sound[-count:] *= (np.cos(np.linspace(0, np.pi, count, dtype=np.float32)) * 0.5 + 0.5)[:, None]
    measured = pyloudnorm.Meter(rate).integrated_loudness(sound)
    gain = 10 ** ((loudness - measured) / 20)
    # A stinger may lose 8 dB to the limiter; beyond that the whole piece is turned down instead.
    gain = min(gain, 2.5 * PEAK / float(np.abs(sound).max()))
    return limit(sound * np.float32(gain), rate)


def limit(samples: Samples, rate: int, ceiling: float = PEAK) -> Samples:
    """Hold (frames, channels) samples under `ceiling`, turning down 10 ms before a peak comes."""
    reach = int(0.01 * rate)
    needed = np.minimum(1.0, ceiling / np.maximum(1e-9, np.abs(samples).max(axis=1)))
    if needed.min() >= 1.0:
        return samples
    padded = np.pad(needed, 2 * reach, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    sums = np.cumsum(np.pad(lowest, (1, 0)))
    smooth = (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)
    return np.asarray(samples * smooth[:, None], dtype=np.float32)


def write_opus(samples: Samples, path: Path, tags: dict[str, str]) -> None:
    """Encode 48 kHz stereo samples as Ogg Opus with Vorbis comments."""
    with tempfile.TemporaryDirectory() as folder:
        wav, opus = Path(folder, "piece.wav"), Path(folder, "piece.opus")
        command = ["ffmpeg", "-y", "-v", "error", "-i", str(wav), "-map_metadata", "-1"]
        for name, value in tags.items():
            command += ["-metadata", f"{name}={value}"]
        # Bit exact: the same file every time, and no name of an encoder in the tags.
        command += ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
        for _ in range(4):
            soundfile.write(wav, samples, OPUS_RATE, subtype="FLOAT")
            _call([*command, "-c:a", "libopus", "-b:a", OPUS_BITS, str(opus)])
            decoded, _ = soundfile.read(opus, dtype="float32")
            peak = float(np.abs(decoded).max())
            if peak <= PEAK_LIMIT:
                break
            # The encoder overshoots what the limiter held back: turn down by as much.
            samples = limit(samples, OPUS_RATE, PEAK * PEAK_LIMIT / peak)
            samples = samples * np.float32(min(1.0, 0.5 + 0.5 * PEAK_LIMIT / peak))
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(opus, path)


def render(
    midi: mido.MidiFile,
    path: Path,
    tags: dict[str, str] | None = None,
    *,
    soundfont: Path | None = None,
) -> float:
    """Render a MIDI file to Ogg Opus; returns the duration in seconds."""
    sound = finish(synthesise(midi, OPUS_RATE, soundfont=soundfont), OPUS_RATE)
    write_opus(sound, path, tags or {})
    return len(sound) / OPUS_RATE
