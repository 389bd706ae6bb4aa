"""The timeline as edit decision lists of CMX 3600: one list a track, as most programs take them.

Written by hand: OpenTimelineIO's adapter writes no list that only sounds. The list knows frames
and no fades: gains and fades stand as remarks, as Final Cut Pro 7 wrote levels, and scenes as
locators. Times of sources count from the beginning of their files.
"""

from __future__ import annotations

from t2m_engine.export.timelines.markup import one_line
from t2m_engine.export.timelines.model import Clip, Timeline, Track

_REEL = "AX"
"""A source without a tape: auxiliary."""


def to_edl(timeline: Timeline) -> dict[str, bytes]:
    """Return a list a track by its file's name; the first also holds the scenes."""
    return {
        f"timeline_{number}.edl": _list(timeline, track, number)
        for number, track in enumerate(timeline.tracks, 1)
    }


def _list(timeline: Timeline, track: Track, number: int) -> bytes:
    lines = [
        f"TITLE: {one_line(f'{timeline.title} - {track.name}')}",
        f"FCM: {'DROP FRAME' if timeline.rate.drop else 'NON-DROP FRAME'}",
        "",
    ]
    for event, clip in enumerate(track.clips, 1):
        lines += _event(timeline, track, clip, event)
    if number == 1:
        lines += [
            f"* LOC: {timeline.rate.timecode(timeline.frame(marker.start))} GREEN   "
            f"{one_line(marker.name)}"
            for marker in timeline.markers
        ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8")


def _event(timeline: Timeline, track: Track, clip: Clip, event: int) -> list[str]:
    start, first, length = timeline.frames(clip)
    code = timeline.rate.timecode
    channels = "A" if clip.media.channels == 1 else "AA"
    times = " ".join(code(frame) for frame in (first, first + length, start, start + length))
    levels = timeline.levels(track, clip)
    # Only where the level turns: at the ends of fades, and of the narrator's sentences.
    turns = [
        point
        for place, point in enumerate(levels)
        if place in (0, len(levels) - 1) or _turns(levels[place - 1 : place + 2])
    ]
    side = "A1" if channels == "A" else "A1 A2"
    return [
        f"{event:03}  {_REEL:<8} {channels:<5} C        {times}",
        f"* FROM CLIP NAME: {one_line(clip.name)}",
        f"* SOURCE FILE: {one_line(clip.media.reference)}",
        *(
            f"* AUDIO LEVEL AT {code(start + frame)} IS {level + clip.gain_db:.2f} DB"
            f"  (REEL {_REEL} {side})"
            for frame, level in turns
        ),
        "",
    ]


def _turns(levels: list[tuple[int, float]]) -> bool:
    """Whether the level begins or ceases to change at the middle one of three."""
    (_, before), (_, here), (_, after) = levels
    return (before == here) != (here == after)
