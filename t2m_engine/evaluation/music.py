"""Everything that is measured of a pack's music network, in the order of what it costs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.evaluation.emotify import agreement, cross_validated, load_ratings
from t2m_engine.evaluation.hearing import hear
from t2m_engine.evaluation.hearing_speed import hearing_speed
from t2m_engine.evaluation.invariance import evaluate_invariance
from t2m_engine.evaluation.lessons import ends, hear_lessons, teachers_agreement
from t2m_engine.evaluation.teachers import teachers_features
from t2m_engine.training.lessons import find_tracks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from t2m_engine.emotion.pack import ModelPack

_TRACKS = 40
"""Tracks of free music for the invariances, evenly over all that there are."""
_TELL = 5.0


def measure_music(
    pack: ModelPack, data: Path, music: Path | None, lessons: Path | None, cache: Path
) -> dict[str, Any]:
    """Return all figures that the folders at hand allow, by the name of what was measured.

    `music` holds packages of free music, `lessons` what `training lessons` made of them; `cache`
    keeps what the teachers hear of Emotify. Progress goes to the standard output.
    """
    found: dict[str, Any] = {"speed": hearing_speed(pack.folder)}
    if music is not None:
        paths = [track.path for track in find_tracks(music)]
        spread = np.linspace(0, len(paths) - 1, min(_TRACKS, len(paths))).astype(int)
        kept = evaluate_invariance(pack, [paths[i] for i in spread], _teller("invariance"))
        found["invariance"] = {"clips": len(kept[0].cosines)} | {
            k.change: k.as_json() for k in kept
        }
    if lessons is not None:
        windows = hear_lessons(pack, lessons, data, _teller("windows of free music"))
        found["teachers"] = teachers_agreement(windows)
        found["ends"] = ends(windows, music)
    found["emotify"] = _emotify(pack, data, cache)
    return found


def _emotify(pack: ModelPack, data: Path, cache: Path) -> dict[str, Any]:
    ratings = load_ratings(data)
    tell = _teller("Emotify")
    readings = []
    for number, path in enumerate(ratings.paths):
        tell(number, len(ratings.paths))
        readings.append(hear(pack, path))
    plane = np.array([(r.emotion.valence, r.emotion.arousal) for r in readings])
    features = {"pack": np.stack([reading.embedding for reading in readings])}
    features |= teachers_features(ratings, data, cache, _teller("the teachers on Emotify"))
    features["all teachers"] = np.concatenate(
        [features[name] for name in features if name != "pack"], axis=1
    )
    classical = ratings.genre == "classical"
    return {
        "songs": len(readings),
        "as it is": agreement(plane, ratings.plane),
        "as it is, classical": agreement(plane[classical], ratings.plane[classical]),
        "five folds": {name: cross_validated(rows, ratings) for name, rows in features.items()},
    }


def _teller(what: str) -> Callable[[int, int], None]:
    """Return what prints a line of progress now and then."""
    last = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > _TELL:
            last = time.monotonic()
            print(f"{what}: {done} of {total}", flush=True)

    return tell


def as_tables(tables: dict[str, list[dict[str, object]]]) -> str:
    """Return the ends of the plane as Markdown tables, for reading."""
    lines = []
    for name, rows in tables.items():
        lines += [f"\n{name}", "| " + " | ".join(rows[0]) + " |", "|" + "---|" * len(rows[0])]
        lines += ["| " + " | ".join(str(cell) for cell in row.values()) + " |" for row in rows]
    return "\n".join(lines) + "\n"
