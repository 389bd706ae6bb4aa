"""cues.json: the whole plan, for programs, and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from t2m_engine.audio.facts import Credits, MusicFacts
from t2m_engine.export.cue import FRAME_RATES, Alternative, Piece
from t2m_engine.export.plan_json import from_json, to_json, to_json_text


@pytest.fixture
def plan(cue_kit):
    cues = [
        cue_kit.make_cue(1, 0.0, 16.04, Path("/music/a, b.wav"), 3.44),
        cue_kit.make_cue(
            2, 30.0, 52.0, Path("/music/\udcff.wav"), 0.0, scene=1, gain_db=-7.5, text_start=21,
            text_end=82, role="motif", motif="Anna", pinned=True, muted=True,
            pieces=(Piece(30.0, 0.0, 12.0, 1.0, 2.0), Piece(40.0, 3.0, 15.0, 2.0, 3.0)),
            alternatives=(Alternative(Path("/b"), "B", "Who", 1.0, 23.0, 0.51, "is less sad"),),
            facts=MusicFacts(98.5, 0.9, 0.25, "F#m", 0.8, -14.0, -0.5),
            credits=Credits(composer="Ada", licence="CC BY 4.0"),
        ),
    ]  # fmt: skip
    return cue_kit.make_plan(cues)


def test_json_holds_all_and_survives_a_name_that_is_no_utf_8(plan):
    read = json.loads(to_json_text(plan).encode("utf-8"))
    assert (read["schema"], read["version"]) == ("t2m-cues", 1)
    assert [len(read[part]) for part in ("cues", "scenes", "passages")] == [2, 2, 2]
    cue = read["cues"][1]
    assert (cue["scene"], cue["start"], cue["end"], cue["source_end"]) == (2, 30.0, 52.0, 22.0)
    assert cue["track"] == "/music/\udcff.wav"
    assert plan.text[cue["text_start"] : cue["text_end"]].split() == cue["excerpt"].split()
    assert sum(cue["moods"].values()) == pytest.approx(1.0, abs=1e-3)
    assert read["passages"][0]["smoothed"]["valence"] == -0.4
    assert read == to_json(plan)


@pytest.mark.parametrize("name", FRAME_RATES)
def test_a_plan_comes_back(plan, name):
    plan = replace(plan, frame_rate=FRAME_RATES[name], narration=Path("/told.wav"), style="follow")
    back = from_json(json.loads(to_json_text(plan)), plan.text)
    assert to_json(back) == to_json(plan)
    assert (back.frame_rate, back.narration) == (plan.frame_rate, plan.narration)
    assert back.cues[1].pieces == plan.cues[1].pieces
    assert back.cues[1].facts == plan.cues[1].facts
    assert back.cues[0] == from_json(to_json(back), plan.text).cues[0]


def test_characters_stand_as_they_are_where_they_can(plan):
    text = to_json_text(replace(plan, cues=plan.cues[:1]))
    assert "“the dark”" in text
    assert "\\ud" not in text


def test_what_is_no_plan_is_refused(plan):
    for wrong in ({"schema": "other"}, {"version": 2}, {"cues": [{}]}, {"frame_rate": 12}):
        with pytest.raises((ValueError, KeyError, TypeError)):
            from_json(to_json(plan) | wrong, plan.text)
