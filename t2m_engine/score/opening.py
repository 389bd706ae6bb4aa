"""Opening a score's folder, with what was changed by hand in it, and writing it anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from t2m_engine.errors import InputError
from t2m_engine.export.plan_json import from_json, text_digest
from t2m_engine.score.edits import take_over
from t2m_engine.score.folder import room_for, settle
from t2m_engine.score.hand import Hand
from t2m_engine.score.outputs import CUES, PLAN, put_sheets
from t2m_engine.score.plan_file import from_toml, to_toml
from t2m_engine.score.plan_rows import PlanFile, Score, Silence, rows_of
from t2m_engine.text.manuscript import read_manuscript


def read_plan_file(out: Path) -> tuple[str, PlanFile] | None:
    """Return the text of the plan.toml in `out`, and what it says; None where there is none.

    Raises InputError where it cannot be read.
    """
    path = out / PLAN
    try:
        if out.is_dir():
            settle(out)
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", "Save it as UTF-8, or score anew.") from None
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})") from error
    return text, from_toml(text, path)


def open_score(out: Path, hand: Callable[[str], Hand]) -> Score:
    """Return the score in the folder `out`, with what was changed by hand in its plan.toml.

    `hand` makes one for a space; it is asked for only where something was changed. Raises
    InputError where there is no score, where the manuscript has changed since, and for a
    plan.toml that cannot be read or asks for what cannot be played.
    """
    found = read_plan_file(out)
    if found is None:
        raise InputError(out, "holds no score", "Score a manuscript into it first.")
    text, rows = found
    score = _written(out, rows)
    own_text = to_toml(rows_of(score), out)
    if own_text == text:
        return score
    own = from_toml(own_text, out / PLAN)
    if _planned_with(own) != _planned_with(rows):
        raise InputError(
            out / PLAN, "wishes another score than the one that is there", "Score it again."
        )
    return take_over(score, rows, own, hand(score.plan.space), out / PLAN)


def write_sheets(score: Score, out: Path) -> None:
    """Write what tells of `score` in words, plan.toml and the cue lists, but no sound."""
    with room_for(out) as room:
        put_sheets(score, room, out)


def _written(out: Path, rows: PlanFile) -> Score:
    """The score as it was last written, before anything was changed by hand."""
    path = out / CUES
    remedy = "Score the manuscript into this folder again."
    try:
        content = json.loads(path.read_bytes())
        # A plan.toml goes with its book when that is moved.
        manuscript = rows.manuscript or Path(content["manuscript"])
        digest = content["text_sha256"]
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", remedy) from None
    except (ValueError, KeyError, TypeError):
        raise InputError(path, "is damaged", remedy) from None
    text = read_manuscript(manuscript).text
    if text_digest(text) != digest:
        raise InputError(manuscript, "has changed since it was scored", remedy)
    try:
        plan = from_json(content, text)
    except (ValueError, KeyError, TypeError):
        raise InputError(path, "is damaged", remedy) from None
    silences = tuple(
        Silence(row.start, row.end, row.place.start, row.place.end)
        for row in rows.silences
        if row.place is not None
    )
    return Score(plan, silences, rows.wishes.vetoes)


def _planned_with(rows: PlanFile) -> tuple[object, ...]:
    return rows.pack, replace(rows.wishes, vetoes=())
