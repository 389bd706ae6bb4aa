"""`t2m-desktop`, and `python -m t2m_desktop`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program."""
    from t2m_desktop.app import main as run  # noqa: PLC0415 - `--help` of others needs no Qt

    return run()


if __name__ == "__main__":
    sys.exit(main())
