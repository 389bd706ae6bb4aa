"""What Won et al. 2021 published, as far as it could be looked up; nothing here is a guess.

The tables of the paper itself could not be read where this was written: its text is not stored
there beyond the first page, and its repository holds no results. What is here was quoted by
others, and is marked so in the report; every other figure of Table 3 is shown as not available.
Who has the paper at hand can complete `TABLE_3`.
"""

from __future__ import annotations

from dataclasses import dataclass

PAPER = (
    "Won, Salamon, Bryan, Mysore, Serra: Emotion Embedding Spaces for Matching Music to Stories. "
    "ISMIR 2021, arXiv:2111.13468"
)

QUOTED = (
    "second-hand, as quoted in a public survey of the field, and not checked against the paper; "
    "another survey quotes .61 and .74 (Alm, manual mapping) for three branches instead of V-A"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure and where it was read."""

    value: float
    source: str = QUOTED


TABLE_3: dict[tuple[str, str, str, str], Figure] = {
    # (text set, mapping, method, metric)
    ("alm", "manual", "va", "p5"): Figure(0.61),
    ("alm", "manual", "va", "mrr"): Figure(0.74),
    ("alm", "manual", "metric3", "p5"): Figure(0.52),
    ("alm", "manual", "metric3", "mrr"): Figure(0.59),
    ("isear", "manual", "va", "p5"): Figure(0.62),
    ("isear", "manual", "va", "mrr"): Figure(0.71),
    ("isear", "manual", "metric3", "p5"): Figure(0.60),
    ("isear", "manual", "metric3", "mrr"): Figure(0.67),
    ("isear", "manual", "w2v", "mrr"): Figure(0.77),
    ("isear", "manual", "classification", "p5"): Figure(0.0),
    ("isear", "manual", "classification", "mrr"): Figure(0.0),
}
"""Text-to-music retrieval with AudioSet mood: macro P@5 and macro MRR."""
