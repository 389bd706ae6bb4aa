"""The teachers: public audio networks (ONNX) whose mood scores and embeddings we learn from.

They are read from ``<data>/teachers`` (../shared/data/README.md names their publishers and
licences) and are never shipped. All three have licences that allow commercial use:
EfficientAT mn04_as (MIT; Schmid et al. 2023), YAMNet (Apache-2.0), musicnn MSD (ISC; Pons and
Serra 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW_SECONDS = 10.0
"""What every teacher hears of a track at a time: mn04's input length."""

SOURCE_RATE = 32_000

MUSIC_CLASSES = slice(137, 283)
"""mn04: AudioSet's music branch, genres, instruments, roles and the seven moods (276…282)."""
MOOD_CLASSES = slice(276, 283)
YAMNET_MOODS = ("Happy music", "Sad music", "Tender music", "Exciting music", "Angry music",
                "Scary music")  # fmt: skip
"""YAMNet has no class for funny music."""

_YAMNET_FRAMES = 6
_MUSICNN_PATCHES = 2
"""musicnn costs more than both others; two 3-second patches a window agree with three."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the teachers say of one window of `WINDOW_SECONDS`.

    `mn04`: logits of `MUSIC_CLASSES`, float32 (146,); `mn04_embedding` (384,);
    `yamnet`: logits of `YAMNET_MOODS` (6,), the median over frames, since silence reaches −25
    standard deviations; `yamnet_embedding` (1024,); `musicnn`: logits of 50 tags (50,);
    `musicnn_embedding` (200,).
    """

    mn04: NDArray[np.float32]
    mn04_embedding: NDArray[np.float32]
    yamnet: NDArray[np.float32]
    yamnet_embedding: NDArray[np.float32]
    musicnn: NDArray[np.float32]
    musicnn_embedding: NDArray[np.float32]


class Teachers:
    """Three teachers, one thread each; without their files the constructor, or what needs them,
    raises FileNotFoundError.
    """

    def __init__(self, data: Path, threads: int = 1) -> None:
        folder = data / "teachers"
        self._folder, self._threads = folder, threads
        self._mn04 = session(folder / "mn04_audioset_32k_10s.onnx", threads)
        self._yamnet = session(folder / "yamnet_16k_0.98s.onnx", threads)
        names = (folder / "yamnet_16k_0.98s.labels.txt").read_text("utf-8").splitlines()
        self._yamnet_moods = [names.index(name) for name in YAMNET_MOODS]

    @cached_property
    def _musicnn(self) -> Any:
        return session(self._folder / "musicnn_msd_16k_3s.onnx", self._threads)

    def moods(self, window: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return mood logits (13,) of `window` as in `hear`: mn04's seven, then yamnet's six."""
        logits, _ = self._mn04.run(None, {"waveform": window[None]})
        yamnet, _ = self._hear_yamnet(soxr.resample(window, SOURCE_RATE, 16_000))
        return np.concatenate([logits[0, MOOD_CLASSES], yamnet])

    def hear(self, window: NDArray[np.float32]) -> Lesson:
        """Return the lesson on `window`, float32 (320000,), mono at 32 kHz."""
        logits, embedding = self._mn04.run(None, {"waveform": window[None]})
        low = soxr.resample(window, SOURCE_RATE, 16_000).astype(np.float32)
        yamnet, yamnet_embedding = self._hear_yamnet(low)
        parts = patches(low, 47_616, _MUSICNN_PATCHES)
        tags, tag_embedding = self._musicnn.run(None, {"waveform": parts})
        return Lesson(
            mn04=logits[0, MUSIC_CLASSES],
            mn04_embedding=embedding[0],
            yamnet=yamnet,
            yamnet_embedding=yamnet_embedding,
            musicnn=tags.mean(axis=0),
            musicnn_embedding=tag_embedding.mean(axis=0),
        )

    def _hear_yamnet(
        self, low: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        frames = patches(low, 15_600, _YAMNET_FRAMES)
        logits, embedding = self._yamnet.run(None, {"waveform": frames})
        moods = np.median(logits[:, self._yamnet_moods], axis=0).astype(np.float32)
        return moods, embedding.mean(axis=0)


def session(path: Path, threads: int) -> Any:
    """Return the network at `path`, which runs on so many threads; FileNotFoundError."""
    import onnxruntime  # noqa: PLC0415 - a training dependency only

    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; --data names the folder that holds teachers/")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def patches(samples: NDArray[np.float32], length: int, count: int) -> NDArray[np.float32]:
    """Cut `count` evenly spaced patches (count, length) out of `samples`."""
    starts = np.linspace(0, len(samples) - length, count).astype(int)
    return np.stack([samples[s : s + length] for s in starts])
