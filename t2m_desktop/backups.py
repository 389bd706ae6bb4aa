"""Earlier versions of a manuscript: what a save replaces is kept, by date."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from t2m_engine import files

_FORM = "%Y-%m-%d %H.%M.%S"  # sorts by time, and is a file's name on every system
_EVERY = timedelta(minutes=5)
_ALL_OF = timedelta(days=1)
_DAILY = timedelta(days=30)


@dataclass(frozen=True)
class Version:
    """A version that was replaced then."""

    path: Path
    replaced: datetime


def folder_of(manuscript: Path, backups: Path) -> Path:
    """Where the versions of a manuscript are: named for it, and for its place."""
    place = hashlib.sha256(bytes(manuscript.absolute())).hexdigest()[:8]
    name = re.sub(r"[^\w. -]", "_", manuscript.stem)[:60]
    return backups / f"{name} {place}"


def versions(manuscript: Path, backups: Path) -> list[Version]:
    """The versions of a manuscript, newest first."""
    found = []
    for path in folder_of(manuscript, backups).glob("*"):
        try:
            found.append(Version(path, datetime.strptime(path.stem, _FORM)))
        except ValueError:
            continue  # not ours
    return sorted(found, key=lambda version: version.replaced, reverse=True)


def keep(manuscript: Path, backups: Path, now: datetime, most: int = 400) -> Path | None:
    """Keep what `manuscript` holds before it is replaced; returns where, or None if it need not.

    One in five minutes is enough; of the last day all of these stay, of the last month one a day,
    and one a month for good; of more than `most`, the oldest go. `now` is the clock on the wall.
    Raises OSError.
    """
    try:
        content = manuscript.read_bytes()
    except FileNotFoundError:
        return None
    known = versions(manuscript, backups)
    if known:
        newest = known[0]
        if newest.path.read_bytes() == content or timedelta() <= now - newest.replaced < _EVERY:
            return None
    target = folder_of(manuscript, backups) / f"{now.strftime(_FORM)}{manuscript.suffix}"
    files.write_bytes(target, content)
    kept = [Version(target, now), *known]
    for version in {*surplus(kept, now), *kept[most:]}:
        version.path.unlink(missing_ok=True)
    return target


def surplus(known: list[Version], now: datetime) -> list[Version]:
    """The versions (newest first) that need not stay: the oldest of a day, of a month, does."""
    kept: set[str] = set()
    thrown = []
    for version in reversed(known):
        age = now - version.replaced
        if age <= _ALL_OF:
            continue
        span = version.replaced.strftime("%Y-%m-%d" if age <= _DAILY else "%Y-%m")
        if span in kept:
            thrown.append(version)
        kept.add(span)
    return thrown
