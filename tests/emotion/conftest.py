"""A whole model pack of a few kilobytes, with networks of the real kind."""

import hashlib
import json
from pathlib import Path
from types import ModuleType

import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from t2m_engine.audio.network import MusicNetwork, MusicNetworkShape
from t2m_engine.text.encoder import build_network

CONFIG = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "vocab_size": 40,
    "max_position_embeddings": 300,
}
SHAPE = {"stem": 4, "stages": [4, 8], "embedding": 12, "moods": 7}


def pin(folder: Path, card: dict) -> None:
    """Write `card` with the hashes of the files as they are."""
    for section in ("text", "tokenizer", "music"):
        content = (folder / card[section]["file"]).read_bytes()
        card[section]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "card.json").write_text(json.dumps(card), "utf-8")


@pytest.fixture
def tiny_pack(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    torch.manual_seed(0)
    text = build_network(CONFIG, hidden=8)
    save_file(
        {k: v.contiguous() for k, v in text.state_dict().items()}, folder / "text.safetensors"
    )
    shape = MusicNetworkShape(stem=4, stages=(4, 8), embedding=12)
    music = MusicNetwork(shape)
    save_file(
        {k: v.contiguous() for k, v in music.state_dict().items()}, folder / "music.safetensors"
    )
    words = [
        "[UNK]",
        "[PAD]",
        *("the", "sea", "was", "dark", "and", "he", "she", "ran", "laughed"),
    ]
    vocabulary = {word: index for index, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    pin(
        folder,
        {
            "format": 1,
            "name": "tiny",
            "version": "1",
            "licence": "CC0-1.0",
            "made": "2026-01-01",
            "text": {
                "file": "text.safetensors",
                "sha256": "",
                "config": CONFIG,
                "hidden": 8,
                "temperature": 1.0,
            },
            "tokenizer": {"file": "tokenizer.json", "sha256": ""},
            "music": {"file": "music.safetensors", "sha256": "", "shape": SHAPE},
            "sources": [],
            "measured": {},
            "limits": "",
        },
    )
    return folder


@pytest.fixture(scope="session")
def words_kit(load_kit) -> ModuleType:
    """Writes a folder of word vectors."""
    return load_kit("t2m_words_kit", Path(__file__).with_name("words_kit.py"))
