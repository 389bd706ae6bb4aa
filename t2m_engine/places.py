"""Where things live: the program's resources, and the user's library, settings and sockets."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import appdirs

_APP = "t2m"


def resources() -> Path:
    """The folder of model packs, demo, fonts and themes: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def default_library() -> Path:
    """The folder of the catalogue and the index, where appdirs says."""
    return Path(appdirs.user_data_dir(_APP, appauthor=False)) / "library"


def packs_folder() -> Path:
    """The user's own model packs, a folder each: see emotion/pack_store.py."""
    return Path(appdirs.user_data_dir(_APP, appauthor=False)) / "models"


def journal_folder() -> Path:
    """What is being written and not saved yet: there after a crash."""
    return Path(appdirs.user_data_dir(_APP, appauthor=False)) / "journal"


def backups_folder() -> Path:
    """Earlier versions of the manuscripts that were saved here."""
    return Path(appdirs.user_data_dir(_APP, appauthor=False)) / "backups"


def settings_file() -> Path:
    """The user's settings (JSON)."""
    return Path(appdirs.user_config_dir(_APP, appauthor=False)) / "settings.json"


def cache_folder() -> Path:
    """What can be made again: clips that were dragged out, waveforms."""
    return Path(appdirs.user_cache_dir(_APP, appauthor=False))


def log_folder() -> Path:
    """Where the desktop keeps the engine's log."""
    return Path(appdirs.user_log_dir(_APP, appauthor=False))


def runtime_folder() -> Path:
    """A folder that only this user can enter, for the engine's socket."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(base) / _APP if base else Path(tempfile.gettempdir()) / f"{_APP}-{os.getuid()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.stat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise PermissionError(f"{folder} belongs to, or is open to, another user; remove it")
    return folder
