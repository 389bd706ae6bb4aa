"""When a character of a story is heard, and which character a time is at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol


class Stretch(Protocol):
    """A stretch of the story: seconds, and characters of its text."""

    @property
    def start(self) -> float: ...  # noqa: D102
    @property
    def end(self) -> float: ...  # noqa: D102
    @property
    def text_start(self) -> int: ...  # noqa: D102
    @property
    def text_end(self) -> int: ...  # noqa: D102


class StoryTime:
    """The times of a text, whose `stretches` (passages, beats) are in order and do not overlap.

    Within one, each character takes as long as the next; between two, nothing is read.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = stretches
        self._starts = [stretch.start for stretch in stretches]
        self._text_starts = [stretch.text_start for stretch in stretches]

    def time_of(self, offset: int) -> float:
        """Return when the text from character `offset` on is heard, in seconds.

        Between two stretches that is where the one before ends.
        """
        place = bisect_right(self._text_starts, offset) - 1
        if place < 0:
            return self._starts[0] if self._starts else 0.0
        own = self._stretches[place]
        share = min(1.0, (offset - own.text_start) / max(1, own.text_end - own.text_start))
        return own.start + share * (own.end - own.start)

    def offset_at(self, time: float) -> int:
        """Return the character that is heard at `time`; in a pause the first after it."""
        place = bisect_right(self._starts, time) - 1
        if place < 0:
            return self._text_starts[0] if self._text_starts else 0
        own = self._stretches[place]
        if time >= own.end and place + 1 < len(self._stretches):
            return self._text_starts[place + 1]
        share = min(1.0, (time - own.start) / max(1e-6, own.end - own.start))
        return own.text_start + round(share * (own.text_end - own.text_start))
