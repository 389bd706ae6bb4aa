"""A model pack and music that are real in form and small in size: seconds become milliseconds.

The pack's networks are those of the app with a few hundred weights drawn at random, and so is
its tokenizer. What they say means nothing, but it is the same every time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import soundfile

WORDS = (
    "it", "rained", "the", "door", "stood", "open", "and", "no", "one", "was", "there", "she",
    "laughed", "aloud", "in", "summer",
)  # fmt: skip
RATE = 16_000


def make_pack(folder: Path) -> Path:
    """Write a pack to `folder`, and return it."""
    import torch
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    from t2m_engine.audio.network import MusicNetwork, MusicNetworkShape
    from t2m_engine.text.encoder import build_network

    folder.mkdir(parents=True)
    vocabulary = {word: i for i, word in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "vocab_size": len(vocabulary),
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 64,
        "max_position_embeddings": 512,
    }
    shape = MusicNetworkShape(8, (8, 16), 16, 7)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        networks = {"text": build_network(config, 16), "music": MusicNetwork(shape)}
    for name, network in networks.items():
        weights = {key: value.contiguous() for key, value in network.state_dict().items()}
        weights = {key: value for key, value in weights.items() if "position_ids" not in key}
        save_file(weights, folder / f"{name}.safetensors")
    sections = {
        "text": {"file": "text.safetensors", "config": config, "hidden": 16, "temperature": 1.0},
        "tokenizer": {"file": "tokenizer.json"},
        "music": {"file": "music.safetensors", "shape": asdict(shape)},
    }
    for section in sections.values():
        content = (folder / section["file"]).read_bytes()
        section["sha256"] = hashlib.sha256(content).hexdigest()
    card = {"format": 1, "name": "small", "version": "1", "licence": "CC0-1.0", **sections}
    (folder / "card.json").write_text(json.dumps(card), "utf-8")
    return folder


def make_music(folder: Path, tracks: int = 6, seconds: float = 15.0) -> Path:
    """Write `tracks` WAV files of chords that differ in pitch, roughness and rhythm."""
    folder.mkdir(parents=True)
    time = np.arange(int(seconds * RATE)) / RATE
    for number in range(tracks):
        root = 110.0 * 2 ** (number / 3)
        chord = sum(np.sin(2 * np.pi * root * ratio * time) for ratio in (1.0, 1.25, 1.5))
        noise = np.random.default_rng(number).normal(size=time.size)
        beat = 0.6 + 0.4 * np.sign(np.sin(2 * np.pi * (number + 1) / 2 * time))
        samples = beat * (chord / 4 + noise * number / 40)
        soundfile.write(folder / f"piece {number}.wav", (0.5 * samples).astype(np.float32), RATE)
    return folder
