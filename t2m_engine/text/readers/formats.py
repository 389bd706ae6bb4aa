"""Formats of manuscripts, by the suffixes of their files."""

from __future__ import annotations

from pathlib import Path

from t2m_engine.errors import InputError

PROJECT = "nwProject.nwx"
"""The file that makes a folder a novelWriter project."""
SUFFIXES = {
    ".txt": "txt", ".text": "txt",
    ".md": "md", ".markdown": "md", ".mdown": "md", ".mkd": "md",
    ".fountain": "fountain", ".spmd": "fountain",
    ".fdx": "fdx", ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".epub": "epub",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".srt": "srt", ".vtt": "vtt", ".nwx": "novelwriter",
}  # fmt: skip
"""The format of each suffix; another is taken for plain text."""
_OTHERS = {
    ".doc": ".docx", ".dot": ".docx", ".wps": ".docx", ".pages": ".docx", ".pdf": ".docx",
    ".ott": ".odt", ".sxw": ".odt", ".mobi": ".epub", ".azw": ".epub", ".azw3": ".epub",
    ".fdr": ".fdx", ".celtx": ".fountain", ".fadein": ".fountain", ".scriv": ".docx",
    ".ass": ".srt", ".ssa": ".srt", ".zip": ".docx",
}  # fmt: skip
"""Suffixes of formats that are not read, and one to export as."""


def format_of(path: Path) -> str:
    """Return the format of a file by its suffix, or of a folder that is a project.

    Raises InputError for the suffix of a format that t2m does not read.
    """
    if path.is_dir() and (path / PROJECT).exists():
        return "novelwriter"
    suffix = path.suffix.lower()
    if suffix in _OTHERS:
        raise InputError(
            path,
            f"is in a format that t2m does not read ({suffix})",
            f"Export it as {_OTHERS[suffix]}, or as plain text (.txt).",
        )
    return SUFFIXES.get(suffix, "txt")
