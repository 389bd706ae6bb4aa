"""What is known of a piece of music beside its feeling: facts that are measured, and credits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

SILENT = -70.0
"""LUFS of silence: the gate of ITU-R BS.1770-4 (annex 1, section 2) lets nothing quieter count."""


@dataclass(frozen=True, slots=True)
class MusicFacts:
    """What can be measured in a track.

    `tempo` in beats a minute, None without a steady beat; `first_beat` in seconds is a beat of the
    steady grid, 0 ≤ first_beat < 60 / tempo, and 0.0 without tempo. `key` such as "C" or "F#m", ""
    where there is none. Confidences lie in 0…1. `loudness` is integrated, in LUFS (ITU-R
    BS.1770-4), `SILENT` for silence; `true_peak` in dBTP.
    """

    tempo: float | None
    tempo_confidence: float
    first_beat: float
    key: str
    key_confidence: float
    loudness: float
    true_peak: float

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "tempo": None if self.tempo is None else round(self.tempo, 2),
            "tempo_confidence": round(self.tempo_confidence, 3),
            "first_beat": round(self.first_beat, 3),
            "key": self.key,
            "key_confidence": round(self.key_confidence, 3),
            "loudness": round(self.loudness, 2),
            "true_peak": round(self.true_peak, 2),
        }


@dataclass(frozen=True, slots=True)
class Credits:
    """What a cue sheet must say of a track beside title and artist; "" where nobody says."""

    album: str = ""
    composer: str = ""
    publisher: str = ""
    isrc: str = ""
    copyright: str = ""
    licence: str = ""
    genre: str = ""
    comment: str = ""

    def as_json(self) -> dict[str, str]:
        """The form of the command line and of the JSON-RPC."""
        return asdict(self)


NO_CREDITS = Credits()
