"""Readers, one format a file: text in, blocks with their offsets out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from t2m_engine.errors import InputError, UsageError
from t2m_engine.text.readers.blocks import Block, BlockKind, Document
from t2m_engine.text.readers.encoding import decode_text, read_text
from t2m_engine.text.readers.markdown import read_markdown
from t2m_engine.text.readers.plain import read_plain

READERS: dict[str, Callable[[str], Document]] = {"txt": read_plain, "md": read_markdown}
"""The formats by name."""
_FORMATS = {".md": "md", ".markdown": "md", ".mdown": "md", ".mkd": "md"}
_OTHERS = frozenset(
    {".docx", ".doc", ".odt", ".rtf", ".epub", ".pdf", ".html", ".htm", ".fdx", ".pages", ".zip"}
)

__all__ = [
    "READERS", "Block", "BlockKind", "Document", "decode_text", "format_of", "read", "read_text",
]  # fmt: skip


def format_of(path: Path) -> str:
    """Return the format of a file by its suffix: Markdown's, else plain text.

    Raises InputError for the suffix of a format that t2m does not read.
    """
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise InputError(
            path,
            f"is in a format that t2m does not read yet ({suffix})",
            "Save it as plain text (.txt) or Markdown (.md).",
        )
    return _FORMATS.get(suffix, "txt")


def read(text: str, format: str) -> Document:  # noqa: A002 - the field's name for it
    """Read `text` in `format`, a key of `READERS`; UsageError for another."""
    if format not in READERS:
        raise UsageError(f"There is no reader for “{format}”; there are {', '.join(READERS)}.")
    return READERS[format](text)
