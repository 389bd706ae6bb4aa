"""Scenes: where the manuscript marks them, and where what it tells changes without a mark.

A scene has its people, its place, its time and its feeling, so that the same words come back in it
and others come in the next. A long scene is cut where that changes most: into the parts whose
words, meaning and feeling lie closest together, by dynamic programming over all its beats (kernel
change points with a linear kernel; Arlot, Celisse & Harchaoui 2019, §3). The words weigh most, as
in lexical cohesion (Hearst 1997, "TextTiling"). Weights and costs were chosen on the first half of
Grimm's tales, joined end to end: see tests/benchmarks/bench_score.py, and what it says of others.
"""

from __future__ import annotations

import math
import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.export.cue import PlannedScene
from t2m_engine.score.feelings import steer_at
from t2m_engine.score.timing import Beat, mean_reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from t2m_engine.score.wishes import Felt
    from t2m_engine.text.manuscript import Manuscript

CUT_COST = 2.2
"""What a cut costs, in units of UNIT seconds × squared distance: the middle of a flat optimum."""
UNIT = 44.0
"""Seconds; those of a long beat at the usual pace."""
LONG = 900.0
"""Seconds of a part beyond which it costs more, quadratically: as many as a long chapter takes."""
LONG_UNIT = 600.0
"""Seconds beyond LONG that cost 1."""
LEAST = 60.0
"""Seconds of a part at least."""
MOST = 3600.0
"""Seconds of a part at most: LONG makes longer ones impossible in practice."""
SMOOTHING = 20.0
"""Seconds, the standard deviation of the window through which words and meaning are seen."""
MEANING, FEELING = 0.25, 0.25
"""The weights of the text's embedding and of its emotion beside that of its words, 1."""
COMMON = 0.25
"""Words in more than this share of a scene's beats tell nothing about its parts."""
WORD_AXES = 1024
"""Axes that words are hashed to."""
GIANT = 300.0
"""Seconds of a paragraph from which on it may be cut within."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that leave no spaces between words: Thai, Lao, Burmese, Khmer, Japanese,
Chinese. Their pairs stand in for words."""


def find_scenes(
    manuscript: Manuscript, beats: Sequence[Beat], feelings: Sequence[Felt] = ()
) -> tuple[list[Beat], list[PlannedScene]]:
    """Return the beats, numbered by the scenes that were found, and these scenes.

    `feelings`, which the beats have already, are told of the scenes.

    The first part of a marked scene keeps its title and is "marked"; parts that follow from a
    change are numbered: "The Juniper-Tree (2)".
    """
    found_beats: list[Beat] = []
    scenes: list[PlannedScene] = []
    for index, members in groupby(beats, key=lambda beat: beat.scene):
        own = list(members)
        marked = manuscript.scenes[index]
        cuts = [0, *turns(own, manuscript.text), len(own)]
        for part, (first, last) in enumerate(pairwise(cuts), 1):
            inside = [replace(beat, scene=len(scenes)) for beat in own[first:last]]
            scenes.append(
                PlannedScene(
                    len(scenes),
                    marked.title if part == 1 else f"{marked.title} ({part})".lstrip(),
                    inside[0].start - inside[0].pause,
                    inside[-1].end,
                    mean_reading(inside).emotion,
                    marked.start if part == 1 else inside[0].text_start,
                    marked.end if last == len(own) else inside[-1].text_end,
                    "marked" if part == 1 else "change",
                    steer_at(feelings, inside[0].text_start),
                )
            )
            found_beats += inside
    return found_beats, scenes


def chapters_of(scenes: Sequence[PlannedScene], manuscript: Manuscript) -> list[int | None]:
    """Return the chapter of each of `scenes`, an index of the manuscript's; None outside of any."""
    starts = [scene.start for scene in manuscript.scenes]
    return [
        manuscript.scenes[max(0, bisect_right(starts, scene.text_start) - 1)].chapter
        for scene in scenes
    ]


def turns(beats: Sequence[Beat], text: str) -> list[int]:
    """Return the beats, of one marked scene, with which a new part begins; in order.

    A part begins with a paragraph, unless a paragraph is GIANT.
    """
    count = len(beats)
    starts = np.array([beat.start for beat in beats])
    ends = np.array([beat.end for beat in beats])
    if ends[-1] - starts[0] < 2 * LEAST:
        return []
    seconds = ends - starts
    features = _features(beats, text, (starts + ends) / 2, seconds)
    sums = np.vstack([np.zeros(features.shape[1]), np.cumsum(seconds[:, None] * features, axis=0)])
    squares = np.concatenate([[0.0], np.cumsum(seconds * np.square(features).sum(axis=1))])
    total = np.concatenate([[0.0], np.cumsum(seconds)])
    may_begin = _beginnings(beats)
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    back = np.zeros(count + 1, np.int64)
    for last in range(1, count + 1):
        if last < count and not may_begin[last]:
            continue
        lowest = min(int(np.searchsorted(starts, ends[last - 1] - MOST)), last - 1)
        firsts = np.arange(lowest, last)
        length = ends[last - 1] - starts[firsts]
        inside = np.square(sums[last] - sums[firsts]).sum(axis=1) / (total[last] - total[firsts])
        scatter = np.maximum(squares[last] - squares[firsts] - inside, 0.0)
        cost = best[firsts] + scatter / UNIT + CUT_COST
        cost += np.square(np.maximum(0.0, length - LONG) / LONG_UNIT)
        cost[(length < LEAST) & (last - firsts < count)] = np.inf
        back[last] = firsts[int(cost.argmin())]
        best[last] = cost.min()
    if not np.isfinite(best[count]):  # paragraphs that no cut leaves long enough
        return []
    cuts = [count]
    while cuts[-1]:
        cuts.append(int(back[cuts[-1]]))
    return cuts[-2:0:-1]


def _beginnings(beats: Sequence[Beat]) -> list[bool]:
    """Where a part may begin: with a paragraph, or within one that is giant."""
    lengths: Counter[int] = Counter()
    for beat in beats:
        lengths[beat.passage] += round(beat.end - beat.start)
    return [
        place == 0 or beat.passage != beats[place - 1].passage or lengths[beat.passage] > GIANT
        for place, beat in enumerate(beats)
    ]


def _features(
    beats: Sequence[Beat], text: str, middles: NDArray[np.float64], seconds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each beat tells, float64 (n, axes): words of unit length, meaning and feeling."""
    feelings = np.array(
        [
            (0.7 * beat.smoothed.valence, 0.7 * beat.smoothed.arousal, *beat.smoothed.moods)
            for beat in beats
        ]
    )
    meanings = np.stack([beat.reading.embedding for beat in beats]).astype(np.float64)
    words = _words([text[beat.text_start : beat.text_end] for beat in beats])
    seen = _smoothed(np.hstack([words, meanings]), middles, seconds)
    words, meanings = seen[:, :WORD_AXES], seen[:, WORD_AXES:]
    lengths = np.linalg.norm(words, axis=1, keepdims=True)
    words = words / np.where(lengths > 0.0, lengths, 1.0)
    return np.hstack([words, MEANING * meanings, FEELING * feelings])


def _words(texts: Sequence[str]) -> NDArray[np.float64]:
    """How often each text holds which words, by their rarity, hashed: float64 (n, WORD_AXES)."""
    counts = [Counter(_tokens(text)) for text in texts]
    texts_with = Counter(word for count in counts for word in count)
    table = np.zeros((len(texts), WORD_AXES))
    for row, count in zip(table, counts, strict=True):
        size = max(1, count.total())
        for word, times in count.items():
            if 2 <= texts_with[word] <= max(2.0, COMMON * len(texts)):
                code = zlib.crc32(word.encode("utf-8", "replace"))
                sign = 1.0 if code >> 31 else -1.0
                rarity = math.log(len(texts) / texts_with[word])
                row[code % WORD_AXES] += sign * rarity * times / size
    return table


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for match in _WORD.finditer(text.casefold()):
        word = match.group()
        if _UNSPACED.search(word):
            found += [word[place : place + 2] for place in range(len(word) - 1)]
        else:
            found.append(word)
    return found


def _smoothed(
    table: NDArray[np.float64], middles: NDArray[np.float64], seconds: NDArray[np.float64]
) -> NDArray[np.float64]:
    smoothed = np.empty_like(table)
    lows = np.searchsorted(middles, middles - 3 * SMOOTHING)
    highs = np.searchsorted(middles, middles + 3 * SMOOTHING, side="right")
    for row, (middle, low, high) in enumerate(zip(middles, lows, highs, strict=True)):
        distance = (middles[low:high] - middle) / SMOOTHING
        weights = np.exp(-0.5 * np.square(distance)) * seconds[low:high]
        smoothed[row] = weights @ table[low:high] / weights.sum()
    return smoothed
