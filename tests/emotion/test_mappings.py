"""Mappings: between any two vocabularies, by three ways."""

import pytest

from t2m_engine.emotion.lexicon import Lexicon
from t2m_engine.emotion.mappings import MANUAL, PUBLISHED, WAYS, mapping, relevant
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import TAXONOMIES, get_taxonomy
from t2m_engine.emotion.word_vectors import WordVectors
from t2m_engine.errors import UsageError


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("source", ["alm", "isear"])
def test_the_published_mappings_are_whole(way: str, source: str) -> None:
    table = PUBLISHED[way][source]
    assert tuple(table) == get_taxonomy(source)
    for moods in table.values():
        assert moods
        assert set(moods) <= set(get_taxonomy("audioset"))
        assert way == "manual" or len(moods) == 1


@pytest.mark.parametrize(("source", "target"), MANUAL)
def test_the_manual_mappings_are_whole(source: str, target: str) -> None:
    table = MANUAL[source, target]
    assert tuple(table) == get_taxonomy(source)
    assert all(moods and set(moods) <= set(get_taxonomy(target)) for moods in table.values())


@pytest.fixture(scope="module")
def vectors(words_kit, tmp_path_factory: pytest.TempPathFactory) -> WordVectors:
    """Each label has a direction of its own, but “fearful” is near “scary”, for one."""
    return WordVectors.load(words_kit.write_labels(tmp_path_factory.mktemp("vectors")))


def test_by_valence_and_arousal_the_nearest_label_counts() -> None:
    lexicon = Lexicon(
        {
            **dict.fromkeys(MOODS, (0.0, 0.9)),
            "sad": (-0.8, -0.3),
            "angry": (-0.7, 0.5),
            "fearful": (-0.7, 0.0),
            "happy": (0.9, 0.5),
            "surprise": (0.3, 0.9),
            "scary": (-0.5, 0.4),
        }
    )
    found = mapping("alm", "audioset", "va", lexicon=lexicon)
    assert found == {
        "angry": "angry",
        "fearful": "sad",
        "happy": "happy",
        "sad": "sad",
        "surprised": "funny",  # the first of the moods that are all as near
    }
    assert relevant("alm", "audioset", "va", lexicon=lexicon)["fearful"] == ("sad",)


def test_by_vectors_the_greatest_cosine_counts(vectors: WordVectors) -> None:
    found = mapping("alm", "audioset", "w2v", vectors=vectors)
    assert found["fearful"] == "scary"
    assert found["surprised"] == "exciting"
    assert found["sad"] == "sad"


def test_by_hand_there_may_be_several_and_the_first_is_the_best() -> None:
    assert relevant("alm", "audioset", "manual")["happy"] == ("happy", "exciting", "funny")
    assert mapping("isear", "audioset", "manual")["guilt"] == "sad"
    with pytest.raises(UsageError, match="no manual mapping from gems to alm; there are alm to"):
        mapping("gems", "alm", "manual")


@pytest.mark.parametrize("way", ["va", "w2v"])
def test_what_ships_maps_every_label_between_any_two(way: str) -> None:
    for source in TAXONOMIES:
        for target in TAXONOMIES:
            found = mapping(source, target, way)
            assert tuple(found) == get_taxonomy(source)
            assert set(found.values()) <= set(get_taxonomy(target))
            shared = set(get_taxonomy(source)) & set(get_taxonomy(target))
            assert all(found[label] == label for label in shared)
