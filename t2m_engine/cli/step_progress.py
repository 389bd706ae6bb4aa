"""Work of some seconds at the prompt: a line that is drawn again on a terminal."""

from __future__ import annotations

import sys
from typing import Any, Self

import click

from t2m_engine.cli.output import shortened


class StepDisplay:
    """Shows how far something is, as “Checking 40 %”; nothing in a log."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._terminal = sys.stderr.isatty()
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            click.echo("\r\033[K", nl=False, err=True)

    def show(self, done: float, total: float, text: str, **_more: Any) -> None:
        """Show how far it is; `text` is what is at hand."""
        if self._terminal and total:
            words = f"{self._name} {100 * done / total:.0f} %  {shortened(text, 40)}"
            click.echo(f"\r\033[K{words}", nl=False, err=True)
            self._drawn = True
