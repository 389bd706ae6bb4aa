"""Cuts out what a timeline plays, for programs that take no stretch of any file as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import soundfile

from t2m_engine.audio.decoding import Decoding
from t2m_engine.audio.speech import LONGEST
from t2m_engine.errors import CancelledError
from t2m_engine.export.fades import envelope
from t2m_engine.export.temp_score import CHANNELS, RIFF_LIMIT, to_stereo
from t2m_engine.export.timelines.model import Clip, Media, Timeline, Track
from t2m_engine.file_names import safe_name

HANDLE = 5.0
"""Seconds that are cut out on both sides more than is played, to be pulled out by hand."""
_LONGEST_NAME = 80
_TEXT = "Cutting out what the timeline plays"

Progress = Callable[[float, float, str], None]


def cut_out(
    timeline: Timeline,
    room: Path,
    folder: str,
    *,
    baked: bool = False,
    before: float = HANDLE,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Timeline:
    """Write each clip's stretch to `room`/`folder` as WAV, and return the timeline that plays it.

    The files are stereo of 24 bits at the timeline's rate; mono is in the middle, as in the temp
    score. `baked` ones hold gain and fades and no more than the clip; others are as the music is,
    with `before` seconds of handle before it and HANDLE after it. References are relative to
    `room`. Raises InputError for a file that cannot be read, CancelledError; OSError,
    LibsndfileError where nothing can be written.
    """
    (room / folder).mkdir(parents=True, exist_ok=True)
    total = max(1, sum(clip.duration for clip in timeline.clips))
    done = 0
    taken: set[str] = set()
    tracks = []
    for track in timeline.tracks:
        clips = []
        for clip in track.clips:
            progress(done / timeline.sample_rate, total / timeline.sample_rate, _TEXT)
            name = f"{folder}/{_free_name(clip, taken)}"
            clips.append(_cut(timeline, track, clip, room, name, baked, before, cancelled))
            done += clip.duration
        tracks.append(replace(track, clips=tuple(clips), ducked=track.ducked and not baked))
    return replace(timeline, tracks=tuple(tracks))


def _free_name(clip: Clip, taken: set[str]) -> str:
    stem = safe_name(clip.name)[:_LONGEST_NAME] or clip.id
    name, number = f"{stem}.wav", 2
    while name.casefold() in taken:
        name = f"{stem} {number}.wav"
        number += 1
    taken.add(name.casefold())
    return name


def _cut(
    timeline: Timeline,
    track: Track,
    clip: Clip,
    room: Path,
    name: str,
    baked: bool,
    before: float,
    cancelled: Callable[[], bool],
) -> Clip:
    rate = timeline.sample_rate
    first, last = clip.source_in, clip.source_out
    if not baked:
        first = max(0, first - round(before * rate))
        last = max(last, min(last + round(HANDLE * rate), clip.media.duration))
    shape = timeline.levels(track, clip)
    frame = float(rate / timeline.rate.fps)
    written = 0
    large = (last - first) * CHANNELS * 3 > RIFF_LIMIT
    with (
        Decoding(
            clip.media.path, start=first / rate, end=last / rate, sample_rate=rate, longest=LONGEST
        ) as decoding,
        soundfile.SoundFile(
            room / name, "w", rate, CHANNELS, "PCM_24", format="RF64" if large else "WAV"
        ) as file,
    ):
        for block in decoding.blocks():
            if cancelled():
                raise CancelledError("Writing the timeline was cancelled.")
            sound = to_stereo(block)[: last - first - written]
            if baked:
                gains = envelope(shape, clip.gain_db, written, len(sound), frame)
                sound = sound * gains[:, None]
            file.write(sound)
            written += len(sound)
    start = clip.source_in - first
    # A file may be some samples shorter than it says of itself.
    end = max(min(start + clip.duration, written), start + 1)
    media = Media(room / name, name, max(written, end), rate, CHANNELS)
    cut = replace(clip, media=media, source_in=start, source_out=end)
    return replace(cut, gain_db=0.0, fade_in=0, fade_out=0) if baked else cut
