"""plan.toml: a score as a file that people read and edit, written and read."""

from __future__ import annotations

import difflib
import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

import tomlkit

from t2m_engine.errors import InputError, UsageError
from t2m_engine.export.cue import FRAME_RATES, clock
from t2m_engine.export.plan_json import rate_name
from t2m_engine.score.plan_rows import CueRow, Place, PlanFile, SceneRow, SilenceRow
from t2m_engine.score.wishes import Wishes

FORMAT = 1
_HEADER = """\
The score of “{title}”, for you to read and change.

Change it, then run `t2m score` on the manuscript with this folder again: your changes stay, and
only what else has changed is planned anew (the text, the wishes, music that is gone). With
--fresh everything is. Comments are yours while you edit; t2m writes the file anew.

[wishes]    density is from 0 (sparse) to 1 (wall-to-wall); style is follow, underscore or
            counterpoint; wpm is words a minute; fps one of {rates}.
            vetoes are tracks that play nowhere.
[[cue]]     in and out say when it is heard (h:mm:ss.mmm of the story), track what, from this
            folder on, and from where in the track; its “to” follows. gain_db is decibels, fades
            are seconds. A cue that you change is pinned, as with pinned = true: it stays,
            whatever else is wished. muted = true keeps its place without a sound; vetoed = true
            means: this track nowhere. Delete a cue, and its stretch stays silent; add one with
            in, out and track, and it plays.
[[silence]] where you want no music: in and out.
[[scene]]   the scenes, for orientation.

text and place say where in the manuscript something belongs. Leave them as they are."""

# Writing


def to_toml(plan: PlanFile, folder: Path) -> str:
    """Return the text of a plan.toml that lies in `folder`."""
    base = _base(plan.manuscript, folder)

    def path(value: Path) -> str:
        return _path_text(value, folder, base)

    header = _clean(_HEADER.format(title=plan.title, rates=", ".join(FRAME_RATES)))
    lines = [f"# {line}".rstrip() for line in header.splitlines()]
    lines += ["", *_table("", _top(plan, path))]
    lines += ["", *_table("[wishes]", _wishes(plan.wishes, path))]
    for scene in plan.scenes:
        lines += ["", *_table("[[scene]]", _scene(scene))]
    for cue in plan.cues:
        lines += ["", *_table("[[cue]]", _cue(cue, path))]
    for silence in plan.silences:
        lines += ["", *_table("[[silence]]", _silence(silence))]
    return "\n".join(lines) + "\n"


_Fields = list[tuple[str, Any]]


def _table(head: str, fields: _Fields) -> list[str]:
    """The lines of a table; a value of None is left out."""
    lines = [head] if head else []
    for name, value in fields:
        if value is not None:
            lines.append(f"{name} = {_toml(value)}")
    return lines


def _toml(value: Any) -> str:
    # Plain values by hand: with tomlkit's own a novel's plan takes seconds at each change.
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Place):
        numbers = ", ".join(f"{name} = {getattr(value, name)!r}" for name in _PLACE[:-1])
        return f"{{{numbers}, digest = {_toml(value.digest)}}}"
    return tomlkit.item(value).as_string()


def _top(plan: PlanFile, path: Callable[[Path], str]) -> _Fields:
    return [
        ("format", FORMAT),
        ("title", _clean(plan.title)),
        ("manuscript", path(plan.manuscript) if plan.manuscript is not None else None),
        ("pack", plan.pack),
    ]


def _wishes(wishes: Wishes, path: Callable[[Path], str]) -> _Fields:
    vetoes = tomlkit.array()
    vetoes.extend(path(track) for track in wishes.vetoes)
    return [
        ("density", wishes.density),
        ("style", wishes.style),
        ("wpm", wishes.words_per_minute),
        ("fps", rate_name(wishes.frame_rate)),
        ("seed", wishes.seed),
        ("space", wishes.space),
        ("narration", path(wishes.narration) if wishes.narration is not None else None),
        ("vetoes", vetoes.multiline(len(wishes.vetoes) > 1)),
    ]


def _scene(row: SceneRow) -> _Fields:
    return [
        ("number", row.number),
        ("title", _clean(row.title)),
        ("in", clock(row.start)),
        ("out", clock(row.end)),
        *_where(row.text, row.place),
    ]


def _cue(row: CueRow, path: Callable[[Path], str]) -> _Fields:
    return [
        ("number", row.number),
        ("scene", row.scene),
        ("in", clock(row.start)),
        ("out", clock(row.end)),
        ("track", path(row.track)),
        ("from", _clock(row.source_start)),
        ("to", _clock(row.source_end)),
        ("gain_db", row.gain_db),
        ("fade_in", row.fade_in),
        ("fade_out", row.fade_out),
        ("pinned", row.pinned),
        ("muted", row.muted),
        ("vetoed", row.vetoed),
        *_where(row.text, row.place),
    ]


def _silence(row: SilenceRow) -> _Fields:
    return [("in", clock(row.start)), ("out", clock(row.end)), *_where(row.text, row.place)]


def _where(text: str, place: Place | None) -> _Fields:
    return [("text", text or None), ("place", place)]


def _clock(time: float | None) -> str | None:
    return None if time is None else clock(time)


def _clean(text: str) -> str:
    """Text as TOML may hold it; a byte of no encoding is shown as a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_CONTROL)


_CONTROL = {code: " " for code in (*range(32), 127) if code != 10}


def _base(manuscript: Path | None, folder: Path) -> Path:
    """The folder whose files are named from the score's on: so a book can be moved as a whole."""
    if manuscript is not None and folder.is_relative_to(manuscript.parent):
        return manuscript.parent
    return folder


def _path_text(path: Path, folder: Path, base: Path) -> str:
    if path.is_relative_to(base):
        text = Path(os.path.relpath(path, folder)).as_posix()
        text = f"./{text}" if text.startswith(("~", "file:")) else text
    else:
        text = path.as_posix()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # bytes of no encoding, which no TOML can hold
        return path.as_uri()
    return text


# Reading


def from_toml(text: str, path: Path) -> PlanFile:
    """Return what the plan.toml at `path` says, whose content is `text`.

    Raises InputError that names the line: no TOML, a name that is none, a value of the wrong
    kind, a cue that ends before it starts.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        words = str(error).replace("(at line ", "in line ").replace(", column ", ", column ")
        raise InputError(path, f"is not TOML: {words.rstrip(')')}", _REMEDY) from None
    return _Reading(text, path, content).plan()


_REMEDY = "Mend the line, or score into another folder."


class _Reading:
    """One file being read: it knows where each value stands, for whoever has to mend it."""

    def __init__(self, text: str, path: Path, content: dict[str, Any]) -> None:
        self._text = text
        self._path = path
        self._folder = path.parent
        self._content = content

    def plan(self) -> PlanFile:
        top = _Values(self, "", 0, self._content)
        if top.take("format", _integer, FORMAT) != FORMAT:
            raise self.error("", 0, "format", "is of a newer t2m")
        manuscript = top.take("manuscript", self._file, None)
        plan = PlanFile(
            title=top.take("title", _string, ""),
            manuscript=manuscript,
            pack=top.take("pack", _string, ""),
            wishes=self._wishes(top.table("wishes")),
            scenes=tuple(map(self._scene, top.tables("scene"))),
            cues=tuple(map(self._cue, top.tables("cue"))),
            silences=tuple(map(self._silence, top.tables("silence"))),
        )
        top.done()
        return plan

    def _wishes(self, values: _Values) -> Wishes:
        usual = Wishes()
        try:
            wishes = Wishes(
                density=values.take("density", _number, usual.density),
                style=values.take("style", _string, usual.style),
                words_per_minute=values.take("wpm", _number, usual.words_per_minute),
                frame_rate=values.take("fps", _rate, usual.frame_rate),
                seed=values.take("seed", _integer, usual.seed),
                space=values.take("space", _string, None),
                narration=values.take("narration", self._file, None),
                vetoes=tuple(map(self._file, values.take("vetoes", _strings, []))),
            )
        except UsageError as error:
            raise self.error("wishes", 0, "", str(error).rstrip(".")) from None
        values.done()
        return wishes

    def _scene(self, values: _Values) -> SceneRow:
        start, end = self._stretch(values)
        row = SceneRow(
            number=values.take("number", _integer),
            title=values.take("title", _string, ""),
            start=start,
            end=end,
            text=values.take("text", _string, ""),
            place=self._place(values),
        )
        values.done()
        return row

    def _cue(self, values: _Values) -> CueRow:
        start, end = self._stretch(values)
        row = CueRow(
            start=start,
            end=end,
            track=values.take("track", self._file),
            number=values.take("number", _integer, None),
            scene=values.take("scene", _integer, None),
            source_start=values.take("from", _time, None),
            source_end=values.take("to", _time, None),
            gain_db=values.take("gain_db", _decibels, None),
            fade_in=values.take("fade_in", _seconds, None),
            fade_out=values.take("fade_out", _seconds, None),
            pinned=values.take("pinned", _flag, False),
            muted=values.take("muted", _flag, False),
            vetoed=values.take("vetoed", _flag, False),
            text=values.take("text", _string, ""),
            place=self._place(values),
        )
        values.done()
        return row

    def _silence(self, values: _Values) -> SilenceRow:
        start, end = self._stretch(values)
        row = SilenceRow(start, end, values.take("text", _string, ""), self._place(values))
        values.done()
        return row

    def _stretch(self, values: _Values) -> tuple[float, float]:
        start, end = values.take("in", _time), values.take("out", _time)
        if end <= start:
            raise values.error("out", "comes before “in”" if end < start else "is “in” again")
        return start, end

    def _place(self, values: _Values) -> Place | None:
        content = values.take("place", _mapping, None)
        if content is None:
            return None
        inner = values.inside("place", content)
        place = Place(
            inner.take("start", _count),
            inner.take("end", _count),
            inner.take("since", _seconds),
            inner.take("until", _seconds),
            inner.take("words", _count),
            inner.take("digest", _string),
        )
        inner.done()
        return place

    def _file(self, value: Any) -> Path:
        text = _string(value)
        if not text or "\0" in text:
            raise _UnfitError("is the name of a file")
        if text.startswith("file:///"):
            path = Path(os.fsdecode(unquote_to_bytes(text.removeprefix("file://"))))
        else:
            path = Path(text).expanduser() if text.startswith("~") else Path(text)
        return Path(os.path.normpath(self._folder / path))

    def error(self, table: str, place: int, name: str, reason: str) -> InputError:
        """What is wrong with the value `name` of the table that is the `place`-th of its name."""
        what = f"“{name}” " if name else ""
        return InputError(
            self._path, f"cannot be used: line {self.line(table, place, name)}: {what}{reason}",
            _REMEDY,
        )  # fmt: skip

    def line(self, table: str, place: int, name: str) -> int:
        """The line of a value, or of its table where it is not found, from 1."""
        lines = self._text.split("\n")
        heads = self._heads(lines, table) if table else [-1]
        first = heads[place] if place < len(heads) else -1
        value = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]")
        for number in range(first + 1, len(lines) if name else 0):
            if lines[number].lstrip().startswith("["):
                break
            if value.match(lines[number]):
                return number + 1
        below = self._heads(lines, name) if name and not table else []
        return max(0, below[0] if below else first) + 1

    @staticmethod
    def _heads(lines: list[str], table: str) -> list[int]:
        head = re.compile(rf"\s*\[\[?\s*[\"']?{re.escape(table)}[\"']?\s*\]")
        return [number for number, line in enumerate(lines) if head.match(line)]


_Value = TypeVar("_Value")
_REQUIRED: Any = object()
_PLACE = ("start", "end", "since", "until", "words", "digest")


@dataclass(slots=True)
class _Values:
    """The values of one table; `take` checks each, and `done` refuses names that nobody took."""

    reading: _Reading
    table_name: str
    number: int
    content: Mapping[str, Any]
    outer: str = ""
    _taken: list[str] = field(default_factory=list)

    def take(self, name: str, check: Callable[[Any], _Value], default: Any = _REQUIRED) -> Any:
        """The value `name` as `check` makes it; `check` raises _UnfitError."""
        self._taken.append(name)
        if name not in self.content:
            if default is _REQUIRED:
                raise self.error("", f"has no “{name}”")
            return default
        try:
            return check(self.content[name])
        except _UnfitError as error:
            raise self.error(name, str(error)) from None

    def table(self, name: str) -> _Values:
        content = self.take(name, _mapping, {})
        return _Values(self.reading, name, 0, content)

    def tables(self, name: str) -> list[_Values]:
        rows = self.take(name, _mappings, [])
        return [_Values(self.reading, name, place, row) for place, row in enumerate(rows)]

    def inside(self, name: str, content: Mapping[str, Any]) -> _Values:
        return _Values(self.reading, self.table_name, self.number, content, name)

    def done(self) -> None:
        for name in self.content:
            if name not in self._taken:
                near = difflib.get_close_matches(name, self._taken, 1)
                hint = f"; “{near[0]}” may be meant" if near else ""
                raise self.error(name, f"is a name that nothing has{hint}")

    def error(self, name: str, reason: str) -> InputError:
        if self.outer:
            name, reason = self.outer, f"has a wrong “{name}”: it {reason}" if name else reason
        elif not name and self.table_name:
            reason = f"the {self.table_name} {reason}"
        return self.reading.error(self.table_name, self.number, name, reason.rstrip("."))


class _UnfitError(Exception):
    """A value is not what it should be; the message, after its name, says what that is."""


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise _UnfitError("is text in quotes")
    return value


def _strings(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise _UnfitError("is a list of texts in quotes")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _UnfitError("is true or false")
    return value


def _integer(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _UnfitError("is a whole number")
    return value


def _count(value: Any) -> int:
    if _integer(value) < 0:
        raise _UnfitError("is a whole number from 0")
    return int(value)


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise _UnfitError("is a number")
    return float(value)


def _decibels(value: Any) -> float:
    if not -100.0 <= _number(value) <= 40.0:
        raise _UnfitError("is decibels, from −100 to 40")
    return round(float(value), 3)


def _seconds(value: Any) -> float:
    if not 0.0 <= _number(value) <= LATEST:
        raise _UnfitError("is seconds, from 0")
    return round(float(value), 3)


LATEST = 3.6e6
"""Seconds: a thousand hours, beyond which a time is a slip of the hand."""
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,9})?)")


def _time(value: Any) -> float:
    """Seconds, from "h:mm:ss.mmm", "m:ss" or a number, to the millisecond."""
    if isinstance(value, str):
        match = _CLOCK.fullmatch(value.strip())
        if match is None or float(match[3]) >= 60.0 or (match[1] and int(match[2]) >= 60):
            raise _UnfitError('is a time such as "0:01:02.500", or seconds')
        value = 3600 * int(match[1] or 0) + 60 * int(match[2]) + float(match[3])
    return _seconds(value)


def _rate(value: Any) -> Fraction:
    name = f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else value
    if name not in FRAME_RATES:
        raise _UnfitError(f"is one of {', '.join(FRAME_RATES)}")
    return FRAME_RATES[name]


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _UnfitError("is a table")
    return value


def _mappings(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise _UnfitError("is a list of tables, each under its name in [[ ]]")
    return value
