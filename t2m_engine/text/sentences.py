"""Sentences of English prose, and the cutting of giant passages into pieces at their ends."""

from __future__ import annotations

import re

LIMIT_WORDS = 220
"""Words of a piece at most: about 290 tokens, of which the text encoder reads 256 to 512."""

# Titles and the like, after which a full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "messrs", "mme", "mlle", "dr", "st", "prof", "rev", "hon", "capt", "col",
     "gen", "lt", "sgt", "maj", "jr", "sr", "vs", "etc", "no", "vol", "fig", "cf", "viz", "esq",
     "e.g", "i.e"}
)  # fmt: skip
_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_CLAUSES = re.compile(r"(?:[,;:]|--|[—–])[\"'”’»)\]]*(?=\s)")
_WORD_BEFORE = re.compile(r"[\w.]+$")


def spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every sentence of `text`, in order, without the space between."""
    cuts = [match.end() for match in _ENDS.finditer(text) if _ends_sentence(text, match)]
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        sentence = text[start:end]
        if stripped := sentence.strip():
            first = start + len(sentence) - len(sentence.lstrip())
            found.append((first, first + len(stripped)))
    return found


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    following = text[match.end() :].lstrip()[:1]
    if following.islower():  # “Stop!” he said. / Mr. and Mrs. Rabbit
        return False
    if not mark.startswith(".") or len(mark.rstrip("\"'”’»)]")) > 1:
        return True
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    word = before.group() if before else ""
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    return not is_initial and word.lower() not in _ABBREVIATIONS


def pieces(text: str, limit_words: int = LIMIT_WORDS) -> list[str]:
    """Cut `text` into pieces of at most `limit_words` words (≥ 1), of about equal length.

    Cuts fall between sentences; in a sentence that is itself too long between clauses; else
    between words. The pieces hold all the words in order; a text that fits is one piece, a
    blank one none.
    """
    assert limit_words >= 1
    total = len(text.split())
    if total <= limit_words:
        return [text.strip()] if total else []
    units = _units(text, limit_words)
    share = total / -(-total // limit_words)
    found: list[str] = []
    current: list[str] = []
    words = read = 0
    for unit in units:
        size = len(unit.split())
        # A piece ends where the text so far comes nearest to even shares, and before the limit.
        wanted = share * (len(found) + 1)
        full = words + size > limit_words
        if current and (full or abs(read - wanted) < abs(read + size - wanted)):
            found.append(" ".join(current))
            current, words = [], 0
        current.append(unit)
        words += size
        read += size
    found.append(" ".join(current))
    return found


def _units(text: str, limit: int) -> list[str]:
    """The sentences of `text`; one of more than `limit` words in clauses, or in runs of words."""
    units: list[str] = []
    for start, end in spans(text):
        sentence = text[start:end]
        if len(sentence.split()) <= limit:
            units.append(sentence)
            continue
        cuts = [match.end() for match in _CLAUSES.finditer(sentence)]
        for first, last in zip([0, *cuts], [*cuts, len(sentence)], strict=True):
            words = sentence[first:last].split()
            units += [" ".join(words[i : i + limit]) for i in range(0, len(words), limit)]
    return units
