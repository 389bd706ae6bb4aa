"""Everything that a score is written to, for the programs and the people who take it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from t2m_engine.errors import CancelledError
from t2m_engine.export.cue import CuePlan
from t2m_engine.export.cue_sheet import to_csv
from t2m_engine.export.media import FOLDER as MEDIA
from t2m_engine.export.media import collect
from t2m_engine.export.mlt import to_mlt
from t2m_engine.export.plan_json import to_json_text
from t2m_engine.export.report import embedded, to_html
from t2m_engine.export.temp_score import ducking, write_stems, write_temp_score
from t2m_engine.export.timelines.building import timeline_of
from t2m_engine.export.timelines.formats import format_named, write_timelines
from t2m_engine.export.timelines.rates import Rate
from t2m_engine.export.trade_sheet import to_sheet_html
from t2m_engine.score.plan_file import to_toml
from t2m_engine.score.plan_rows import Score, rows_of

PLAN = "plan.toml"
CUES = "cues.json"
SHEETS = (PLAN, "cues.csv", CUES)
"""What is written at every change."""
RENDERED = ("cue_sheet.html", "cue_sheet.pdf", "timeline.mlt", "temp_score.wav", "report.html")
"""What takes longer; the report plays the temp score beside it."""
SOUND = "temp_score.wav"
MIXED = 2 * 3600.0
"""Seconds of a story that is mixed without being asked for: a novel's eleven hours are as many
gigabytes, and take longer than all the rest."""
STEMS = "stems"

Progress = Callable[[float, float, str], None]


def put_sheets(score: Score, room: Path, out: Path) -> None:
    """Write SHEETS to `room`, whose files are about to be moved to `out`."""
    for name, content in (
        (PLAN, to_toml(rows_of(score), out)),
        ("cues.csv", to_csv(score.plan)),
        (CUES, to_json_text(score.plan)),
    ):
        (room / name).write_bytes(content.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Extras:
    """What is written beside the rest where it is wanted.

    `sound`: the temp score; None, only where the story is at most MIXED seconds long. `stems`: the
    mix in parts. `media`: what the timeline plays, which then takes it from there, with its
    licences. `timelines`: the names of formats that the timeline is written in beside MLT, with
    drop-frame timecode where `drop`. UsageError for a format that there is not.
    """

    sound: bool | None = None
    stems: bool = False
    media: bool = False
    timelines: tuple[str, ...] = ()
    drop: bool = False

    def __post_init__(self) -> None:
        for name in self.timelines:
            format_named(name)

    def rate(self, plan: CuePlan) -> Rate:
        """The frames that the timeline of `plan` counts in; UsageError."""
        return Rate(plan.frame_rate, self.drop)

    def mixes(self, plan: CuePlan) -> bool:
        """Whether `plan` is mixed."""
        return plan.end <= MIXED if self.sound is None else self.sound

    def rendered(self, plan: CuePlan) -> tuple[str, ...]:
        """What is written of `plan` beside SHEETS: files, then folders."""
        files = [name for name in RENDERED if name != SOUND or self.mixes(plan)]
        written = [format_named(name).file for name in self.timelines]
        return (*dict.fromkeys([*files, *written]), *self.folders)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of what is wanted."""
        wanted = (STEMS, self.stems), (MEDIA, self.media)
        return tuple(name for name, holds in wanted if holds)


NO_EXTRAS = Extras()


def put_rendered(
    plan: CuePlan,
    room: Path,
    *,
    extras: Extras = NO_EXTRAS,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    """Write RENDERED and `extras` to `room`; `progress` counts in percent.

    Raises UsageError for drop-frame timecode at a rate that has none, InputError for a track or
    narration that cannot be read, CancelledError; OSError and LibsndfileError where nothing can
    be written.
    """
    rate = extras.rate(plan)
    progress(0.0, 100.0, "Mixing the temp score")
    ducks = ducking(plan, cancelled=cancelled)

    mixed = 95.0 - 35.0 * extras.stems - 10.0 * extras.media

    def share(first: float, last: float) -> Progress:
        return lambda done, total, text: progress(
            first + (last - first) * done / max(total, 1.0), 100.0, text
        )

    if extras.mixes(plan):
        told = share(0.0, mixed)
        write_temp_score(plan, room / SOUND, ducks=ducks, progress=told, cancelled=cancelled)
    if extras.stems:
        told = share(mixed, mixed + 35.0)
        write_stems(plan, room / STEMS, ducks=ducks, progress=told, cancelled=cancelled)
    media = None
    if extras.media:
        media = collect(plan, room, progress=share(85.0, 95.0), cancelled=cancelled)
    timeline = timeline_of(plan, ducks=ducks, rate=rate, media=media)
    progress(95.0, 100.0, "Writing the cue sheet, the timeline and the report")
    for name, make in (
        ("cue_sheet.html", lambda: to_sheet_html(plan).encode("utf-8")),
        ("cue_sheet.pdf", lambda: _pdf(plan)),
        ("timeline.mlt", lambda: to_mlt(timeline)),
        ("report.html", lambda: _report(plan, room, cancelled)),
    ):
        if cancelled():
            raise CancelledError("Scoring was cancelled.")
        (room / name).write_bytes(make())
    write_timelines(
        timeline, room, extras.timelines, progress=share(97.0, 100.0), cancelled=cancelled
    )


def _pdf(plan: CuePlan) -> bytes:
    from t2m_engine.export.sheet_pdf import to_sheet_pdf  # noqa: PLC0415 - on demand

    return to_sheet_pdf(plan)


def _report(plan: CuePlan, room: Path, cancelled: Callable[[], bool]) -> bytes:
    """The report, which carries its sound where that is short enough to be sent."""
    sound = None
    if (room / SOUND).exists():
        sound = embedded(room / SOUND, cancelled=cancelled) or SOUND
    return to_html(plan, sound).encode("utf-8")
