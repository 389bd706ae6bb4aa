"""`t2m library`: the user's music."""

from __future__ import annotations

from pathlib import Path

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import ScanDisplay, stoppable
from t2m_engine.errors import ExitCode


@click.group(short_help="Add music, and look at what is there.")
def library() -> None:
    """Add music to the library, and look at what is in it."""


@library.command()
@click.argument("folder", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--retry-errors",
    is_flag=True,
    help="Try files again that could not be read and have not changed since.",
)
@options.as_json
@click.pass_obj
def add(opts: options.Options, folder: tuple[Path, ...], retry_errors: bool, as_json: bool) -> int:
    """Add the music in FOLDER... to the library.

    Looks through the folders and everything below them, hears what is new or has changed, and
    skips what it knows. Your files are only read. It can be stopped with Ctrl+C at any time:
    nothing is lost, and the same command goes on where it was.

    A file that cannot be read is noted (see t2m library errors) and the rest goes on. The exit
    code is 3 when a folder is missing or holds no music, or when nothing at all could be read.

    With --json: {"tracks", "clips", "errors", "skipped", "moved", "missing", "seconds_of_audio",
    "elapsed", "rate" (times real time), "problems"}; progress goes to stderr.
    """
    with opts.session() as session, stoppable() as stopped, ScanDisplay() as display:
        result = session.add(
            folder, retry_errors=retry_errors, progress=display.show, cancelled=stopped.is_set
        )
    if as_json:
        output.json_line(result)
    else:
        output.line(
            f"Heard {result['tracks']} tracks ({result['clips']} clips, "
            f"{result['errors']} errors), "
            f"{output.clock(result['seconds_of_audio'])} of music in "
            f"{output.clock(result['elapsed'])}: {result['rate']:.0f} × real time."
        )
        told = {
            "skipped": "were known and unchanged",
            "moved": "were known under another name or date",
            "missing": "are gone from the disk",
            "errors": "could not be read; t2m library errors tells why",
        }
        for key, words in told.items():
            if result[key]:
                output.line(f"{result[key]} files {words}.")
    for problem in result["problems"]:
        output.warn(f"Error: {problem}")
    nothing = not (result["tracks"] or result["skipped"] or result["moved"])
    return ExitCode.INPUT if result["problems"] or (result["errors"] and nothing) else ExitCode.DONE


@library.command()
@options.as_json
@click.pass_obj
def status(opts: options.Options, as_json: bool) -> None:
    """Tell how much is in the library.

    With --json: {"tracks", "clips", "errors", "hours", "missing", "stale", "library"}: missing
    tracks are gone from the disk, stale ones were heard by another model pack and must be added
    again.
    """
    with opts.session() as session:
        counts = session.status()
    if as_json:
        output.json_line(counts)
        return
    output.line(f"The library at {counts['library']} holds:")
    output.line(f"{counts['tracks']:8} tracks, {counts['hours']:.1f} hours")
    output.line(f"{counts['clips']:8} clips")
    for key, words in (
        ("errors", "files that could not be read; t2m library errors tells why"),
        ("missing", "tracks whose file is gone"),
        ("stale", "tracks that another model pack heard; add their folders again"),
    ):
        if counts[key]:
            output.line(f"{counts[key]:8} {words}")


@library.command()
@options.as_json
@click.pass_obj
def errors(opts: options.Options, as_json: bool) -> None:
    """List the files that could not be read, and why.

    With --json, one object a file: {"path", "reason"}.
    """
    with opts.session() as session:
        for error in session.errors():
            if as_json:
                output.json_line(error)
            else:
                output.line(f"{error['path']} {error['reason']}.")
