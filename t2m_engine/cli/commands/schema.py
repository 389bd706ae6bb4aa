"""`t2m schema`: what the engine's service can be asked for."""

from __future__ import annotations

import click

from t2m_engine.cli import options, output


@click.command(short_help="Print what the engine's service can be asked for.")
@options.as_json
def schema(as_json: bool) -> None:
    """Print what the service that t2m serve offers can be asked for, as a page in Markdown.

    With --json, one object: {"schema": its version, "conventions", "methods": [{"name", "does",
    "params", "progress", "result", "errors"}]}. The version rises when older clients would break.
    """
    from t2m_engine.service import schema as described  # noqa: PLC0415 - not for --help
    from t2m_engine.service import server  # noqa: F401, PLC0415 - it registers all methods

    if as_json:
        output.json_line(described.schema())
    else:
        click.echo(described.as_markdown(), nl=False)
