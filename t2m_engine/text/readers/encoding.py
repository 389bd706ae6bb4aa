"""The bytes of a manuscript to text: which encoding, and what is no text at all."""

from __future__ import annotations

import codecs
from pathlib import Path

from t2m_engine.errors import InputError

MAX_BYTES = 64 * 2**20
"""The Bible has 4.5 MB; a file of more than this is no manuscript."""
_MOST_CONTROL = 0.005
"""Share of control characters (beside tab and line ends) above which a file is no text."""
_BOMS = (  # UTF-32's little-endian mark starts with UTF-16's: it is asked first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> str:
    """Return the text of the file at `path`, its line endings as they are. Raises InputError."""
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
    return decode_text(content, path)


def decode_text(content: bytes, path: Path) -> str:
    """Return `content` as text; `path` is named in errors.

    A byte order mark decides (UTF-8, UTF-16, UTF-32; it is no part of the text). Without one,
    what is valid UTF-8 is UTF-8; all else is taken for Windows-1252, the usual encoding of old
    Western text files, and for Latin-1 where it uses one of the five bytes that Windows-1252
    does not know. NUL bytes are in no text file of these, and raise InputError.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return _checked(content.decode(encoding), path)
            except UnicodeDecodeError as error:
                name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
                reason = f"says that it is {name}, and is not (byte {error.start})"
                raise InputError(path, reason, "Save it again as UTF-8.") from error
    for encoding in ("utf-8", "cp1252"):
        try:
            return _checked(content.decode(encoding), path)
        except UnicodeDecodeError:
            continue
    return _checked(content.decode("latin-1"), path)


def _checked(text: str, path: Path) -> str:
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
