"""What a writer's hand does to a plan: other music for a cue, another length, none at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.reading import Reading
from t2m_engine.errors import UsageError
from t2m_engine.export.cue import Alternative, Cue, CuePlan, Piece, on_frame, short_clock
from t2m_engine.score.asking import Asking
from t2m_engine.score.choosing import CROSSFADE, PINNED_ROUNDS
from t2m_engine.score.feelings import steer_of
from t2m_engine.score.fitting import Region, find_region, make_pieces
from t2m_engine.score.levels import known_level, measure
from t2m_engine.score.plan import FADE_IN, FADE_OUT, fade_pieces
from t2m_engine.score.plan_rows import Score, Silence
from t2m_engine.score.segments import make_segment
from t2m_engine.score.shelf import Shelf, ShelvedTrack
from t2m_engine.score.story_time import StoryTime
from t2m_engine.score.styles import wish_for
from t2m_engine.score.timing import BEAT_WORDS, Beat, TextReader, mean_emotion
from t2m_engine.text.sentences import pieces
from t2m_engine.text.words import count_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 2.0
"""Seconds of a cue at least: what is shorter than its fades is no music."""
OPS = ("swap", "use", "pin", "unpin", "mute", "unmute", "remove", "veto", "resize")
_TOUCHING = 0.5
"""Seconds that two cues sound together at least, to be a cross-fade."""


@dataclass(frozen=True, slots=True)
class Change:
    """One of OPS on the cue with the number `cue`, and what it takes.

    "swap" takes the place of an `alternative`, from 0; "use" a `track` and, if it is not to begin
    where it fits best, `source_start`; "resize" `start` and `end`, in seconds of the story.
    """

    op: str
    cue: int
    alternative: int = 0
    track: Path | None = None
    source_start: float | None = None
    start: float = 0.0
    end: float = 0.0


class Hand:
    """Changes plans with the music of a library; cues that it changes are pinned.

    `reader` reads the text under a cue, where music is chosen that nobody had compared with it.
    """

    def __init__(self, shelf: Shelf, reader: TextReader) -> None:
        self._shelf = shelf
        self._reader = reader

    def apply(self, score: Score, changes: Sequence[Change]) -> Score:
        """Return `score` with `changes` made, in order; their numbers are those of its cues.

        Raises UsageError for a change that cannot be made, InputError for a track that cannot be
        read; then nothing is changed.
        """
        draft = Draft(score)
        for change in changes:
            cue = draft.cue(change.cue)
            if change.op == "swap":
                draft.put(self._swapped(score.plan, cue, change.alternative))
            elif change.op == "use":
                assert change.track is not None
                other = self._other(score.plan, cue, change.track, change.source_start)
                draft.put(self._played(score.plan, cue, other))
            elif change.op in ("pin", "unpin"):
                draft.put(replace(cue, pinned=change.op == "pin"))
            elif change.op in ("mute", "unmute"):
                draft.put(replace(cue, muted=change.op == "mute"))
            elif change.op == "remove":
                draft.remove(cue)
            elif change.op == "veto":
                self.veto(draft, cue.track)
            elif change.op == "resize":
                self._resize(draft, cue, change.start, change.end)
            else:
                raise UsageError(
                    f"There is no change “{change.op}”; choose one of {', '.join(OPS)}."
                )
        return draft.done()

    def with_music(self, plan: CuePlan, cue: Cue, track: Path, source_start: float | None) -> Cue:
        """Return `cue` with `track` from `source_start` seconds on, or where it fits best."""
        return self._played(plan, cue, self._other(plan, cue, track, source_start))

    def placed(self, plan: CuePlan, cue: Cue, start: float, end: float) -> Cue:
        """Return `cue` from `start` to `end` seconds of the story, its music going along."""
        rate = plan.frame_rate
        start, end = on_frame(start, rate), on_frame(end, rate)
        source = max(0.0, cue.source_start + start - cue.start)
        times = StoryTime(plan.passages)
        text_start = times.offset_at(start)
        moved = replace(
            cue,
            start=start,
            end=end,
            scene=scene_at(plan, start),
            text_start=text_start,
            text_end=max(times.offset_at(end), text_start),
        )
        return self._fitted(plan, moved, source)

    def _track(self, path: Path) -> ShelvedTrack:
        place = self._shelf.place(path)
        track = None if place is None else self._shelf.track(place)
        if track is None:
            raise UsageError(f"{path} is not in the library; add its folder first.")
        return track

    def _swapped(self, plan: CuePlan, cue: Cue, place: int) -> Cue:
        if place >= len(cue.alternatives):
            raise UsageError(
                f"Cue {cue.number} has {len(cue.alternatives)} alternatives, none number {place}."
            )
        changed = self._played(plan, cue, cue.alternatives[place])
        others = list(cue.alternatives)
        others[place] = Alternative(
            cue.track, cue.title, cue.artist, cue.source_start, cue.source_end, cue.score,
            "was there before",
        )  # fmt: skip
        return replace(changed, alternatives=tuple(others))

    def _other(
        self, plan: CuePlan, cue: Cue, path: Path, source_start: float | None
    ) -> Alternative:
        """Music that nobody had compared with the text under `cue`, compared."""
        track = self._track(path)
        record = track.track
        if source_start is not None and source_start >= record.duration:
            raise UsageError(
                f"“{record.title}” ends at {short_clock(record.duration)}, before "
                f"{short_clock(source_start)}."
            )
        region = find_region(track, self._wish(plan, cue), cue.duration, start=source_start)
        return Alternative(
            record.path, record.title, record.artist, region.start, region.end, region.fit,
            "was chosen by hand",
        )  # fmt: skip

    def _wish(self, plan: CuePlan, cue: Cue) -> NDArray[np.float32]:
        """The wish for music under `cue`, asked as the plan asked: fits are of one space then."""
        steered = bool(steer_of(plan, cue.scene))
        spans = [
            (max(passage.text_start, cue.text_start), min(passage.text_end, cue.text_end))
            for passage in plan.passages
        ]
        texts = [
            text
            for start, end in spans
            if start < end
            for text in pieces(plan.text[start:end], BEAT_WORDS)
        ]
        if not texts:  # there is nothing to look at but what was felt
            alone = Reading(cue.felt, np.zeros(1, np.float32), steered=True)
            return self._shelf.text_vector(wish_for(alone, plan.style))
        beats = [
            Beat(0, cue.scene, 0.0, 0.0, 0, 0, count_words(text), reading, reading.emotion)
            for text, reading in zip(texts, self._reader.read_texts(texts), strict=True)
        ]
        segment = make_segment(beats)
        if steered:
            reading = replace(segment.reading, emotion=cue.felt, steered=True)
            segment = replace(segment, reading=reading)
        return Asking(self._shelf, plan.style).wish(segment)

    def _played(self, plan: CuePlan, cue: Cue, other: Alternative) -> Cue:
        """`cue` with other music, for as long as it was."""
        record = self._track(other.track).track
        changed = replace(
            cue,
            track=record.path,
            title=record.title,
            artist=record.artist,
            score=other.score,
            role="follow",
            motif="",
            pinned=True,
            facts=record.facts,
            credits=record.credits,
        )
        changed = self._fitted(plan, changed, other.source_start)
        reason = (
            f"Chosen by hand: “{record.title}” {short_clock(changed.source_start)}–"
            f"{short_clock(changed.source_end)} for {cue.felt.mood} text."
        )
        return replace(changed, reason=reason)

    def _fitted(self, plan: CuePlan, cue: Cue, source_start: float) -> Cue:
        """`cue` with its track from about `source_start` on, in as many pieces as it takes."""
        track = self._track(cue.track)
        parts = play(track, source_start, cue, plan.frame_rate)
        spans = [(part.source_start, part.source_end) for part in parts]
        emotions = [pair for span in spans for pair in track.emotions_between(*span)]
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        changed = replace(
            cue,
            end=parts[-1].end,
            source_start=parts[0].source_start,
            source_end=parts[-1].source_end,
            pieces=parts,
            gain_db=(known_level(track, first, last) or measure(cue.track, first, last)).gain,
            emotion=mean_emotion([e for e, _ in emotions], [w for _, w in emotions]),
        )
        return faded(changed, cue.fade_in, cue.fade_out, plan.frame_rate)

    def veto(self, draft: Draft, track: Path) -> None:
        """Play a track nowhere: each of its cues plays the best that is left, or is removed."""
        draft.vetoes.append(track)
        for own in [own for own in draft.cues if own.track == track]:
            others = [other for other in own.alternatives if other.track not in draft.vetoes]
            best = next((o for o in others if self._shelf.place(o.track) is not None), None)
            if best is None:
                draft.remove(own)
                continue
            rest = tuple(other for other in others if other is not best)
            changed = self._played(draft.plan, own, best)
            # It is t2m that chose it: only the veto is the writer's.
            draft.put(replace(changed, alternatives=rest, pinned=False))

    def _resize(self, draft: Draft, cue: Cue, start: float, end: float) -> None:
        if not (start >= 0.0 and start + LEAST <= end):
            raise UsageError(f"A cue lasts {LEAST:g} s at least, and none starts before 0:00.")
        draft.put(replace(self.placed(draft.plan, cue, start, end), pinned=True))
        for other in draft.cues:
            if other.number != cue.number and not self.give_way(draft, other, start, end):
                raise UsageError(
                    f"Cue {cue.number} would leave no room for cue {other.number}; remove that "
                    "one first, or choose other times."
                )

    def give_way(
        self, draft: Draft, cue: Cue, start: float, end: float, overlap: float = CROSSFADE
    ) -> bool:
        """Let `cue` end or begin where something else is from `start` to `end` seconds.

        They sound together for up to `overlap` seconds. False: nothing was left, and it is gone.
        """
        if cue.end <= start + overlap or cue.start >= end - overlap:
            return True
        before, after = start + overlap - cue.start, cue.end - (end - overlap)
        if max(before, after) < LEAST + CROSSFADE:
            draft.cues = [own for own in draft.cues if own.number != cue.number]
            return False
        room = (cue.start, start + overlap) if before >= after else (end - overlap, cue.end)
        draft.put(self.placed(draft.plan, cue, *room))
        return True


class Draft:
    """A score while it is changed; cues keep their numbers until all is done."""

    def __init__(self, score: Score) -> None:
        self.plan = score.plan
        self.cues = list(score.plan.cues)
        self.vetoes = list(score.vetoes)
        self.silences = list(score.silences)
        self.fades: dict[int, tuple[float | None, float | None]] = {}
        """Fades that the writer wants, in and out, by number; None: as it comes."""

    def cue(self, number: int) -> Cue:
        """Return the cue with that number; UsageError."""
        found = next((cue for cue in self.cues if cue.number == number), None)
        if found is None:
            raise UsageError(f"There is no cue {number} in this score.")
        return found

    def put(self, cue: Cue) -> None:
        """Let `cue` take the place of the one with its number."""
        self.cues = [cue if own.number == cue.number else own for own in self.cues]

    def add(self, cue: Cue) -> Cue:
        """Add `cue`, and return it with a number that no other has."""
        number = min([0, *(own.number for own in self.cues)]) - 1
        self.cues.append(replace(cue, number=number))
        return self.cues[-1]

    def remove(self, cue: Cue) -> None:
        """Leave silence in the place of `cue`."""
        self.cues = [own for own in self.cues if own.number != cue.number]
        self.silences.append(Silence(cue.start, cue.end, cue.text_start, cue.text_end))

    def done(self) -> Score:
        """Return the score: cues in order, numbered, cross-fading where they meet now.

        Silences that a cue covers are over. Fades stay where nothing about their meeting has
        changed: they may be the writer's.
        """
        before = {cue.number: pair for cue, pair in _overlaps(self.plan.cues)}
        rate = self.plan.frame_rate
        cues: list[Cue] = []
        for cue, (early, late) in _overlaps(self.cues):
            was_early, was_late = before.get(cue.number, (0.0, 0.0))
            fade_in, fade_out = self.fades.get(cue.number, (None, None))
            if fade_in is None:
                fade_in = _fade(cue.fade_in, was_early, early, FADE_IN)
            if fade_out is None:
                fade_out = _fade(cue.fade_out, was_late, late, FADE_OUT)
            cues.append(replace(faded(cue, fade_in, fade_out, rate), number=len(cues) + 1))
        silences = [s for s in self.silences if not any(_covers(cue, s) for cue in cues)]
        silences.sort(key=lambda silence: silence.start)
        vetoes = tuple(dict.fromkeys(self.vetoes))
        return Score(replace(self.plan, cues=tuple(cues)), tuple(silences), vetoes)


def _covers(cue: Cue, silence: Silence) -> bool:
    return cue.start <= silence.start and silence.end <= cue.end


def _overlaps(cues: Sequence[Cue]) -> Iterator[tuple[Cue, tuple[float, float]]]:
    """Each of `cues`, in order, and for how long it sounds with the one before and after it."""
    ordered = sorted(cues, key=lambda cue: (cue.start, cue.end))
    between = [round(max(0.0, a.end - b.start), 6) for a, b in pairwise(ordered)]
    yield from zip(ordered, zip([0.0, *between], [*between, 0.0], strict=True), strict=True)


def _fade(now: float, before: float, overlap: float, usual: float) -> float:
    if overlap == before:
        return now
    if overlap >= _TOUCHING:
        return overlap
    return usual if before >= _TOUCHING else now


def faded(cue: Cue, fade_in: float, fade_out: float, rate: Fraction) -> Cue:
    """Return `cue` with these fades, or as much of them as there is room for."""
    parts = fade_pieces(cue.pieces, fade_in, fade_out, rate)
    return replace(cue, fade_in=parts[0].fade_in, fade_out=parts[-1].fade_out, pieces=parts)


def scene_at(plan: CuePlan, time: float) -> int:
    """Return the index of the scene at `time`: the last that has begun."""
    begun = [scene.index for scene in plan.scenes if scene.start <= time + 1e-6]
    return begun[-1] if begun else 0


def play(track: ShelvedTrack, source_start: float, cue: Cue, rate: Fraction) -> tuple[Piece, ...]:
    """Return what sounds of a track under `cue`, from about `source_start` on.

    The music begins earlier where it would end too soon, and goes round where all of it is too
    short; it ends early where it has gone round often enough.
    """
    duration = track.track.duration
    start = max(0.0, min(source_start, duration - cue.duration))
    rounds = 1 if start + cue.duration <= duration else PINNED_ROUNDS
    region = Region(start, duration, rounds, cue.duration, fit=0.0, lack=0.0, worth=0.0)
    return make_pieces(cue.start, cue.duration, region, track.track.facts, rate)
