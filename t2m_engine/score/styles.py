"""Styles: what music is looked for under a text that feels so and so."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.steering import opposite, reassigned, steering_space

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading

CALMER = 0.35
"""How far the arousal of an underscore lies under that of half the text's."""
SOFTER = 0.6
"""How much of the text's valence an underscore has, and the exponent of its moods' shares."""
UNSURE, LITTLE = 0.35, 0.62
"""Where no mood has more of a stretch than UNSURE (one in seven is no mood at all), its valence and
arousal are no further than that from the middle, and its paragraphs have no more strength than
LITTLE, little is felt: a few words of feeling would choose loud music for a quiet page. (Set by
reading the scores of three tales and a script.)"""
NO_MOOD, WIDER = 0.25, 0.45
"""Where no mood has more than NO_MOOD, none is the stretch's, and the middle is WIDER. (Set by
reading the score of the House of Usher: its master's welcome is of no mood, and lively.)"""
GAINSAID, EQUAL = 0.45, 0.75
"""Where the two strongest moods are a bright and a dark one, the second at least EQUAL times the
first, and valence and arousal no further than GAINSAID from the middle, feelings gainsay each
other, however strong each is: music for one of them would be wrong for the other. (What is mixed in
a rush, such as fear and excitement, has arousal. Set by reading the House of Usher, where a quaint
romance is read aloud in a night of dread, A Christmas Carol and a script of our own.)"""
_BRIGHT = frozenset({"happy", "funny", "tender", "exciting"})
_CALMED = {
    "happy": {"happy": 0.6, "tender": 0.4},
    "funny": {"funny": 0.5, "happy": 0.2, "tender": 0.3},
    "sad": {"sad": 1.0},
    "tender": {"tender": 1.0},
    "exciting": {"exciting": 0.3, "happy": 0.3, "tender": 0.4},
    "angry": {"angry": 0.3, "scary": 0.3, "sad": 0.4},
    "scary": {"scary": 0.6, "sad": 0.4},
}
"""Where the shares of moods go in an underscore: to their calm neighbours of like valence."""


def space_for(pack: ModelPack, style: str, space: str | None) -> str:
    """Return the name of the space in which music is looked for in `style`, if `space` is wished.

    That is `space`, or the default, where the text is followed. Other styles look for another
    emotion than the text's: for them a space that looks at the text itself is no use, and the
    first that goes by emotions takes its place. UsageError for an unknown space.
    """
    return pack.space(space).name if style == "follow" else steering_space(pack, space)


def stays_calm(reading: Reading, strength: float, style: str) -> bool:
    """Whether music that follows the text is better calm: no one thing is felt, and none is wished.

    `strength` is how much is felt in the text's paragraphs, 0…1: see `Segment.strength`.
    """
    if style != "follow" or reading.steered:
        return False
    felt = reading.emotion
    far = math.hypot(felt.valence, felt.arousal)
    (most, first), (second, other) = sorted(zip(felt.moods, MOODS, strict=True), reverse=True)[:2]
    if far <= GAINSAID and second >= EQUAL * most and (first in _BRIGHT) != (other in _BRIGHT):
        return True
    middle = (most <= UNSURE and far <= UNSURE) or (most <= NO_MOOD and far <= WIDER)
    return middle and strength <= LITTLE


def wish_for(reading: Reading, style: str, *, calm: bool = False) -> Reading:
    """Return the reading of the music to look for under a text that reads so, in `style`.

    "follow": the same, or, to stay `calm`, an underscore, which is looked for by plain emotions.
    "underscore" (calmer, softer): half the
    arousal less CALMER, SOFTER times the valence, and shares that are moved to calmer moods and
    then raised to the power SOFTER, so that no mood is extreme. "counterpoint": the valence's
    opposite, the arousal as it is, and shares moved to moods of the other side. The embedding
    stays the text's: see `space_for`.
    """
    emotion = reading.emotion
    if calm or style == "underscore":
        moods = reassigned(emotion, _CALMED, SOFTER)
        valence, arousal = SOFTER * emotion.valence, max(-1.0, emotion.arousal / 2 - CALMER)
        emotion = Emotion(valence, arousal, moods)
        return replace(reading, emotion=emotion, steered=reading.steered or calm)
    if style == "counterpoint":
        return replace(reading, emotion=opposite(emotion))
    return reading
