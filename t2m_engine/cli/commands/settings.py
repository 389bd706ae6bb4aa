"""`t2m settings`: what there is to set, what it is now, another value, the default again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from t2m_engine import places
from t2m_engine import settings as kept
from t2m_engine.cli import options, output
from t2m_engine.errors import UsageError


@click.group(name="settings")
def settings() -> None:
    """See and change the settings, which the window and the command line share."""


@settings.command(name="list")
@click.option("--all", "whole", is_flag=True, help="Say of each what it is and what it takes.")
@options.as_json
def list_(whole: bool, as_json: bool) -> None:
    """List all settings and their values; * marks those that differ from the default.

    With --json, one object a setting: {"name", "value", "default", "section", "title", "help",
    "takes"}.
    """
    values = kept.load()
    rows = []
    for name, setting in kept.SETTINGS.items():
        value, default = getattr(values, name), setting.default()
        if as_json:
            output.json_line(_told(name, value))
        elif whole:
            mark = "" if value == default else f" (default: {_shown(default)})"
            output.line(f"{name} = {_shown(value)}{mark}")
            output.line(f"    {setting.help} Takes {setting.takes()}.")
        else:
            rows.append((name, "" if value == default else "*", _shown(value)))
    if rows:
        output.table(rows)
    if not as_json:
        output.warn(f"They are kept in {places.settings_file()}.")


@settings.command()
@click.argument("name")
@options.as_json
def get(name: str, as_json: bool) -> None:
    """Print the value of the setting NAME.

    With --json: as an entry of t2m settings list.
    """
    _known(name)
    value = getattr(kept.load(), name)
    if as_json:
        output.json_line(_told(name, value))
    else:
        output.line(_shown(value))


@settings.command(name="set")
@click.argument("name")
@click.argument("value")
@options.as_json
def set_(name: str, value: str, as_json: bool) -> None:
    """Set NAME to VALUE; a truth is on or off. An open window takes it up at its next start.

    With --json: as an entry of t2m settings list.
    """
    setting = _known(name)
    try:
        read = setting.read(value)
    except ValueError as error:
        raise UsageError(f"The setting “{name}” {error}, not “{value}”.") from None
    if isinstance(read, Path) and value:
        read = read.absolute()
    now = getattr(kept.change({name: read}), name)
    if as_json:
        output.json_line(_told(name, now))
    else:
        output.line(f"{name} = {_shown(now)}")


@settings.command()
@click.argument("name", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="All of them.")
@options.as_json
def reset(name: tuple[str, ...], whole: bool, as_json: bool) -> None:
    """Give NAME... their defaults again.

    With --all also a file that cannot be read is mended: what it was is kept aside.

    With --json: {"reset": [names], "told": a sentence or ""}.
    """
    if bool(name) == whole:
        raise click.UsageError("Name settings, or say --all.")
    told = kept.mend() if whole else ""
    names = tuple(kept.stored()) if whole else name
    kept.reset(names)
    if as_json:
        output.json_line({"reset": list(names), "told": told})
        return
    if told:
        output.warn(told)
    for one in names:
        if one in kept.SETTINGS:
            output.line(f"{one} = {_shown(kept.SETTINGS[one].default())}")


def _known(name: str) -> kept.Setting:
    if name not in kept.SETTINGS:
        raise UsageError(f"There is no setting “{name}”; there are {', '.join(kept.SETTINGS)}.")
    return kept.SETTINGS[name]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(_plain(value))


def _plain(value: object) -> Any:
    if value == Path():  # none is chosen
        return ""
    return str(value) if isinstance(value, Path) else value


def _told(name: str, value: object) -> dict[str, Any]:
    setting = kept.SETTINGS[name]
    return {
        "name": name,
        "value": _plain(value),
        "default": _plain(setting.default()),
        "section": setting.section,
        "title": setting.title,
        "help": setting.help,
        "takes": setting.takes(),
    }
