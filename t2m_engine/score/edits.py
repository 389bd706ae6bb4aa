"""Edits by hand: what somebody changed in a plan.toml, taken over into the score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.errors import InputError, T2MError
from t2m_engine.export.cue import Cue, CuePlan, clock, on_frame
from t2m_engine.score.hand import Draft, Hand, scene_at
from t2m_engine.score.plan import FADE_IN, FADE_OUT
from t2m_engine.score.plan_rows import CueRow, PlanFile, Score, Silence
from t2m_engine.score.story_time import StoryTime
from t2m_engine.score.timing import mean_emotion

_EDITABLE = ("start", "end", "track", "source_start", "gain_db", "fade_in", "fade_out", "pinned",
             "muted", "vetoed")  # fmt: skip


def changed_rows(rows: PlanFile, own: PlanFile) -> list[CueRow]:
    """Return the cues of `rows` that somebody changed or added; `own` is what was written."""
    known = {row.number: row for row in own.cues}
    return [row for row in rows.cues if _edited(row, known.pop(row.number, None))]


def _edited(row: CueRow, before: CueRow | None) -> bool:
    if before is None:
        return True
    return any(getattr(row, name) != getattr(before, name) for name in _EDITABLE)


def take_over(
    score: Score, rows: PlanFile, own: PlanFile, make_hand: Callable[[], Hand], path: Path
) -> Score:
    """Return `score` as the plan.toml at `path` has it, which says `rows`; `own` is what it said.

    A cue that was changed is pinned; one that was deleted leaves a silence, one that was added
    plays. Its neighbours that were left alone make room. Raises InputError, naming the cue, for
    what cannot be played.
    """
    draft = Draft(score)
    draft.vetoes = list(rows.wishes.vetoes)
    edited = changed_rows(rows, own)
    known = {row.number: row for row in own.cues}
    gone = known.keys() - {row.number for row in rows.cues}
    there, before = ({(row.start, row.end) for row in one.silences} for one in (rows, own))
    vetoed = [track for track in rows.wishes.vetoes if any(c.track == track for c in draft.cues)]
    if not edited and not gone and not vetoed and there == before:
        return draft.done()
    hand = make_hand()
    changed: list[Cue] = []
    for row in edited:
        try:
            cue = _changed(draft, row, known.pop(row.number, None), hand)
        except T2MError as error:
            raise InputError(
                path, f"cannot be used: the cue at {clock(row.start)}: {str(error).rstrip('.')}",
                "Mend it, or delete that cue.",
            ) from None  # fmt: skip
        changed.append(cue)
        if row.vetoed:
            vetoed.append(cue.track)
    for number in gone:
        draft.remove(draft.cue(number or 0))
    _make_room(draft, changed, hand)
    _silence(draft, there, before, hand)
    for track in vetoed:
        hand.veto(draft, track)
    return draft.done()


def _changed(draft: Draft, row: CueRow, before: CueRow | None, hand: Hand) -> Cue:
    plan = draft.plan
    if before is None or row.number is None:
        cue = draft.add(_blank(plan, row))
        cue = hand.with_music(plan, cue, row.track, row.source_start)
    else:
        cue = draft.cue(row.number)
        if (row.start, row.end) != (before.start, before.end):
            cue = hand.placed(plan, cue, row.start, row.end)
        other_start = row.source_start != before.source_start
        if row.track != before.track:
            cue = hand.with_music(plan, cue, row.track, row.source_start if other_start else None)
        elif other_start:
            cue = hand.with_music(plan, cue, row.track, row.source_start)
    if row.gain_db is not None and (before is None or row.gain_db != before.gain_db):
        cue = replace(cue, gain_db=row.gain_db)
    # Whoever unpins or mutes a cue wants that, and nothing else.
    pins = ("pinned", "muted", "vetoed")
    only_flags = before is not None and all(
        getattr(row, name) == getattr(before, name) for name in _EDITABLE if name not in pins
    )
    cue = replace(cue, pinned=row.pinned or not only_flags, muted=row.muted)
    draft.put(cue)
    draft.fades[cue.number] = (
        row.fade_in if before is None or row.fade_in != before.fade_in else None,
        row.fade_out if before is None or row.fade_out != before.fade_out else None,
    )
    return cue


def _blank(plan: CuePlan, row: CueRow) -> Cue:
    """A cue without music, from a row that somebody wrote."""
    start, end = on_frame(row.start, plan.frame_rate), on_frame(row.end, plan.frame_rate)
    times = StoryTime(plan.passages)
    first = times.offset_at(start)
    felt = _felt(plan, start, end)
    return Cue(
        number=0,
        scene=scene_at(plan, start),
        start=start,
        end=end,
        track=row.track,
        title="",
        artist="",
        source_start=0.0,
        source_end=end - start,
        fade_in=FADE_IN,
        fade_out=FADE_OUT,
        gain_db=0.0,
        emotion=felt,
        felt=felt,
        score=0.0,
        text_start=first,
        text_end=max(first, times.offset_at(end)),
        reason="",
    )


def _felt(plan: CuePlan, start: float, end: float) -> Emotion:
    under = [
        (passage.emotion, min(passage.end, end) - max(passage.start, start))
        for passage in plan.passages
        if passage.start < end and passage.end > start
    ]
    if not under:
        return Emotion(0.0, 0.0, (1.0 / len(MOODS),) * len(MOODS))
    return mean_emotion([emotion for emotion, _ in under], [share for _, share in under])


def _make_room(draft: Draft, changed: Sequence[Cue], hand: Hand) -> None:
    """Let cues that were left alone begin later, end earlier, or go, where a changed one is."""
    kept = {cue.number for cue in changed}
    for cue in changed:
        for other in draft.cues:
            if other.number not in kept:
                hand.give_way(draft, other, cue.start, cue.end)


def _silence(
    draft: Draft, there: set[tuple[float, float]], before: set[tuple[float, float]], hand: Hand
) -> None:
    """Take over the silences of a file: where one was added, the music gives way."""
    plan = draft.plan
    times = StoryTime(plan.passages)
    draft.silences = [
        silence
        for silence in draft.silences
        if (round(silence.start, 3), round(silence.end, 3)) not in before - there
    ]
    for start, end in sorted(there - before):
        first = times.offset_at(start)
        draft.silences.append(Silence(start, end, first, max(first, times.offset_at(end))))
        for cue in draft.cues:
            hand.give_way(draft, cue, start, end, overlap=0.0)
