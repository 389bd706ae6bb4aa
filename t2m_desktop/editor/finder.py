"""Where words stand in a manuscript, in Qt's positions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Wanted:
    """What is looked for: letters as they are, not a pattern."""

    words: str
    match_case: bool = False
    whole_words: bool = False


def places(text: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Every place (start, end) of `wanted` in `text`, in UTF-16 code units; none overlap."""
    if not wanted.words:
        return []
    # A writer who types a straight quote or a space means the curly and the fixed one too.
    pattern = "".join(_KINDS.get(letter, re.escape(letter)) for letter in wanted.words)
    if wanted.whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    flags = 0 if wanted.match_case else re.IGNORECASE
    found = [match.span() for match in re.finditer(pattern, text, flags)]
    wide = [match.start() for match in _ASTRAL.finditer(text)]  # two units each, for Qt
    if not wide:
        return found
    return [
        (start + bisect_left(wide, start), end + bisect_left(wide, end)) for start, end in found
    ]


_KINDS = {
    "'": "['’‘]",
    "’": "['’]",
    '"': '["“”]',
    " ": "[ \u00a0\u202f\u2029]",
    "-": "[-‐‑]",
}
