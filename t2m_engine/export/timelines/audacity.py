"""The timeline for Audacity: a list of files with their places (LOF), and labels.

A LOF plays whole files, so that it takes clips that were cut out before. Times are seconds with
six decimals, exact to the sample.
"""

from __future__ import annotations

from t2m_engine.export.timelines.markup import one_line
from t2m_engine.export.timelines.model import Timeline


def to_lof(timeline: Timeline) -> bytes:
    """Return the list of files; each clip must play all of its file.

    LOF has quotes around a name and no way to write one in it: `safe_name` leaves none in what
    is cut.
    """
    lines = ["window"]
    for clip in sorted(timeline.clips, key=lambda clip: clip.start):
        assert '"' not in clip.media.reference, "cut clips have safe names"
        lines.append(f'file "{clip.media.reference}" offset {timeline.seconds(clip.start):.6f}')
    return ("\n".join(lines) + "\n").encode("utf-8")


def to_labels(timeline: Timeline) -> bytes:
    """Return labels to import: scenes and cues from their beginnings to their ends."""
    rows = [(marker.start, marker.end, marker.name) for marker in timeline.markers]
    rows += [(clip.start, clip.end, clip.name) for clip in timeline.clips]
    lines = [
        f"{timeline.seconds(start):.6f}\t{timeline.seconds(end):.6f}\t{one_line(name)}\n"
        for start, end, name in sorted(rows)
    ]
    return "".join(lines).encode("utf-8")
