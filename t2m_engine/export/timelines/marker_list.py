"""Scenes and cues as a table (CSV), whose first columns Reaper's region manager imports."""

from __future__ import annotations

import csv
import io

from t2m_engine.export.timelines.markup import one_line
from t2m_engine.export.timelines.model import Timeline

_HEAD = ("#", "Name", "Start", "End", "Length", "In", "Out", "Kind", "Note")


def to_csv(timeline: Timeline) -> bytes:
    """Return the table: times in seconds with six decimals, in and out as timecode.

    Names that a spreadsheet would take for a formula get an apostrophe before them.
    """
    rows = [
        (marker.start, marker.end, marker.name, "scene", marker.note) for marker in timeline.markers
    ]
    rows += [(clip.start, clip.end, clip.name, "cue", clip.note) for clip in timeline.clips]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    code = timeline.rate.timecode
    for number, (start, end, name, kind, note) in enumerate(sorted(rows), 1):
        times = [f"{timeline.seconds(time):.6f}" for time in (start, end, end - start)]
        frames = [code(timeline.frame(time)) for time in (start, end)]
        words = [_plain(name), *times, *frames, kind, _plain(note)]
        writer.writerow([f"R{number}", *words])
    return text.getvalue().encode("utf-8")


def _plain(text: str) -> str:
    text = one_line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
