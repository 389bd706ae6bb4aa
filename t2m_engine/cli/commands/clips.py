"""`t2m clips`: the folder in which clips are kept that were dragged out."""

from __future__ import annotations

from pathlib import Path

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable

_GIGABYTE = 1_000_000_000


@click.command(short_help="Clean up the clips that were dragged out.")
@click.option(
    "--projects",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="DIR",
    help="Where your projects of editors and workstations lie; may be given several times. What "
    "they use stays. Default: the setting projects_folder.",
)
@click.option(
    "--limit",
    type=click.FloatRange(min=0),
    metavar="GB",
    help="What the folder may have. Default: the setting clips_limit.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of clips. Default: the window's.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Tell what would be removed; remove nothing.")
@options.as_json
def clips(
    projects: tuple[Path, ...],
    limit: float | None,
    folder: Path | None,
    dry: bool,
    as_json: bool,
) -> None:
    """Remove the oldest clips until their folder is within its limit.

    A clip stays that a project in --projects names, that is linked elsewhere, or that is younger
    than a day. Where a project cannot be read, nothing is removed; where no projects are told, only
    clips that never left the window. The window does the same by itself.

    With --json: {"removed", "used", "freed", "size"}, in bytes.
    """
    from t2m_engine import settings  # noqa: PLC0415 - not for --help
    from t2m_engine.export.kept import clean_up  # noqa: PLC0415

    chosen = settings.load()
    if not projects and chosen.projects_folder != Path():
        projects = (chosen.projects_folder,)
    with stoppable() as stopped:
        done = clean_up(
            (folder or chosen.clips_folder).absolute(),
            [project.absolute() for project in projects] or None,
            limit=round((chosen.clips_limit if limit is None else limit) * _GIGABYTE),
            dry=dry,
            cancelled=stopped.is_set,
        )
    if as_json:
        output.json_line(
            {
                "removed": [str(clip) for clip in done.removed],
                "used": [str(clip) for clip in done.used],
                "freed": done.freed,
                "size": done.size,
            }
        )
        return
    for clip in done.removed:
        output.line(f"{'Would remove' if dry else 'Removed'} {clip}")
    used = f"; {len(done.used)} clips are used, or may be" if done.used else ""
    output.line(f"{done.freed / _GIGABYTE:.2f} GB freed, {done.size / _GIGABYTE:.2f} left{used}.")
