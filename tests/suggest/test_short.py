"""Effects and stings: music comes before them, and who asks for them finds them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from t2m_engine.emotion.spaces import BUILT_IN
from t2m_engine.library.index import Index
from t2m_engine.library.search.query import parse_filters
from t2m_engine.suggest.finder import Finder
from t2m_engine.suggest.suggester import Suggester


def put(catalogue, kit, name: str, seed: int, seconds: float) -> None:
    track = kit.make_track(Path(f"/music/{name}.ogg"), seed=seed, clips=1)
    clip = replace(track.clips[0], end=seconds)
    catalogue.put_track(replace(track, title=name, duration=seconds, clips=(clip,)))


@pytest.fixture
def mixed(catalogue, kit):
    """Ten pieces of music and ten effects, some of which suit any text better."""
    for seed in range(10):
        put(catalogue, kit, f"piece {seed}", seed, 20.0)
        put(catalogue, kit, f"door {seed}", 50 + seed, 0.5 + 0.7 * seed)
    put(catalogue, kit, "just long enough", 70, 7.98)
    return catalogue


@pytest.fixture
def suggest(mixed, pack):
    suggester = Suggester(mixed, pack)
    reading = pack.read_texts(["a sad and tender day"])

    def names(line: str = "", k: int = 100) -> list[str]:
        (found,) = suggester.suggest(reading, k, filters=parse_filters(line))
        return [suggestion.title for suggestion in found]

    yield names
    suggester.close()


def test_effects_are_not_suggested_beside_music(suggest):
    assert len(suggest()) == 11
    assert not [name for name in suggest() if name.startswith("door")]
    assert set(suggest("title:piece,door")) == {f"piece {seed}" for seed in range(10)}


def test_who_names_lengths_or_nothing_else_gets_them(suggest):
    assert len(suggest("clip:<60")) == 21
    assert set(suggest("length:<2")) == {"door 0", "door 1", "door 2"}
    assert len(suggest("title:door")) == 10, "nothing longer is let through"


def test_a_search_finds_them_by_name_and_after_the_music_by_meaning(mixed, pack):
    finder = Finder(mixed, pack, Suggester(mixed, pack))
    named = finder.search("door", 100)
    assert named.total == 21
    assert [f.track.title.startswith("door") for f in named.found] == [True] * 10 + [False] * 11
    meant = [f.track.title.startswith("door") for f in finder.search("sad", 100).found]
    assert meant == [False] * 11 + [True] * 10
    assert len(finder.search("title:door", 100).found) == 10


def test_a_library_of_nothing_else_suggests_them(catalogue, kit, pack):
    for seed in range(4):
        put(catalogue, kit, f"door {seed}", seed, 2.0)
    with_ = Suggester(catalogue, pack)
    (found,) = with_.suggest(pack.read_texts(["sad"]), 10)
    assert len(found) == 4
    put(catalogue, kit, "piece", 9, 20.0)
    (found,) = with_.suggest(pack.read_texts(["sad"]), 10)
    assert [suggestion.title for suggestion in found] == ["piece"]
    with_.close()


@pytest.mark.parametrize("exact_numbers", [0, 10**9])
def test_with_a_graph_and_without(mixed, pack, exact_numbers):
    space = BUILT_IN["fusion"]
    index = Index.open(mixed, space, pack.music_id, exact_numbers=exact_numbers)
    index.keep()
    (vector,) = [space.text_vector(reading) for reading in pack.read_texts(["sad"])]
    assert len(index.search(vector, 100)[0]) == len(index) == 11
    every = index.allowed(parse_filters(""), short=True)
    assert len(index.search(vector, 100, every)[0]) == 21
