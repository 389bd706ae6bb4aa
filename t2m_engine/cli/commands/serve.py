"""`t2m serve`: the engine on a user-only socket."""

from __future__ import annotations

import logging
import signal
from pathlib import Path

import click

from t2m_engine.cli import options, output


@click.command(short_help="Serve editors and scripts on a socket.")
@options.as_json
@click.pass_obj
def serve(opts: options.Options, as_json: bool) -> None:
    """Serve the engine to editors and scripts: JSON-RPC 2.0 on a socket that only you can reach.

    One JSON object a line, in both directions; the methods are described in
    t2m_engine/service, in methods.py and its kin. The address is printed when the engine is
    ready: with --json as {"address"}. Ctrl+C ends it. Not offered on Windows.
    """
    from t2m_engine.service import socket_server  # noqa: PLC0415 - --help needs none of it

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    # A service manager's way to say Ctrl+C: the socket must be removed then, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def tell(address: Path) -> None:
        if as_json:
            output.json_line({"address": str(address)})
        else:
            output.line(f"Serving {session.library} at {address}; Ctrl+C ends it.")

    with opts.session() as session:
        socket_server.serve(session, tell)
