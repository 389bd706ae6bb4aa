"""A link through a folder: for plug-ins that live inside an editor and have files, but no sockets.

The folder is `links/EDITOR` in t2m's cache folder, open to its owner only. What lies there:

`here` is written by the plug-in every two seconds, with the project's name and, on Linux, the
process that it runs in (`process`, its number, and when it began: field 22 of /proc/PID/stat), so
that a crash is told of at once. To ask, t2m lays a `request` there; the plug-in takes it by
renaming it to `taken`, does it, and lays an `answer` (written as `answer.part`, renamed when it is
whole). A request that nobody took in time is withdrawn, by a rename that only one of the two can
win: what t2m gave up is never done later.

Each file is lines of words between tabs, UTF-8; a tab, line end or backslash in a word is written
as \\t, \\n, \\r or \\\\. A request is

    t2m-link  1
    id        ID
    expires   UNIX TIME, after which it must not be taken
    project   NAME that must be shown, or nothing
    do        read, place or undo
    clip      FILE  NAME  START  LENGTH  TRACK   (of place: seconds; the track counts from 0)
    end

and an answer

    t2m-link  1
    id        ID
    error     TROUBLE  SENTENCE       (in place of all that follows; of model.Trouble)
    project   NAME
    rate      NUMERATOR  DENOMINATOR  (frames a second; no line where it counts samples)
    playhead  SECONDS
    track     NAME  1 where it is locked, or 0
    clip      TRACK  NAME  START  LENGTH  FILE
    marker    NAME  NOTES  START  END
    end

`place` adds all of its clips or none, in one undo step; tracks beyond the last are made.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path

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

if sys.platform != "win32":
    import fcntl

VERSION = "1"
ALIVE = 10.0
"""Seconds after which a plug-in that did not say that it is there is not: it does every two."""
TAKING = 15.0
"""Seconds in which a plug-in that is there takes a request, unless its editor is busy."""
ANSWERING = 120.0
"""Seconds in which an editor that took a request does it: it may import and draw minutes."""
_LOOK = 0.05
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class MailboxLink:
    """A link to the plug-in that watches `folder`."""

    own_tracks = False
    at_playhead = False
    makes_tracks = True

    def __init__(
        self,
        title: str,
        folder: Path,
        plugin: str,
        *,
        taking: float = TAKING,
        answering: float = ANSWERING,
    ) -> None:
        """`plugin` says what must run in the editor, such as "its t2m script"."""
        self.title = title
        self._folder = folder
        self._plugin = plugin
        self._taking = taking
        self._answering = answering
        self._seen: list[str] | None = None  # the editor's process, while it was running

    def answers(self) -> bool:
        """See `Link.answers`."""
        age = self._age()
        return age is not None and age <= ALIVE

    def read(self, check: Check) -> State:
        """See `Link.read`."""
        return self._state(self._ask([["do", "read"]], "", check))

    def place(self, items: Sequence[Item], state: State, check: Check, *, here: bool) -> None:
        """See `Link.place`."""
        assert not here, "these editors tell their playhead"
        rows = [["do", "place"]]
        for item in items:
            times = [f"{seconds:.9f}" for seconds in (item.start, item.length)]
            rows.append(["clip", str(item.file), item.name, *times, str(item.track)])
        self._ask(rows, state.project, check)

    def undo(self, state: State) -> None:
        """See `Link.undo`."""
        self._ask([["do", "undo"]], state.project, lambda: None)

    def _ask(self, rows: list[list[str]], project: str, check: Check) -> list[list[str]]:
        """Send a request, and return the rows of its answer."""
        with self._alone():
            self._look()
            name = secrets.token_hex(8)
            head = [
                ["t2m-link", VERSION],
                ["id", name],
                ["expires", str(int(time.time() + self._taking + 1))],
                ["project", project],
            ]
            for old in ("request", "taken", "answer"):
                (self._folder / old).unlink(missing_ok=True)
            part = self._folder / "request.part"
            try:
                part.write_bytes(encode([*head, *rows, ["end"]]))
                part.replace(self._folder / "request")
            except OSError as error:
                raise EditorError(
                    Trouble.REFUSED, f"{self._folder} cannot be written to: {error.strerror}."
                ) from error
            self._wait_until_taken(check)
            return self._answer(name)

    def _look(self) -> None:
        """Refuse where nobody is there."""
        age = self._age()
        if age is None or age > 3600 or self._ended():
            raise EditorError(
                Trouble.ABSENT,
                f"{self.title} does not answer: it is not running, or {self._plugin} is not "
                "switched on in it. Nothing was sent. How to install it: packaging/plugins.",
            )

    def _wait_until_taken(self, check: Check) -> None:
        """Wait until the request was taken; withdraw it where it is not, or not wanted."""
        request = self._folder / "request"
        end = time.monotonic() + self._taking
        while request.exists():
            try:
                check()
            except BaseException:
                if self._withdraw():
                    raise
                return  # it was taken in this moment: what was begun is seen to its end
            ended = self._ended()
            if ended or time.monotonic() > end:
                if not self._withdraw():
                    return
                age = time.time() - (self._folder / "here").stat().st_mtime
                if ended or age > ALIVE:
                    raise EditorError(
                        Trouble.ABSENT if ended or age > 2 * self._taking else Trouble.BUSY,
                        f"{self.title} was last heard of {age:.0f} s ago: it has ended, or it is "
                        "busy, or shows a dialog. Nothing was sent.",
                    )
                raise EditorError(
                    Trouble.BUSY,
                    f"{self.title} is busy, and did not take it in {self._taking:g} s. Nothing was "
                    "sent: wait until it is idle, or close its dialog.",
                )
            time.sleep(_LOOK)

    def _withdraw(self) -> bool:
        """Take the request back; False where the plug-in was faster."""
        try:
            (self._folder / "request").rename(self._folder / "withdrawn")
        except FileNotFoundError:
            return False
        (self._folder / "withdrawn").unlink(missing_ok=True)
        return True

    def _answer(self, name: str) -> list[list[str]]:
        answer = self._folder / "answer"
        end = time.monotonic() + self._answering
        while not answer.exists():
            if self._ended() and not answer.exists():
                raise EditorError(
                    Trouble.GONE,
                    f"{self.title} ended in the middle of it. What it had saved is as it was: "
                    "start it again, and look before you send again.",
                )
            age = self._age()
            if time.monotonic() > end or (age is not None and age > self._answering):
                raise EditorError(
                    Trouble.GONE,
                    f"{self.title} took it and did not answer: it has crashed, or is very busy. "
                    "Look into its project: what it saved before is as it was.",
                )
            time.sleep(_LOOK)
        rows = decode(answer.read_bytes())
        if rows[:2] != [["t2m-link", VERSION], ["id", name]] or rows[-1:] != [["end"]]:
            raise EditorError(
                Trouble.REFUSED,
                f"What answers for {self.title} speaks another version. Install the plug-in that "
                "came with this t2m.",
            )
        for row in rows:
            if row[0] == "error":
                trouble = next((t for t in Trouble if t.value == row[1]), Trouble.REFUSED)
                raise EditorError(trouble, row[2])
        return rows[2:-1]

    def _age(self) -> float | None:
        try:
            return time.time() - (self._folder / "here").stat().st_mtime
        except OSError:
            return None

    def _ended(self) -> bool:
        """Whether the editor's process, which was seen running before, does so no more.

        One that was never seen may be in a container, under another number.
        """
        try:
            rows = decode((self._folder / "here").read_bytes())
        except OSError:
            return False
        told = next((row[1:3] for row in rows if len(row) > 2 and row[0] == "process"), None)
        if told is None:
            return False
        if _runs(*told):
            self._seen = told
            return False
        return self._seen == told

    @staticmethod
    def _state(rows: list[list[str]]) -> State:
        one = {row[0]: row[1:] for row in rows}
        try:
            return State(
                project=one["project"][0],
                frame_rate=Fraction(int(one["rate"][0]), int(one["rate"][1]))
                if "rate" in one
                else None,
                playhead=float(one["playhead"][0]) if "playhead" in one else None,
                tracks=tuple(Track(r[1], r[2] == "1") for r in rows if r[0] == "track"),
                clips=tuple(
                    Placed(int(r[1]), r[2], float(r[3]), float(r[4]), Path(r[5]) if r[5] else None)
                    for r in rows
                    if r[0] == "clip"
                ),
                markers=tuple(
                    Marker(r[1], r[2], float(r[3]), float(r[4])) for r in rows if r[0] == "marker"
                ),
            )
        except (KeyError, IndexError, ValueError) as error:
            raise EditorError(
                Trouble.REFUSED, f"The plug-in's answer is none ({error}). Install it anew."
            ) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder: one asks at a time."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            descriptor = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise EditorError(
                Trouble.REFUSED, f"{self._folder} cannot be written to: {error.strerror}."
            ) from error
        try:
            if sys.platform != "win32":
                self._take(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _take(self, descriptor: int) -> None:
        end = time.monotonic() + self._taking
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            if time.monotonic() > end:
                raise EditorError(
                    Trouble.BUSY, f"Another t2m talks to {self.title} just now. Send again later."
                )
            time.sleep(_LOOK)


def _runs(process: str, started: str) -> bool:
    """Whether the process of this number began at this time, and has not ended."""
    try:
        told = Path("/proc", process, "stat").read_text("utf-8", "replace")
    except (OSError, ValueError):
        return False
    fields = told.rpartition(")")[2].split()  # its name, before that, may hold anything
    return len(fields) > 19 and fields[0] not in "ZX" and fields[19] == started


def encode(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows of words as lines."""
    lines = ["\t".join(_escaped(word) for word in row) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def decode(content: bytes) -> list[list[str]]:
    """Return the rows of words in `content`."""
    text = content.decode("utf-8", "surrogateescape")
    return [[_plain(word) for word in line.split("\t")] for line in text.split("\n") if line]


def _escaped(word: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in word)


def _plain(word: str) -> str:
    plain = {"t": "\t", "n": "\n", "r": "\r"}
    letters: list[str] = []
    source = iter(word)
    for letter in source:
        if letter != "\\":
            letters.append(letter)
        else:
            follower = next(source, "")
            letters.append(plain.get(follower, follower))
    return "".join(letters)
