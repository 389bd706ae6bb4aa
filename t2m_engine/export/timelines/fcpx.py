"""The timeline as FCPXML 1.10, for Final Cut Pro and Resolve.

Written by hand: OpenTimelineIO's adapter crashes on timelines that only sound. The music hangs
under one long gap, a lane a track, scenes as chapter markers. Places on the timeline are whole
frames, as Final Cut wants them; places in the files and fades are exact to the sample.
"""

from __future__ import annotations

from fractions import Fraction

from t2m_engine.export.timelines.curves import corners
from t2m_engine.export.timelines.markup import Element, document, file_url, is_relative, node, root
from t2m_engine.export.timelines.model import Clip, Media, Timeline, Track

_FORMAT = "r1"
_NAMES = {"23.976": "2398", "29.97": "2997", "29.97df": "2997"}


def to_fcpx(timeline: Timeline) -> bytes:
    """Return the timeline as FCPXML."""
    fcpxml = root("fcpxml", version="1.10")
    resources = node(fcpxml, "resources")
    fps = timeline.rate.fps
    node(
        resources,
        "format",
        id=_FORMAT,
        name=f"FFVideoFormat1080p{_NAMES.get(timeline.rate.name, timeline.rate.name)}",
        frameDuration=_time(1 / fps),
        width=1920,
        height=1080,
    )
    assets = {media: f"r{number}" for number, media in enumerate(timeline.media, 2)}
    for media, name in assets.items():
        _add_asset(resources, timeline, media, name)
    event = node(node(fcpxml, "library"), "event", name=timeline.title)
    project = node(event, "project", name=timeline.title)
    length = _on_frame(timeline, timeline.duration)
    sequence = node(
        project,
        "sequence",
        format=_FORMAT,
        duration=length,
        tcStart="0s",
        tcFormat="DF" if timeline.rate.drop else "NDF",
        audioLayout="stereo",
        audioRate="48k",
    )
    gap = node(node(sequence, "spine"), "gap", name="Gap", offset="0s", start="0s", duration=length)
    for lane, track in enumerate(timeline.tracks, 1):
        for clip in track.clips:
            _add_clip(gap, timeline, track, clip, assets[clip.media], -lane)
    for marker in timeline.markers:
        node(
            gap,
            "chapter-marker",
            start=_on_frame(timeline, marker.start),
            duration=_time(1 / fps),
            value=marker.name,
            note=marker.note,
            posterOffset="0s",
        )
    return document(fcpxml, doctype="<!DOCTYPE fcpxml>")


def _add_asset(resources: Element, timeline: Timeline, media: Media, name: str) -> None:
    asset = node(
        resources,
        "asset",
        id=name,
        name=media.path.stem,
        start="0s",
        duration=_exact(timeline, media.duration),
        hasAudio=1,
        audioSources=1,
        audioChannels=media.channels,
        audioRate=media.sample_rate,
    )
    # A relative address begins with a dot, lest a colon in a name make it a scheme.
    address = file_url(media.reference)
    if is_relative(media.reference):
        address = f"./{address}"
    node(asset, "media-rep", kind="original-media", src=address)


def _add_clip(
    gap: Element, timeline: Timeline, track: Track, clip: Clip, asset: str, lane: int
) -> None:
    start, _, length = timeline.frames(clip)
    element = node(
        gap,
        "asset-clip",
        ref=asset,
        lane=lane,
        offset=_time(start / timeline.rate.fps),
        name=clip.name,
        start=_exact(timeline, clip.source_in),
        duration=_time(length / timeline.rate.fps),
        audioRole="music" if track.ducked else "dialogue",
    )
    if clip.note:
        node(element, "note", clip.note)
    volume = node(element, "adjust-volume", amount=f"{clip.gain_db:g}dB")
    ducks = timeline.ducks(track, clip)
    if not (clip.fade_in or clip.fade_out or ducks):
        return
    amount = node(volume, "param", name="amount")
    # Its rising slope that is nearest to equal power.
    for name, fade in (("fadeIn", clip.fade_in), ("fadeOut", clip.fade_out)):
        if fade:
            node(amount, name, type="easeIn", duration=_exact(timeline, fade))
    if ducks:
        animation = node(amount, "keyframeAnimation")
        for sample, level in corners(ducks):
            time = _exact(timeline, clip.source_in + sample)
            node(animation, "keyframe", time=time, value=f"{clip.gain_db + level:g}dB")


def _exact(timeline: Timeline, sample: int) -> str:
    return _time(Fraction(sample, timeline.sample_rate))


def _on_frame(timeline: Timeline, sample: int) -> str:
    return _time(timeline.frame(sample) / timeline.rate.fps)


def _time(seconds: Fraction) -> str:
    """A rational number of seconds, as FCPXML has them."""
    if seconds.denominator == 1:
        return f"{seconds.numerator}s"
    return f"{seconds.numerator}/{seconds.denominator}s"
