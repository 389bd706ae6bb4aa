"""What the commands read: passages from the command line, a text file, or JSON lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from t2m_engine.errors import InputError, UsageError


def read_passages(
    text: str | None, text_file: Path | None, passages_file: Path | None, *, names: str
) -> list[tuple[Any, str]]:
    """Return the passages as (id, text); UsageError unless exactly one source is given.

    Raises InputError, naming the file and the line, for what cannot be read.
    """
    given = [source for source in (text, text_file, passages_file) if source is not None]
    if len(given) != 1:
        raise UsageError(f"Give exactly one of {names}.")
    if text is not None:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise UsageError("The --text is not UTF-8; put it into a file: --text-file.") from None
        if not text.strip():
            raise UsageError("The --text is blank; give it some words.")
        return [("text", text)]
    if text_file is not None:
        return [("text", _read_text(text_file))]
    assert passages_file is not None, "one of three"
    return _read_lines(passages_file)


def _read_text(path: Path) -> str:
    from t2m_engine.text.readers import decode_text  # noqa: PLC0415 - not for --help

    text = decode_text(_read_bytes(path), path)
    if not text.strip():
        raise InputError(path, "is empty", "Give a file with some words.")
    return text


def _read_lines(path: Path) -> list[tuple[Any, str]]:
    try:
        content = _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, "is not UTF-8, as JSON lines are", "Save it as UTF-8.") from error
    passages = []
    # Not splitlines(): JSON may hold U+2028 and its like as they are.
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            passages.append(_read_passage(path, number, line))
    if not passages:
        raise InputError(path, "holds no passages", 'Give {"id": …, "text": "…"} on each line.')
    return passages


def _read_passage(path: Path, number: int, line: str) -> tuple[Any, str]:
    remedy = 'Each line is an object: {"id": …, "text": "…"}.'
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"is not JSON in line {number} ({error})", remedy) from None
    if not isinstance(content, dict) or not isinstance(content.get("text"), str):
        raise InputError(path, f"has no “text” in line {number}", remedy)
    text = content["text"]
    if not text.strip():
        raise InputError(path, f"has a blank “text” in line {number}", remedy)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InputError(path, f"has half of a surrogate pair in line {number}", "Mend the text.")
    identifier = content.get("id", number)
    if isinstance(identifier, bool) or not isinstance(identifier, str | int | float):
        raise InputError(path, f"has an “id” in line {number} that is no string or number", remedy)
    return identifier, text


def _read_bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "does not exist", "Check the name.") from None
    except IsADirectoryError:
        raise InputError(path, "is a folder", "Give a file.") from None
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})") from error
