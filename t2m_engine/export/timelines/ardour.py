"""The timeline as an Ardour session (version 7002, that of Ardour 7; newer ones open it).

Ardour plays what lies in its session's folder, at the session's rate: the music is cut out for
it, with handles. Times are ticks, exact to the sample. Gains are the regions', fades are drawn by
points as the temp score has them, the narrator's ducking is the regions' envelope, and scenes are
ranges.
"""

from __future__ import annotations

from itertools import count

from t2m_engine.export.timelines.curves import Points, factor, lines
from t2m_engine.export.timelines.markup import Element, document, node, one_line, root
from t2m_engine.export.timelines.model import Clip, Timeline, Track

_VERSION = 7002
_QUIETEST = 1e-7
"""Where Ardour's fades begin and end; it draws none to 0."""
_TIMECODES = {
    "23.976": "timecode_23976",
    "24": "timecode_24",
    "25": "timecode_25",
    "29.97": "timecode_2997",
    "29.97df": "timecode_2997drop",
    "30": "timecode_30",
    "50": "timecode_50",
    "60": "timecode_60",
}
_SUPERCLOCK = 282_240_000
"""Ticks a second of Ardour's own clock."""
_MASTER = "Master"
_CHANNELS = 2


def to_ardour(timeline: Timeline) -> bytes:
    """Return the session's file; the media must lie in its folder's interchange, in stereo."""
    numbers = count(100)
    name = "timeline_ardour"
    session = root(
        "Session",
        **{
            "version": _VERSION,
            "name": name,
            "sample-rate": timeline.sample_rate,
            "session-range-is-free": 0,
            # Ardour numbers what it makes itself from here on.
            "id-counter": 1_000_000,
            "name-counter": 1,
            "event-counter": 0,
            "vca-counter": 1,
        },
    )
    made_by = "t2m"
    node(session, "ProgramVersion", **{"created-with": made_by, "modified-with": made_by})
    config = node(session, "Config")
    for option, value in (
        # What Ardour will not open a session without.
        ("native-file-data-format", "FormatInt24"),
        ("native-file-header-format", "WAVE"),
        ("use-region-fades", 1),
        ("auto-input", 1),
        ("show-region-fades", 1),
        ("timecode-format", _TIMECODES[timeline.rate.name]),
    ):
        node(config, "Option", name=option, value=value)
    about = node(session, "Metadata")
    node(about, "title", one_line(timeline.title))
    sources = _add_sources(session, timeline, numbers)
    node(session, "Regions")
    _add_locations(session, timeline, numbers)
    routes = node(session, "Routes")
    _add_master(routes, numbers)
    playlists = node(session, "Playlists")
    for order, track in enumerate(timeline.tracks, 1):
        route, playlist = next(numbers), next(numbers)
        _add_track(routes, one_line(track.name), route, playlist, order, numbers)
        element = node(
            playlists,
            "Playlist",
            **{
                "id": playlist,
                "name": f"{one_line(track.name)}.1",
                "type": "audio",
                "orig-track-id": route,
                "pgroup-id": "",
                "shared-with-ids": "",
                "frozen": 0,
                "combine-ops": 0,
            },
        )
        for layer, clip in enumerate(track.clips):
            _add_region(element, timeline, track, clip, sources[clip.id], layer, numbers)
    for section in ("Bundles", "RouteGroups"):  # missed where they are not there
        node(session, section)
    _add_tempo(session)
    return document(session)


def _add_sources(session: Element, timeline: Timeline, numbers: count[int]) -> dict[str, list[int]]:
    """Each channel of each file is a source of its own; their numbers by the clips' ids."""
    parent, found = node(session, "Sources"), {}
    for clip in timeline.clips:
        found[clip.id] = [next(numbers) for _ in range(_CHANNELS)]
        for channel, number in enumerate(found[clip.id]):
            node(
                parent,
                "Source",
                **{
                    "name": clip.media.path.name,
                    "take-id": "",
                    "type": "audio",
                    "flags": "",
                    "id": number,
                    "channel": channel,
                    "origin": "",
                    "gain": 1,
                },
            )
    return found


def _add_locations(session: Element, timeline: Timeline, numbers: count[int]) -> None:
    locations = node(session, "Locations")
    places = [("session", 0, timeline.duration, "IsSessionRange")]
    places += [
        (one_line(marker.name) or "Scene", marker.start, marker.end, "IsRangeMarker")
        for marker in timeline.markers
    ]
    for name, start, end, flags in places:
        node(
            locations,
            "Location",
            id=next(numbers),
            name=name,
            start=_time(timeline, start),
            end=_time(timeline, max(end, start + 1)),
            flags=flags,
            locked=0,
            timestamp=0,
            cue=0,
        )


def _add_tempo(session: Element) -> None:
    """120 beats a minute in four quarters, without which no session opens; nothing hangs on it."""
    tempos = node(session, "TempoMap", **{"superclocks-per-second": _SUPERCLOCK})
    start: dict[str, object] = {"sclock": 0, "quarters": "0:0", "bbt": "1|1|0"}
    node(
        node(tempos, "Tempos"),
        "Tempo",
        **{
            "npm": 120,
            "enpm": 120,
            "note-type": 4,
            "type": "Tempo::Constant",
            "active": 1,
            "locked-to-meter": 0,
            "continuing": 0,
            "omega": 0,
            **start,
        },
    )
    node(node(tempos, "Meters"), "Meter", **{"note-value": 4, "divisions-per-bar": 4, **start})
    node(tempos, "MusicTimes")


def _add_master(routes: Element, numbers: count[int]) -> None:
    route = _add_route(routes, _MASTER, next(numbers), 0, "MasterOut,OrderSet", numbers)
    _add_outputs(route, _MASTER, [f"system:playback_{side}" for side in (1, 2)], numbers)


def _add_track(
    routes: Element, name: str, number: int, playlist: int, order: int, numbers: count[int]
) -> None:
    route = _add_route(
        routes,
        name,
        number,
        order,
        "AudioTrack,OrderSet",
        numbers,
        **{"audio-playlist": playlist, "mode": "Normal"},
    )
    _add_outputs(route, name, [f"{_MASTER}/audio_in {side}" for side in (1, 2)], numbers)


def _add_route(
    routes: Element,
    name: str,
    number: int,
    order: int,
    flags: str,
    numbers: count[int],
    **more: object,
) -> Element:
    route = node(
        routes,
        "Route",
        **{
            "version": _VERSION,
            "id": number,
            "name": name,
            "default-type": "audio",
            "strict-io": 1,
            "active": 1,
            "denormal-protection": 0,
            "meter-point": "MeterPostFader",
            "disk-io-point": "DiskIOPreFader",
            "meter-type": "MeterPeak",
            **more,
        },
    )
    node(route, "PresentationInfo", order=order, flags=flags, color=0)
    # What a route has beside its fader, Ardour adds itself.
    amp = node(route, "Processor", id=next(numbers), name="Amp", active=1, type="amp")
    gain = {"name": "gaincontrol", "id": next(numbers), "flags": "GainLike", "value": 1}
    node(amp, "Controllable", **gain)
    return route


def _add_outputs(route: Element, name: str, targets: list[str], numbers: count[int]) -> None:
    for direction, word in (("Input", "in"), ("Output", "out")):
        element = node(
            route,
            "IO",
            **{
                "name": name,
                "id": next(numbers),
                "direction": direction,
                "default-type": "audio",
            },
        )
        for side, target in enumerate(targets, 1):
            port = node(element, "Port", type="audio", name=f"{name}/audio_{word} {side}")
            if direction == "Output":
                node(port, "Connection", other=target)


def _add_region(
    playlist: Element,
    timeline: Timeline,
    track: Track,
    clip: Clip,
    sources: list[int],
    layer: int,
    numbers: count[int],
) -> None:
    region = node(
        playlist,
        "Region",
        **{
            "name": one_line(clip.name),
            "muted": 0,
            "opaque": 1,
            "locked": 0,
            "automatic": 0,
            "whole-file": 0,
            "import": 0,
            "external": 0,
            "sync-marked": 0,
            "hidden": 0,
            "position-locked": 0,
            "start": _time(timeline, clip.source_in),
            "length": f"{_time(timeline, clip.duration)}@{_time(timeline, clip.start)}",
            "sync-position": "a0",
            "ancestral-start": "a0",
            "ancestral-length": "a0@a0",
            "stretch": 1,
            "shift": 1,
            "layering-index": layer,
            "tags": "",
            "default-fade-in": 0,
            "default-fade-out": 0,
            "fade-in-active": int(clip.fade_in > 0),
            "fade-out-active": int(clip.fade_out > 0),
            "envelope-active": int(bool(timeline.ducks(track, clip))),
            "scale-amplitude": f"{factor(clip.gain_db):.9g}",
            "id": next(numbers),
            "type": "audio",
            "first-edit": "nothing",
            **{f"source-{side}": number for side, number in enumerate(sources)},
            **{f"master-source-{side}": number for side, number in enumerate(sources)},
            "channels": _CHANNELS,
        },
    )
    rising, falling = _fades(timeline, clip)
    for tag, name, points in (
        ("FadeIn", "fadein", rising),
        ("FadeOut", "fadeout", falling),
        ("Envelope", "envelope", _envelope(timeline, track, clip)),
    ):
        if not points:
            node(region, tag, default="yes")
            continue
        # Curved would swing beyond the points of a fade.
        drawn = node(
            node(region, tag),
            "AutomationList",
            **{
                "automation-id": name,
                "id": next(numbers),
                "interpolation-style": "Linear",
                "time-domain": "AudioTime",
                "state": "Off",
            },
        )
        events = [f"{_time(timeline, place)} {value:.9g}\n" for place, value in points]
        node(drawn, "events", "".join(events))


def _time(timeline: Timeline, sample: int) -> str:
    """A time of sound, as against one of beats, in Ardour's ticks: exact at any usual rate."""
    return f"a{sample * _SUPERCLOCK // timeline.sample_rate}"


def _fades(timeline: Timeline, clip: Clip) -> tuple[Points, Points]:
    """The points of both fades, from where each begins, in samples."""
    last = timeline.frame(clip.end) - timeline.frame(clip.start)
    rising = timeline.frame(clip.fade_in)
    falling = last - timeline.frame(clip.fade_out)
    levels = timeline.fades(clip)
    begin = [(place, level) for place, level in levels if place <= rising]
    end = [(place - falling, level) for place, level in levels if place >= falling]
    return (
        _points(timeline, begin, clip.fade_in),
        _points(timeline, end, clip.fade_out),
    )


def _points(timeline: Timeline, levels: Points, length: int) -> Points:
    if not length:
        return []
    drawn = lines(levels, near=0.002)
    return [
        (min(timeline.rate.sample(place, timeline.sample_rate), length), max(value, _QUIETEST))
        for place, value in drawn
    ]


def _envelope(timeline: Timeline, track: Track, clip: Clip) -> Points:
    return lines(timeline.ducks(track, clip), near=0.002)
