"""The timeline as MLT XML, which Shotcut, Kdenlive and `melt` open: one clip a piece, on lanes.

Written by hand: the track order (a background playlist first), plain paths and frames are what
these programs read exactly; OpenTimelineIO's adapter writes URL-escaped paths, which are silent.
Neighbouring cues lie on different lanes, so that their cross-fades show; a narration has a lane
of its own. Times are whole frames; sound is 48 kHz stereo.
"""

from __future__ import annotations

from collections.abc import Mapping

from t2m_engine.export.timelines.markup import Element, clean, document, node, root
from t2m_engine.export.timelines.model import Clip, Timeline, Track
from t2m_engine.export.timelines.rates import Rate


def to_mlt(timeline: Timeline) -> bytes:
    """Return the timeline as MLT XML. Paths stand as they are: none is URL-escaped."""
    length = max(1, timeline.frame(timeline.duration))
    mlt = root("mlt", LC_NUMERIC="C", version="7.12.0", title=timeline.title, producer="timeline")
    add_profile(mlt, timeline.rate)
    black = node(mlt, "producer", id="black", in_=0, out=length - 1)
    add_properties(
        black, {"length": length, "resource": 0, "mlt_service": "color", "set.test_audio": 0}
    )
    background = node(mlt, "playlist", id="background")
    node(background, "entry", producer="black", in_=0, out=length - 1)
    for track in timeline.tracks:
        for clip in track.clips:
            _add_producer(mlt, timeline, track, clip)
    names = [f"lane{number}" for number in range(1, len(timeline.tracks) + 1)]
    for name, track in zip(names, timeline.tracks, strict=True):
        playlist = node(mlt, "playlist", id=name)
        add_properties(playlist, {"shotcut:audio": 1, "shotcut:name": track.name})
        add_entries(playlist, timeline, track)
    tractor = node(mlt, "tractor", id="timeline", in_=0, out=length - 1, title=timeline.title)
    add_properties(tractor, {"shotcut": 1})
    if timeline.markers:
        _add_markers(tractor, timeline)
    node(tractor, "track", producer="background")
    for name in names:
        node(tractor, "track", producer=name, hide="video")
    for number in range(1, len(names) + 1):
        add_mix(tractor, number)
    return document(mlt)


def add_profile(mlt: Element, rate: Rate) -> None:
    """Add a picture format of `rate`, which every MLT has."""
    node(
        mlt,
        "profile",
        description=f"HD 1080p {float(rate.fps):.5g} fps",
        width=1920,
        height=1080,
        progressive=1,
        sample_aspect_num=1,
        sample_aspect_den=1,
        display_aspect_num=16,
        display_aspect_den=9,
        frame_rate_num=rate.fps.numerator,
        frame_rate_den=rate.fps.denominator,
        colorspace=709,
    )


def add_properties(parent: Element, values: Mapping[str, object]) -> None:
    """Add MLT's properties to an element."""
    for name, value in values.items():
        node(parent, "property", value, name=name)


def add_entries(playlist: Element, timeline: Timeline, track: Track) -> list[Element]:
    """Add the clips of `track`, each from the producer of its id, and return their entries."""
    now, entries = 0, []
    for clip in track.clips:
        start, first, length = timeline.frames(clip)
        if start > now:
            node(playlist, "blank", length=start - now)
        entries.append(node(playlist, "entry", producer=clip.id, in_=first, out=first + length - 1))
        now = start + length
    return entries


def volumes(timeline: Timeline, track: Track, clip: Clip, first: int = 0) -> list[str]:
    """Return what a clip's gain and shape are: levels of MLT's volume filters, one or two.

    Keyframes count from frame `first` on. What is at 0 dB all along is left out.
    """
    shape = timeline.levels(track, clip)
    found = [f"{first}={clip.gain_db:g}"] if clip.gain_db else []
    if any(level for _, level in shape):
        found.append(";".join(f"{first + frame}={level:g}" for frame, level in shape))
    return found


def add_mix(tractor: Element, track: int, **more: object) -> None:
    """Add the transition by which `track` sounds with those before it."""
    mix = {"a_track": 0, "b_track": track, "mlt_service": "mix", "always_active": 1, "sum": 1}
    add_properties(node(tractor, "transition"), {**mix, **more})


def _add_producer(mlt: Element, timeline: Timeline, track: Track, clip: Clip) -> None:
    # It starts at the file's own start: MLT counts an entry's frames from its producer's.
    _, first, length = timeline.frames(clip)
    producer = node(mlt, "producer", id=clip.id, in_=0, out=first + length - 1)
    add_properties(
        producer,
        {
            "length": first + length,
            "resource": clip.media.reference,
            "mlt_service": "avformat",
            "video_index": -1,  # a cover picture is no film
            "shotcut:caption": clip.name,
            "shotcut:comment": clip.note,
        },
    )
    for level in volumes(timeline, track, clip):
        volume = node(producer, "filter", in_=first, out=first + length - 1)
        add_properties(volume, {"mlt_service": "volume", "level": level})


def _add_markers(tractor: Element, timeline: Timeline) -> None:
    """Scenes as Shotcut's markers, whose times are clocks of hh:mm:ss.mmm."""
    markers = node(tractor, "properties", name="shotcut:markers")
    for number, marker in enumerate(timeline.markers):
        entry = node(markers, "properties", name=str(number))
        # Shotcut gives a marker one frame where end and start are one.
        start = _clock(timeline, timeline.frame(marker.start))
        end = _clock(timeline, max(timeline.frame(marker.start), timeline.frame(marker.end) - 1))
        add_properties(
            entry, {"text": clean(marker.name), "start": start, "end": end, "color": "#008000"}
        )


def _clock(timeline: Timeline, frame: int) -> str:
    milliseconds = round(frame / timeline.rate.fps * 1000)
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
