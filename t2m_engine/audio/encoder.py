"""The music encoder: a track's samples → what it feels like, chunk by chunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from t2m_engine.audio.mel import SAMPLE_RATE, LogMel
from t2m_engine.audio.network import MusicNetwork, MusicNetworkShape
from t2m_engine.audio.paper_network import DecibelMel, PaperNetwork, PaperShape
from t2m_engine.devices import network_type, share
from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

CHUNK = 80_000
"""Samples in a chunk (5 s at 16 kHz), as in the paper (§4.1)."""
CHUNK_SECONDS = CHUNK / SAMPLE_RATE
BATCH = 8
"""Chunks in a forward pass on the CPU; more does not pay there, and leaves threads without work."""
GPU_BATCH = 256


@dataclass(frozen=True, slots=True)
class MusicCurve:
    """A track over time, in chunks of `length` seconds that begin at `starts`.

    `starts` float32 (c,) seconds; `embedding` float32 (c, 256); `valence`, `arousal` float32
    (c,) in −1…1; `mood_logits` float32 (c, 7); `level` float32 (c,), RMS in 0…1.
    """

    length: float
    starts: NDArray[np.float32]
    embedding: NDArray[np.float32]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    mood_logits: NDArray[np.float32]
    level: NDArray[np.float32]

    @property
    def moods(self) -> NDArray[np.float32]:
        """Shares of the seven moods in every chunk, float32 (c, 7), rows sum to 1."""
        return softmax(self.mood_logits)


class MusicEncoder:
    """Runs the music network of a model pack; the same answers in whatever batches."""

    def __init__(
        self,
        shape: MusicNetworkShape | PaperShape,
        weights: Mapping[str, torch.Tensor],
        device: str,
    ) -> None:
        """ModelError when `weights` are not those of the network of that shape."""
        self._device = device
        network: MusicNetwork | PaperNetwork
        mel: LogMel | DecibelMel
        if isinstance(shape, PaperShape):
            network, mel = PaperNetwork(shape), DecibelMel(shape.window)
        else:
            network, mel = MusicNetwork(shape), LogMel()
        try:
            network.load_state_dict(dict(weights))
        except RuntimeError as error:
            why = " ".join(str(error).split())
            raise ModelError(
                f"The weights of the music network do not fit its card: {why}"
            ) from None
        self._mel = mel.to(device).eval()
        self._network = network.to(device, network_type(device)).eval()
        self._batch = GPU_BATCH if device != "cpu" else BATCH

    @property
    def at_once(self) -> float:
        """Seconds of music that keep the device busy: a batch, or one for every thread."""
        batches = torch.get_num_threads() if self._device == "cpu" else 1
        return batches * self._batch * CHUNK_SECONDS

    def listen(self, samples: NDArray[np.float32]) -> MusicCurve:
        """Return the curve of `samples`, float32 (n,), mono at 16 kHz, n ≥ 1."""
        return self.listen_all([samples])[0]

    def listen_all(self, tracks: Sequence[NDArray[np.float32]]) -> list[MusicCurve]:
        """Return the curves of tracks, each as of `listen`; their chunks share the batches."""
        if not tracks:
            return []
        cut = [_chunks(samples) for samples in tracks]
        every = [chunks for _, chunks in cut]
        # One alone may have three hours: it is not copied once more.
        embedding, logits, plane = self._forward(every[0] if len(cut) == 1 else np.vstack(every))
        curves, first = [], 0
        for samples, (offsets, chunks) in zip(tracks, cut, strict=True):
            own = slice(first, first + len(chunks))
            first = own.stop
            curves.append(
                MusicCurve(
                    length=min(CHUNK_SECONDS, samples.size / SAMPLE_RATE),
                    starts=(np.array(offsets) / SAMPLE_RATE).astype(np.float32),
                    embedding=embedding[own],
                    valence=np.ascontiguousarray(plane[own, 0]),
                    arousal=np.ascontiguousarray(plane[own, 1]),
                    mood_logits=logits[own],
                    level=np.sqrt(np.square(chunks).mean(axis=1)),
                )
            )
        return curves

    def _forward(self, chunks: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        batches = [chunks[i : i + self._batch] for i in range(0, len(chunks), self._batch)]
        parts = share(self._one, batches) if self._device == "cpu" else map(self._one, batches)
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))

    @torch.inference_mode()
    def _one(self, batch: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        mel = self._mel(torch.from_numpy(batch).to(self._device))
        outputs = self._network(mel.to(network_type(self._device)))
        return [output.float().cpu().numpy() for output in outputs]


def _chunks(samples: NDArray[np.float32]) -> tuple[list[int], NDArray[np.float32]]:
    """Where the chunks of a track begin, and they themselves, float32 (c, CHUNK).

    The last chunk ends where the track ends and so overlaps the one before; a track shorter than
    a chunk is repeated to fill it, since silence after it would be heard as calm.
    """
    assert samples.ndim == 1, "mono samples"
    assert samples.size, "at least one sample"
    if samples.size < CHUNK:
        return [0], np.resize(samples, (1, CHUNK)).astype(np.float32)
    offsets = list(range(0, samples.size - CHUNK + 1, CHUNK))
    if samples.size - CHUNK - offsets[-1] >= SAMPLE_RATE:
        offsets.append(samples.size - CHUNK)
    return offsets, np.stack([samples[o : o + CHUNK] for o in offsets]).astype(np.float32)


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the softmax of `logits` over its last axis, float32."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), np.float32)
