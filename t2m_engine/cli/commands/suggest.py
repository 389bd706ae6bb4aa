"""`t2m suggest`: clips of the library that fit a passage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.commands.send import spoken_markers, times
from t2m_engine.cli.inputs import read_passages
from t2m_engine.errors import UsageError


@click.command(short_help="Suggest clips that fit a passage.")
@options.passages(with_file=True)
@click.option(
    "--from",
    "editor",
    type=click.Choice(options.EDITORS),
    help="Instead of passages: what the markers of an editor that is running say.",
)
@options.how_many("How many suggestions; any number up to the whole library.")
@options.space
@options.filtered
@options.per_track
@options.as_json
@click.pass_obj
def suggest(
    opts: options.Options,
    text: str | None,
    text_file: Path | None,
    passages_file: Path | None,
    editor: str | None,
    k: int,
    space: str | None,
    only: str,
    project: Path | None,
    per_track: int,
    as_json: bool,
) -> None:
    """Suggest clips of your music that fit a passage, best first.

    Give exactly one of --text, --text-file, --passages and --from. The same passage, library and
    model give the same suggestions every time.

    With --json, one object a passage: {"id", "passage", "emotion", "space", "suggestions":
    [{"rank", "track", "start", "end", "score", "title", "artist", "moods", "valence",
    "arousal"}]}; times are seconds, valence and arousal lie in -1…1. With --from also "start" and
    "end", where the marker is on the editor's timeline.
    """
    names = "--text, --text-file, --passages and --from"
    given = (text, text_file, passages_file)
    if editor is not None and any(source is not None for source in given):
        raise UsageError(f"Give exactly one of {names}.")
    passages = [] if editor is not None else read_passages(*given, names=names)
    markers: list[dict[str, Any]] = []
    with opts.session() as session:
        if editor is not None:
            markers = spoken_markers(session, editor)
            if not markers:
                raise UsageError(f"{editor} shows no markers with words; make one, and ask again.")
            passages = [(marker["id"], marker["text"]) for marker in markers]
        answers = session.suggest(
            passages, k=k, space=space, per_track=per_track or None, only=only, project=project
        )
        for number, answer in enumerate(answers):
            place = markers[number] if markers else None
            if not as_json:
                _show(answer, "" if place is None else times(place))
            elif place is None:
                output.json_line(answer)
            else:
                output.json_line({**answer, "start": place["start"], "end": place["end"]})


def _show(answer: dict[str, Any], place: str) -> None:
    head = answer["id"] if place in ("", answer["id"]) else f"{place} {answer['id']}"
    output.line(f"{head}: “{output.shortened(answer['passage'])}”")
    output.line(f"   feels {output.feeling(answer['emotion'])}; ranked by {answer['space']}")
    show_suggestions(answer["suggestions"])
    output.line()


def show_suggestions(suggestions: Iterable[dict[str, Any]]) -> None:
    """Print suggestions as a table."""
    output.table(
        (
            (
                f"{s['rank']:4}",
                f"{s['score']:.3f}",
                f"{output.clock(s['start'])}–{output.clock(s['end'])}",
                output.shortened(" – ".join(filter(None, [s["title"], s["artist"]])), 48),
                max(s["moods"], key=s["moods"].__getitem__),
                s["track"],
            )
            for s in suggestions
        ),
        right=frozenset({0}),
    )
