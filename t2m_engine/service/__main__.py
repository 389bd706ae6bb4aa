"""`python -m t2m_engine.service`: the engine process, on its standard streams."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from t2m_engine.errors import T2MError


def main(arguments: list[str] | None = None) -> int:
    """Run the engine; what is wrong before it serves is said on stderr, with its exit code."""
    parser = argparse.ArgumentParser(prog="t2m-engine", description="The engine of t2m.")
    parser.add_argument("--library", type=Path, help="folder of the library")
    parser.add_argument("--model", help="name or folder of a model pack")
    parser.add_argument("--device", help="auto, cpu, cuda or mps")
    options = parser.parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    from t2m_engine.service import stdio  # noqa: PLC0415 - a child that imports us needs it not
    from t2m_engine.session import Session  # noqa: PLC0415

    try:
        session = Session(options.library, options.model, options.device)
    except T2MError as error:
        sys.stderr.write(f"Error: {error}\n")
        return int(error.exit_code)
    stdio.serve(session)
    return 0


if __name__ == "__main__":
    sys.exit(main())
