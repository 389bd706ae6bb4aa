"""The score that is open: planning, opening, changing, undoing and rendering it, by the engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from t2m_desktop import counting
from t2m_desktop.bridge import EngineBridge
from t2m_desktop.engine_speech import said
from t2m_desktop.feeling import clock
from t2m_desktop.score.model import Cue, Score, Wishes
from t2m_desktop.translation import tr
from t2m_engine.service.client import Cancelled, EngineError, EngineGone
from t2m_engine.service.supervisor import State

_FALLS = 2  # of the engine in one scoring, after which it is left to the user
SOUND = "temp_score.wav"
PLAN = "plan.toml"

Change = dict[str, Any]


class ScoreDesk(QObject):
    """One score at a time. What is asked is asked in order: each change sees the one before it."""

    opened = Signal()  # another score is open, or none
    changed = Signal(object)  # the plan is another; the Score that it was before
    told = Signal(object)  # sentences: what planning it anew made different
    refused = Signal()  # a change was not made; why is said
    worked = Signal()  # scoring or rendering began, went on, or ended: `job`, `step`, `share`
    said = Signal(str)

    def __init__(self, bridge: EngineBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.out: Path | None = None
        self.score: Score | None = None
        self.job = ""  # "scoring", "rendering" or ""
        self.step = ""  # of the job, for people
        self.share: float | None = None  # of the job that is done; None while not known
        self.files: tuple[Path, ...] = ()
        self.stale = False  # the sound in the folder is of an earlier plan
        self._revision: Any = None
        self._past: list[Any] = []
        self._future: list[Any] = []
        self._waiting: deque[list[Change]] = deque()
        self._asking = False
        self._request: int | None = None
        self._planning: dict[str, Any] | None = None
        self._falls = 0
        bridge.state_changed.connect(self._engine_changed)

    @property
    def can_undo(self) -> bool:
        """Whether a change can be taken back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a change that was taken back can be made again."""
        return bool(self._future)

    def plan(self, manuscript: Path, out: Path, wishes: Wishes, *, fresh: bool = False) -> None:
        """Score a manuscript in the folder `out`, and open it.

        Of a score that is there, only what changed is planned anew; `fresh`: everything.
        """
        self._falls = 0
        params = {"manuscript": str(manuscript), "out": str(out), **wishes.as_params()}
        self._plan({**params, "fresh": True} if fresh else params)

    def open(self, out: Path) -> None:
        """Open the score in a folder."""

        def came(result: dict[str, Any]) -> None:
            self._take(out, result)

        def failed(error: EngineError) -> None:
            if not isinstance(error, EngineGone):
                self.said.emit(str(error))

        self._bridge.request("score.open", {"out": str(out)}, came, failed)

    def change(self, *changes: Change) -> None:
        """Change the plan; changes of one call are one step for undo."""
        if self.score is not None and not self.job:
            self._waiting.append(list(changes))
            self._next()

    def undo(self) -> None:
        """Take the last change back."""
        self._go_back(self._past, self._future)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._go_back(self._future, self._past)

    def render(self) -> None:
        """Write the sound anew: temp score, stems, media."""
        if self.out is None or self.job:
            return
        self._begin("rendering", tr("Rendering the sound"))
        self._request = self._bridge.request(
            "score.render", {"out": str(self.out)}, self._rendered, self._failed, self._progressed
        )

    def write_timeline(self, name: str) -> None:
        """Write the score's timeline for another program, in the format that is called `name`."""
        if self.out is None or self.job:
            return
        self._begin("rendering", tr("Writing the timeline"))
        self._request = self._bridge.request(
            "score.timelines",
            {"out": str(self.out), "timelines": [name]},
            self._timeline_written,
            self._failed,
            self._progressed,
        )

    def cancel(self) -> None:
        """Stop scoring or rendering."""
        if self._request is not None:
            self._bridge.cancel(self._request)
            self.step = tr("Stopping…")
            self.worked.emit()

    # What comes back

    def _plan(self, params: dict[str, Any]) -> None:
        if self.job:
            return
        self._planning = params
        self._begin("scoring", tr("Reading the manuscript"))
        self._request = self._bridge.request(
            "score", params, self._planned, self._failed, self._progressed
        )

    def _planned(self, result: dict[str, Any]) -> None:
        assert self._planning is not None
        out = Path(self._planning["out"])
        self._planning = None

        def came(opened: dict[str, Any]) -> None:
            before = self.score if self.out == out else None
            self._end()
            self.files = tuple(Path(file) for file in result["files"])
            past = [*self._past, self._revision] if before is not None else []
            self._take(out, opened)
            self._past = past  # planning anew can be undone, too
            assert self.score is not None
            if before is None:
                cues = counting.cues(len(self.score.cues))
                scenes = counting.scenes(len(self.score.scenes))
                self.said.emit(
                    tr("{cues} in {scenes}, {duration} read aloud").format(
                        cues=cues, scenes=scenes, duration=clock(self.score.duration)
                    )
                )
            else:
                self.told.emit(
                    result.get("difference") or [tr("Planned anew: nothing is different.")]
                )

        self._request = None
        self._bridge.request("score.open", {"out": str(out)}, came, self._failed)

    def _take(self, out: Path, result: dict[str, Any]) -> None:
        """Another score; or the same one, planned anew, or in a new engine."""
        before = self.score if out == self.out else None
        self.out, self.score = out, Score.from_json(result["plan"])
        self._revision = result["revision"]
        self._past, self._future = [], []
        self._waiting.clear()
        self._asking = False
        self.stale = _older(out / SOUND, out / PLAN)
        if before is None:
            self.opened.emit()
        else:
            self.changed.emit(before)

    def _next(self) -> None:
        if self._asking or not self._waiting or not self._bridge.is_ready:
            return
        self._asking = True
        params = {"out": str(self.out), "changes": self._waiting.popleft()}

        def came(result: dict[str, Any]) -> None:
            self._past.append(self._revision)
            self._future = []
            self._show(result)
            self.said.emit(" ".join(map(said, notable(result["difference"]))))

        self._bridge.request("score.change", params, came, self._refused)

    def _go_back(self, source: list[Any], target: list[Any]) -> None:
        if not source or self._asking or self.job:
            return
        self._asking = True

        def came(result: dict[str, Any]) -> None:
            source.pop()
            target.append(self._revision)
            self._show(result)

        params = {"out": str(self.out), "revision": source[-1]}
        self._bridge.request("score.restore", params, came, self._refused)

    def _show(self, result: dict[str, Any]) -> None:
        before, self.score = self.score, Score.from_json(result["plan"])
        self._revision = result["revision"]
        self._asking = False
        self.stale = True
        self.changed.emit(before)
        self._next()

    def _refused(self, error: EngineError) -> None:
        self._asking = False
        self._waiting.clear()
        self.refused.emit()
        if not isinstance(error, EngineGone):  # then it is opened again, and says so
            self.said.emit(str(error))

    # Long work

    def _begin(self, job: str, step: str) -> None:
        self.job, self.step, self.share = job, step, None
        self.worked.emit()

    def _end(self) -> None:
        self.job, self.step, self.share, self._request = "", "", None, None
        self.worked.emit()

    def _progressed(self, progress: dict[str, Any]) -> None:
        if not self.job:
            return
        self.step = said(progress["text"]) or self.step
        total = float(progress["total"])
        self.share = float(progress["done"]) / total if total else None
        self.worked.emit()

    def _timeline_written(self, result: dict[str, Any]) -> None:
        self._end()
        first = Path(result["files"][0])
        self.said.emit(tr("Wrote {name} in {parent}").format(name=first.name, parent=first.parent))

    def _rendered(self, result: dict[str, Any]) -> None:
        self.files = tuple(Path(file) for file in result["files"])
        self.stale = False
        self._end()
        self.said.emit(
            tr("Rendered: {counted} in {out}").format(
                counted=counting.files(len(self.files)), out=self.out
            )
        )

    def _failed(self, error: EngineError) -> None:
        scoring, self._planning = self._planning, None
        self._end()
        if isinstance(error, Cancelled):
            self.said.emit(tr("Stopped. What was there before is as it was."))
        elif isinstance(error, EngineGone) and scoring is not None and self._falls < _FALLS:
            # The engine fell over. What it has done is kept; the new one goes on from there.
            self._falls += 1
            self._planning = {**scoring, "resume": True}
            self.said.emit(tr("The engine stopped; the scoring goes on when it is back."))
        else:
            self.said.emit(str(error))

    def _engine_changed(self, state: State, _: str) -> None:
        if state is not State.READY:
            self._asking = False
        elif self._planning is not None and not self.job:
            self._plan(self._planning)
        elif self.out is not None:
            self.open(self.out)  # the new engine knows nothing of it


def notable(difference: Sequence[str]) -> list[str]:
    """The sentences of a difference without the count of what stayed, if there are others."""
    return [s for s in difference if not s.endswith("unchanged.")] or list(difference)


def first_difference(before: Score | None, after: Score) -> float | None:
    """From which time on two plans sound different; None: they sound alike."""
    if before is None:
        return 0.0
    old, new = ({_sound(cue) for cue in score.cues} for score in (before, after))
    return min((start for start, *_ in old ^ new), default=None)


def _sound(cue: Cue) -> tuple[Any, ...]:
    return cue.start, cue.end, cue.track, cue.pieces, cue.muted, cue.fade_in, cue.fade_out


def _older(sound: Path, plan: Path) -> bool:
    try:
        return sound.stat().st_mtime < plan.stat().st_mtime - 60  # written in one go
    except OSError:
        return True
