"""The settings: each declared once, with its type, default, help and allowed values.

They live in a JSON file. The command line's options, the engine and the desktop take their
defaults from here; a value that makes no sense is refused, naming the file and the key.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from t2m_engine import files, places
from t2m_engine.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `kind` is str or float, `default` a function as places depend on the user.

    `allowed` gives the values, or the least and the greatest number; None: any text.
    """

    name: str
    kind: type[str] | type[float]
    default: Callable[[], str | float]
    help: str
    allowed: Callable[[], tuple[str, ...]] | None = None
    bounds: tuple[float, float] = (-math.inf, math.inf)

    def check(self, value: Any) -> str | float:
        """Return `value` as this setting's type; ValueError is a phrase that says what it takes."""
        if self.kind is str:
            if not isinstance(value, str) or not value:
                raise ValueError("takes text")
            if self.allowed is not None and value not in self.allowed():
                raise ValueError(f"takes one of {', '.join(self.allowed())}")
            return value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("takes a number")  # noqa: TRY004 - a phrase for people
        least, most = self.bounds
        if not least <= value <= most:
            raise ValueError(f"takes a number from {least:g} to {most:g}")
        return float(value)


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting(
            "library",
            str,
            lambda: str(places.default_library()),
            "The folder of the music library's catalogue.",
        ),
        Setting("model", str, lambda: "open", "The model pack: a name, or a folder."),
        Setting(
            "device",
            str,
            lambda: "auto",
            "What the networks run on; auto takes the fastest there is.",
            lambda: ("auto", "cpu", "cuda", "mps"),
        ),
        Setting(
            "words_per_minute",
            float,
            lambda: 150.0,
            "Reading speed, from which the times of a score follow.",
            bounds=(40.0, 600.0),
        ),
        Setting(
            "space",
            str,
            lambda: "fusion",
            "The embedding space in which passages and clips are compared; a pack has its own.",
        ),
        Setting(
            "lexicon",
            str,
            lambda: "glasgow",
            "The lexicon of feelings: glasgow, or a file such as your own NRC-VAD.",
        ),
        Setting(
            "watch",
            str,
            lambda: "on",
            "Whether changes in the folders that were added are followed while the window is open.",
            lambda: ("on", "off"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings."""

    library: Path
    model: str
    device: str
    words_per_minute: float
    space: str
    lexicon: str = "glasgow"
    watch: str = "on"


def load(file: Path | None = None) -> Settings:
    """Read the settings; a missing file means the defaults.

    Raises UsageError, naming the file and the key, for an unknown key or a value that a setting
    does not take, and for a file that is not JSON.
    """
    return Settings(**_typed({**defaults(), **_read(file or places.settings_file())}))


def defaults() -> dict[str, Any]:
    """Return the default of every setting, as in the file."""
    return {name: setting.default() for name, setting in SETTINGS.items()}


def change(values: dict[str, Any], file: Path | None = None) -> Settings:
    """Set `values` in the file, atomically, and return all settings; UsageError as `load`."""
    target = file or places.settings_file()
    content = {**_read(target), **_checked(values, target)}
    try:
        files.write_text(target, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    except OSError as error:
        raise UsageError(f"The settings cannot be written to {target}: {error}.") from error
    return Settings(**_typed({**defaults(), **content}))


def _read(file: Path) -> dict[str, Any]:
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
    return _checked(content, file)


def _checked(content: dict[str, Any], file: Path) -> dict[str, Any]:
    checked = {}
    for name, value in content.items():
        setting = SETTINGS.get(name)
        if setting is None:
            raise UsageError(
                f"There is no setting “{name}” (in {file}); there are {', '.join(SETTINGS)}."
            )
        try:
            checked[name] = setting.check(value)
        except ValueError as error:
            raise UsageError(f"The setting “{name}” {error}, not {value!r} (in {file}).") from None
    return checked


def _typed(content: dict[str, Any]) -> dict[str, Any]:
    return {**content, "library": Path(content["library"]).expanduser()}
