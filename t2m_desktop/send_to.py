"""Editors that run: which answer, what goes to them and was read back, what their markers say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from t2m_desktop.bridge import EngineBridge
from t2m_desktop.clips import Clips
from t2m_desktop.commands import EDITORS
from t2m_desktop.engine_speech import said
from t2m_desktop.feeling import clock
from t2m_desktop.suggestions import Suggestion
from t2m_desktop.translation import tr, tr_n
from t2m_engine.service.client import EngineError, EngineGone


class SendTo(QObject):
    """Lays clips and cues on the timelines of editors that run."""

    said = Signal(str)
    refused = Signal(str, str)  # what people call the editor, and why it did not take it
    taken = Signal(object)  # the suggestions that lie in an editor now
    marked = Signal(str, str)  # what an editor's markers say, as a manuscript, and its name
    looked = Signal()  # it is known anew who answers

    def __init__(self, bridge: EngineBridge, clips: Clips, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._clips = bridge, clips
        self.answering: frozenset[str] | None = None  # names of editors; None: not known yet

    def look(self) -> None:
        """Ask which editors answer now; `looked` comes later."""

        def came(result: dict[str, Any]) -> None:
            self.answering = frozenset(one["name"] for one in result["editors"] if one["answers"])
            self.looked.emit()

        self._bridge.request("editor.list", {}, came)

    def clips(self, chosen: Sequence[Suggestion], editor: str) -> None:
        """Lay clips one after the other at the playhead of an editor."""
        chosen = list(chosen)

        def send(paths: list[Path]) -> None:
            self._send(
                editor,
                {"files": [str(path) for path in paths]},
                lambda: self.taken.emit(chosen),
            )

        self._clips.take(chosen)
        self._clips.make_all(chosen, send, self.said.emit)

    def cues(self, score: Path, numbers: Sequence[int], editor: str) -> None:
        """Lay cues of a score in an editor, at their times; no numbers: all of them."""
        wanted: dict[str, Any] = {"score": str(score)}
        if numbers:
            wanted["cues"] = list(numbers)
        self._send(editor, wanted)

    def ask_markers(self, editor: str) -> None:
        """Ask what an editor's markers say; `marked` comes later, or `refused`."""
        title = EDITORS[editor]

        def came(shown: dict[str, Any]) -> None:
            text = of_markers(shown["markers"])
            if text:
                self.marked.emit(text, shown["project"] or title)
            else:
                self.refused.emit(title, tr("It shows no markers with words."))

        def failed(error: EngineError) -> None:
            self.refused.emit(title, str(error))

        self.said.emit(tr("Asking {editor} …").format(editor=title))
        self._bridge.request("editor.look", {"editor": editor}, came, failed)

    def _send(
        self, editor: str, what: dict[str, Any], done: Callable[[], object] = lambda: None
    ) -> None:
        title = EDITORS[editor]

        def came(found: dict[str, Any]) -> None:
            self.said.emit(confirmed(title, found))
            done()

        def failed(error: EngineError) -> None:
            if isinstance(error, EngineGone):
                self.said.emit(str(error))
            else:
                self.refused.emit(title, str(error))

        def going(progress: dict[str, Any]) -> None:
            if progress["text"]:
                self.said.emit(said(progress["text"]))

        self.said.emit(tr("Sending to {editor} …").format(editor=title))
        self._bridge.request("editor.send", {"editor": editor, **what}, came, failed, going)


def of_markers(markers: Sequence[dict[str, Any]]) -> str:
    """A manuscript in Markdown: each marker that has words is a scene, in their order in time."""
    spoken = sorted((m for m in markers if m["text"].strip()), key=lambda marker: marker["start"])
    scenes = []
    for marker in spoken:
        times = clock(marker["start"])
        if marker["end"] > marker["start"]:
            times += f"–{clock(marker['end'])}"
        heading = " ".join(filter(None, (times, marker["name"].strip())))
        words = " ".join(marker["text"].split())
        scenes.append(f"## {heading}\n\n{words}\n")
    return "\n".join(scenes)


def confirmed(title: str, found: dict[str, Any]) -> str:
    """What was read back from an editor, in a sentence or some."""
    clips = found["clips"]
    first = min(clips, key=lambda clip: clip["start"])
    what = first["name"] if len(clips) == 1 else tr_n("%n clip", "%n clips", len(clips))
    tracks = ", ".join(str(number) for number in sorted({clip["track"] for clip in clips}))
    told = tr("Read back from {editor}: {what} at {time}, track {tracks}.").format(
        editor=title, what=what, time=clock(first["start"]), tracks=tracks
    )
    return " ".join([told, *map(said, found["notes"])])


class EditorMenu(QMenu):
    """“Send to”: the editors that answer, and those that do not, which cannot be chosen."""

    def __init__(
        self, sending: SendTo, send: Callable[[str], object], parent: QWidget, title: str
    ) -> None:
        super().__init__(title, parent)
        self._sending, self._send = sending, send
        self.setToolTipsVisible(True)
        sending.looked.connect(self._fill)
        self.aboutToShow.connect(sending.look)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        answering = self._sending.answering
        if answering is None:
            self.addAction(tr("Looking for editors…")).setEnabled(False)
            return
        for name in (name for name in EDITORS if name in answering):
            self.addAction(EDITORS[name], lambda name=name: self._send(name))
        if answering:
            self.addSeparator()
        for name in (name for name in EDITORS if name not in answering):
            action = self.addAction(tr("{editor} does not answer").format(editor=EDITORS[name]))
            action.setToolTip(tr("It is not running, or what t2m needs in it is switched off"))
            action.setEnabled(False)
