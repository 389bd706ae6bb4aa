"""The model packs that are installed: those that came with t2m, and the user's own.

Each is a folder with a card: in resources/models, or in the `models` folder of the user's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from t2m_engine import places
from t2m_engine.emotion.pack_card import CARD, PLAIN_NAME
from t2m_engine.errors import ModelError


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that can be chosen by `name`; `own`: the user imported it."""

    name: str
    folder: Path
    own: bool


def shipped_folder() -> Path:
    """Where the packs are that came with t2m."""
    return places.resources() / "models"


def installed() -> list[Installed]:
    """Return all packs by name, those that came with t2m first; none is opened."""
    found = []
    names: set[str] = set()
    for folder, own in ((shipped_folder(), False), (places.packs_folder(), True)):
        try:
            entries = sorted(folder.iterdir())
        except OSError:  # none imported yet
            continue
        for entry in entries:
            # A folder that is being written begins with a dot, and is no pack yet.
            if PLAIN_NAME.fullmatch(entry.name) and (entry / CARD).is_file():
                if entry.name not in names:
                    found.append(Installed(entry.name, entry, own))
                names.add(entry.name)
    return found


def find_pack(name: str | Path) -> Path:
    """Return the folder of the pack called `name`, or `name` itself where it is a folder.

    ModelError says which there are.
    """
    packs = installed()
    for pack in packs:
        if pack.name == name:
            return pack.folder
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    known = ", ".join(pack.name for pack in packs) or "none, so that t2m is to be reinstalled"
    raise ModelError(
        f"There is no model pack “{name}”, and no folder of that name; there are: {known}. "
        "`t2m model import` adds one."
    )
