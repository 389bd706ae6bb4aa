"""One trial: a method learns from a pair of data sets with one seed, and is asked for music."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from t2m_engine.evaluation.metrics import (
    AT,
    precision_at,
    ranking,
    reciprocal_rank,
    retrieved,
)
from t2m_engine.files import replacing
from t2m_engine.training.datasets.records import TEST, TRAIN, VALIDATION

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from t2m_engine.evaluation.experiments.material import Heard, Material
    from t2m_engine.training.datasets.features import Features
    from t2m_engine.training.datasets.records import ClipAt

Relevance = Mapping[tuple[str, str], Mapping[str, Mapping[str, tuple[str, ...]]]]
"""(taxonomy of texts, of music) → way → label of a text → labels of music that count as right."""


class Learnt(Protocol):
    """What a method gives when it has learnt: vectors whose dot product ranks music for a text.

    Within a modality, and in figures, `places` of the vectors are compared by their distance.
    """

    def texts(self, features: Features) -> NDArray[np.float32]:
        """Place texts: (n, d)."""

    def music(self, features: Features) -> NDArray[np.float32]:
        """Place music: (n, d)."""

    def tags(self, names: tuple[str, ...]) -> NDArray[np.float32] | None:
        """Return the `places` of words (n, p); None where the method has no place for words."""

    def places(self, vectors: NDArray[np.float32], kind: str) -> NDArray[np.float32]:
        """Return where `vectors` (n, d) of `kind`, "texts" or "music", lie: (n, p)."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: `texts` and `music` name sets, `method` a method."""

    texts: str
    music: str
    method: str
    seed: int

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.texts}-{self.music}-{self.method}-{self.seed}"


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What q texts of one split got from one gallery.

    `classes` (q,) labels of the texts; `found` (q,) whether anything was retrieved at all;
    `first` (q, 5) labels of the first songs; `p5` and `rr` (q,) by mapping; `typical` (q,) is the
    P@5, by mapping, when each text is replaced by the mean of the training texts of its label:
    what would be had if texts were always read right.
    """

    classes: NDArray[np.int64]
    found: NDArray[np.bool_]
    first: NDArray[np.int64]
    p5: dict[str, NDArray[np.float64]]
    rr: dict[str, NDArray[np.float64]]
    typical: dict[str, NDArray[np.float64]]


_BY_WAY = ("p5", "rr", "typical")


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A trial's answers by (split, gallery), figures within a modality, and vectors to draw."""

    answers: dict[tuple[str, str], Answers]
    within: dict[str, float]
    vectors: dict[str, NDArray[np.float32]]

    def save(self, target: Path) -> None:
        """Write the outcome atomically, without pickles."""
        arrays: dict[str, Any] = {}
        for (split, gallery), answers in self.answers.items():
            parts = asdict(answers)
            for kind in _BY_WAY:
                parts |= {f"{kind}/{way}": values for way, values in parts.pop(kind).items()}
            arrays |= {f"answers/{split}/{gallery}/{k}": v for k, v in parts.items()}
        arrays |= {f"within/{name}": np.array(value) for name, value in self.within.items()}
        arrays |= {f"vectors/{name}": vectors for name, vectors in self.vectors.items()}
        with replacing(target) as temporary, temporary.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> Outcome:
        """Read what `save` wrote."""
        answers: dict[tuple[str, str], dict[str, Any]] = {}
        within: dict[str, float] = {}
        vectors: dict[str, NDArray[np.float32]] = {}
        with np.load(path) as file:
            for name in file.files:
                kind, _, rest = name.partition("/")
                if kind == "within":
                    within[rest] = float(file[name])
                elif kind == "vectors":
                    vectors[rest] = file[name]
                else:
                    split, gallery, field, *way = rest.split("/")
                    parts = answers.setdefault((split, gallery), {k: {} for k in _BY_WAY})
                    if way:
                        parts[field][way[0]] = file[name]
                    else:
                        parts[field] = file[name]
        return cls({where: Answers(**parts) for where, parts in answers.items()}, within, vectors)


def examine(
    trial: Trial,
    learnt: Learnt,
    material: Material,
    relevance: Relevance,
    *,
    draw: bool,
) -> Outcome:
    """Ask `learnt` with the validation and test texts for the music of every gallery.

    Galleries are the music that it learnt from, and all that nothing learns from; each split of
    the texts asks the same split of a gallery. With `draw`, test vectors are kept for the figure.
    """
    texts = material.texts[trial.texts]
    prototypes = _prototypes(learnt, texts)
    answers: dict[tuple[str, str], Answers] = {}
    vectors: dict[str, NDArray[np.float32]] = {}
    others = {music for _, music in material.lessons} - {trial.music}
    for name, music in material.music.items():
        if name in others:
            continue
        ways = relevance.get((texts.set.taxonomy, music.set.taxonomy), {})
        for split in (VALIDATION, TEST):
            if not ways or not len(music.set.rows(split)) or not len(texts.set.rows(split)):
                continue
            answers[split, name] = _ask(learnt, texts, music, split, ways, prototypes)
    asked, gallery = texts.part(TEST)[0], material.music[trial.music].part(TEST)[0]
    placed = {
        "texts": learnt.places(learnt.texts(asked), "texts"),
        "music": learnt.places(learnt.music(gallery), "music"),
    }
    if draw:
        tags = learnt.tags(_words(trial, material))
        vectors = placed if tags is None else {**placed, "tags": tags}
    return Outcome(answers, _within(trial, learnt, material, placed), vectors)


def _words(trial: Trial, material: Material) -> tuple[str, ...]:
    names = material.texts[trial.texts].set.names + material.music[trial.music].set.names
    return tuple(dict.fromkeys(names))


def _prototypes(learnt: Learnt, texts: Heard[str]) -> NDArray[np.float32]:
    """The mean vector of the training texts of each label, (labels, d)."""
    features, labels = texts.part(TRAIN)
    vectors = learnt.texts(features)
    return np.stack([vectors[labels == i].mean(axis=0) for i in range(len(texts.set.names))])


def _ask(
    learnt: Learnt,
    texts: Heard[str],
    music: Heard[ClipAt],
    split: str,
    ways: Mapping[str, Mapping[str, tuple[str, ...]]],
    prototypes: NDArray[np.float32],
) -> Answers:
    asked, classes = texts.part(split)
    songs, labels = music.part(split)
    placed = learnt.music(songs)
    scores = learnt.texts(asked) @ placed.T
    found, ranked = retrieved(scores), labels[ranking(scores)]
    ideal_scores = prototypes @ placed.T
    ideal, ideal_found = labels[ranking(ideal_scores)], retrieved(ideal_scores)
    p5, rr, typical = {}, {}, {}
    for way, mapping in ways.items():
        allowed = np.zeros((len(texts.set.names), len(music.set.names)), bool)
        for row, name in enumerate(texts.set.names):
            allowed[row] = np.isin(music.set.names, mapping[name])
        relevant = allowed[classes[:, None], ranked] & found[:, None]
        p5[way], rr[way] = precision_at(relevant), reciprocal_rank(relevant)
        right = allowed[np.arange(len(allowed))[:, None], ideal] & ideal_found[:, None]
        typical[way] = precision_at(right)[classes]
    return Answers(classes, found, ranked[:, :AT], p5, rr, typical)


def _within(
    trial: Trial,
    learnt: Learnt,
    material: Material,
    placed: Mapping[str, NDArray[np.float32]],
) -> dict[str, float]:
    """Return how well each modality keeps to itself on the test parts.

    `text_neighbours`, `music_neighbours`: macro P@5 of asking for items of the same label with
    each item of the same modality. `text_tags`, `music_tags`: the area under the ROC curve when
    each label's word asks for its own items, averaged over labels, as the authors' code has it.
    """
    found = {}
    for kind, heard, vectors in (
        ("text", material.texts[trial.texts], placed["texts"]),
        ("music", material.music[trial.music], placed["music"]),
    ):
        labels = heard.set.labels[heard.set.rows(TEST)]
        found[f"{kind}_neighbours"] = neighbours(vectors, labels)
        tags = learnt.tags(heard.set.names)
        if tags is not None:
            found[f"{kind}_tags"] = tag_auc(nearness(tags, vectors), labels)
    return found


def nearness(one: NDArray[np.float32], two: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the negative squared distances (n, m) of the rows of `one` and `two`."""
    a, b = one.astype(np.float64), two.astype(np.float64)
    return 2 * a @ b.T - np.square(a).sum(axis=1)[:, None] - np.square(b).sum(axis=1)[None, :]


def neighbours(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Return the macro P@5 of each item's nearest others having its label."""
    scores = nearness(vectors, vectors)
    np.fill_diagonal(scores, -np.inf)
    relevant = labels[ranking(scores)] == labels[:, None]
    values = precision_at(relevant)
    return float(np.mean([values[labels == label].mean() for label in np.unique(labels)]))


def tag_auc(scores: NDArray[np.floating], labels: NDArray[np.int64]) -> float:
    """Return the mean over labels of the area under the ROC curve of `scores` (labels, n).

    The area is the share of pairs, one item of the label and one of another, that are in the
    right order (Mann and Whitney's U); a tie counts half.
    """
    areas = []
    for label in np.unique(labels):
        own, other = scores[label][labels == label], scores[label][labels != label]
        pairs = own[:, None] - other[None, :]
        areas.append(float((pairs > 0).mean() + 0.5 * (pairs == 0).mean()))
    return float(np.mean(areas))
