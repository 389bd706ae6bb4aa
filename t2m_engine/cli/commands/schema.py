"""`t2m schema`: what the engine's service can be asked for."""

from __future__ import annotations

import click

from t2m_engine.cli import output


@click.command(short_help="Print what the engine's service can be asked for.")
@click.option("--markdown", is_flag=True, help="As a page for people, not as JSON.")
def schema(markdown: bool) -> None:
    """Print the schema of the service that t2m serve offers: one JSON object.

    {"schema": its version, "conventions", "methods": [{"name", "does", "params", "progress",
    "result", "errors"}]}. The version rises when older clients would break.
    """
    from t2m_engine.service import schema as described  # noqa: PLC0415 - not for --help
    from t2m_engine.service import server  # noqa: F401, PLC0415 - it registers all methods

    if markdown:
        click.echo(described.as_markdown(), nl=False)
    else:
        output.json_line(described.schema())
