"""A pack that reads the moods that a text names, and a library of noise with known moods."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import soundfile

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.emotion.spaces import BUILT_IN, Space, choose
from t2m_engine.library.records import Curve, FileState, NewClip, NewTrack
from t2m_engine.score.timing import SCENE_PAUSE, Beat

PLANE = {
    "happy": (0.8, 0.4), "funny": (0.6, 0.5), "sad": (-0.6, -0.5), "tender": (0.4, -0.5),
    "exciting": (0.4, 0.8), "angry": (-0.6, 0.7), "scary": (-0.7, 0.4),
}  # fmt: skip
SECONDS = 70.0
CLIP = 17.5


def feeling(**shares: float) -> Emotion:
    """An emotion with these shares of moods; what is missing to 1 goes to all alike."""
    rest = (1.0 - sum(shares.values())) / len(MOODS)
    table = np.array([rest + shares.get(mood, 0.0) for mood in MOODS])
    plane = sum(share * np.array(PLANE[mood]) for mood, share in shares.items())
    valence, arousal = plane if shares else (0.0, 0.0)
    return Emotion(float(valence), float(arousal), tuple(table.tolist()))


class FakePack:
    """Feels what a text names: "scary", "happy" …; a text that names nothing is neutral."""

    id = music_id = name = "fake"
    spaces = BUILT_IN

    def __init__(self) -> None:
        self.read = 0

    def space(self, name=None) -> Space:
        return choose(self.spaces, name)

    def read_texts(self, texts) -> list[Reading]:
        self.read += len(texts)
        found = []
        for text in texts:
            counts = {mood: text.count(mood) for mood in MOODS if mood in text}
            total = sum(counts.values())
            emotion = feeling(**{mood: 0.8 * n / total for mood, n in counts.items()})
            found.append(Reading(emotion, np.zeros(3, np.float32)))
        return found


def paragraph(mood: str, words: int) -> str:
    """A paragraph of that many words that feels like `mood` ("" is neutral)."""
    pattern = ["it", "was", mood or "so", "there", "and", "then."]
    return " ".join(pattern[n % len(pattern)] for n in range(words))


def story(*scenes: tuple[str, list[tuple[str, int]]]) -> str:
    """Markdown of scenes (title, [(mood, words)])."""
    return "\n\n".join(
        f"## {title}\n\n" + "\n\n".join(paragraph(mood, words) for mood, words in paragraphs)
        for title, paragraphs in scenes
    )


def make_music(folder: Path, moods=("happy", "sad", "scary", "angry"), each: int = 2) -> Path:
    for place, mood in enumerate(moods):
        for number in range(each):
            rng = np.random.default_rng(10 * place + number)
            noise = rng.normal(scale=0.1 * (number + 1), size=(int(SECONDS * 8000), 1))
            soundfile.write(folder / f"{mood} {number}.wav", noise.astype(np.float32), 8000)
    return folder


def make_track(path: Path, emotions: list[Emotion], seconds: float = SECONDS) -> NewTrack:
    """The track at `path` with a clip for each of `emotions`, evenly over it."""
    length = seconds / len(emotions)
    clips = []
    for number, emotion in enumerate(emotions):
        reading = Reading(emotion, np.zeros(3, np.float32))
        clips.append(NewClip(number * length, (number + 1) * length, reading))
    count = len(emotions)
    status = path.stat() if path.exists() else None
    return NewTrack(
        path=path,
        state=FileState(status.st_size if status else 1, status.st_mtime_ns if status else 1),
        content_id=hashlib.blake2b(str(path).encode(), digest_size=16).digest(),
        duration=seconds,
        sample_rate=8000,
        channels=1,
        codec="pcm_16",
        title=path.stem.title(),
        artist="Nobody",
        pack=FakePack.id,
        peaks=np.zeros(600, np.uint8),
        curve=Curve(
            length,
            np.arange(count, dtype=np.float32) * length,
            np.array([e.valence for e in emotions], np.float32),
            np.array([e.arousal for e in emotions], np.float32),
            np.array([e.moods for e in emotions], np.float32),
        ),
        clips=tuple(clips),
    )


def fill(catalogue, folder: Path) -> None:
    for number, path in enumerate(sorted(folder.glob("*.wav"))):
        mood = path.stem.split()[0]
        catalogue.put_track(
            make_track(path, [feeling(**{mood: 0.75 + 0.01 * number})] * int(SECONDS / CLIP))
        )


def beats(*parts: tuple[str, float], scene: int = 0, start: float = 2.0) -> list[Beat]:
    """Beats (mood, seconds) one after the other."""
    found = []
    for number, (mood, seconds) in enumerate(parts):
        emotion = feeling(**({mood: 0.8} if mood else {}))
        reading = Reading(emotion, np.zeros(3, np.float32))
        words = round(seconds * 2.5)
        pause = 0.0 if number else SCENE_PAUSE
        found.append(
            Beat(
                number, scene, start, start + seconds, number, number + 1, words, reading, emotion,
                pause,
            )
        )  # fmt: skip
        start += seconds
    return found
