"""When each word of a story is read: beats, their times and what they feel like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

import numpy as np

from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import PlannedPassage, PlannedScene
from t2m_engine.text.manuscript import Manuscript, Passage, count_words
from t2m_engine.text.sentences import pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS_PER_MINUTE = 150.0
"""The usual pace of audiobooks, the pauses between sentences and paragraphs included."""
SCENE_PAUSE = 2.0
"""Seconds before the first word of every scene: the page turned, the heading, a breath."""
BEAT_WORDS = 110
"""Words of a beat at most (44 s at the usual pace): a longer paragraph is several beats, so that
music can change within it."""
SMOOTHING = 10.0
"""Seconds, the standard deviation of the window through which a listener feels the text: a line
of dialogue is heard with what was said before and after it."""
_BATCH = 64


class TextReader(Protocol):
    """What reads the emotion of texts: a model pack."""

    def read_texts(self, texts: Sequence[str], /) -> list[Reading]:
        """Return a reading for each of `texts`."""


@dataclass(frozen=True, slots=True, eq=False)
class Beat:
    """The least stretch that music may follow: a paragraph, or a piece of a giant one.

    `start`, `end` are seconds in the story; `text_start`, `text_end` characters of the text;
    `smoothed` is the emotion with its neighbours'.
    """

    passage: int
    scene: int
    start: float
    end: float
    text_start: int
    text_end: int
    words: int
    reading: Reading
    smoothed: Emotion


def mean_emotion(emotions: Sequence[Emotion], weights: Sequence[float]) -> Emotion:
    """Return the weighted mean of emotions; weights are positive."""
    table = np.array([(e.valence, e.arousal, *e.moods) for e in emotions])
    mean = np.average(table, axis=0, weights=np.asarray(weights))
    return Emotion(float(mean[0]), float(mean[1]), tuple(mean[2:].tolist()))


def mean_reading(beats: Sequence[Beat]) -> Reading:
    """Return the reading of beats together, each by its words."""
    weights = [float(beat.words) for beat in beats]
    embeddings = np.stack([beat.reading.embedding for beat in beats])
    embedding = np.average(embeddings, axis=0, weights=weights).astype(np.float32)
    return Reading(mean_emotion([beat.reading.emotion for beat in beats], weights), embedding)


def read_beats(
    manuscript: Manuscript,
    reader: TextReader,
    words_per_minute: float,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> list[Beat]:
    """Time and read every beat of `manuscript`; `progress` gets (done, total) beats.

    A beat takes its words at the pace; every scene starts with a pause. Raises CancelledError.
    """
    drafts = [
        (passage, place, text)
        for passage in manuscript.passages
        for place, text in _cut(passage, manuscript.text)
    ]
    readings: list[Reading] = []
    for first in range(0, len(drafts), _BATCH):
        progress(first, len(drafts))
        readings += reader.read_texts([text for _, _, text in drafts[first : first + _BATCH]])
        if cancelled():
            raise CancelledError("Scoring was cancelled.")
    now, scene = 0.0, -1
    times: list[tuple[float, float, int]] = []
    for passage, _, text in drafts:
        if passage.scene != scene:
            now += SCENE_PAUSE
            scene = passage.scene
        words = max(1, count_words(text))
        times.append((now, now + words * 60.0 / words_per_minute, words))
        now = times[-1][1]
    smoothed = _smoothed([draft[0].scene for draft in drafts], times, readings)
    return [
        Beat(passage.id, passage.scene, start, end, *place, words, reading, felt)
        for (passage, place, _), (start, end, words), reading, felt in zip(
            drafts, times, readings, smoothed, strict=True
        )
    ]


def _cut(passage: Passage, text: str) -> list[tuple[tuple[int, int], str]]:
    """The beats of a passage as ((start, end) in the text, words)."""
    parts = pieces(passage.text, BEAT_WORDS)
    if len(parts) == 1:
        return [((passage.start, passage.end), passage.text)]
    cuts = [passage.start]
    for part in parts:
        cuts.append(_follow(text, cuts[-1], passage.end, part))
    return [((cuts[i], cuts[i + 1]), part) for i, part in enumerate(parts)]


def _follow(text: str, start: int, end: int, words: str) -> int:
    """Where `words`, read off the text from `start` on, have been read (markup is skipped)."""
    place = start
    for character in words:
        if not character.isspace():
            found = text.find(character, place, end)
            if found < 0:  # it stands for an entity of the markup
                continue
            place = found + 1
    return place


def _smoothed(
    scenes: Sequence[int], times: Sequence[tuple[float, float, int]], readings: Sequence[Reading]
) -> list[Emotion]:
    found: list[Emotion] = []
    table = np.array(
        [(r.emotion.valence, r.emotion.arousal, *r.emotion.moods) for r in readings]
    ).reshape(len(readings), -1)
    moments: NDArray[np.float64] = np.array(times).reshape(len(times), 3)
    for _, members in groupby(range(len(scenes)), key=scenes.__getitem__):
        rows = list(members)
        centres = moments[rows, :2].mean(axis=1)
        # Block by block: a scene of a whole book must not take its square in memory.
        for first in range(0, len(rows), 256):
            distance = centres[first : first + 256, None] - centres[None, :]
            weights = np.exp(-0.5 * (distance / SMOOTHING) ** 2) * moments[rows, 2]
            mean = weights @ table[rows] / weights.sum(axis=1, keepdims=True)
            found += [Emotion(float(m[0]), float(m[1]), tuple(m[2:].tolist())) for m in mean]
    return found


def planned_passages(manuscript: Manuscript, beats: Sequence[Beat]) -> list[PlannedPassage]:
    """Return every passage with its time and emotion."""
    found = []
    for passage_id, members in groupby(beats, key=lambda beat: beat.passage):
        own = list(members)
        weights = [float(beat.words) for beat in own]
        passage = manuscript.passages[passage_id]
        found.append(
            PlannedPassage(
                passage_id,
                passage.scene,
                own[0].start,
                own[-1].end,
                mean_emotion([beat.reading.emotion for beat in own], weights),
                mean_emotion([beat.smoothed for beat in own], weights),
                passage.start,
                passage.end,
            )
        )
    return found


def planned_scenes(manuscript: Manuscript, beats: Sequence[Beat]) -> list[PlannedScene]:
    """Return every scene with its time, its pause included, and emotion."""
    found = []
    for index, members in groupby(beats, key=lambda beat: beat.scene):
        own = list(members)
        scene = manuscript.scenes[index]
        emotion = mean_reading(own).emotion
        start = own[0].start - SCENE_PAUSE
        found.append(
            PlannedScene(index, scene.title, start, own[-1].end, emotion, scene.start, scene.end)
        )
    return found
