"""Hears a whole recording, as both evaluations of music do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.audio.decoding import MODEL_RATE, decode

if TYPE_CHECKING:
    from pathlib import Path

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.emotion.reading import Reading


def hear(pack: ModelPack, path: Path) -> Reading:
    """Return what `pack` makes of the recording at `path` as one clip; InputError if unreadable."""
    sound = decode(path, sample_rate=MODEL_RATE, mono=True)
    curve = pack.listen(np.ascontiguousarray(sound.samples[:, 0]))
    return pack.read_clip(curve, 0.0, len(sound.samples) / MODEL_RATE)
