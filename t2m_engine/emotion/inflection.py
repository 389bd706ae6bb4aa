"""Words of one family, by the endings of English: surprised and surprise, sadness and sad."""

from __future__ import annotations

from collections.abc import Collection

_ENDINGS = (
    ("iness", "y"), ("ness", ""), ("fully", "ful"), ("fully", ""), ("ily", "y"), ("ly", ""),
    ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""),
    ("ies", "y"), ("es", ""), ("s", ""),
    ("ement", "e"), ("ment", ""), ("ity", "e"), ("ity", ""), ("ion", "e"), ("iful", "y"),
    ("ful", ""),
)  # fmt: skip
"""(ending, what the base has in its place). Endings that often change the feeling are not here:
-less, -er, -y, -ic, -ous (terrify and terrific, moth and mother)."""
_SHORTEST_BASE = 3


def bases(word: str) -> list[str]:
    """Return what `word`, in lower case, may be derived from, likeliest first."""
    found = []
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_BASE:
            continue
        found.append(stem + instead)
        if ending in {"ed", "ing"} and not instead and stem[-1] == stem[-2]:
            found.append(stem[:-1])  # stunned, stun
    return found


def relatives(word: str, words: Collection[str]) -> list[str]:
    """Return the kin of `word` among `words`, which may be none: its base, or what shares one."""
    origins = bases(word)
    for base in origins:
        if base in words:
            return [base]
    for base in (word, *origins):
        if kin := _derived(base, words):
            return kin
    return []


def _derived(base: str, words: Collection[str]) -> list[str]:
    start = base[:_SHORTEST_BASE]
    return sorted(word for word in words if word.startswith(start) and base in bases(word))
