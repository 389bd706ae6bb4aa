"""Clips that somebody chose, as a timeline for another program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from t2m_engine.export.timelines.building import timeline_of_stretches
from t2m_engine.export.timelines.cutting import Progress, cut_out
from t2m_engine.export.timelines.formats import CUT, write_timelines
from t2m_engine.export.timelines.model import Timeline
from t2m_engine.export.timelines.rates import Rate
from t2m_engine.score.folder import room_for


def write_selection(
    stretches: Sequence[tuple[Path, float, float]],
    names: Sequence[str],
    target: Path,
    *,
    rate: Rate,
    relative: bool = False,
    cut: bool = False,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Path]:
    """Write (file, start, end in seconds) one after the other, in the formats called `names`.

    All files of it are written to the folder `target`, or none. Raises UsageError, InputError,
    CancelledError, ExportError.
    """
    timeline = timeline_of_stretches(
        stretches, title=target.name, rate=rate, beside=target if relative else None
    )
    with room_for(target) as room:
        files = put_timelines(
            timeline, room, names, cut=cut, progress=progress, cancelled=cancelled
        )
        return [target / file.relative_to(room) for file in files]


def put_timelines(
    timeline: Timeline,
    room: Path,
    names: Sequence[str],
    *,
    cut: bool,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[Path]:
    """Write a timeline to `room`, where it is `cut` with what it plays; see `write_timelines`."""
    if cut:
        # Without handles before: programs that seek to frames begin at the right sample.
        timeline = cut_out(timeline, room, CUT, before=0.0, progress=progress, cancelled=cancelled)
    return write_timelines(timeline, room, names, progress=progress, cancelled=cancelled)
