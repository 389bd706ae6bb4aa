"""Sentences of prose, and the cutting of giant passages into pieces at their ends."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from t2m_engine.text.words import size, tokens

LIMIT_WORDS = 220
"""Words of a piece at most: about 290 tokens, of which the text encoder reads 256 to 512."""

# Titles and the like, after which a full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "messrs", "mme", "mlle", "dr", "st", "prof", "rev", "hon", "capt", "col",
     "gen", "lt", "sgt", "maj", "jr", "sr", "vs", "etc", "no", "vol", "fig", "cf", "viz", "esq",
     "e.g", "i.e"}
)  # fmt: skip
# The full stops of Arabic, Hindi, Burmese, Khmer and Amharic stand before a space, those of Chinese
# and Japanese before anything.
_ENDS = re.compile(r"[.!?…؟۔।॥။។።]+[\"'”’»)\]]*(?=\s)|[。！？｡．]+[」』”’）】》]*(?=(\w)?)")
_CLAUSES = re.compile(r"(?:[,;:،؛]|--|[—–])[\"'”’»)\]]*(?=\s)|[，、；：]")
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
    if mark[0] in "。！？｡．":  # 「行け！」と言った。
        return match.group(1) is None or mark[-1] in "。！？｡．"
    following = text[match.end() : match.end() + 40].lstrip()[:1]
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
    between words (or characters, in scripts that write no spaces). The pieces hold all the words
    in order; a text that fits is one piece, a blank one none.
    """
    assert limit_words >= 1
    total = size(text)
    if total <= limit_words:
        return [text.strip()] if total else []
    share = total / math.ceil(total / limit_words)
    found: list[str] = []
    first = last = 0
    words = read = 0.0
    for start, end, weight in _units(text, limit_words):
        # A piece ends where the text so far comes nearest to even shares, and before the limit.
        wanted = share * (len(found) + 1)
        full = words + weight > limit_words
        if words and (full or abs(read - wanted) < abs(read + weight - wanted)):
            found.append(text[first:last])
            words = 0.0
        if not words:
            first = start
        last = end
        words += weight
        read += weight
    found.append(text[first:last])
    return found


def _units(text: str, limit: int) -> Iterator[tuple[int, int, float]]:
    """The sentences of `text` as (start, end, words); one that is too long in clauses or words."""
    for start, end in spans(text):
        weight = size(text[start:end])
        if weight <= limit:
            yield start, end, weight
            continue
        cuts = [match.end() for match in _CLAUSES.finditer(text, start, end)]
        for first, last in pairwise([start, *cuts, end]):
            yield from _runs(text, first, last, limit)


def _runs(text: str, first: int, last: int, limit: int) -> Iterator[tuple[int, int, float]]:
    """The clause from `first` to `last`, in runs of at most `limit` words."""
    start, end, words = first, first, 0.0
    for begin, stop, weight in tokens(text[first:last]):
        if words and words + weight > limit:
            yield start, end, words
            words = 0.0
        if not words:
            start = first + begin
        end = first + stop
        words += weight
    if words:
        yield start, end, words
