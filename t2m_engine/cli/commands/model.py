"""`t2m model`: the model packs: which there are, what one is, choosing, importing, verifying."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.step_progress import StepDisplay
from t2m_engine.errors import ExitCode, ModelError

_WIDTH = 100


@click.group()
def model() -> None:
    """See, choose, import and verify the model packs, which read texts and hear music.

    A pack is a folder with a card and weights; none of them can run code.
    """


@model.command(name="list")
@options.as_json
def list_(as_json: bool) -> None:
    """List the packs that came with t2m and those that were imported; * marks the one in use.

    With --json, one object a pack: {"name", "folder", "own": whether it was imported, "in_use",
    "version", "licence", "made", "bytes", "problem": why it is refused, or ""}.
    """
    from t2m_engine import models  # noqa: PLC0415 - --help needs none of it

    rows = []
    for pack in models.listed():
        if as_json:
            output.json_line(pack)
        else:
            about = pack["problem"] or f"{pack['licence']}, {_size(pack['bytes'])}"
            whose = "your own" if pack["own"] else "came with t2m"
            rows.append(("*" if pack["in_use"] else "", pack["name"], whose, about))
    output.table(rows)


@model.command()
@click.argument("name", required=False)
@options.as_json
def show(name: str | None, as_json: bool) -> None:
    """Tell what the pack NAME is, or the one in use: sources, figures, limits, sizes, hashes.

    NAME may also be a folder. Ranges are 95 % intervals.

    With --json: {"name", "id", "folder", "own", "in_use", "version", "licence", "made", "text" and
    "music": kinds of networks, "sources": [{"name", "licence"}], "measured": {…}, "limits",
    "files": [{"section", "file", "bytes", "sha256"}], "spaces": [name]}.
    """
    from t2m_engine import models  # noqa: PLC0415 - --help needs none of it

    pack = models.told(name)
    if as_json:
        output.json_line(pack)
        return
    used = ", in use" if pack["in_use"] else ""
    output.line(
        f"{pack['name']}, version {pack['version'] or '?'} of {pack['made'] or '?'}{used}; "
        f"licence {pack['licence'] or 'unknown'}"
    )
    output.line(f"in {pack['folder']}; id {pack['id']}")
    output.line(f"spaces: {', '.join(pack['spaces'])}")
    output.line("\nIt learnt from")
    for source in pack["sources"]:
        _wrapped(f"{source['name']}: {source['licence']}", "  ")
    output.line("\nMeasured (ranges are 95 % intervals)")
    section = None
    for words, value in models.figures(pack["measured"]):
        if words[0] != section:
            section = words[0]
            output.line(f"  {section}")
        _wrapped(f"{' '.join(words[1:]).replace('_', ' ') or section}: {value}", "    ")
    output.line("\nLimits")
    _wrapped(pack["limits"] or "Its card names none.", "  ")
    output.line("\nFiles")
    rows = [
        (f"  {file['file']}", _size(file["bytes"]), file["sha256"][:16] + "…")
        for file in pack["files"]
    ]
    total = sum(file["bytes"] or 0 for file in pack["files"])
    output.table([*rows, ("  all", _size(total), "")], right=frozenset({1}))


@model.command()
@click.argument("name")
@options.as_json
def use(name: str, as_json: bool) -> None:
    """Use the pack NAME, or the one in the folder NAME, from now on.

    It becomes the setting “model”. The music is heard again by the open window in the background,
    or by t2m library update; until then the pack before goes on suggesting.

    With --json: the pack as an entry of t2m model list.
    """
    from t2m_engine import models  # noqa: PLC0415 - --help needs none of it

    pack = models.use(name)
    if as_json:
        output.json_line(pack)
    else:
        output.line(f"“{pack['name']}” is in use. An open window takes it up at its next start.")


@model.command(name="import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="NAME", help="What it is called here. Default: its own name.")
@click.option("--replace", is_flag=True, help="In place of the imported pack of that name.")
@options.as_json
def import_(source: Path, name: str | None, replace: bool, as_json: bool) -> None:
    """Take the pack in SOURCE, a folder or a ZIP, to your own packs.

    Its card and what the card names are copied and verified before the pack appears, so that it is
    there whole or not at all. It is not in use yet: see t2m model use.

    With --json: {"name", "folder"}.
    """
    from t2m_engine.emotion.pack_import import import_pack  # noqa: PLC0415 - as above

    with StepDisplay("Importing") as display:
        found = import_pack(source, name, replace=replace, progress=display.show)
    if as_json:
        output.json_line({"name": found.name, "folder": str(found.folder)})
    else:
        output.line(f"“{found.name}” is in {found.folder}.")
        output.line(f"Use it with: t2m model use {found.name}")


@model.command()
@click.argument("name", required=False)
@options.as_json
def verify(name: str | None, as_json: bool) -> int:
    """Check the pack NAME, or the one in the folder NAME, in full; by default all there are.

    That is: the files' SHA-256, the fields of the card, the names, shapes, types and values of all
    weights, and whether a passage and some noise come out as numbers.

    With --json, one object a pack: {"name", "whole", "problem": a sentence or ""}. The exit code
    is 5 when one of them is not whole.
    """
    from t2m_engine.emotion.pack import ModelPack  # noqa: PLC0415 - as above
    from t2m_engine.emotion.pack_check import verify as check  # noqa: PLC0415
    from t2m_engine.emotion.pack_store import installed  # noqa: PLC0415

    names = [name] if name else [pack.name for pack in installed()]
    code = ExitCode.DONE
    for one in names:
        problem = ""
        try:
            with StepDisplay(f"Checking {one}") as display:
                check(ModelPack.load(one, device="cpu"), progress=display.show)
        except ModelError as error:
            problem, code = str(error), ExitCode.MODEL
        if as_json:
            output.json_line({"name": one, "whole": not problem, "problem": problem})
        else:
            output.line(f"{one}: {problem or 'whole'}")
    return code


def _size(bytes_: int | None) -> str:
    return "missing" if bytes_ is None else f"{bytes_ / 1e6:.1f} MB"


def _wrapped(text: Any, indent: str) -> None:
    for line in textwrap.wrap(
        str(text), _WIDTH, initial_indent=indent, subsequent_indent=indent + "  "
    ):
        output.line(line)
