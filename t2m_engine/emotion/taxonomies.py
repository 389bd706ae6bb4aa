"""The vocabularies of emotion that texts and music come with, as their makers published them."""

from __future__ import annotations

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import UsageError

ALM = ("angry", "fearful", "happy", "sad", "surprised")
"""Alm 2008, Affect in Text and Speech: the classes of the sentences on which all agree.

The corpus' disgusted is merged with angry, its two kinds of surprise with each other.
"""

ISEAR = ("anger", "disgust", "fear", "guilt", "joy", "sadness", "shame")
"""Scherer and Wallbott 1994, Evidence for universality and cultural variation (ISEAR)."""

GEMS = ("amazement", "solemnity", "tenderness", "nostalgia", "calmness", "power",
        "joyful_activation", "tension", "sadness")  # fmt: skip
"""Geneva Emotional Music Scale (Zentner, Grandjean and Scherer 2008), as Emotify asks for it.

Aljanaki, Wiering and Veltkamp 2016 call three of the nine by other names: amazement is wonder,
solemnity transcendence, calmness peacefulness. Order and spelling are those of their file.
"""

TAXONOMIES: dict[str, tuple[str, ...]] = {
    "alm": ALM,
    "isear": ISEAR,
    "audioset": MOODS,
    "gems": GEMS,
}
"""Every vocabulary by name. Labels are unique within one, and shared between some (“sad”)."""


def get_taxonomy(name: str) -> tuple[str, ...]:
    """Return the labels of the taxonomy called `name`; UsageError lists what there is."""
    try:
        return TAXONOMIES[name]
    except KeyError:
        raise UsageError(
            f"There is no taxonomy “{name}”; choose one of {', '.join(TAXONOMIES)}."
        ) from None
