"""What the commands print: JSON lines for programs, sentences and tables for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""What JSON lets pass in a string, and some programs take for the end of a line."""


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale; a file name of no encoding goes out as it came in."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)


def json_line(content: Any) -> None:
    """Print one JSON object on a line, and hand it over at once."""
    line = json.dumps(content, ensure_ascii=False, allow_nan=False).translate(_LINE_ENDS)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # a file name of no encoding: escaped, the line is still JSON
        line = json.dumps(content, allow_nan=False)
    click.echo(line)
    sys.stdout.flush()


def line(text: str = "") -> None:
    """Print a line for people."""
    click.echo(text)


def warn(text: str) -> None:
    """Print a line on stderr."""
    click.echo(text, err=True)


def table(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Print rows in aligned columns; those in `right` are aligned to the right."""
    cells = [list(row) for row in rows]
    if not cells:
        return
    # The last column is never padded: paths are long, and lines must not end in blanks.
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]) - 1)]
    for row in cells:
        padded = [
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        line("  ".join([*padded, row[-1]]).rstrip())


def clock(seconds: float) -> str:
    """Return seconds as m:ss, or h:mm:ss."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def feeling(emotion: dict[str, Any]) -> str:
    """Return an emotion in words: the moods that matter, valence and arousal."""
    moods = sorted(emotion["moods"].items(), key=lambda entry: -entry[1])
    strong = [f"{name} {share:.0%}" for name, share in moods[:3] if share >= 0.1]
    plane = f"valence {emotion['valence']:+.2f}, arousal {emotion['arousal']:+.2f}"
    return ", ".join([*strong, plane])


def shortened(text: str, length: int = 72) -> str:
    """Return the beginning of `text`, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[: length - 1]}…"
