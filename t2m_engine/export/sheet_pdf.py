"""The trade's cue sheet as PDF; to be imported on demand, with a library and its fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, VAlign
from fpdf.fonts import FontFace

from t2m_engine import places
from t2m_engine.export.trade_sheet import COLUMNS, TIMES, Sheet, lay_out_sheet

if TYPE_CHECKING:
    from t2m_engine.export.cue import CuePlan

_INK, _SOFT, _LINE = (38, 36, 31), (107, 102, 93), (214, 209, 198)
_HEAD, _PAPER = (246, 244, 239), (255, 255, 255)
_WIDTHS = tuple(width for _, width in COLUMNS)
_ALIGNED = tuple(Align.R if name in TIMES else Align.L for name, _ in COLUMNS)
_MARGIN, _FOOT = 12.0, 16.0
_ROW, _ABOVE, _BESIDE = 4.4, 1.2, 1.4
"""Millimetres: a line of a table, and what is free above and beside what stands in a cell."""


def to_sheet_pdf(plan: CuePlan) -> bytes:
    """Return the sheet as PDF, A4 across; what a column or a scene is called is on every page.

    The same plan gives the same bytes. Letters that the bundled Noto Serif has not are shown as
    question marks.
    """
    sheet = lay_out_sheet(plan)
    pdf = _Page()
    pdf.put(sheet.title, 9, size=20)
    pdf.set_text_color(*_SOFT)
    pdf.put("Music cue sheet  ·  " + "  ·  ".join(sheet.facts), 7, size=9)
    pdf.ln(3)
    pdf.put_table(sheet)
    for title, lines in (
        ("", sheet.notes),
        ("Attribution", sheet.attributions),
        ("No licence is named in the files of", (", ".join(sheet.unlicensed),)),
    ):
        if any(lines):
            pdf.ln(5)
            pdf.set_text_color(*_SOFT)
            if title:
                pdf.put(title, 5)
                pdf.set_text_color(*_INK)
            for line in lines:
                pdf.put(line, 4.6)
    return bytes(pdf.output())


class _Page(FPDF):
    """A page with its number at the foot, and the names of the columns above a table."""

    def __init__(self) -> None:
        super().__init__(orientation="landscape", format="A4")
        self._in_table = False
        self.c_margin: float = _BESIDE
        self.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # a plan's bytes, not a moment's
        self.add_font("Serif", fname=places.resources() / "fonts" / "NotoSerif-Regular.ttf")
        self._known = frozenset(self.fonts["serif"].cmap)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=_FOOT)
        self.set_font("Serif", size=8)
        self.set_draw_color(*_LINE)
        self.add_page()

    def header(self) -> None:
        """Put the columns' names above a table that goes on."""
        if self._in_table:
            self._put_head()

    def footer(self) -> None:
        """Put the number of the page."""
        self.set_y(-12)
        self.set_font("Serif", size=8)
        self.set_text_color(*_SOFT)
        self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="R")

    def put(self, text: str, height: float, size: float = 8) -> None:
        """Put a paragraph, `height` millimetres a line, in letters of `size` points."""
        self.set_font("Serif", size=size)
        self.multi_cell(0, height, self._shown(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def put_table(self, sheet: Sheet) -> None:
        """Put the cues, a table a scene."""
        self._put_head()
        self._in_table = True
        self.set_text_color(*_INK)
        self.set_font("Serif", size=8)
        for scene, rows in sheet.scenes:
            self._put_scene(scene, [row.cells for row in rows])
        self._in_table = False

    def _put_head(self) -> None:
        self.set_font("Serif", size=8)
        self.set_text_color(*_SOFT)
        self.set_fill_color(*_HEAD)
        for (name, width), align in zip(COLUMNS, _ALIGNED, strict=True):
            share = width / sum(_WIDTHS) * self.epw
            self.cell(share, _ROW + 2 * _ABOVE, name, border="B", align=align, fill=True)
        self.ln()
        self.set_fill_color(*_PAPER)
        self.set_text_color(*_INK)

    def _put_scene(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        with self.table(
            col_widths=_WIDTHS,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(color=_INK, fill_color=_HEAD),
            line_height=_ROW,
            text_align=_ALIGNED,
            v_align=VAlign.T,
            padding=(_ABOVE, _BESIDE),
        ) as table:
            table.row().cell(self._shown(name), colspan=len(COLUMNS), align="L")
            for row in rows:
                table.row([self._shown(cell) for cell in row])

    def _shown(self, text: str) -> str:
        whole = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
        return "".join(c if ord(c) in self._known or c.isspace() else "?" for c in whole)
