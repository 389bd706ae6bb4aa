"""The parameters of a call, taken one by one and checked; what is wrong is InvalidParamsError."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from t2m_engine.service.protocol import InvalidParamsError
from t2m_engine.sidecar import Steer


class Params:
    """Named parameters. Each is taken once; `done` refuses what no one took."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._content = dict(content)

    def has(self, name: str) -> bool:
        """Say whether `name` is there; null is as good as not there."""
        if self._content.get(name) is None:
            self._content.pop(name, None)
            return False
        return True

    def text(self, name: str) -> str:
        """Take a string."""
        return _string(self._take(name), name)

    def optional_text(self, name: str) -> str | None:
        """Take a string; None where it is missing or null."""
        value = self._content.pop(name, None)
        return None if value is None else _string(value, name)

    def texts(self, name: str) -> list[str]:
        """Take a list of strings, at least one."""
        return [_string(value, name) for value in self._list(name)]

    def path(self, name: str) -> Path:
        """Take an absolute path: the engine's current folder is no one's business."""
        return _absolute(self.text(name), name)

    def path_or_none(self, name: str) -> Path | None:
        """Take an absolute path; None where it is an empty text."""
        value = self.text(name)
        return _absolute(value, name) if value else None

    def paths(self, name: str) -> list[Path]:
        """Take a list of absolute paths, at least one."""
        return [_absolute(value, name) for value in self.texts(name)]

    def number(self, name: str, *, least: float, most: float) -> float:
        """Take a number within least…most."""
        return self._within(self._take(name), name, least, most)

    def optional_number(self, name: str, default: float, *, least: float, most: float) -> float:
        """Take a number within least…most, or `default`."""
        value = self._content.pop(name, None)
        return default if value is None else self._within(value, name, least, most)

    def integer(self, name: str, default: int, *, least: int, most: int) -> int:
        """Take a whole number within least…most, or `default`."""
        value = self._content.pop(name, None)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise InvalidParamsError(f"“{name}” is a whole number.")
        return int(self._within(value, name, least, most))

    def integers(self, name: str, *, least: int, most: int) -> list[int]:
        """Take a list of whole numbers within least…most, at least one."""
        return [
            Params({name: value}).integer(name, least, least=least, most=most)
            for value in self._list(name)
        ]

    def flag(self, name: str) -> bool:
        """Take a truth value; False where it is missing or null."""
        value = self._content.pop(name, None)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise InvalidParamsError(f"“{name}” is true or false.")
        return value

    def passages(self, name: str) -> list[tuple[Any, str]]:
        """Take a list of {"id", "text"}, at least one, as (id, text).

        An id is any string or number; a missing one is the passage's place in the list, from 1.
        """
        passages = []
        for place, value in enumerate(self._list(name), start=1):
            if not isinstance(value, dict) or set(value) - {"id", "text"}:
                raise InvalidParamsError(f"“{name}” is a list of objects with “id” and “text”.")
            identifier = value.get("id", place)
            if isinstance(identifier, bool) or not isinstance(identifier, str | int | float):
                raise InvalidParamsError("The “id” of a passage is a string or a number.")
            if "text" not in value:
                raise InvalidParamsError(f"The passage {identifier!r} has no “text”.")
            passages.append((identifier, _string(value["text"], "text")))
        return passages

    def stretches(self, name: str) -> list[tuple[Path, float, float]]:
        """Take a list of {"track", "start", "end"}, at least one, as (path, seconds, seconds)."""
        found = []
        for value in self._list(name):
            if not isinstance(value, dict):
                raise InvalidParamsError(
                    f"“{name}” is a list of objects with “track”, “start” and “end”."
                )
            one = Params(value)
            times = [one.number(key, least=0.0, most=1e9) for key in ("start", "end")]
            found.append((one.path("track"), times[0], times[1]))
            one.done()
        return found

    def examples(self, name: str) -> list[tuple[Path, float | None, float | None]]:
        """Take a list of {"track", and optional "start", "end"}, at least one; None: not given."""
        found = []
        for value in self._list(name):
            if not isinstance(value, dict):
                raise InvalidParamsError(f"“{name}” is a list of objects with “track”.")
            one = Params(value)
            track = one.path("track")
            start, end = (
                one.number(side, least=0.0, most=1e9) if one.has(side) else None
                for side in ("start", "end")
            )
            one.done()
            found.append((track, start, end))
        return found

    def steer(self, name: str) -> Steer:
        """Take what a writer says of a feeling."""
        try:
            return Steer.from_json(self._take(name))
        except ValueError as error:
            raise InvalidParamsError(f"“{name}”: {error}") from None

    def anything(self, name: str) -> Any:
        """Take what is there, of any kind."""
        return self._take(name)

    def done(self) -> None:
        """Refuse parameters that were not taken: a misspelt one must not pass in silence."""
        if self._content:
            names = ", ".join(f"“{name}”" for name in sorted(self._content))
            raise InvalidParamsError(f"Unknown parameters: {names}.")

    def _take(self, name: str) -> Any:
        try:
            return self._content.pop(name)
        except KeyError:
            raise InvalidParamsError(f"The parameter “{name}” is missing.") from None

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if not isinstance(value, list) or not value:
            raise InvalidParamsError(f"“{name}” is a list with at least one entry.")
        return value

    @staticmethod
    def _within(value: Any, name: str, least: float, most: float) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise InvalidParamsError(f"“{name}” is a number.")
        if not least <= value <= most:
            raise InvalidParamsError(f"“{name}” lies within {least} and {most}.")
        return value


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise InvalidParamsError(f"“{name}” is text.")
    if name not in _PATHS:
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise InvalidParamsError(f"“{name}” holds half of a surrogate pair.") from None
    return value


_PATHS = frozenset(
    {"folders", "path", "paths", "track", "manuscript", "out", "narration", "project"}
)
"""Names of files may hold bytes of no encoding, which Python carries as lone surrogates."""


def _absolute(value: str, name: str) -> Path:
    path = Path(value)
    if "\0" in value or not path.is_absolute():
        raise InvalidParamsError(f"“{name}” takes absolute paths.")
    return path
