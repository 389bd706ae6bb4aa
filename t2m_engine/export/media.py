"""Collecting what a timeline plays, and its licences, into one folder that can be passed on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from t2m_engine.errors import CancelledError, InputError
from t2m_engine.export.cue import Cue, CuePlan
from t2m_engine.export.rights import attribution
from t2m_engine.file_names import safe_name

FOLDER = "media"
LICENCES = "LICENCES.txt"
_BLOCK = 4 << 20
_LONGEST = 90
"""Characters of a collected file's name, its suffix left out."""


def _unwatched(done: float, total: float, text: str) -> None:
    pass


def _never() -> bool:
    return False


def collect(
    plan: CuePlan,
    room: Path,
    *,
    progress: Callable[[float, float, str], None] = _unwatched,
    cancelled: Callable[[], bool] = _never,
) -> dict[Path, str]:
    """Copy the files that `plan` plays into `room`/media, with a list of their licences.

    Return where each lies, relative to `room`, with forward slashes: what `timeline_of`
    takes as `media`. `progress(done, total, text)` counts bytes. Raises InputError for a file
    that cannot be read, CancelledError.
    """
    cues: dict[Path, Cue] = {}
    for cue in plan.cues:
        if not cue.muted:
            cues.setdefault(cue.track, cue)
    tracks = [*cues, *([plan.narration] if plan.narration else [])]
    folder = room / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    names = _names(tracks)
    done, total = 0, sum(_size(track) for track in tracks)
    for track, name in names.items():
        progress(done, total, "Collecting the media")
        try:
            with track.open("rb") as source, (folder / name).open("wb") as target:
                while block := source.read(_BLOCK):
                    if cancelled():
                        raise CancelledError("Collecting the media was cancelled.")
                    target.write(block)
                    done += len(block)
                    progress(done, total, "Collecting the media")
            shutil.copystat(track, folder / name)
        except FileNotFoundError as error:
            raise InputError(
                track, "is gone", "Connect the disk that holds it, or choose other music."
            ) from error
    (folder / LICENCES).write_text(licences(plan, names), "utf-8")
    return {track: f"{FOLDER}/{name}" for track, name in names.items()}


def licences(plan: CuePlan, names: dict[Path, str]) -> str:
    """Return what the tags say of the music's makers and licences, a paragraph a file."""
    parts = [f"The music of “{plan.title}”, as its files' tags have it.\n"]
    told: set[Path] = set()
    for cue in plan.cues:
        if cue.track in told or cue.track not in names:
            continue
        told.add(cue.track)
        said = cue.credits
        lines = [f"{names[cue.track]}", f"  Title: {cue.title}"]
        lines += [
            f"  {name}: {value}"
            for name, value in (
                ("Artist", cue.artist),
                ("Composer", said.composer),
                ("Album", said.album),
                ("Publisher", said.publisher),
                ("ISRC", said.isrc),
                ("Copyright", said.copyright),
                ("Licence", said.licence),
                ("To be credited", attribution(cue)),
            )
            if value
        ]
        if not (said.licence or said.copyright):
            lines.append("  No licence is named in the file: ask its maker before you publish.")
        parts.append("\n".join(lines) + "\n")
    text = "\n".join(parts)
    return text.encode("utf-8", "replace").decode("utf-8")


def _size(track: Path) -> int:
    try:
        return track.stat().st_size
    except OSError:  # told when it is copied
        return 0


def _names(tracks: list[Path]) -> dict[Path, str]:
    """A name for each file that is its own, no two alike but for their case."""
    taken: set[str] = {LICENCES.casefold()}
    names: dict[Path, str] = {}
    for track in tracks:
        stem = safe_name(track.stem)[:_LONGEST] or "track"
        suffix = safe_name(track.suffix[1:])
        suffix = f".{suffix}" if suffix else ""
        name, number = f"{stem}{suffix}", 2
        while name.casefold() in taken:
            name = f"{stem} {number}{suffix}"
            number += 1
        taken.add(name.casefold())
        names[track] = name
    return names
