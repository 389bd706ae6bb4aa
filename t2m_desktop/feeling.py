"""Emotions in words, for people who do not read charts (and for screen readers)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from t2m_desktop.translation import tr, tr_known

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
# How far towards each end of an axis: a little, plainly, very.
_DEGREES = {
    "dark": ("a little dark", "dark", "very dark"),
    "bright": ("a little bright", "bright", "very bright"),
    "calm": ("a little calm", "calm", "very calm"),
    "tense": ("a little tense", "tense", "very tense"),
}
_APART = {
    "darker": ("a little darker", "darker"),
    "brighter": ("a little brighter", "brighter"),
    "calmer": ("a little calmer", "calmer"),
    "tenser": ("a little tenser", "tenser"),
}
_SURE = ("sure", "fairly sure", "mixed")
_TONICS = (  # the Germans say H for B, and B for B♭
    *("C", "C♯", "D♭", "D", "D♯", "E♭", "E", "F", "F♯"),
    *("G♭", "G", "G♯", "A♭", "A", "A♯", "B♭", "B"),
)


def spoken() -> Iterator[str]:
    """The words of the tables here, which are said through `tr_known`."""
    for words in (_SHADES, _DEGREES, _APART):
        yield from (word for row in words.values() for word in row)
    yield from (*_SURE, *_TONICS)


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
        return tr("mixed feelings")
    calm, plain, strong = _SHADES.get(mood, (mood, mood, mood))
    # The shades follow arousal; ±.25 splits the range of fiction's paragraphs in about thirds.
    return tr_known(
        calm if emotion.arousal < -0.25 else strong if emotion.arousal > 0.45 else plain
    )


def moods_in_words(moods: Iterable[str]) -> list[str]:
    """The names of moods, in the user's language."""
    return [tr_known(mood) for mood in moods]


def place_in_words(emotion: Emotion) -> str:
    """Where it lies and how sure that is: "dark, a little tense · fairly sure"."""
    degrees = (
        _degree(emotion.valence, "dark", "bright"),
        _degree(emotion.arousal, "calm", "tense"),
    )
    place = ", ".join(filter(None, degrees)) or tr("in the middle")
    return f"{place} · {tr_known(sureness(emotion))}"


def sureness(emotion: Emotion) -> str:
    """How far the moods agree, from the entropy of their shares: "sure", "fairly sure", "mixed"."""
    shares = [share for share in emotion.moods.values() if share > 0]
    if len(shares) < 2:
        return _SURE[0]
    entropy = -sum(s * math.log(s) for s in shares) / math.log(len(emotion.moods))
    return _SURE[0] if entropy < 0.45 else _SURE[1] if entropy < 0.75 else _SURE[2]


def why(wanted: Emotion, clip: Emotion) -> str:
    """Why a clip fits a feeling, by where it is like it and where it is not: "sad too, calmer"."""
    moods = wanted.leading()
    shared = [mood for mood in clip.leading() if mood in moods]
    words = [tr("{mood} too").format(mood=tr_known(shared[0]))] if shared else []
    for mine, its, less, more in (
        (wanted.valence, clip.valence, "darker", "brighter"),
        (wanted.arousal, clip.arousal, "calmer", "tenser"),
    ):
        apart = its - mine
        if abs(apart) >= 0.15:  # less is not heard
            words.append(tr_known(_APART[more if apart > 0 else less][abs(apart) >= 0.4]))
    return ", ".join(words[:2]) or tr("just as it feels")


def apart(one: Emotion, other: Emotion) -> float:
    """How far two feelings lie apart in the plane, 0…2.83."""
    return math.hypot(one.valence - other.valence, one.arousal - other.arousal)


def key_in_words(key: str) -> str:
    """A key as musicians write it: "F#m" is "F♯ minor"; "" where there is none."""
    if not key:
        return ""
    tonic = tr_known(key.removesuffix("m").replace("#", "♯").replace("b", "♭"))
    whole = tr("{tonic} minor") if key.endswith("m") else tr("{tonic} major")
    return whole.format(tonic=tonic)


def _degree(value: float, low: str, high: str) -> str:
    strength = abs(value)
    if strength < 0.1:
        return ""
    row = _DEGREES[low if value < 0 else high]
    return tr_known(row[0 if strength < 0.3 else 1 if strength < 0.65 else 2])


def clock(seconds: float) -> str:
    """A time as people write it: "0:26", "1:02:03"."""
    whole = max(0, round(seconds))
    if whole >= 3600:
        return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


def percent(share: float) -> str:
    """A share as people write it: "71 %"."""
    return f"{round(100 * share)}\u202f%"
