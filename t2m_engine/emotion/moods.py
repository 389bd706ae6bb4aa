"""The seven music moods of the AudioSet ontology, and an emotion: what text and music share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MOODS = ("happy", "funny", "sad", "tender", "exciting", "angry", "scary")
"""AudioSet's music moods (Gemmeke et al. 2017), in the ontology's order; used by the paper, §3."""


@dataclass(frozen=True, slots=True)
class Emotion:
    """What a passage or a clip feels like.

    `valence` and `arousal` lie in −1…1 (dark to bright, calm to tense; Russell 1980);
    `moods` is a share for each of `MOODS`, in that order, and sums to 1.
    """

    valence: float
    arousal: float
    moods: tuple[float, ...]

    def __post_init__(self) -> None:
        assert len(self.moods) == len(MOODS), "one share for each mood"

    @property
    def mood(self) -> str:
        """The mood with the largest share."""
        return MOODS[max(range(len(MOODS)), key=self.moods.__getitem__)]

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC: moods as a name-to-share map."""
        return {
            "valence": round(self.valence, 4),
            "arousal": round(self.arousal, 4),
            "moods": {m: round(s, 4) for m, s in zip(MOODS, self.moods, strict=True)},
        }
