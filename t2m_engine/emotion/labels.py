"""How labels are spelt before they are looked up: one form for lexicons and word vectors."""

from __future__ import annotations

import re

SMALL_WORDS = frozenset({"a", "an", "and", "in", "like", "of", "or", "the", "to", "very", "with"})
"""Words that add no feeling of their own to a phrase."""


def normal(label: str) -> str:
    """Return `label` in lower case, its words parted by single spaces instead of “-” and “_”."""
    return re.sub(r"[\s_-]+", " ", label.lower()).strip()
