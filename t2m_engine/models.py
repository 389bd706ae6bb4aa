"""The model packs as a person meets them: which there are, what one is, which one is in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from t2m_engine import settings
from t2m_engine.emotion.pack import ModelPack, check_hash
from t2m_engine.emotion.pack_card import parts
from t2m_engine.emotion.pack_check import sizes
from t2m_engine.emotion.pack_store import Installed, installed
from t2m_engine.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator


def listed() -> list[dict[str, Any]]:
    """Return what `t2m model list` tells: each pack, and the one in use where it is a folder.

    A pack that is refused is listed with its problem; ModelError never comes.
    """
    wished = settings.load().model
    packs = installed()
    if wished not in {pack.name for pack in packs}:
        packs.append(Installed(wished, Path(wished).expanduser(), own=True))
    found = []
    for pack in packs:
        entry: dict[str, Any] = {
            "name": pack.name,
            "folder": str(pack.folder),
            "own": pack.own,
            "in_use": pack.name == wished,
            "version": "",
            "licence": "",
            "made": "",
            "bytes": 0,
            "problem": "",
        }
        try:
            opened = ModelPack.load(pack.folder)
        except ModelError as error:
            entry["problem"] = str(error)
        else:
            entry |= {name: str(opened.card.get(name, "")) for name in ("version", "licence")}
            entry |= {
                "made": str(opened.card.get("made", "")),
                "bytes": sum(sizes(opened).values()),
            }
        found.append(entry)
    return found


def told(name: str | None = None) -> dict[str, Any]:
    """Return all that the card of a pack says, by default of the one in use; ModelError.

    See `t2m model show --help`.
    """
    wished = settings.load().model
    pack = ModelPack.load(name or wished)
    card = pack.card
    bytes_ = sizes(pack)
    return {
        "name": pack.name,
        "id": pack.id,
        "folder": str(pack.folder),
        "own": any(one.own and one.folder == pack.folder for one in installed()),
        "in_use": _same(pack.folder, wished),
        "version": card.get("version", ""),
        "licence": card.get("licence", ""),
        "made": card.get("made", ""),
        "text": card["text"].get("kind", "bert"),
        "music": card["music"].get("kind", "plain"),
        "sources": card.get("sources", []),
        "measured": card.get("measured", {}),
        "limits": card.get("limits", ""),
        "files": [
            {
                "section": part.section,
                "file": part.file,
                "bytes": bytes_.get(part.section),
                "sha256": part.sha256,
            }
            for part in parts(card)
        ],
        "spaces": list(pack.spaces),
    }


def use(name: str) -> dict[str, Any]:
    """Make the pack called `name`, or in the folder `name`, the one of the settings.

    Its files must be those that its card pins. Returns its entry in `listed`. ModelError,
    UsageError where the settings cannot be written.
    """
    pack = ModelPack.load(name)
    for part in parts(pack.card):
        check_hash(pack.folder / part.file, part.sha256)
    known = {one.name for one in installed()}
    settings.change({"model": name if name in known else str(pack.folder.absolute())})
    return next(entry for entry in listed() if entry["in_use"])


def figures(measured: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (where it stands in the card, what it says) for all that a card has measured.

    A figure comes with its interval where there is one: beside “x” stands “x_95”.
    """
    if not isinstance(measured, dict):
        yield words, _number(measured)
        return
    for name, value in measured.items():
        interval = measured.get(f"{name}_95")
        if isinstance(value, dict):
            yield from figures(value, (*words, name))
        elif isinstance(interval, list) and len(interval) == 2:
            low, high = (_number(end) for end in interval)
            yield (*words, name), f"{_number(value)} ({low} to {high})"
        elif not name.endswith("_95") or name.removesuffix("_95") not in measured:
            yield (*words, name), _number(value)


def _number(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_number, value))
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _same(folder: Path, wished: str) -> bool:
    try:
        return ModelPack.load(wished).folder.absolute() == folder.absolute()
    except ModelError:
        return False
