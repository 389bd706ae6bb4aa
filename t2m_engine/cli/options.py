"""The global options, the session that they make, and options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from t2m_engine.session import Session

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
    """What stood before the command; None: as in the settings."""

    library: Path | None
    model: str | None
    device: str | None

    def session(self) -> AbstractContextManager[Session]:
        """Return a session for these options, to be used in a `with`."""
        from t2m_engine.session import Session  # noqa: PLC0415 - --help needs none of it

        return Session(self.library, self.model, self.device)


TIMELINES = (
    "mlt",
    "kdenlive",
    "otio",
    "edl",
    "fcp7",
    "fcpxml",
    "reaper",
    "ardour",
    "dawproject",
    "lof",
    "labels",
    "markers",
)
"""The formats of export.timelines.formats, which --help does not import."""

EDITORS = ("kdenlive", "audacity", "ardour", "blender", "reaper", "resolve")
"""The names in links.editors, which --help does not import."""


class _Time(click.ParamType[float]):
    """Seconds, m:ss or h:mm:ss, with a fraction or without."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> float:
        """Return seconds."""
        if isinstance(value, float):
            return value
        parts = str(value).split(":")
        try:
            whole = [int(part) for part in parts[:-1]]
            seconds = float(parts[-1])
        except ValueError:
            self.fail(f"{value} is no time: give seconds, m:ss or h:mm:ss.", param, context)
        if len(parts) > 3 or min(whole, default=0) < 0 or not 0 <= seconds < 1e9:
            self.fail(f"{value} is no time: give seconds, m:ss or h:mm:ss.", param, context)
        for place, part in enumerate(reversed(whole), start=1):
            seconds += part * 60**place
        return seconds


TIME = _Time()

project_shown = click.option(
    "--project",
    metavar="NAME",
    help="The editor's project that is meant; nothing is done where it shows another.",
)

as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line, for programs."
)

space = click.option(
    "--space",
    metavar="NAME",
    help="Embedding space to compare in; `t2m spaces` lists them. Default: the setting, fusion.",
)

per_track = click.option(
    "--per-track",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    metavar="N",
    help="How many clips of one track may come; 0 sets no limit.",
)


def how_many(words: str) -> Callable[[_Command], _Command]:
    """Add `k`, a number from 1, which `words` explain."""
    return click.option(
        "-k",
        "k",
        type=click.IntRange(min=1),
        default=10,
        show_default=True,
        metavar="N",
        help=words,
    )


def filtered(command: _Command) -> _Command:
    """Add what lets through only some of the library: `only` and `project`."""
    command = click.option(
        "--project",
        type=click.Path(path_type=Path),
        metavar="MANUSCRIPT",
        help="Leave out what was marked as not for this manuscript.",
    )(command)
    return click.option(
        "--filter",
        "only",
        default="",
        metavar="QUERY",
        help="Only music that this query lets through, such as “bpm:90-120 -vocals tag:chase”; "
        "see t2m library search --help.",
    )(command)


def wishes(command: _Command) -> _Command:
    """Add the wishes of a score; what is not given is None."""
    for option in reversed(
        (
            click.option(
                "--density",
                type=click.FloatRange(0, 1),
                metavar="0…1",
                help="How much of the story music stands under: 0 is sparse, 1 wall-to-wall. "
                "Default: the setting, 0.7.",
            ),
            click.option(
                "--style",
                type=click.Choice(["follow", "underscore", "counterpoint"]),
                help="Music that feels what the text feels, that is calmer than it, or that feels "
                "the opposite. Default: the setting, follow.",
            ),
            click.option(
                "--wpm",
                "words_per_minute",
                type=click.FloatRange(40, 600),
                metavar="N",
                help="Reading speed, words a minute. Default: the setting, 150.",
            ),
            click.option(
                "--fps",
                "frame_rate",
                type=click.Choice(["23.976", "24", "25", "29.97", "30", "50", "60"]),
                help="Frames a second of the timeline, on which all cues lie. Default: the "
                "setting, 25.",
            ),
            click.option(
                "--narration",
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help="A recording of the text: its words give the times, and the music gives way "
                "to them.",
            ),
            click.option(
                "--seed",
                type=click.IntRange(min=0),
                metavar="N",
                help="Another number gives another score that is nearly as good; the same number "
                "the same. Default: 0.",
            ),
            space,
        )
    ):
        command = option(command)
    return command


def passages(*, with_file: bool) -> Callable[[_Command], _Command]:
    """Return the options that say which passages are meant; exactly one must be given."""

    def add(command: _Command) -> _Command:
        command = click.option(
            "--passages",
            "passages_file",
            type=click.Path(path_type=Path),
            metavar="F.jsonl",
            help='A file with one JSON object a line: {"id": …, "text": "…"}; - is stdin.',
        )(command)
        if with_file:
            command = click.option(
                "--text-file",
                type=click.Path(path_type=Path),
                metavar="F",
                help="A text file that holds one passage; - is stdin. For several passages use "
                "--passages, for a whole manuscript t2m score.",
            )(command)
        return click.option("--text", metavar="T", help="The passage itself.")(command)

    return add
