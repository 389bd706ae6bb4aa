"""BERT (Devlin et al. 2019), as the default pack runs it: the same numbers as transformers'.

Importing transformers' own takes two seconds and 150 MB (`tests/benchmarks/bench_memory.py`),
more than everything else that a passage needs; so training and other architectures use theirs,
and the app this one. It works on the weights as they were loaded, under the names that
transformers gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch.nn import functional

from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEFAULTS: dict[str, Any] = {
    "vocab_size": 30_522,
    "hidden_size": 768,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
    "hidden_act": "gelu",
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
    "layer_norm_eps": 1e-12,
}
"""Of transformers' BertConfig: what a configuration leaves out."""
WORDS = "embeddings.word_embeddings.weight"
"""The table of words: half of a small network. It may stay in half precision."""


def fits(config: Mapping[str, Any]) -> bool:
    """Whether `config` is of a plain BERT that `Bert` runs."""
    return (
        set(config) <= {*_DEFAULTS, "model_type", "pad_token_id"}
        and all(type(config.get(name, value)) is type(value) for name, value in _DEFAULTS.items())
        and config.get("model_type", "bert") == "bert"
        and config.get("hidden_act", "gelu") == "gelu"
    )


def shapes(config: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the shape of every weight of a configuration that `fits`, by its name."""
    size = {**_DEFAULTS, **config}
    width, wide = size["hidden_size"], size["intermediate_size"]
    found: dict[str, tuple[int, ...]] = {
        WORDS: (size["vocab_size"], width),
        "embeddings.position_embeddings.weight": (size["max_position_embeddings"], width),
        "embeddings.token_type_embeddings.weight": (size["type_vocab_size"], width),
    }
    linear: dict[str, tuple[int, int]] = {}
    norms = ["embeddings.LayerNorm"]
    for number in range(size["num_hidden_layers"]):
        layer = f"encoder.layer.{number}"
        parts = ("self.query", "self.key", "self.value", "output.dense")
        linear |= {f"{layer}.attention.{part}": (width, width) for part in parts}
        linear |= {
            f"{layer}.intermediate.dense": (wide, width),
            f"{layer}.output.dense": (width, wide),
        }
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    for name, (out, into) in linear.items():
        found |= {f"{name}.weight": (out, into), f"{name}.bias": (out,)}
    return found | {f"{name}.{part}": (width,) for name in norms for part in ("weight", "bias")}


class States(NamedTuple):
    """What `Bert` returns: float (batch, length, width)."""

    last_hidden_state: torch.Tensor


class Bert:
    """An encoder for a configuration that `fits`, without dropout: it is not for training.

    Its weights are `shapes` of `config`, of one type, in which it works; only `WORDS` may be of
    another. ModelError when they do not fit.
    """

    def __init__(self, config: Mapping[str, Any], weights: Mapping[str, torch.Tensor]) -> None:
        wanted = shapes(config)
        for name in sorted(wanted.keys() ^ weights.keys()):
            raise ModelError(
                f"The text network {'lacks' if name in wanted else 'has no place for'} “{name}”."
            )
        for name, shape in wanted.items():
            if tuple(weights[name].shape) != shape:
                raise ModelError(f"The text network's “{name}” is not of its card's size.")
        size = {**_DEFAULTS, **config}
        if size["hidden_size"] % size["num_attention_heads"]:
            raise ModelError("The text network's width cannot be shared among its heads.")
        self._heads = size["num_attention_heads"]
        self._layers = size["num_hidden_layers"]
        self._eps = size["layer_norm_eps"]
        self._weights = dict(weights)

    def __call__(self, *, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> States:
        """Return the states of token ids (batch, length) under a mask of ones and zeros."""
        w = self._weights
        type_ = w["embeddings.LayerNorm.weight"].dtype
        states = functional.embedding(input_ids, w[WORDS]).to(type_)
        states = states + w["embeddings.token_type_embeddings.weight"][0]
        states = states + w["embeddings.position_embeddings.weight"][: input_ids.shape[1]]
        states = self._normed(states, "embeddings.LayerNorm")
        # Where nothing is padding, no mask is needed, and attention is faster without.
        whole = bool(attention_mask.all())
        mask = None if whole else attention_mask[:, None, None, :].bool()
        for number in range(self._layers):
            states = self._layer(states, mask, f"encoder.layer.{number}")
        return States(states)

    def _layer(self, states: torch.Tensor, mask: torch.Tensor | None, layer: str) -> torch.Tensor:
        batch, length, width = states.shape
        heads = (batch, length, self._heads, width // self._heads)
        query, key, value = (
            self._linear(states, f"{layer}.attention.self.{part}").view(heads).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        mixed = self._linear(mixed, f"{layer}.attention.output.dense")
        states = self._normed(mixed + states, f"{layer}.attention.output.LayerNorm")
        wide = functional.gelu(self._linear(states, f"{layer}.intermediate.dense"))
        out = self._linear(wide, f"{layer}.output.dense")
        return self._normed(out + states, f"{layer}.output.LayerNorm")

    def _linear(self, states: torch.Tensor, name: str) -> torch.Tensor:
        return functional.linear(
            states, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        )

    def _normed(self, states: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(
            states,
            states.shape[-1:],
            self._weights[f"{name}.weight"],
            self._weights[f"{name}.bias"],
            self._eps,
        )
