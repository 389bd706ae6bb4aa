"""The teachers' embeddings of Emotify's songs, computed once: what the pack is measured beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.files import replacing
from t2m_engine.training.lessons import windows
from t2m_engine.training.teachers import Teachers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.evaluation.emotify import Ratings

NAMES = ("mn04", "yamnet", "musicnn")
_WINDOWS = 3
"""Of 10 s, of a song of one minute; a pack hears all of it."""


def teachers_features(
    ratings: Ratings, data: Path, cache: Path, tell: Callable[[int, int], None] | None = None
) -> dict[str, NDArray[np.float32]]:
    """Return each teacher's features of the songs, float32 (n, d): its embedding and its scores.

    Means over three windows a song. Kept in `cache`; a run that was stopped goes on.
    """
    folder = cache / "emotify"
    folder.mkdir(parents=True, exist_ok=True)
    teachers: Teachers | None = None
    rows: dict[str, list[NDArray[np.float32]]] = {name: [] for name in NAMES}
    for number, path in enumerate(ratings.paths):
        kept = folder / f"{path.stem}.npz"
        if not kept.exists():
            if tell is not None:
                tell(number, len(ratings.paths))
            teachers = teachers or Teachers(data)
            heard = [teachers.hear(window) for _, window in windows(path, most=_WINDOWS)]
            song = {
                name: np.concatenate(
                    [
                        np.mean([getattr(lesson, f"{name}_embedding") for lesson in heard], axis=0),
                        np.mean([getattr(lesson, name) for lesson in heard], axis=0),
                    ]
                )
                for name in NAMES
            }
            with replacing(kept) as temporary, temporary.open("wb") as file:
                np.savez(file, allow_pickle=False, **song)
        with np.load(kept) as found:
            for name in NAMES:
                rows[name].append(found[name])
    return {name: np.stack(parts).astype(np.float32) for name, parts in rows.items()}
