"""Mappings: between any two vocabularies, by three ways."""

import pytest

from t2m_engine.emotion.mappings import MANUAL, PUBLISHED, WAYS
from t2m_engine.emotion.taxonomies import get_taxonomy


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
