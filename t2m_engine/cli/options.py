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


as_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line, for programs."
)

space = click.option(
    "--space",
    metavar="NAME",
    help="Embedding space to compare in; `t2m spaces` lists them. Default: the setting, fusion.",
)


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
