"""cues.csv: the cue sheet for people and their spreadsheets."""

from __future__ import annotations

import csv
import io

from t2m_engine.emotion.moods import MOODS
from t2m_engine.export.cue import Cue, CuePlan, clock
from t2m_engine.export.rights import attribution, usage

COLUMNS = (
    "number", "scene", "in", "out", "duration", "in_seconds", "out_seconds", "duration_seconds",
    "title", "artist", "track", "source_in", "source_out", "source_in_seconds",
    "source_out_seconds", "moods", "valence", "arousal", "score", "fade_in", "fade_out", "gain_db",
    "excerpt", "reason", "usage", "composer", "publisher", "isrc", "licence", "attribution",
    "album", "role", "motif", "pinned", "muted", "tempo", "key",
)  # fmt: skip
"""Times of the story and the source as h:mm:ss.mmm and in seconds; gain in decibels."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV injection)."""


def to_csv(plan: CuePlan) -> str:
    """Return the cues as CSV (RFC 4180: CR LF, quotes doubled), a row each, with a header.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, which
    spreadsheets do not show. Numbers stand as they are.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cue in plan.cues:
        writer.writerow(_row(plan, cue))
    return file.getvalue()


def _row(plan: CuePlan, cue: Cue) -> list[str]:
    shares = sorted(zip(cue.emotion.moods, MOODS, strict=True), key=lambda pair: -pair[0])
    moods = ", ".join(f"{mood} {share:.0%}" for share, mood in shares[:3])
    said = cue.credits
    return [
        str(cue.number),
        _safe(plan.scenes[cue.scene].title),
        *(clock(time) for time in (cue.start, cue.end, cue.duration)),
        *(f"{time:.2f}" for time in (cue.start, cue.end, cue.duration)),
        _safe(cue.title),
        _safe(cue.artist),
        _safe(str(cue.track)),
        *(clock(time) for time in (cue.source_start, cue.source_end)),
        *(f"{time:.2f}" for time in (cue.source_start, cue.source_end)),
        moods,
        f"{cue.emotion.valence:.3f}",
        f"{cue.emotion.arousal:.3f}",
        f"{cue.score:.4f}",
        f"{cue.fade_in:.2f}",
        f"{cue.fade_out:.2f}",
        f"{cue.gain_db:.2f}",
        _safe(plan.excerpt(cue)),
        _safe(cue.reason),
        usage(cue),
        *map(_safe, (said.composer, said.publisher, said.isrc, said.licence or said.copyright)),
        _safe(attribution(cue)),
        _safe(said.album),
        cue.role,
        _safe(cue.motif),
        *("yes" if flag else "no" for flag in (cue.pinned, cue.muted)),
        f"{cue.facts.tempo:.1f}" if cue.facts and cue.facts.tempo else "",
        cue.facts.key if cue.facts else "",
    ]


def _safe(text: str) -> str:
    # A file's name may hold bytes that are no UTF-8; they are shown as a question mark.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.startswith(_FORMULA) else text
