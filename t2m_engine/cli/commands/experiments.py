"""`t2m experiments`: the paper's comparison of embedding spaces, for anyone to repeat."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(short_help="Repeat the paper's experiment.")
def experiments() -> None:
    """Repeat the experiment of the paper that t2m is built on.

    Needs more packages than the program itself: pip install "t2m[experiments,training]".
    """


@experiments.command(short_help="Train and measure every method.")
@click.option(
    "--data", type=_FOLDER, required=True, metavar="DIR", help="Holds text/, music/, teachers/."
)
@click.option(
    "--music",
    type=_FOLDER,
    required=True,
    metavar="DIR",
    help="Free music, a folder a source; pieces by packaging/compose in composed/.",
)
@click.option(
    "--audioset",
    type=_FOLDER,
    metavar="DIR",
    help="AudioSet's published lists of segments, and their recordings in clips/.",
)
@click.option(
    "--cache",
    type=_FOLDER,
    required=True,
    metavar="DIR",
    help="What was read and heard is kept here, for the next run.",
)
@click.option(
    "--out",
    type=_FOLDER,
    required=True,
    metavar="DIR",
    help="The folder to write to. A run that was stopped goes on from what is there.",
)
@click.option("--quick", is_flag=True, help="Fewer seeds and shorter trainings: some minutes.")
@click.option(
    "--seeds",
    type=click.IntRange(1, 100),
    metavar="N",
    help="Trainings of each method. Default: 5, and 2 with --quick.",
)
@options.as_json
@click.pass_obj
def run(
    opts: options.Options,
    data: Path,
    music: Path,
    audioset: Path | None,
    cache: Path,
    out: Path,
    quick: bool,
    seeds: int | None,
    as_json: bool,
) -> None:
    """Train every method on every pair of data sets, and measure how well it matches.

    Writes report.html, report.md, figures/ and results.json. What is done is kept, in --cache and
    in --out, so that a run that was stopped (Ctrl+C) goes on with the same command.

    With --json: {"files"}.
    """
    # The one door from the program to its laboratory: heavy, and with packages of its own.
    from t2m_engine.evaluation.experiments import run_experiment  # noqa: PLC0415

    with opts.session() as session, stoppable() as stopped:
        files = run_experiment(
            session.pack,
            data,
            music,
            cache,
            out,
            audioset=audioset,
            quick=quick,
            seeds=seeds,
            progress=_Progress().show,
            cancelled=stopped.is_set,
        )
    if as_json:
        output.json_line({"files": [str(file) for file in files]})
        return
    for file in files:
        output.line(str(file))


class _Progress:
    """A line that is drawn again on a terminal; one for each new step in a log."""

    def __init__(self) -> None:
        self._step = ""

    def show(self, done: int, total: int, text: str) -> None:
        """Show that `done` of `total` is over, and what `text` is at hand."""
        step, _, what = text.partition(": ")
        if sys.stderr.isatty():
            line = f"{done} of {total}  {output.shortened(text)}"
            click.echo(f"\r\033[K{line}", nl=False, err=True)
            if done + 1 >= total:
                click.echo("\r\033[K", nl=False, err=True)
        elif step != self._step or step == "learning":
            output.warn(f"{done} of {total}  {step} {what}".rstrip())
        self._step = step
