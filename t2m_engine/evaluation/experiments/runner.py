"""Runs every trial that is not done yet, and writes results, figures and reports."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from t2m_engine import __version__
from t2m_engine.evaluation.experiments import summary
from t2m_engine.evaluation.experiments.pictures import draw_all
from t2m_engine.evaluation.experiments.published import TABLE_3
from t2m_engine.evaluation.experiments.report import write_report
from t2m_engine.evaluation.experiments.trial import Outcome, Relevance, Trial, examine
from t2m_engine.files import write_text
from t2m_engine.training.datasets.records import TEST, Progress, go_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.evaluation.experiments.material import Heard, Material
    from t2m_engine.evaluation.experiments.trial import Learnt

RESULTS = "results.json"
FORMAT = 1
"""Of results.json, and of the files of outcomes: raise it when what they hold changes."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method: how it learns (texts, music, seed), its settings, and whether the paper has it.

    `about` says in a sentence what a method beyond the paper is.
    """

    title: str
    paper: bool
    settings: Mapping[str, Any]
    learn: Callable[[Heard[Any], Heard[Any], int], Learnt]
    about: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Experiment:
    """What is compared on what: `shipped` names the method that is the pack's default space."""

    material: Material
    relevance: Relevance
    methods: Mapping[str, Method]
    seeds: tuple[int, ...]
    shipped: str
    quick: bool

    @property
    def trials(self) -> list[Trial]:
        """All trials, seed by seed, so that a stopped run has whole tables."""
        return [
            Trial(texts, music, method, seed)
            for seed in self.seeds
            for texts, music in self.material.lessons
            for method in self.methods
        ]


def run_trials(
    experiment: Experiment,
    folder: Path,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[Trial, Outcome]:
    """Return the outcomes of all trials; each is kept in `folder`, and not made again.

    A file's name has a digest of all that an outcome depends on, so that another pack, another
    setting or other data is another file. Raises CancelledError between two trials when stopped.
    """
    trials = experiment.trials
    outcomes = {}
    prints = {name: _print(heard) for name, heard in experiment.material.sets.items()}
    for number, trial in enumerate(trials):
        go_on(cancelled)
        if progress:
            progress(number, len(trials), f"learning: {trial.name}")
        target = folder / f"{trial.name}-{_key(experiment, trial, prints)}.npz"
        if not target.exists():
            method = experiment.methods[trial.method]
            learnt = method.learn(
                experiment.material.texts[trial.texts],
                experiment.material.music[trial.music],
                trial.seed,
            )
            draw = trial.seed == experiment.seeds[0]
            outcome = examine(trial, learnt, experiment.material, experiment.relevance, draw=draw)
            outcome.save(target)
        outcomes[trial] = Outcome.load(target)
    return outcomes


def _print(heard: Heard[Any]) -> str:
    """A digest of a set's labels, splits and features."""
    content = hashlib.blake2b(digest_size=16)
    for array in (heard.set.labels, heard.features.embedding, heard.features.emotion):
        content.update(np.ascontiguousarray(array).tobytes())
    content.update("\0".join(heard.set.split.tolist()).encode())
    return content.hexdigest()


def _key(experiment: Experiment, trial: Trial, prints: Mapping[str, str]) -> str:
    method = experiment.methods[trial.method]
    relevance = [
        [list(pair), {way: dict(mapping) for way, mapping in ways.items()}]
        for pair, ways in sorted(experiment.relevance.items())
    ]
    parts = [
        FORMAT,
        dict(method.settings),
        prints[trial.texts],
        {name: prints[name] for name in experiment.material.music},
        relevance,
        trial.seed == experiment.seeds[0],
    ]
    content = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.blake2b(content.encode(), digest_size=6).hexdigest()


def write_results(
    experiment: Experiment,
    outcomes: Mapping[Trial, Outcome],
    folder: Path,
    *,
    pack: Mapping[str, str],
    mappings: list[dict[str, Any]],
    words: Mapping[str, Any] | None,
) -> list[Path]:
    """Write results.json, the figures and both reports into `folder`; return the files."""
    material = experiment.material
    found = summary.cells(outcomes)
    paper = [name for name, method in experiment.methods.items() if method.paper]
    results: dict[str, Any] = {
        "format": FORMAT,
        "t2m": __version__,
        "made": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "quick": experiment.quick,
        "seeds": list(experiment.seeds),
        "trials": len(outcomes),
        "pack": dict(pack),
        "notes": list(material.notes),
        "sets": {
            name: {
                "taxonomy": heard.set.taxonomy,
                "counts": heard.set.counts(),
                "source": {key: getattr(heard.set.source, key) for key in _SOURCE},
            }
            for name, heard in material.sets.items()
        },
        "methods": {
            name: {
                "title": m.title,
                "paper": m.paper,
                "settings": dict(m.settings),
                "about": m.about,
            }
            for name, m in experiment.methods.items()
        },
        "published": [
            {
                **dict(zip(("texts", "mapping", "method", "metric"), at, strict=True)),
                **asdict(figure),
            }
            for at, figure in TABLE_3.items()
        ],
        "mappings": mappings,
        "words": words,
        "figures": summary.figures(found, material, experiment.relevance),
        "choice": summary.choose(found, list(experiment.methods), paper, experiment.shipped),
        "confusion": summary.confusion(outcomes, material),
        "within": summary.within(outcomes),
    }
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(results, indent=1, ensure_ascii=False, allow_nan=False, default=str)
    write_text(folder / RESULTS, content + "\n")
    # What is drawn and told is what was written: the report can be made again from the file.
    results = json.loads(content)
    pictures = draw_all(results, _vectors(outcomes, material), folder / "figures")
    return [folder / RESULTS, *write_report(results, pictures, folder)]


_SOURCE = ("title", "reference", "version", "licence", "address")


def _vectors(
    outcomes: Mapping[Trial, Outcome], material: Material
) -> dict[tuple[str, str, str], dict[str, NDArray[Any]]]:
    """Return what figure 3 shows of each method, with the names of its labels."""
    found = {}
    for trial, outcome in outcomes.items():
        if not outcome.vectors:
            continue
        placed: dict[str, NDArray[Any]] = dict(outcome.vectors)
        for kind, heard in (
            ("texts", material.texts[trial.texts]),
            ("music", material.music[trial.music]),
        ):
            labels = heard.set.labels[heard.set.rows(TEST)]
            placed[f"{kind}_labels"] = np.array(heard.set.names)[labels]
        if "tags" in placed:
            names = (
                *material.texts[trial.texts].set.names,
                *material.music[trial.music].set.names,
            )
            placed["tags_labels"] = np.array(list(dict.fromkeys(names)))
        found[trial.texts, trial.music, trial.method] = placed
    return found
