"""What is asked of many tracks at once is what each of them would answer alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from t2m_engine.audio.facts import MusicFacts
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.reading import Reading
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.score import side_by_side
from t2m_engine.score.fitting import find_region, find_regions
from t2m_engine.score.jumps import edges
from t2m_engine.score.shelf import Shelf
from t2m_engine.score.side_by_side import SideBySide, batches


@pytest.fixture(scope="module")
def shelf(score_kit, tmp_path_factory):
    """Thirty tracks of 1 to 40 clips, with and without facts, two of the same music."""
    rng = np.random.default_rng(3)
    with Catalogue.open(tmp_path_factory.mktemp("music")) as catalogue:
        for number, count in enumerate(rng.integers(1, 41, 30).tolist()):
            moods = rng.choice(MOODS, count)
            feelings = [score_kit.feeling(**{m: float(rng.uniform(0.3, 0.9))}) for m in moods]
            track = score_kit.make_track(Path(f"/{number:02}.wav"), feelings, 21.0 * count)
            own = 60.0 + number, float(number % 3) / 2, 0.1
            facts = MusicFacts(*own, "Am", 0.5, -16.0, -1.0) if number % 4 else None
            same = b"the same music  " if number in (4, 9) else track.content_id
            clips = tuple(
                replace(clip, energy=float(rng.uniform(-40.0, -10.0))) for clip in track.clips
            )
            catalogue.put_track(replace(track, facts=facts, content_id=same, clips=clips))
        yield Shelf(catalogue, score_kit.FakePack())


def wish(score_kit, shelf: Shelf, **moods: float) -> np.ndarray:
    return shelf.text_vector(Reading(score_kit.feeling(**moods), np.zeros(3, np.float32)))


def tracks_of(shelf: Shelf) -> list:
    return [shelf.track(place) for place in range(len(shelf.tracks))]


@pytest.mark.parametrize("cells", [1, 400, 10**6])
@pytest.mark.parametrize("need", [12.0, 60.0, 900.0])
def test_regions_are_those_of_each_track(score_kit, shelf, monkeypatch, cells, need):
    monkeypatch.setattr(side_by_side, "CELLS", cells)
    tracks, vector = tracks_of(shelf), wish(score_kit, shelf, scary=0.6, sad=0.3)
    together = find_regions(tracks, vector, need)
    assert len({(region.start, region.rounds) for region in together}) > 2
    for track, region in zip(tracks, together, strict=True):
        alone = find_region(track, vector, need)
        assert (region.start, region.end) == (alone.start, alone.end)
        assert (region.rounds, region.length) == (alone.rounds, alone.length)
        assert region.worth == pytest.approx(alone.worth, abs=1e-6)


def test_ranks_of_many_wishes_are_those_of_each(score_kit, shelf, monkeypatch):
    monkeypatch.setattr("t2m_engine.score.shelf.CELLS", 1500)
    wishes = np.stack([wish(score_kit, shelf, **{mood: 0.7}) for mood in MOODS])
    found, of = shelf.ranks(wishes, 8, [2, 5])
    assert of == sum(track.duration >= shelf.least for track in shelf.tracks) - 2
    assert found == [shelf.rank(vector, 8, [2, 5])[0] for vector in wishes]
    every, _ = shelf.ranks(wishes, 1000)
    for places in every:  # files of the same music are there once
        assert len(places) == shelf.pieces
        assert len({shelf.works[place] for place in places}) == len(places)


def test_edges_are_of_the_music_at_both_ends(score_kit, shelf):
    tracks, vector = tracks_of(shelf), wish(score_kit, shelf, happy=0.6)
    regions = find_regions(tracks, vector, 50.0)
    first, last = edges(tracks, regions)
    for number, (track, region) in enumerate(zip(tracks, regions, strict=True)):
        alone = edges([track], [region])
        np.testing.assert_allclose(first[number], alone[0][0])
        np.testing.assert_allclose(last[number], alone[1][0])
        start = int(np.searchsorted(track.ends, region.start, side="right"))
        if track.ends[start] - region.start >= 10.0:  # ten seconds of one clip
            assert first[number, 5] == pytest.approx(track.arousals[start])
        assert np.isnan(first[number, 4]) == (track.track.facts is None)


def test_overlaps_are_those_of_the_track_itself_and_blanks_have_none(shelf):
    tracks = tracks_of(shelf)
    beside = SideBySide(tracks)
    starts = np.linspace(0.0, 900.0, len(tracks))
    found = beside.overlaps(starts, starts + 30.0)
    for track, start, row in zip(tracks, starts.tolist(), found, strict=True):
        own = len(track.starts)
        np.testing.assert_array_equal(row[:own], track.overlaps(start, start + 30.0))
        assert not row[own:].any()


def test_batches_hold_every_track_once(shelf):
    tracks = tracks_of(shelf)
    places = np.concatenate(list(batches(tracks)))
    assert sorted(places.tolist()) == list(range(len(tracks)))
    assert list(batches([])) == []
