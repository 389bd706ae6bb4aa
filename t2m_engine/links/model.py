"""What an editor is to a link: its project, tracks, clips and markers, and how to add to them.

All times are seconds of the project's timeline, from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from t2m_engine.errors import ExitCode, T2MError


class Trouble(Enum):
    """What kept an editor from taking something."""

    ABSENT = "absent"  # it is not running, or its plug-in is not
    BUSY = "busy"  # it does not answer in time, or says that it cannot now
    GONE = "gone"  # it ended while it was asked
    OTHER_PROJECT = "other_project"
    LOCKED = "locked"  # the track is
    OCCUPIED = "occupied"  # no track has room
    REFUSED = "refused"  # the editor said no, and why
    UNCONFIRMED = "unconfirmed"  # reading back did not find what was sent


class EditorError(T2MError):
    """An editor did not take, or did not tell, what it was asked for; `trouble` says why."""

    exit_code = ExitCode.EDITOR

    def __init__(self, trouble: Trouble, message: str) -> None:
        self.trouble = trouble
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Track:
    """An audio track; `locked` ones take nothing."""

    name: str
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A clip that lies on an editor's timeline: `track` counts from 0 in `State.tracks`.

    `file` is None where the editor does not tell what the clip plays.
    """

    track: int
    name: str
    start: float
    length: float
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker, guide, label or region; `end` is `start` for a point."""

    name: str
    notes: str
    start: float
    end: float

    @property
    def text(self) -> str:
        """Name and notes: what it says, as a passage."""
        return "\n".join(filter(None, (self.name.strip(), self.notes.strip())))


@dataclass(frozen=True, slots=True)
class State:
    """A project as an editor shows it.

    `frame_rate` is None where the editor counts in samples; `playhead` where it does not tell.
    `tracks` is None where nothing is known of them (a new project that was never saved).
    """

    project: str
    frame_rate: Fraction | None = None
    playhead: float | None = None
    tracks: tuple[Track, ...] | None = ()
    clips: tuple[Placed, ...] = ()
    markers: tuple[Marker, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A finished audio `file` of `length` seconds, to be laid at `start` on a track.

    `track` counts from 0; one beyond the project's tracks is a new one, where the editor can make
    one.
    """

    file: Path
    name: str
    start: float
    length: float
    track: int = 0


Check = Callable[[], None]
"""Raises CancelledError when nobody wants the answer any more."""


class Link(Protocol):
    """An editor that runs. Nothing that it does alters or removes what is there."""

    title: str
    """What people call it."""
    makes_tracks: bool
    """Whether `place` may name a track that is not there yet."""
    own_tracks: bool
    """Whether each clip gets a new track, whatever is wished."""
    at_playhead: bool
    """Whether `place` can lay clips at a playhead that `read` does not tell."""

    def answers(self) -> bool:
        """Whether it is there to be asked: found out in a moment, and nothing is read."""

    def read(self, check: Check) -> State:
        """Return what the editor shows now: probe, playhead, markers and read-back in one.

        Raises EditorError.
        """

    def place(self, items: Sequence[Item], state: State, check: Check, *, here: bool) -> None:
        """Add clips, in one undo step where the editor has it; all of them or none.

        `state` is what `read` returned: with another project shown, nothing is done. With `here`
        the items' starts count from the playhead. Raises EditorError.
        """

    def undo(self, state: State) -> None:
        """Take back what `place` did last, to be again as `state`. Raises EditorError."""
