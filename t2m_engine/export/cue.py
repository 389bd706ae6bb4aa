"""A cue plan: which music stands where in a story, and why. What all exporters take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from t2m_engine.emotion.moods import Emotion

FRAME_RATE = 25
"""Frames a second of the timeline. Times of cues are whole frames (0.04 s), so that the timeline,
the cue sheet and the temp score say the same to the sample."""


def to_frame(seconds: float) -> int:
    """Return the frame nearest to a time."""
    return round(seconds * FRAME_RATE)


def on_frame(seconds: float) -> float:
    """Return the time of the frame nearest to `seconds`."""
    return to_frame(seconds) / FRAME_RATE


@dataclass(frozen=True, slots=True)
class Cue:
    """Music from `start` to `end` in the story: `track` from `source_start` to `source_end`.

    Times are seconds, on frames; both stretches are equally long and hold the fades. `fade_in`
    and `fade_out` are seconds; `gain_db` brings the music to the score's level. `emotion` is that
    of the music there, `felt` that of the text; `score` is how well they fit (−1…1). The text is
    that of the manuscript from character `text_start` to `text_end`; `reason` says why, in words.
    """

    number: int
    scene: int
    start: float
    end: float
    track: Path
    title: str
    artist: str
    source_start: float
    source_end: float
    fade_in: float
    fade_out: float
    gain_db: float
    emotion: Emotion
    felt: Emotion
    score: float
    text_start: int
    text_end: int
    reason: str

    @property
    def duration(self) -> float:
        """Seconds."""
        return on_frame(self.end - self.start)


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """A scene from `start` to `end` seconds of the story, with the mean emotion of its words."""

    index: int
    title: str
    start: float
    end: float
    emotion: Emotion
    text_start: int
    text_end: int


@dataclass(frozen=True, slots=True)
class PlannedPassage:
    """A passage from `start` to `end` seconds of the story.

    `emotion` is that of its words alone; `smoothed` leans on its neighbours, as a listener does.
    """

    id: int
    scene: int
    start: float
    end: float
    emotion: Emotion
    smoothed: Emotion
    text_start: int
    text_end: int


@dataclass(frozen=True, slots=True)
class CuePlan:
    """The whole score of a story: `duration` seconds, cues in order of their start.

    `text` is the manuscript's, which all offsets count; `notes` are sentences about what a user
    should know (a track that could not be read, a stretch that stays silent).
    """

    title: str
    manuscript: Path | None
    text: str
    words: int
    words_per_minute: float
    duration: float
    scenes: tuple[PlannedScene, ...]
    passages: tuple[PlannedPassage, ...]
    cues: tuple[Cue, ...]
    space: str
    pack: str
    notes: tuple[str, ...] = ()

    def excerpt(self, cue: Cue, characters: int = 120) -> str:
        """Return the first words under a cue, on one line, cut at a word with “…”."""
        words = " ".join(self.text[cue.text_start : cue.text_end].split())
        if len(words) <= characters:
            return words
        return words[:characters].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"

    @property
    def end(self) -> float:
        """Where the last of story and music ends, in seconds."""
        return max([self.duration, *(cue.end for cue in self.cues)])


def clock(seconds: float) -> str:
    """Return a time as h:mm:ss.mmm."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def short_clock(seconds: float) -> str:
    """Return a time as m:ss, or h:mm:ss from an hour on, for people."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"
