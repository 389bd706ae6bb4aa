"""The timeline as DAWproject 1.0 (Bitwig's and PreSonus's open format): a zip with two XML files.

Times are seconds. The files that it plays stay outside of the zip, as external references. Gains,
and how the music gives way to the narrator, are each clip's gain over time; fades are the clips'.
"""

from __future__ import annotations

import io
import zipfile
from itertools import count

from t2m_engine import __version__
from t2m_engine.export.timelines.curves import factor, lines
from t2m_engine.export.timelines.markup import Element, document, node, root
from t2m_engine.export.timelines.model import Clip, Timeline, Track

_MASTER = "master"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip knows: the same timeline gives the same bytes."""


def to_dawproject(timeline: Timeline) -> bytes:
    """Return the timeline as .dawproject."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("project.xml", document(_project(timeline))),
            ("metadata.xml", document(_about(timeline))),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _about(timeline: Timeline) -> Element:
    about = root("MetaData")
    node(about, "Title", timeline.title)
    return about


def _project(timeline: Timeline) -> Element:
    numbers = map("id{}".format, count())
    project = root("Project", version="1.0")
    node(project, "Application", name="t2m", version=__version__)
    transport = node(project, "Transport")
    node(transport, "Tempo", id=next(numbers), name="Tempo", unit="bpm", value=120)
    node(transport, "TimeSignature", id=next(numbers), numerator=4, denominator=4)
    structure = node(project, "Structure")
    names = [f"track{number}" for number in range(1, len(timeline.tracks) + 1)]
    for name, track in zip(names, timeline.tracks, strict=True):
        element = node(
            structure, "Track", id=name, name=track.name, contentType="audio", loaded="true"
        )
        channel = node(
            element,
            "Channel",
            id=f"{name}_channel",
            audioChannels=2,
            destination=_MASTER,
            role="regular",
        )
        node(channel, "Volume", id=next(numbers), unit="linear", min=0, max=2, value=1)
    element = node(structure, "Track", id=f"{_MASTER}_track", name="Master", contentType="audio")
    channel = node(element, "Channel", id=_MASTER, audioChannels=2, role="master")
    node(channel, "Volume", id=next(numbers), unit="linear", min=0, max=2, value=1)
    arrangement = node(project, "Arrangement", id=next(numbers))
    lanes = node(arrangement, "Lanes", id=next(numbers), timeUnit="seconds")
    for name, track in zip(names, timeline.tracks, strict=True):
        lane = node(lanes, "Lanes", id=next(numbers), track=name)
        clips = node(lane, "Clips", id=next(numbers))
        for clip in track.clips:
            _add_clip(clips, timeline, track, clip, numbers)
    if timeline.markers:
        markers = node(arrangement, "Markers", id=next(numbers), timeUnit="seconds")
        for marker in timeline.markers:
            node(
                markers,
                "Marker",
                time=_time(timeline, marker.start),
                name=marker.name,
                comment=marker.note,
            )
    return project


def _add_clip(
    clips: Element, timeline: Timeline, track: Track, clip: Clip, numbers: map[str]
) -> None:
    element = node(
        clips,
        "Clip",
        time=_time(timeline, clip.start),
        duration=_time(timeline, clip.duration),
        contentTimeUnit="seconds",
        playStart=_time(timeline, clip.source_in),
        fadeTimeUnit="seconds",
        fadeInTime=_time(timeline, clip.fade_in),
        fadeOutTime=_time(timeline, clip.fade_out),
        name=clip.name,
        comment=clip.note,
    )
    inside = node(element, "Lanes", id=next(numbers), timeUnit="seconds")
    sound = node(
        inside,
        "Audio",
        id=next(numbers),
        duration=_time(timeline, clip.media.duration),
        channels=clip.media.channels,
        sampleRate=clip.media.sample_rate,
        algorithm="raw",
    )
    node(sound, "File", path=clip.media.reference, external="true")
    gains = node(inside, "Points", id=next(numbers), unit="linear")
    node(gains, "Target", expression="gain")
    ducks = timeline.ducks(track, clip) or [(0, 0.0)]
    drawn = lines(ducks) if len(ducks) > 1 else [(0, 1.0)]
    for sample, value in drawn:
        node(
            gains,
            "RealPoint",
            # As the sound's: from the file's beginning.
            time=_time(timeline, clip.source_in + sample),
            value=f"{value * factor(clip.gain_db):.6f}",
            interpolation="linear",
        )


def _time(timeline: Timeline, sample: int) -> str:
    return f"{timeline.seconds(sample):.9f}"
