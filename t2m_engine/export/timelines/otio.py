"""The timeline as OpenTimelineIO's own JSON, by its core library.

OTIO has no word for gains and fades; they stand in each clip's metadata under "t2m", in decibels
and samples. Times are samples: exact, at whatever frame rate the reader works.
"""

from __future__ import annotations

import opentimelineio as otio

from t2m_engine.export.timelines.curves import corners
from t2m_engine.export.timelines.markup import clean, file_url
from t2m_engine.export.timelines.model import Clip, Timeline, Track


def to_otio(timeline: Timeline) -> bytes:
    """Return the timeline as .otio: tracks of clips and gaps, scenes as markers of the stack."""
    made = otio.schema.Timeline(clean(timeline.title))
    made.global_start_time = otio.opentime.RationalTime(0, float(timeline.rate.fps))
    made.metadata["t2m"] = {
        "frame_rate": timeline.rate.name,
        "sample_rate": timeline.sample_rate,
    }
    for track in timeline.tracks:
        made.tracks.append(_track(timeline, track))
    for marker in timeline.markers:
        made.tracks.markers.append(
            otio.schema.Marker(
                name=clean(marker.name),
                marked_range=_range(timeline, marker.start, marker.end),
                color=otio.schema.MarkerColor.GREEN,
                comment=clean(marker.note),
            )
        )
    return (otio.adapters.write_to_string(made, "otio_json") + "\n").encode("utf-8")


def _track(timeline: Timeline, track: Track) -> otio.schema.Track:
    made = otio.schema.Track(clean(track.name), kind=otio.schema.TrackKind.Audio)
    now = 0
    for clip in track.clips:
        if clip.start > now:
            made.append(otio.schema.Gap(source_range=_range(timeline, 0, clip.start - now)))
        made.append(_clip(timeline, track, clip))
        now = clip.end
    return made


def _clip(timeline: Timeline, track: Track, clip: Clip) -> otio.schema.Clip:
    media = otio.schema.ExternalReference(
        file_url(clip.media.reference), _range(timeline, 0, clip.media.duration)
    )
    media.name = clean(clip.media.path.name)
    made = otio.schema.Clip(
        clean(clip.name), media, _range(timeline, clip.source_in, clip.source_out)
    )
    made.metadata["t2m"] = {
        "gain_db": clip.gain_db,
        "fade_in": clip.fade_in,
        "fade_out": clip.fade_out,
        "under_speech": [[sample, level] for sample, level in corners(timeline.ducks(track, clip))],
        "note": clean(clip.note),
    }
    return made


def _range(timeline: Timeline, start: int, end: int) -> otio.opentime.TimeRange:
    rate = timeline.sample_rate
    return otio.opentime.TimeRange(
        otio.opentime.RationalTime(start, rate), otio.opentime.RationalTime(end - start, rate)
    )
