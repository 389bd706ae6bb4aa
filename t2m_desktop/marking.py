"""What the writer says of suggested music, told to the library; every word can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.mark_buttons import BEST, WORST
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.translation import tr
from t2m_engine.service.client import EngineError


class Marking(QObject):
    """Marks tracks, and remembers what was played and used for the project."""

    marked = Signal(str, object)  # a track, and what is another now: {"rating", "favourite", …}
    unwanted = Signal()  # something must not be suggested any more, or may again
    said = Signal(str)

    def __init__(
        self, bridge: EngineBridge, undo: QUndoStack, project: Callable[[], str | None],
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._undo, self._project = bridge, undo, project

    def favourite(self, clip: Suggestion) -> None:
        """Make it a favourite, or none any more."""
        on = not clip.favourite
        words = tr("favourite") if on else tr("no favourite")
        self._change(clip, {"favourite": on}, {"favourite": not on}, words)

    def thumb(self, clip: Suggestion, *, up: bool) -> None:
        """Give a thumb up or down; the same one again takes it back."""
        wanted = BEST if up else WORST
        rating = 0 if clip.rating == wanted else wanted
        words = tr("thumb up") if up else tr("thumb down")
        hides = WORST in {rating, clip.rating}
        self._change(clip, {"rating": rating}, {"rating": clip.rating}, words, hides=hides)
        if rating == WORST:
            self.said.emit(tr("“{}” is not suggested again.").format(clip.title))

    def exclude(self, clip: Suggestion) -> None:
        """It is not for this project."""
        project = self._project()
        if project is None:
            self.said.emit(tr("Save the manuscript first: then music can be left out of it."))
            return
        words = tr("not for this project")
        self._change(clip, {"exclude": [project]}, {"include": [project]}, words, hides=True)
        self.said.emit(tr("“{}” is not suggested for this manuscript.").format(clip.title))

    def heard(self, track: str, start: float, end: float) -> None:
        """Remember that it was played."""
        self._bridge.request("history.add", self._entry("played", track, start, end))

    def use(self, clip: Suggestion) -> None:
        """Remember that it was carried into another program, or saved."""
        if not clip.used:
            self._use(clip, on=True)

    def not_used(self, clip: Suggestion) -> None:
        """It was not used after all."""
        if clip.used:
            self._undo.push(
                _Change(
                    tr("not used after all"),
                    lambda: self._use(clip, on=False),
                    lambda: self._use(clip, on=True),
                )
            )

    def _use(self, clip: Suggestion, *, on: bool) -> None:
        if on:
            method, params = "history.add", self._entry("used", clip.track, clip.start, clip.end)
        else:
            method = "history.take_back"
            params = self._entry("used", clip.track, clip.start, clip.end)
            del params["start"], params["end"]
        self._ask(method, params, lambda: self.marked.emit(clip.track, {"used": on}))

    def _entry(self, kind: str, track: str, start: float, end: float) -> dict[str, Any]:
        entry: dict[str, Any] = {"kind": kind, "track": track, "start": start, "end": end}
        if (project := self._project()) is not None:
            entry["project"] = project
        return entry

    def _change(
        self,
        clip: Suggestion,
        after: dict[str, Any],
        before: dict[str, Any],
        words: str,
        *,
        hides: bool = False,
    ) -> None:
        def put(change: dict[str, Any]) -> None:
            def done() -> None:
                shown = {k: v for k, v in change.items() if k in ("rating", "favourite")}
                if shown:
                    self.marked.emit(clip.track, shown)
                if hides:
                    self.unwanted.emit()

            self._ask("library.mark", {"tracks": [clip.track], **change}, done)

        self._undo.push(_Change(words, lambda: put(after), lambda: put(before)))

    def _ask(self, method: str, params: dict[str, Any], done: Callable[[], object]) -> None:
        def failed(error: EngineError) -> None:
            self.said.emit(str(error))

        self._bridge.request(method, params, lambda _: done(), failed)


class _Change(QUndoCommand):
    """Something that is done, and can be taken back."""

    def __init__(self, words: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        super().__init__(words)
        self._do, self._back = do, undo

    def redo(self) -> None:
        """Do it."""
        self._do()

    def undo(self) -> None:
        """Take it back."""
        self._back()
