"""Looks at a model pack in full: hashes, weights, and whether it reads and listens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.emotion.learned import FusionSpace, pack_up
from t2m_engine.emotion.pack import ModelPack, check_hash
from t2m_engine.emotion.pack_card import OPTIONAL, SECTIONS, parts
from t2m_engine.errors import CancelledError, ModelError
from t2m_engine.turns import Progress, never, silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

_TYPES = {"F16", "BF16", "F32", "I64"}
"""Of safetensors; the last counts batches, and is not weighed."""
_PASSAGE = "Once upon a time there was a king who had a daughter, and nobody could make her laugh."
_SECONDS = 6
"""Of noise that it listens to: a chunk and some more."""


def verify(
    pack: ModelPack, *, progress: Progress = silent, cancelled: Callable[[], bool] = never
) -> list[str]:
    """Check all of `pack`; return the names of its files, which are all as the card says.

    That is: no file is a link, every SHA-256 is the card's, every tensor has a name, a shape and
    a type that the networks have, no tensor is missing or too many, all values are finite, the
    tokenizer's words are the network's, and a passage and some noise come out as numbers. Raises
    ModelError, naming the file and what to do, at the first thing that is wrong; CancelledError.
    """
    found = parts(pack.card)
    steps = len(found) + 2
    for number, part in enumerate(found):
        if cancelled():
            raise CancelledError("Stopped; the model pack is as it was.")
        progress(number, steps, part.file)
        path = pack.folder / part.file
        if path.is_symlink():
            raise ModelError(f"{path} is a link to somewhere else; put the file itself there.")
        check_hash(path, part.sha256)
        if path.suffix == ".safetensors":
            _check_values(path)
    progress(len(found), steps, "reading")
    _check_reading(pack)
    progress(len(found) + 1, steps, "listening")
    _check_listening(pack)
    _check_spaces(pack)
    progress(steps, steps, "")
    return [part.file for part in found]


def sizes(pack: ModelPack) -> dict[str, int]:
    """Return the bytes of each section's file that is there."""
    found = {}
    for part in parts(pack.card):
        try:
            found[part.section] = (pack.folder / part.file).stat().st_size
        except OSError:
            continue
    return found


def _check_values(path: Path) -> None:
    from safetensors import SafetensorError, safe_open  # noqa: PLC0415 - with numpy, at first use

    try:
        with safe_open(path, "pt") as file:
            for name in file.keys():  # noqa: SIM118 - it is no mapping
                type_ = file.get_slice(name).get_dtype()
                if type_ not in _TYPES:
                    raise ModelError(
                        f"{path} holds “{name}” as {type_}; weights are half or single precision. "
                        "Ask for the pack anew."
                    )
                if type_ != "I64" and not bool(file.get_tensor(name).isfinite().all()):
                    raise ModelError(
                        f"{path} holds values in “{name}” that are no numbers; ask for the pack "
                        "anew."
                    )
    except (SafetensorError, OSError) as error:
        raise ModelError(f"The weights in {path} cannot be read: {error}.") from error


def _check_reading(pack: ModelPack) -> None:
    (reading,) = pack.read_texts([_PASSAGE])
    emotion = reading.emotion
    _check_finite(pack, "text", [*emotion.moods, emotion.valence, emotion.arousal])
    _check_finite(pack, "text", reading.embedding)
    width = pack.card["text"]["config"].get("hidden_size")
    if reading.embedding.shape != (width,):
        raise ModelError(
            f"The text network in {pack.folder} gives {reading.embedding.size} numbers, and its "
            f"card says {width}; ask for the pack anew."
        )


def _check_listening(pack: ModelPack) -> None:
    noise = np.random.default_rng(0).normal(0.0, 0.1, _SECONDS * 16_000).astype(np.float32)
    curve = pack.listen(noise)
    for found in (curve.embedding, curve.mood_logits, curve.valence, curve.arousal):
        _check_finite(pack, "music", found)
    width = pack.card["music"]["shape"]["embedding"]
    if curve.embedding.shape[1] != width:
        raise ModelError(f"The music network in {pack.folder} does not fit its card's shape.")
    sure = pack.vocals(curve.embedding) if "vocals" in pack.card else 0.0
    _check_finite(pack, "vocals", [sure if sure is not None else 0.0])


def _check_spaces(pack: ModelPack) -> None:
    """Each learnt space places something, and its file holds nothing else."""
    learnt = pack.spaces
    if "spaces" not in pack.card:
        return
    from safetensors import safe_open  # noqa: PLC0415 - a pack may have none

    path = pack.folder / pack.card["spaces"]["file"]
    kept = {name: learnt[name] for name in pack.card["spaces"]["spaces"]}
    wanted = set(pack_up(kept)[1])
    with safe_open(path, "numpy") as file:
        strange = set(file.keys()) ^ wanted
    if strange:
        raise ModelError(f"{path} holds “{min(strange)}”, which no space of the card has.")
    text = pack.card["text"]["config"]["hidden_size"]
    music = pack.card["music"]["shape"]["embedding"]
    for space in kept.values():
        flat = np.zeros(1, np.float32), np.zeros(1, np.float32), np.full((1, 7), 1 / 7, np.float32)
        for place, width in ((space.text_vectors, text), (space.music_vectors, music)):
            _check_finite(pack, "spaces", place(*flat, np.ones((1, width), np.float32)))
        assert isinstance(space, FusionSpace) or space.dimension > 0


def _check_finite(pack: ModelPack, section: str, values: NDArray[Any] | list[float]) -> None:
    if not np.isfinite(values).all():
        assert section in SECTIONS or section in OPTIONAL
        raise ModelError(
            f"{pack.folder / pack.card[section]['file']} makes no numbers of what it is given; ask "
            "for the pack anew."
        )
