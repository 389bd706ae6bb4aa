"""What the user says of tracks: changed through the engine, with undo and redo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop import counting
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.library.columns import Row, title_of
from t2m_desktop.translation import tr
from t2m_engine.service.client import EngineError

Marked = dict[str, Any]
MOST = 100
"""Changes that can be undone."""
_PLAIN = ("rating", "favourite", "notes", "licence")


@dataclass(frozen=True)
class Change:
    """One thing that the user did: marks by tracks' paths, before and after it, and its name."""

    before: dict[str, Marked]
    after: dict[str, Marked]
    words: str


class Marking(QObject):
    """Changes marks. A change is shown when the engine has it, and can be undone then."""

    changed = Signal(object)  # {path: marks}
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def mark(self, rows: Sequence[Row], change: dict[str, Any]) -> None:
        """Change the marks of `rows`: fields of the engine's `library.mark`."""
        before = {row["track"]: dict(row["marks"]) for row in rows}

        def came(answer: dict[str, Any]) -> None:
            after = {entry["track"]: entry["marks"] for entry in answer["tracks"]}
            if all(after.get(track) == marks for track, marks in before.items()):
                return
            self._done = [*self._done[-MOST + 1 :], Change(before, after, _words(rows))]
            self._undone.clear()
            self.changed.emit(after)

        self._ask(list(before), change, came)

    def undo(self) -> None:
        """Take the last change back."""
        if not self._done:
            self.said.emit(tr("There is nothing to undo in the library."))
            return
        change = self._done.pop()
        self._undone.append(change)
        self._bring(change.after, change.before)
        self.said.emit(tr("Undone: the marks of %1").replace("%1", change.words))

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if not self._undone:
            self.said.emit(tr("There is nothing to redo in the library."))
            return
        change = self._undone.pop()
        self._done.append(change)
        self._bring(change.before, change.after)
        self.said.emit(tr("Done again: the marks of %1").replace("%1", change.words))

    def _bring(self, now: dict[str, Marked], wanted: dict[str, Marked]) -> None:
        alike: dict[str, tuple[dict[str, Any], list[str]]] = {}
        for track, marks in wanted.items():
            params = difference(now[track], marks)
            if params:
                alike.setdefault(repr(sorted(params.items())), (params, []))[1].append(track)
        for params, tracks in alike.values():
            self._ask(
                tracks,
                params,
                lambda answer: self.changed.emit(
                    {entry["track"]: entry["marks"] for entry in answer["tracks"]}
                ),
            )

    def _ask(self, tracks: list[str], change: dict[str, Any], came: Any) -> None:
        def refused(error: EngineError) -> None:
            self.said.emit(str(error))

        self._bridge.request("library.mark", {"tracks": tracks, **change}, came, refused)


def difference(now: Marked, wanted: Marked) -> dict[str, Any]:
    """What to ask of `library.mark` so that `now` becomes `wanted`."""
    params: dict[str, Any] = {name: wanted[name] for name in _PLAIN if now[name] != wanted[name]}
    for add, take, name in (("tag", "untag", "tags"), ("exclude", "include", "excluded")):
        if new := [value for value in wanted[name] if value not in now[name]]:
            params[add] = new
        if old := [value for value in now[name] if value not in wanted[name]]:
            params[take] = old
    return params


def _words(rows: Sequence[Row]) -> str:
    return f"“{title_of(rows[0])}”" if len(rows) == 1 else counting.tracks(len(rows))
