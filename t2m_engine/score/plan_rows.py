"""What a plan.toml says, row by row, and where in the manuscript each row belongs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.export.cue import CuePlan
from t2m_engine.score.story_time import StoryTime
from t2m_engine.score.wishes import Wishes

ANCHOR = 60
"""Characters of the first words by which a stretch of text is found again."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the manuscript something stood when it was written.

    `start`, `end` are characters of the text, `since`, `until` when these were read (seconds of
    the story); `words` counts what lies between and `digest` tells whether they are the same.
    """

    start: int
    end: int
    since: float
    until: float
    words: int
    digest: str


@dataclass(frozen=True, slots=True)
class SceneRow:
    """A [[scene]]; times are seconds of the story, `text` its first words."""

    number: int
    title: str
    start: float
    end: float
    text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class CueRow:
    """A [[cue]]; what is None stood nowhere, so that t2m may choose it."""

    start: float
    end: float
    track: Path
    number: int | None = None
    scene: int | None = None
    source_start: float | None = None
    source_end: float | None = None
    gain_db: float | None = None
    fade_in: float | None = None
    fade_out: float | None = None
    pinned: bool = False
    muted: bool = False
    vetoed: bool = False
    text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """A [[silence]]: a stretch that the writer wants without music."""

    start: float
    end: float
    text: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a plan.toml says. `wishes` have no pins: these are the rows."""

    title: str
    wishes: Wishes
    manuscript: Path | None = None
    pack: str = ""
    scenes: tuple[SceneRow, ...] = ()
    cues: tuple[CueRow, ...] = ()
    silences: tuple[SilenceRow, ...] = ()


def digest(words: str) -> str:
    """Return what tells whether a stretch of text is the same, white space aside."""
    normal = " ".join(words.split()).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(normal, digest_size=8).hexdigest()


def anchor(words: str) -> str:
    """Return the first words of a stretch of text, at most ANCHOR characters, on one line."""
    flat = " ".join(words[: 4 * ANCHOR].split())
    flat = flat.encode("utf-8", "replace").decode("utf-8")
    if len(flat) <= ANCHOR:
        return flat
    head = flat[: ANCHOR + 1]
    return head.rsplit(" ", 1)[0] if " " in head else flat[:ANCHOR]


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch that the writer wants without music: seconds of the story, characters of it."""

    start: float
    end: float
    text_start: int
    text_end: int


@dataclass(frozen=True, slots=True)
class Score:
    """A plan, with what its writer wishes beyond the cues in it: silences, and vetoed tracks."""

    plan: CuePlan
    silences: tuple[Silence, ...] = ()
    vetoes: tuple[Path, ...] = ()


def rows_of(score: Score) -> PlanFile:
    """Return what the plan.toml of `score` says."""
    plan = score.plan
    times = StoryTime(plan.passages)
    return PlanFile(
        title=plan.title,
        manuscript=plan.manuscript,
        pack=plan.pack,
        wishes=Wishes(
            words_per_minute=plan.words_per_minute,
            space=plan.space,
            density=plan.density,
            style=plan.style,
            seed=plan.seed,
            frame_rate=plan.frame_rate,
            narration=plan.narration,
            vetoes=score.vetoes,
        ),
        scenes=tuple(
            SceneRow(
                scene.index + 1,
                scene.title,
                scene.start,
                scene.end,
                *_text_at(plan, times, scene.text_start, scene.text_end),
            )
            for scene in plan.scenes
        ),
        cues=tuple(
            CueRow(
                start=cue.start,
                end=cue.end,
                track=cue.track,
                number=cue.number,
                scene=cue.scene + 1,
                source_start=cue.source_start,
                source_end=cue.source_end,
                gain_db=cue.gain_db,
                fade_in=cue.fade_in,
                fade_out=cue.fade_out,
                pinned=cue.pinned,
                muted=cue.muted,
                text=anchor(plan.text[cue.text_start : cue.text_end]),
                place=_place(plan, times, cue.text_start, cue.text_end),
            )
            for cue in plan.cues
        ),
        silences=tuple(
            SilenceRow(
                silence.start,
                silence.end,
                *_text_at(plan, times, silence.text_start, silence.text_end),
            )
            for silence in score.silences
        ),
    )


def _text_at(plan: CuePlan, times: StoryTime, start: int, end: int) -> tuple[str, Place]:
    return anchor(plan.text[start:end]), _place(plan, times, start, end)


def _place(plan: CuePlan, times: StoryTime, start: int, end: int) -> Place:
    words = plan.text[start:end]
    return Place(
        start,
        end,
        round(times.time_of(start), 3),
        round(times.time_of(end), 3),
        len(words.split()),
        digest(words),
    )
