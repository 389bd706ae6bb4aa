"""Emotions in words, for people who do not read charts (and for screen readers)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A mood's name when it is held back, plain, and at its strongest (by arousal).
_SHADES = {
    "happy": ("contentment, at ease", "gladness", "joy, let loose"),
    "funny": ("a dry smile", "mischief", "high comedy"),
    "sad": ("grief, quiet", "sorrow", "anguish"),
    "tender": ("tenderness, hushed", "warmth", "warmth, brimming"),
    "exciting": ("anticipation", "a quickening", "a headlong rush"),
    "angry": ("resentment, simmering", "anger", "fury"),
    "scary": ("dread, held back", "fear", "terror"),
}


@dataclass(frozen=True)
class Emotion:
    """An emotion as it comes over the wire: see the engine's `emotion`."""

    valence: float
    arousal: float
    moods: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Emotion:
        """Take valence, arousal and moods out of an answer."""
        return cls(float(data["valence"]), float(data["arousal"]), dict(data["moods"]))

    def leading(self, least: float = 0.18, most: int = 2) -> list[str]:
        """The moods that carry it, strongest first: always one, others from a share of `least`."""
        ranked = sorted(self.moods, key=lambda mood: -self.moods[mood])
        return ranked[:1] + [m for m in ranked[1:most] if self.moods[m] >= least]


def in_words(emotion: Emotion) -> str:
    """The feeling, as a writer would say it: "dread, held back"."""
    mood = emotion.leading()[0]
    if emotion.moods[mood] < 0.25:  # with seven moods, 1/7 is none at all
        return "mixed feelings"
    calm, plain, strong = _SHADES.get(mood, (mood, mood, mood))
    # The shades follow arousal; ±.25 splits the range of fiction's paragraphs in about thirds.
    return calm if emotion.arousal < -0.25 else strong if emotion.arousal > 0.45 else plain


def place_in_words(emotion: Emotion) -> str:
    """Where it lies and how sure that is: "dark, a little tense · fairly sure"."""
    degrees = (
        _degree(emotion.valence, "dark", "bright"),
        _degree(emotion.arousal, "calm", "tense"),
    )
    return f"{', '.join(filter(None, degrees)) or 'in the middle'} · {sureness(emotion)}"


def sureness(emotion: Emotion) -> str:
    """How far the moods agree, from the entropy of their shares."""
    shares = [share for share in emotion.moods.values() if share > 0]
    if len(shares) < 2:
        return "sure"
    entropy = -sum(s * math.log(s) for s in shares) / math.log(len(emotion.moods))
    return "sure" if entropy < 0.45 else "fairly sure" if entropy < 0.75 else "mixed"


def why(wanted: Emotion, clip: Emotion) -> str:
    """Why a clip fits a feeling, by where it is like it and where it is not: "sad too, calmer"."""
    moods = wanted.leading()
    shared = [mood for mood in clip.leading() if mood in moods]
    words = [f"{shared[0]} too"] if shared else []
    for mine, its, less, more in (
        (wanted.valence, clip.valence, "darker", "brighter"),
        (wanted.arousal, clip.arousal, "calmer", "tenser"),
    ):
        apart = its - mine
        if abs(apart) >= 0.15:  # less is not heard
            words.append(("a little " if abs(apart) < 0.4 else "") + (more if apart > 0 else less))
    return ", ".join(words[:2]) or "just as it feels"


def apart(one: Emotion, other: Emotion) -> float:
    """How far two feelings lie apart in the plane, 0…2.83."""
    return math.hypot(one.valence - other.valence, one.arousal - other.arousal)


def key_in_words(key: str) -> str:
    """A key as musicians write it: "F#m" is "F♯ minor"; "" where there is none."""
    if not key:
        return ""
    minor = key.endswith("m")
    tonic = key.removesuffix("m").replace("#", "♯").replace("b", "♭")
    return f"{tonic} {'minor' if minor else 'major'}"


def _degree(value: float, low: str, high: str) -> str:
    word = low if value < 0 else high
    strength = abs(value)
    if strength < 0.1:
        return ""
    return f"a little {word}" if strength < 0.3 else word if strength < 0.65 else f"very {word}"


def clock(seconds: float) -> str:
    """A time as people write it: "0:26", "1:02:03"."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def percent(share: float) -> str:
    """A share as people write it: "71 %"."""
    return f"{round(100 * share)}\u202f%"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun: "1 track", "12,408 tracks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
