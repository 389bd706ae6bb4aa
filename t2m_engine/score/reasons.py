"""Why a cue is where it is, in words."""

from __future__ import annotations

from collections.abc import Sequence

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.export.cue import Cue, short_clock
from t2m_engine.score.choosing import Choice

_SECOND_MOOD = 0.6
"""A mood with at least this share of the first one's is named beside it."""


def name_moods(emotion: Emotion) -> str:
    """Return the moods that make an emotion, in words: "sad", "sad and tender"."""
    ranked = sorted(zip(emotion.moods, MOODS, strict=True), key=lambda pair: -pair[0])
    first, second = ranked[0], ranked[1]
    return f"{first[1]} and {second[1]}" if second[0] >= _SECOND_MOOD * first[0] else first[1]


def signed(value: float) -> str:
    """Return a number to one decimal with its sign, a true minus for a negative one."""
    text = f"{value:+.1f}"
    return "0.0" if float(text) == 0.0 else text.replace("-", "−")


def explain(cue: Cue, choice: Choice, choices: Sequence[Choice], tracks: int) -> str:
    """Return why `choice` was made for `cue`.

    That is the feeling, its rank among the library's `tracks` (jingles not counted), and what
    stood above it.
    """
    felt = choice.segment.reading.emotion
    own = choice.suggestion
    region = f"{short_clock(cue.source_start)}–{short_clock(cue.source_end)}"
    rank = choice.rank
    nearest = "the nearest" if rank == 1 else f"the {_ordinal(rank)} nearest"
    place = f"{nearest} of {tracks} tracks" if tracks > 1 else "the only track"
    text = (
        f"{name_moods(felt)}, valence {signed(felt.valence)}, arousal {signed(felt.arousal)}: "
        f"“{own.title}” {region} is {place} (score {own.score:.2f})"
    )
    others = [other for other in choice.ranked if other.track != own.track]
    if rank > 1:
        first = others[0]
        elsewhere = [
            str(number)
            for number, other in enumerate(choices, 1)
            if other.suggestion.track == first.track
        ]
        why = (
            f"plays in cue{'s' if len(elsewhere) > 1 else ''} {', '.join(elsewhere)}"
            if elsewhere
            else "has too little music for this stretch"
        )
        text += f"; “{first.title}” ({first.score:.2f}) {why}"
    elif others:
        text += f"; next was “{others[0].title}” ({others[0].score:.2f})"
    return f"{text}."


def _ordinal(number: int) -> str:
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
