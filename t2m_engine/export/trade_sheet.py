"""The cue sheet as broadcasters and collecting societies know it: what it says, and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine.emotion.moods import MOODS
from t2m_engine.export.cue import Cue, CuePlan, short_clock
from t2m_engine.export.rights import attributions, identified, unlicensed, usage

if TYPE_CHECKING:
    from jinja2 import Template

COLUMNS = (
    ("Cue", 10), ("Title", 50), ("Composer", 37), ("Publisher", 27), ("ISRC", 25), ("Usage", 21),
    ("In", 16), ("Out", 16), ("Duration", 17), ("Mood", 17), ("Licence", 37),
)  # fmt: skip
"""What the trade asks for, and the widths in millimetres of an A4 page across."""
TIMES = frozenset({"In", "Out", "Duration"})
"""The columns whose figures stand under one another."""
IN_BRACKETS = "In brackets: the artist, or the file, where the file names no composer."
_HOUR = 3600.0
_MOST = 120
"""Characters of a cell: a licence in full is not for a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One cue of the sheet, all in words; `cells` stand under COLUMNS."""

    scene: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page says: `facts` under the title, rows by scene, lines at its foot.

    `notes` explain the rows.
    """

    title: str
    facts: tuple[str, ...]
    scenes: tuple[tuple[str, tuple[Row, ...]], ...]
    notes: tuple[str, ...]
    attributions: tuple[str, ...]
    unlicensed: tuple[str, ...]


def lay_out_sheet(plan: CuePlan) -> Sheet:
    """Return the sheet of `plan`; muted cues, which nobody hears, are not on it."""
    cues = [cue for cue in plan.cues if not cue.muted]
    music = sum(cue.duration for cue in cues)
    rows = [_row(plan, cue) for cue in cues]
    return Sheet(
        title=plan.title,
        facts=(
            f"Length {short_clock(plan.duration)}",
            f"{len(cues)} cue{'' if len(cues) == 1 else 's'}",
            f"Music {short_clock(music)}",
            f"{float(plan.frame_rate):.5g} frames a second",
        ),
        scenes=tuple(
            (scene, tuple(own)) for scene, own in groupby(rows, key=lambda row: row.scene)
        ),
        notes=() if all(cue.credits.composer for cue in cues) else (IN_BRACKETS,),
        attributions=tuple(attributions(cues)),
        unlicensed=tuple(unlicensed(cues)),
    )


def _row(plan: CuePlan, cue: Cue) -> Row:
    said = cue.credits
    mood = max(zip(cue.emotion.moods, MOODS, strict=True))[1]
    made_by = said.composer or (f"({cue.artist})" if cue.artist else "")
    cells = (
        str(cue.number),
        identified(cue),
        made_by,
        said.publisher,
        said.isrc,
        usage(cue),
        _time(cue.start, plan.duration),
        _time(cue.end, plan.duration),
        short_clock(int(cue.end) - int(cue.start)),  # what stands beside it, subtracted
        mood,
        said.licence or said.copyright,
    )
    return Row(plan.scenes[cue.scene].title, tuple(map(_cell, cells)))


def _cell(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"


def _time(seconds: float, duration: float) -> str:
    """A time of a story, with hours wherever it has any, so that all have one form."""
    text = short_clock(seconds)
    return f"0:{text:0>5}" if duration >= _HOUR > seconds else text


def to_sheet_html(plan: CuePlan) -> str:
    """Return the sheet as one page of HTML, with nothing from outside."""
    page: str = _template().render(
        sheet=lay_out_sheet(plan), columns=[name for name, _ in COLUMNS], times=TIMES
    )
    return page.encode("utf-8", "replace").decode("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - on demand

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("cue_sheet.html.j2")
