"""The cue sheet as broadcasters and collecting societies know it: a page, as HTML and as PDF."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from t2m_engine import places
from t2m_engine.emotion.moods import MOODS
from t2m_engine.export.cue import Cue, CuePlan, short_clock
from t2m_engine.export.rights import attributions, unlicensed, usage

if TYPE_CHECKING:
    from fpdf import FPDF
    from jinja2 import Template

COLUMNS = (
    ("Cue", 9), ("Title", 47), ("Composer", 35), ("Publisher", 27), ("ISRC", 26), ("Usage", 21),
    ("In", 16), ("Out", 16), ("Duration", 17), ("Mood", 19), ("Licence", 40),
)  # fmt: skip
"""What the trade asks for, and the widths in millimetres of an A4 page across."""
_INK, _SOFT, _LINE, _HEAD = (38, 36, 31), (107, 102, 93), (214, 209, 198), (246, 244, 239)


@dataclass(frozen=True, slots=True)
class Row:
    """One cue of the sheet, all in words; `cells` stand under COLUMNS."""

    scene: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page says: `facts` under the title, rows by scene, lines at its foot."""

    title: str
    facts: tuple[str, ...]
    scenes: tuple[tuple[str, tuple[Row, ...]], ...]
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
        attributions=tuple(attributions(cues)),
        unlicensed=tuple(unlicensed(cues)),
    )


def _row(plan: CuePlan, cue: Cue) -> Row:
    said = cue.credits
    mood = max(zip(cue.emotion.moods, MOODS, strict=True))[1]
    return Row(
        plan.scenes[cue.scene].title,
        (
            str(cue.number),
            cue.title,
            said.composer or cue.artist,
            said.publisher,
            said.isrc,
            usage(cue),
            short_clock(cue.start),
            short_clock(cue.end),
            short_clock(int(cue.end) - int(cue.start)),  # what stands beside it, subtracted
            mood,
            said.licence or said.copyright,
        ),
    )


def to_sheet_html(plan: CuePlan) -> str:
    """Return the sheet as one page of HTML, with nothing from outside."""
    page: str = _template().render(sheet=lay_out_sheet(plan), columns=[name for name, _ in COLUMNS])
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


def to_sheet_pdf(plan: CuePlan) -> bytes:
    """Return the sheet as PDF, A4 across, its head repeated on every page.

    The same plan gives the same bytes. Letters that the bundled Noto Serif has not are shown as
    question marks.
    """
    from fpdf.enums import TableBordersLayout  # noqa: PLC0415 - on demand, with its fonts
    from fpdf.fonts import FontFace  # noqa: PLC0415

    sheet = lay_out_sheet(plan)
    pdf = _page()
    known = _glyphs(pdf)

    def shown(text: str) -> str:
        whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
        return "".join(c if ord(c) in known or c.isspace() else "?" for c in whole)

    pdf.set_font("Serif", size=20)
    pdf.multi_cell(0, 9, shown(sheet.title), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Serif", size=9)
    pdf.set_text_color(*_SOFT)
    pdf.cell(
        0, 7, "Music cue sheet  ·  " + "  ·  ".join(sheet.facts), new_x="LMARGIN", new_y="NEXT"
    )
    pdf.ln(3)
    pdf.set_text_color(*_INK)
    pdf.set_draw_color(*_LINE)
    pdf.set_font("Serif", size=8)
    head = FontFace(color=_SOFT, fill_color=_HEAD)
    with pdf.table(
        col_widths=tuple(width for _, width in COLUMNS),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=head,
        line_height=4.4,
        text_align="LEFT",
        padding=(1.2, 1.4),
    ) as table:
        table.row([name for name, _ in COLUMNS])
        for scene, rows in sheet.scenes:
            heading = table.row(style=head)
            heading.cell(shown(scene), colspan=len(COLUMNS))
            for row in rows:
                table.row([shown(cell) for cell in row.cells])
    for title, lines in (
        ("Attribution", sheet.attributions),
        ("No licence is named in the files of", sheet.unlicensed),
    ):
        if lines:
            pdf.ln(5)
            pdf.set_text_color(*_SOFT)
            pdf.cell(0, 5, title, new_x="LMARGIN", new_y="NEXT")
            pdf.set_text_color(*_INK)
            for line in lines:
                pdf.multi_cell(0, 4.6, shown(line), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _page() -> FPDF:
    from datetime import UTC, datetime  # noqa: PLC0415

    from fpdf import FPDF  # noqa: PLC0415 - on demand, with its fonts

    class Page(FPDF):
        """A page with its number at the foot."""

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("Serif", size=8)
            self.set_text_color(*_SOFT)
            self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="R")

    pdf = Page(orientation="landscape", format="A4")
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # a plan's bytes, not a moment's
    pdf.add_font("Serif", fname=places.resources() / "fonts" / "NotoSerif-Regular.ttf")
    pdf.set_margins(12, 12)
    pdf.set_auto_page_break(True, margin=16)
    pdf.add_page()
    return pdf


def _glyphs(pdf: FPDF) -> frozenset[int]:
    return frozenset(pdf.fonts["serif"].cmap)
