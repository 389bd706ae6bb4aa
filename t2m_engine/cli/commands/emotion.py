"""`t2m emotion`: what a passage feels like."""

from __future__ import annotations

from pathlib import Path

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.inputs import read_passages


@click.command(short_help="Tell what passages feel like.")
@options.passages(with_file=False)
@options.as_json
@click.pass_obj
def emotion(
    opts: options.Options, text: str | None, passages_file: Path | None, as_json: bool
) -> None:
    """Tell what passages feel like: valence, arousal and seven moods.

    Give exactly one of --text and --passages. Valence (dark to bright) and arousal (calm to
    tense) lie in -1…1; the shares of the moods sum to 1.

    With --json, one object a passage: {"id", "valence", "arousal", "moods": {name: share}}.
    """
    passages = read_passages(text, None, passages_file, names="--text and --passages")
    with opts.session() as session:
        for (_, passage), answer in zip(passages, session.emotions(passages), strict=True):
            if as_json:
                output.json_line(answer)
            else:
                output.line(f"{answer['id']}: “{output.shortened(passage)}”")
                output.line(f"   feels {output.feeling(answer)}")
