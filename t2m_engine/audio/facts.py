"""What is known of a piece of music beside its feeling: facts that are measured, and credits."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.audio.fingerprint import fingerprint
from t2m_engine.audio.key import Key, find_key
from t2m_engine.audio.tempo import find_tempo

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILENT = -70.0
"""LUFS of silence: the gate of ITU-R BS.1770-4 (annex 1, section 2) lets nothing quieter count."""
_FAINTEST = 1e-10
"""Power of what counts as nothing: −100 dBFS."""


@dataclass(frozen=True, slots=True)
class MusicFacts:
    """What can be measured in a track.

    `tempo` in beats a minute, None without a steady beat; `first_beat` in seconds is a beat of the
    steady grid, 0 ≤ first_beat < 60 / tempo, and 0.0 without tempo. `key` such as "C" or "F#m", ""
    where there is none. Confidences lie in 0…1. `loudness` is integrated, in LUFS (ITU-R
    BS.1770-4), `SILENT` for silence; `true_peak` in dBTP. `vocals` in 0…1 is how sure it is that
    somebody sings or speaks in it, `fingerprint` Chromaprint's raw form, uint32 (n,); both None
    where they were not measured.
    """

    tempo: float | None
    tempo_confidence: float
    first_beat: float
    key: str
    key_confidence: float
    loudness: float
    true_peak: float
    vocals: float | None = None
    fingerprint: NDArray[np.uint32] | None = field(default=None, compare=False, repr=False)

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
            "vocals": None if self.vocals is None else round(self.vocals, 3),
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


def measure(
    samples: NDArray[np.float32],
    rate: int,
    *,
    loudness: float,
    true_peak: float,
    told_tempo: float | None = None,
    told_key: str = "",
) -> MusicFacts:
    """Return the facts of a track: `samples` float32 (n,), mono at `rate` hertz, n ≥ 1.

    Loudness and peak were measured while it was decoded, in all its channels. What its tags tell
    of tempo and key is believed. Vocals are the music network's business (`ModelPack.vocals`).
    """
    tempo = find_tempo(samples, rate, told_tempo)
    key = Key(told_key, 1.0) if told_key else find_key(samples, rate)
    return MusicFacts(
        tempo=tempo.beats,
        tempo_confidence=tempo.confidence,
        first_beat=tempo.first_beat,
        key=key.name,
        key_confidence=key.confidence,
        loudness=loudness,
        true_peak=true_peak,
        fingerprint=fingerprint(samples, rate),
    )


def levels(
    samples: NDArray[np.float32], rate: int, starts: NDArray[np.float32], length: float
) -> NDArray[np.float32]:
    """Return an energy curve, float32 (c,) in dBFS: the level of `length` s from each of `starts`.

    `samples` float32 (n,), mono at `rate`; `starts` float32 (c,), in seconds.
    """
    found = [energy(samples, rate, start, start + length) for start in starts.tolist()]
    return np.array(found, np.float32)


def energy(samples: NDArray[np.float32], rate: int, start: float, end: float) -> float:
    """Return the level (RMS) of `samples`, mono at `rate`, from `start` to `end` s, in dBFS."""
    stretch = samples[round(start * rate) : max(round(start * rate) + 1, round(end * rate))]
    power = float(np.mean(np.square(stretch, dtype=np.float64))) if stretch.size else 0.0
    return float(10.0 * np.log10(max(power, _FAINTEST)))
