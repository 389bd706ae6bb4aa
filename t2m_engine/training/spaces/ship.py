"""The spaces of a pack: learnt from open data, weighed on validation, measured on test, packed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors.numpy import save_file

from t2m_engine.emotion.learned import pack_up, unpack
from t2m_engine.emotion.mappings import MANUAL
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.pack import CARD, FORMAT, ModelPack
from t2m_engine.emotion.spaces import DEFAULT_SPACE, EMOTION
from t2m_engine.evaluation.metrics import chance_precision, mean_interval, resamples
from t2m_engine.files import replacing, write_text
from t2m_engine.training.datasets.features import music_features, text_features
from t2m_engine.training.datasets.records import TEST, TRAIN, VALIDATION
from t2m_engine.training.datasets.teacher_labels import composed, teacher_labelled
from t2m_engine.training.datasets.texts import load_alm, load_corpus
from t2m_engine.training.spaces.fit import fit
from t2m_engine.training.spaces.fuse import fuse
from t2m_engine.training.spaces.material import Corpus, Material, Part, words_of
from t2m_engine.training.spaces.methods import METHODS
from t2m_engine.training.spaces.quality import ranked_hits, scores

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.training.datasets.features import Features
    from t2m_engine.training.datasets.records import LabelledSet, Progress
    from t2m_engine.training.spaces.config import Config

FILE = "spaces.safetensors"
AT = 5

SOURCES = [
    {"name": "Glasgow norms (Scott et al. 2019)", "licence": "CC-BY-4.0"},
    {"name": "Word vectors of the music domain (resources/vectors), from MusicCaps (Agostinelli "
     "et al. 2023), incompetech.com and GloVe 6B", "licence": "CC-BY-SA-4.0"},
    {"name": "t2m corpus of passages (resources/corpus)", "licence": "CC0-1.0"},
    {"name": "Alm's affect data, agreed sentences of Grimm and Andersen (Alm 2008), with the "
     "notice kept", "licence": "see notice"},
    {"name": "Music of free Debian 12 packages, with teacher labels (EfficientAT mn04_as, YAMNet)",
     "licence": "free licences, each package's copyright file"},
    {"name": "Pieces composed by packaging/compose", "licence": "CC0-1.0"},
]  # fmt: skip
"""What the spaces of the open pack learn from, beside what the pack itself does."""

# Right for a sentence of Alm's by the paper's own judgement; a passage of ours by its own name.
_RIGHT = {**MANUAL["alm", "audioset"], **{mood: (mood,) for mood in MOODS}}


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Open data as a pack reads and hears it: to learn from, and to measure on."""

    material: Material
    test: Part


def gather(
    pack: ModelPack, data: Path, music: Path, cache: Path, *, progress: Progress | None = None
) -> Open:
    """Load the open sets, and let `pack` read and hear what is not in `cache` yet."""
    texts = [
        (found, text_features(pack, found.items, cache, progress=progress))
        for found in (load_corpus(), load_alm(data))
    ]
    recordings = [
        (found, music_features(pack, found.items, cache, progress=progress))
        for found in (teacher_labelled(music, data, cache, progress=progress), composed(music))
    ]
    training, validation, test = (
        Part(
            tuple(_corpus(found, features, split) for found, features in texts),
            tuple(_corpus(found, features, split) for found, features in recordings),
        )
        for split in (TRAIN, VALIDATION, TEST)
    )
    words = words_of(name for corpus in (*training.texts, *training.music) for name in corpus.names)
    return Open(Material(training, validation, words, (_RIGHT,)), test)


def _corpus(found: LabelledSet[Any], features: Features, split: str) -> Corpus:
    rows = found.rows(split)
    return Corpus(features.take(rows), found.labels[rows], found.names)


def learn_spaces(
    material: Material,
    config: Config | None = None,
    seed: int = 0,
    *,
    checkpoints: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Space]:
    """Return all spaces as a pack keeps them, in half precision, the fusion first."""
    learnt: dict[str, Space] = {
        name: fit(name, material, config, seed, checkpoints=checkpoints, progress=progress).space
        for name in METHODS
    }
    fusion = fuse([EMOTION, *learnt.values()], material)
    specs, tensors = pack_up({DEFAULT_SPACE: fusion, **learnt})
    part = material.training
    return unpack(
        specs,
        tensors,
        text_width=part.texts[0].features.embedding.shape[1],
        music_width=part.music[0].features.embedding.shape[1],
    )


def measure_spaces(
    spaces: Mapping[str, Space], test: Part, right: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """Return what the card says of `spaces`, and of plain emotions.

    The figure is macro P@5, averaged over all pairs of corpora of texts and of music, with a 95 %
    bootstrap interval over the texts; beside it how far the default is ahead, paired, and chance.
    """
    pairs = [(texts, music) for texts in test.texts for music in test.music]
    draws = [resamples(texts.labels, 1) for texts, _ in pairs]
    found = {
        name: [_precision(space, *pair, right) for pair in pairs]
        for name, space in {**spaces, EMOTION.name: EMOTION}.items()
    }
    measured: dict[str, Any] = {
        "measure": "macro P@5, mean of all pairs of test texts and test music",
        "chance": round(float(np.mean([_chance(*pair, right) for pair in pairs])), 3),
    }
    for name, values in found.items():
        p5 = mean_interval([(d, v[None]) for d, v in zip(draws, values, strict=True)])
        measured[name] = {"p5": round(p5.value, 3), "p5_95": [round(p5.low, 3), round(p5.high, 3)]}
        if name != DEFAULT_SPACE:
            ahead = mean_interval(
                [
                    (d, (best - v)[None])
                    for d, best, v in zip(draws, found[DEFAULT_SPACE], values, strict=True)
                ]
            )
            measured[name]["behind_the_default"] = round(ahead.value, 3)
            measured[name]["behind_the_default_95"] = [round(ahead.low, 3), round(ahead.high, 3)]
    return measured


def _precision(
    space: Space, texts: Corpus, music: Corpus, right: Mapping[str, tuple[str, ...]]
) -> NDArray[np.float64]:
    """P@5 of each text; a space to which all music is alike has found nothing."""
    found = scores(space, texts, music)
    hits = ranked_hits(found, texts, music, right)[:, :AT].mean(axis=1)
    return np.where(np.ptp(found, axis=1) > 0, hits, 0.0)


def _chance(texts: Corpus, music: Corpus, right: Mapping[str, tuple[str, ...]]) -> float:
    counts = np.bincount(music.labels, minlength=len(music.names))
    return float(
        np.mean(
            [
                chance_precision(int(counts[np.isin(music.names, right[name])].sum()), counts.sum())
                for name in np.array(texts.names)[np.unique(texts.labels)]
            ]
        )
    )


def write_spaces(folder: Path, spaces: Mapping[str, Space], measured: Mapping[str, Any]) -> None:
    """Put `spaces` into the pack in `folder`, with their sources and figures in its card."""
    specs, tensors = pack_up(spaces)
    file = folder / FILE
    with replacing(file) as temporary:
        save_file(tensors, temporary)
    card = json.loads((folder / CARD).read_text("utf-8"))
    known = [source["name"] for source in card["sources"]]
    card |= {
        "format": FORMAT,
        "sources": card["sources"] + [s for s in SOURCES if s["name"] not in known],
        "measured": {**card["measured"], "spaces": measured},
        "spaces": {
            "file": file.name,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
            "spaces": specs,
        },
    }
    write_text(folder / CARD, json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def ship_spaces(
    folder: Path,
    data: Path,
    music: Path,
    cache: Path,
    *,
    seed: int,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Learn, measure and pack the spaces of the pack in `folder`; return the figures."""
    found = gather(ModelPack.load(folder), data, music, cache, progress=progress)
    spaces = learn_spaces(
        found.material, seed=seed, checkpoints=cache / "spaces", progress=progress
    )
    measured = {"seed": seed, **measure_spaces(spaces, found.test, _RIGHT)}
    write_spaces(folder, spaces, measured)
    return measured
