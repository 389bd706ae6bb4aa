"""The difference of two plans, in sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from t2m_engine.export.cue import Cue
from t2m_engine.score.difference import difference


@pytest.fixture
def cues(score_kit):
    felt = score_kit.feeling(sad=0.7)

    def cue(number, start, end, name):
        return Cue(
            number, 0, start, end, Path(f"/{name}"), name, "", 0.0, end - start, 1.0, 3.0, 0.0,
            felt, felt, 0.9, 0, 9, "",
        )  # fmt: skip

    return [cue(1, 0.0, 30.0, "A"), cue(2, 30.0, 60.0, "B"), cue(3, 90.0, 120.0, "C")]


def test_what_is_the_same_is_counted(cues):
    assert difference(cues, cues) == ["All cues are unchanged."]
    assert difference(cues[:1], cues[:1]) == ["The cue is unchanged."]
    assert difference([], []) == []


def test_each_change_is_a_sentence_with_its_reason(cues):
    after = [
        replace(cues[0], track=Path("/X"), title="X"),
        replace(cues[1], start=31.0, source_start=1.0, pinned=True),
        cues[2],
    ]
    why = {1: "the text has changed"}
    assert difference(cues, after, lambda old, new: why.get(new.number, "")) == [
        "Cue 1 now plays “X” instead of “A”, because the text has changed.",
        "Cue 2 now plays “B” from 0:01 on and now lasts from 0:31 to 1:00 (0:30 to 1:00 before) "
        "and is pinned.",
        "1 cue is unchanged.",
    ]  # fmt: skip


def test_what_comes_and_goes_keeps_the_numbers_apart(cues):
    new = replace(cues[0], number=2, start=62.0, end=80.0, track=Path("/N"), title="N")
    after = [replace(cues[1], number=1, muted=True), new, replace(cues[2], gain_db=-2.5)]
    assert difference(cues, after) == [
        "Cue 1, “A” at 0:00, is gone.",
        "Cue 1 (2 before) is muted.",
        "Cue 2 is new: “N” at 1:02.",
        "Cue 3 is 2.5 dB softer.",
        "No cue is unchanged.",
    ]


def test_of_two_that_share_its_time_a_cue_is_the_one_with_its_music(cues):
    after = [
        replace(cues[0], end=16.0, track=Path("/X"), title="X"),
        replace(cues[0], number=2, start=14.0),
    ]
    assert difference(cues[:1], after) == [
        "Cue 1 is new: “X” at 0:00.",
        "Cue 2 (1 before) now lasts from 0:14 to 0:30 (0:00 to 0:30 before).",
        "No cue is unchanged.",
    ]


def test_many_cues_are_no_long_work(cues):
    many = [replace(cues[0], number=n + 1, start=30.0 * n, end=30.0 * n + 31) for n in range(3000)]
    told = difference(many, many[:-1])
    assert told == ["Cue 3000, “A” at 24:59:30, is gone.", "All cues are unchanged."]
