"""What music is asked for under a segment: a vector in the shelf's space."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.score.styles import stays_calm, wish_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.score.segments import Segment
    from t2m_engine.score.shelf import Shelf
    from t2m_engine.score.timing import Beat


class Asking:
    """Asks `shelf` for music in `style`; what was asked once is remembered."""

    def __init__(self, shelf: Shelf, style: str) -> None:
        self._shelf = shelf
        self._style = style
        self._wishes: dict[Segment, NDArray[np.float32]] = {}
        self._beats: dict[Beat, NDArray[np.float32]] = {}

    def wish(self, segment: Segment) -> NDArray[np.float32]:
        """Return the wish for music under `segment`, float32 (d,)."""
        if segment not in self._wishes:
            calm = stays_calm(segment.reading, segment.strength, self._style)
            if self._style == "follow" and not calm and not segment.reading.steered:
                vector = self._followed(segment)
            else:
                reading = segment.reading if calm else segment.wish
                vector = self._shelf.text_vector(wish_for(reading, self._style, calm=calm))
            self._wishes[segment] = vector
        return self._wishes[segment]

    def _followed(self, segment: Segment) -> NDArray[np.float32]:
        """The wish for music that follows the text of a segment: the mean of its beats' wishes.

        So a clip's fit is the mean of how well it fits each of them. One wish for the mean of their
        readings would be for a text that nobody has written: dread and grief together made a space
        ask for thrills. It is as long as theirs are, or a mean of many would fit nothing.
        """
        table = np.stack([self._of_beat(beat) for beat in segment.beats])
        weights = np.array([max(beat.words, 1) for beat in segment.beats])
        mean = np.average(table, axis=0, weights=weights)
        length = float(np.average(np.linalg.norm(table, axis=1), weights=weights))
        return np.asarray(mean * length / max(float(np.linalg.norm(mean)), 1e-9), np.float32)

    def _of_beat(self, beat: Beat) -> NDArray[np.float32]:
        if beat not in self._beats:
            self._beats[beat] = self._shelf.text_vector(replace(beat.reading, steered=False))
        return self._beats[beat]
