"""How hard the change is from one cue's music to the next: tempo, key, level and tension.

Each is 0 (the same) to 1 (as far as it goes), and what is not known of one of the two is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.score.fitting import steady
from t2m_engine.score.side_by_side import SideBySide, batches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.audio.facts import MusicFacts
    from t2m_engine.score.fitting import Region
    from t2m_engine.score.shelf import ShelvedTrack

JUMP_COST = 0.15
"""What the hardest change costs, in fit, where the text goes on as it was."""
TAME = 0.5
"""How much of that a change costs that is softer than the text's turn."""
KEPT_IN_MIND, FORGOTTEN = 4.0, 20.0
"""Seconds of silence between two cues up to which their change is heard in full, and from which on
it is not."""
TEMPO, KEY, LEVEL, TENSION = 1.0, 1.0, 0.5, 1.0
"""The weights of the four."""
NEW = 0.3
"""How hard a change is by being one."""
FULL_LEVEL = 12.0
"""Decibels that are a full change of level."""
FULL_TENSION = 0.8
"""A difference of arousal that is a full change."""
COLUMNS = 6
"""Of an edge, one end of music: log₂ of the tempo and the confidence in it, the place of the key
and the confidence in it, the level beside the whole's in decibels, the arousal. NaN: not known."""
EDGE = 10.0
"""Seconds at the end and the beginning of music that its edge is judged by."""
_FIFTHS = 12
_TONICS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_MINOR_THIRD = 3


def place_in_fifths(key: str) -> int | None:
    """Return the place of a key on the circle of fifths, 0 (C, Am) … 11; None for no key.

    A minor key has the place of its relative major: they share their notes.
    """
    tonic = _TONICS.get(key[:1])
    if tonic is None:
        return None
    pitch = tonic + key.count("#") - key.count("b")
    if key.endswith("m"):
        pitch += _MINOR_THIRD
    return pitch * 7 % _FIFTHS


def edges(
    tracks: Sequence[ShelvedTrack], regions: Sequence[Region]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what `regions`, each of its track, begin and end with: an edge a row, (n, 6) each."""
    found = np.empty((2, len(tracks), COLUMNS))
    for places in batches(tracks):
        own = [regions[place] for place in places]
        found[:, places] = _edges(SideBySide([tracks[place] for place in places]), own)
    return found[0], found[1]


def _edges(group: SideBySide, regions: Sequence[Region]) -> NDArray[np.float64]:
    """The same, float64 (2, n, 6)."""
    starts = np.array([region.start for region in regions])
    ends = np.array([region.end for region in regions])
    lengths = np.array([region.length for region in regions])
    rounds = np.array([region.rounds for region in regions])
    # Where the last round is cut off, if there are several.
    last = starts + lengths - (rounds - 1) * (ends - starts)
    last = np.minimum(np.maximum(last, starts + 1.0), ends)
    harmony = [_harmony(track.track.facts) for track in group.tracks]
    whole = group.levels(group.overlaps(starts, ends))
    found = np.empty((2, len(regions), COLUMNS))
    for edge, left, right in (
        (found[0], starts, np.minimum(starts + EDGE, last)),
        (found[1], np.maximum(last - EDGE, starts), last),
    ):
        overlaps = group.overlaps(left, right)
        edge[:, :4] = harmony
        edge[:, 4] = group.levels(overlaps) - whole
        edge[:, 5] = group.means(group.arousals, overlaps)
    return found


def _harmony(facts: MusicFacts | None) -> tuple[float, float, float, float]:
    """What an edge has of tempo and key, which are those of the whole track."""
    tempo = key = math.nan
    tempo_confidence = key_confidence = 0.0
    if facts is not None and steady(facts) and facts.tempo:
        tempo, tempo_confidence = math.log2(facts.tempo), facts.tempo_confidence
    if facts is not None and (place := place_in_fifths(facts.key)) is not None:
        key, key_confidence = float(place), facts.key_confidence
    return tempo, tempo_confidence, key, key_confidence


def changes(out: NDArray[np.float64], into: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how hard each change is from ends `out` (k, 6) to beginnings `into` (l, 6): edges.

    float64 (k, l), NEW…1: other music is a change in itself; the rest is the mean of what is
    known, each by its weight and its confidence.
    """
    one, other = out[:, None, :], into[None, :, :]
    octaves = np.abs(one[..., 0] - other[..., 0])
    # Half and double time go together.
    tempo = 2.0 * np.abs(octaves - np.round(octaves))
    fifths = np.abs(one[..., 2] - other[..., 2])
    key = np.minimum(fifths, _FIFTHS - fifths) / (_FIFTHS / 2)
    level = np.minimum(1.0, np.abs(one[..., 4] - other[..., 4]) / FULL_LEVEL)
    tension = np.minimum(1.0, np.abs(one[..., 5] - other[..., 5]) / FULL_TENSION)
    terms = np.stack([tempo, key, level, tension])
    weights = np.stack(
        [
            TEMPO * one[..., 1] * other[..., 1],
            KEY * one[..., 3] * other[..., 3],
            np.full(level.shape, LEVEL),
            np.full(level.shape, TENSION),
        ]
    )
    weights = np.where(np.isnan(terms), 0.0, weights)
    hard: NDArray[np.float64] = (np.nan_to_num(terms) * weights).sum(axis=0) / weights.sum(axis=0)
    return NEW + (1.0 - NEW) * hard


def costs(
    out: NDArray[np.float64], into: NDArray[np.float64], turn: float, silence: float
) -> NDArray[np.float64] | None:
    """Return what the changes cost, float64 (k, l), or None when nobody hears them.

    The change wanted is as hard as the text's own `turn` (0…1); harder costs in full, softer the
    share TAME of it. `silence` is the seconds between the two.
    """
    heard = (FORGOTTEN - silence) / (FORGOTTEN - KEPT_IN_MIND)
    if heard <= 0.0:
        return None
    excess = changes(out, into) - turn
    weighted: NDArray[np.float64] = np.where(excess > 0.0, excess, -TAME * excess)
    return JUMP_COST * min(1.0, heard) * weighted
