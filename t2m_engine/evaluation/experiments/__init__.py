"""The paper's experiment, and ours: every method on every pair of data sets, as one command."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from t2m_engine.emotion.spaces import EMOTION
from t2m_engine.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from t2m_engine.emotion.pack import ModelPack
    from t2m_engine.training.datasets.records import Progress

SEEDS, QUICK_SEEDS = 5, 2
_PACKAGES = ("matplotlib", "sklearn", "umap", "onnxruntime")


def run_experiment(
    pack: ModelPack,
    data: Path,
    music: Path,
    cache: Path,
    out: Path,
    *,
    audioset: Path | None = None,
    quick: bool = False,
    seeds: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Try every method on every pair of data sets that is there, and write the report to `out`.

    Features of `pack` are kept in `cache`, outcomes in `out`/trials: what is there is not made
    again. `audioset` is a folder as `training.datasets.audioset` reads it. Returns the files.
    Raises UsageError when a package or all data are missing, InputError for broken data,
    CancelledError when stopped.
    """
    for name in _PACKAGES:
        if not _is_there(name):
            raise UsageError(
                f"The experiments need the package {name}, which is not installed; "
                'pip install "t2m[experiments,training]".'
            )
    from t2m_engine.evaluation.experiments import laboratory  # noqa: PLC0415 - imports torch
    from t2m_engine.evaluation.experiments.material import gather  # noqa: PLC0415
    from t2m_engine.evaluation.experiments.relevance import mappings_of  # noqa: PLC0415
    from t2m_engine.evaluation.experiments.runner import (  # noqa: PLC0415
        Experiment,
        run_trials,
        write_results,
    )
    from t2m_engine.evaluation.words import table1  # noqa: PLC0415
    from t2m_engine.training.spaces.material import words_of  # noqa: PLC0415

    material = gather(
        pack, data, music, cache, audioset=audioset, progress=progress, cancelled=cancelled
    )
    relevance, mappings = mappings_of(material)
    words = words_of(name for heard in material.sets.values() for name in heard.set.names)
    config = laboratory.CONFIGS[quick]
    count = seeds or (QUICK_SEEDS if quick else SEEDS)
    galleries = [material.music[name] for name in material.galleries]
    workplace = laboratory.Laboratory(words, relevance, config, cancelled, galleries)
    methods = workplace.methods(pack.space())
    shipped = laboratory.SHIPPED if laboratory.SHIPPED in methods else EMOTION.name
    seeds_of = tuple(range(1, count + 1))
    experiment = Experiment(material, relevance, methods, seeds_of, shipped, quick)
    outcomes = run_trials(experiment, out / "trials", progress=progress, cancelled=cancelled)
    return write_results(
        experiment,
        outcomes,
        out,
        pack={"name": pack.name, "id": pack.id},
        mappings=mappings,
        words=table1(),
    )


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ValueError:  # what Python says of a module that is forbidden
        return False
