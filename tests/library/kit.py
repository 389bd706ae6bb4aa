"""A small pack with real features, and tracks and music made on the spot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import BUILT_IN, Space, choose
from t2m_engine.library.records import Curve, FileState, NewClip, NewTrack

RATE = 16_000
CHUNK = 5 * RATE


@dataclass(frozen=True)
class FakeCurve:
    length: float
    starts: np.ndarray
    embedding: np.ndarray
    valence: np.ndarray
    arousal: np.ndarray
    moods: np.ndarray
    level: np.ndarray


class FakePack:
    """Hears pitch, loudness and roughness with numpy alone; reads the moods that a text names."""

    device = "cpu"
    at_once = 0.0

    def __init__(self, pack: str = "fake-1") -> None:
        self.id = self.music_id = pack
        self.name = pack
        self.heard = 0
        self.spaces = BUILT_IN

    def space(self, name: str | None = None) -> Space:
        return choose(self.spaces, name)

    def listen(self, samples: np.ndarray) -> FakeCurve:
        self.heard += 1
        samples = np.resize(samples, max(samples.size, CHUNK))
        offsets = list(range(0, samples.size - CHUNK + 1, CHUNK))
        rows = []
        for offset in offsets:
            chunk = samples[offset : offset + CHUNK].astype(np.float64)
            power = np.abs(np.fft.rfft(chunk * np.hanning(CHUNK))) ** 2 + 1e-12
            pitch = float(power @ np.arange(power.size) / power.sum() / power.size)
            flatness = float(np.exp(np.log(power).mean()) / power.mean())
            rows.append((pitch, flatness, float(np.sqrt(np.square(chunk).mean()))))
        pitch, flatness, level = np.array(rows, np.float32).T
        logits = np.stack(
            [6 * np.cos(6 * pitch + i) + 3 * flatness * (i % 2) for i in range(len(MOODS))], axis=1
        )
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return FakeCurve(
            5.0,
            np.array(offsets, np.float32) / RATE,
            np.stack([pitch, flatness, level], axis=1),
            np.tanh(4 * pitch - 1).astype(np.float32),
            np.tanh(3 * level + flatness - 1).astype(np.float32),
            (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32),
            level,
        )

    def listen_all(self, tracks: list[np.ndarray]) -> list[FakeCurve]:
        return [self.listen(samples) for samples in tracks]

    def read_clip(self, curve: FakeCurve, start: float, end: float) -> Reading:
        middles = curve.starts + curve.length / 2
        inside = (middles >= start) & (middles <= end)
        if not inside.any():
            inside[np.abs(middles - (start + end) / 2).argmin()] = True
        moods = curve.moods[inside].mean(axis=0)
        emotion = Emotion(
            float(curve.valence[inside].mean()),
            float(curve.arousal[inside].mean()),
            tuple(float(share) for share in moods / moods.sum()),
        )
        return Reading(emotion, curve.embedding[inside].mean(axis=0))

    def vocals(self, embeddings: np.ndarray) -> float:
        return float(np.clip(embeddings[:, 0].mean(), 0.0, 1.0))

    def read_texts(self, texts: list[str]) -> list[Reading]:
        readings = []
        for text in texts:
            shares = np.array([0.05 + text.count(mood) for mood in MOODS])
            valence = np.tanh(shares[[0, 1, 3]].sum() - shares[[2, 5, 6]].sum())
            arousal = np.tanh(shares[[4, 5, 6]].sum() - shares[[2, 3]].sum())
            emotion = Emotion(
                float(valence), float(arousal), tuple(float(s) for s in shares / shares.sum())
            )
            readings.append(Reading(emotion, np.zeros(3, np.float32)))
        return readings


def make_reading(rng: np.random.Generator) -> Reading:
    valence, arousal = (float(value) for value in rng.uniform(-1, 1, 2))
    moods = tuple(float(share) for share in rng.dirichlet(np.full(len(MOODS), 0.6)))
    return Reading(Emotion(valence, arousal, moods), rng.normal(size=8).astype(np.float32))


def make_track(path: Path, seed: int = 0, clips: int = 3, pack: str = "fake-1") -> NewTrack:
    """A track as a scan would store it; equal seeds give equal clips."""
    rng = np.random.default_rng(seed)
    chunks = 4 * clips
    moods = rng.dirichlet(np.ones(len(MOODS)), chunks).astype(np.float32)
    new_clips = [NewClip(20.0 * i, 20.0 * i + 20.0, make_reading(rng)) for i in range(clips)]
    return NewTrack(
        path=path,
        state=FileState(1000 + seed, 10**18 + seed),
        content_id=hashlib.blake2b(str(seed).encode(), digest_size=16).digest(),
        duration=20.0 * clips,
        sample_rate=44_100,
        channels=2,
        codec="vorbis",
        title=f"Title {seed}",
        artist="Somebody",
        pack=pack,
        peaks=np.arange(600).astype(np.uint8),
        curve=Curve(
            5.0,
            np.arange(chunks, dtype=np.float32) * 5,
            rng.uniform(-1, 1, chunks).astype(np.float32),
            rng.uniform(-1, 1, chunks).astype(np.float32),
            moods,
            np.full(chunks, -20.0, np.float32),
        ),
        clips=tuple(new_clips),
    )


def tone(seconds: float, pitch: float, roughness: float = 0.0, seed: int = 0) -> np.ndarray:
    """A chord of `pitch` and its fifth that swells every two seconds, with some noise."""
    time = np.arange(int(seconds * RATE)) / RATE
    swell = 0.6 + 0.4 * np.sin(np.pi * time)
    chord = np.sin(2 * np.pi * pitch * time) + 0.5 * np.sin(3 * np.pi * pitch * time)
    noise = np.random.default_rng(seed).normal(size=time.size)
    return (0.3 * swell * chord * (1 - roughness) + 0.2 * roughness * noise).astype(np.float32)


def write_music(path: Path, seconds: float = 30.0, pitch: float = 220.0, **more: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, tone(seconds, pitch, **more), RATE)
    return path


def make_music(folder: Path) -> Path:
    """A folder of five pieces in three formats, three of them in folders of their own."""
    write_music(folder / "low.wav", 45.0, 110.0)
    write_music(folder / "high.flac", 30.0, 1760.0)
    write_music(folder / "album" / "noise.ogg", 25.0, 440.0, roughness=0.9)
    write_music(folder / "album" / "middle.wav", 61.0, 440.0, roughness=0.3)
    write_music(folder / "short" / "jingle.wav", 3.0, 880.0)
    return folder
