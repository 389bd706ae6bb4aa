"""Takes a model pack into the user's own: from a folder or a ZIP, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Protocol

from t2m_engine import places
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.pack_card import CARD, PLAIN_NAME, parse_card, parts, refuse_code
from t2m_engine.emotion.pack_check import verify
from t2m_engine.emotion.pack_store import Installed, installed
from t2m_engine.errors import CancelledError, ModelError
from t2m_engine.files import write_text
from t2m_engine.turns import Progress, never, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGEST = 2 << 30
"""Bytes of a pack's files together; ours is 53 MB, a large encoder in half precision 700 MB."""
_CARD_LARGEST = 1 << 20
_MOST_FILES = 64
"""In a folder or a ZIP; a pack has six."""
_BLOCK = 1 << 20


class _Source(Protocol):
    """Where a pack comes from: `path` for people, the plain names in it, and their content."""

    path: Path
    names: list[str]

    def open(self, name: str) -> IO[bytes]:
        """Open a file by its name."""


def import_pack(
    source: Path,
    name: str | None = None,
    *,
    replace: bool = False,
    progress: Progress = silent,
    cancelled: Callable[[], bool] = never,
) -> Installed:
    """Copy the pack in `source`, a folder or a ZIP, to the user's own, and return it.

    It is called `name`, by default as its card says. Only the card and what it names are taken;
    they are checked in full (`pack_check.verify`) before they appear under that name, so that a
    pack is there whole or not at all. With `replace`, the user's own pack of that name goes.
    Raises ModelError, which says what is wrong and what to do; CancelledError.
    """
    with _opened(source) as found:
        refuse_code(found.names, found.path)
        if CARD not in found.names:
            raise ModelError(
                f"{source} holds no {CARD}; give the folder of a model pack, or a ZIP of it."
            )
        with found.open(CARD) as file:
            card = parse_card(file.read(_CARD_LARGEST + 1), found.path / CARD)
        name = name or str(card["name"])
        target = _target(name, replace)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=target.parent))
        except OSError as error:
            raise _unwritable(target, error) from error
        try:
            _copy(found, card, fresh, progress, cancelled)
            write_text(fresh / CARD, json.dumps({**card, "name": name}, indent=2) + "\n")
            verify(ModelPack.load(fresh, device="cpu"), progress=progress, cancelled=cancelled)
            _put(fresh, target)
        except OSError as error:
            raise _unwritable(target, error) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return Installed(name, target, own=True)


def _target(name: str, replace: bool) -> Path:
    if not PLAIN_NAME.fullmatch(name):
        raise ModelError(
            f"“{name}” cannot be a pack's name: take letters, digits, “-”, “_” and “.”."
        )
    there = {pack.name: pack for pack in installed()}
    if name in there and not there[name].own:
        raise ModelError(
            f"“{name}” is a pack that came with t2m; import this one under another name (--as)."
        )
    target = places.packs_folder() / name
    if os.path.lexists(target) and not replace:
        raise ModelError(
            f"There is a pack “{name}” already; import this one under another name (--as), or "
            "in its place (--replace)."
        )
    return target


def _copy(
    source: _Source,
    card: dict[str, Any],
    folder: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    left = LARGEST
    files = sorted({part.file for part in parts(card)})
    for number, name in enumerate(files):
        progress(number, len(files), name)
        if name not in source.names:
            raise ModelError(f"{source.path} is not whole: it lacks {name}; ask for it anew.")
        # Counted as they come: what a ZIP says of sizes may be a lie.
        with source.open(name) as come, (folder / name).open("xb") as copy:
            try:
                while block := come.read(_BLOCK):
                    if cancelled():
                        raise CancelledError("Stopped; nothing was imported.")
                    left -= len(block)
                    if left < 0:
                        raise ModelError(
                            f"{source.path} holds more than {LARGEST >> 30} GiB: no pack does."
                        )
                    copy.write(block)
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise ModelError(f"{source.path} is damaged ({error}); get it anew.") from error
            copy.flush()
            os.fsync(copy.fileno())


def _put(fresh: Path, target: Path) -> None:
    """Give a checked folder its name; the pack that had it goes when this one is there."""
    fresh.chmod(0o755)
    if not os.path.lexists(target):
        fresh.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    target.rename(aside / "before")
    try:
        fresh.rename(target)
    except OSError:
        (aside / "before").rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _unwritable(target: Path, error: OSError) -> ModelError:
    return ModelError(f"{target} cannot be written: {error.strerror or error}.")


@contextmanager
def _opened(source: Path) -> Iterator[_Source]:
    if source.is_dir():
        yield _Folder(source)
        return
    try:
        with zipfile.ZipFile(source) as archive:
            yield _Zip(source, archive)
    except FileNotFoundError:
        raise ModelError(f"There is no {source}; give a pack's folder, or a ZIP of it.") from None
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ModelError(
            f"{source} is neither a folder nor a ZIP that can be read ({error}); give a model "
            "pack's folder, or a ZIP of it."
        ) from error


class _Folder:
    """A pack in a folder; links are not followed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        try:
            self.names = sorted(entry.name for entry in os.scandir(folder))
        except OSError as error:
            raise ModelError(f"{folder} cannot be read: {error.strerror}.") from error

    def open(self, name: str) -> IO[bytes]:
        path = self.path / name
        if path.is_symlink() or not path.is_file():
            raise ModelError(f"{path} is no plain file; put the file itself there.")
        try:
            return path.open("rb")
        except OSError as error:
            raise ModelError(f"{path} cannot be read: {error.strerror}.") from error


class _Zip:
    """A pack in a ZIP, at its top or in its one folder."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self._members: dict[str, zipfile.ZipInfo] = {}
        tops = set()
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > _MOST_FILES:
            raise ModelError(f"{path} holds {len(members)} files; a model pack has a few.")
        for member in members:
            inside = PurePosixPath(member.filename.replace("\\", "/"))
            mode = member.external_attr >> 16
            if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
                raise ModelError(f"{path} holds “{member.filename}”, which leads out of it.")
            if stat.S_ISLNK(mode):
                raise ModelError(f"{path} holds “{member.filename}”, which is a link.")
            if inside.name in self._members:
                raise ModelError(f"{path} holds two files called “{inside.name}”.")
            tops.add(inside.parent)
            self._members[inside.name] = member
        if len(tops) > 1:
            raise ModelError(f"{path} holds several folders; give a ZIP of one model pack.")
        self.names = sorted(self._members)

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._archive.open(self._members[name])
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
            raise ModelError(f"{name} in {self.path} cannot be read ({error}).") from error
