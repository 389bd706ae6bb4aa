"""`t2m export`: a stretch of a track as a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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
    help="The file to write: .wav, .flac, .ogg, .mp3 or .m4a (AAC). One that is there is replaced.",
)
@click.option(
    "--name",
    "pattern",
    metavar="PATTERN",
    help="Call the file by {scene}, {moods}, {title}, {artist}, {start} and {end}; --out then says "
    "the folder and the suffix only.",
)
@click.option("--scene", default="", metavar="TEXT", help="The scene, for its name and its tags.")
@click.option("--moods", default="", metavar="TEXT", help="The moods, for its name and its tags.")
@click.option(
    "--bits",
    type=click.Choice(["16", "24", "32f"]),
    help="Bits of a sample in WAV and FLAC: 16 is dithered, 32f is float. Default: 24.",
)
@click.option("--rate", "sample_rate", type=int, metavar="HZ", help="Default: the track's.")
@click.option(
    "--channels", type=click.IntRange(1, 2), help="Mono or stereo. Default: as the track has."
)
@click.option(
    "--loudness", type=float, metavar="LUFS", help="Bring it to a loudness, such as -23 or -16."
)
@click.option(
    "--ceiling",
    type=float,
    metavar="DBTP",
    help="What its true peaks may have where --loudness is given. Default: -1.",
)
@click.option("--fade-in", type=float, metavar="S", help="Default: 0.005, so that no cut clicks.")
@click.option("--fade-out", type=float, metavar="S", help="Default: 0.005.")
@click.option(
    "--fit",
    type=float,
    metavar="S",
    help="Make it so long: cut it, or play it in rounds of whole bars (of tracks in the library).",
)
@options.as_json
@click.pass_obj
def export(
    opts: options.Options,
    /,
    track: Path,
    start: float,
    end: float,
    out: Path,
    as_json: bool,
    **wished: Any,
) -> None:
    """Write a stretch of TRACK as a finished file, in the track's own rate and channels.

    Maker, licence and source of the track stand in the file, in a WAV as broadcast chunks too.

    With --json: {"path"}.
    """
    given = {name: value for name, value in wished.items() if value is not None}
    with opts.session() as session:
        written = session.studio.export(track, start, end, out, **given)
    if as_json:
        output.json_line({"path": str(written)})
    else:
        output.line(f"Wrote {written}.")
