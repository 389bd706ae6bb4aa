"""What listeners would feel in a piece whose musical cues are known: a linear model of cues.

Perceived emotion follows few cues, which add up and hardly interact; mode and tempo come first,
then register, force, touch and timbre (Eerola, Friberg and Bresin 2013, Frontiers in Psychology
4:487: 77–89 % of the variance of ratings of happy, sad, peaceful and scary; their experiment
varies the cues of one melody one by one). The signs are theirs and, for anger, excitement and
fun, those that Gabrielsson and Lindström (2010, in Juslin and Sloboda, Handbook of Music and
Emotion) and Juslin and Timmers (2010, ibid.) list. The sizes are ours, in the published order of
importance; no listener was asked about them. The teachers, who learnt from labels of whole
recordings, take the sound of strings for sorrow: the model says nothing of strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.moods import MOODS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

CUES = ("mode", "pace", "register", "force", "touch", "bright", "rough")
"""Columns of the weights: minor −1 … major 1; slow … fast; low … high; soft … loud; legato …
staccato; dull … sharp; and how rough (dissonant) it is, 0 or 1."""

_PLANE: dict[str, tuple[float, ...]] = {
    #           mode  pace  regist force touch bright rough
    "valence": (0.75, 0.35, 0.15, -0.05, 0.10, 0.00, -0.35),
    "arousal": (0.00, 0.85, 0.05, 0.30, 0.15, 0.10, 0.20),
}
_MOODS: dict[str, tuple[float, ...]] = {
    "happy": (1.00, 0.80, 0.30, 0.00, 0.20, 0.00, -0.50),
    "funny": (0.50, 0.60, 0.20, -0.20, 0.70, 0.00, -0.20),
    "sad": (-1.00, -0.80, -0.20, -0.20, -0.30, -0.10, -0.20),
    "tender": (0.80, -0.80, 0.10, -0.50, -0.50, -0.30, -0.60),
    "exciting": (0.20, 1.00, 0.10, 0.50, 0.00, 0.20, 0.00),
    "angry": (-0.60, 0.60, -0.20, 0.60, 0.20, 0.20, 0.60),
    "scary": (-0.70, 0.10, -0.50, 0.10, 0.00, 0.00, 1.20),
}
_SHARPNESS = 1.5
"""How sharply the sums become shares: the first mood of a clear case has about a half."""
_MODES = {"major": 1.0, "minor": -1.0, "dark": -0.8}


@dataclass(frozen=True, slots=True)
class CueTargets:
    """For n pieces: `moods` float32 (n, 7), shares; `plane` (n, 2), valence and arousal."""

    moods: NDArray[np.float32]
    plane: NDArray[np.float32]


def cue_values(row: Mapping[str, object]) -> NDArray[np.float32]:
    """Return the values (7,) of `CUES`, −1…1, of a row of the manifest of studies.

    `row` has what `packaging/compose/studies.py` writes: colour, tempo (felt beats a minute),
    onsets (a second), pitch (MIDI), force (velocity), touch (0…1), bright (−1…1), bowed.
    KeyError for a row that lacks one.
    """
    number = {k: float(str(row[k])) for k in ("tempo", "onsets", "pitch", "force", "touch")}
    # Both the beat and what happens between beats make a passage feel fast: an octave each way.
    beats = np.log2(number["tempo"] / 92.0)
    events = np.log2(max(0.2, number["onsets"]) / 2.7)
    colour = str(row["colour"])
    values = (
        _MODES[colour],
        0.5 * beats + 0.5 * events,
        (number["pitch"] - 60.0) / 14.0,
        (number["force"] - 76.0) / 34.0,
        # A plucked tone dies away by itself: how long it is held is hardly heard.
        (0.75 - number["touch"]) / (0.4 if row["bowed"] else 0.8),
        float(str(row["bright"])),
        float(colour == "dark"),
    )
    return np.clip(np.array(values, np.float32), -1.0, 1.0)


def cue_targets(cues: NDArray[np.float32]) -> CueTargets:
    """Return what pieces with `cues`, float32 (n, 7) as of `cue_values`, express."""
    plane = np.tanh(cues @ np.array([_PLANE[axis] for axis in ("valence", "arousal")]).T)
    sums = _SHARPNESS * (cues @ np.array([_MOODS[mood] for mood in MOODS]).T)
    shares = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return CueTargets(shares.astype(np.float32), plane.astype(np.float32))
