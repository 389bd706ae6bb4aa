"""When each word of a story is heard: beats, their times and what they feel like.

Times come from the best that there is: a recording of the text, the times that subtitles carry, a
script's pages, or else the pace at which prose is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from t2m_engine.audio.speech import listen
from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import PlannedPassage
from t2m_engine.score import narration as recordings
from t2m_engine.score import pace
from t2m_engine.text.manuscript import Manuscript, Passage
from t2m_engine.text.sentences import pieces, spans
from t2m_engine.text.words import count_words

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
BREATH = 4.0
"""Seconds between two beats of a recording, or of subtitles, that belong to the earlier one."""
PARENTHETICAL = 0.4
"""Seconds of a direction within a speech, such as "(beat)": it says how, and takes a breath."""
SCRIPTS = frozenset({"fountain", "fdx"})
"""Formats whose action is timed by the page."""
_BATCH = 64


class TextReader(Protocol):
    """What reads the emotion of texts: a model pack."""

    def read_texts(self, texts: Sequence[str], /) -> list[Reading]:
        """Return a reading for each of `texts`."""


@dataclass(frozen=True, slots=True, eq=False)
class Beat:
    """The least stretch that music may follow: a paragraph, or a piece of a giant one.

    `start`, `end` are seconds in the story; `text_start`, `text_end` characters of the text;
    `smoothed` is the emotion with its neighbours'. `pause` is how many seconds before it belong
    to it: those before the first beat of a scene, in which its music may begin.
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
    pause: float = 0.0


def mean_emotion(emotions: Sequence[Emotion], weights: Sequence[float]) -> Emotion:
    """Return the weighted mean of emotions; weights are positive."""
    table = np.array([(e.valence, e.arousal, *e.moods) for e in emotions])
    mean = np.average(table, axis=0, weights=np.asarray(weights))
    return Emotion(float(mean[0]), float(mean[1]), tuple(mean[2:].tolist()))


def mean_reading(beats: Sequence[Beat]) -> Reading:
    """Return the reading of beats together, each by its words; steered where most of them are."""
    weights = [float(beat.words) for beat in beats]
    embeddings = np.stack([beat.reading.embedding for beat in beats])
    embedding = np.average(embeddings, axis=0, weights=weights).astype(np.float32)
    emotion = mean_emotion([beat.reading.emotion for beat in beats], weights)
    wanted = sum(beat.words for beat in beats if beat.reading.steered)
    return Reading(emotion, embedding, steered=2 * wanted > sum(weights))


Draft = tuple[Passage, tuple[int, int], str]
"""A beat to be: its passage, its characters of the text, its words."""


def read_beats(
    manuscript: Manuscript,
    reader: TextReader,
    words_per_minute: float,
    *,
    narration: Path | None = None,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> list[Beat]:
    """Time and read every beat of `manuscript`; `progress` gets (done, total) beats.

    Beats take their times from `narration`, a recording of the text, where one is given; from
    the passage where it has its own (subtitles); else from the pace: prose by its words and its
    pauses, a script's action by the page. Every scene starts with a pause. Raises InputError for
    a recording that is none of this text, and CancelledError.
    """
    drafts = [
        (passage, place, text)
        for passage in manuscript.passages
        for place, text in _cut(passage, manuscript.text)
    ]
    if not drafts:
        return []
    # The recording first: a wrong file is told at once, not after the reading.
    times = (
        _heard(manuscript, drafts, narration, cancelled)
        if narration is not None
        else _paced(drafts, words_per_minute, manuscript.format)
    )
    readings: list[Reading] = []
    for first in range(0, len(drafts), _BATCH):
        progress(first, len(drafts))
        readings += reader.read_texts([text for _, _, text in drafts[first : first + _BATCH]])
        if cancelled():
            raise CancelledError("Scoring was cancelled.")
    words = [max(1, count_words(text)) for _, _, text in drafts]
    smoothed = _smoothed([draft[0].scene for draft in drafts], times, words, readings)
    found = []
    scene, before = -1, 0.0
    for (passage, place, _), (start, end), size, reading, felt in zip(
        drafts, times, words, readings, smoothed, strict=True
    ):
        pause = 0.0
        if passage.scene != scene:
            gap = start - before
            scene, pause = passage.scene, gap if gap <= BREATH else SCENE_PAUSE
        found.append(Beat(passage.id, scene, start, end, *place, size, reading, felt, pause))
        before = end
    return found


def _paced(
    drafts: Sequence[Draft], words_per_minute: float, form: str
) -> list[tuple[float, float]]:
    """The times of beats that are read at a pace, or have times of their own."""
    times: list[tuple[float, float]] = []
    now, scene = 0.0, -1
    groups = [
        (passage, [text for _, _, text in own])
        for passage, own in groupby(drafts, key=lambda draft: draft[0])
    ]
    lengths = [_length(passage, texts, words_per_minute, form) for passage, texts in groups]
    for (passage, texts), length in zip(
        groups, _together([passage for passage, _ in groups], lengths), strict=True
    ):
        if passage.times is not None:
            times += _shared(texts, *passage.times)
            continue
        if passage.scene != scene:
            now += SCENE_PAUSE
            scene = passage.scene
        times += _shared(texts, now, now + length)
        now += length
    return _closed(times, [passage.scene for passage, _, _ in drafts])


def _length(
    passage: Passage, texts: Sequence[str], words_per_minute: float, form: str
) -> float:  # fmt: skip
    """Seconds that a passage takes, read at a pace."""
    if passage.kind == "direction" and passage.speaker:
        return PARENTHETICAL
    if form in SCRIPTS and passage.kind == "direction":
        return sum(pace.on_the_page(text) for text in texts)
    paragraph = pace.PARAGRAPH * 60.0 / words_per_minute
    return sum(pace.read_aloud(text, words_per_minute) for text in texts) + paragraph


def _together(passages: Sequence[Passage], lengths: Sequence[float]) -> list[float]:
    """Return `lengths` with the halves of dual dialogue made shorter.

    Together they take what the longer takes alone; they stay one after the other, so that every
    word keeps a time of its own.
    """
    turns = [
        list(own)
        for _, own in groupby(
            range(len(passages)),
            key=lambda i: (passages[i].scene, passages[i].speaker, passages[i].beside),
        )
    ]
    found = list(lengths)
    for first, second in pairwise(turns):
        if passages[second[0]].beside and passages[first[0]].speaker:
            sums = [sum(lengths[i] for i in half) for half in (first, second)]
            for i in first + second:
                found[i] = lengths[i] * max(sums) / sum(sums)
    return found


def _shared(texts: Sequence[str], start: float, end: float) -> list[tuple[float, float]]:
    """The times of the beats of one passage, each by what its words take."""
    shares = np.array([max(0.5, pace.speech(text) + pace.pauses(text)) for text in texts])
    edges = start + (end - start) * np.concatenate([[0.0], np.cumsum(shares) / shares.sum()])
    return list(pairwise(edges.tolist()))


def _closed(
    times: Sequence[tuple[float, float]], scenes: Sequence[int]
) -> list[tuple[float, float]]:
    """Times in order, each beat with the breath after it; overlaps, as of two who talk, end."""
    found = []
    now = 0.0
    for place, (start, end) in enumerate(times):
        start = max(start, now)  # noqa: PLW2901
        end = max(end, start + 0.1)  # noqa: PLW2901
        if place + 1 < len(times) and scenes[place + 1] == scenes[place]:
            later = times[place + 1][0]
            end = later if end < later <= end + BREATH else end  # noqa: PLW2901
        found.append((start, end))
        now = end
    return found


def _heard(
    manuscript: Manuscript,
    drafts: Sequence[Draft],
    path: Path,
    cancelled: Callable[[], bool],
) -> list[tuple[float, float]]:
    """The times of beats in the recording at `path`."""
    lines: list[recordings.Line] = []
    first_lines: list[int] = []
    passage_id, scene = -1, -1
    for passage, _, text in drafts:
        opens = 0
        if passage.scene != scene:
            scene, opens = passage.scene, 2
            lines.append(recordings.Line(manuscript.scenes[scene].title or "·", 2, optional=True))
        elif passage.id != passage_id:
            opens = 1
        passage_id = passage.id
        first_lines.append(len(lines))
        for start, end in spans(text) or [(0, len(text))]:
            lines.append(recordings.Line(text[start:end], opens))
            opens = 0
    heard = recordings.align(lines, listen(path, cancelled=cancelled), path, cancelled=cancelled)
    last_lines = [*(line - 1 for line in first_lines[1:]), len(lines) - 1]
    # What ends a scene is its last sentence, not the heading of the next.
    last_lines = [line - lines[line].optional for line in last_lines]
    return _closed(
        [
            (float(heard[first, 0]), float(heard[last, 1]))
            for first, last in zip(first_lines, last_lines, strict=True)
        ],
        [passage.scene for passage, _, _ in drafts],
    )


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
    scenes: Sequence[int],
    times: Sequence[tuple[float, float]],
    words: Sequence[int],
    readings: Sequence[Reading],
) -> list[Emotion]:
    found: list[Emotion] = []
    table = np.array(
        [(r.emotion.valence, r.emotion.arousal, *r.emotion.moods) for r in readings]
    ).reshape(len(readings), -1)
    moments: NDArray[np.float64] = np.array(times).reshape(len(times), 2).mean(axis=1)
    shares = np.array(words, np.float64)
    for _, members in groupby(range(len(scenes)), key=scenes.__getitem__):
        rows = list(members)
        centres = moments[rows]
        # Block by block: a scene of a whole book must not take its square in memory.
        for first in range(0, len(rows), 256):
            distance = centres[first : first + 256, None] - centres[None, :]
            weights = np.exp(-0.5 * (distance / SMOOTHING) ** 2) * shares[rows]
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
                own[0].scene,
                own[0].start,
                own[-1].end,
                mean_emotion([beat.reading.emotion for beat in own], weights),
                mean_emotion([beat.smoothed for beat in own], weights),
                passage.start,
                passage.end,
            )
        )
    return found
