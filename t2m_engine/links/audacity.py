"""Audacity, through its module mod-script-pipe (Edit → Preferences → Modules).

Each file comes on a new track: Audacity's scripting imports no other way. It tells neither its
project's name nor where its cursor is. Source: manual.audacityteam.org/man/scripting_reference.
"""

from __future__ import annotations

import errno
import json
import os
import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from t2m_engine.links.model import (
    Check,
    EditorError,
    Item,
    Marker,
    Placed,
    State,
    Track,
    Trouble,
)

ANSWERING = 20.0
"""Seconds in which a command that only tells something is answered, unless Audacity is busy."""
IMPORTING = 300.0
"""Seconds that importing a file may take."""
_REOPENED = 2.0
"""Seconds in which it listens again after somebody spoke to it."""
_SETTLED = 0.03
"""Seconds after which who still listens goes on listening."""


class AudacityLink:
    """A link to the Audacity whose pipes lie in `folder`."""

    title = "Audacity"
    makes_tracks = True
    own_tracks = True
    at_playhead = False

    def __init__(self, folder: Path = Path("/tmp"), *, answering: float = ANSWERING) -> None:  # noqa: S108 - where Audacity puts them
        self._folder = folder
        self._answering = answering

    def answers(self) -> bool:
        """See `Link.answers`."""
        try:
            pipe = self._pipe_named("to")
            os.close(_listened(pipe, within=_REOPENED if pipe.exists() else 0.0))
        except OSError:
            return False
        return True

    def read(self, check: Check) -> State:
        """See `Link.read`; the project has no name, and the playhead is not told."""
        check()
        with self._pipe() as pipe:
            return _state(pipe)

    def place(self, items: Sequence[Item], state: State, check: Check, *, here: bool) -> None:
        """See `Link.place`. Its import is an undo step; one that fails takes back all."""
        assert not here, "its cursor is not known"
        for item in items:
            if not item.file.is_file():  # Audacity would show a dialog, and wait for its end
                raise EditorError(Trouble.REFUSED, f"{item.file} is gone. Nothing was sent.")
        with self._pipe() as pipe:
            try:
                for item in items:
                    check()
                    _place(pipe, item)
            except BaseException:
                _take_back(pipe, state)
                raise

    def undo(self, state: State) -> None:
        """See `Link.undo`."""
        with self._pipe() as pipe:
            _take_back(pipe, state)

    @contextmanager
    def _pipe(self) -> Iterator[_Pipe]:
        if os.name == "nt":
            raise EditorError(
                Trouble.ABSENT, "Audacity's pipes are not spoken to on Windows. Drag the clip."
            )
        try:
            to = _listened(self._pipe_named("to"))
        except OSError as error:
            raise EditorError(
                Trouble.ABSENT,
                "Audacity does not answer: it is not running, or its scripting is switched off "
                "(Edit → Preferences → Modules: mod-script-pipe Enabled, then start it again). "
                "Nothing was sent.",
            ) from error
        back = -1
        try:
            back = os.open(self._pipe_named("from"), os.O_RDONLY | os.O_NONBLOCK)
            os.set_blocking(to, True)
            yield _Pipe(to, back, self._answering)
        except BrokenPipeError as error:
            raise EditorError(Trouble.GONE, _GONE) from error
        finally:
            os.close(to)
            if back >= 0:
                os.close(back)

    def _pipe_named(self, way: str) -> Path:
        if os.name == "nt":
            raise FileNotFoundError(errno.ENOENT, "no pipe")
        return self._folder / f"audacity_script_pipe.{way}.{os.getuid()}"


def _listened(pipe: Path, within: float = _REOPENED) -> int:
    """Open the pipe to Audacity; OSError when nobody listens to it `within` so many seconds.

    After each who spoke to it Audacity makes its pipes anew, and for a moment listens to none: a
    pipe that is left within `_SETTLED` was the one before.
    """
    end = time.monotonic() + within
    while True:
        try:
            opened = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno not in (errno.ENXIO, errno.ENOENT) or time.monotonic() > end:
                raise
        else:
            if not _left(opened, _SETTLED):
                return opened
            os.close(opened)
            if time.monotonic() > end:
                raise OSError(errno.ENXIO, "nobody listens any more", str(pipe))
        time.sleep(0.05)


def _left(pipe: int, within: float) -> bool:
    """Whether nobody reads a pipe any more, or stops `within` so many seconds."""
    left = select.poll()
    left.register(pipe, 0)  # asks for nothing else
    return bool(left.poll(1000 * within))


_GONE = (
    "Audacity ended in the middle of it. What it had saved is as it was; it offers the rest when "
    "it is started again."
)


class _Pipe:
    """Commands and their answers, which end with an empty line."""

    def __init__(self, to: int, back: int, answering: float) -> None:
        self._to = to
        self._back = back
        self._answering = answering
        self._left = b""
        self._heard = False

    def do(self, command: str, limit: float | None = None) -> str:
        """Return what Audacity says to a command; EditorError where it fails, or is too late."""
        os.write(self._to, f"{command}\n".encode("utf-8", "surrogateescape"))
        answer = self._answer(time.monotonic() + (limit or self._answering))
        text, _, verdict = answer.rpartition("BatchCommand finished: ")
        if verdict.strip() != "OK":
            raise EditorError(
                Trouble.REFUSED, f"Audacity did not do it ({command.partition(':')[0]})."
            )
        return text.strip()

    def _answer(self, end: float) -> str:
        while b"\n\n" not in self._left.lstrip(b"\n"):
            left = end - time.monotonic()
            if left <= 0:
                raise EditorError(
                    Trouble.BUSY,
                    "Audacity does not answer: it is busy, or shows a dialog. Close it, and send "
                    "again.",
                )
            ready, _, _ = select.select([self._back], [], [], min(left, 0.5))
            if not ready:
                continue
            block = os.read(self._back, 65_536)
            if block:
                self._heard = True
            elif self._heard or _left(self._to, 0.0):
                raise EditorError(Trouble.GONE, _GONE)
            else:  # it has not opened its end yet
                time.sleep(0.02)
            self._left += block
        whole, _, self._left = self._left.lstrip(b"\n").partition(b"\n\n")
        return whole.decode("utf-8", "replace")

    def told(self, what: str) -> Any:
        """Return what GetInfo tells, read from its JSON."""
        text = self.do(f"GetInfo: Type={what} Format=JSON")
        try:
            return json.loads(text)
        except ValueError as error:
            raise EditorError(
                Trouble.REFUSED, f"Audacity's list of {what.lower()} cannot be read."
            ) from error


def _state(pipe: _Pipe) -> State:
    tracks = pipe.told("Tracks")
    waves = [number for number, track in enumerate(tracks) if track["kind"] == "wave"]
    clips = tuple(
        Placed(
            waves.index(clip["track"]),
            tracks[clip["track"]]["name"],
            float(clip["start"]),
            float(clip["end"]) - float(clip["start"]),
        )
        for clip in pipe.told("Clips")
        if clip["track"] in waves
    )
    markers = tuple(
        Marker(text, "", float(start), float(end))
        for _, labels in pipe.told("Labels")
        for start, end, text in labels
    )
    return State("", None, None, tuple(Track(tracks[n]["name"]) for n in waves), clips, markers)


def _place(pipe: _Pipe, item: Item) -> None:
    count = len(pipe.told("Tracks"))
    pipe.do(f"Import2: Filename={_quoted(str(item.file))}", IMPORTING)
    tracks = pipe.told("Tracks")
    new = [n for n in range(len(tracks)) if tracks[n]["kind"] == "wave"][-1]
    if len(tracks) != count + 1:
        raise EditorError(Trouble.REFUSED, f"Audacity did not import {item.file}.")
    pipe.do(f"SelectTracks: Track={new} TrackCount=1 Mode=Set")
    if item.start > 0.0:
        pipe.do(f"SetClip: At=0 Start={item.start:.9f}")
    pipe.do(f"SetTrack: Name={_quoted(item.name)}")


def _take_back(pipe: _Pipe, state: State) -> None:
    """Remove the tracks that came last, until there are as many as before.

    Not by Audacity's undo: moving and naming a clip are no steps of their own there, so that it
    would also move what was sent before.
    """
    while True:
        tracks = pipe.told("Tracks")
        waves = [number for number, track in enumerate(tracks) if track["kind"] == "wave"]
        if len(waves) <= len(state.tracks or ()):
            return
        pipe.do(f"SelectTracks: Track={waves[-1]} TrackCount=1 Mode=Set")
        pipe.do("RemoveTracks:")


def _quoted(text: str) -> str:
    """A word of Audacity's own: in quotes, with these and backslashes escaped."""
    plain = text.replace("\n", " ").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
