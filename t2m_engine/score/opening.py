"""Opening a score's folder, with what was changed by hand in it, and writing it anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from t2m_engine.errors import InputError
from t2m_engine.export.plan_json import SCHEMA, from_json, text_digest
from t2m_engine.score.edits import take_over
from t2m_engine.score.folder import room_for, settle
from t2m_engine.score.hand import Hand
from t2m_engine.score.outputs import CUES, PLAN, put_sheets
from t2m_engine.score.plan_file import from_toml, to_toml
from t2m_engine.score.plan_rows import PlanFile, Score, Silence, rows_of
from t2m_engine.text.manuscript import read_manuscript

_REMEDY = "Score the manuscript into this folder again."


def read_plan_text(out: Path) -> str | None:
    """Return what stands in the plan.toml in `out`; None where there is none, InputError."""
    path = out / PLAN
    try:
        if out.is_dir():
            settle(out)
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", "Save it as UTF-8, or score anew.") from None
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})") from error


def open_score(out: Path, hand: Callable[[str], Hand]) -> Score:
    """Return the score in the folder `out`, with what was changed by hand in its plan.toml.

    `hand` makes one for a space; it is asked for only where something was changed. Raises
    InputError where there is no score, where the manuscript has changed since, and for a
    plan.toml that cannot be read or asks for what cannot be played.
    """
    text = read_plan_text(out)
    if text is None:
        raise InputError(out, "holds no score", "Score a manuscript into it first.")
    rows = from_toml(text, out / PLAN)
    content = read_cues(out)
    # A plan.toml goes with its book when that is moved.
    manuscript = rows.manuscript or Path(str(content.get("manuscript")))
    story = read_manuscript(manuscript)
    if text_digest(story.text) != content.get("text_sha256"):
        raise InputError(manuscript, "has changed since it was scored", _REMEDY)
    score = score_of(content, rows, story.text, out)
    own_text = to_toml(rows_of(score), out)
    if own_text == text:
        return score
    own = from_toml(own_text, out / PLAN)
    if replace(own.wishes, vetoes=()) != replace(rows.wishes, vetoes=()):
        raise InputError(
            out / PLAN, "wishes another score than the one that is there", "Score it again."
        )
    return take_over(score, rows, own, lambda: hand(score.plan.space), out / PLAN)


def write_sheets(score: Score, out: Path) -> None:
    """Write what tells of `score` in words, plan.toml and the cue lists, but no sound."""
    with room_for(out) as room:
        put_sheets(score, room, out)


def read_cues(out: Path) -> dict[str, Any]:
    """Return what the cues.json in `out` holds: the score as it was last written. InputError."""
    path = out / CUES
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", _REMEDY) from None
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise InputError(path, "is damaged", _REMEDY)
    return content


def score_of(content: Mapping[str, Any], rows: PlanFile, text: str, out: Path) -> Score:
    """Return the score of a cues.json, by the silences and vetoes that are in `rows`.

    `text` is the manuscript's. Raises InputError where `content` is no cue plan.
    """
    try:
        plan = from_json(content, text)
    except (ValueError, KeyError, TypeError):
        raise InputError(out / CUES, "is damaged", _REMEDY) from None
    silences = tuple(
        Silence(row.start, row.end, row.place.start, row.place.end)
        for row in rows.silences
        if row.place is not None
    )
    return Score(plan, silences, rows.wishes.vetoes)
