"""The timeline as a Kdenlive project (document version 1.04, which 22.12 opens and saves).

Written by hand: OpenTimelineIO's adapter pads the project to ten minutes. Times are whole frames.
"""

from __future__ import annotations

import json
from uuid import NAMESPACE_URL, uuid5

from t2m_engine.export.mlt import (
    add_entries,
    add_mix,
    add_profile,
    add_properties,
    volumes,
)
from t2m_engine.export.timelines.markup import Element, clean, document, node, root
from t2m_engine.export.timelines.model import Clip, Media, Timeline, Track

_VERSION = "1.04"
_AUDIO = 1
"""Kdenlive's number of the kind of clip that only sounds."""
_INTERNAL = 237
"""What Kdenlive marks the mixers with that it keeps itself."""
_FIRST_ID = 2
"""Clips of the bin are numbered from here: 0 is nothing, and 1 Kdenlive keeps for itself."""


def to_kdenlive(timeline: Timeline) -> bytes:
    """Return the timeline as a Kdenlive project: files in the bin, clips, effects and guides."""
    length = max(1, timeline.frame(timeline.duration))
    mlt = root("mlt", LC_NUMERIC="C", version="7.12.0", producer="main_bin", title=timeline.title)
    add_profile(mlt, timeline.rate)
    numbers = {media: number for number, media in enumerate(timeline.media, _FIRST_ID)}
    for media, number in numbers.items():
        _add_file(mlt, timeline, media, f"bin{number}", number)
    _add_bin(mlt, timeline, numbers)
    black = node(mlt, "producer", id="black_track", in_=0, out=length - 1)
    add_properties(
        black,
        {
            "length": length,
            "eof": "continue",
            "resource": "black",
            "mlt_service": "color",
            "mlt_image_format": "rgba",
            "set.test_audio": 0,
        },
    )
    _add_track(mlt, timeline, None, "video")
    # Kdenlive numbers audio tracks from the picture down, and lists the lowest one first.
    sounds = list(reversed(timeline.tracks))
    for number, track in enumerate(sounds):
        for clip in track.clips:
            media = clip.media
            _add_file(mlt, timeline, media, clip.id, numbers[media], playlist=True)
        _add_track(mlt, timeline, track, f"audio{number}", numbers)
    tractor = node(mlt, "tractor", id="timeline", global_feed=1, in_=0, out=length - 1)
    node(tractor, "track", producer="black_track")
    for number in range(len(sounds)):
        node(tractor, "track", producer=f"audio{number}")
    node(tractor, "track", producer="video")
    for number in range(1, len(sounds) + 1):
        add_mix(tractor, number, kdenlive_id="mix", internal_added=_INTERNAL, accepts_blanks=1)
    blend = {"a_track": 0, "b_track": len(sounds) + 1, "mlt_service": "qtblend"}
    add_properties(
        node(tractor, "transition"),
        {**blend, "kdenlive_id": "qtblend", "always_active": 1, "internal_added": _INTERNAL},
    )
    return document(mlt)


def _add_file(
    mlt: Element,
    timeline: Timeline,
    media: Media,
    name: str,
    number: int,
    *,
    playlist: bool = False,
) -> None:
    """A file of the bin, or what a track plays of it: both have its number."""
    length = max(1, timeline.frame(media.duration))
    producer = node(mlt, "producer", id=name, in_=0, out=length - 1)
    values: dict[str, object] = {
        "length": length,
        "eof": "pause",
        "resource": media.reference,
        "mlt_service": "avformat-novalidate",
        "seekable": 1,
        "video_index": -1,
        "kdenlive:clip_type": _AUDIO,
        "kdenlive:id": number,
        "kdenlive:control_uuid": "{"
        + str(uuid5(NAMESPACE_URL, f"{number} {clean(media.reference)}"))
        + "}",
        "kdenlive:clipname": media.path.name,
        "kdenlive:folderid": -1,
    }
    if playlist:
        values |= {"set.test_audio": 0, "set.test_image": 1}
    add_properties(producer, values)


def _add_bin(mlt: Element, timeline: Timeline, numbers: dict[Media, int]) -> None:
    playlist = node(mlt, "playlist", id="main_bin")
    about = "kdenlive:docproperties."
    guides = [
        {"comment": clean(marker.name), "pos": timeline.frame(marker.start), "type": 0}
        for marker in timeline.markers
    ]
    add_properties(
        playlist,
        {
            f"{about}version": _VERSION,
            f"{about}kdenliveversion": "22.12.3",
            f"{about}profile": _profile(timeline),
            f"{about}documentid": 1_000_000_000_000,
            f"{about}seekOffset": 0,
            f"{about}audioTarget": -1,
            f"{about}videoTarget": -1,
            f"{about}activeTrack": 0,
            f"{about}guides": json.dumps(guides, ensure_ascii=False),
            "xml_retain": 1,
        },
    )
    for media, number in numbers.items():
        length = max(1, timeline.frame(media.duration))
        node(playlist, "entry", producer=f"bin{number}", in_=0, out=length - 1)


def _profile(timeline: Timeline) -> str:
    """MLT's name of a profile of 1080p at the timeline's rate."""
    names = {24: "24", 25: "25", 30: "30", 50: "50", 60: "60"}
    if timeline.rate.ntsc:
        names = {24: "2398", 30: "2997"}
    return f"atsc_1080p_{names[timeline.rate.base]}"


def _add_track(
    mlt: Element,
    timeline: Timeline,
    track: Track | None,
    name: str,
    numbers: dict[Media, int] | None = None,
) -> None:
    """A track is two playlists, of which the second is for mixes; None: the empty picture."""
    kind = {} if track is None else {"kdenlive:audio_track": 1}
    playlists = (f"{name}_clips", f"{name}_mixes")
    for place, playlist in enumerate(playlists):
        element = node(mlt, "playlist", id=playlist)
        add_properties(element, kind)
        if place or track is None or numbers is None:
            continue
        entries = add_entries(element, timeline, track)
        for clip, entry in zip(track.clips, entries, strict=True):
            add_properties(entry, {"kdenlive:id": numbers[clip.media]})
            _add_effects(entry, timeline, track, clip)
    length = max(1, timeline.frame(timeline.duration))
    tractor = node(mlt, "tractor", id=name, in_=0, out=length - 1)
    hidden = "audio" if track is None else "video"
    add_properties(
        tractor,
        {
            **kind,
            "kdenlive:trackheight": 69,
            "kdenlive:timeline_active": 1,
            "kdenlive:collapsed": 0,
            "kdenlive:track_name": "" if track is None else clean(track.name),
        },
    )
    for playlist in playlists:
        node(tractor, "track", hide=hidden, producer=playlist)


def _add_effects(entry: Element, timeline: Timeline, track: Track, clip: Clip) -> None:
    # As Kdenlive has them itself: without an in point, keyframes at frames of the file.
    _, first, _ = timeline.frames(clip)
    for level in volumes(timeline, track, clip, first):
        values = {"mlt_service": "volume", "kdenlive_id": "volume", "level": level}
        add_properties(node(entry, "filter"), {**values, "kdenlive:collapsed": 0})
