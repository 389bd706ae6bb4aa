"""Pieces on lanes: none overlaps, and as few lanes as there is room for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from t2m_engine.export.cue import Piece
from t2m_engine.export.lanes import lay_out

TRACK = Path("/music/a.wav")


def test_neighbours_lie_on_different_lanes(cue_kit):
    cues = [cue_kit.make_cue(n, 10.0 * n, 10.0 * n + 12.0, TRACK, 0.0) for n in range(1, 6)]
    laid = lay_out(cue_kit.make_plan(cues, 80.0))
    assert [[cue.number for cue in lane] for lane in laid.cues] == [[1, 3, 5], [2, 4]]


def test_muted_cues_sound_nowhere(cue_kit):
    cues = [
        cue_kit.make_cue(1, 0.0, 9.0, TRACK, 0.0),
        cue_kit.make_cue(2, 9.0, 18.0, TRACK, 0.0, muted=True),
    ]
    assert len(lay_out(cue_kit.make_plan(cues)).pieces) == 1


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), max_size=12))
def test_no_two_pieces_of_a_lane_overlap(cue_kit, stretches):
    cues = [
        cue_kit.make_cue(
            number, start, start + length, TRACK, 0.0,
            pieces=(
                Piece(start, 0.0, length / 2 + 0.5, 0.0, 0.5),
                Piece(start + length / 2, 3.0, 3.0 + length / 2, 0.5, 0.0),
            ),
        )
        for number, (start, length) in enumerate(stretches, 1)
    ]  # fmt: skip
    laid = lay_out(cue_kit.make_plan(cues))
    assert len(laid.pieces) == 2 * len(cues)
    for lane in laid.lanes:
        for (one, _, _), (two, _, _) in pairwise(lane):
            assert round(one.end * 25) <= round(two.start * 25)
