"""The spaces of a pack: learnt from open data, weighed on validation, measured on test, packed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors.numpy import save_file

from t2m_engine.emotion.learned import pack_up, unpack
from t2m_engine.emotion.mappings import MANUAL
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.pack_card import CARD, FORMAT
from t2m_engine.emotion.spaces import DEFAULT_SPACE, EMOTION
from t2m_engine.evaluation.metrics import (
    chance_precision,
    mean_interval,
    precision_at,
    ranking,
    resamples,
    retrieved,
)
from t2m_engine.files import replacing, write_text
from t2m_engine.training.datasets.features import music_features, text_features
from t2m_engine.training.datasets.records import TEST, TRAIN, VALIDATION
from t2m_engine.training.datasets.teacher_labels import composed, teacher_labelled
from t2m_engine.training.datasets.texts import load_alm, load_corpus, load_neutral
from t2m_engine.training.spaces.config import FULL
from t2m_engine.training.spaces.fit import fit
from t2m_engine.training.spaces.fuse import fuse, level
from t2m_engine.training.spaces.material import (
    Corpus,
    Material,
    Part,
    Question,
    columns,
    words_of,
)
from t2m_engine.training.spaces.methods import METHODS
from t2m_engine.training.spaces.quality import macro, quality_on, scores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.emotion.spaces import Space
    from t2m_engine.training.datasets.features import Features
    from t2m_engine.training.datasets.records import LabelledSet, Progress
    from t2m_engine.training.spaces.config import Config

FILE = "spaces.safetensors"

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

_OWN = {mood: (mood,) for mood in MOODS}
_RIGHT: dict[str, Mapping[str, tuple[str, ...]]] = {
    "alm": MANUAL["alm", "audioset"],
    "audioset": _OWN,
}
"""What is right for a text, by its taxonomy: the paper's own judgement; the same word."""
_PLEASED = {**_RIGHT["alm"], **_OWN}
_LEARNT = (_PLEASED, {**_PLEASED, "surprised": ("scary",)})
"""The same in learning, where a label is one whatever the corpus: “happy” asks for happy music.
Surprise asks for exciting music, as the paper has it, and as often for scary: of the surprises that
Alm's annotators found in Grimm and Andersen 61 % are unpleasant ones.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """Open data as a pack reads and hears it: to learn from, to weigh by, and to measure on."""

    material: Material
    validation: tuple[Question, ...]
    test: tuple[Question, ...]
    neutral: Features | None = None
    """Texts without emotion of the test's worlds and tales."""


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
    training, validation = (
        Part(
            tuple(corpus for _, corpus in _corpora(texts, split)),
            tuple(corpus for _, corpus in _corpora(recordings, split)),
        )
        for split in (TRAIN, VALIDATION)
    )
    flat = load_neutral(data)
    read = text_features(pack, flat.items, cache, progress=progress)
    words = words_of(name for corpus in (*training.texts, *training.music) for name in corpus.names)
    asked, tested = (
        tuple(
            Question(texts_of, offered, (_RIGHT[taxonomy],))
            for taxonomy, texts_of in _corpora(texts, split)
            for _, offered in _corpora(recordings, split)
        )
        for split in (VALIDATION, TEST)
    )
    material = Material(training, validation, words, _LEARNT, read.take(flat.rows(TRAIN)))
    return Open(material, asked, tested, read.take(flat.rows(TEST)))


def _corpora(
    sets: Sequence[tuple[LabelledSet[Any], Features]], split: str
) -> list[tuple[str, Corpus]]:
    """Return (taxonomy, items of `split`) of those of `sets` that have some."""
    found = []
    for labelled, features in sets:
        rows = labelled.rows(split)
        if len(rows):
            corpus = Corpus(features.take(rows), labelled.labels[rows], labelled.names)
            found.append((labelled.taxonomy, corpus))
    return found


def learn_spaces(
    found: Open,
    config: Config | None = None,
    seed: int = 0,
    *,
    checkpoints: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Space]:
    """Return all spaces as a pack keeps them, in half precision, the fusion first.

    The fusion is what validation shows best, less what it may cost to keep to the readings: see
    `fuse.level`.
    """
    material = found.material
    learnt: dict[str, Space] = {
        name: fit(name, material, config, seed, checkpoints=checkpoints, progress=progress).space
        for name in METHODS
    }
    fusion = level(fuse([EMOTION, *learnt.values()], found.validation), found.validation)
    specs, tensors = pack_up({DEFAULT_SPACE: fusion, **learnt})
    part = material.training
    return unpack(
        specs,
        tensors,
        text_width=part.texts[0].features.embedding.shape[1],
        music_width=part.music[0].features.embedding.shape[1],
    )


def pull(space: Space, texts: Features, music: Features) -> NDArray[np.float64]:
    """Return how far apart a space's scores of all clips are for each of `texts`, (n,).

    That is their standard deviation: what asks for nothing in particular has a small one.
    """
    asked = space.text_vectors(*columns(texts))
    return np.std(asked @ space.music_vectors(*columns(music)).T, axis=1, dtype=np.float64)


def measure_spaces(spaces: Mapping[str, Space], test: Sequence[Question]) -> dict[str, Any]:
    """Return what the card says of `spaces`, and of plain emotions.

    The figure is macro P@5, averaged over the questions of `test`, with a 95 % bootstrap interval
    over the texts; beside it chance, and how far the default is ahead, paired.
    """
    draws = [resamples(question.texts.labels, 1) for question in test]
    found = {
        name: [_precision(space, question) for question in test]
        for name, space in {**spaces, EMOTION.name: EMOTION}.items()
    }
    chance = round(float(np.mean([_chance(question) for question in test])), 3)
    measured: dict[str, Any] = {
        "measure": "macro P@5, mean of all pairs of test texts and test music",
    }
    for name, values in found.items():
        p5 = mean_interval([(d, v[None]) for d, v in zip(draws, values, strict=True)])
        measured[name] = {
            "p5": round(p5.value, 3),
            "p5_95": [round(p5.low, 3), round(p5.high, 3)],
            "p5_by_chance": chance,
        }
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


def precision(space: Space, test: Sequence[Question]) -> float:
    """Return the macro P@5 of `space`, the mean over the questions of `test`."""
    return float(np.mean([macro(_precision(space, q), q.texts.labels) for q in test]))


def _precision(space: Space, question: Question) -> NDArray[np.float64]:
    """P@5 of each text; a space to which all music is alike has found nothing."""
    texts, music = question.texts, question.music
    found = scores(space, texts, music)
    (way,) = question.ways
    right = np.array([np.isin(music.names, way[name]) for name in texts.names])
    relevant = right[texts.labels[:, None], music.labels[ranking(found)]]
    return precision_at(relevant & retrieved(found)[:, None])


def _chance(question: Question) -> float:
    texts, music = question.texts, question.music
    counts = np.bincount(music.labels, minlength=len(music.names))
    (way,) = question.ways
    return float(
        np.mean(
            [
                chance_precision(int(counts[np.isin(music.names, way[name])].sum()), counts.sum())
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
    sources = card.get("sources", [])
    known = [source["name"] for source in sources]
    card |= {
        "format": FORMAT,
        "sources": sources + [s for s in SOURCES if s["name"] not in known],
        "measured": {**card.get("measured", {}), "spaces": measured},
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
    seeds: Sequence[int],
    config: Config = FULL,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Learn, measure and pack the spaces of the pack in `folder`; return the figures.

    They are learnt with each of `seeds`; those are packed whose default answers the questions of
    validation best. What was read, heard and learnt is kept in `cache`: the same call goes on from
    it. Raises ModelError, InputError for data that are missing or broken.
    """
    found = gather(ModelPack.load(folder), data, music, cache, progress=progress)
    learnt, quality = {}, {}
    for seed in seeds:
        learnt[seed] = learn_spaces(
            found, config, seed, checkpoints=cache / "spaces", progress=progress
        )
        quality[seed] = quality_on(learnt[seed][DEFAULT_SPACE], found.validation)
    chosen = max(seeds, key=quality.__getitem__)
    spaces = learnt[chosen]
    settings = {
        "seed": chosen,
        "validation": {str(seed): round(value, 4) for seed, value in quality.items()},
        "steps": config.steps,
        "rate": config.rate,
    }
    measured = {**settings, **measure_spaces(spaces, found.test)}
    for name in spaces:
        by_seed = {str(seed): precision(learnt[seed][name], found.test) for seed in seeds}
        measured[name]["p5_by_seed"] = {seed: round(value, 3) for seed, value in by_seed.items()}
    if found.neutral is not None:
        music_heard = found.test[0].music.features
        felt = np.concatenate(
            [pull(spaces[DEFAULT_SPACE], q.texts.features, music_heard) for q in found.test]
        )
        flat = pull(spaces[DEFAULT_SPACE], found.neutral, music_heard)
        # How often a text that feels something asks for more than one that feels nothing.
        measured["asks_more_when_felt"] = round(float((felt[:, None] > flat[None, :]).mean()), 3)
    write_spaces(folder, spaces, measured)
    return measured
