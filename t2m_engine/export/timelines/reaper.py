"""The timeline as a Reaper project, in the syntax that the library rpp writes.

Times are seconds with nine decimals: exact to the sample. Fades have Reaper's curve of equal
power, gains are the items' volumes, the narrator's ducking is the take's volume envelope, and
scenes are regions.
"""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

import rpp

from t2m_engine.export.timelines.curves import factor, lines
from t2m_engine.export.timelines.markup import clean, one_line
from t2m_engine.export.timelines.model import Clip, Timeline, Track

_EQUAL_POWER = 1
"""Reaper's number of a fade that starts fast, as a quarter sine does."""
_SOURCES = {
    "wav": "WAVE",
    "aif": "WAVE",
    "aiff": "WAVE",
    "flac": "FLAC",
    "mp3": "MP3",
    "ogg": "VORBIS",
    "opus": "OPUS",
    "wv": "WAVPACK",
}
_OTHER_SOURCE = "VIDEO"
"""What Reaper calls what its video decoder reads, such as M4A."""


def to_reaper(timeline: Timeline) -> bytes:
    """Return the timeline as .rpp."""
    rate = timeline.rate
    # The last two: frames a second as timecode counts them; 1 drops, 2 is 1000/1001 of it.
    counting = 1 if rate.drop else 2 if rate.ntsc else 0
    project = _element("REAPER_PROJECT", "0.1", "7.0/t2m", 0)
    project.children += [
        ["TITLE", one_line(timeline.title)],
        ["TIMEMODE", 5, 5, -1, rate.base, counting, 0, -1],
        ["SAMPLERATE", timeline.sample_rate, 1, 0],
        ["TEMPO", 120, 4, 4],
    ]
    for number, marker in enumerate(timeline.markers, 1):
        project.children += [
            ["MARKER", number, _time(timeline, marker.start), one_line(marker.name) or "Scene", 1],
            ["MARKER", number, _time(timeline, marker.end), "", 1],
        ]
    project.children += [_track(timeline, track) for track in timeline.tracks]
    return rpp.dumps(project).encode("utf-8")


def _track(timeline: Timeline, track: Track) -> rpp.Element:
    element = _element("TRACK", _guid(timeline, track.name))
    element.children += [["NAME", one_line(track.name)], ["VOLPAN", 1, 0, -1, -1, 1], ["NCHAN", 2]]
    element.children += [_item(timeline, track, clip) for clip in track.clips]
    return element


def _item(timeline: Timeline, track: Track, clip: Clip) -> rpp.Element:
    item = _element("ITEM")
    item.children += [
        ["POSITION", _time(timeline, clip.start)],
        ["SNAPOFFS", 0],
        ["LENGTH", _time(timeline, clip.duration)],
        ["LOOP", 0],
        ["ALLTAKES", 0],
        ["FADEIN", _EQUAL_POWER, _time(timeline, clip.fade_in), 0, _EQUAL_POWER, 0, 0, 0],
        ["FADEOUT", _EQUAL_POWER, _time(timeline, clip.fade_out), 0, _EQUAL_POWER, 0, 0, 0],
        ["MUTE", 0, 0],
        ["SEL", 0],
        ["IGUID", _guid(timeline, clip.id)],
        ["NAME", one_line(clip.name)],
        ["VOLPAN", f"{factor(clip.gain_db):.9f}", 0, 1, -1],
        ["SOFFS", _time(timeline, clip.source_in)],
        ["PLAYRATE", 1, 1, 0, -1, 0, 0.0025],
        ["CHANMODE", 0],
    ]
    if note := one_line(clip.note):
        notes = _element("NOTES")
        notes.children.append(f"|{note}")
        item.children.append(notes)
    if ducks := timeline.ducks(track, clip):
        envelope = _element("VOLENV")
        envelope.children += [["ACT", 1, -1], ["VIS", 1, 1, 1]]
        envelope.children += [
            ["PT", _time(timeline, sample), f"{value:.6f}", 0] for sample, value in lines(ducks)
        ]
        item.children.append(envelope)
    suffix = clip.media.path.suffix[1:].lower()
    source = _element("SOURCE", _SOURCES.get(suffix, _OTHER_SOURCE))
    # No line of a project holds a line's end: a file with one in its name must be renamed.
    path = " ".join(clean(clip.media.reference).splitlines())
    source.children.append(["FILE", path])
    item.children.append(source)
    return item


def _element(tag: str, *attributes: object) -> rpp.Element:
    return rpp.Element(tag, [str(attribute) for attribute in attributes], [])


def _time(timeline: Timeline, sample: int) -> str:
    return f"{timeline.seconds(sample):.9f}"


def _guid(timeline: Timeline, name: str) -> str:
    """An identity that is the same whenever the same is written."""
    return "{" + str(uuid5(NAMESPACE_URL, one_line(f"t2m {timeline.title} {name}"))).upper() + "}"
