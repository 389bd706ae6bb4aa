"""A cue plan: which music stands where in a story, and why. What all exporters take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.emotion.moods import Emotion
from t2m_engine.sidecar import NO_STEER, Steer

FRAME_RATE = 25
"""Frames a second of the timeline where nobody asks for another rate (EBU television's). Times of
cues are whole frames, so that the timeline, the cue sheet and the temp score say the same to the
sample."""
FRAME_RATES = {
    "23.976": Fraction(24_000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30_000, 1001),
    "30": Fraction(30),
    "50": Fraction(50),
    "60": Fraction(60),
}
"""The frame rates that a score can have, by the name that people know them by (SMPTE ST 12-1)."""
_DEFAULT_RATE = Fraction(FRAME_RATE)


_MARKUP = re.compile(
    r"\[\[.*?\]\]|/\*.*?\*/|(?<!\w)[*_]+(?=\w)|(?<=[^\s*_])[*_]+(?!\w)|(?<!\S)[<>](?!\S)"
)
"""What Markdown and Fountain put around words."""


def to_frame(seconds: float, rate: Fraction = _DEFAULT_RATE) -> int:
    """Return the frame nearest to a time, at `rate` frames a second."""
    return round(seconds * rate)


def on_frame(seconds: float, rate: Fraction = _DEFAULT_RATE) -> float:
    """Return the time of the frame nearest to `seconds`, at `rate` frames a second."""
    return float(to_frame(seconds, rate) / rate)


@dataclass(frozen=True, slots=True)
class Piece:
    """One uninterrupted stretch of a cue's track, from `start` seconds of the story on.

    `source_start` to `source_end` are seconds of the track and hold the fades; where two pieces
    of a cue overlap, the `fade_out` of the one and the `fade_in` of the other are the overlap.
    """

    start: float
    source_start: float
    source_end: float
    fade_in: float
    fade_out: float

    @property
    def duration(self) -> float:
        """Seconds."""
        return round(self.source_end - self.source_start, 6)

    @property
    def end(self) -> float:
        """Where it ends, in seconds of the story."""
        return round(self.start + self.duration, 6)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Music that was second: `track` from `source_start` to `source_end` seconds, and its `score`.

    `reason` says why it was not taken, to stand after its title.
    """

    track: Path
    title: str
    artist: str
    source_start: float
    source_end: float
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Music from `start` to `end` in the story: `track` from `source_start` to `source_end`.

    Times are seconds, on frames, and hold the fades. `pieces` are what sounds, in order; they
    cover the cue. A plain cue has one; of a cue that was looped or fitted to its length,
    `source_start` is where its first piece begins and `source_end` where its last one ends.
    `fade_in` and `fade_out` are seconds; `gain_db` brings the music to the score's level.
    `emotion` is that of the music there, `felt` that of the text; `score` is how well they fit
    (−1…1). The text is that of the manuscript from character `text_start` to `text_end`;
    `reason` says why, in words.

    `role` is what the music does: "follow", "underscore", "counterpoint", or "motif", which
    recurs for the character or place `motif`. A `pinned` cue is the writer's; a `muted` one stays
    in the plan and sounds nowhere. `alternatives` are what was second, best first.
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
    pieces: tuple[Piece, ...] = ()
    role: str = "follow"
    motif: str = ""
    pinned: bool = False
    muted: bool = False
    alternatives: tuple[Alternative, ...] = ()
    facts: MusicFacts | None = None
    credits: Credits = Credits()  # noqa: RUF009 - immutable

    def __post_init__(self) -> None:
        if not self.pieces:
            piece = Piece(
                self.start, self.source_start, self.source_end, self.fade_in, self.fade_out
            )
            object.__setattr__(self, "pieces", (piece,))

    @property
    def duration(self) -> float:
        """Seconds."""
        return round(self.end - self.start, 6)


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """A scene from `start` to `end` seconds of the story, with the mean emotion of its words.

    `found` is "marked" where the manuscript marks its beginning, and "change" where it was found
    by a change in what the text tells. `steer` is what its writer says of its feeling.
    """

    index: int
    title: str
    start: float
    end: float
    emotion: Emotion
    text_start: int
    text_end: int
    found: str = "marked"
    steer: Steer = NO_STEER


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
    should know (a track that could not be read, a stretch that stays silent). `frame_rate` is
    frames a second, `style`, `density` and `seed` are the wishes it was made with, `narration` is
    the recording that it lies under.
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
    frame_rate: Fraction = _DEFAULT_RATE
    style: str = "follow"
    density: float = 0.7
    seed: int = 0
    narration: Path | None = None

    def excerpt(self, cue: Cue, characters: int = 120) -> str:
        """Return the first words under a cue, on one line, cut at a word with “…”.

        What is no story is left out: headings, notes, and the signs of emphasis.
        """
        parts = [
            self.text[max(cue.text_start, passage.text_start) : min(cue.text_end, passage.text_end)]
            for passage in self.passages
            if passage.text_start < cue.text_end and passage.text_end > cue.text_start
        ]
        words = _MARKUP.sub("", " ".join(" ".join(parts).split()))
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
