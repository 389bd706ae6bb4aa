"""`t2m spaces`: the embedding spaces."""

from __future__ import annotations

import click

from t2m_engine.cli import options, output


@click.command(short_help="List the embedding spaces.")
@options.as_json
@click.pass_obj
def spaces(opts: options.Options, as_json: bool) -> None:
    """List the embedding spaces in which passages and clips can be compared.

    They belong to the model pack. With --json, one object a space: {"name", "title", "about",
    "dimension", "default", "measured": {figure: value}}.
    """
    with opts.session() as session:
        for space in session.spaces():
            if as_json:
                output.json_line(space)
            else:
                default = ", the default" if space["default"] else ""
                output.line(f"{space['name']:15}{space['about']} ({space['dimension']}{default})")
