"""How well a pack's text network hears what is not said: resources/corpus, beside word counting.

`subtext.jsonl` was written against word lists (its README says how). The pack has learnt from the
training worlds of it and of `passages.jsonl`, and from all of `pages.jsonl`; so does the counting.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import places
from t2m_engine.emotion.moods import MOODS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Namer = Callable[[Sequence[str]], list[str]]

DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `count` are right, and a 95 % bootstrap interval over groups."""

    value: float
    low: float
    high: float
    count: int

    def as_json(self) -> dict[str, Any]:
        """For the report."""
        return {
            "accuracy": round(self.value, 3),
            "95": [round(self.low, 3), round(self.high, 3)],
            "n": self.count,
        }


def measure(namer: Namer, corpus: Path | None = None) -> dict[str, Any]:
    """Return accuracies in naming one of the seven moods: `namer` beside counting words.

    {"passages" | "subtext": test worlds, {"network", "words": learnt from the same file's train
    worlds and from all pages}, "negation" | "irony": {"network", "both": pairs of which both halves
    are right}}; chance is 1/7. Neutral passages are left out, as a pack shares neutral out over the
    moods.
    """
    corpus = corpus or places.resources() / "corpus"
    found: dict[str, Any] = {}
    pages = _rows(corpus / "pages.jsonl")
    for name in ("passages", "subtext"):
        rows = _rows(corpus / f"{name}.jsonl")
        train = [row for row in rows if row["split"] == "train"] + pages
        test = [row for row in rows if row["split"] == "test"]
        found[name] = {
            "network": _share(namer(_texts(test)), test, "world").as_json(),
            "words": _share(count_words(train)(_texts(test)), test, "world").as_json(),
        }
    for name in ("negation", "irony"):
        rows = _rows(corpus / f"{name}.jsonl")
        named = namer(_texts(rows))
        right: dict[str, list[bool]] = {}
        for row, mood in zip(rows, named, strict=True):
            right.setdefault(row["pair"], []).append(mood == row["mood"])
        found[name] = {
            "network": _share(named, rows, "pair").as_json(),
            "both": sum(len(halves) == 2 and all(halves) for halves in right.values()),
            "pairs": sum(len(halves) == 2 for halves in right.values()),
        }
    return found


def count_words(rows: Sequence[dict[str, Any]]) -> Namer:
    """Return a namer that counts words and pairs of words (tf-idf, logistic regression)."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - an extra
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10.0, max_iter=1000),
    )
    model.fit(_texts(rows), [row["mood"] for row in rows])
    return lambda texts: model.predict(texts).tolist()


def _rows(file: Path) -> list[dict[str, Any]]:
    lines = file.read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["mood"] in MOODS]


def _texts(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["text"] for row in rows]


def _share(named: Sequence[str], rows: Sequence[dict[str, Any]], group: str) -> Share:
    right = np.array([mood == row["mood"] for mood, row in zip(named, rows, strict=True)])
    names = np.array([row[group] for row in rows])
    groups = [right[names == name] for name in np.unique(names)]
    sums = np.array([[part.sum(), len(part)] for part in groups], np.float64)
    draws: NDArray[np.int64] = np.random.default_rng(0).integers(
        len(groups), size=(DRAWS, len(groups))
    )
    drawn = sums[draws].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975])
    return Share(float(right.mean()), float(low), float(high), len(right))
