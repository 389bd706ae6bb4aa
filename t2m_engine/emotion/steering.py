"""Steering: what a passage feels like once its writer has had the last word.

The point is where the writer puts it, and the shares of moods follow: between those that were read,
where it is not moved, and how near each mood's own place is to it, where it is moved far, they are
the weighted geometric mean of the two. So a point that is not moved changes nothing.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading
    from t2m_engine.sidecar import Steer

STEP = 0.2
"""How far a step of calmer, tenser, darker or brighter goes: a tenth of the plane."""
PLACES = {
    "happy": (0.8, 0.5),
    "funny": (0.65, 0.3),
    "sad": (-0.75, -0.45),
    "tender": (0.65, -0.4),
    "exciting": (0.3, 0.85),
    "angry": (-0.65, 0.7),
    "scary": (-0.7, 0.5),
}
"""Where moods lie (valence, arousal): the means of the open pack's readings of its corpus's
training and validation passages of each mood, 75 a mood, to the nearest .05."""
WIDTH = 0.35
"""The standard deviation of a mood around its place, by which shares follow the point: half the
distance of the two nearest quadrants' moods, so that a point in one of them belongs to it."""
FAR = 0.6
"""How far the point must be moved (a third of the way across) for what was read to say no more."""
LEAST = 0.01
"""What a mood counts at least that was not read at all: it can still be reached."""
PINNED = 0.8
"""The share of a mood that is pinned; the others keep what is left, as they were."""
PULL = 0.75
"""How far the point goes to the place of a pinned mood, where no point is pinned."""
_OPPOSED = {
    "happy": {"sad": 0.7, "scary": 0.3},
    "funny": {"scary": 0.5, "sad": 0.5},
    "sad": {"happy": 0.6, "tender": 0.4},
    "tender": {"scary": 0.6, "sad": 0.4},
    "exciting": {"sad": 0.5, "scary": 0.5},
    "angry": {"tender": 0.5, "happy": 0.5},
    "scary": {"happy": 0.4, "tender": 0.4, "funny": 0.2},
}
"""Where shares of moods go in counterpoint: to moods of the opposite valence."""


def steered(reading: Reading, steer: Steer) -> Reading:
    """Return `reading` as its writer wants it: marked, where `steer` says anything.

    The embedding stays the text's: see `steering_space`. UsageError for a mood that is none.
    """
    if not steer:
        return reading
    return replace(reading, emotion=steer_emotion(reading.emotion, steer), steered=True)


def steer_emotion(emotion: Emotion, steer: Steer) -> Emotion:
    """Return `emotion` with its point or its mood put elsewhere, then opposed, then moved by steps.

    UsageError for a mood that is none.
    """
    if steer.mood is not None:
        if steer.mood not in MOODS:
            raise UsageError(f"There is no mood “{steer.mood}”; choose one of {', '.join(MOODS)}.")
        emotion = _named(emotion, steer.mood)
    if steer.valence is not None and steer.arousal is not None:
        if steer.mood is None:
            emotion = _moved(emotion, steer.valence, steer.arousal)
        else:  # the mood is said, and need not be guessed from the point
            emotion = replace(emotion, valence=steer.valence, arousal=steer.arousal)
    if steer.counter:
        emotion = opposite(emotion)
    if steer.brighter or steer.tenser:
        valence = _within(emotion.valence + STEP * steer.brighter)
        arousal = _within(emotion.arousal + STEP * steer.tenser)
        emotion = _moved(emotion, valence, arousal)
    return emotion


def opposite(emotion: Emotion) -> Emotion:
    """Return counterpoint: the valence's opposite, as tense as before, moods of the other side."""
    moved = reassigned(emotion, _OPPOSED)
    return Emotion(-emotion.valence, emotion.arousal, moved)


def reassigned(
    emotion: Emotion, to: Mapping[str, Mapping[str, float]], power: float = 1.0
) -> tuple[float, ...]:
    """Return the shares of `emotion` after each mood's went where `to` says, raised to `power`."""
    moved = dict.fromkeys(MOODS, 0.0)
    for mood, share in zip(MOODS, emotion.moods, strict=True):
        for other, part in to[mood].items():
            moved[other] += max(0.0, share) * part
    return _shares([share**power for share in moved.values()])


def spread(emotion: Emotion) -> tuple[float, float, float]:
    """Return how far the moods of `emotion` lie apart in the plane: two standard deviations (along
    valence, along arousal) and their correlation. A single mood: none, as far as moods can tell.
    """
    places = [PLACES[mood] for mood in MOODS]
    total = sum(emotion.moods)
    means = [
        sum(s * p[axis] for s, p in zip(emotion.moods, places, strict=True)) / total
        for axis in (0, 1)
    ]
    around = [(p[0] - means[0], p[1] - means[1]) for p in places]
    variances = [
        sum(s * a[axis] ** 2 for s, a in zip(emotion.moods, around, strict=True)) / total
        for axis in (0, 1)
    ]
    both = sum(s * a[0] * a[1] for s, a in zip(emotion.moods, around, strict=True)) / total
    deviations = [math.sqrt(max(0.0, variance)) for variance in variances]
    product = deviations[0] * deviations[1]
    return deviations[0], deviations[1], (max(-1.0, min(1.0, both / product)) if product else 0.0)


def steering_space(pack: ModelPack, space: str | None) -> str:
    """Return the name of the space in which steered passages are ranked, if `space` is wished.

    A space that looks at the text itself is no use where another emotion than the text's is looked
    for: the first that goes by emotions takes its place. UsageError for an unknown space.
    """
    chosen = pack.space(space)
    if chosen.steers:
        return chosen.name
    return next(other.name for other in pack.spaces.values() if other.steers)


def _named(emotion: Emotion, mood: str) -> Emotion:
    rest = [0.0 if m == mood else s for m, s in zip(MOODS, emotion.moods, strict=True)]
    left = sum(rest) or 1.0
    moods = [
        PINNED if m == mood else (1.0 - PINNED) * share / left
        for m, share in zip(MOODS, rest, strict=True)
    ]
    valence, arousal = (
        own + PULL * (place - own)
        for own, place in zip((emotion.valence, emotion.arousal), PLACES[mood], strict=True)
    )
    return Emotion(valence, arousal, _shares(moods))


def _moved(emotion: Emotion, valence: float, arousal: float) -> Emotion:
    moved = math.hypot(valence - emotion.valence, arousal - emotion.arousal)
    far = min(1.0, moved / FAR)
    if not far:
        return Emotion(valence, arousal, emotion.moods)
    moods = [
        max(LEAST, share) ** (1.0 - far)
        * math.exp(-far * _square(valence, arousal, mood) / (2.0 * WIDTH**2))
        for mood, share in zip(MOODS, emotion.moods, strict=True)
    ]
    return Emotion(valence, arousal, _shares(moods))


def _square(valence: float, arousal: float, mood: str) -> float:
    place = PLACES[mood]
    return (valence - place[0]) ** 2 + (arousal - place[1]) ** 2


def _shares(moods: list[float]) -> tuple[float, ...]:
    total = sum(moods)
    if total <= 0.0:
        return (1.0 / len(moods),) * len(moods)
    return tuple(share / total for share in moods)


def _within(value: float) -> float:
    return max(-1.0, min(1.0, value))
