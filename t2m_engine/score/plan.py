"""The cue plan: a manuscript, a library and a model pack → which music stands where."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine.errors import CancelledError, InputError, UsageError
from t2m_engine.export.cue import Cue, CuePlan, on_frame, short_clock
from t2m_engine.score import timing
from t2m_engine.score.choosing import CROSSFADE, Choice, choose
from t2m_engine.score.levels import measure
from t2m_engine.score.reasons import explain
from t2m_engine.score.segments import Segment, cut_scenes
from t2m_engine.score.shelf import Shelf, emotion_between
from t2m_engine.suggest.suggester import Suggester

if TYPE_CHECKING:
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.library.catalogue import Catalogue
    from t2m_engine.text.manuscript import Manuscript

FADE_IN = 1.0
"""Seconds, where music starts out of silence."""
FADE_OUT = 3.0
"""Seconds, where music is cut off into silence."""
FADE_OUT_OWN = 1.0
"""Seconds, where a track has come to its own end."""
_TOUCHING = 0.05
_LEAST_OVERLAP = 0.5

Progress = Callable[[float, float, str], None]
Cancelled = Callable[[], bool]


def _silent(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def plan(
    manuscript: Manuscript,
    pack: ModelPack,
    catalogue: Catalogue,
    *,
    words_per_minute: float = timing.WORDS_PER_MINUTE,
    space: str | None = None,
    suggester: Suggester | None = None,
    progress: Progress = _silent,
    cancelled: Cancelled = _never,
) -> CuePlan:
    """Return the cue plan of `manuscript` with the music in `catalogue`.

    A pure function of the text, the pace, the library's generation, the pack and the files'
    sound. `progress(done, total, text)` counts in percent. Tracks that cannot be read any more
    are passed over, and noted. Raises CancelledError; UsageError for a pace or space that is
    none; LibraryError when there is nothing to choose from; ModelError.
    """
    if not (words_per_minute > 0.0 and math.isfinite(words_per_minute)):
        raise UsageError("The pace must be a number of words a minute above 0.")
    chosen_space = pack.space(space)
    suggester = suggester or Suggester(catalogue, pack)

    def feeling(done: int, total: int) -> None:
        progress(50.0 * done / max(1, total), 100.0, "Feeling the text")

    beats = timing.read_beats(
        manuscript, pack, words_per_minute, progress=feeling, cancelled=cancelled
    )
    progress(50.0, 100.0, "Choosing the music")
    segments = cut_scenes(beats)
    sounding = [segment for segment in segments if not segment.silence]
    shelf = Shelf(catalogue, chosen_space)
    banned: frozenset[Path] = frozenset()
    notes: list[str] = []
    gains: dict[tuple[Path, float, float], float] = {}
    while True:
        _check(cancelled)
        choices = choose(sounding, suggester, shelf, chosen_space, banned)
        placed = place(choices, shelf)
        unreadable = _listen(placed, gains, progress, cancelled)
        if not unreadable:
            break
        notes += [f"Passed over: {error}" for error in unreadable]
        banned |= {error.path for error in unreadable}
    notes += [_silence(segment) for segment in segments if segment.silence]
    cues = [
        replace(
            item.cue,
            gain_db=gains[item.key],
            reason=explain(item.cue, item.choice, choices, shelf.pieces),
        )
        for item in placed
    ]
    return CuePlan(
        title=manuscript.title,
        manuscript=manuscript.path,
        text=manuscript.text,
        words=manuscript.words,
        words_per_minute=words_per_minute,
        duration=beats[-1].end if beats else 0.0,
        scenes=tuple(timing.planned_scenes(manuscript, beats)),
        passages=tuple(timing.planned_passages(manuscript, beats)),
        cues=tuple(cues),
        space=chosen_space.name,
        pack=pack.id,
        notes=tuple(notes),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A cue and the choice that it came from; its gain and reason are not known yet."""

    cue: Cue
    choice: Choice

    @property
    def key(self) -> tuple[Path, float, float]:
        """What its gain depends on."""
        return self.cue.track, self.cue.source_start, self.cue.source_end


def place(choices: Sequence[Choice], shelf: Shelf) -> list[Placed]:
    """Turn choices, in order, into cues on frames, with fades; touching ones cross-fade.

    In a cross-fade the earlier cue goes on for up to CROSSFADE seconds under the later one,
    which begins where the text turns.
    """
    placed = []
    follows = 0.0  # the cross-fade out of the cue before
    for number, choice in enumerate(choices, 1):
        later = choices[number] if number < len(choices) else None
        track = shelf.track(choice.suggestion.track)
        assert track is not None
        start = on_frame(choice.segment.start)
        # Down to a frame: no cue may reach beyond its music, or the next but one.
        source_start = math.ceil(round(choice.region.start * 25, 6)) / 25
        room = on_frame(math.floor(round((choice.region.end - source_start) * 25, 6)) / 25)
        length = min(on_frame(choice.end) - start, room)
        overlap = 0.0
        if later is not None and later.segment.start - choice.end <= _TOUCHING:
            length = min(on_frame(later.segment.start) - start, room)
            overlap = on_frame(min(CROSSFADE, room - length))
            overlap = overlap if overlap >= _LEAST_OVERLAP else 0.0
        own_end = track.duration - (source_start + length + overlap) < _LEAST_OVERLAP
        fade_out = overlap or (FADE_OUT_OWN if own_end else FADE_OUT)
        length = on_frame(length + overlap)
        emotions = emotion_between(track, source_start, source_start + length)
        cue = Cue(
            number=number,
            scene=choice.segment.scene,
            start=start,
            end=on_frame(start + length),
            track=choice.suggestion.track,
            title=choice.suggestion.title,
            artist=choice.suggestion.artist,
            source_start=source_start,
            source_end=on_frame(source_start + length),
            fade_in=min(follows or FADE_IN, on_frame(length / 2)),
            fade_out=min(fade_out, on_frame(length / 2)),
            gain_db=0.0,
            emotion=timing.mean_emotion([e for e, _ in emotions], [w for _, w in emotions]),
            felt=choice.segment.reading.emotion,
            score=choice.suggestion.score,
            text_start=choice.segment.beats[0].text_start,
            text_end=_text_end(choice),
            reason="",
        )
        placed.append(Placed(cue, choice))
        follows = overlap
    return placed


def _text_end(choice: Choice) -> int:
    under = [beat for beat in choice.segment.beats if beat.start < choice.end - _TOUCHING]
    return (under or choice.segment.beats)[-1].text_end


def _listen(
    placed: Sequence[Placed],
    gains: dict[tuple[Path, float, float], float],
    progress: Progress,
    cancelled: Cancelled,
) -> list[InputError]:
    """Fill `gains`, and return the errors of tracks that cannot be read, one a track."""
    errors: dict[Path, InputError] = {}
    for done, item in enumerate(placed):
        _check(cancelled)
        track, start, end = item.key
        if item.key in gains or track in errors:
            continue
        share = done / len(placed)
        progress(52.0 + 13.0 * share, 100.0, "Listening to the cues")
        try:
            gains[item.key] = measure(track, start, end).gain
        except InputError as error:
            errors[track] = InputError(track, error.reason, error.remedy)
        except UsageError:  # the file is shorter than the catalogue says
            errors[track] = InputError(
                track, "has changed since it was scanned", "Run `t2m library add` on its folder."
            )
    return list(errors.values())


def _silence(segment: Segment) -> str:
    return (
        f"{short_clock(segment.start)}–{short_clock(segment.end)} stays silent: {segment.silence}."
    )


def _check(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError("Scoring was cancelled.")
