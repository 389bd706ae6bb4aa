"""Makes the timeline of a cue plan."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from t2m_engine.audio.decoding import AudioInfo, probe
from t2m_engine.errors import InputError, UsageError
from t2m_engine.export.cue import CuePlan
from t2m_engine.export.fades import STEADY, Ducking
from t2m_engine.export.lanes import lay_out
from t2m_engine.export.timelines.model import SAMPLE_RATE, Clip, Marker, Media, Timeline, Track
from t2m_engine.export.timelines.rates import RATES, Rate

NARRATION = "Narration"


def timeline_of(
    plan: CuePlan,
    *,
    ducks: Ducking = STEADY,
    rate: Rate | None = None,
    media: Mapping[Path, str] | None = None,
    beside: Path | None = None,
    look: Callable[[Path], AudioInfo] = probe,
) -> Timeline:
    """Return the timeline of `plan`: its cues' pieces on lanes, the narration, scenes as markers.

    `rate` counts in other frames than the plan's; cues stay where they are to the sample. `media`
    says how a file is named instead (`collect` does); other names are absolute, or relative to
    the folder `beside`. `look` tells what a file is. A file that is gone is taken for stereo of
    48 kHz, as long as it is played: a timeline can be written before its disk is plugged in.
    """
    laid = lay_out(plan)
    duration = _sample(plan.end)
    # A narration is played as far as it goes.
    needs: dict[Path, int] = {} if plan.narration is None else {plan.narration: 0}
    for piece, path, _ in laid.pieces:
        needs[path] = max(needs.get(path, 0), _sample(piece.source_end))
    files = {
        path: _media(path, least, _name(path, media or {}, beside), look)
        for path, least in needs.items()
    }
    tracks = []
    for number, (parts, cues) in enumerate(zip(laid.lanes, laid.cues, strict=True), 1):
        clips = []
        for (piece, path, gain), cue in zip(parts, cues, strict=True):
            name = f"cue{cue.number}"
            if len(cue.pieces) > 1:
                name += f"_{cue.pieces.index(piece) + 1}"
            start, source = _sample(piece.start), _sample(piece.source_start)
            clips.append(
                Clip(
                    name,
                    f"{cue.number}. {cue.title}",
                    cue.reason,
                    files[path],
                    start,
                    source,
                    # From the story's times, so that two pieces that meet still do.
                    source + _sample(piece.end) - start,
                    _sample(piece.fade_in),
                    _sample(piece.fade_out),
                    gain,
                )
            )
        tracks.append(Track(f"Music {number}", tuple(clips)))
    if plan.narration is not None:
        said = files[plan.narration]
        length = min(said.duration, duration)
        if not length:  # it is gone, and nobody knows
            said, length = replace(said, duration=duration), duration
        spoken = Clip("narration", NARRATION, "", said, 0, 0, length)
        tracks.append(Track(NARRATION, (spoken,), ducked=False))
    markers = tuple(
        Marker(_sample(scene.start), _sample(scene.end), scene.title, scene.emotion.mood)
        for scene in plan.scenes
    )
    return Timeline(
        plan.title, rate or Rate(plan.frame_rate), duration, tuple(tracks), markers, ducks
    )


def timeline_of_stretches(
    stretches: Sequence[tuple[Path, float, float]],
    *,
    title: str = "Selection",
    rate: Rate = RATES["25"],
    beside: Path | None = None,
    look: Callable[[Path], AudioInfo] = probe,
) -> Timeline:
    """Return a timeline of (file, start, end in seconds), one after the other on one track.

    Each begins on a frame of `rate`. Raises UsageError for a stretch that is none, InputError for
    a file that cannot be read. `beside` and `look` as of `timeline_of`.
    """
    clips: list[Clip] = []
    now = 0
    for number, (path, start, end) in enumerate(stretches, 1):
        info = look(path)
        last = min(end, info.duration)
        if not 0.0 <= start < last:
            raise UsageError(f"From {start:g} s to {end:g} s is no piece of {path}.")
        media = Media(
            path, _name(path, {}, beside), _sample(info.duration), info.sample_rate, info.channels
        )
        begin = rate.sample(now, SAMPLE_RATE)
        first = _sample(start)
        clip = Clip(
            f"clip{number}", f"{number}. {info.title}", info.artist, media, begin, first,
            max(_sample(last), first + 1),
        )  # fmt: skip
        clips.append(clip)
        now = math.ceil(Fraction(clip.end, SAMPLE_RATE) * rate.fps)
    duration = rate.sample(now, SAMPLE_RATE)
    return Timeline(title, rate, duration, (Track("Music 1", tuple(clips)),))


def _media(path: Path, least: int, name: str, look: Callable[[Path], AudioInfo]) -> Media:
    """What is at `path`, of which `least` samples are played."""
    try:
        info = look(path)
    except InputError:
        return Media(path, name, least, SAMPLE_RATE, 2)
    return Media(path, name, max(_sample(info.duration), least), info.sample_rate, info.channels)


def _name(path: Path, names: Mapping[Path, str], beside: Path | None) -> str:
    if path in names:
        return names[path]
    if beside is None:
        return str(path)
    try:
        return Path(os.path.relpath(path, beside)).as_posix()
    except ValueError:  # on another drive of Windows
        return str(path)


def _sample(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)
