"""The shipped pack gives the same answers in half precision, as CUDA computes it.

The tolerance is what `devices.network_type` promises; half precision is computed here on the CPU,
so that it is checked on machines without a GPU.
"""

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from t2m_engine.audio import encoder as audio_encoder
from t2m_engine.devices import TOLERANCE
from t2m_engine.emotion.moods import Emotion
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.text import encoder as text_encoder

TEXTS = [
    "The whole village danced until the sun came up.",
    "Something was scratching, slowly, at the inside of the wardrobe door.",
    "He threw the plate at the wall. “You lied to me,” he said. “Both of you.” " * 12,
]


def music() -> Iterator[np.ndarray]:
    time = np.arange(16_000 * 12) / 16_000
    random = np.random.default_rng(0)
    yield (0.2 * np.sin(2 * np.pi * 220 * time) * np.exp(-(time % 0.5) * 6)).astype(np.float32)
    yield (random.normal(0, 0.2, time.size) * (time % 0.25 < 0.1)).astype(np.float32)


def emotions(pack: ModelPack) -> list[Emotion]:
    curves = [pack.listen(samples) for samples in music()]
    read = [reading.emotion for reading in pack.read_texts(TEXTS)]
    return read + [pack.read_clip(curve, 0, 12).emotion for curve in curves]


def test_half_precision_is_within_the_tolerance(monkeypatch: pytest.MonkeyPatch) -> None:
    single = emotions(ModelPack.load(device="cpu"))
    for module in (audio_encoder, text_encoder):
        monkeypatch.setattr(module, "network_type", lambda _: torch.float16)
    half = emotions(ModelPack.load(device="cpu"))
    for one, other in zip(single, half, strict=True):
        assert one.valence == pytest.approx(other.valence, abs=TOLERANCE)
        assert one.arousal == pytest.approx(other.arousal, abs=TOLERANCE)
        assert one.moods == pytest.approx(other.moods, abs=TOLERANCE)
    assert single != half, "it was computed in another precision"
