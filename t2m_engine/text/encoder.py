"""The text encoder: passages → an embedding, valence and arousal, and logits of the moods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from t2m_engine.devices import network_type, share
from t2m_engine.text.sentences import pieces
from t2m_engine.torchaudio_import import import_torchaudio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WORDS = 150
"""Words in a window: some 200 tokens, under the 256 that MiniLM-L6 was trained to read."""
TOKENS = 256
BATCH = 8
GPU_BATCH = 64
OUTPUTS = 8
"""Seven moods, then neutral."""


@dataclass(frozen=True, slots=True)
class EncodedText:
    """What n passages feel like.

    `embedding` float32 (n, d), unit length; `valence`, `arousal` float32 (n,) in −1…1; `moods`
    float32 (n, 8): shares of the seven moods and of neutral, rows sum to 1.
    """

    embedding: NDArray[np.float32]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    moods: NDArray[np.float32]


class TextNetwork(nn.Module):
    """A transformer, the mean over its tokens, and a head of two layers."""

    def __init__(self, transformer: nn.Module, width: int, hidden: int = 256) -> None:
        super().__init__()
        self.transformer = transformer
        self.hidden = nn.Linear(width, hidden)
        self.moods = nn.Linear(hidden, OUTPUTS)
        self.valence_arousal = nn.Linear(hidden, 2)

    def embed(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return unit embeddings (batch, width) of token ids (batch, length) under `mask`."""
        states = self.transformer(input_ids=tokens, attention_mask=mask).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weights).sum(dim=1) / weights.sum(dim=1).clamp_min(1.0)
        return functional.normalize(mean, dim=-1)

    def forward(
        self, tokens: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return (embedding, mood logits (batch, 8), valence and arousal in −1…1)."""
        embedding = self.embed(tokens, mask)
        hidden = functional.gelu(self.hidden(embedding))
        return embedding, self.moods(hidden), torch.tanh(self.valence_arousal(hidden))


def build_network(config: Mapping[str, Any], hidden: int) -> TextNetwork:
    """Return an untrained network for a transformers BERT configuration."""
    # transformers imports torchaudio where it is installed, and must find it importable.
    import_torchaudio()
    from transformers import BertConfig, BertModel  # noqa: PLC0415 - a second to import

    bert = BertConfig(**config)
    return TextNetwork(BertModel(bert, add_pooling_layer=False), bert.hidden_size, hidden)


class TextEncoder:
    """Runs the text network of a model pack; `temperature` divides its mood logits."""

    def __init__(
        self,
        *,
        config: Mapping[str, Any],
        hidden: int,
        weights: Mapping[str, torch.Tensor],
        tokenizer: Path,
        device: str,
        temperature: float,
    ) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - with transformers, at first use

        self._device = device
        self._temperature = temperature
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(TOKENS)
        self._tokenizer.enable_padding()
        network = build_network(config, hidden)
        network.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
        self._network = network.to(device, network_type(device)).eval()
        self._batch = GPU_BATCH if device != "cpu" else BATCH

    def encode(self, passages: Sequence[str]) -> EncodedText:
        """Encode `passages` (n ≥ 1, none of them blank).

        A long passage is cut at sentences into windows of `WORDS` words at most, and its
        outputs are the means over its windows, weighted by their words.
        """

        windows, owners, words = [], [], []
        for owner, passage in enumerate(passages):
            for window in pieces(passage, WORDS):
                windows.append(window)
                owners.append(owner)
                words.append(max(1, len(window.split())))
        share = np.zeros((len(passages), len(windows)), np.float32)
        share[owners, range(len(windows))] = words
        share /= share.sum(axis=1, keepdims=True)
        embedding, moods, plane = (share @ output for output in self._forward(windows))
        embedding /= np.linalg.norm(embedding, axis=1, keepdims=True)
        return EncodedText(
            embedding=embedding,
            valence=np.ascontiguousarray(plane[:, 0]),
            arousal=np.ascontiguousarray(plane[:, 1]),
            moods=moods,
        )

    def _forward(self, windows: Sequence[str]) -> tuple[NDArray[np.float32], ...]:
        # Windows of like length go together, so that little of a batch is padding.
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        batches = [
            [windows[i] for i in order[first : first + self._batch]]
            for first in range(0, len(order), self._batch)
        ]
        parts = share(self._one, batches) if self._device == "cpu" else map(self._one, batches)
        back = np.argsort(order)
        return tuple(np.concatenate(column)[back] for column in zip(*parts, strict=True))

    @torch.inference_mode()
    def _one(self, batch: list[str]) -> list[NDArray[np.float32]]:
        encodings = self._tokenizer.encode_batch(batch)
        tokens = torch.tensor([e.ids for e in encodings], device=self._device)
        mask = torch.tensor([e.attention_mask for e in encodings], device=self._device)
        embedding, logits, plane = self._network(tokens, mask)
        moods = torch.softmax(logits.float() / self._temperature, dim=-1)
        return [t.float().cpu().numpy() for t in (embedding, moods, plane)]
