"""Tracks of noise, which no other stretch of a track resembles, and a plan that plays them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.export.cue import Cue, CuePlan, PlannedPassage, PlannedScene

TEXT = "The rain had stopped. =SUM(A1) said nobody, and “the dark” came <down> & stayed.\r\n" * 4


def feeling(mood: str, valence: float, arousal: float, share: float = 0.7) -> Emotion:
    rest = (1.0 - share) / (len(MOODS) - 1)
    return Emotion(valence, arousal, tuple(share if m == mood else rest for m in MOODS))


def write_noise(path: Path, seconds: float, rate: int, channels: int, seed: int) -> Path:
    """Low-passed noise: it survives resampling and lossy codecs."""
    rng = np.random.default_rng(seed)
    size = int(seconds * rate)
    spectrum = np.fft.rfft(rng.normal(size=(size, channels)), axis=0)
    frequency = np.fft.rfftfreq(size, 1 / rate)
    spectrum[(frequency > 3000) | (frequency < 60)] = 0
    noise = np.fft.irfft(spectrum, size, axis=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    form = {"format": "OGG", "subtype": "OPUS"} if path.suffix == ".opus" else {}
    soundfile.write(path, (0.25 * noise / np.abs(noise).max()).astype(np.float32), rate, **form)
    return path


def make_cue(number: int, start: float, end: float, track: Path, source: float, **more) -> Cue:
    fields = {
        "number": number,
        "scene": 0,
        "start": start,
        "end": end,
        "track": track,
        "title": f"Piece {number}",
        "artist": "Nobody",
        "source_start": source,
        "source_end": round(source + end - start, 2),
        "fade_in": 1.0,
        "fade_out": 3.0,
        "gain_db": -3.0,
        "emotion": feeling("scary", -0.6, 0.3),
        "felt": feeling("scary", -0.5, 0.2),
        "score": 0.91,
        "text_start": 0,
        "text_end": 80,
        "reason": "scary, and near.",
    }
    return Cue(**(fields | more))


def make_plan(cues: list[Cue], duration: float = 60.0, **more) -> CuePlan:
    sad = feeling("sad", -0.4, -0.3)
    happy = feeling("happy", 0.7, 0.5)
    half = duration / 2
    fields = {
        "title": 'A <Story> & "more"',
        "manuscript": Path("/stories/a story.md"),
        "text": TEXT,
        "words": 52,
        "words_per_minute": 150.0,
        "duration": duration,
        "scenes": (
            PlannedScene(0, "One", 0.0, half, sad, 0, 160),
            PlannedScene(1, "=Two", half, duration, happy, 160, 320),
        ),
        "passages": (
            PlannedPassage(0, 0, 2.0, half, sad, sad, 0, 160),
            PlannedPassage(1, 1, half + 2, duration, happy, happy, 160, 320),
        ),
        "cues": tuple(cues),
        "space": "fusion",
        "pack": "0123",
    }
    return CuePlan(**(fields | more))
