"""Readers, one format a file: a text or a file in, blocks with their places in the text out."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from t2m_engine.errors import UsageError
from t2m_engine.text.readers.blocks import Block, BlockKind, Document
from t2m_engine.text.readers.encoding import decode_text, read_text
from t2m_engine.text.readers.formats import SUFFIXES, format_of
from t2m_engine.text.readers.fountain import read_fountain
from t2m_engine.text.readers.markdown import read_markdown
from t2m_engine.text.readers.plain import read_plain
from t2m_engine.text.readers.subtitles import read_subtitles

READERS: dict[str, Callable[[str], Document]] = {
    "txt": read_plain, "md": read_markdown, "fountain": read_fountain, "srt": read_subtitles,
    "vtt": read_subtitles,
}  # fmt: skip
"""The formats that are text, by name."""
EXTRACTORS = {
    "docx": "docx", "odt": "odt", "rtf": "rtf", "epub": "epub", "html": "webpage", "fdx": "fdx",
    "novelwriter": "novelwriter",
}  # fmt: skip
"""The formats that a text is taken out of, by name, each with the module that does it."""

__all__ = [
    "EXTRACTORS", "READERS", "SUFFIXES", "Block", "BlockKind", "Document", "decode_text",
    "extract", "format_of", "read", "read_text",
]  # fmt: skip


def read(text: str, format: str) -> Document:  # noqa: A002 - the field's name for it
    """Read `text` in `format`, a key of `READERS`; UsageError for another."""
    if format not in READERS:
        raise UsageError(f"There is no reader for “{format}”; there are {', '.join(READERS)}.")
    return READERS[format](text)


def extract(path: Path, format: str) -> tuple[str, Document]:  # noqa: A002 - the field's name
    """Take the text out of the file at `path` in `format`, a key of `EXTRACTORS`; InputError."""
    # Loaded here: a manuscript in plain text needs no XML library.
    module = import_module(f"t2m_engine.text.readers.{EXTRACTORS[format]}")
    found: tuple[str, Document] = module.read_file(path)
    return found
