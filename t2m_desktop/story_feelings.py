"""What the story feels like from beginning to end, asked in the background, bit by bit."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.outline import Outline, Paragraph, Scene
from t2m_desktop.editor.outlining import SLICE
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.feeling import Emotion
from t2m_engine.service.supervisor import State

MOST = 240
"""Paragraphs that are read of a story: its arc is some 200 bars, and a book has thousands."""
_AT_ONCE = 4
"""Paragraphs a request: a passage under the cursor never waits for more than that (60 ms)."""
_STRIDE = 8
"""Every eighth first, so that the whole arc soon has a shape."""
_PAUSE_MS = 1500
_REST_S = 0.3
_TELL_MS = 250
"""From an answer to the arc, at most: in a book, drawing after each one would be felt in typing."""
_KEPT = 10 * MOST


@dataclass(frozen=True, slots=True)
class Felt:
    """A paragraph that stands for its stretch of the story, and what it feels like."""

    paragraph: Paragraph
    text: str
    emotion: Emotion | None  # None: not read yet


class StoryFeelings(QObject):
    """Follows the outline; asks only for paragraphs whose text is new."""

    scenes_felt = Signal(object, object)  # titles, emotions
    arc_felt = Signal(object)  # tuple of Felt, in the story's order

    def __init__(
        self, bridge: EngineBridge, editor: ManuscriptEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._editor = bridge, editor
        self._scenes: tuple[Scene, ...] = ()
        self._samples: list[tuple[Paragraph, str]] = []
        self._known: dict[str, Emotion] = {}
        self._refused: set[str] = set()
        self._outline: Outline | None = None
        self._rest: list[Paragraph] = []  # to be sampled, the last first
        self._busy = False
        self._typed = 0.0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._telling = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._telling.timeout.connect(self._tell_in_a_rest)
        self._gathering = QTimer(self, singleShot=True, interval=0)
        self._gathering.timeout.connect(self._gather)
        editor.textChanged.connect(self._key)
        self._of_scenes: dict[tuple[str, ...], Emotion] = {}  # by what was read in a scene
        bridge.state_changed.connect(self._engine_changed)

    def follow(self, outline: Outline) -> None:
        """Take a new outline."""
        self._outline = outline
        self._pause.start()

    def _engine_changed(self, state: State, _: str) -> None:
        self._busy = False
        if state is State.READY:
            self._pause.start()

    def _look(self) -> None:
        if self._outline is None:
            return
        self._scenes = self._outline.scenes
        self._samples = []
        self._rest = sample(self._outline.paragraphs, self._scenes)[::-1]
        self._gather()

    def _gather(self) -> None:
        """Take the texts of what is read, some at a time: of a book it would cost a key."""
        until = time.perf_counter() + SLICE
        while self._rest:
            paragraph = self._rest.pop()
            lines = self._editor.lines(paragraph.first, paragraph.end)
            self._samples.append((paragraph, " ".join(line.strip() for line in lines)))
            if time.perf_counter() > until:
                self._gathering.start()
                return
        self._tell_in_a_rest()
        self._ask()

    def _key(self) -> None:
        self._typed = time.monotonic()

    def _tell_in_a_rest(self) -> None:
        """A hand that types waits for nothing: the arc fills in as soon as it rests."""
        typing = len(self._samples) > MOST and time.monotonic() - self._typed < _REST_S
        if typing or self._rest:
            self._telling.start()
        else:
            self._tell()

    def _ask(self) -> None:
        if self._busy or self._rest or not self._bridge.is_ready:
            return
        order = [i for k in range(_STRIDE) for i in range(k, len(self._samples), _STRIDE)]
        texts = dict.fromkeys(self._samples[i][1] for i in order)
        wanted = [t for t in texts if t not in self._known and t not in self._refused][:_AT_ONCE]
        if not wanted:
            return
        self._busy = True

        def answered(result: dict[str, Any]) -> None:
            self._busy = False
            if len(self._known) > _KEPT:
                current = {text for _, text in self._samples}
                self._known = {t: e for t, e in self._known.items() if t in current}
            emotions = (Emotion.from_json(found) for found in result["emotions"])
            self._known.update(zip(wanted, emotions, strict=True))
            if not self._telling.isActive():
                self._telling.start()
            self._ask()

        def failed(_: object) -> None:
            self._busy = False
            self._refused.update(wanted)  # not again and again; the rest goes on
            if self._bridge.is_ready:
                self._ask()

        self._bridge.request("emotion", {"texts": wanted}, answered, failed)

    def _tell(self) -> None:
        felt = tuple(Felt(p, text, self._known.get(text)) for p, text in self._samples)
        self.arc_felt.emit(felt)
        titles, emotions, before = [], [], self._of_scenes
        self._of_scenes = {}
        firsts = [f.paragraph.first for f in felt]
        for scene in self._scenes:
            inside = felt[bisect_left(firsts, scene.line) : bisect_left(firsts, scene.end)]
            read = tuple(f.text for f in inside if f.emotion is not None)
            emotion = before.get(read) or of_scene(scene, inside)
            if emotion is not None:
                self._of_scenes[read] = emotion
                titles.append(scene.title)
                emotions.append(emotion)
        if titles:
            self.scenes_felt.emit(titles, emotions)


def sample(paragraphs: Sequence[Paragraph], scenes: Sequence[Scene]) -> list[Paragraph]:
    """Choose what is read, in order: everything in a short story; in a long one the longest
    paragraph of each of `MOST` equal stretches, and of each scene that would have none.
    """
    if len(paragraphs) <= MOST:
        return list(paragraphs)
    words = paragraphs[-1].before + paragraphs[-1].words
    chosen: dict[int, Paragraph] = {}
    for paragraph in paragraphs:
        stretch = paragraph.before * MOST // max(1, words)
        if stretch not in chosen or paragraph.words > chosen[stretch].words:
            chosen[stretch] = paragraph
    found = {paragraph.first: paragraph for paragraph in chosen.values()}
    at = 0
    for scene in scenes:
        while at < len(paragraphs) and paragraphs[at].first < scene.line:
            at += 1
        inside = []
        while at < len(paragraphs) and paragraphs[at].first < scene.end:
            inside.append(paragraphs[at])
            at += 1
        if inside and not any(paragraph.first in found for paragraph in inside):
            longest = max(inside, key=lambda paragraph: paragraph.words)
            found[longest.first] = longest
    return [found[line] for line in sorted(found)]


def of_scene(scene: Scene, felt: Sequence[Felt]) -> Emotion | None:
    """What a scene feels like by what is known of its paragraphs, by their words; None: nothing."""
    inside = [
        (f.emotion, max(1, f.paragraph.words))
        for f in felt
        if f.emotion is not None and scene.line <= f.paragraph.first < scene.end
    ]
    if not inside:
        return None
    total = sum(words for _, words in inside)
    return Emotion(
        sum(e.valence * words for e, words in inside) / total,
        sum(e.arousal * words for e, words in inside) / total,
        {
            mood: sum(e.moods[mood] * words for e, words in inside) / total
            for mood in inside[0][0].moods
        },
    )
