"""Training of word vectors: on made texts in which it is known which words are alike."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.word_vectors import CARD, WordVectors
from t2m_engine.training import word_vectors
from t2m_engine.training.glove import Glove
from t2m_engine.training.music_texts import MusicTexts
from t2m_engine.training.word_vectors import DIMENSION, complete, fit, train_words, write_words

SAD = ("sad", "gloomy", "slow", "minor", "cello", "rain")
GLAD = ("happy", "merry", "fast", "major", "banjo", "sun")


def made_texts() -> MusicTexts:
    """Sentences of sad words and of glad words, which never meet."""
    lots = random.Random(5)
    sentences = [lots.sample(lots.choice([SAD, GLAD]), 5) for _ in range(600)]
    lists = [[["the"], ["stranger"]]] * 4 + [[["rare"]]] * 2 + [[["oud", "kora"]]] * 9
    return MusicTexts(sentences, lists)


def made_glove() -> Glove:
    words = [*SAD, *GLAD, "the", "stone-cold", "stone", "odd"]
    matrix = np.random.default_rng(3).normal(size=(len(words), DIMENSION)).astype(np.float32)
    return Glove(words, {word: row for row, word in enumerate(words)}, matrix)


def test_words_of_one_kind_come_together() -> None:
    words, vectors = fit(made_texts(), None, epochs=20)
    rows = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    row = {word: rows[i] for i, word in enumerate(words)}
    for word in SAD[1:]:
        assert row["sad"] @ row[word] > max(row["sad"] @ row[other] for other in GLAD)


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, two, other = (fit(made_texts(), made_glove(), seed=seed, epochs=2) for seed in (1, 1, 2))
    assert one[0] == two[0]
    assert one[1].tobytes() == two[1].tobytes()
    assert one[1].tobytes() != other[1].tobytes()


def test_training_starts_from_general_vectors() -> None:
    glove = made_glove()
    texts = made_texts()
    texts.lists.extend([[["stone cold"], ["odd sun"]]] * 3)
    words, vectors = fit(texts, glove, epochs=0)
    start = dict(zip(words, vectors, strict=True))
    assert np.array_equal(start["sad"], glove.matrix[glove.row["sad"]])
    assert np.array_equal(start["stone cold"], glove.matrix[glove.row["stone-cold"]])
    parts = glove.matrix[[glove.row["odd"], glove.row["sun"]]]
    assert start["odd sun"] == pytest.approx(parts.mean(axis=0))
    # Three times is enough for a word that GloVe knows, eight for one that it does not.
    assert "oud" in start
    assert not {"stranger", "rare"} & start.keys()


def test_general_words_stand_after_those_of_music_without_what_all_share() -> None:
    glove = made_glove()
    trained = complete(*fit(made_texts(), glove, epochs=0), glove, ["odd"], general_words=14)
    assert set(trained.words[: trained.heard]) == {*SAD, *GLAD, "oud", "kora"}
    assert trained.words[trained.heard :] == ["stone", "odd"]
    assert np.linalg.norm(trained.vectors, axis=1) == pytest.approx(1)
    common = trained.vectors @ np.linalg.svd(trained.vectors)[2][-1]
    assert np.abs(common).max() < 1e-5  # one axis is gone


def test_vectors_are_read_back_as_they_were_to_within_a_degree(tmp_path: Path) -> None:
    trained = complete(*fit(made_texts(), made_glove(), epochs=1), made_glove())
    write_words(tmp_path, trained, {"name": "made"})
    read = WordVectors.load(tmp_path)
    assert read.words == tuple(trained.words)
    assert read.heard == trained.heard
    cosines = np.sum(read.matrix * trained.vectors, axis=1)
    assert cosines.min() > np.cos(np.radians(1))


@pytest.mark.parametrize("research", [False, True])
def test_the_whole_training_writes_a_card_with_sources_and_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, research: bool
) -> None:
    asked = []
    words = list(_directions())
    rows = np.array(list(_directions().values()), np.float32)
    norms = Lexicon({w: (float(row[0]), float(row[1])) for w, row in zip(words, rows, strict=True)})
    monkeypatch.setattr(word_vectors.Lexicon, "load", lambda: norms)
    monkeypatch.setattr(
        word_vectors, "load_glove", lambda: Glove(words, {w: i for i, w in enumerate(words)}, rows)
    )
    texts = MusicTexts([words[i : i + 5] for i in range(400)] * 3, [[[w]] for w in words] * 2)
    monkeypatch.setattr(
        word_vectors, "read_texts", lambda data, *, research: asked.append(research) or texts
    )
    train_words(tmp_path / "data", tmp_path / "out", research=research)
    card = json.loads((tmp_path / "out" / CARD).read_text("utf-8"))
    assert asked == [research]
    assert card["licence"] == ("CC-BY-NC-SA-4.0" if research else "CC-BY-SA-4.0")
    assert any("Jamendo" in source["name"] for source in card["sources"]) == research
    assert set(card["measured"]["agreement"]) == {"from GloVe", "GloVe alone", "from scratch"}
    assert card["measured"]["agreement"]["GloVe alone"]["all_agreement"] > 0.2
    assert WordVectors.load(tmp_path / "out").vector(words[0]).shape == (DIMENSION,)


def _directions() -> dict[str, np.ndarray]:
    """Four hundred words without kin, whose first two axes are what they feel like."""
    random_ = np.random.default_rng(0)
    names = [f"{a}{b}{c}o" for a in "bdfgklmp" for b in "aeiou" for c in "bcdfgklmnp"]
    return {
        name: random_.uniform(-0.7, 0.7, DIMENSION) * ([2.0] * 2 + [0.5] * 48) for name in names
    }
