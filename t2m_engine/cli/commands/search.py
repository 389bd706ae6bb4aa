"""`t2m library search` and `t2m similar`: music by words and fields, and by other music."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from t2m_engine.cli import options, output
from t2m_engine.cli.commands.suggest import show_suggestions
from t2m_engine.errors import UsageError


class _Line(click.Command):
    """Takes words that begin with one minus for what must not be, not for options: -vocals."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put all that is no option of ours behind “--”."""
        takes = {
            name: isinstance(option, click.Option) and not option.is_flag
            for option in self.get_params(ctx)
            for name in option.opts
        }
        ours: list[str] = []
        asked: list[str] = []
        rest = iter(args)
        for word in rest:
            if word == "--":
                asked += rest
            elif word in takes:
                ours += [word, *([value] if takes[word] and (value := next(rest, "")) else [])]
            elif word.startswith("--") or re.fullmatch(r"-n\d+", word):
                ours.append(word)
            else:
                asked.append(word)
        return super().parse_args(ctx, [*ours, "--", *asked])


@click.command(cls=_Line, short_help="Search the library by words and fields.")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "limit",
    type=click.IntRange(min=1, max=10_000),
    default=20,
    show_default=True,
    metavar="N",
    help="How many tracks.",
)
@options.space
@options.as_json
@click.pass_obj
def search(
    opts: options.Options, query: tuple[str, ...], limit: int, space: str | None, as_json: bool
) -> None:
    """Search the library for QUERY, in one line:

    \b
      bpm:90-120  length:1:30-3:00  clip:>=15  loudness:-23..-14     numbers, ranges, >=, <
      key:Am      key:~Am (and what mixes with it)
      mood:tender,sad  valence:>0  arousal:-1..0                     of the best clip
      vocals  -vocals  favourite  rating:>=3  tag:chase              your own marks
      artist:  title:  album:  composer:  genre:  comment:  file:    words of the tags
      folder:trailers  licence:cc0
      "exact words"   -anything

    Plain words are looked for in tags, file names and folders (beginnings count, accents do not);
    after what has them comes what they mean.

    With --json, one object: {"total", "found": [{what t2m library list --json tells, "start",
    "end", "energy", "valence", "arousal", "moods" of the clip that fits best, "by": "words",
    "meaning" or "fields", "score": by meaning, else null}]}.
    """
    with opts.session() as session:
        answer = session.scout.search(_joined(query), limit, space)
    if as_json:
        output.json_line(answer)
        return
    output.table([_row(found) for found in answer["found"]], right=frozenset({2, 3}))
    if not answer["found"]:
        output.line("Nothing in the library fits.")
    elif answer["total"] > len(answer["found"]):
        output.line(f"{len(answer['found'])} of {answer['total']} tracks; -n shows more.")


@click.command(short_help="Find clips that sound like a piece of music.")
@click.argument("file")
@click.option(
    "--like",
    multiple=True,
    metavar="FILE[@S-E]",
    help="More music that they should sound like; may be given several times.",
)
@click.option(
    "--unlike",
    multiple=True,
    metavar="FILE[@S-E]",
    help="Music that they should not sound like; may be given several times.",
)
@options.how_many("How many clips.")
@options.filtered
@options.per_track
@options.as_json
@click.pass_obj
def similar(
    opts: options.Options,
    file: str,
    like: tuple[str, ...],
    unlike: tuple[str, ...],
    k: int,
    only: str,
    project: Path | None,
    per_track: int,
    as_json: bool,
) -> None:
    """Find clips of the library that sound like FILE, or a stretch of it: FILE@START-END.

    START and END are seconds, or minutes:seconds. FILE need not be in the library: then it is
    heard now. The given tracks do not come back themselves.

    With --json, one object: {"suggestions": as of t2m suggest --json}.
    """
    with opts.session() as session:
        found = session.scout.similar(
            [_example(entry) for entry in (file, *like)],
            [_example(entry) for entry in unlike],
            k=k,
            per_track=per_track or None,
            only=only,
            project=project,
        )
    if as_json:
        output.json_line({"suggestions": found})
    elif found:
        show_suggestions(found)
    else:
        output.line("Nothing in the library fits.")


_STRETCH = re.compile(r"(?P<file>.+)@(?P<start>[\d:.]+)[-–](?P<end>[\d:.]+)")


def _example(entry: str) -> tuple[Path, float | None, float | None]:
    """A file, or FILE@START-END; a file whose name looks so is taken for itself."""
    stretch = _STRETCH.fullmatch(entry)
    if stretch is None or Path(entry).exists():
        return Path(entry), None, None
    return Path(stretch["file"]), _seconds(stretch["start"]), _seconds(stretch["end"])


def _seconds(text: str) -> float:
    try:
        parts = [float(part) for part in text.split(":")]
    except ValueError:
        raise UsageError(f"“{text}” is no time; write seconds, or minutes:seconds.") from None
    return sum(part * 60.0**place for place, part in enumerate(reversed(parts)))


def _joined(words: tuple[str, ...]) -> str:
    """One line of the shell's words: a field that it took the quotes from gets them back."""
    return " ".join(
        re.sub(r"^(-(?:\w+:)?|\w+:)(.*\s.*)$", r'\1"\2"', word, flags=re.DOTALL)
        if len(words) > 1 and '"' not in word
        else word
        for word in words
    )


def _row(found: dict[str, Any]) -> tuple[str, ...]:
    facts = found["facts"] or {}
    tempo = facts.get("tempo")
    return (
        output.shortened(found["title"], 40),
        output.shortened(found["artist"], 24),
        output.clock(found["duration"]),
        "" if tempo is None else f"{tempo:.0f}",
        facts.get("key", ""),
        max(found["moods"], key=found["moods"].__getitem__),
        found["by"] if found["score"] is None else f"meaning {found['score']:.3f}",
        found["track"],
    )
