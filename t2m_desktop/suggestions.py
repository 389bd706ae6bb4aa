"""From the passage under the cursor to suggestions: asking, waiting, what came back."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.view import Passage
from t2m_desktop.feeling import Emotion
from t2m_desktop.spaces import Spaces
from t2m_engine.errors import ExitCode
from t2m_engine.service.client import EngineError, EngineGone, Replaced
from t2m_engine.service.supervisor import State

CARDS = 10
_LONGEST = 6000  # characters of a passage that are sent: the encoder reads no more


@dataclass(frozen=True)
class Suggestion:
    """A clip of the library that fits: what the engine's `suggest` says of it."""

    rank: int
    track: str
    start: float
    end: float
    score: float
    title: str
    artist: str
    emotion: Emotion
    space: str = ""  # which ranked it, for people

    @classmethod
    def from_json(cls, data: Mapping[str, Any], space: str = "") -> Suggestion:
        """Take one suggestion out of an answer."""
        return cls(
            rank=int(data["rank"]),
            track=data["track"],
            start=float(data["start"]),
            end=float(data["end"]),
            score=float(data["score"]),
            title=data.get("title") or Path(data["track"]).stem,
            artist=data.get("artist") or "",
            emotion=Emotion.from_json(data),
            space=space,
        )

    @property
    def key(self) -> tuple[str, float, float]:
        """What makes it the same clip in another answer."""
        return self.track, self.start, self.end

    @property
    def length(self) -> float:
        """Seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class Answer:
    """Suggestions for a passage, and the time from asking to having them in milliseconds."""

    passage: str
    emotion: Emotion
    suggestions: tuple[Suggestion, ...]
    milliseconds: float


class Suggestions(QObject):
    """Asks for the newest passage only, on the channel "cursor"; asks again when the engine is
    back. An answer that a newer question overtook is dropped, here too.
    """

    arrived = Signal(object)  # Answer
    failed = Signal(str)  # a sentence
    emptied = Signal()  # there is no passage

    def __init__(self, bridge: EngineBridge, spaces: Spaces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._spaces = bridge, spaces
        self._passage: str | None = None
        self._like: Suggestion | None = None
        self.project: Path | None = None  # the manuscript: what was excluded from it stays away
        self._number = 0
        bridge.state_changed.connect(self._engine_changed)
        spaces.changed.connect(self._space_changed)

    def follow(self, passage: Passage | None) -> None:
        """Take the passage under the cursor."""
        self.ask(passage.text if passage else None)

    def ask(self, text: str | None) -> None:
        """Ask for music for a text."""
        self._passage = text.strip()[:_LONGEST] if text else None
        self._like = None
        self._number += 1
        if not self._passage:
            self.emptied.emit()
        elif self._bridge.state in {State.STARTING, State.READY}:
            self._send(self._passage, self._number)

    def ask_like(self, clip: Suggestion) -> None:
        """Ask for music that sounds like a clip."""
        self._passage, self._like = None, clip
        self._number += 1
        if self._bridge.state in {State.STARTING, State.READY}:
            self._send_like(clip, self._number)

    def again(self) -> None:
        """Ask once more: the library changed, or the space."""
        if self._like is not None:
            self.ask_like(self._like)
        else:
            self.ask(self._passage)

    def _send_like(self, clip: Suggestion, number: int) -> None:
        asked = time.perf_counter()

        def answered(result: dict[str, Any]) -> None:
            if number == self._number:
                found = tuple(Suggestion.from_json(s, "Sound") for s in result["suggestions"])
                taken = 1000 * (time.perf_counter() - asked)
                self.arrived.emit(Answer(clip.title, clip.emotion, found, taken))

        def refused(error: EngineError) -> None:
            if number == self._number and not isinstance(error, Replaced | EngineGone):
                self.failed.emit(str(error))

        like = {"track": clip.track, "start": clip.start, "end": clip.end}
        params: dict[str, Any] = {"like": [like], "k": CARDS, "channel": "cursor"}
        if self.project is not None:
            params["project"] = str(self.project)
        self._bridge.request("library.similar", params, answered, refused)

    def _send(self, passage: str, number: int) -> None:
        asked = time.perf_counter()
        space = self._spaces.title(self._spaces.current)
        params: dict[str, Any] = {"text": passage, "k": CARDS, "channel": "cursor"}
        if self._spaces.chosen is not None:
            params["space"] = self._spaces.chosen
        if self.project is not None:
            params["project"] = str(self.project)

        def answered(result: dict[str, Any]) -> None:
            if number != self._number:
                return
            entry = result["passages"][0]
            self.arrived.emit(
                Answer(
                    passage,
                    Emotion.from_json(entry["emotion"]),
                    tuple(Suggestion.from_json(s, space) for s in entry["suggestions"]),
                    1000 * (time.perf_counter() - asked),
                )
            )

        def refused(error: EngineError) -> None:
            if number != self._number or isinstance(error, Replaced | EngineGone):
                return
            if error.exit_code is ExitCode.LIBRARY:
                self._feel(passage, number, asked)  # no music, but the ear can hear the text
            self.failed.emit(str(error))

        self._bridge.request("suggest", params, answered, refused)

    def _feel(self, passage: str, number: int, asked: float) -> None:
        def answered(result: dict[str, Any]) -> None:
            if number == self._number:
                emotion = Emotion.from_json(result["emotions"][0])
                taken = 1000 * (time.perf_counter() - asked)
                self.arrived.emit(Answer(passage, emotion, (), taken))

        self._bridge.request("emotion", {"texts": [passage], "channel": "cursor"}, answered)

    def _engine_changed(self, state: State, _: str) -> None:
        if state is State.READY and self._passage:
            self._send(self._passage, self._number)
        elif state is State.READY and self._like is not None:
            self._send_like(self._like, self._number)

    def _space_changed(self) -> None:
        if self._bridge.is_ready and self._passage:
            self.again()


@dataclass(frozen=True)
class Waveform:
    """How a track looks: `peaks` 0…255 over its whole length, and its moods over time.

    `starts` are the chunks' beginnings in seconds, `moods` one name-to-share map a chunk.
    """

    duration: float
    peaks: bytes
    starts: tuple[float, ...]
    moods: tuple[Mapping[str, float], ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Waveform:
        """Take it out of an answer of the engine's `track.waveform`."""
        curve = data["curve"]
        return cls(
            duration=float(data["duration"]),
            peaks=bytes(data["peaks"]),
            starts=tuple(curve["starts"]),
            moods=tuple(
                {name: shares[i] for name, shares in curve["moods"].items()}
                for i in range(len(curve["starts"]))
            ),
        )


class Waveforms(QObject):
    """Fetches waveforms as they are first wanted, and keeps the last few hundred."""

    ready = Signal(str)  # a track whose waveform is there now
    _KEPT = 400  # about 1.2 kB each, drawn form aside

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._known: dict[str, Waveform] = {}
        self._asked: set[str] = set()

    def get(self, track: str) -> Waveform | None:
        """The waveform, if it is there; else it is asked for, and `ready` tells."""
        if track in self._known:
            return self._known[track]
        if track and track not in self._asked:
            self._asked.add(track)

            def answered(result: dict[str, Any]) -> None:
                self._asked.discard(track)
                while len(self._known) >= self._KEPT:
                    self._known.pop(next(iter(self._known)))
                self._known[track] = Waveform.from_json(result)
                self.ready.emit(track)

            self._bridge.request(
                "track.waveform", {"track": track}, answered, lambda _: self._asked.discard(track)
            )
        return None

    def known(self, track: str) -> Waveform | None:
        """The waveform, if it is there; it is not asked for."""
        return self._known.get(track)

    def forget(self) -> None:
        """The library was scanned: ask anew."""
        self._known.clear()
