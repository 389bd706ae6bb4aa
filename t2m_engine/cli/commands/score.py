"""`t2m score`: a manuscript as a timed plan of cues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.scan_progress import stoppable
from t2m_engine.cli.score_progress import ScoreDisplay

_TOLD = 20
"""Sentences about what is different that a prompt can take; --json has all."""


@click.command(short_help="Score a manuscript with your music.")
@click.argument("manuscript", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder to write to; it is made, and files of an earlier score are replaced.",
)
@options.wishes
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with a score into DIR that was interrupted, with what it was asked for. (What was "
    "read is never read again, with or without this.)",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Plan everything anew, whatever is in DIR; its plan.toml is kept as plan.old.toml.",
)
@click.option(
    "--sound/--no-sound",
    default=None,
    help="Mix the temp score, or not. Default: it is mixed for two hours at most (a novel's would "
    "have 11 GB).",
)
@click.option(
    "--stems", is_flag=True, help="Write the mix in parts, too, into DIR/stems: they add up to it."
)
@click.option(
    "--collect",
    "media",
    is_flag=True,
    help="Copy what the timeline plays, with a list of its licences, into DIR/media: the folder "
    "can then be passed on.",
)
@click.option(
    "--timeline",
    "timelines",
    multiple=True,
    type=click.Choice(options.TIMELINES),
    help="Write the timeline for another program, too; may be given several times. See t2m "
    "timeline --help.",
)
@click.option(
    "--drop-frame",
    "drop",
    is_flag=True,
    help="Drop-frame timecode in those timelines, at 29.97 frames a second.",
)
@options.as_json
@click.pass_obj
def score(
    opts: options.Options,
    /,
    manuscript: Path,
    out: Path,
    resume: bool,
    fresh: bool,
    sound: bool | None,
    stems: bool,
    media: bool,
    timelines: tuple[str, ...],
    drop: bool,
    as_json: bool,
    **wishes: Any,
) -> None:
    """Score MANUSCRIPT (any format that t2m read reads) with your music.

    Writes plan.toml (the score, for you to read and change), cues.csv, cues.json and
    cue_sheet.html and .pdf (which clip comes when, and why), timeline.mlt (open it in Kdenlive or
    Shotcut), temp_score.wav (all cues mixed) and report.html (the emotion arc, playable). Times
    follow from the reading speed, the pages of a script, the times of subtitles, or --narration.

    Change plan.toml, or the manuscript, and run it again with the same DIR: what you fixed stays,
    only what has changed is planned anew, and the difference is told. Wishes that are not given
    are those of the score in DIR.

    \b
    With --json: {"cues", "scenes", "duration", "files", "notes", "difference"}.
    """
    with opts.session() as session, stoppable() as stopped, ScoreDisplay() as display:
        result = session.studio.score(
            manuscript.absolute(),
            out.absolute(),
            wished=_wished(wishes),
            resume=resume,
            fresh=fresh,
            sound=sound,
            stems=stems,
            media=media,
            timelines=timelines,
            drop=drop,
            progress=display.show,
            cancelled=stopped.is_set,
        )
    if as_json:
        output.json_line(result)
        return
    output.line(
        f"Scored {_counted(result['scenes'], 'scene')}, {output.clock(result['duration'])}, "
        f"with {_counted(result['cues'], 'cue')}:"
    )
    for file in result["files"]:
        output.line(f"   {file}")
    for sentence in [*result["notes"], *_shortened(result["difference"])]:
        output.line(sentence)


def _wished(wishes: dict[str, Any]) -> dict[str, Any]:
    """The wishes that were given."""
    given = {name: value for name, value in wishes.items() if value is not None}
    if "narration" in given:
        given["narration"] = given["narration"].absolute()
    return given


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shortened(sentences: list[str]) -> list[str]:
    """The sentences, or the first and last of many."""
    if len(sentences) <= _TOLD + 1:
        return sentences
    left_out = len(sentences) - _TOLD
    return [*sentences[: _TOLD - 1], f"… and {left_out} more (--json tells all).", sentences[-1]]
