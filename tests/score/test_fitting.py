"""Which stretch of a track plays, and how it goes round when it is too short."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.audio.facts import MusicFacts
from t2m_engine.emotion.reading import Reading
from t2m_engine.export.cue import FRAME_RATES, to_frame
from t2m_engine.library.catalogue import Catalogue
from t2m_engine.score.fitting import (
    LEAST_PIECE,
    MOST_ROUNDS,
    ROUND_COST,
    Region,
    find_region,
    make_pieces,
)
from t2m_engine.score.shelf import Shelf


def facts(tempo: float | None, first_beat: float = 0.0, confidence: float = 0.9) -> MusicFacts:
    return MusicFacts(tempo, confidence if tempo else 0.0, first_beat, "C", 0.9, -20.0, -3.0)


@pytest.fixture
def shelved(score_kit, tmp_path):
    """Shelve a track with clips of these moods, evenly over its seconds."""

    def make(moods: list[str], seconds: float):
        with Catalogue.open(tmp_path / "music") as catalogue:
            emotions = [score_kit.feeling(**{mood: 0.8}) for mood in moods]
            catalogue.put_track(score_kit.make_track(Path("/a.wav"), emotions, seconds))
            shelf = Shelf(catalogue, score_kit.FakePack())
            return shelf.track(0), shelf.space

    return make


def wish(score_kit, space, mood: str) -> np.ndarray:
    return space.text_vector(Reading(score_kit.feeling(**{mood: 0.8}), np.zeros(3, np.float32)))


def test_the_stretch_that_fits_is_taken(score_kit, shelved):
    track, space = shelved(["sad"] * 3 + ["scary"] * 4 + ["happy"] * 3, 200.0)
    region = find_region(track, wish(score_kit, space, "scary"), 80.0)
    assert (region.start, region.end, region.rounds) == (60.0, 140.0, 1)
    short = find_region(track, wish(score_kit, space, "scary"), 30.0)
    assert (short.start, short.end, short.length) == (60.0, 100.0, 30.0)


def test_music_goes_round_where_what_comes_next_fits_less(score_kit, shelved):
    track, space = shelved(["happy"] * 3 + ["scary"] * 2 + ["happy"] * 3, 160.0)
    region = find_region(track, wish(score_kit, space, "scary"), 70.0)
    assert (region.start, region.end, region.rounds) == (60.0, 100.0, 2)
    assert region.worth == pytest.approx(region.fit - ROUND_COST)
    alike, space = shelved(["tender"] * 3 + ["sad"] * 2 + ["tender"] * 3, 160.0)
    assert find_region(alike, wish(score_kit, space, "sad"), 300.0).rounds <= MOST_ROUNDS


def test_music_begins_where_it_is_told_to(score_kit, shelved):
    track, space = shelved(["sad"] * 3 + ["scary"] * 4 + ["happy"] * 3, 200.0)
    region = find_region(track, wish(score_kit, space, "scary"), 50.0, start=11.5)
    assert region.start == 11.5
    assert region.end >= 61.5
    last = find_region(track, wish(score_kit, space, "scary"), 50.0, start=195.0)
    assert (last.start, last.end) == (195.0, 200.0)


def region(start: float, end: float, rounds: int) -> Region:
    return Region(start, end, rounds, rounds * (end - start), 0.9, 0.0, 0.9)


@given(
    start=st.floats(0.0, 5000.0),
    length=st.floats(1.0, 400.0),
    begin=st.floats(0.0, 100.0),
    size=st.floats(16.0, 120.0),
    rounds=st.integers(1, 12),
    tempo=st.none() | st.floats(40.0, 200.0),
    rate=st.sampled_from(sorted(FRAME_RATES.values())),
)
def test_pieces_cover_the_cue_on_frames_and_cross_where_they_meet(
    start, length, begin, size, rounds, tempo, rate
):
    own = region(begin, begin + size, rounds)
    pieces = make_pieces(start, length, own, facts(tempo), rate)
    assert pieces[0].start == pytest.approx(start, abs=0.5 / float(rate) + 1e-6)
    assert 1 <= len(pieces) <= rounds
    for piece in pieces:
        for time in (piece.start, piece.source_start, piece.source_end, piece.fade_in):
            assert math.isclose(time * float(rate), to_frame(time, rate), abs_tol=1e-4)
        assert begin - 1e-6 <= piece.source_start < piece.source_end <= begin + size + 1e-6
        assert piece.fade_in + piece.fade_out <= piece.duration + 1e-6
    for before, after in pairwise(pieces):
        overlap = before.end - after.start
        assert overlap > 0.0
        assert (before.fade_out, after.fade_in) == pytest.approx((overlap, overlap), abs=3e-6)
        assert after.duration >= min(LEAST_PIECE, size / 2) - 0.5 / float(rate)
    for before, after in zip(pieces[:-2], pieces[2:], strict=True):
        assert before.end <= after.start + 1e-6
    end = pieces[-1].end - pieces[0].start
    assert end <= length + 1.5 / float(rate)


def test_a_seam_falls_on_whole_bars_and_nearly_on_a_frame():
    rate = Fraction(25)
    pieces = make_pieces(0.0, 100.0, region(2.0, 43.0, 3), facts(97.3), rate)
    bar = 4 * 60.0 / 97.3
    step = pieces[1].start - pieces[0].start
    assert step / bar == pytest.approx(round(step / bar), abs=0.008 / bar)
    assert len(pieces) == 3
    assert pieces[0].fade_out == pytest.approx(0.24)
    soft = make_pieces(0.0, 100.0, region(2.0, 43.0, 3), facts(None), rate)
    assert soft[1].start == pytest.approx(39.0)
    assert soft[0].fade_out == 2.0


def test_music_begins_on_a_beat_within_its_track(score_kit, shelved):
    track, space = shelved(["happy"] * 3 + ["scary"] * 5, 160.0)
    known = replace(track, track=replace(track.track, facts=facts(100.0, 0.25)))
    found = find_region(known, wish(score_kit, space, "scary"), 60.0)
    assert (found.start - 0.25) % 0.6 == pytest.approx(0.0, abs=1e-6)
    assert 60.0 <= found.start < 60.6
    unsure = replace(track, track=replace(track.track, facts=facts(100.0, 0.25, 0.1)))
    assert find_region(unsure, wish(score_kit, space, "scary"), 60.0).start == 60.0
