"""What must be said of music that is used: who made it, how it is used, under which licence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from t2m_engine.export.cue import Cue

_ATTRIBUTION = re.compile(
    r"\bcc[\s-]?by\b|creative commons attribution|creativecommons\.org/licenses/by|\battribution\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\bcc[\s-]?0\b|public domain|creativecommons\.org/publicdomain", re.IGNORECASE)


def usage(cue: Cue) -> str:
    """Return how a cue is used, in a cue sheet's word: music that nobody in the story hears."""
    return "motif" if cue.role == "motif" else "background"


def identified(cue: Cue) -> str:
    """Return the title of a cue, with its file where nobody is named: many are called “Track 2”."""
    if cue.credits.composer or cue.artist:
        return cue.title
    return f"{cue.title} ({cue.track.parent.name}/{cue.track.name})"


def needs_attribution(licence: str) -> bool:
    """Whether a licence, as the file's tags put it, asks for the author to be named (CC BY …)."""
    return bool(_ATTRIBUTION.search(licence)) and not _FREE.search(licence)


def attribution(cue: Cue) -> str:
    """Return the line that names the author of a cue, "" where its licence asks for none."""
    said = cue.credits
    licence = said.licence or said.copyright
    if not needs_attribution(licence):
        return ""
    maker = cue.artist or said.composer
    return f"“{cue.title}”{f' by {maker}' if maker else ''}, {licence}"


def attributions(cues: Sequence[Cue]) -> list[str]:
    """Return the lines that the licences of `cues` ask for, each once, in their order."""
    return list(dict.fromkeys(line for cue in cues if (line := attribution(cue))))


def unlicensed(cues: Sequence[Cue]) -> list[str]:
    """Return the titles whose tags name no licence and no copyright, each once: `identified`."""
    return list(
        dict.fromkeys(
            identified(cue) for cue in cues if not (cue.credits.licence or cue.credits.copyright)
        )
    )
