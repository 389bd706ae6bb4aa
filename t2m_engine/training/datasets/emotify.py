"""Emotify: 280 recordings of four genres, and what at least eleven listeners felt in each.

Nine emotions of the Geneva Emotional Music Scale (Zentner et al. 2008): another vocabulary, and
the only ratings of real listeners here. A song's label is the emotion whose share of listeners
stands out most: shares are standardised over the songs (calmness is felt in most of them), and
the largest wins. The licence is for research: nothing learns from the songs. A third of them, by a
draw of lots, is for validation, where the experiment weighs its own fusion; the rest is for test.
No pack is chosen by them.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.taxonomies import GEMS
from t2m_engine.training.datasets.records import (
    TEST,
    VALIDATION,
    ClipAt,
    LabelledSet,
    Source,
    draw,
    make_set,
    need,
)

if TYPE_CHECKING:
    from pathlib import Path

_SOURCE = Source(
    "Emotify",
    "Aljanaki, Wiering and Veltkamp 2016, Studying emotion induced by music through a game",
    "280 of the 400 songs, one minute each, with shares of listeners",
    "CC BY-NC-SA: research",
    "http://www2.projects.science.uu.nl/memotion/emotifydata/",
)


def load_emotify(data: Path) -> LabelledSet[ClipAt]:
    """Return the songs, whole, grouped by genre: a third for validation, the rest for test."""
    folder = data / "music" / "emotify"
    with need(folder / "train.csv", "Emotify's ratings").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shares = np.array([[float(row[name]) for name in GEMS] for row in rows])
    spread = (shares - shares.mean(axis=0)) / (shares.std(axis=0) + 1e-9)
    return make_set(
        "emotify",
        "gems",
        GEMS,
        [
            (ClipAt(folder / row["file"]), GEMS[label], row["genre"], _split(row["file"]))
            for row, label in zip(rows, spread.argmax(axis=1), strict=True)
        ],
        _SOURCE,
    )


def _split(file: str) -> str:
    return VALIDATION if draw(file) < 1 / 3 else TEST
