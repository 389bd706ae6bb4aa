"""`t2m score`: a manuscript as a timed plan of cues."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable


@click.command(short_help="Score a manuscript with your music.")
@click.argument("manuscript", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder to write to; it is made, and files of an earlier score are replaced.",
)
@click.option(
    "--wpm",
    type=click.FloatRange(40, 600),
    metavar="N",
    help="Reading speed, words a minute. Default: the setting, 150.",
)
@options.space
@options.as_json
@click.pass_obj
def score(
    opts: options.Options,
    manuscript: Path,
    out: Path,
    wpm: float | None,
    space: str | None,
    as_json: bool,
) -> None:
    """Score MANUSCRIPT (text or Markdown) with your music.

    Writes cues.csv and cues.json (which clip comes when, and why), timeline.mlt (open it in
    Kdenlive or Shotcut), temp_score.wav (all cues mixed) and report.html (the emotion arc). Times
    follow from the reading speed.

    With --json: {"cues", "scenes", "duration", "files", "notes"}.
    """
    with opts.session() as session, stoppable() as stopped:
        result = session.score(
            manuscript.absolute(),
            out.absolute(),
            words_per_minute=wpm or session.words_per_minute,
            space=space,
            progress=_Steps().show,
            cancelled=stopped.is_set,
        )
    if as_json:
        output.json_line(result)
        return
    output.line(
        f"Scored {result['scenes']} scenes, {output.clock(result['duration'])}, "
        f"with {result['cues']} cues:"
    )
    for file in result["files"]:
        output.line(f"   {file}")
    for note in result["notes"]:
        output.line(note)


class _Steps:
    """Names each step once, with how far it is, on a terminal's stderr."""

    def __init__(self) -> None:
        self._last = ""

    def show(self, done: float, total: float, text: str, **_: Any) -> None:
        """Show the step `text`, at `done` of `total`."""
        if text != self._last and sys.stderr.isatty():
            output.warn(f"{done / total:4.0%}  {text}" if total else text)
        self._last = text
