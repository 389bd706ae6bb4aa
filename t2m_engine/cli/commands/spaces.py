"""`t2m spaces`: the embedding spaces."""

from __future__ import annotations

import click

from t2m_engine.cli import options, output


@click.command(short_help="List the embedding spaces.")
@options.as_json
def spaces(as_json: bool) -> None:
    """List the embedding spaces in which passages and clips can be compared.

    With --json, one object a space: {"name", "dimension", "default"}.
    """
    from t2m_engine.emotion.spaces import DEFAULT_SPACE  # noqa: PLC0415 - --help needs no numpy
    from t2m_engine.emotion.spaces import spaces as all_spaces  # noqa: PLC0415

    for space in all_spaces().values():
        default = space.name == DEFAULT_SPACE
        if as_json:
            content = {"name": space.name, "dimension": space.dimension, "default": default}
            output.json_line(content)
        else:
            output.line(
                f"{space.name:8} {space.dimension} dimensions{', the default' if default else ''}"
            )
