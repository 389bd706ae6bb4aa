"""The cue sheet: cues.csv for people and spreadsheets, cues.json for programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import Any

from t2m_engine import __version__
from t2m_engine.emotion.moods import MOODS
from t2m_engine.export.cue import Cue, CuePlan, clock
from t2m_engine.export.rights import attribution, usage

SCHEMA = "t2m-cues"
SCHEMA_VERSION = 1
"""Raised when a field changes its meaning or goes; new fields do not raise it."""
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


def to_json(plan: CuePlan) -> dict[str, Any]:
    """Return the whole plan as JSON: cues, scenes and passages with times and emotions.

    Times are seconds, offsets characters of the manuscript's text.
    """
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "made_by": f"t2m {__version__}",
        "title": plan.title,
        "manuscript": str(plan.manuscript) if plan.manuscript else None,
        "words": plan.words,
        "words_per_minute": plan.words_per_minute,
        "duration": round(plan.duration, 3),
        "frame_rate": round(float(plan.frame_rate), 3),
        "style": plan.style,
        "density": plan.density,
        "seed": plan.seed,
        "narration": str(plan.narration) if plan.narration else None,
        "space": plan.space,
        "pack": plan.pack,
        "notes": list(plan.notes),
        "cues": [_cue(plan, cue) for cue in plan.cues],
        "scenes": [
            {
                "number": scene.index + 1,
                "title": scene.title,
                "found": scene.found,
                "start": round(scene.start, 3),
                "end": round(scene.end, 3),
                **scene.emotion.as_json(),
                "text_start": scene.text_start,
                "text_end": scene.text_end,
            }
            for scene in plan.scenes
        ],
        "passages": [
            {
                "id": passage.id,
                "scene": passage.scene + 1,
                "start": round(passage.start, 3),
                "end": round(passage.end, 3),
                **passage.emotion.as_json(),
                "smoothed": passage.smoothed.as_json(),
                "text_start": passage.text_start,
                "text_end": passage.text_end,
            }
            for passage in plan.passages
        ],
    }


def _cue(plan: CuePlan, cue: Cue) -> dict[str, Any]:
    return {
        "number": cue.number,
        "scene": cue.scene + 1,
        "start": cue.start,
        "end": cue.end,
        "track": str(cue.track),
        "title": cue.title,
        "artist": cue.artist,
        "source_start": cue.source_start,
        "source_end": cue.source_end,
        "fade_in": cue.fade_in,
        "fade_out": cue.fade_out,
        "gain_db": cue.gain_db,
        "score": round(cue.score, 6),
        **cue.emotion.as_json(),
        "felt": cue.felt.as_json(),
        "text_start": cue.text_start,
        "text_end": cue.text_end,
        "excerpt": plan.excerpt(cue),
        "reason": cue.reason,
        "role": cue.role,
        "motif": cue.motif,
        "pinned": cue.pinned,
        "muted": cue.muted,
        "pieces": [asdict(piece) for piece in cue.pieces],
        "alternatives": [
            {**asdict(other), "track": str(other.track), "score": round(other.score, 6)}
            for other in cue.alternatives
        ],
        "facts": cue.facts.as_json() if cue.facts else None,
        "credits": cue.credits.as_json(),
        "attribution": attribution(cue),
    }


def to_json_text(plan: CuePlan) -> str:
    """Return `to_json` as the text of the file: UTF-8 safe, indented, with a last line end."""
    text = json.dumps(to_json(plan), ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"
