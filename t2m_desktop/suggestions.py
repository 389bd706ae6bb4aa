"""From the passage under the cursor to suggestions: asking, waiting, what came back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.editor.view import Passage
from t2m_desktop.feeling import Emotion, apart, why
from t2m_desktop.spaces import Spaces
from t2m_engine.errors import ExitCode
from t2m_engine.service.client import EngineError, EngineGone, Replaced
from t2m_engine.service.supervisor import State
from t2m_engine.sidecar import NO_STEER, Steer

CARDS = 10
NOT_BAD = "-rating:1"
"""A thumb down is a rating of 1: such music is not suggested again."""
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
    why: str = ""  # it fits, in words
    apart: float = 0.0  # from what was wanted, in the plane
    duration: float = 0.0  # of the track, seconds; 0: not known
    tempo: float | None = None  # beats a minute
    tonality: str = ""  # "F#m"
    loudness: float | None = None  # LUFS
    peak: float = 0.0  # dBTP
    rating: int = 0  # 1…5; 0: none
    favourite: bool = False
    excluded: bool = False  # not for this project
    used: bool = False  # for this project

    @classmethod
    def from_json(
        cls, data: Mapping[str, Any], space: str = "", wanted: Emotion | None = None
    ) -> Suggestion:
        """Take one suggestion out of an answer; `wanted` is the feeling that it is to fit."""
        facts, marks = data.get("facts") or {}, data.get("marks") or {}
        emotion = Emotion.from_json(data)
        return cls(
            rank=int(data["rank"]),
            track=data["track"],
            start=float(data["start"]),
            end=float(data["end"]),
            score=float(data["score"]),
            title=data.get("title") or Path(data["track"]).stem,
            artist=data.get("artist") or "",
            emotion=emotion,
            space=space,
            why=why(wanted, emotion) if wanted else "",
            apart=apart(wanted, emotion) if wanted else 0.0,
            duration=float(data.get("duration") or 0.0),
            tempo=facts.get("tempo"),
            tonality=facts.get("key") or "",
            loudness=facts.get("loudness"),
            peak=float(facts.get("true_peak") or 0.0),
            rating=int(marks.get("rating") or 0),
            favourite=bool(marks.get("favourite")),
            used=bool(data.get("used")),
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
    steered: Emotion | None = None  # what its writer wants in the place of what was read
    spread: tuple[float, float, float] | None = None  # of its moods in the plane
    narrowed: bool = False  # filters were asked for
    ranked: str = ""  # the space that ranked, for people; "": none did

    @property
    def felt(self) -> Emotion:
        """The feeling that music was looked for with."""
        return self.steered or self.emotion


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
        self._steer = NO_STEER
        self._of_scene = True  # the passage is the manuscript's, not words that were searched for
        self._filter = ""
        self.unlike: tuple[Suggestion, ...] = ()
        self.project: Path | None = None  # the manuscript: what was excluded from it stays away
        self._number = 0
        bridge.state_changed.connect(self._engine_changed)
        spaces.changed.connect(self._space_changed)

    def follow(self, passage: Passage | None) -> None:
        """Take the passage under the cursor."""
        self.ask(passage.text if passage else None, of_scene=True)

    @property
    def passage(self) -> str | None:
        """The passage of the manuscript that music is shown for; None: it is for something else."""
        return self._passage if self._of_scene else None

    def steer(self, steer: Steer) -> None:
        """The writer says this of the scene from now on."""
        if steer != self._steer:
            self._steer = steer
            if self._of_scene and self._passage:
                self.again()

    def narrow(self, only: str) -> None:
        """Let through only what meets a query of the library's from now on."""
        if only != self._filter:
            self._filter = only
            self.again()

    def less_like(self, clips: Iterable[Suggestion]) -> None:
        """Look for music that is less like these clips from now on."""
        clips = tuple(clips)
        if clips != self.unlike:
            self.unlike = clips
            self.again()

    def ask(self, text: str | None, *, of_scene: bool = False) -> None:
        """Ask for music for a text: words, or a passage `of_scene`, which its writer may steer."""
        self._of_scene = of_scene
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
        elif self._passage:
            self.ask(self._passage, of_scene=self._of_scene)

    def _wishes(self) -> dict[str, Any]:
        wishes: dict[str, Any] = {"k": CARDS, "channel": "cursor"}
        if self.project is not None:
            wishes["project"] = str(self.project)
        if self.unlike:
            wishes["unlike"] = [
                {"track": clip.track, "start": clip.start, "end": clip.end} for clip in self.unlike
            ]
        wishes["filter"] = f"{self._filter} {NOT_BAD}".strip()
        return wishes

    def _send_like(self, clip: Suggestion, number: int) -> None:
        asked = time.perf_counter()

        def answered(result: dict[str, Any]) -> None:
            if number == self._number:
                found = tuple(
                    Suggestion.from_json(s, "Sound", clip.emotion) for s in result["suggestions"]
                )
                taken = 1000 * (time.perf_counter() - asked)
                narrowed = bool(self._filter)
                answer = Answer(clip.title, clip.emotion, found, taken, narrowed=narrowed)
                self.arrived.emit(answer)

        def refused(error: EngineError) -> None:
            if number == self._number and not isinstance(error, Replaced | EngineGone):
                self.failed.emit(str(error))

        like = {"track": clip.track, "start": clip.start, "end": clip.end}
        params = {"like": [like], **self._wishes()}
        self._bridge.request("library.similar", params, answered, refused)

    def _send(self, passage: str, number: int) -> None:
        asked = time.perf_counter()
        params = {"text": passage, **self._wishes()}
        if self._spaces.chosen is not None:
            params["space"] = self._spaces.chosen
        if self._of_scene and self._steer:
            params["steer"] = self._steer.as_json()

        def answered(result: dict[str, Any]) -> None:
            if number != self._number:
                return
            entry = result["passages"][0]
            emotion = Emotion.from_json(entry["emotion"])
            steered = Emotion.from_json(entry["steered"]) if entry.get("steered") else None
            ranked = self._spaces.title(entry.get("space") or self._spaces.current)
            spread = entry.get("spread")
            self.arrived.emit(
                Answer(
                    passage,
                    emotion,
                    tuple(
                        Suggestion.from_json(s, ranked, steered or emotion)
                        for s in entry["suggestions"]
                    ),
                    1000 * (time.perf_counter() - asked),
                    steered,
                    (spread[0], spread[1], spread[2]) if spread else None,
                    bool(self._filter),
                    ranked,
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

    def moods_between(self, start: float, end: float) -> dict[str, float]:
        """The shares of its moods, as a mean over a stretch of it (seconds)."""
        ends = [*self.starts[1:], self.duration]
        shares = [
            (max(0.0, min(end, last) - max(start, first)), moods)
            for first, last, moods in zip(self.starts, ends, self.moods, strict=True)
        ]
        total = sum(length for length, _ in shares)
        if total <= 0.0:
            return {}
        return {
            name: sum(length * moods[name] for length, moods in shares) / total
            for name in self.moods[0]
        }


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
