"""The settings' file: read, changed, mended; what cannot be read is kept aside, never lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from t2m_engine import files, places
from t2m_engine.errors import UsageError
from t2m_engine.settings.declared import SETTINGS, Settings, Value
from t2m_engine.settings.migrations import FORM, renew

try:
    import fcntl
except ImportError:  # Windows: the last one to write wins

    def _lock(descriptor: int) -> None:
        pass
else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def load(file: Path | None = None) -> Settings:
    """Read the settings; a missing file means the defaults.

    Raises UsageError, naming the file and the key, for an unknown key or a value that a setting
    does not take, for a file that is not JSON, and for one that a newer t2m wrote.
    """
    return Settings(**_read(file or places.settings_file()))  # type: ignore[arg-type]


def stored(file: Path | None = None) -> dict[str, Value]:
    """Return what the file says, without the defaults; UsageError as `load`."""
    return _read(file or places.settings_file())


def change(values: Mapping[str, Any], file: Path | None = None) -> Settings:
    """Set `values` in the file, atomically, and return all settings; UsageError as `load`."""
    target = file or places.settings_file()
    with _locked(target):
        content = {**_read(target), **_checked(values, target)}
        _write(content, target)
    return Settings(**content)  # type: ignore[arg-type]


def reset(names: Iterable[str], file: Path | None = None) -> Settings:
    """Give settings their defaults again, and return all; UsageError as `load`.

    A name in `names` may also be one that stands in the file and is no setting: then it goes.
    """
    target = file or places.settings_file()
    gone = set(names)
    with _locked(target):
        told = _raw(target)
        for name in gone - SETTINGS.keys() - told.keys():
            raise _unknown(name, target)
        content = _checked({n: v for n, v in told.items() if n not in gone}, target)
        _write(content, target)
    return Settings(**content)  # type: ignore[arg-type]


def mend(file: Path | None = None) -> str:
    """Make the file one that `load` takes; returns a sentence about it, or "" if it was one.

    What could be read is kept, the file as it was lies beside it under another name. A file of
    an older form is brought to today's, with a copy beside it, and nothing is told. Raises
    UsageError if that cannot be written.
    """
    target = file or places.settings_file()
    try:
        with _locked(target):
            return _mend(target)
    except OSError as error:
        raise UsageError(f"The settings in {target} cannot be mended: {error}.") from error


def _mend(target: Path) -> str:
    try:
        content = _raw(target)
    except UsageError as error:
        aside = _free(target, "broken")
        target.replace(aside)
        return f"{error} It is kept as {aside}, and the defaults count."
    wrong = []
    good = {}
    for name, value in content.items():
        try:
            good.update(_checked({name: value}, target))
        except UsageError as error:
            wrong.append(str(error))
    if wrong:
        aside = _free(target, "broken")
        shutil.copy2(target, aside)
        _write(good, target)
        return f"{' '.join(wrong)} The default counts, and the file as it was is kept as {aside}."
    if good and _form(target) != FORM:
        if target.exists():
            shutil.copy2(target, _free(target, f"form{_form(target)}"))
        _write(good, target)
    return ""


def _free(target: Path, mark: str) -> Path:
    """A name beside `target` that is not taken: settings.broken.json, settings.broken-2.json…"""
    aside = target.with_name(f"{target.stem}.{mark}{target.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = target.with_name(f"{target.stem}.{mark}-{number}{target.suffix}")
    return aside


def _json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"The settings in {file} cannot be read: {error}. Mend the file, or remove it."
        ) from error
    if not isinstance(content, dict):
        raise UsageError(f"The settings in {file} are not a JSON object. Mend it, or remove it.")
    return content


def _form(file: Path) -> int:
    version = _json(file).get("version", 0)
    return version if type(version) is int else 0


def _raw(file: Path) -> dict[str, Any]:
    """What the file says in today's form, unchecked."""
    content = _json(file)
    version = content.pop("version", 0)
    if type(version) is not int or version < 0:
        raise UsageError(
            f"“version” in the settings in {file} is no number. Mend it, or remove it."
        )
    if version > FORM:
        raise UsageError(
            f"The settings in {file} are of a newer t2m (form {version}; this one knows {FORM}). "
            "Use that one, or move the file away."
        )
    return renew(content, version, file.parent)


def _read(file: Path) -> dict[str, Value]:
    return _checked(_raw(file), file)


def _checked(content: Mapping[str, Any], file: Path) -> dict[str, Value]:
    checked = {}
    for name, value in content.items():
        if name not in SETTINGS:
            raise _unknown(name, file)
        try:
            checked[name] = SETTINGS[name].check(str(value) if isinstance(value, Path) else value)
        except ValueError as error:
            raise UsageError(
                f"The setting “{name}” {error}, not {value!r} (in {file}); "
                f"`t2m settings reset {name}` gives it its default."
            ) from None
    return checked


def _unknown(name: str, file: Path) -> UsageError:
    return UsageError(f"There is no setting “{name}” (in {file}); there are {', '.join(SETTINGS)}.")


def _write(content: Mapping[str, Value], target: Path) -> None:
    plain = {n: str(v) if isinstance(v, Path) else v for n, v in content.items()}
    text = json.dumps({"version": FORM, **plain}, indent=2, ensure_ascii=False)
    try:
        files.write_text(target, text + "\n")
    except OSError as error:
        raise UsageError(f"The settings cannot be written to {target}: {error}.") from error


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """One writer at a time: the window, its engine and a command line share the file."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = target.with_name(f".{target.name}.lock").open("ab")
    except OSError as error:
        raise UsageError(f"The settings cannot be written to {target}: {error}.") from error
    with lock:
        _lock(lock.fileno())
        yield
