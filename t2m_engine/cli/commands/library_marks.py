"""`t2m library mark` and `tags`: what the user says of the music."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output


@click.command()
@click.argument("track", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rate", "rating", type=click.IntRange(0, 5), help="1 to 5; 0 takes it back.")
@click.option("--favourite/--no-favourite", default=None, help="One of your favourites, or not.")
@click.option("--tag", multiple=True, metavar="WORDS", help="Give a tag; any number of times.")
@click.option("--untag", multiple=True, metavar="WORDS", help="Take a tag away.")
@click.option(
    "--note", "notes", metavar="TEXT", help="A note of yours; an empty one takes it back."
)
@click.option(
    "--licence", metavar="TEXT", help="The licence, where you know better than the file's tags."
)
@click.option(
    "--exclude",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="MANUSCRIPT",
    help="Not for this project: it is neither suggested nor scored for this manuscript.",
)
@click.option(
    "--include",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="MANUSCRIPT",
    help="For this project again.",
)
@options.as_json
@click.pass_obj
def mark(opts: options.Options, /, track: tuple[Path, ...], as_json: bool, **wished: Any) -> None:
    """Say something of TRACK...: a rating, tags, a note; without options, tell what you said.

    It stays with the music when files are moved, renamed, removed and added again, given other
    tags, or heard by another model pack; your files are not touched.

    With --json, one object a track: {"track", "marks": {"rating", "favourite", "tags", "notes",
    "licence", "excluded"}}.
    """
    from t2m_engine.library.marks import MarkChange  # noqa: PLC0415 - not for --help

    change = MarkChange(**wished)
    with opts.session() as session:
        marked = session.keeper.mark(track, change)
    for entry in marked:
        if as_json:
            output.json_line(entry)
        else:
            output.line(entry["track"])
            output.table([(f"  {name}", text) for name, text in told(entry["marks"])])


def told(marks: dict[str, Any]) -> list[tuple[str, str]]:
    """What marks say, for people: names and words."""
    rows = {
        "rating": f"{'★' * marks['rating']}{'☆' * (5 - marks['rating'])}"
        if marks["rating"]
        else "",
        "favourite": "yes" if marks["favourite"] else "",
        "tags": ", ".join(marks["tags"]),
        "note": " ".join(marks["notes"].split()),
        "your licence": marks["licence"],
        "not for": ", ".join(marks["excluded"]),
    }
    return [(name, text) for name, text in rows.items() if text]


@click.command()
@options.as_json
@click.pass_obj
def tags(opts: options.Options, as_json: bool) -> None:
    """List your tags, and how many tracks have each.

    With --json, one object a tag: {"tag", "tracks"}.
    """
    with opts.session() as session:
        found = session.keeper.tags() if session.has_library else []
    for entry in found:
        if as_json:
            output.json_line(entry)
    if not as_json:
        output.table(
            [(str(entry["tracks"]), entry["tag"]) for entry in found], right=frozenset({0})
        )
