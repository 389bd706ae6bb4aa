"""What each scene feels like, asked in the background, a few paragraphs a scene."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.outline import Outline, heading
from t2m_desktop.editor.view import ManuscriptEditor
from t2m_desktop.feeling import Emotion
from t2m_engine.service.supervisor import State

_SAMPLES = 4
"""Paragraphs a scene: a strip's colour needs no more, and a book has hundreds of scenes."""
_PAUSE_MS = 1500


class SceneFeelings(QObject):
    """Follows the outline; asks only for scenes whose sampled paragraphs changed."""

    arrived = Signal(object, object)  # titles, emotions

    def __init__(
        self, bridge: EngineBridge, editor: ManuscriptEditor, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._editor = bridge, editor
        self._outline: Outline | None = None
        self._known: dict[tuple[str, ...], Emotion] = {}
        self._busy = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        bridge.state_changed.connect(self._engine_changed)

    def follow(self, outline: Outline) -> None:
        """Take a new outline."""
        self._outline = outline
        self._pause.start()

    def _engine_changed(self, state: State, _: str) -> None:
        self._busy = False
        if state is State.READY:
            self._pause.start()

    def _ask(self) -> None:
        if self._outline is None or self._busy or not self._bridge.is_ready:
            return
        samples = [
            (scene.title, sample(self._editor.lines(scene.line + 1, scene.end)))
            for scene in self._outline.scenes
        ]
        known = [(title, self._known[texts]) for title, texts in samples if texts in self._known]
        if known:
            self.arrived.emit([t for t, _ in known], [e for _, e in known])
        # One scene at a time: a passage under the cursor never waits for more than that.
        wanted = next((texts for _, texts in samples if texts and texts not in self._known), None)
        if wanted is None:
            return
        self._busy = True

        def answered(result: dict[str, Any]) -> None:
            self._busy = False
            if len(self._known) > 2000:
                self._known.clear()
            self._known[wanted] = mean([Emotion.from_json(e) for e in result["emotions"]])
            self._ask()

        def failed(_: object) -> None:
            self._busy = False

        self._bridge.request("emotion", {"texts": list(wanted)}, answered, failed)


def sample(lines: Sequence[str]) -> tuple[str, ...]:
    """A few paragraphs of a scene, evenly spread over it."""
    spoken = [line.strip() for line in lines if line.strip() and heading(line) is None]
    if len(spoken) <= _SAMPLES:
        return tuple(spoken)
    return tuple(spoken[round(i * (len(spoken) - 1) / (_SAMPLES - 1))] for i in range(_SAMPLES))


def mean(emotions: Sequence[Emotion]) -> Emotion:
    """The emotion in the middle of several."""
    count = len(emotions)
    return Emotion(
        sum(e.valence for e in emotions) / count,
        sum(e.arousal for e in emotions) / count,
        {m: sum(e.moods[m] for e in emotions) / count for m in emotions[0].moods},
    )
