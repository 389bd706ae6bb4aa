"""`t2m library check`, `backup`, `restore` and `duplicates`: care for what is there."""

from __future__ import annotations

from pathlib import Path

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable
from t2m_engine.cli.step_progress import StepDisplay
from t2m_engine.errors import ExitCode


@click.command()
@click.option("--repair", is_flag=True, help="Mend what is not in order.")
@options.as_json
@click.pass_obj
def check(opts: options.Options, repair: bool, as_json: bool) -> ExitCode:
    """Look whether the library is in order.

    With --repair, what is not is mended: what you said of the music is saved first and is never
    taken away, tracks of which something is lost are forgotten and heard again by t2m library
    update, and of a damaged file all that can be read is taken over into a new one; the damaged
    one is kept. The exit code is 4 while something is not in order.

    With --json: {"in_order", "findings": [{"what", "count", "mended"}], "recovered": {"rows",
    "aside"} or null}.
    """
    with opts.session() as session, stoppable() as stopped, StepDisplay("Checking") as display:
        report = session.keeper.check(
            repair=repair, progress=display.show, cancelled=stopped.is_set
        )
    if as_json:
        output.json_line(report)
    else:
        for finding in report["findings"]:
            mended = " Mended." if finding["mended"] else ""
            output.line(f"{finding['count']:8}  {finding['what']}{mended}")
        if report["recovered"] is not None:
            rows = report["recovered"]["rows"]
            output.line(
                f"Recovered {rows['tracks']} tracks and what you said of {rows['marks']}; the "
                f"damaged catalogue is kept as {report['recovered']['aside']}. t2m library update "
                "hears the rest."
            )
        if not report["findings"]:
            output.line("The library is in order.")
        elif not report["in_order"]:
            output.line("t2m library check --repair mends this.")
    return ExitCode.DONE if report["in_order"] else ExitCode.LIBRARY


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def backup(opts: options.Options, file: Path, as_json: bool) -> None:
    """Write the catalogue to FILE: all that was heard, and all that you said of it.

    It may be in use meanwhile. FILE is replaced when the copy is complete and was checked. Your
    music is not in it.

    With --json: {"path", "bytes"}.
    """
    with opts.session() as session, stoppable() as stopped, StepDisplay("Copying") as display:
        written = session.keeper.backup(
            file.absolute(), progress=display.show, cancelled=stopped.is_set
        )
    if as_json:
        output.json_line(written)
    else:
        output.line(f"Wrote {written['path']} ({written['bytes'] / 1e6:.1f} MB).")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def restore(opts: options.Options, file: Path, as_json: bool) -> None:
    """Put the backup in FILE in the place of the library.

    The catalogue that was there is kept beside it. Programs that have the library open go on with
    what was restored.

    With --json: {"replaced": path or null}.
    """
    with opts.session() as session:
        result = session.keeper.restore(file.absolute())
    if as_json:
        output.json_line(result)
        return
    output.line("The backup is in its place.")
    if result["replaced"]:
        output.line(f"What was there is kept as {result['replaced']}.")


@click.command()
@options.as_json
@click.pass_obj
def duplicates(opts: options.Options, as_json: bool) -> None:
    """Look for copies of one recording, in whatever format, and list them.

    They are folded: only the best of each (the longest, then lossless, then of the highest rate)
    is suggested, and stands for the others until it goes. Remixes, loops and other takes are music
    of their own; where one is folded all the same, t2m library apart says so.

    With --json, one object an original: {"original", "copies": [{…, "exact"}]}, with tracks as of
    t2m library list.
    """
    with opts.session() as session, stoppable() as stopped, StepDisplay("Comparing") as display:
        groups = session.keeper.duplicates(progress=display.show, cancelled=stopped.is_set)
    for group in groups:
        if as_json:
            output.json_line(group)
        else:
            output.line(group["original"]["track"])
            for copy in group["copies"]:
                output.line(f"    {copy['track']}{' (the same file)' if copy['exact'] else ''}")
    if not groups and not as_json:
        output.line("There are no copies.")


@click.command()
@click.argument("track", nargs=-1, type=click.Path(path_type=Path))
@click.option("--undo", is_flag=True, help="They may be copies of each other again.")
@options.as_json
@click.pass_obj
def apart(opts: options.Options, track: tuple[Path, ...], undo: bool, as_json: bool) -> None:
    """Say that TRACK... are different music, whatever they have in common; without, list them.

    None of them is folded as a copy of another any more. It stays with the music, as all that you
    say of it does.

    With --json, one object a pair: {"tracks": [path, path]}.
    """
    with opts.session() as session, stoppable() as stopped, StepDisplay("Comparing") as display:
        if track:
            session.keeper.keep_apart(track, not undo)
            session.keeper.duplicates(progress=display.show, cancelled=stopped.is_set)
        pairs = session.keeper.kept_apart() if session.has_library else []
    for pair in pairs:
        if as_json:
            output.json_line({"tracks": pair})
        else:
            output.line(f"{pair[0]} is not {pair[1]}")
    if not pairs and not as_json:
        output.line("Nothing is kept apart.")
