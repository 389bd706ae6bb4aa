"""The folder in which clips are kept after they were dragged: cleaned up, without harm to projects.

A clip that lies in a project of another program is not copied by it: the project names the file.
So nothing is removed that any project names, that is hard-linked elsewhere, or that is young. Where
nobody knows the projects, only clips that never left are removed (see t2m_engine/spare.py).
"""

from __future__ import annotations

import gzip
import json
import os
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from t2m_engine import spare
from t2m_engine.errors import CancelledError, InputError

SOUNDS_AND_PICTURES = frozenset((
    ".wav", ".w64", ".rf64", ".aif", ".aiff", ".caf", ".flac", ".mp3", ".ogg", ".oga", ".opus",
    ".m4a", ".aac", ".wma", ".wv", ".ape", ".mp4", ".mov", ".mkv", ".webm", ".avi", ".mxf", ".mts",
    ".m2ts", ".mpg", ".mpeg", ".braw", ".r3d", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".exr",
    ".dpx", ".webp", ".gif", ".psd", ".peak", ".pek",
))  # fmt: skip
"""Suffixes of what names no other file; everything else is taken for a project and looked into."""
YOUNG = 24 * 3600.0
"""Seconds in which a clip may be on its way into a project that is not yet saved."""
_BLOCK = 8 << 20
_QUOTE = {'"': "&quot;"}
_APOSTROPHE = {"'": "&apos;"}


@dataclass(frozen=True, slots=True)
class CleanUp:
    """What a clean-up does: `removed` clips of `freed` bytes, and `used` ones that stay.

    `size` is what the folder has afterwards, in bytes.
    """

    removed: tuple[Path, ...]
    used: tuple[Path, ...]
    freed: int
    size: int


def clean_up(
    folder: Path,
    projects: Sequence[Path] | None,
    *,
    limit: int,
    dry: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> CleanUp:
    """Remove the oldest clips in `folder` until it has `limit` bytes at most.

    `projects` are files, and folders that are looked through, in which the names of used clips
    stand: as they are, escaped as in XML or in addresses, in UTF-16, compressed as gzip or zip.
    None where they are not known: then what was taken out once is used, as far as anybody knows.
    `dry` removes nothing and tells what would be. Raises InputError where a project cannot be
    read, as nobody knows what it uses; CancelledError.
    """
    clips = sorted(_files(folder), key=lambda clip: (clip.stat().st_mtime, clip))
    sizes = {clip: clip.stat().st_size for clip in clips}
    size = sum(sizes.values())
    if size <= limit:
        return CleanUp((), (), 0, size)
    named = _named(clips, folder, projects or (), cancelled)
    now, freed = time.time(), 0
    removed, used = [], []
    for clip in clips:
        alone = spare.is_spare(clip)
        if clip in named or clip.stat().st_nlink > 1 or (projects is None and not alone):
            used.append(clip)
        elif (
            size - freed > limit
            and now - clip.stat().st_mtime > YOUNG
            and (dry or _remove(clip, folder, alone=alone))
        ):
            removed.append(clip)
            freed += sizes[clip]
    return CleanUp(tuple(removed), tuple(used), freed, size - freed)


def _files(folder: Path) -> list[Path]:
    """The finished clips of a folder: hidden files are being written."""
    return [
        Path(root) / name
        for root, _, names in os.walk(folder)
        for name in names
        if not name.startswith(".")
    ]


def _named(
    clips: Sequence[Path], folder: Path, projects: Sequence[Path], cancelled: Callable[[], bool]
) -> set[Path]:
    """The clips whose names stand in any project."""
    spellings = {clip: _spellings(clip.name) for clip in clips}
    longest = max((len(s) for all_ in spellings.values() for s in all_), default=1)
    found: set[Path] = set()
    for project in _projects(folder, projects):
        if cancelled():
            raise CancelledError("The clean-up was cancelled; nothing was removed.")
        try:
            for block in _blocks(project, longest):
                found.update(
                    clip
                    for clip, all_ in spellings.items()
                    if clip not in found and any(spelling in block for spelling in all_)
                )
        except (OSError, zipfile.BadZipFile, EOFError) as error:
            raise InputError(
                project,
                "cannot be read, so that nobody knows which clips it uses",
                "Nothing was removed. Mend it, or move it away.",
            ) from error
    return found


def _spellings(name: str) -> set[bytes]:
    """How a name may stand in a project: plain, in XML, in an address, in JSON, in UTF-16."""
    found = {os.fsencode(name)}
    whole = os.fsencode(name).decode("utf-8", "replace")
    for text in {whole, *(unicodedata.normalize(form, whole) for form in ("NFC", "NFD"))}:
        plain = text.encode("utf-8")
        marked = (escape(text), escape(text, _QUOTE), escape(text, _QUOTE | _APOSTROPHE))
        found |= {plain, *(one.encode("utf-8") for one in marked)}
        found |= {one.encode("ascii", "xmlcharrefreplace") for one in marked}
        found |= {quote(plain).encode(), quote(plain, safe="!$&'()*+,;=:@~").encode()}
        found |= {
            json.dumps(text, ensure_ascii=only)[1:-1].encode("utf-8") for only in (False, True)
        }
        found |= {text.encode("utf-16-le"), text.encode("utf-16-be")}
    return found


def _projects(folder: Path, named: Sequence[Path]) -> Iterator[Path]:
    for place in named:
        if place.is_file():
            yield place
            continue
        if not place.exists():
            raise InputError(
                place, "is gone", "Nothing was removed. Connect its disk, or leave it out."
            )
        for path in sorted(place.rglob("*")):
            inside = path.is_relative_to(folder)
            if not inside and path.suffix.lower() not in SOUNDS_AND_PICTURES and path.is_file():
                yield path


def _blocks(project: Path, overlap: int) -> Iterator[bytes]:
    """The content in blocks that overlap, so that no name is cut; what is compressed, unpacked."""
    if zipfile.is_zipfile(project):
        with zipfile.ZipFile(project) as archive:
            for member in archive.infolist():
                with archive.open(member) as file:
                    yield from _read(file, overlap)
        return
    with project.open("rb") as file:
        if file.read(2) == b"\x1f\x8b":
            with gzip.open(project) as unpacked:
                yield from _read(unpacked, overlap)
            return
        file.seek(0)
        yield from _read(file, overlap)


def _read(file: object, overlap: int) -> Iterator[bytes]:
    tail = b""
    while block := file.read(_BLOCK):  # type: ignore[attr-defined]
        yield tail + block
        tail = (tail + block)[-overlap:]


def _remove(clip: Path, top: Path, *, alone: bool) -> bool:
    """Remove a clip; False where it was taken in this moment."""
    if not alone:
        clip.unlink()
    elif not spare.remove(clip):
        return False
    _remove_empty(clip.parent, top)
    return True


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
