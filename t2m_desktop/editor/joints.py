"""Giant paragraphs, shown in pieces and saved whole.

Qt lays out a paragraph anew with every key: one of 500 kB costs 70–980 ms. So a line longer
than `LIMIT` is cut at sentence ends, and each cut is marked by an invisible character (the
*joint*) before the line break. Taking away each joint, with the line break right after it, gives
the text as it was. The mark is part of the text, so undo, redo and deletion need no bookkeeping.
"""

from __future__ import annotations

import re

LIMIT = 4000
"""Characters: two to three pages, longer than paragraphs that people write; a key costs 2 ms."""

# Zero-width characters that fonts draw as nothing; the first that the text lacks is its joint.
_CANDIDATES = "\u2060\u2063\u2062\u2061\u2064\U000e0001\U000e007f"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


def choose_joint(text: str) -> str:
    """A character that marks cuts in `text`: invisible, and absent from it."""
    for candidate in _CANDIDATES:
        if candidate not in text:
            return candidate
    # A text with all of them: a private-use character, of which no text holds 6,400.
    return next(chr(code) for code in range(0xE000, 0xF900) if chr(code) not in text)


def split(text: str, joint: str, limit: int = LIMIT) -> str:
    """`text` with its lines longer than `limit` cut; others untouched."""
    if len(text) <= limit:
        return text
    return "\n".join(
        f"{joint}\n".join(_pieces(line, limit)) if len(line) > limit else line
        for line in text.split("\n")
    )


def restore(text: str, joint: str) -> str:
    """The text as the file has it: without joints, and without the line breaks that they mark."""
    return text.replace(f"{joint}\n", "").replace(joint, "")


def cuts(text: str, limit: int = LIMIT) -> list[int]:
    """Where lines longer than `limit` are to be cut: offsets of `text`, in order."""
    found, start = [], 0
    while len(text) - start > limit:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > limit:
            at = start
            for piece in _pieces(text[start:end], limit)[:-1]:
                at += len(piece)
                found.append(at)
        start = end + 1
    return found


def _pieces(line: str, limit: int) -> list[str]:
    pieces = []
    start = 0
    while len(line) - start > limit:
        cut = start
        for end in _SENTENCE_END.finditer(line, start + limit // 2, start + limit):
            cut = end.end()
        if cut == start:  # no sentence ends here: after a space, or where nothing else is left
            cut = line.rfind(" ", start + limit // 2, start + limit) + 1 or start + limit
        pieces.append(line[start:cut])
        start = cut
    pieces.append(line[start:])
    return pieces
