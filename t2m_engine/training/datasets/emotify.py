"""Emotify: 280 recordings of four genres, and what at least eleven listeners felt in each.

Nine emotions of the Geneva Emotional Music Scale (Zentner et al. 2008): another vocabulary, and
the only ratings of real listeners here. A song's label is the emotion whose share of listeners
stands out most: shares are standardised over the songs (calmness is felt in most of them), and
the largest wins. The licence is for research: all songs are for test, nothing learns from them.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from t2m_engine.emotion.taxonomies import GEMS
from t2m_engine.training.datasets.records import TEST, ClipAt, LabelledSet, Source, make_set, need

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
    """Return the songs, whole, grouped by genre, all of them for test."""
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
            (ClipAt(folder / row["file"]), GEMS[label], row["genre"], TEST)
            for row, label in zip(rows, spread.argmax(axis=1), strict=True)
        ],
        _SOURCE,
    )
