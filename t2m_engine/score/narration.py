"""Finding the sentences of a text in a recording of it, by its pauses and their lengths.

No model of speech is needed, and so no language is favoured. A recording is speech and pauses; a
sentence is so long in speech, and ends in a pause. One dynamic programme over all sentences
chooses the pauses that end them: each sentence's speech should last as long as its words say
(score/pace.py), at the narrator's own tempo, and the longer a pause the likelier it ends one.
The idea is Gale & Church's (1993, "A Program for Aligning Sentences in Bilingual Corpora", §3):
lengths alone align well, since they leave little room for doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.audio.speech import FRAME, LEAST_PAUSE, Speech
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.score import pace
from t2m_engine.text.words import count_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPREAD = 0.22
"""Standard deviation of the log of a sentence's length in speech over what its words say
(espeak-ng: 0.05; people are freer)."""
_SLACK = 0.35
"""Seconds that any length may be off, so that one-word sentences are no vice."""
_PAUSE_WORTH = 1.6
"""What each doubling of a pause's length is worth for it to end a sentence."""
WITHIN = -1
"""What a clause opens: less than a sentence."""
_BREATH = {WITHIN: 0.8, 0: 1.0, 1: 1.25, 2: 1.5}
"""How much of a pause's worth counts before what opens there."""
_BREATHLESS = {WITHIN: -0.5, 0: -6.0, 1: -9.0, 2: -12.0}
"""What it is worth that there is no pause at all."""
_SKIPPED = 4.0
"""What it costs that a heading is not read aloud."""
_BEAM = 160
_FASTEST, _SLOWEST = 450.0, 40.0
"""Words a minute of speech, outside of which a recording is none of the text."""

_GRID = 0.25
"""Seconds between the places where a sentence may end although nobody breathed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to be found: its words; `opens` says how much of a break comes before it.

    That is 0 within a paragraph, 1 before a paragraph, 2 before a scene, WITHIN inside a sentence.
    `optional`: a heading, which may be read or not.
    """

    text: str
    opens: int = 0
    optional: bool = False


def align(
    lines: Sequence[Line], heard: Speech, path: Path, *, cancelled: Callable[[], bool]
) -> NDArray[np.float64]:
    """Return start and end of each of `lines` in the recording at `path`, float64 (n, 2) seconds.

    A heading that is not read has no length. Raises InputError when the recording is much too
    short or long to be one of these lines, CancelledError.
    """
    parts = [part for line in lines for part in _clauses(line)]
    firsts = np.cumsum([0, *(len(_clauses(line)) for line in lines[:-1])])
    wanted = np.array([max(0.3, pace.speech(part.text)) for part in parts])
    firm = np.array([not part.optional for part in parts])
    total = float(heard.spoken[-1])
    speed = 60.0 * float(wanted[firm].sum()) / max(total, 1e-6)
    if not _SLOWEST <= speed <= _FASTEST:
        raise InputError(
            path,
            f"does not seem to be a reading of this manuscript ({speed:.0f} words a minute)",
            "Give the recording of these very words, or leave it out.",
        )
    places, starts, ends, worth = _places(heard)
    # Twice: the narrator's tempo is known better once the headings that are read are.
    read = firm.copy()
    chosen = np.zeros(len(parts), np.int64)
    for _ in range(2):
        tempo = total / float(wanted[read].sum())
        chosen = _choose(parts, wanted * tempo, places, worth, cancelled)
        read = np.diff(np.r_[0, chosen]) > 0
    before = np.r_[0, chosen[:-1]]
    times = np.column_stack([ends[before], starts[chosen]])
    times[~read] = ends[before[~read], None]
    return np.column_stack([times[firsts, 0], times[np.r_[firsts[1:], len(parts)] - 1, 1]])


def _clauses(line: Line) -> list[Line]:
    """The parts of a sentence between its commas, where a narrator may breathe, too."""
    if line.optional:
        return [line]
    cuts = [match.end() for match in pace.CLAUSE_MARK.finditer(line.text)]
    edges = [0, *cuts, len(line.text)]
    texts = [line.text[a:b] for a, b in pairwise(edges) if count_words(line.text[a:b])]
    if len(texts) < 2:
        return [line]
    return [Line(text, line.opens if not place else WITHIN) for place, text in enumerate(texts)]


def _places(heard: Speech) -> tuple[NDArray[np.float64], ...]:
    """Where sentences may end: seconds of speech before, pause start, pause end, and worth."""
    pauses = heard.pauses
    lengths = pauses[:, 1] - pauses[:, 0]
    worth = _PAUSE_WORTH * np.log2(np.maximum(lengths, LEAST_PAUSE) / LEAST_PAUSE)
    grid = np.arange(0.0, heard.duration, _GRID)
    following = np.searchsorted(pauses[:, 0], grid, side="right")
    inside = grid >= pauses[np.maximum(following - 1, 0), 1]
    grid = grid[inside & (following > 0) & (following < len(pauses))]
    starts = np.r_[pauses[:, 0], grid]
    ends = np.r_[pauses[:, 1], grid]
    worth = np.r_[worth, np.full(len(grid), -1.0)]
    order = np.lexsort((worth, starts))
    starts, ends, worth = starts[order], ends[order], worth[order]
    places = heard.spoken[np.minimum(np.round(starts / FRAME).astype(int), len(heard.spoken) - 1)]
    return places, starts, ends, worth


def _choose(
    lines: Sequence[Line],
    wanted: NDArray[np.float64],
    places: NDArray[np.float64],
    worth: NDArray[np.float64],
    cancelled: Callable[[], bool],
) -> NDArray[np.int64]:
    """The place where each line ends, int64 (n,), never before the line before; by beam search.

    A state is the place where the lines so far end; the `_BEAM` cheapest states of each line
    live on, which holds the whole programme for all but hopeless recordings.
    """
    last = len(places) - 1
    states, costs = np.array([0]), np.array([0.0])
    kept: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    for number, line in enumerate(lines):
        if number % 256 == 0 and cancelled():
            raise CancelledError("Scoring was cancelled.")
        if number == len(lines) - 1:
            lows, highs = np.full(len(states), last), np.full(len(states), last + 1)
        else:
            reach = wanted[number]
            lows = np.searchsorted(places, places[states] + 0.45 * reach - 0.6)
            highs = np.searchsorted(places, places[states] + 2.2 * reach + 1.2, side="right")
            lows = np.maximum(lows, np.minimum(states + 1, last))
            highs = np.minimum(np.maximum(highs, lows + 1), last + 1)
        counts = highs - lows
        origin = np.repeat(np.arange(len(states)), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        target = lows[origin] + offsets
        length = places[target] - places[states[origin]]
        ratio = np.log((length + _SLACK) / (wanted[number] + _SLACK))
        cost = costs[origin] + 0.5 * np.square(ratio / _SPREAD)
        # A break before the next line asks for a longer pause than a sentence's end.
        opens = lines[number + 1].opens if number + 1 < len(lines) else 2
        cost -= np.where(worth[target] < 0.0, _BREATHLESS[opens], _BREATH[opens] * worth[target])
        if line.optional:
            origin = np.r_[origin, np.arange(len(states))]
            target = np.r_[target, states]
            cost = np.r_[cost, costs + _SKIPPED]
        order = np.lexsort((cost, target))
        target, cost, origin = target[order], cost[order], origin[order]
        first = np.r_[True, target[1:] != target[:-1]]
        target, cost, origin = target[first], cost[first], origin[first]
        if len(target) > _BEAM:
            best = np.sort(np.argpartition(cost, _BEAM)[:_BEAM])
            target, cost, origin = target[best], cost[best], origin[best]
        kept.append((target, origin))
        states, costs = target, cost
    chosen = np.zeros(len(lines), np.int64)
    row = int(costs.argmin())
    for number in range(len(lines) - 1, -1, -1):
        target, origin = kept[number]
        chosen[number] = target[row]
        row = int(origin[row])
    return chosen
