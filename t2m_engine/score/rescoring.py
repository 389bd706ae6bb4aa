"""Scoring a manuscript again: what its writer fixed wins, and what has not changed stays.

An earlier score knows its text by its passages' digests (cues.json), so that the text itself need
not lie in the score's folder. Where these are gone, what plan.toml says of each cue's words has to
do (score/anchors.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine.export.cue import Cue, CuePlan, on_frame, short_clock
from t2m_engine.export.plan_json import passage_digest, text_digest
from t2m_engine.score.choosing import CROSSFADE
from t2m_engine.score.difference import SAME, difference
from t2m_engine.score.edits import changed_rows, take_over
from t2m_engine.score.feelings import steer_at, steer_of
from t2m_engine.score.hand import LEAST, Draft, Hand
from t2m_engine.score.keeping import matched
from t2m_engine.score.opening import score_of
from t2m_engine.score.outputs import PLAN
from t2m_engine.score.plan import FADE_IN, FADE_OUT, FADE_OUT_OWN
from t2m_engine.score.plan_file import from_toml, to_toml
from t2m_engine.score.plan_rows import PlanFile, Score, Silence, rows_of
from t2m_engine.score.story_time import StoryTime
from t2m_engine.score.wishes import Felt, Pin

if TYPE_CHECKING:
    from t2m_engine.text.manuscript import Manuscript


@dataclass(frozen=True, slots=True)
class Earlier:
    """A score as it was `written`, and as it is `now` with its writer's edits by hand.

    Both count the characters of the text that they were made for, and may not know all of it.
    `edited` are the numbers, in `written`, of cues that were changed by hand.
    """

    written: Score
    now: Score
    edited: frozenset[int]


def read_earlier(
    content: Mapping[str, Any],
    rows: PlanFile,
    out: Path,
    story: Manuscript,
    hand: Callable[[], Hand],
) -> Earlier:
    """Return the score in `out`, whose cues.json holds `content`, for scoring `story` again.

    Raises InputError for what cannot be used.
    """
    written = score_of(content, rows, remembered_text(content, story), out)
    own = from_toml(to_toml(rows_of(written), out), out / PLAN)
    edited = {row.number for row in changed_rows(rows, own)}
    edited |= {row.number for row in own.cues} - {row.number for row in rows.cues}
    now = take_over(written, rows, own, hand, out / PLAN)
    return Earlier(written, now, frozenset(number for number in edited if number is not None))


def remembered_text(content: Mapping[str, Any], story: Manuscript) -> str:
    """Return the text of an earlier score as far as it is known from what it is now.

    Passages that are not there any more are blank, and so is what lies between.
    """
    if content.get("text_sha256") == text_digest(story.text):
        return story.text
    texts = [story.text[passage.start : passage.end] for passage in story.passages]
    known = {passage_digest(text): text for text in texts}
    parts: list[str] = []
    now = 0
    for passage in content.get("passages", ()):
        start, end = passage["text_start"], passage["text_end"]
        text = known.get(passage.get("digest"), "")
        parts += [" " * (start - now), text if len(text) == end - start else " " * (end - start)]
        now = end
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a stretch of an earlier text is now; `intact` says that all of it still is."""

    start: int
    end: int
    intact: bool


class Moved:
    """Finds stretches of an earlier text again, by the passages that are still there, in order."""

    def __init__(self, plan: CuePlan, story: Manuscript) -> None:
        self._before = plan.passages
        self._after = story.passages
        texts = [plan.text[passage.text_start : passage.text_end] for passage in plan.passages]
        now = [story.text[passage.start : passage.end] for passage in story.passages]
        self._now_at = matched(texts, now)
        self._starts = [passage.text_start for passage in plan.passages]
        self._ends = [passage.text_end for passage in plan.passages]
        self._known = sorted(self._now_at)

    def felt_otherwise(
        self, plan: CuePlan, feelings: Sequence[Felt], story: Manuscript
    ) -> set[int]:
        """Return the scenes (`PlannedScene.index`) of `plan` of which their writer says another
        feeling now.
        """
        return {
            passage.scene
            for number, passage in enumerate(plan.passages)
            if number in self._now_at
            and steer_of(plan, passage.scene)
            != steer_at(feelings, story.passages[self._now_at[number]].start)
        }

    @property
    def shares_text(self) -> bool:
        """Whether there is a passage that both texts have."""
        return bool(self._now_at)

    def is_new(self, start: int, end: int) -> bool:
        """Whether a passage from `start` to `end` of the new text was not in the earlier one."""
        then = set(self._now_at.values())
        return any(
            place not in then
            for place, passage in enumerate(self._after)
            if passage.start < end and passage.end > start
        )

    def find(self, start: int, end: int) -> Stretch | None:
        """Return where the text from `start` to `end` is; None where nothing stands for it.

        Of passages that have changed, that is what stands between those that have not.
        """
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        if first > last:
            return None
        inside = range(first, last + 1)
        now = [self._now_at.get(number) for number in inside]
        before = bisect_left(self._known, first) - 1
        after = bisect_right(self._known, last)
        lowest = self._now_at[self._known[before]] + 1 if before >= 0 else 0
        highest = (
            self._now_at[self._known[after]] - 1
            if after < len(self._known)
            else len(self._after) - 1
        )
        head = lowest if now[0] is None else now[0]
        tail = highest if now[-1] is None else now[-1]
        if head > tail:
            return None
        intact = now == list(range(head, tail + 1))
        new_start, new_end = self._after[head].start, self._after[tail].end
        if now[0] is not None:
            new_start += max(0, start - self._starts[first])
        if now[-1] is not None:
            new_end -= max(0, self._ends[last] - end)
        return Stretch(new_start, new_end, intact) if new_start < new_end else None


@dataclass(frozen=True, slots=True)
class Held:
    """What an earlier score holds a new one to.

    `pins` are its fixed cues and its silences, for the planner; `cues` and `silences` are these,
    each with where its text is now, and none whose text is gone.
    """

    pins: tuple[Pin, ...]
    cues: tuple[tuple[Cue, Stretch], ...]
    silences: tuple[tuple[Silence, Stretch], ...]


def hold(score: Score, moved: Moved, story: Manuscript, gone: frozenset[Path]) -> Held:
    """Return what `score` holds to: cues that are pinned or muted, and silences.

    Tracks that are `gone` hold to nothing.
    """
    cues: list[tuple[Cue, Stretch]] = []
    silences: list[tuple[Silence, Stretch]] = []
    wanted: list[Pin] = []
    for cue in score.plan.cues:
        if not (cue.pinned or cue.muted) or cue.track in gone:
            continue
        there = moved.find(cue.text_start, max(cue.text_end, cue.text_start + 1))
        if there is None:
            continue
        cues.append((cue, there))
        source = cue.pieces[0].source_start
        wanted.append(Pin(there.start, there.end, cue.track, source, muted=cue.muted))
    for silence in score.silences:
        there = moved.find(silence.text_start, max(silence.text_end, silence.text_start + 1))
        if there is not None:
            silences.append((silence, there))
            wanted.append(Pin(there.start, there.end, None))
    return Held(tuple(apart(wanted, story)), tuple(cues), tuple(silences))


def apart(pins: Sequence[Pin], story: Manuscript) -> list[Pin]:
    """Return pins in order that do not overlap, those under which there are words in `story`.

    Music goes before silence, and what begins later before what began.
    """
    ordered = sorted(pins, key=lambda pin: (pin.start, pin.end))
    found: list[Pin] = []
    for pin in ordered:
        if found and found[-1].end > pin.start:
            if pin.track is None:
                pin = replace(pin, start=min(found[-1].end, pin.end))  # noqa: PLW2901
            else:
                found[-1] = replace(found[-1], end=pin.start)
        if pin.start < pin.end:
            found.append(pin)
    return [pin for pin in found if pin.start < pin.end and _holds_words(story, pin)]


def _holds_words(story: Manuscript, pin: Pin) -> bool:
    return any(
        story.text[max(pin.start, passage.start) : min(pin.end, passage.end)].strip()
        for passage in story.passages
        if passage.start < pin.end and passage.end > pin.start
    )


class Then:
    """Moves times of an earlier score along with its text, into a new plan."""

    def __init__(self, before: CuePlan, after: CuePlan) -> None:
        self._before = StoryTime(before.passages)
        self._after = StoryTime(after.passages)
        self._rate = after.frame_rate

    def moved(
        self, start: float, end: float, text_start: int, text_end: int, there: Stretch
    ) -> tuple[float, float]:
        """Return when something is now that was from `start` to `end`, under a text now `there`.

        It begins and ends as far from its first and last character as it did.
        """
        new_start = self._after.time_of(there.start) + start - self._before.time_of(text_start)
        new_end = self._after.time_of(there.end) + end - self._before.time_of(text_end)
        new_start = on_frame(max(0.0, new_start), self._rate)
        return new_start, on_frame(max(new_end, new_start + LEAST), self._rate)


def lay_over(plan: CuePlan, held: Held, earlier: Score, hand: Callable[[], Hand]) -> Score:
    """Return `plan`, which was made around the pins of `held`, with its cues as they were fixed.

    The planner knows the text and the music of a pin; its times to the frame, its gain and its
    fades are those of the cue in `earlier`.
    """
    then = Then(earlier.plan, plan)
    draft = Draft(Score(plan, vetoes=earlier.vetoes))
    fixed: list[Cue] = []
    for cue, there in held.cues:
        start, end = then.moved(cue.start, cue.end, cue.text_start, cue.text_end, there)
        own = _counterpart(draft.cues, cue, start, end)
        if own is None:  # no word stands under it, or another pin took its words
            own = draft.add(replace(cue, start=start, end=end))
        draft.put(_as_fixed(own, cue, start, end, plan, hand))
        draft.fades[own.number] = _own_fades(cue, earlier.plan)
        fixed.append(draft.cue(own.number))
    numbers = {cue.number for cue in fixed}
    for cue in fixed:
        for other in draft.cues:
            if other.number not in numbers and _overlaps(other, cue):
                hand().give_way(draft, other, cue.start, cue.end)
    for silence, there in held.silences:
        start, end = then.moved(
            silence.start, silence.end, silence.text_start, silence.text_end, there
        )
        draft.silences.append(Silence(start, end, there.start, there.end))
    return draft.done()


def _counterpart(cues: Sequence[Cue], cue: Cue, start: float, end: float) -> Cue | None:
    """The pinned cue of a new plan that plays what `cue` did, where it did."""
    shared = [
        (min(own.end, end) - max(own.start, start), own)
        for own in cues
        if own.pinned and own.track == cue.track
    ]
    best = max(shared, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] > 0.0 else None


def _as_fixed(
    own: Cue, cue: Cue, start: float, end: float, plan: CuePlan, hand: Callable[[], Hand]
) -> Cue:
    own = replace(own, pinned=cue.pinned, muted=cue.muted)
    if abs((end - start) - cue.duration) <= SAME:
        shift = start - cue.start
        parts = tuple(
            replace(part, start=on_frame(part.start + shift, plan.frame_rate))
            for part in cue.pieces
        )
        return replace(
            own,
            start=start,
            end=on_frame(parts[-1].end, plan.frame_rate),
            source_start=cue.source_start,
            source_end=cue.source_end,
            gain_db=cue.gain_db,
            emotion=cue.emotion,
            pieces=parts,
        )
    changed = replace(own, start=start, end=end, source_start=cue.source_start)
    return replace(hand().placed(plan, changed, start, end), gain_db=cue.gain_db)


def _own_fades(cue: Cue, plan: CuePlan) -> tuple[float | None, float | None]:
    """The fades of a cue that its writer wrote: those that no rule would have given it."""
    early = max((own.end - cue.start for own in plan.cues if own.start < cue.start), default=0.0)
    late = max((cue.end - own.start for own in plan.cues if own.start > cue.start), default=0.0)
    fade_in = cue.fade_in if not _usual(cue.fade_in, early, (FADE_IN,)) else None
    fade_out = cue.fade_out if not _usual(cue.fade_out, late, (FADE_OUT, FADE_OUT_OWN)) else None
    return fade_in, fade_out


def _usual(fade: float, overlap: float, usual: tuple[float, ...]) -> bool:
    return abs(fade - overlap) <= SAME or any(abs(fade - one) <= SAME for one in usual)


def _overlaps(other: Cue, cue: Cue) -> bool:
    """Whether `other` sounds with `cue` for longer than a cross-fade."""
    return min(other.end, cue.end) - max(other.start, cue.start) > CROSSFADE + SAME


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a score is planned anew: `general` (to stand after "because"), tracks `gone`, and
    scenes that are `felt` otherwise.
    """

    general: str = ""
    gone: frozenset[Path] = frozenset()
    felt: frozenset[int] = frozenset()


def tell(earlier: Earlier, moved: Moved, after: Score, reasons: Reasons) -> list[str]:
    """Return what is different from the score as it was written, in sentences."""
    then = Then(earlier.written.plan, after.plan)
    before: list[Cue] = []
    told: list[str] = []
    changed: set[int] = set()
    for cue in earlier.written.plan.cues:
        there = moved.find(cue.text_start, max(cue.text_end, cue.text_start + 1))
        if there is None:
            words = f"Cue {cue.number}, “{cue.title}” at {short_clock(cue.start)}, is gone"
            told.append(f"{words}, because its text is.")
            continue
        start, end = then.moved(cue.start, cue.end, cue.text_start, cue.text_end, there)
        before.append(replace(cue, start=start, end=end))
        if not there.intact:
            changed.add(cue.number)

    def why(old: Cue | None, new: Cue | None) -> str:
        if old is None:
            new_words = new is not None and moved.is_new(new.text_start, new.text_end)
            return reasons.general or ("there is new text" if new_words else "")
        same_music = new is not None and new.track == old.track
        for reason, holds in (
            (f"“{old.title}” is vetoed", old.track in after.vetoes),
            ("plan.toml says so", old.number in earlier.edited),
            (
                f"“{old.title}” is gone from the library, or not for this project",
                old.track in reasons.gone,
            ),
            (reasons.general, bool(reasons.general)),
            ("another feeling is pinned to the scene", old.scene in reasons.felt),
            ("the text there has changed", old.number in changed),
            ("what is beside it has changed", same_music),
        ):
            if holds:
                return reason
        return ""

    return told + difference(before, after.plan.cues, why)
