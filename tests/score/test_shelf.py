"""What scoring sees of a library: ranks, works, clips."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.emotion.reading import Reading
from t2m_engine.errors import LibraryError
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.score.shelf import Shelf


@pytest.fixture
def shelf_of(score_kit, tmp_path):
    """Make a shelf of tracks (name, moods of its clips, seconds)."""

    def make(*tracks: tuple[str, list[str], float]) -> Shelf:
        with Catalogue.open(tmp_path / "music") as catalogue:
            for name, moods, seconds in tracks:
                emotions = [score_kit.feeling(**{mood: 0.8}) for mood in moods]
                catalogue.put_track(score_kit.make_track(Path(name), emotions, seconds))
        return Shelf(Catalogue.open(tmp_path / "music"), score_kit.FakePack())

    return make


def wish(score_kit, shelf: Shelf, mood: str) -> np.ndarray:
    reading = Reading(score_kit.feeling(**{mood: 0.8}), np.zeros(3, np.float32))
    return shelf.space.text_vector(reading)


def names(shelf: Shelf, places: list[int]) -> list[str]:
    return [shelf.tracks[place].path.stem for place in places]


def test_tracks_are_ranked_by_their_best_clip(shelf_of, score_kit):
    shelf = shelf_of(
        ("/a.wav", ["happy", "happy"], 40.0),
        ("/b.wav", ["happy", "sad"], 40.0),
        ("/c.wav", ["scary", "scary"], 40.0),
    )
    places, of = shelf.rank(wish(score_kit, shelf, "sad"), 3)
    assert names(shelf, places)[0] == "b"
    assert (len(places), of) == (3, 3)
    assert names(shelf, shelf.rank(wish(score_kit, shelf, "sad"), 1, [places[0]])[0]) != ["b"]


def test_a_copy_is_played_by_its_original(shelf_of, score_kit, tmp_path):
    shelf_of(("/a.wav", ["happy"], 40.0), ("/b.wav", ["sad"], 40.0))
    with Catalogue.open(tmp_path / "music") as catalogue:
        first, second = (catalogue.track(Path(f"/{name}.wav")).id for name in "ab")
        catalogue.put_originals([(first, second)])
    shelf = shelf_of()
    assert [track.path.stem for track in shelf.tracks] == ["a"]
    assert shelf.place(Path("/b.wav")) == shelf.place(Path("/a.wav")) == 0
    assert shelf.place(Path("/c.wav")) is None


def test_jingles_are_no_cues(shelf_of, score_kit):
    shelf = shelf_of(("/a.wav", ["happy"], 40.0), ("/b.wav", ["sad"], 5.0))
    assert names(shelf, shelf.rank(wish(score_kit, shelf, "sad"), 5)[0]) == ["a"]
    assert (shelf.pieces, shelf.jingles) == (1, 1)


def test_jingles_are_cues_where_there_is_nothing_else(shelf_of, score_kit):
    shelf = shelf_of(("/b.wav", ["sad"], 5.0))
    assert (shelf.least, shelf.pieces, shelf.jingles) == (0.0, 1, 0)


def test_files_of_the_same_music_are_one_work(shelf_of, score_kit):
    shelf = shelf_of(
        ("/en/theme.wav", ["sad"], 40.2),
        ("/de/theme.wav", ["sad"], 40.3),
        ("/x.wav", ["sad"], 40.2),
    )
    assert len(set(shelf.works)) == 2
    assert shelf.pieces == 2
    assert len(shelf.rank(wish(score_kit, shelf, "sad"), 5)[0]) == 2


def test_an_empty_library_says_what_to_do(shelf_of, score_kit):
    shelf = shelf_of()
    assert shelf.rank(wish(score_kit, shelf, "sad"), 5) == ([], 0)
    with pytest.raises(LibraryError, match="no music"):
        shelf.check(Reading(score_kit.feeling(sad=0.8), np.zeros(3, np.float32)))
    assert shelf.place(Path("/gone.wav")) is None


def test_a_track_knows_what_its_clips_feel_like(shelf_of):
    shelf = shelf_of(("/a.wav", ["sad"] * 3 + ["scary"] * 4 + ["happy"] * 3, 200.0))
    track = shelf.track(0)
    found = track.emotions_between(50.0, 75.0)
    assert [(emotion.mood, seconds) for emotion, seconds in found] == [("sad", 10), ("scary", 15)]
    assert track.runs.tolist() == [0] * 10
    assert np.isnan(track.level_between(0.0, 20.0))  # not measured


def test_a_level_is_the_mean_power_of_what_overlaps(shelf_of):
    track = shelf_of(("/a.wav", ["sad", "sad"], 40.0)).track(0)
    known = replace(track, powers=np.array([0.1, 0.01]))
    assert known.level_between(0.0, 20.0) == pytest.approx(-10.0)
    assert known.level_between(0.0, 40.0) == pytest.approx(10 * np.log10(0.055))
