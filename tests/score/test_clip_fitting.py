"""One clip fitted to a length: cut, or in rounds whose beat goes on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.audio.facts import MusicFacts
from t2m_engine.errors import UsageError
from t2m_engine.score.clip_fitting import fit_clip

BEAT = MusicFacts(120.0, 0.9, 0.1, "C", 0.8, -14.0, -1.0)


def test_what_is_longer_is_cut():
    (piece,) = fit_clip(10.0, 30.0, 12.5, BEAT)
    assert (piece.start, piece.source_start, piece.source_end) == (0.0, 10.0, 22.5)


def test_rounds_are_whole_bars():
    pieces = fit_clip(10.0, 27.0, 60.0, BEAT)
    assert len(pieces) > 3
    steps = {round(b.start - a.start, 3) for a, b in pairwise(pieces)}
    assert len(steps) == 1
    assert steps.pop() % 2.0 == pytest.approx(0.0, abs=1e-6)  # four beats of half a second
    assert pieces[-1].end == pytest.approx(60.0, abs=1e-3)


@given(st.floats(5.0, 60.0), st.floats(1.0, 300.0), st.booleans())
def test_any_length_is_met_as_near_as_music_goes(own: float, length: float, beat: bool):
    pieces = fit_clip(3.0, 3.0 + own, length, BEAT if beat else None)
    assert pieces[0].start == 0.0
    # Four seconds is what a last round has at least; what would be shorter is left out.
    assert length - 4.0 - 2e-3 <= pieces[-1].end <= length + 2e-3
    for before, after in pairwise(pieces):
        assert before.end - after.start == pytest.approx(after.fade_in, abs=2e-3)
        assert after.fade_in == pytest.approx(before.fade_out, abs=2e-3)
    for piece in pieces:
        assert piece.source_start >= 3.0 - 1e-9
        assert piece.source_end <= 3.0 + own + 1e-3


def test_too_little_goes_round_in_no_way():
    with pytest.raises(UsageError, match="too short to be played in rounds"):
        fit_clip(1.0, 2.0, 30.0, BEAT)
