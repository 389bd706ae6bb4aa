"""A pack beside the teachers, on windows of free music; and the clips at the ends of the plane.

Reads the lessons of `python -m t2m_engine.training lessons`, which hold the sound and what the
teachers scored; packages in `HELD_OUT` are those that no network of ours has met.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import mutagen
import numpy as np

from t2m_engine.audio.decoding import MODEL_RATE
from t2m_engine.audio.tags import name_parts
from t2m_engine.audio.tempo import find_tempo
from t2m_engine.emotion.moods import MOODS
from t2m_engine.evaluation.emotify import AXES, bootstrap, pearson
from t2m_engine.training.music_lessons import COMPOSED, HELD_OUT, LOOKED_AT
from t2m_engine.training.music_targets import music_targets
from t2m_engine.training.teachers import WINDOW_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack

TEN = 10
ENDS = {"calmest": (0.0, -1.0), "tensest": (0.0, 1.0), "brightest": (1.0, 0.0),
        "darkest": (-1.0, 0.0)}  # fmt: skip
"""Where each list looks in the plane (valence, arousal), as `Emotion` names its ends."""


@dataclass(slots=True)
class Windows:
    """n windows of 10 s: what the pack hears in them, and the teachers' targets.

    `plane` and `teachers_plane` (n, 2), `moods` (n, 7) mood logits less their mean,
    `teachers_moods` (n, 7) standardised, `samples` int16 (n, 160000) at 16 kHz.
    """

    source: NDArray[np.str_]
    name: NDArray[np.str_]
    start: NDArray[np.float32]
    samples: NDArray[np.int16]
    plane: NDArray[np.float32]
    moods: NDArray[np.float32]
    shares: NDArray[np.float32]
    teachers_plane: NDArray[np.float32]
    teachers_moods: NDArray[np.float32]


def hear_lessons(
    pack: ModelPack, cache: Path, data: Path, tell: Callable[[int, int], None] | None = None
) -> Windows:
    """Let `pack` hear the windows of real music in `cache`; FileNotFoundError without any."""
    files = sorted(cache.rglob("*.0.npz"))
    if not files:
        raise FileNotFoundError(f"{cache} holds no lessons: make them with training lessons")
    columns: dict[str, list[NDArray[np.generic]]] = {}
    teachers: dict[str, list[NDArray[np.float32]]] = {}
    for number, path in enumerate(files):
        if tell is not None:
            tell(number, len(files))
        with np.load(path) as file:
            if str(file["source"]) == COMPOSED:
                continue
            count = len(file["audio"])
            for samples in file["audio"]:
                curve = pack.listen(samples.astype(np.float32) / 32_767)
                reading = pack.read_clip(curve, 0.0, WINDOW_SECONDS)
                logits = curve.mood_logits.mean(axis=0)
                for key, row in (
                    ("plane", [reading.emotion.valence, reading.emotion.arousal]),
                    ("moods", logits - logits.mean()),
                    ("shares", reading.emotion.moods),
                ):
                    columns.setdefault(key, []).append(np.asarray(row, np.float32)[None])
            for key in ("mn04", "yamnet", "musicnn"):
                teachers.setdefault(key, []).append(file[key])
            columns.setdefault("samples", []).append(file["audio"])
            columns.setdefault("start", []).append(file["start"])
            for key in ("source", "name"):
                columns.setdefault(key, []).append(np.repeat(str(file[key]), count))
    table = {key: np.concatenate(parts) for key, parts in columns.items()}
    heard = {key: np.concatenate(parts) for key, parts in teachers.items()}
    reference = ~np.isin(table["source"], list(HELD_OUT | LOOKED_AT))
    targets = music_targets(heard, reference, data)
    return Windows(**table, teachers_plane=targets.plane, teachers_moods=targets.moods)


def teachers_agreement(windows: Windows) -> dict[str, float]:
    """Return r with the teachers on held-out packages: both axes with intervals, every mood."""
    rows = np.isin(windows.source, list(HELD_OUT))
    measured: dict[str, float] = {"windows": int(rows.sum())}
    for axis, name in enumerate(AXES):
        pair = windows.plane[rows, axis], windows.teachers_plane[rows, axis]
        low, high = bootstrap(pearson, *pair)
        measured |= {f"{name}_r": pearson(*pair), f"{name}_r_low": low, f"{name}_r_high": high}
    for number, mood in enumerate(MOODS):
        measured[f"{mood}_r"] = pearson(
            windows.moods[rows, number], windows.teachers_moods[rows, number]
        )
    measured["moods_r"] = float(np.mean([measured[f"{mood}_r"] for mood in MOODS]))
    return {key: round(value, 3) for key, value in measured.items()}


def ends(windows: Windows, music: Path | None = None) -> dict[str, list[dict[str, object]]]:
    """Return the ten clips that lie furthest each way, one a track, with what describes them.

    Title, package, start (s), tempo, spectral centroid (Hz), the first three moods, valence,
    arousal, and the tags that the file itself has, where it lies under `music`.
    """
    tables: dict[str, list[dict[str, object]]] = {}
    for name, direction in ENDS.items():
        order = np.argsort(-(windows.plane @ np.array(direction, np.float32)), kind="stable")
        rows: list[int] = []
        for row in order:
            if windows.name[row] not in windows.name[rows]:
                rows.append(int(row))
            if len(rows) == TEN:
                break
        tables[name] = [_described(windows, row, music) for row in rows]
    return tables


def _described(windows: Windows, row: int, music: Path | None) -> dict[str, object]:
    samples = windows.samples[row].astype(np.float32) / 32_767
    name = str(windows.name[row])
    tempo = find_tempo(samples, MODEL_RATE)
    tags = ""
    if music is not None and (music / name).is_file():
        written = mutagen.File(music / name, easy=True)
        told = (written.tags or {}) if written is not None else {}
        tags = ", ".join(str(told[key][0]) for key in ("artist", "genre", "album") if told.get(key))
    best = np.argsort(-windows.shares[row])[:3]
    return {
        "title": name_parts(Path(name).stem)[0],
        "source": str(windows.source[row]),
        "start": round(float(windows.start[row]), 1),
        "tempo": None if tempo.beats is None else round(tempo.beats),
        "centroid": round(centroid(samples)),
        "moods": ", ".join(f"{MOODS[m]} {windows.shares[row, m]:.2f}" for m in best),
        "valence": round(float(windows.plane[row, 0]), 2),
        "arousal": round(float(windows.plane[row, 1]), 2),
        "tags": tags,
    }


def centroid(samples: NDArray[np.float32], rate: int = MODEL_RATE) -> float:
    """Return the spectral centroid in hertz of `samples` (n,), by magnitudes of the whole."""
    spectrum = np.abs(np.fft.rfft(samples))
    frequencies = np.fft.rfftfreq(len(samples), 1 / rate)
    return float(spectrum @ frequencies / max(1e-9, float(spectrum.sum())))
