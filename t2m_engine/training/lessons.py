"""Windows of real music with what the teachers hear in them, cached a file a track."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr

from t2m_engine.training.teachers import SOURCE_RATE, WINDOW_SECONDS, Teachers

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SUFFIXES = {".ogg", ".mp3", ".flac", ".opus", ".wav"}
_SHORTEST = 20.0
"""Seconds: what is shorter in a game's data is an effect, a jingle or speech."""
_MOST_WINDOWS = 16
"""A track: breadth of music decides, not length (../shared/design/FACTS.md)."""


@dataclass(frozen=True, slots=True)
class Track:
    """A file to learn from; `source` is the package or set, which splits keep together."""

    path: Path
    source: str


def find_tracks(folder: Path) -> list[Track]:
    """Return the distinct pieces of music under `folder`, whose sub-folders are the sources.

    A piece that is there twice (drascula-music ships its tracks once per language) counts once:
    same length to the sample, same first seconds.
    """
    seen: set[bytes] = set()
    tracks = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES):
        source = path.relative_to(folder).parts[0]
        try:
            with soundfile.SoundFile(path) as sound:
                seconds = sound.frames / sound.samplerate
                if seconds < _SHORTEST:
                    continue
                start = sound.read(min(sound.frames, 5 * sound.samplerate), dtype="int16")
                key = hashlib.blake2b(start.tobytes() + str(sound.frames).encode()).digest()
        except soundfile.LibsndfileError:
            continue
        # Speech and ambience of games: music lies in folders, or files, that say so.
        name = str(path.relative_to(folder)).lower()
        if path.suffix.lower() == ".wav" and "music" not in name:
            continue
        if key not in seen:
            seen.add(key)
            tracks.append(Track(path, source))
    return tracks


def windows(
    path: Path, copy: int = 0, most: int = _MOST_WINDOWS
) -> Iterator[tuple[float, NDArray[np.float32]]]:
    """Yield (start in seconds, samples (320000,) mono 32 kHz), `most` spread over the track.

    Copy 0 is the track as it is. Further copies lie between its windows, and each window is
    played up to a minor third faster or slower and tilted by up to ±6 dB from bass to treble.
    """
    random = np.random.default_rng([copy, *path.name.encode()])
    with soundfile.SoundFile(path) as sound:
        seconds = sound.frames / sound.samplerate
        count = int(min(most, max(1, seconds // WINDOW_SECONDS)))
        last = max(0.0, seconds - WINDOW_SECONDS)
        for fixed in np.linspace(min(1.0, last), max(0.0, last - 1.0), count):
            speed = 2.0 ** random.uniform(-0.25, 0.25) if copy else 1.0
            start = random.uniform(0.0, last) if copy else fixed
            sound.seek(int(start * sound.samplerate))
            block = sound.read(
                int(WINDOW_SECONDS * speed * sound.samplerate), dtype="float32", always_2d=True
            )
            mono = soxr.resample(block.mean(axis=1), sound.samplerate * speed, SOURCE_RATE)
            if copy:
                mono = _tilt(mono, random.uniform(-6.0, 6.0))
            length = int(WINDOW_SECONDS * SOURCE_RATE)
            samples = np.zeros(length, np.float32)
            samples[: min(length, len(mono))] = mono[:length]
            if np.abs(samples).max() > 1e-3:  # −60 dB: silence teaches nothing
                yield float(start), samples


def make_lessons(
    folder: Path,
    data: Path,
    cache: Path,
    *,
    copy: int = 0,
    most: int = _MOST_WINDOWS,
    part: int = 0,
    parts: int = 1,
) -> None:
    """Hear every track under `folder` and write one .npz a track into `cache`; resumable.

    `copy` and `most` are those of `windows`; `part` of `parts` lets processes share the work.
    """
    cache.mkdir(parents=True, exist_ok=True)
    teachers = Teachers(data)
    tracks = find_tracks(folder)[part::parts]
    for number, track in enumerate(tracks, 1):
        name = str(track.path.relative_to(folder))
        digest = hashlib.blake2b(name.encode(), digest_size=12).hexdigest()
        target = cache / f"{digest}.{copy}.npz"
        if target.exists():
            continue
        starts, audio, lessons = [], [], []
        for start, samples in windows(track.path, copy, most):
            starts.append(start)
            audio.append(_as_int16(soxr.resample(samples, SOURCE_RATE, 16_000)))
            lessons.append(asdict(teachers.hear(samples)))
        if not lessons:
            continue
        stacked = {key: np.stack([lesson[key] for lesson in lessons]) for key in lessons[0]}
        part_file = target.with_suffix(".part.npz")
        stacked |= {
            "name": np.array(name),
            "source": np.array(track.source),
            "start": np.array(starts, np.float32),
            "audio": np.stack(audio),
        }
        np.savez(part_file, allow_pickle=False, **stacked)
        part_file.rename(target)
        print(f"{number}/{len(tracks)} {name}: {len(lessons)} windows", flush=True)


def _tilt(samples: NDArray[np.float32], decibels: float) -> NDArray[np.float32]:
    """Tilt the spectrum by `decibels` between 100 Hz and 10 kHz, about 1 kHz."""
    spectrum = np.fft.rfft(samples)
    octaves = np.log2(np.linspace(20, SOURCE_RATE / 2, len(spectrum)) / 1000)
    gain = 10 ** (decibels * np.clip(octaves, -3.3, 3.3) / 6.6 / 20)
    return np.fft.irfft(spectrum * gain, len(samples)).astype(np.float32)


def _as_int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    return (np.clip(samples, -1.0, 1.0) * 32_767).astype(np.int16)
