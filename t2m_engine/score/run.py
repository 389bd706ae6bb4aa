"""The whole way: a manuscript in, a score's files out, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import CancelledError, InputError, UsageError
from t2m_engine.export.cue import FRAME_RATES, CuePlan, clock
from t2m_engine.export.plan_json import rate_name
from t2m_engine.score.anchors import pins_of, unpin
from t2m_engine.score.checkpoint import Checkpoint, RememberingReader
from t2m_engine.score.feelings import feelings_beside
from t2m_engine.score.folder import room_for
from t2m_engine.score.hand import Hand
from t2m_engine.score.opening import read_cues, read_plan_text
from t2m_engine.score.outputs import (
    CUES,
    NO_EXTRAS,
    PLAN,
    RENDERED,
    SHEETS,
    SOUND,
    Extras,
    put_rendered,
    put_sheets,
)
from t2m_engine.score.plan import plan
from t2m_engine.score.plan_file import from_toml
from t2m_engine.score.plan_rows import PlanFile, Score
from t2m_engine.score.rescoring import (
    Moved,
    Reasons,
    apart,
    hold,
    lay_over,
    read_earlier,
    tell,
)
from t2m_engine.score.shelf import Shelf
from t2m_engine.score.styles import space_for
from t2m_engine.score.wishes import Pin, Wishes
from t2m_engine.text.manuscript import Manuscript, read_manuscript

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.catalogue import Catalogue

FILES = SHEETS + RENDERED
"""What a score consists of, in one folder."""
OLD_PLAN = "plan.old.toml"
"""What a plan.toml is called that --fresh has put out of use."""
PLANNED = 65.0
"""Percent of a run until its cues are planned; then they are mixed."""

Progress = Callable[[float, float, str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score, the files that it was written to, and what is `different` from the one before."""

    score: Score
    files: tuple[Path, ...]
    different: tuple[str, ...] = ()

    @property
    def plan(self) -> CuePlan:
        """The plan."""
        return self.score.plan

    def _unmixed(self) -> list[str]:
        if any(file.name == SOUND for file in self.files):
            return []
        return [
            f"There is no temp score of {clock(self.plan.end).split('.')[0]}: it is mixed where it "
            "is asked for (--sound)."
        ]

    def as_json(self) -> dict[str, Any]:
        """The form of the command line and of the JSON-RPC."""
        return {
            "cues": len(self.plan.cues),
            "scenes": len(self.plan.scenes),
            "duration": round(self.plan.duration, 3),
            "files": [str(file) for file in self.files],
            "notes": [*self.plan.notes, *self._unmixed()],
            "difference": list(self.different),
        }


def _unwatched(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def score_manuscript(
    manuscript: Path,
    out: Path,
    *,
    pack: ModelPack,
    catalogue: Catalogue,
    checkpoint: Path,
    usual: Wishes = Wishes(),  # noqa: B008 - immutable
    wished: Mapping[str, Any] | None = None,
    resume: bool = False,
    fresh: bool = False,
    extras: Extras = NO_EXTRAS,
    progress: Progress = _unwatched,
    cancelled: Cancelled = _never,
) -> ScoreResult:
    """Score the file `manuscript` with the music in `catalogue`, into `out`: FILES and `extras`.

    Where `out` holds a score of it already, what its writer fixed and what has not changed stays,
    and the difference is told. With `fresh` everything is planned anew; the old plan.toml is kept
    as OLD_PLAN. `wished` are wishes by their names in Wishes; the others are those of the score
    in `out`, or `usual`. `resume` takes them from a run that did not come to its end, if there was
    one. What was read is kept in the file `checkpoint`, from step to step.

    `out` is made when all is ready; files of an earlier score are replaced then, others stay.
    Until then nothing in it changes, whatever happens. `progress(done, total, text)` counts in
    percent; `text` names the step. Raises InputError for the manuscript, for a plan.toml that
    cannot be used and for pinned music; CancelledError, UsageError, LibraryError, ModelError, and
    ExportError where nothing can be written.
    """
    progress(0.0, 100.0, "Reading the manuscript")
    story = read_manuscript(manuscript)
    before = read_plan_text(out)
    rows = None if before is None or fresh else from_toml(before, out / PLAN)
    with Checkpoint(checkpoint) as kept:
        asked = kept.unfinished(out) if resume else None
        base = usual if rows is None else rows.wishes
        wishes = replace(base if asked is None else _asked(asked, base), **(wished or {}))
        wishes = replace(wishes, feelings=feelings_beside(story, MOODS))
        if wishes.style != base.style and "space" not in (wished or {}):
            wishes = replace(wishes, space=None)  # the earlier style may have called for its own
        kept.begin(out, _request(wishes))
        reader = RememberingReader(pack, pack.id, kept, anew=fresh and asked is None)
        work = _Work(story, out, pack, catalogue, wishes, reader, progress, cancelled)
        score, different = work.anew() if rows is None else work.again(rows)
        with room_for(out) as room:
            put_rendered(
                score.plan, room, extras=extras, progress=work.rendering, cancelled=cancelled
            )
            put_sheets(score, room, out)
            if fresh and before is not None:
                (room / OLD_PLAN).write_bytes(before.encode("utf-8"))
            if cancelled():
                raise CancelledError("Scoring was cancelled.")
            if read_plan_text(out) != before:
                raise UsageError(
                    f"{out / PLAN} was changed while the manuscript was being scored; score it "
                    "again, so that the change is not lost."
                )
        kept.finish(out)
    progress(100.0, 100.0, "Done")
    names = SHEETS + extras.rendered(score.plan)
    if SOUND not in names:  # what an earlier score sounded like would be taken for this one
        (out / SOUND).unlink(missing_ok=True)
    return ScoreResult(score, tuple(out / name for name in names), tuple(different))


@dataclass(slots=True)
class _Work:
    """One run: what goes into it, and its steps."""

    story: Manuscript
    out: Path
    pack: ModelPack
    catalogue: Catalogue
    wishes: Wishes
    reader: RememberingReader
    progress: Progress
    cancelled: Cancelled
    _hand: Hand | None = None

    def anew(self) -> tuple[Score, list[str]]:
        """A score without one before it."""
        return Score(self._plan(), vetoes=self.wishes.vetoes), []

    def again(self, rows: PlanFile) -> tuple[Score, list[str]]:
        """The score after the one in the folder, whose plan.toml says `rows`; the difference."""
        try:
            content = read_cues(self.out)
        except InputError:
            return self._by_words(rows)
        earlier = read_earlier(content, rows, self.out, self.story, self.hand)
        moved = Moved(earlier.now.plan, self.story)
        self._check_same_story(rows, related=moved.shares_text)
        before = earlier.now.plan
        tracks = {cue.track for cue in before.cues}
        gone = frozenset(track for track in tracks if not self._is_there(track))
        # A track may be vetoed by a list as well as cue by cue.
        self.wishes = replace(self.wishes, vetoes=earlier.now.vetoes)
        felt = moved.felt_otherwise(before, self.wishes.feelings, self.story)
        why = _why_anew(earlier.written.plan, self.wishes, self.pack)
        reasons = Reasons(why, gone, frozenset(felt))
        same = before.text == self.story.text and before.narration == self.wishes.narration
        paced = (before.words_per_minute, before.frame_rate) == (
            self.wishes.words_per_minute, self.wishes.frame_rate,
        )  # fmt: skip
        if same and paced and not reasons.general and not gone and not felt:
            score = earlier.now
        else:
            held = hold(earlier.now, moved, self.story, gone)
            score = lay_over(self._plan(held.pins, before), held, earlier.now, self.hand)
        return score, tell(earlier, moved, score, reasons)

    def _by_words(self, rows: PlanFile) -> tuple[Score, list[str]]:
        """The same where only the plan.toml is left: what it says is found by its words."""
        pins, lost = pins_of(rows, self.story)
        self._check_same_story(rows, related=bool(pins) or not rows.cues)
        pins = [pin for pin in pins if pin.track is None or self._is_there(pin.track)]
        vetoes = (*self.wishes.vetoes, *(row.track for row in rows.cues if row.vetoed))
        self.wishes = replace(self.wishes, vetoes=tuple(dict.fromkeys(vetoes)))
        made = unpin(self._plan(tuple(apart(pins, self.story))), rows)
        told = [f"There is no usable {CUES}: every cue of {PLAN} was kept as if it were pinned."]
        told += [
            f"The cue at {clock(row.start)} is gone, because its text is: “{row.text}”."
            for row in lost
        ]
        return Score(made, vetoes=self.wishes.vetoes), told

    def hand(self) -> Hand:
        """A hand with the library's music."""
        if self._hand is None:
            space = space_for(self.pack, self.wishes.style, self.wishes.space)
            shelf = Shelf(self.catalogue, self.pack, space)
            self._hand = Hand(shelf, self.reader)
        return self._hand

    def rendering(self, done: float, total: float, text: str) -> None:
        """Tell how far the writing is."""
        self.progress(PLANNED + (99.0 - PLANNED) * done / total, 100.0, text)

    def _plan(self, pins: tuple[Pin, ...] = (), keep: CuePlan | None = None) -> CuePlan:
        return plan(
            self.story,
            self.pack,
            self.catalogue,
            replace(self.wishes, pins=pins),
            keep=keep,
            reader=self.reader,
            progress=self.progress,
            cancelled=self.cancelled,
        )

    def _is_there(self, path: Path) -> bool:
        track = self.catalogue.track(path)
        if track is None or track.missing or track.offline:
            return False
        story = self.story.path
        return story is None or track.id not in self.catalogue.excluded_tracks(story)

    def _check_same_story(self, rows: PlanFile, *, related: bool) -> None:
        if not related and rows.manuscript is not None and rows.manuscript != self.story.path:
            raise UsageError(
                f"{self.out} holds the score of {rows.manuscript}, which has no paragraph in "
                "common with this manuscript; choose another folder, or --fresh to replace it."
            )


def _why_anew(before: CuePlan, wishes: Wishes, pack: ModelPack) -> str:
    """Why nothing of an earlier plan but its pins can stay, to stand after "because"."""
    reasons = [
        f"the {name} is {now} now"
        for name, then, now in (
            ("density", f"{before.density:g}", f"{wishes.density:g}"),
            ("style", before.style, wishes.style),
            ("seed", str(before.seed), str(wishes.seed)),
            ("space", before.space, space_for(pack, wishes.style, wishes.space)),
        )
        if then != now
    ]
    if before.pack != pack.id:
        reasons.append("another model reads the text now")
    return " and ".join(reasons)


def _request(wishes: Wishes) -> str:
    """Wishes as the checkpoint keeps them."""
    return json.dumps(
        {
            "words_per_minute": wishes.words_per_minute,
            "space": wishes.space,
            "density": wishes.density,
            "style": wishes.style,
            "seed": wishes.seed,
            "frame_rate": rate_name(wishes.frame_rate),
            "narration": None if wishes.narration is None else str(wishes.narration),
        }
    )


def _asked(request: str, base: Wishes) -> Wishes:
    """The wishes of a run that did not come to its end; `base` has the rest."""
    content = json.loads(request)
    narration = content.pop("narration")
    return replace(
        base,
        **content
        | {
            "frame_rate": FRAME_RATES[content["frame_rate"]],
            "narration": None if narration is None else Path(narration),
        },
    )
