"""Learning: on a made problem whose right answer is known, resumably and repeatably."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.spaces import DEFAULT_SPACE
from t2m_engine.errors import CancelledError, UsageError
from t2m_engine.training.spaces.config import Config
from t2m_engine.training.spaces.fit import NAMES, fit
from t2m_engine.training.spaces.learnt import Learnt
from t2m_engine.training.spaces.material import Corpus, Material, unique
from t2m_engine.training.spaces.methods import METHODS
from t2m_engine.training.spaces.quality import ranked_hits, retrieval, scores

RIGHT = {"joy": ("happy",), "anger": ("angry",), "guilt": ("angry",), "grief": ("sad",)}
TURNED = np.array([0, 1, 3, 2])
QUICK = Config(steps=250, every=50, rate=2e-3, dropout=0.1, hidden=32, dimension=16, batch=32)
"""Small and hasty, for a problem that is easy."""


@pytest.fixture(scope="module")
def learnt(material: Material, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Learnt]:
    folder = tmp_path_factory.mktemp("checkpoints")
    return {name: fit(name, material, QUICK, seed=1, checkpoints=folder) for name in NAMES}


def precision(learnt: Learnt, texts: Corpus, music: Corpus) -> float:
    """Precision at five."""
    hits = ranked_hits(scores(learnt.space, texts, music), texts, music, RIGHT)
    return float(hits[:, :5].mean())


@pytest.mark.parametrize("name", ["va", "w2v", "metric2", "metric3", "supcon", "bridge", "fusion"])
def test_every_space_beats_chance_by_far(
    learnt: dict[str, Learnt], unseen: tuple[Corpus, Corpus], name: str
) -> None:
    assert precision(learnt[name], *unseen) > 0.8, "chance is .25"


def test_classification_fails_where_vocabularies_do_not_meet(
    learnt: dict[str, Learnt], unseen: tuple[Corpus, Corpus]
) -> None:
    texts, music = unseen
    assert not scores(learnt["classification"].space, texts, music).any()
    space = learnt["classification"].space
    for network, corpus in ((space.text, texts), (space.music, music)):  # yet each side has learnt
        inputs = np.hstack([corpus.features.embedding, corpus.features.emotion])
        assert (network(inputs).argmax(axis=1) == corpus.labels).mean() > 0.8


@pytest.mark.parametrize("name", ["classification", "multihead"])
def test_likelihoods_work_where_vocabularies_meet(material: Material, name: str) -> None:
    """Music is called what texts are called: joy, anger, grief, and guilt for what is funny."""

    def renamed(corpus: Corpus) -> Corpus:
        return replace(
            corpus, names=("joy", "anger", "guilt", "grief"), labels=TURNED[corpus.labels]
        )

    training, validation = (
        replace(part, music=tuple(renamed(corpus) for corpus in part.music))
        for part in (material.training, material.validation)
    )
    met = replace(material, training=training, validation=validation)
    found = fit(name, met, QUICK, seed=1)
    texts, music = validation.texts[0], validation.music[0]
    ways = {label: (label,) for label in texts.names}
    hits = ranked_hits(scores(found.space, texts, music), texts, music, ways)
    assert hits[:, :5].mean() > 0.8


def test_the_fusion_is_at_least_as_good_on_validation_as_each_of_its_parts(
    learnt: dict[str, Learnt], material: Material
) -> None:
    best = max(retrieval(learnt[name].space, material) for name in METHODS)
    assert retrieval(learnt[DEFAULT_SPACE].space, material) >= best
    weights = [weight for _, weight in learnt[DEFAULT_SPACE].space.parts]
    assert sum(weights) == pytest.approx(1.0)


def test_three_branches_keep_the_neighbourhood_that_two_lose(made) -> None:
    """The paper's argument (§3.3): text to music alone gives up what its pairing does not need.

    Anger and guilt are paired with the same music, and nothing is paired with funny music. Two
    branches mix what is alike to them; tags keep them apart.
    """
    kept: dict[str, list[tuple[float, float]]] = {"metric2": [], "metric3": []}
    for seed in range(2):
        material = made(seed=seed, noise=1.5)
        texts, music = (part[0] for part in (material.validation.texts, material.validation.music))
        for name, found in kept.items():
            space = fit(name, material, QUICK, seed=seed)
            alike = np.isin(texts.labels, [texts.names.index("anger"), texts.names.index("guilt")])
            found.append(
                (
                    neighbours(space.texts(texts.features)[alike], texts.labels[alike]),
                    neighbours(space.music(music.features), music.labels),
                )
            )
    two, three = (np.array(kept[name]) for name in ("metric2", "metric3"))
    assert (three.mean(axis=0) > two.mean(axis=0) + 0.05).all()


def neighbours(vectors: np.ndarray, labels: np.ndarray) -> float:
    """The share of an item's five nearest that have its label."""
    near = vectors @ vectors.T
    np.fill_diagonal(near, -np.inf)
    first = np.argsort(-near, axis=1)[:, :5]
    return float((labels[first] == labels[:, None]).mean())


@pytest.mark.parametrize("name", ["va", "w2v", "metric3"])
def test_words_are_placed_among_their_items(
    learnt: dict[str, Learnt], material: Material, name: str
) -> None:
    found = learnt[name]
    for kind, corpus in (
        ("texts", material.training.texts[0]),
        ("music", material.training.music[0]),
    ):
        vectors = found.texts(corpus.features) if kind == "texts" else found.music(corpus.features)
        places, tags = found.places(vectors, kind), found.tags(corpus.names)
        assert tags is not None
        distances = np.linalg.norm(places[:, None] - tags[None], axis=2)
        assert (distances.argmin(axis=1) == corpus.labels).mean() > 0.8
    assert learnt["metric2"].tags(("joy",)) is None


def test_the_same_seed_learns_the_same_and_another_another(made) -> None:
    short = replace(QUICK, steps=40, every=20)
    digests = [
        fit("metric3", made(each=10), short, seed=seed).space.music.digest() for seed in (1, 1, 2)
    ]
    assert digests[0] == digests[1] != digests[2]


def test_a_stopped_course_ends_as_if_it_had_not_been(made, tmp_path: Path) -> None:
    small, config = made(each=10), replace(QUICK, steps=60, every=10)
    straight = fit("metric3", small, config, seed=3).space
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) == 4

    with pytest.raises(CancelledError):
        fit("metric3", small, config, seed=3, checkpoints=tmp_path, cancelled=cancelled)
    steps = []
    resumed = fit(
        "metric3",
        small,
        config,
        seed=3,
        checkpoints=tmp_path,
        progress=lambda done, total, text: steps.append((done, total, text)),
    ).space
    assert steps[0] == (30, 60, "learning metric3"), "it goes on where it was"
    assert resumed.music.digest() == straight.music.digest()
    assert resumed.text.digest() == straight.text.digest()
    # And a course that has ended is not run again.
    steps.clear()
    again = fit("metric3", small, config, seed=3, checkpoints=tmp_path, progress=steps.append).space
    assert not steps
    assert again.music.digest() == straight.music.digest()


def test_other_arguments_do_not_take_over_a_checkpoint(made, tmp_path: Path) -> None:
    config = replace(QUICK, steps=20, every=10)
    for small, chosen, seed in (
        (made(each=10), config, 0),
        (made(each=10), config, 1),
        (made(each=10), replace(config, margin=0.3), 0),
        (made(each=11), config, 0),
    ):
        fit("metric2", small, chosen, seed, checkpoints=tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_damaged_checkpoint_is_begun_again(made, tmp_path: Path) -> None:
    config = replace(QUICK, steps=20, every=10)
    whole = fit("va", made(each=10), config, checkpoints=tmp_path).space
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"broken")
    again = fit("va", made(each=10), config, checkpoints=tmp_path).space
    assert again.music.digest() == whole.music.digest()


def test_learning_stops_when_validation_no_longer_improves(made) -> None:
    steps: list[int] = []
    patient = replace(QUICK, steps=5000, every=5, patience=3)
    fit("classification", made(each=10), patient, progress=lambda done, *_: steps.append(done))
    assert steps[-1] < 4000


def test_a_batch_of_one_tag_teaches_nothing_and_breaks_nothing(made) -> None:
    material = made(each=10)
    only = {name: np.array([1, 0, 0, 0, 0], np.float32) for name in material.words.vectors}
    flat = replace(material, words=replace(material.words, vectors=only))
    assert set(flat.partners.values()) == {"happy"}
    fit("metric2", flat, replace(QUICK, steps=5, every=5))


def test_an_unknown_method_lists_those_there_are(material: Material) -> None:
    with pytest.raises(UsageError, match="classification, multihead, va, w2v, metric2, metric3"):
        fit("magic", material)


def test_names_are_kept_once_in_their_order() -> None:
    assert unique([("b", "a"), ("a", "c")]) == ("b", "a", "c")
