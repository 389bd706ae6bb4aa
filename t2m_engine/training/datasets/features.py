"""What a model pack makes of texts and of clips, kept on disk so that it is made once.

A file of the cache is named by the network that read or heard, and the digest of what: another
network, or other content, is another file. Files are .npz without pickles, each written whole.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.audio.decoding import MODEL_RATE, decode
from t2m_engine.emotion.moods import MOODS, Emotion
from t2m_engine.emotion.reading import Reading
from t2m_engine.files import replacing
from t2m_engine.training.datasets.records import ClipAt, Progress, digest, go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.pack import ModelPack

_BATCH = 128
"""Texts in a file of the cache: what is lost when a run is stopped, some ten seconds of work."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Of n items: `embedding` float32 (n, d); `emotion` float32 (n, 9): valence, arousal, moods."""

    embedding: NDArray[np.float32]
    emotion: NDArray[np.float32]

    def take(self, rows: NDArray[np.int64]) -> Features:
        """Return the features of `rows`."""
        return Features(self.embedding[rows], self.emotion[rows])

    def readings(self) -> list[Reading]:
        """Return the features as the readings that they were made of."""
        return [
            Reading(
                Emotion(float(e[0]), float(e[1]), tuple(float(share) for share in e[2:])), vector
            )
            for vector, e in zip(self.embedding, self.emotion, strict=True)
        ]


def join(parts: Iterable[Features]) -> Features:
    """Return the features of all `parts`, one after the other."""
    rows = list(parts)
    return Features(
        np.concatenate([part.embedding for part in rows]),
        np.concatenate([part.emotion for part in rows]),
    )


def text_features(
    pack: ModelPack,
    texts: Sequence[str],
    cache: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Features:
    """Return what `pack` reads in `texts`, none of which is blank."""
    parts = []
    for first in range(0, len(texts), _BATCH):
        go_on(cancelled)
        if progress:
            progress(first, len(texts), "reading texts")
        batch = list(texts[first : first + _BATCH])
        key = hashlib.blake2b("\0".join(batch).encode(), digest_size=16).hexdigest()
        target = cache / "features" / network_key(pack, "text", "tokenizer") / f"{key}.npz"
        if not target.exists():
            _save(target, pack.read_texts(batch))
        parts.append(_load(target))
    return join(parts)


def music_features(
    pack: ModelPack,
    clips: Sequence[ClipAt],
    cache: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Features:
    """Return what `pack` hears in `clips`: the means over each clip's chunks.

    A recording is decoded once for all clips in it. Raises InputError for one that cannot be read.
    """
    by_path: dict[Path, list[int]] = {}
    for row, clip in enumerate(clips):
        by_path.setdefault(clip.path, []).append(row)
    found: dict[int, Features] = {}
    for number, (path, rows) in enumerate(by_path.items()):
        go_on(cancelled)
        if progress:
            progress(number, len(by_path), f"listening: {path.name}")
        places = np.array([(clips[r].start, clips[r].seconds or np.inf) for r in rows])
        key = hashlib.blake2b(places.tobytes(), digest_size=8).hexdigest()
        target = cache / "features" / network_key(pack, "music") / f"{digest(path)}_{key}.npz"
        if not target.exists():
            _save(target, _hear(pack, path, places))
        features = _load(target)
        for place, row in enumerate(rows):
            found[row] = features.take(np.array([place]))
    return join(found[row] for row in range(len(clips)))


def network_key(pack: ModelPack, *sections: str) -> str:
    """Return the name of one of the networks of `pack`, which another pack may share."""
    content = json.dumps([pack.card[section] for section in sections], sort_keys=True)
    return f"{sections[0]}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _hear(pack: ModelPack, path: Path, places: NDArray[np.float64]) -> list[Reading]:
    sound = decode(path, sample_rate=MODEL_RATE, mono=True)
    samples = np.ascontiguousarray(sound.samples[:, 0])
    readings = []
    for start, seconds in places:
        first = min(int(start * MODEL_RATE), max(0, len(samples) - MODEL_RATE))
        last = len(samples) if np.isinf(seconds) else first + int(seconds * MODEL_RATE)
        clip = samples[first:last]
        readings.append(pack.read_clip(pack.listen(clip), 0.0, len(clip) / MODEL_RATE))
    return readings


def _save(target: Path, readings: Sequence[Reading]) -> None:
    emotions = [(r.emotion.valence, r.emotion.arousal, *r.emotion.moods) for r in readings]
    with replacing(target) as temporary, temporary.open("wb") as file:
        np.savez(
            file,
            allow_pickle=False,
            embedding=np.stack([r.embedding for r in readings]).astype(np.float32),
            emotion=np.array(emotions, np.float32).reshape(-1, 2 + len(MOODS)),
        )


def _load(target: Path) -> Features:
    with np.load(target) as file:
        return Features(file["embedding"], file["emotion"])
