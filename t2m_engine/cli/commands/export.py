"""`t2m export`: a stretch of a track as a file of its own."""

from __future__ import annotations

from pathlib import Path

import click

from t2m_engine.cli import options, output


@click.command(short_help="Write a stretch of a track as a file.")
@click.argument("track", type=click.Path(path_type=Path))
@click.option("--start", type=float, required=True, metavar="S", help="Where it begins, seconds.")
@click.option("--end", type=float, required=True, metavar="S", help="Where it ends, seconds.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The file to write: .wav (24 bit), .flac or .ogg. One that is there is replaced.",
)
@options.as_json
@click.pass_obj
def export(
    opts: options.Options, track: Path, start: float, end: float, out: Path, as_json: bool
) -> None:
    """Write a stretch of TRACK as a finished file, in the track's own rate and channels.

    With --json: {"path"}.
    """
    with opts.session() as session:
        written = session.export(track, start, end, out)
    if as_json:
        output.json_line({"path": str(written)})
    else:
        output.line(f"Wrote {written}.")
