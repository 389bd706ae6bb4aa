"""The timeline as Final Cut Pro 7's XML (xmeml 5), which Premiere Pro and Resolve import.

Written by hand: OpenTimelineIO's adapter knows neither levels nor the two channels of stereo.
Each track becomes a pair, left and right, with linked clips. Times are whole frames.
"""

from __future__ import annotations

from t2m_engine.export.timelines.curves import lines
from t2m_engine.export.timelines.markup import Element, document, file_url, node, root
from t2m_engine.export.timelines.model import Clip, Media, Timeline, Track

_LOUDEST = 3.98109
"""Final Cut's highest level, +12 dB."""
_MIDDLE_DB = -3.0103
"""A mono clip stands on both sides, and sounds 3 dB less on each, as on other timelines."""


def to_fcp7(timeline: Timeline) -> bytes:
    """Return the timeline as a sequence of xmeml, scenes as its markers."""
    xmeml = root("xmeml", version=5)
    sequence = node(xmeml, "sequence", id="sequence-1")
    node(sequence, "name", timeline.title)
    node(sequence, "duration", timeline.frame(timeline.duration))
    _add_rate(sequence, timeline)
    timecode = node(sequence, "timecode")
    _add_rate(timecode, timeline)
    node(timecode, "string", timeline.rate.timecode(0))
    node(timecode, "frame", 0)
    node(timecode, "displayformat", "DF" if timeline.rate.drop else "NDF")
    media = node(sequence, "media")
    _add_picture(media, timeline)
    audio = node(media, "audio")
    node(audio, "numOutputChannels", 2)
    _add_sound_format(node(audio, "format"), timeline.sample_rate)
    files = {file: f"file-{number}" for number, file in enumerate(timeline.media, 1)}
    told: set[Media] = set()
    for number, track in enumerate(timeline.tracks):
        for side in (1, 2):
            element = node(audio, "track")
            for place, clip in enumerate(track.clips, 1):
                item = _add_clip(element, timeline, clip, side)
                _add_file(item, timeline, clip.media, files[clip.media], told)
                source = node(item, "sourcetrack")
                node(source, "mediatype", "audio")
                node(source, "trackindex", min(side, clip.media.channels))
                _add_level(item, timeline, track, clip)
                for other in (1, 2):
                    link = node(item, "link")
                    node(link, "linkclipref", f"{clip.id}-{other}")
                    node(link, "mediatype", "audio")
                    node(link, "trackindex", 2 * number + other)
                    node(link, "clipindex", place)
            node(element, "enabled", "TRUE")
            node(element, "locked", "FALSE")
            node(element, "outputchannelindex", side)
    for marker in timeline.markers:
        element = node(sequence, "marker")
        node(element, "name", marker.name)
        node(element, "comment", marker.note)
        node(element, "in", timeline.frame(marker.start))
        node(element, "out", -1)
    return document(xmeml, doctype="<!DOCTYPE xmeml>")


def _add_rate(parent: Element, timeline: Timeline) -> None:
    rate = node(parent, "rate")
    node(rate, "timebase", timeline.rate.base)
    node(rate, "ntsc", "TRUE" if timeline.rate.ntsc else "FALSE")


def _add_picture(media: Element, timeline: Timeline) -> None:
    """The picture's format, which a sequence must have; it holds nothing."""
    picture = node(node(node(media, "video"), "format"), "samplecharacteristics")
    _add_rate(picture, timeline)
    node(picture, "width", 1920)
    node(picture, "height", 1080)
    node(picture, "anamorphic", "FALSE")
    node(picture, "pixelaspectratio", "square")
    node(picture, "fielddominance", "none")


def _add_sound_format(parent: Element, sample_rate: int) -> None:
    sound = node(parent, "samplecharacteristics")
    node(sound, "depth", 16)
    node(sound, "samplerate", sample_rate)


def _add_clip(parent: Element, timeline: Timeline, clip: Clip, side: int) -> Element:
    start, first, length = timeline.frames(clip)
    item = node(parent, "clipitem", id=f"{clip.id}-{side}")
    node(item, "name", clip.name)
    node(item, "enabled", "TRUE")
    node(item, "duration", timeline.frame(clip.media.duration))
    _add_rate(item, timeline)
    node(item, "start", start)
    node(item, "end", start + length)
    node(item, "in", first)
    node(item, "out", first + length)
    if clip.note:
        comments = node(item, "comments")
        node(comments, "mastercomment1", clip.note)
    return item


def _add_file(item: Element, timeline: Timeline, media: Media, name: str, told: set[Media]) -> None:
    """What the clip plays; only the first time does it stand in full."""
    file = node(item, "file", id=name)
    if media in told:
        return
    told.add(media)
    node(file, "name", media.path.name)
    node(file, "pathurl", file_url(media.reference, "localhost"))
    _add_rate(file, timeline)
    node(file, "duration", timeline.frame(media.duration))
    sound = node(node(file, "media"), "audio")
    _add_sound_format(sound, media.sample_rate)
    node(sound, "channelcount", media.channels)


def _add_level(item: Element, timeline: Timeline, track: Track, clip: Clip) -> None:
    """The clip's level, its fades as keyframes; their times count from the file's beginning."""
    gain = clip.gain_db + (_MIDDLE_DB if clip.media.channels == 1 else 0.0)
    _, first, _ = timeline.frames(clip)
    points = lines([(place, level + gain) for place, level in timeline.levels(track, clip)])
    effect = node(node(item, "filter"), "effect")
    for name, word in (
        ("name", "Audio Levels"),
        ("effectid", "audiolevels"),
        ("effectcategory", "audiolevels"),
        ("effecttype", "audiolevels"),
        ("mediatype", "audio"),
    ):
        node(effect, name, word)
    level = node(effect, "parameter")
    node(level, "parameterid", "level")
    node(level, "name", "Level")
    node(level, "valuemin", 0)
    node(level, "valuemax", _LOUDEST)
    values = [(first + place, min(value, _LOUDEST)) for place, value in points]
    node(level, "value", f"{max(value for _, value in values):.6f}")
    if len({value for _, value in values}) > 1:
        for place, value in values:
            keyframe = node(level, "keyframe")
            node(keyframe, "when", place)
            node(keyframe, "value", f"{value:.6f}")
