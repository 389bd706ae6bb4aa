"""`t2m spaces`: the embedding spaces."""

from __future__ import annotations

from typing import Any

import click

from t2m_engine.cli import options, output


@click.command(short_help="List the embedding spaces.")
@options.as_json
@click.pass_obj
def spaces(opts: options.Options, as_json: bool) -> None:
    """List the embedding spaces in which passages and clips can be compared.

    They belong to the model pack. With --json, one object a space: {"name", "title", "about",
    "dimension", "default", "measured": {figure: value}}. Figures are the pack's own: "p5" is the
    precision of the first five clips on test data, "p5_95" its 95 % interval, "p5_by_chance" what a
    random order gets, "behind_the_default" how much less it is than the default's, paired, with
    "behind_the_default_95". They are empty where a pack has measured none.
    """
    with opts.session() as session:
        for space in session.spaces():
            if as_json:
                output.json_line(space)
            else:
                default = ", the default" if space["default"] else ""
                output.line(f"{space['name']:15}{space['about']} ({space['dimension']}{default})")
                if figure := _figure(space["measured"]):
                    output.line(f"{'':15}{figure}")


def _figure(measured: dict[str, Any]) -> str:
    """Return how often music among the first five is right, as far as it was measured."""
    if "p5" not in measured:
        return ""
    words = f"P@5 {_ends(measured, 'p5')}; chance {measured['p5_by_chance']:.2f}"
    if "behind_the_default" in measured:
        words += f"; behind the default by {_ends(measured, 'behind_the_default')}"
    return words


def _ends(measured: dict[str, Any], name: str) -> str:
    low, high = measured[f"{name}_95"]
    return f"{measured[name]:.2f} ({low:.2f} to {high:.2f})"
