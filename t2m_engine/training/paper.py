"""Converts the paper's published music networks into a pack's music part, once and safely.

The files (`cls_audioset.ckpt`, `reg_va_music.ckpt`, `3b_alm.ckpt`: see the demo in the authors'
repository, github.com/minzwon/text2music-emotion-embedding) are pickles of PyTorch Lightning. They
are read with `weights_only`, which runs nothing that is in them; what Lightning put beside the
weights becomes an empty object. t2m itself never reads such a file.
"""

from __future__ import annotations

import datetime
import pickle
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from t2m_engine.audio.paper_network import (
    PaperClassifier,
    PaperMetric,
    PaperNetwork,
    PaperRegressor,
    PaperShape,
)
from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.errors import InputError
from t2m_engine.training.pack import copy_text_part, write_card, write_music_weights

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = ("angry", "exciting", "funny", "happy", "sad", "scary", "tender")
"""The classes of the authors' classifier, in their order."""
_MODEL = "model."
"""What Lightning puts before the names."""
_LIGHTNING = ("pytorch_lightning.", "lightning.", "argparse.Namespace")
SOURCE = {
    "name": "The paper's music networks (Won et al. 2021), as its authors published them",
    "licence": "see github.com/minzwon/text2music-emotion-embedding",
}


def read_checkpoint(path: Path) -> dict[str, torch.Tensor]:
    """Return the weights in a .ckpt or .pth, named as in the authors' network.

    InputError when it holds anything but weights and what Lightning puts beside them, or cannot
    be read.
    """
    cure = "Give the file as the authors published it."
    try:
        named = torch.serialization.get_unsafe_globals_in_checkpoint(path)
    except Exception as error:  # a file that is no archive, or no pickle
        raise InputError(path, f"is no checkpoint of PyTorch ({error})", cure) from error
    strange = sorted(name for name in named if not name.startswith(_LIGHTNING))
    if strange:
        raise InputError(path, f"holds more than weights: {', '.join(strange[:3])}", cure)
    # What stands for Lightning's classes can do nothing, and nothing of theirs is imported.
    empty: list[Any] = [
        (type("_Empty", (), {"__setstate__": lambda *_: None}), name) for name in named
    ]
    try:
        with torch.serialization.safe_globals(empty):
            content = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, OSError, EOFError) as error:
        raise InputError(path, f"cannot be read ({error})", cure) from error
    content = content.get("state_dict", content) if isinstance(content, dict) else None
    if not isinstance(content, dict) or not content:
        raise InputError(path, "holds no weights", cure)
    return {
        str(name).removeprefix(_MODEL): tensor
        for name, tensor in content.items()
        if isinstance(tensor, torch.Tensor)
    }


def convert(
    classifier: Path,
    regressor: Path | None = None,
    metric: Path | None = None,
    *,
    window: int = 256,
) -> tuple[PaperNetwork, PaperShape]:
    """Return the network of a pack's music part from the authors' files, and its shape.

    Without `regressor`, valence and arousal follow from the moods' places in the Glasgow norms.
    InputError for a file whose weights are not those of the paper's network.
    """
    found = read_checkpoint(classifier)
    first, last = _weight(found, "layer1.conv", classifier), _weight(found, "fc1", classifier)
    shape = PaperShape(
        width=first.shape[0],
        embedding=last.shape[0],
        moods=len(MOODS),
        window=window,
        regressor=regressor is not None,
        metric=metric is not None,
    )
    network = PaperNetwork(shape)
    order = torch.tensor([CLASSES.index(mood) for mood in MOODS])
    for name in ("fc2.weight", "fc2.bias"):
        if name in found and len(found[name]) == len(CLASSES):
            found[name] = found[name][order]
    _fill(network.classifier, found, classifier)
    if regressor is not None:
        assert isinstance(network.regressor, PaperRegressor)
        _fill(network.regressor, read_checkpoint(regressor), regressor)
    else:
        lexicon = Lexicon.load()
        network.plane.copy_(torch.tensor([lexicon.place(mood).point for mood in MOODS]))
    if metric is not None:
        assert isinstance(network.metric, PaperMetric)
        _fill(network.metric, read_checkpoint(metric), metric)
    return network.eval(), shape


def _weight(found: dict[str, torch.Tensor], name: str, path: Path) -> torch.Tensor:
    weight = found.get(f"{name}.weight")
    if weight is None:
        raise InputError(path, f"has no “{name}”: it is not the paper's classifier of moods")
    return weight


def _fill(
    network: PaperClassifier | PaperRegressor | PaperMetric,
    found: dict[str, torch.Tensor],
    path: Path,
) -> None:
    """Load what belongs to `network`; a checkpoint of metric learning holds texts' branches too."""
    wanted = network.state_dict()
    for name, tensor in wanted.items():
        if name not in found:
            raise InputError(path, f"has no “{name}”: it is not this network of the paper")
        if found[name].shape != tensor.shape:
            raise InputError(path, f"has a “{name}” of another size than the others")
        if not bool(torch.isfinite(found[name]).all()):
            raise InputError(path, f"has values in “{name}” that are no numbers")
    nn.Module.load_state_dict(network, {name: found[name] for name in wanted})


def write_paper_pack(
    folder: Path,
    classifier: Path,
    regressor: Path | None = None,
    metric: Path | None = None,
    *,
    text_of: str | None = None,
    window: int = 256,
) -> dict[str, Any]:
    """Write a pack into `folder`: the paper's music network, and the text part of another pack.

    `text_of` names that pack, None the default. The spaces are the built-in ones, since learnt ones
    belong to other networks. Returns the card's music section. InputError, ModelError.
    """
    network, shape = convert(classifier, regressor, metric, window=window)
    other = ModelPack.load(text_of)
    folder.mkdir(parents=True, exist_ok=True)
    sections = copy_text_part(other, folder)
    weights = {name: tensor.contiguous() for name, tensor in network.state_dict().items()}
    sections |= write_music_weights(folder, weights, asdict(shape), kind="paper_resnet")
    write_card(
        folder,
        sections,
        {"text": other.card.get("measured", {}).get("text", {})},
        version="1",
        made=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        licence="see the sources",
        sources=[*other.card.get("sources", []), SOURCE],
        limits="Music is heard by the paper's networks, whose weights belong to their authors and "
        "were learnt from AudioSet. " + str(other.card.get("limits", "")),
    )
    return dict(sections["music"])
