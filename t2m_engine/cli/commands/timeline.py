"""`t2m timeline`: a score's timeline for a video editor or an audio workstation."""

from __future__ import annotations

from pathlib import Path

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable
from t2m_engine.cli.score_progress import ScoreDisplay


@click.command(short_help="Write a score's timeline for an editor or a workstation.")
@click.argument("score", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--clip",
    "clips",
    multiple=True,
    type=(click.Path(path_type=Path), float, float),
    metavar="TRACK START END",
    help="Instead of a score: a stretch of a track, in seconds; given several times, one after the "
    "other. With --out.",
)
@click.option(
    "--to",
    "names",
    required=True,
    multiple=True,
    type=click.Choice(options.TIMELINES),
    help="The format; may be given several times.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder to write to. Default: that of the score.",
)
@click.option(
    "--fps",
    "frame_rate",
    type=click.Choice(["23.976", "24", "25", "29.97", "29.97df", "30", "50", "60"]),
    help="Frames a second to count in; 29.97df has drop-frame timecode. Cues stay where they are, "
    "to the nearest frame where the format knows frames only. Default: the score's.",
)
@click.option(
    "--collect",
    "media",
    is_flag=True,
    help="Copy what it plays, with a list of its licences, into DIR/media, and play it from there.",
)
@click.option(
    "--relative", is_flag=True, help="Name files relative to the timeline, not by absolute paths."
)
@click.option(
    "--cut",
    is_flag=True,
    help="Play stretches that are cut out, as WAV of 48 kHz, into DIR/timeline_media: any program "
    "reads them, and those that seek to whole frames (Kdenlive, Shotcut) play them to the sample.",
)
@options.as_json
@click.pass_obj
def timeline(
    opts: options.Options,
    score: Path | None,
    clips: tuple[tuple[Path, float, float], ...],
    names: tuple[str, ...],
    out: Path | None,
    frame_rate: str | None,
    media: bool,
    relative: bool,
    cut: bool,
    as_json: bool,
) -> None:
    """Write the timeline of SCORE, a folder that t2m score made, or of clips.

    \b
    mlt         Shotcut, Kdenlive and melt       fcpxml      Final Cut Pro, Resolve
    kdenlive    a Kdenlive project               fcp7        Premiere Pro, Resolve
    otio        OpenTimelineIO                   edl         CMX 3600, one list a track
    reaper      a Reaper project                 ardour      an Ardour session
    dawproject  Bitwig, Studio One, Cubase       lof         Audacity, the clips rendered
    labels      Audacity labels                  markers     scenes and cues as CSV

    With --json: {"files"}.
    """
    if (score is None) == (not clips):
        raise click.UsageError("Name a score's folder, or clips by --clip.")
    target = None if out is None else out.absolute()
    with opts.session() as session, stoppable() as stopped, ScoreDisplay() as display:
        if score is not None:
            files = session.studio.timelines(
                score.absolute(),
                names,
                target=target,
                frame_rate=frame_rate,
                media=media,
                relative=relative,
                cut=cut,
                progress=display.show,
                cancelled=stopped.is_set,
            )
        elif target is None or media:
            raise click.UsageError("Clips take --out DIR, and --cut rather than --collect.")
        else:
            files = session.studio.selection(
                [(track.absolute(), start, end) for track, start, end in clips],
                names,
                target,
                frame_rate=frame_rate or "25",
                relative=relative,
                cut=cut,
                progress=display.show,
                cancelled=stopped.is_set,
            )
    if as_json:
        output.json_line({"files": [str(file) for file in files]})
        return
    output.line("Wrote:")
    for file in files:
        output.line(f"   {file}")
