"""Emphasis and escapes, as Markdown, Fountain and novelWriter write them."""

from __future__ import annotations

import re
import string

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# An escaped mark hides, while markup is taken off, among the 32 characters that Unicode keeps for
# a program's own use and lets into no text: as many as ASCII has marks.
_HIDDEN = {ord(mark): 0xFDD0 + place for place, mark in enumerate(string.punctuation)}
_SHOWN = {hidden: mark for mark, hidden in _HIDDEN.items()}
# None can match across its own mark, so that many marks that open nothing cost no more than few.
_STARS = re.compile(r"(\*{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1", re.DOTALL)
_LINES = re.compile(r"(?<!\w)(_{1,3})(?=\S)((?:(?!\1).)+?)(?<=\S)\1(?!\w)", re.DOTALL)
_STRUCK = re.compile(r"(~~)(?=\S)((?:(?!~~).)+?)(?<=\S)\1", re.DOTALL)


def hide_escapes(text: str) -> str:
    r"""Return `text` with every `\*` and its like as one character that is no mark."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(_HIDDEN[ord(match.group(1))]), text)


def show_escapes(text: str) -> str:
    """Return `text` with the marks that `hide_escapes` hid, without their backslashes."""
    return text if text.isascii() else text.translate(_SHOWN)


def strip_emphasis(text: str) -> str:
    """Return `text` without the marks of *emphasis*, _underlining_ and ~~deletion~~."""
    for mark, pattern in (("*", _STARS), ("_", _LINES), ("~~", _STRUCK)):
        if mark in text:
            for _ in range(3):  # ***both***, *one **in** another*
                text = pattern.sub(r"\2", text)
    return text
