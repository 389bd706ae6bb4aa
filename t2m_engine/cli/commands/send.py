"""`t2m send` and `t2m markers`: audio into an editor that is running, and its markers out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable
from t2m_engine.cli.score_progress import ScoreDisplay


@click.command(short_help="Lay clips into an editor that is running.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "editor",
    required=True,
    type=click.Choice(options.EDITORS),
    help="The editor; it must be running, with your project open.",
)
@click.option(
    "--clip",
    "clips",
    multiple=True,
    type=(click.Path(path_type=Path), float, float),
    metavar="TRACK START END",
    help="Instead of FILES: a stretch of a track, in seconds, which is cut out first; may be given "
    "several times.",
)
@click.option(
    "--cue-sheet",
    "score",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="SCORE",
    help="Instead of FILES: all cues of a score, a folder that t2m score made, each at its time.",
)
@click.option(
    "--cue",
    "cues",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="Of --cue-sheet only this cue; may be given several times.",
)
@click.option(
    "--at",
    type=options.TIME,
    metavar="TIME",
    help="Where the first begins: seconds, m:ss or h:mm:ss. Default: the playhead; 0 for a score.",
)
@click.option("--marker", metavar="NAME", help="Instead of --at: where the marker of that name is.")
@click.option(
    "--track",
    type=click.IntRange(min=1),
    metavar="N",
    help="The audio track, from 1. Default: the first that has room.",
)
@options.project_shown
@options.as_json
@click.pass_obj
def send(
    opts: options.Options,
    files: tuple[Path, ...],
    editor: str,
    clips: tuple[tuple[Path, float, float], ...],
    score: Path | None,
    cues: tuple[int, ...],
    at: float | None,
    marker: str | None,
    track: int | None,
    project: str | None,
    as_json: bool,
) -> None:
    """Lay FILES, clips or a score's cues on the timeline of an editor that is running.

    It only adds: nothing that is there is moved, covered or removed, and what came of it is read
    back before it is called done. Several files are laid one after the other.

    \b
    kdenlive   as it is installed; xclip, or wl-clipboard on Wayland, must be there
    audacity   Edit → Preferences → Modules: mod-script-pipe; each file gets a new track
    ardour, blender, reaper, resolve   with t2m's plug-in: see packaging/plugins

    With --json: {"editor", "project", "clips": [{"file", "name", "track", "start", "length"}],
    "notes"}.
    """
    with opts.session() as session, stoppable() as stopped, ScoreDisplay() as display:
        sent = session.courier.send(
            editor,
            files=[file.absolute() for file in files],
            clips=[(path.absolute(), start, end) for path, start, end in clips],
            score=None if score is None else score.absolute(),
            cues=cues,
            at=at,
            marker=marker,
            track=track,
            project=project,
            progress=display.show,
            cancelled=stopped.is_set,
        )
    if as_json:
        output.json_line(sent)
        return
    where = f" of “{sent['project']}”" if sent["project"] else ""
    output.line(f"On the timeline{where}, read back:")
    output.table(
        (f"  {output.clock(clip['start'])}", f"track {clip['track']}", clip["name"])
        for clip in sent["clips"]
    )
    for note in sent["notes"]:
        output.line(note)


@click.command(short_help="List the markers of an editor that is running.")
@click.argument("editor", type=click.Choice(options.EDITORS))
@options.project_shown
@options.as_json
@click.pass_obj
def markers(opts: options.Options, editor: str, project: str | None, as_json: bool) -> None:
    """List the markers, guides, labels or regions of EDITOR's project.

    What they say can be asked for as passages: t2m suggest --from EDITOR.

    With --json, one object a marker: {"name", "notes", "start", "end", "text"}, in seconds.
    """
    with opts.session() as session, stoppable() as stopped:
        found = session.courier.look(editor, project, cancelled=stopped.is_set)["markers"]
    if as_json:
        for marker in found:
            output.json_line(marker)
        return
    if not found:
        output.line("It has no markers.")
    output.table((times(marker), output.shortened(marker["text"])) for marker in found)


def spoken_markers(session: Any, editor: str) -> list[dict[str, Any]]:
    """The markers of an editor that have words, in their order, each with its `id` as a passage."""
    found = session.courier.look(editor)["markers"]
    spoken = [{**m, "id": m["name"].strip() or times(m)} for m in found if m["text"].strip()]
    return sorted(spoken, key=lambda marker: marker["start"])


def times(marker: dict[str, Any]) -> str:
    """Where a marker is, or from where to where."""
    start, end = output.clock(marker["start"]), output.clock(marker["end"])
    return start if start == end else f"{start}–{end}"
