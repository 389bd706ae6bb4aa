"""Names of files that every system takes, made of what people call things."""

from __future__ import annotations

import re
import string
import unicodedata

from t2m_engine.errors import UsageError

FIELDS = ("scene", "moods", "title", "artist", "start", "end")
"""What a pattern of names may hold in braces."""
LONGEST = 80
"""Characters of a name; with the suffix below the 143 bytes of encrypted home folders, also where
every character takes a few bytes (then it is cut further)."""
_LONGEST_BYTES = 130
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_SEPARATORS = " _-–—,;+"
_FORMATTER = string.Formatter()
_Part = tuple[str, str | None, str | None, str | None]
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def safe_name(text: str) -> str:
    """Remove from `text` what some file system or shell would not take in a name."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    text = _FORBIDDEN.sub(" ", text)
    # Formatting marks (turning the direction of writing, say) make a name that lies.
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cn"))
    return " ".join(text.split()).strip(" .-")


def name_by(pattern: str, fields: dict[str, str]) -> str:
    """Return a file name without a suffix from a `pattern` such as "{scene}_{moods}_{title}".

    `fields` are words by FIELDS. What is empty leaves no separator behind, and where all is too
    long the longest words are cut. Safe on Linux, macOS and Windows: no reserved character or
    name, no dot or blank at the ends. Raises UsageError for a pattern that is none.
    """
    try:
        parts = [(text, field, form, to) for text, field, form, to in _FORMATTER.parse(pattern)]
    except ValueError as error:
        raise UsageError(f"“{pattern}” is no pattern of names: {error}.") from None
    for _, field, form, to in parts:
        if field is not None and (field not in fields or form or to):
            raise UsageError(f"A name has no “{field}”; choose of {', '.join(FIELDS)}, in braces.")
    words = {name: safe_name(value)[: 2 * LONGEST] for name, value in fields.items()}
    used = [field for _, field, _, _ in parts if field]
    name = _joined(parts, words)
    while (len(name) > LONGEST or len(name.encode("utf-8")) > _LONGEST_BYTES) and used:
        longest = max(used, key=lambda field: len(words[field]))
        if len(words[longest]) <= 1:
            break
        words[longest] = words[longest][:-1].rstrip()
        name = _joined(parts, words)
    return _bounded(name or "Untitled")


def _joined(parts: list[_Part], words: dict[str, str]) -> str:
    name = between = ""
    for text, field, _, _ in parts:
        if text and not text.strip(_SEPARATORS):
            between = between or text
            text = ""  # noqa: PLW2901
        for piece in (text, words[field] if field else ""):
            if piece:
                name += (between if name else "") + piece
                between = ""
    return safe_name(name)


def _bounded(name: str) -> str:
    """What the pattern itself made too long, or into a name that Windows keeps to itself."""
    if _RESERVED.match(name.split(".", maxsplit=1)[0].rstrip()):
        name = f"_{name}"
    name = name[:LONGEST]
    while len(name.encode("utf-8")) > _LONGEST_BYTES:
        name = name[:-1]
    return name.rstrip(" .") or "Untitled"
