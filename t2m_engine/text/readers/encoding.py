"""The bytes of a manuscript to text, and what is no text at all."""

from __future__ import annotations

from pathlib import Path

from t2m_engine.encodings import BOMS, candidates
from t2m_engine.errors import InputError

MAX_BYTES = 64 * 2**20
"""The Bible has 4.5 MB; a file of more than this is no manuscript."""
_MOST_CONTROL = 0.005
"""Share of control characters (beside tab and line ends) above which a file is no text."""


def read_text(path: Path) -> str:
    """Return the text of the file at `path`, its line endings as they are. Raises InputError."""
    return decode_text(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at `path`, at most `MAX_BYTES`. Raises InputError."""
    try:
        if path.is_dir():
            raise InputError(path, "is a folder", "Name the manuscript in it.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(path, "is not there") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise InputError(path, f"is too large for a manuscript (over {MAX_BYTES >> 20} MB)")
    return content


def decode_text(content: bytes, path: Path) -> str:
    """Return `content` as text; `path` is named in errors.

    A byte order mark decides, and is no part of the text; without one see `encodings.candidates`.
    Other NUL bytes than those of UTF-16 raise InputError.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            try:
                return checked(content[len(mark) :].decode(encoding), path)
            except UnicodeDecodeError as error:
                name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
                reason = f"says that it is {name}, and is not (byte {len(mark) + error.start})"
                raise InputError(path, reason, "Save it again as UTF-8.") from error
    for encoding in candidates(content):
        try:
            return checked(content.decode(encoding), path)
        except UnicodeDecodeError:
            continue
    raise AssertionError("Latin-1 knows every byte")


def checked(text: str, path: Path) -> str:
    """Return `text` unless it is empty or no text; InputError."""
    if "\0" in text:
        raise InputError(
            path, "is not a text file (it holds NUL bytes)", "Save it as plain text or Markdown."
        )
    if not text.strip():
        raise InputError(path, "is empty")
    control = sum(text.count(chr(code)) for code in range(32) if code not in {9, 10, 12, 13})
    if control > _MOST_CONTROL * len(text):
        reason = "is not a text file (it holds control characters)"
        raise InputError(path, reason, "Save it as plain text or Markdown.")
    return text
