"""The card of a model pack: what it may say, and why one is refused."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CARD = "card.json"
FORMAT = 3
"""The first had no spaces of its own, the second networks of one kind only; both still work."""
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What a pack may be called: it is a folder's name, too."""
TRANSFORMERS, PAPER = "transformers", "paper_resnet"
"""Kinds of text and music networks besides the plain ones: transformers' by configuration, and
the paper's own."""

SECTIONS = {
    "text": {"file", "sha256", "config", "hidden", "temperature"},
    "tokenizer": {"file", "sha256"},
    "music": {"file", "sha256", "shape"},
}
OPTIONAL = {"spaces": {"file", "sha256", "spaces"}, "vocals": {"file", "sha256"}}
"""Sections that say nothing of how texts and music are read."""
_KINDS = {"text": (TRANSFORMERS,), "music": (PAPER,)}
_FIELDS = {"format", "name", "version", "licence", "made", "sources", "measured", "limits",
           *SECTIONS, *OPTIONAL}  # fmt: skip
_LONGEST = 1 << 20
"""Bytes of a card; one that is larger is none."""
_CODE = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".npy", ".npz", ".h5",
         ".py", ".pyc", ".so", ".dll"}  # fmt: skip
"""What may run code when it is opened, or is code."""
_WIDEST = 65_536
"""No layer of a network is wider."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file that a card names, with its section and SHA-256 in hexadecimal."""

    section: str
    file: str
    sha256: str


def read_card(folder: Path) -> dict[str, Any]:
    """Return the card of the pack in `folder`.

    Raises ModelError, which names the file and says what to do, when there is none, when it is
    not one that this version knows, or when something lies beside it that may run code.
    """
    path = folder / CARD
    try:
        content = path.read_bytes()
        beside = sorted(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        raise ModelError(
            f"There is no model pack in {folder} ({path} is missing); give the folder of one."
        ) from None
    except OSError as error:
        raise ModelError(f"The model card {path} cannot be read: {error.strerror}.") from error
    card = parse_card(content, path)
    refuse_code(beside, folder)
    return card


def parse_card(content: bytes, path: Path) -> dict[str, Any]:
    """Return the card that `content` holds; `path` is where it is said to be. ModelError."""
    if len(content) > _LONGEST:
        raise ModelError(f"The model card {path} is of {len(content):,} bytes; that is no card.")
    try:
        card = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"The model card {path} cannot be read: {error}.") from error
    _check(card, path)
    checked: dict[str, Any] = card
    return checked


def refuse_code(names: list[str], folder: Path) -> None:
    """Raise ModelError when one of `names`, of files in `folder`, may run code."""
    for name in names:
        if any(name.lower().endswith(suffix) for suffix in _CODE):
            raise ModelError(
                f"{folder / name} may run code when it is opened, and a model pack may not: "
                "weights are .safetensors. Take it away, or ask for the pack without it."
            )


def parts(card: Mapping[str, Any]) -> list[Part]:
    """Return the files that a checked card names."""
    sections = [name for name in (*SECTIONS, *OPTIONAL) if name in card]
    return [Part(name, card[name]["file"], card[name]["sha256"]) for name in sections]


def shape_of(section: Mapping[str, Any]) -> Any:
    """Return the music network's shape: a MusicNetworkShape or a PaperShape; ModelError."""
    from t2m_engine.audio.network import MusicNetworkShape  # noqa: PLC0415 - imports torch
    from t2m_engine.audio.paper_network import PaperShape  # noqa: PLC0415

    kind: Any = PaperShape if section.get("kind") == PAPER else MusicNetworkShape
    shape = dict(section["shape"])
    if set(shape) != {field.name for field in fields(kind)}:
        raise ModelError("The music network's shape in the model card is not one of its kind.")
    if isinstance(shape.get("stages"), list):
        shape["stages"] = tuple(shape["stages"])
    return kind(**shape)


def _check(card: Any, path: Path) -> None:
    if not isinstance(card, dict):
        raise ModelError(f"The model card {path} is no JSON object; give the pack's own card.")
    version = card.get("format")
    if type(version) is not int or not 1 <= version <= FORMAT:
        newer = type(version) is int and version > FORMAT
        raise ModelError(
            f"The model card {path} is of no format up to {FORMAT}; "
            + ("the pack is for a newer t2m: update it." if newer else "this is no model pack.")
        )
    if strange := set(card) - _FIELDS:
        raise ModelError(
            f"The model card {path} has unknown fields: {', '.join(sorted(strange))}; take them "
            "out, or update t2m."
        )
    if not isinstance(card.get("name"), str) or not PLAIN_NAME.fullmatch(card["name"]):
        raise ModelError(
            f"The model card {path} needs a “name” of letters, digits, “-”, “_” and “.”."
        )
    for field in ("version", "licence", "made", "limits"):
        if not isinstance(card.get(field, ""), str):
            raise ModelError(f"The model card {path} needs text in “{field}”.")
    sources = card.get("sources", [])
    if not isinstance(sources, list) or not all(
        isinstance(s, dict) and isinstance(s.get("name"), str) and isinstance(s.get("licence"), str)
        for s in sources
    ):
        raise ModelError(
            f"The model card {path} needs a list of sources, each with “name” and “licence”."
        )
    if not isinstance(card.get("measured", {}), dict):
        raise ModelError(f"The model card {path} needs an object in “measured”.")
    _check_sections(card, path)
    _check_sizes(card, path)


def _check_sections(card: dict[str, Any], path: Path) -> None:
    optional = {name: wanted for name, wanted in OPTIONAL.items() if name in card}
    for section, wanted in (SECTIONS | optional).items():
        content = card.get(section)
        if not isinstance(content, dict) or set(content) - {"kind"} != wanted:
            raise ModelError(
                f"The model card {path} needs exactly {', '.join(sorted(wanted))} in “{section}”."
            )
        if "kind" in content and content["kind"] not in _KINDS.get(section, ()):
            raise ModelError(
                f"The model card {path} has a “{section}” of an unknown kind, "
                f"{content['kind']!r}; update t2m."
            )
        name = content["file"]
        suffix = ".json" if section == "tokenizer" else ".safetensors"
        if (
            not isinstance(name, str)
            or not PLAIN_NAME.fullmatch(name)
            or not name.endswith(suffix)
            or name == CARD
        ):
            raise ModelError(
                f"The model card {path} names “{name}”; weights are .safetensors in its folder, "
                "the tokenizer is a .json there."
            )
        pin = content["sha256"]
        if not isinstance(pin, str) or not re.fullmatch(r"[0-9a-f]{64}", pin):
            raise ModelError(
                f"The model card {path} needs a SHA-256 of 64 hexadecimal digits in “{section}”."
            )


def _check_sizes(card: dict[str, Any], path: Path) -> None:
    text = card["text"]
    if not isinstance(text["config"], dict) or not isinstance(card["music"]["shape"], dict):
        raise ModelError(f"The model card {path} needs an object as configuration and as shape.")
    if "kind" not in text and text["config"].get("model_type", "bert") != "bert":
        raise ModelError(f"The model card {path} needs the kind “{TRANSFORMERS}” in “text”.")
    numbers = [("hidden", text["hidden"])]
    for name, value in card["music"]["shape"].items():
        several = isinstance(value, list) and len(value) <= 16  # stages; more is no network
        numbers += [(name, each) for each in (value if several else [value])]
    for name, number in numbers:
        if not (type(number) is bool or (type(number) is int and 1 <= number <= _WIDEST)):
            raise ModelError(f"The model card {path} has a “{name}” that is no layer's width.")
    temperature = text["temperature"]
    if not isinstance(temperature, int | float) or not 0.0 < temperature < math.inf:
        raise ModelError(f"The model card {path} needs a positive “temperature”.")
