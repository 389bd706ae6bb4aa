"""`t2m library folders`, `remove`, `update` and `watch`: the folders that were added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.commands.library_added import tell_added
from t2m_engine.cli.scan_progress import ScanDisplay, stoppable
from t2m_engine.errors import ExitCode


@click.command()
@click.option(
    "--watch/--no-watch",
    "watched",
    default=None,
    help="Follow changes in FOLDER..., or do not.",
)
@click.argument("folder", nargs=-1, type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def folders(
    opts: options.Options, watched: bool | None, folder: tuple[Path, ...], as_json: bool
) -> None:
    """List the folders that were added; with --watch or --no-watch, change FOLDER... first.

    A folder that is not there, such as one on a drive that is unplugged, takes nothing away: its
    tracks are offline until it comes back.

    With --json, one object a folder: {"folder", "watched", "there", "tracks", "missing",
    "offline", "errors", "hours"}.
    """
    if bool(folder) != (watched is not None):
        raise click.UsageError("Name folders with --watch or --no-watch, and only then.")
    with opts.session() as session:
        for path in folder:
            session.keeper.watch_folder(path, bool(watched))
        found = session.keeper.folders() if session.has_library else []
    for entry in found:
        if as_json:
            output.json_line(entry)
    if not as_json:
        output.table([_row(entry) for entry in found], right=frozenset({0, 1}))


def _row(entry: dict[str, Any]) -> tuple[str, ...]:
    tracks = entry["tracks"] or entry["offline"]
    told = [f"{entry[key]} {key}" for key in ("missing", "errors") if entry[key]]
    told += [] if entry["watched"] else ["not watched"]
    told += [] if entry["there"] else ["not there"]
    return (
        f"{tracks} tracks",
        f"{entry['hours']:.1f} hours",
        entry["folder"] + (f" ({', '.join(told)})" if told else ""),
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def remove(opts: options.Options, folder: Path, as_json: bool) -> None:
    """Forget FOLDER and its tracks.

    No file is touched, and what you said of the music (t2m library mark) is kept: it counts again
    when the folder, or the files in another place, are added again.

    With --json: {"folder", "tracks"}.
    """
    with opts.session() as session:
        result = session.keeper.remove(folder)
    if as_json:
        output.json_line(result)
    else:
        output.line(f"{result['tracks']} tracks were forgotten; your files are as they were.")


@click.command()
@options.as_json
@click.pass_obj
def update(opts: options.Options, as_json: bool) -> ExitCode:
    """Look through all folders that were added, and hear what is new or has changed.

    Music that another model pack heard is heard anew; until that is done, the pack before goes on
    suggesting, if it is still there. Ctrl+C loses nothing.

    With --json: as t2m library add.
    """
    with opts.session() as session, stoppable() as stopped, ScanDisplay() as display:
        result = session.update(progress=display.show, cancelled=stopped.is_set)
    return tell_added(result, as_json=as_json)


@click.command()
@options.as_json
@click.pass_obj
def watch(opts: options.Options, as_json: bool) -> None:
    """Follow what changes in the folders that were added, until Ctrl+C.

    New, changed, moved, renamed and deleted files are followed as soon as they are at rest; the
    open window does the same by itself. What changed while nobody watched is found first.

    With --json, after each change: {"tracks", "missing", "offline", "errors"}, counts.
    """
    with opts.session() as session, stoppable() as stopped:
        _ = session.pack.id  # a missing model is told now
        session.catalogue()
        session.keeper.follow(True)
        output.warn("Following changes; Ctrl+C ends it.")
        before: dict[str, Any] = {}
        while not stopped.wait(0.5):
            if session.keeper.watching()["busy"]:
                continue
            counts = session.status()
            now = {key: counts[key] for key in _TOLD}
            if before and now != before:
                if as_json:
                    output.json_line(now)
                else:
                    output.line(", ".join(f"{key}: {count}" for key, count in now.items()))
            before = now


_TOLD = ("tracks", "missing", "offline", "errors")
