"""`t2m analyse`: what audio files feel like, clip by clip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.errors import ExitCode, InputError


@click.command(short_help="Tell what audio files feel like.")
@click.argument("audio", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.as_json
@click.pass_obj
def analyse(opts: options.Options, audio: tuple[Path, ...], as_json: bool) -> int:
    """Tell what audio files feel like, clip by clip; the library is not touched.

    Audio files of all common kinds, and the sound of videos. A file that cannot be read is named
    on stderr, the others are heard, and the exit code is 3.

    With --json, one object a file: {"track", "duration", "valence", "arousal", "moods", "clips":
    [{"start", "end", "valence", "arousal", "moods"}]}; times are seconds.
    """
    ending = ExitCode.DONE
    with opts.session() as session:
        for path in audio:
            try:
                answer = session.scout.analyse(path)
            except InputError as error:
                output.warn(f"Error: {error}")
                ending = ExitCode.INPUT
            else:
                (output.json_line if as_json else _show)(answer)
    return ending


def _show(answer: dict[str, Any]) -> None:
    output.line(f"{answer['track']} ({output.clock(answer['duration'])})")
    output.line(f"   feels {output.feeling(answer)}")
    for clip in answer["clips"]:
        stretch = f"{output.clock(clip['start'])}–{output.clock(clip['end'])}"
        output.line(f"   {stretch:>13}  {output.feeling(clip)}")
