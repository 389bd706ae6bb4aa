"""Word vectors: read back as they were written, phrases, unknown words, and damage."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.emotion.taxonomies import TAXONOMIES
from t2m_engine.emotion.word_vectors import CARD, VECTORS, WORDS, WordVectors
from t2m_engine.errors import ModelError, UsageError


@pytest.fixture(scope="module")
def made(words_kit, tmp_path_factory: pytest.TempPathFactory) -> WordVectors:
    return WordVectors.load(words_kit.write_vectors(tmp_path_factory.mktemp("vectors")))


@pytest.fixture(scope="module")
def shipped() -> WordVectors:
    return WordVectors.load()


def test_a_word_has_its_vector_to_within_a_byte(words_kit, made: WordVectors) -> None:
    for word, direction in words_kit.DIRECTIONS.items():
        vector = made.vector(word)
        assert vector.dtype == np.float32
        assert vector.flags.c_contiguous
        assert vector == pytest.approx(direction, abs=0.01)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


def test_a_learnt_phrase_is_itself_and_another_the_mean_of_its_parts(made: WordVectors) -> None:
    assert np.array_equal(made.vector("Laid-Back"), made.vector("laid back"))
    both = made.vector("a sad and laid_back table joy")
    parts = [made.vector(part) for part in ("sad", "laid back", "table", "joy")]
    mean = np.mean(parts, axis=0)
    assert both == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)
    assert np.array_equal(made.vector("sad zebra"), made.vector("sad"))


def test_an_unknown_word_is_its_base_or_refused(made: WordVectors) -> None:
    assert np.array_equal(made.vector("sadness"), made.vector("sad"))
    with pytest.raises(UsageError, match="“zebra”"):
        made.vector("zebra")


def test_a_word_leans_on_its_base_where_music_is_spoken_of_with_that(words_kit, tmp_path) -> None:
    vectors = WordVectors.load(
        words_kit.write_vectors(tmp_path, sadness=(0.0, 0.0, 1.0), tables=(0.0, 1.0, 0.0))
    )
    assert vectors.vector("sadness") == pytest.approx((0.5**0.5, 0, 0.5**0.5), abs=0.01)
    assert vectors.vector("tables") == pytest.approx((0, 1, 0), abs=0.01)
    # Within a phrase a word counts once, with or without a base.
    both = vectors.vector("sadness tables")
    assert both == pytest.approx((0.5, 0.5**0.5, 0.5), abs=0.01)
    assert vectors.knows("tables of zebra")
    assert not vectors.knows("of zebra")


def test_the_nearest_come_first_without_the_word_itself(made: WordVectors) -> None:
    near = made.most_similar("sad", 3)
    assert [word for word, _ in near] == ["gloomy", "laid back", "easygoing"]
    assert near[0][1] == pytest.approx(0.8, abs=0.01)
    assert [word for word, _ in made.most_similar("gloomy table", 2)] == ["laid back", "easygoing"]
    assert "table" in dict(made.most_similar("sad", 9))
    assert "table" not in dict(made.most_similar("sad", 9, heard_only=True))


@given(st.text())
def test_any_text_has_a_unit_vector_or_is_refused(made: WordVectors, text: str) -> None:
    try:
        vector = made.vector(text)
    except UsageError:
        return
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name", [WORDS, VECTORS])
def test_files_that_the_card_does_not_pin_are_refused(words_kit, tmp_path: Path, name: str) -> None:
    folder = words_kit.write_vectors(tmp_path)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ModelError, match="SHA-256 differs"):
        WordVectors.load(folder).vector("sad")
    (folder / name).unlink()
    with pytest.raises(ModelError, match="not whole"):
        WordVectors.load(folder).vector("sad")


def test_a_missing_or_foreign_card_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        WordVectors.load(tmp_path)
    (tmp_path / CARD).write_text(json.dumps({"format": 99}))
    with pytest.raises(ModelError, match="another version"):
        WordVectors.load(tmp_path)


def test_what_ships_knows_every_label_and_hears_words_as_music_does(shipped: WordVectors) -> None:
    labels = sorted({label for labels in TAXONOMIES.values() for label in labels})
    vectors = np.stack([shipped.vector(label) for label in labels])
    assert vectors.shape == (len(labels), shipped.dimension)
    # In general vectors the neighbours of “chill” are the cold and the weather, of “tender” food.
    assert "easygoing" in dict(shipped.most_similar("chill", 8, heard_only=True))
    assert "gentle" in dict(shipped.most_similar("tender", 8, heard_only=True))
    scary = shipped.vector("scary")
    assert scary @ shipped.vector("spooky") > 0.5 > scary @ shipped.vector("happy")
