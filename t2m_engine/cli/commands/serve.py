"""`t2m serve`: the engine on a user-only socket."""

from __future__ import annotations

import logging
import signal

import click

from t2m_engine.cli import options, output


@click.command(short_help="Serve editors and scripts on a socket.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="Listen on a TCP port of this machine as well (0: any that is free), for clients that say "
    "a token first: engine.hello {token}. It stands in a file that only you can read.",
)
@options.as_json
@click.pass_obj
def serve(opts: options.Options, port: int | None, as_json: bool) -> None:
    """Serve the engine to editors and scripts: JSON-RPC 2.0 on a socket that only you can reach.

    One JSON object a line, in both directions; t2m schema describes the methods. The address is
    printed when the engine is ready: with --json as {"address", "port", "token_file"}, the last
    two with --port only. Ctrl+C ends it. Not offered on Windows.
    """
    from t2m_engine.service import socket_server  # noqa: PLC0415 - --help needs none of it

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    # A service manager's way to say Ctrl+C: the socket must be removed then, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def tell(ready: socket_server.Ready) -> None:
        port = {"port": ready.port, "token_file": str(ready.token_file)} if ready.port else {}
        if as_json:
            output.json_line({"address": str(ready.address), **port})
            return
        output.line(f"Serving {session.library} at {ready.address}; Ctrl+C ends it.")
        if port:
            output.line(f"Also at port {ready.port}; its token is in {ready.token_file}.")

    with opts.session() as session:
        socket_server.serve(session, tell, port=port)
