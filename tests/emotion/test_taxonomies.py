"""Taxonomies: as their makers published them."""

import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import TAXONOMIES, get_taxonomy
from t2m_engine.errors import UsageError


def test_each_has_its_published_size_and_no_label_twice() -> None:
    assert {name: len(labels) for name, labels in TAXONOMIES.items()} == {
        "alm": 5,
        "isear": 7,
        "audioset": 7,
        "gems": 9,
    }
    assert all(len(set(labels)) == len(labels) for labels in TAXONOMIES.values())
    assert get_taxonomy("audioset") == MOODS


def test_an_unknown_one_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"“plutchik”; choose one of alm, isear"):
        get_taxonomy("plutchik")
