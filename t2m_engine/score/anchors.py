"""Finding the rows of a plan.toml in a manuscript by their words, where nothing else is known.

That is so when only plan.toml is left of a score, or came by mail. A row is found where its words
stand as they did; else where its first words do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from t2m_engine.score.plan_rows import CueRow, PlanFile, SceneRow, SilenceRow, digest
from t2m_engine.score.wishes import Pin

if TYPE_CHECKING:
    from t2m_engine.export.cue import CuePlan
    from t2m_engine.text.manuscript import Manuscript

_WORD = re.compile(r"\S+")


class Words:
    """The words of a text, white space aside."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._flat = " ".join(text.split())
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._places: list[int] = []  # of each word in the flat text
        now = 0
        for word in _WORD.finditer(text):
            self._starts.append(word.start())
            self._ends.append(word.end())
            self._places.append(now)
            now += word.end() - word.start() + 1

    def find(self, row: CueRow | SceneRow | SilenceRow) -> tuple[int, int, bool] | None:
        """Return where the words of a row are, in characters, and whether all of them are there.

        Of several places that is the one nearest to where they were.
        """
        place = row.place
        if place is None:
            return None
        if digest(self._text[place.start : place.end]) == place.digest:
            return place.start, place.end, True
        best: tuple[bool, int, int, int] | None = None
        for word in self._anchored(row.text):
            last = min(word + max(1, place.words), len(self._starts)) - 1
            start, end = self._starts[word], self._ends[last]
            changed = digest(self._text[start:end]) != place.digest
            found = (changed, abs(start - place.start), start, end)
            best = min(best, found) if best is not None else found
        return None if best is None else (best[2], best[3], not best[0])

    def _anchored(self, anchor: str) -> Iterator[int]:
        """The words with which `anchor` begins."""
        flat = " ".join(anchor.split())
        now = self._flat.find(flat) if flat else -1
        while now >= 0:
            word = bisect_left(self._places, now)
            if word < len(self._places) and self._places[word] == now:
                yield word
            now = self._flat.find(flat, now + 1)


def pins_of(rows: PlanFile, story: Manuscript) -> tuple[list[Pin], list[CueRow]]:
    """Return what the rows of a plan.toml fix in `story`, and the cues that were not found in it.

    Every cue counts as fixed, since nobody knows which of them somebody chose. So does the silence
    of a scene whose words have not changed.
    """
    words = Words(story.text)
    pins: list[Pin] = []
    lost: list[CueRow] = []
    for row in rows.cues:
        found = words.find(row)
        if row.vetoed or row.track in rows.wishes.vetoes:
            continue
        if found is None:
            lost.append(row)
            continue
        pins.append(Pin(*found[:2], row.track, row.source_start, row.muted))
    for silence in rows.silences:
        found = words.find(silence)
        if found is not None:
            pins.append(Pin(*found[:2], None))
    music = sorted(pins, key=lambda pin: pin.start)
    for scene in rows.scenes:
        found = words.find(scene)
        if found is not None and found[2]:
            pins += _between(found[0], found[1], music)
    return pins, lost


def _between(start: int, end: int, pins: list[Pin]) -> Iterator[Pin]:
    """Silence from `start` to `end`, but under `pins`, which are in order."""
    now = start
    for pin in pins:
        if pin.end > start and pin.start < end:
            if pin.start > now:
                yield Pin(now, pin.start, None)
            now = max(now, pin.end)
    if now < end:
        yield Pin(now, end, None)


def unpin(plan: CuePlan, rows: PlanFile) -> CuePlan:
    """Return `plan`, made around all cues of `rows`, with the pins and gains that these have."""
    cues = []
    for cue in plan.cues:
        own = [row for row in rows.cues if row.track == cue.track and cue.pinned]
        near = min(own, key=lambda row: abs(row.start - cue.start), default=None)
        if near is not None:
            gain = cue.gain_db if near.gain_db is None else near.gain_db
            cue = replace(cue, pinned=near.pinned, gain_db=gain)  # noqa: PLW2901
        cues.append(cue)
    return replace(plan, cues=tuple(cues))
