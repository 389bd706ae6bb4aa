"""The formats that a timeline can be written in, by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.export.timelines.cutting import Progress, cut_out
from t2m_engine.export.timelines.model import Timeline

Written = bytes | dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its `name`, what people call it, and the `file` that it is written to.

    `writer` is where its function stands, "module:function", imported when it is wanted; it
    returns the file's content, or that of several by their names. `cut` names the folder for
    what must be cut out first, `baked` with its fades.
    """

    name: str
    title: str
    file: str
    writer: str
    cut: str = ""
    baked: bool = False

    def make(self, timeline: Timeline) -> dict[str, bytes]:
        """Return the contents of the files by their names, relative to the timeline's folder."""
        module, name = self.writer.split(":")
        write: Callable[[Timeline], Written] = getattr(
            importlib.import_module(f"t2m_engine.export.{module}"), name
        )
        made = write(timeline)
        return made if isinstance(made, dict) else {self.file: made}


CUT = "timeline_media"
"""The folder for what is cut out where that is wished."""
ARDOUR_FOLDER = "timeline_ardour"
FORMATS = {
    form.name: form
    for form in (
        Format("mlt", "MLT, for Shotcut and Kdenlive", "timeline.mlt", "mlt:to_mlt"),
        Format(
            "kdenlive", "Kdenlive project", "timeline.kdenlive", "timelines.kdenlive:to_kdenlive"
        ),
        Format("otio", "OpenTimelineIO", "timeline.otio", "timelines.otio:to_otio"),
        Format("edl", "CMX 3600 EDL, one a track", "timeline_1.edl", "timelines.edl:to_edl"),
        Format("fcp7", "Final Cut Pro 7 XML", "timeline_fcp7.xml", "timelines.fcp7:to_fcp7"),
        Format("fcpxml", "Final Cut Pro X XML", "timeline.fcpxml", "timelines.fcpx:to_fcpx"),
        Format("reaper", "Reaper project", "timeline.rpp", "timelines.reaper:to_reaper"),
        Format(
            "ardour",
            "Ardour session",
            f"{ARDOUR_FOLDER}/timeline_ardour.ardour",
            "timelines.ardour:to_ardour",
            cut=f"{ARDOUR_FOLDER}/interchange/timeline_ardour/audiofiles",
        ),
        Format(
            "dawproject", "DAWproject", "timeline.dawproject", "timelines.dawproject:to_dawproject"
        ),
        Format(
            "lof",
            "Audacity list of files",
            "timeline.lof",
            "timelines.audacity:to_lof",
            cut="timeline_lof",
            baked=True,
        ),
        Format("labels", "Audacity labels", "timeline_labels.txt", "timelines.audacity:to_labels"),
        Format("markers", "Markers as CSV", "timeline_markers.csv", "timelines.marker_list:to_csv"),
    )
}
"""Every format, by the name that commands know it by."""


def format_named(name: str) -> Format:
    """Return the format called `name`; UsageError."""
    if name not in FORMATS:
        raise UsageError(f"There is no timeline “{name}”; choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def write_timelines(
    timeline: Timeline,
    room: Path,
    names: Sequence[str],
    *,
    progress: Progress = lambda done, total, text: None,  # noqa: ARG005 - unwatched
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Path]:
    """Write `timeline` to `room` in the formats called `names`, and return the files.

    Raises UsageError for an unknown name, InputError for a file that must be cut out and cannot
    be read, CancelledError; OSError and LibsndfileError where nothing can be written.
    """
    files = []
    forms = [format_named(name) for name in dict.fromkeys(names)]
    for place, form in enumerate(forms):

        def told(done: float, total: float, text: str, place: int = place) -> None:
            progress(place + done / max(total, 1.0), len(forms), text)

        if cancelled():
            raise CancelledError("Writing the timeline was cancelled.")
        told(0.0, 1.0, f"Writing {form.file}")
        played = timeline
        if form.cut:
            played = cut_out(
                timeline, room, form.cut, baked=form.baked, progress=told, cancelled=cancelled
            )
        for name, content in form.make(played).items():
            path = room / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            files.append(path)
    return files
