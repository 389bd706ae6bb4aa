"""Where a recording of a voice speaks, and where it pauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.audio.decoding import Decoding
from t2m_engine.errors import CancelledError, InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE = 8_000
"""Hertz that a recording is listened to at: where speech is and is not needs no more."""
FRAME = 0.01
"""Seconds of a frame."""
LEAST_PAUSE = 0.10
"""Seconds of quiet that count as a pause; a plosive's closure is shorter."""
LONGEST = 48 * 3600.0
"""Seconds of a recording at most: books are read in one file, too."""
_FLOOR = -80.0
_QUIET = 0.30
"""Where a pause's level may lie between the recording's noise and its speech."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Where a recording speaks: frames of FRAME seconds.

    `spoken` float64 (f + 1,): seconds of speech before each frame; `pauses` float64 (p, 2):
    start and end of each in seconds, in order; the first ends where speech begins, the last
    begins where it ends.
    """

    duration: float
    spoken: NDArray[np.float64]
    pauses: NDArray[np.float64]


def listen(path: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Speech:
    """Return where the recording at `path` speaks.

    Memory is 8 bytes a frame: 23 MB for eight hours. Raises InputError (unreadable, or silent)
    and CancelledError.
    """
    size = round(RATE * FRAME)
    levels: list[NDArray[np.float64]] = []
    with Decoding(path, sample_rate=RATE, mono=True, longest=LONGEST) as decoding:
        rest = np.zeros(0, np.float32)
        for block in decoding.blocks():
            if cancelled():
                raise CancelledError("Listening to the narration was cancelled.")
            rest = np.concatenate([rest, block[:, 0]])
            whole = len(rest) // size
            frames = rest[: whole * size].reshape(whole, size).astype(np.float64)
            levels.append(np.square(frames).mean(axis=1))
            rest = rest[whole * size :]
    power = np.concatenate(levels) if levels else np.zeros(0)
    if not power.size or power.max() < 1e-7:
        raise InputError(path, "holds no speech", "Give a recording of the manuscript.")
    return _find_speech(10.0 * np.log10(power + 10.0 ** (_FLOOR / 10.0)))


def _find_speech(level: NDArray[np.float64]) -> Speech:
    noise, voice = np.percentile(level, [8.0, 85.0])
    quiet = level < max(noise + _QUIET * (voice - noise), voice - 35.0)
    edges = np.flatnonzero(np.diff(np.r_[False, quiet, False].astype(np.int8)))
    runs = edges.reshape(-1, 2)
    inner = (runs[:, 1] - runs[:, 0]) * FRAME >= LEAST_PAUSE
    at_edge = (runs[:, 0] == 0) | (runs[:, 1] == len(level))
    runs = runs[inner | at_edge]
    # A recording that begins or ends with speech has pauses of no length there.
    if not len(runs) or runs[0, 0] > 0:
        runs = np.vstack([[0, 0], runs])
    if runs[-1, 1] < len(level):
        runs = np.vstack([runs, [len(level), len(level)]])
    speaking = np.ones(len(level))
    for start, end in runs:
        speaking[start:end] = 0.0
    spoken = np.concatenate([[0.0], np.cumsum(speaking)]) * FRAME
    return Speech(len(level) * FRAME, spoken, (runs * FRAME).astype(np.float64))
