"""From the outcomes of all trials to the figures of the report, as one object for results.json."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine.evaluation.experiments.trial import Answers, Outcome, Relevance, Trial
from t2m_engine.evaluation.metrics import (
    AT,
    Resamples,
    chance_precision,
    chance_reciprocal_rank,
    mean_interval,
    resamples,
)
from t2m_engine.training.datasets.records import TEST, VALIDATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from t2m_engine.evaluation.experiments.material import Heard, Material
    from t2m_engine.training.datasets.records import ClipAt

ALL, OWN = "all", "own"
"""Galleries that stand for all of them, and for those that the methods have learnt from."""
JOINT = 0.05
"""Of claims about all rivals at once: the chance that any of them is wrong (Bonferroni)."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell of a table: all seeds of a method, one question. `p5`, `rr` are (seeds, q)."""

    texts: str
    music: str
    gallery: str
    split: str
    way: str
    method: str
    classes: NDArray[np.int64]
    found: NDArray[np.bool_]
    p5: NDArray[np.float64]
    rr: NDArray[np.float64]
    typical: NDArray[np.float64]


def cells(outcomes: Mapping[Trial, Outcome]) -> list[Cell]:
    """Return the cells of all `outcomes`, whose seeds must be the same for every method."""
    by_cell: dict[tuple[str, ...], list[Answers]] = defaultdict(list)
    for trial in sorted(outcomes, key=lambda trial: trial.seed):
        for (split, gallery), answers in outcomes[trial].answers.items():
            for way in answers.p5:
                key = (trial.texts, trial.music, gallery, split, way, trial.method)
                by_cell[key].append(answers)
    return [
        Cell(
            texts=key[0],
            music=key[1],
            gallery=key[2],
            split=key[3],
            way=key[4],
            method=key[5],
            classes=seeds[0].classes,
            found=np.stack([answers.found for answers in seeds]),
            p5=np.stack([answers.p5[key[4]] for answers in seeds]),
            rr=np.stack([answers.rr[key[4]] for answers in seeds]),
            typical=np.stack([answers.typical[key[4]] for answers in seeds]),
        )
        for key, seeds in by_cell.items()
    ]


def figures(
    found: Iterable[Cell], material: Material, relevance: Relevance
) -> list[dict[str, Any]]:
    """Return one row a cell: P@5 and MRR with intervals, chance, and what they are made of."""
    rows = []
    for cell in found:
        texts, gallery = material.texts[cell.texts], material.music[cell.gallery]
        draws = resamples(cell.classes, len(cell.p5))
        names = [texts.set.names[label] for label in np.unique(cell.classes)]
        mapping = relevance[texts.set.taxonomy, gallery.set.taxonomy][cell.way]
        chance_p5, chance_mrr = _chance(gallery, cell.split, [mapping[name] for name in names])
        rows.append(
            {
                "texts": cell.texts,
                "music": cell.music,
                "gallery": cell.gallery,
                "split": cell.split,
                "mapping": cell.way,
                "method": cell.method,
                "queries": len(cell.classes),
                "songs": len(gallery.set.rows(cell.split)),
                "p5": draws.interval(cell.p5).as_json(),
                "mrr": draws.interval(cell.rr).as_json(),
                "chance": {"p5": round(chance_p5, 4), "mrr": round(chance_mrr, 4)},
                "found": round(float(cell.found.mean()), 4),
                "p5_if_read_right": round(draws.interval(cell.typical).value, 4),
                "p5_by_label": {
                    name: round(float(cell.p5[:, cell.classes == label].mean()), 4)
                    for name, label in zip(names, np.unique(cell.classes), strict=True)
                },
                "p5_by_seed": _by_seed(cell),
            }
        )
    return rows


def _by_seed(cell: Cell) -> list[float]:
    labels = np.unique(cell.classes)
    means = [cell.p5[:, cell.classes == label].mean(axis=1) for label in labels]
    return [round(float(value), 4) for value in np.mean(means, axis=0)]


def _chance(
    gallery: Heard[ClipAt], split: str, allowed: Sequence[tuple[str, ...]]
) -> tuple[float, float]:
    """Return what a random order gets: macro P@5 and macro MRR over the labels' `allowed` moods."""
    songs = gallery.set.labels[gallery.set.rows(split)]
    counts = [
        int(np.isin(songs, [gallery.set.names.index(name) for name in names]).sum())
        for names in allowed
    ]
    p5 = [chance_precision(count, len(songs)) for count in counts]
    rr = [chance_reciprocal_rank(count, len(songs)) for count in counts]
    return float(np.mean(p5)), float(np.mean(rr))


def choose(
    found: Sequence[Cell], methods: Sequence[str], rivals: Sequence[str], shipped: str
) -> dict[str, Any]:
    """Choose the best method on validation, and hold it against `rivals` on the test parts.

    The measure is macro P@5, the mean over all pairs of texts and music that were learnt, each
    asked by every mapping in its own gallery and in those that nothing learns from: who brings a
    library of their own brings music that nothing has learnt from. Only validation chooses; the
    test parts are looked at for the one that it chose, and for `shipped`, the space that t2m uses
    by default.
    """
    validation, test = (
        {
            method: _mean([c for c in found if c.split == split and c.method == method])
            for method in methods
        }
        for split in (VALIDATION, TEST)
    )
    galleries = (ALL, OWN, *sorted({cell.gallery for cell in found if cell.gallery != cell.music}))
    chosen = max(validation, key=lambda method: validation[method]["value"])
    held: dict[str, Any] = {}
    for method in dict.fromkeys([chosen, shipped]):
        if method not in methods:
            continue
        others = [rival for rival in rivals if rival != method]
        held[method] = {
            gallery: {
                rival: _against(found, method, rival, gallery, len(others)) for rival in others
            }
            for gallery in galleries
        }
    return {
        "measure": "mean of macro P@5 over the pairs of texts and music that were learnt, over "
        "the galleries that they are asked in, and over their mappings",
        "validation": validation,
        "chosen": chosen,
        "shipped": shipped,
        "test": test,
        "test_in": {
            gallery: {
                method: _mean([c for c in _asked(found, gallery) if c.method == method])
                for method in methods
            }
            for gallery in galleries
        },
        "against": held,
        "joint_level": JOINT,
    }


def _mean(parts: Sequence[Cell]) -> dict[str, float]:
    return mean_interval([(draws, p5) for draws, p5 in _by_question(parts).values()]).as_json()


def _by_question(
    parts: Iterable[Cell],
) -> dict[tuple[str, ...], tuple[Resamples, NDArray[np.float64]]]:
    """Return, for each (texts, music, gallery), the draws and P@5 (s, q), its mappings' mean."""
    questions: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for cell in parts:
        questions[cell.texts, cell.music, cell.gallery].append(cell)
    return {
        question: (
            resamples(same[0].classes, len(same[0].p5)),
            np.mean([cell.p5 for cell in same], axis=0),
        )
        for question, same in questions.items()
    }


def _asked(found: Sequence[Cell], gallery: str) -> list[Cell]:
    """Return the cells of the test parts in `gallery`, which may be `ALL` or `OWN`."""
    return [
        cell
        for cell in found
        if cell.split == TEST
        and (cell.gallery == cell.music if gallery == OWN else gallery in (ALL, cell.gallery))
    ]


def _against(
    found: Sequence[Cell], one: str, two: str, gallery: str, claims: int
) -> dict[str, Any]:
    """Return the paired difference of `one` and `two` on test, and whether it is above 0.

    "jointly" is at the level at which so many `claims` hold together.
    """
    asked = _asked(found, gallery)
    ours, theirs = (_by_question(c for c in asked if c.method == name) for name in (one, two))
    parts = [(draws, p5 - theirs[question][1]) for question, (draws, p5) in ours.items()]
    interval = mean_interval(parts)
    jointly = mean_interval(parts, 1 - JOINT / claims)
    return {
        **interval.as_json(),
        "beats": interval.low > 0,
        "beats_jointly": jointly.low > 0,
        "joint_low": round(jointly.low, 4),
    }


def confusion(outcomes: Mapping[Trial, Outcome], material: Material) -> list[dict[str, Any]]:
    """Return, for each pair and method on test, which labels the first five songs have.

    `shares` has a row for each label of the texts, a column for each label of the music; a row
    sums to 1, or to 0 when nothing was retrieved. `collapse` is the largest column's mean share,
    and `label` which one it is: 1 would be a method that offers the same mood for everything.
    """
    by_pair: dict[tuple[str, str, str], list[Answers]] = defaultdict(list)
    for trial, outcome in outcomes.items():
        if (answers := outcome.answers.get((TEST, trial.music))) is not None:
            by_pair[trial.texts, trial.music, trial.method].append(answers)
    rows = []
    for (texts, music, method), seeds in by_pair.items():
        names = material.texts[texts].set.names
        moods = material.music[music].set.names
        shares = np.zeros((len(names), len(moods)))
        for answers in seeds:
            for row in range(len(names)):
                mine = answers.first[(answers.classes == row) & answers.found]
                if mine.size:
                    asked = (answers.classes == row).sum()
                    counted = np.bincount(mine.ravel(), minlength=len(moods))
                    shares[row] += counted / (asked * AT) / len(seeds)
        columns = shares.mean(axis=0)
        rows.append(
            {
                "texts": texts,
                "music": music,
                "method": method,
                "rows": list(names),
                "columns": list(moods),
                "shares": np.round(shares, 4).tolist(),
                "collapse": round(float(columns.max()), 4),
                "label": moods[int(columns.argmax())],
            }
        )
    return rows


def within(outcomes: Mapping[Trial, Outcome]) -> list[dict[str, Any]]:
    """Return the figures within a modality, a row a pair and method: mean, least, most of seeds."""
    by_pair: dict[tuple[str, str, str], list[dict[str, float]]] = defaultdict(list)
    for trial, outcome in outcomes.items():
        by_pair[trial.texts, trial.music, trial.method].append(outcome.within)
    rows = []
    for (texts, music, method), seeds in by_pair.items():
        figures_of = {}
        for name in seeds[0]:
            values = [seed[name] for seed in seeds]
            figures_of[name] = {
                "value": round(float(np.mean(values)), 4),
                "low": round(min(values), 4),
                "high": round(max(values), 4),
            }
        rows.append({"texts": texts, "music": music, "method": method, **figures_of})
    return rows
