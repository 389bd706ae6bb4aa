"""A score as the engine's `score.open` tells it: scenes, passages, cues, and where the text is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from t2m_desktop.feeling import Emotion, clock


@dataclass(frozen=True)
class Span:
    """A stretch of the story: seconds, and characters of its text (code points)."""

    start: float
    end: float
    text_start: int
    text_end: int
    emotion: Emotion


@dataclass(frozen=True)
class Scene(Span):
    """A scene; `number` counts from 1."""

    number: int
    title: str


@dataclass(frozen=True)
class Piece:
    """An uninterrupted stretch of a cue's track; `start` is in seconds of the story."""

    start: float
    source_start: float
    source_end: float
    fade_in: float
    fade_out: float

    @property
    def end(self) -> float:
        """Seconds of the story."""
        return self.start + self.source_end - self.source_start


@dataclass(frozen=True)
class Alternative:
    """What could take a cue's place; `fit` is the score of it (−1…1)."""

    track: str
    title: str
    artist: str
    source_start: float
    source_end: float
    fit: float
    reason: str

    @property
    def key(self) -> tuple[str, float]:
        """What makes it the same music in another list."""
        return self.track, round(self.source_start, 2)


@dataclass(frozen=True)
class Cue(Span):
    """Music from `start` to `end`; `emotion` is that of the music there."""

    number: int
    scene: int
    track: str
    title: str
    artist: str
    source_start: float
    source_end: float
    fade_in: float
    fade_out: float
    fit: float
    excerpt: str
    reason: str
    pieces: tuple[Piece, ...]
    role: str
    motif: str
    pinned: bool
    muted: bool
    alternatives: tuple[Alternative, ...]
    credits: Mapping[str, str]
    attribution: str
    tempo: float | None
    musical_key: str

    @property
    def name(self) -> str:
        """As cue sheets number them: "M4"."""
        return f"M{self.number}"

    @property
    def key(self) -> tuple[str, float]:
        """Which music it is: see Alternative.key."""
        return self.track, round(self.source_start, 2)

    @property
    def section(self) -> tuple[float, float]:
        """The stretch of its track in which all of its pieces lie."""
        starts = [piece.source_start for piece in self.pieces]
        return min(starts), max(piece.source_end for piece in self.pieces)

    def in_track(self, seconds: float) -> float:
        """Where in its track the story's time `seconds` is heard."""
        at = max(0, bisect_right([piece.start for piece in self.pieces], seconds) - 1)
        piece = self.pieces[at]
        return min(
            piece.source_end, max(piece.source_start, piece.source_start + seconds - piece.start)
        )

    def in_story(self, seconds: float) -> float | None:
        """When in the story the track's time `seconds` is first heard; None for never."""
        for piece in self.pieces:
            if piece.source_start <= seconds <= piece.source_end:
                return piece.start + seconds - piece.source_start
        return None

    def loudness(self, seconds: float) -> float:
        """How far the fades let it through at a time of the story, 0…1."""
        rise = (seconds - self.start) / self.fade_in if self.fade_in else 1.0
        fall = (self.end - seconds) / self.fade_out if self.fade_out else 1.0
        return max(0.0, min(1.0, rise, fall))


@dataclass(frozen=True)
class Wishes:
    """How the score was wished for: what "Plan anew" may change."""

    density: float = 0.7
    style: str = "follow"
    words_per_minute: float = 150.0
    frame_rate: str = "25"
    seed: int = 0
    narration: str = ""
    space: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Wishes:
        """Take them out of a plan; what it does not say is the default."""
        return cls(
            density=float(data.get("density", cls.density)),
            style=str(data.get("style", cls.style)),
            words_per_minute=float(data.get("words_per_minute", cls.words_per_minute)),
            frame_rate=_rate(data.get("frame_rate", cls.frame_rate)),
            seed=int(data.get("seed", cls.seed)),
            narration=str(data.get("narration") or ""),
            space=str(data.get("space") or ""),
        )

    def as_params(self) -> dict[str, Any]:
        """The parameters of the engine's `score`; without a space, it is the engine's choice."""
        params: dict[str, Any] = {
            "density": self.density,
            "style": self.style,
            "words_per_minute": self.words_per_minute,
            "frame_rate": self.frame_rate,
            "seed": self.seed,
            "narration": self.narration,
        }
        return {**params, "space": self.space} if self.space else params


@dataclass(frozen=True)
class Score:
    """A whole plan; times are seconds of the story, offsets characters of `text`."""

    title: str
    manuscript: str
    text: str
    duration: float
    scenes: tuple[Scene, ...]
    passages: tuple[Span, ...]
    cues: tuple[Cue, ...]
    wishes: Wishes
    notes: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, plan: Mapping[str, Any]) -> Score:
        """Take a plan as `score.open` and `score.change` give it."""
        return cls(
            title=plan["title"],
            manuscript=plan.get("manuscript") or "",
            text=plan["text"],
            duration=float(plan["duration"]),
            scenes=tuple(
                Scene(**_span(scene), number=int(scene["number"]), title=scene["title"])
                for scene in plan["scenes"]
            ),
            passages=tuple(
                Span(**_span(passage, "smoothed" if "smoothed" in passage else ""))
                for passage in plan["passages"]
            ),
            cues=tuple(_cue(cue) for cue in plan["cues"]),
            wishes=Wishes.from_json({**plan, **(plan.get("wishes") or {})}),
            notes=tuple(plan.get("notes") or ()),
        )

    @property
    def end(self) -> float:
        """Where the last of story and music ends, in seconds."""
        return max([self.duration, *(cue.end for cue in self.cues)])

    @property
    def music(self) -> float:
        """Seconds of the story with music that sounds; overlaps count once."""
        total = until = 0.0
        for cue in self.cues:
            if not cue.muted:
                total += max(0.0, cue.end - max(until, cue.start))
                until = max(until, cue.end)
        return total

    def cue_at(self, seconds: float) -> Cue | None:
        """The cue that is heard at a time: in a cross-fade, the one that comes in."""
        found = None
        for cue in self.cues:
            if cue.start <= seconds < cue.end:
                found = cue
        return found

    def scene_at(self, seconds: float) -> Scene | None:
        """The scene at a time: the last that has begun."""
        at = bisect_right([scene.start for scene in self.scenes], seconds) - 1
        return self.scenes[at] if at >= 0 else None

    def passage_at(self, seconds: float) -> int | None:
        """The place of the passage that is read at a time: the last that has begun."""
        at = bisect_right(self._starts, seconds) - 1
        return at if at >= 0 else None

    def offset_at(self, seconds: float) -> float:
        """The character that is read at a time, with its fraction."""
        at = self.passage_at(seconds)
        if at is None:
            return float(self.passages[0].text_start) if self.passages else 0.0
        passage = self.passages[at]
        share = (seconds - passage.start) / max(1e-6, passage.end - passage.start)
        return passage.text_start + min(1.0, share) * (passage.text_end - passage.text_start)

    def time_of(self, offset: int) -> float:
        """When a character is read."""
        at = bisect_right(self._text_starts, offset) - 1
        if at < 0:
            return 0.0
        passage = self.passages[at]
        share = (offset - passage.text_start) / max(1, passage.text_end - passage.text_start)
        return passage.start + min(1.0, share) * (passage.end - passage.start)

    def emotion_at(self, seconds: float) -> Emotion | None:
        """What the text feels like at a time."""
        at = self.passage_at(seconds)
        return self.passages[at].emotion if at is not None else None

    @cached_property
    def _starts(self) -> list[float]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _text_starts(self) -> list[int]:
        return [passage.text_start for passage in self.passages]


def place_of(music: Alternative | Cue, others: Sequence[Alternative]) -> int | None:
    """Where the same music is in a list; the same track, if no section of it is the same.

    The engine may move a section a little to where it fits, or loops.
    """
    for same in (lambda other: other.key == music.key, lambda other: other.track == music.track):
        for place, other in enumerate(others):
            if same(other):
                return place
    return None


def length(cue: Cue) -> str:
    """Where a cue lies and how long it is: "7:46 – 10:04 · 2:18"."""
    return f"{clock(cue.start)} – {clock(cue.end)} · {clock(cue.end - cue.start)}"


def _rate(rate: str | float) -> str:
    return rate if isinstance(rate, str) else f"{rate:g}"


_PIECE = ("start", "source_start", "source_end", "fade_in", "fade_out")


def _span(data: Mapping[str, Any], emotion: str = "") -> dict[str, Any]:
    return {
        "start": float(data["start"]),
        "end": float(data["end"]),
        "text_start": int(data["text_start"]),
        "text_end": int(data["text_end"]),
        "emotion": Emotion.from_json(data[emotion] if emotion else data),
    }


def _cue(data: Mapping[str, Any]) -> Cue:
    facts = data.get("facts") or {}
    plain = {name: data[name] for name in _PIECE}
    pieces = tuple(
        Piece(*(float(piece[name]) for name in _PIECE)) for piece in data.get("pieces") or [plain]
    )
    return Cue(
        **_span(data),
        number=int(data["number"]),
        scene=int(data["scene"]),
        track=data["track"],
        title=data["title"] or Path(data["track"]).stem,
        artist=data["artist"] or "",
        source_start=float(data["source_start"]),
        source_end=float(data["source_end"]),
        fade_in=float(data["fade_in"]),
        fade_out=float(data["fade_out"]),
        fit=float(data["score"]),
        excerpt=data["excerpt"],
        reason=data["reason"],
        pieces=pieces,
        role=data.get("role") or "",
        motif=data.get("motif") or "",
        pinned=bool(data.get("pinned")),
        muted=bool(data.get("muted")),
        alternatives=tuple(_alternative(a) for a in data.get("alternatives") or ()),
        credits={name: str(value) for name, value in (data.get("credits") or {}).items() if value},
        attribution=data.get("attribution") or "",
        tempo=facts.get("tempo"),
        musical_key=facts.get("key") or "",
    )


def _alternative(data: Mapping[str, Any]) -> Alternative:
    return Alternative(
        track=data["track"],
        title=data["title"] or Path(data["track"]).stem,
        artist=data["artist"] or "",
        source_start=float(data["source_start"]),
        source_end=float(data["source_end"]),
        fit=float(data["score"]),
        reason=data["reason"],
    )
