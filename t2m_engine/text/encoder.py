"""The text encoder: passages → an embedding, valence and arousal, and logits of the moods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from t2m_engine.devices import network_type, share
from t2m_engine.errors import ModelError
from t2m_engine.text import bert, transformer_kinds
from t2m_engine.text.sentences import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

WORDS = 150
"""Words in a window: some 200 tokens, under the 256 that MiniLM-L6 was trained to read."""
TOKENS = 256
BATCH = 8
GPU_BATCH = 64
OUTPUTS = 8
"""Seven moods, then neutral."""
_BODY = "transformer."


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

    def __init__(self, transformer: nn.Module | bert.Bert, width: int, hidden: int = 256) -> None:
        super().__init__()
        self.transformer: Any = transformer
        self.hidden = nn.Linear(width, hidden)
        self.moods = nn.Linear(hidden, OUTPUTS)
        self.valence_arousal = nn.Linear(hidden, 2)

    def embed(
        self, tokens: torch.Tensor, mask: torch.Tensor, focus: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return unit embeddings (batch, width) of token ids (batch, length) under `mask`.

        `focus`, a mask too, says which tokens are embedded where the rest is only their context.
        """
        states = self.transformer(input_ids=tokens, attention_mask=mask).last_hidden_state
        weights = (mask if focus is None else focus).unsqueeze(-1).to(states.dtype)
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
    """Return an untrained network around a transformer of the library transformers, for training.

    `config` is of `model_type`, by default "bert"; see `transformer_kinds.configuration`, whose
    ModelError it raises.
    """
    transformer = transformer_kinds.build(config)
    return TextNetwork(transformer, transformer.config.hidden_size, hidden)


def load_network(
    config: Mapping[str, Any], hidden: int, weights: Mapping[str, torch.Tensor], device: str
) -> TextNetwork:
    """Return the network with `weights`, on `device`, ready to run.

    A plain BERT is `bert.Bert`, whose table of words stays as it is in `weights`, half precision
    as a rule; another is transformers'. ModelError when the weights do not fit.
    """
    transformer_kinds.check(config)
    type_ = network_type(device)
    body = {name.removeprefix(_BODY): t for name, t in weights.items() if name.startswith(_BODY)}
    head = {name: t for name, t in weights.items() if not name.startswith(_BODY)}
    if bert.fits(config):
        body = {name: t.to(device, t.dtype if name == bert.WORDS else type_)
                for name, t in body.items()}  # fmt: skip
        network = TextNetwork(bert.Bert(config, body), int(config["hidden_size"]), hidden)
    else:
        most = sum(tensor.numel() for tensor in weights.values())
        transformer = transformer_kinds.build(config, most)
        network = TextNetwork(transformer, transformer.config.hidden_size, hidden)
        head = dict(weights)
    try:
        network.load_state_dict(head)
    except RuntimeError as error:
        raise ModelError(
            f"The weights of the text network do not fit its card: {' '.join(str(error).split())}"
        ) from None
    return network.to(device, type_).eval()


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer (tokenizer.json) at `path`; ModelError."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - at first use

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing more precise
        raise ModelError(f"{path} is no tokenizer that can be read: {error}") from error


def prepared(tokenizer: Tokenizer, config: Mapping[str, Any]) -> Tokenizer:
    """Let `tokenizer` cut what is longer than the network reads, and pad the rest of a batch."""
    pad = int(config.get("pad_token_id") or 0)
    # Some count their positions from behind the padding's (RoBERTa, MPNet).
    most = int(config.get("max_position_embeddings", TOKENS + pad + 1)) - pad - 1
    words, places = tokenizer.get_vocab_size(), int(config.get("vocab_size", 0))
    if most < 1 or (places and words > places):
        raise ModelError(
            f"The tokenizer's {words:,} words are more than the {places:,} of the text network; "
            "the two do not belong together."
        )
    tokenizer.enable_truncation(min(TOKENS, most))
    tokenizer.enable_padding(pad_id=pad, pad_token=tokenizer.id_to_token(pad) or "[PAD]")
    return tokenizer


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
        self._device = device
        self._temperature = temperature
        self._tokenizer = prepared(load_tokenizer(tokenizer), config)
        self._network = load_network(config, hidden, weights, device)
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
