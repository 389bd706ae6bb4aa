from __future__ import annotations

from typing import Any

import pytest

from t2m_desktop.score.model import Score, Wishes, length


@pytest.fixture
def score(plan: dict[str, Any]) -> Score:
    return Score.from_json(plan)


def test_a_plan_is_read_as_the_engine_tells_it(score: Score, plan: dict[str, Any]) -> None:
    assert [scene.title for scene in score.scenes] == [
        "The Harbour",
        "The Rope 🛶",
        "The Near Bank",
    ]
    assert len(score.passages) == 9
    cue = score.cues[1]
    assert (cue.name, cue.title, cue.musical_key, cue.tempo) == ("M2", "Salt", "Dm", 62.0)
    assert len(cue.alternatives) == 3
    assert cue.credits == {"composer": "A. Lindqvist", "licence": "CC BY 4.0"}
    assert score.wishes == Wishes(space="fusion")
    assert score.end >= score.duration > 0
    assert length(cue) == "0:43 – 0:56 · 0:14"


def test_a_plan_without_wishes_says_them_itself(plan: dict[str, Any]) -> None:
    del plan["wishes"]
    plan |= {"frame_rate": 29.97, "density": 0.35, "narration": "/m/read.wav"}
    wishes = Score.from_json(plan).wishes
    assert (wishes.frame_rate, wishes.density, wishes.narration) == ("29.97", 0.35, "/m/read.wav")
    assert wishes.as_params()["narration"] == "/m/read.wav"
    assert Wishes().as_params()["narration"] == "", "said, or an earlier one would stay"
    assert "space" not in Wishes().as_params()


def test_times_and_characters_find_each_other(score: Score) -> None:
    for passage in score.passages:
        middle = (passage.start + passage.end) / 2
        offset = score.offset_at(middle)
        assert passage.text_start < offset < passage.text_end
        assert score.time_of(int(offset)) == pytest.approx(middle, abs=0.2)
    assert score.time_of(0) == 0.0
    pause = (score.passages[0].end + score.passages[1].start) / 2
    assert score.offset_at(pause) == score.passages[0].text_end
    assert score.scene_at(0.0) == score.scenes[0]


def test_a_cue_in_pieces_maps_story_and_track(plan: dict[str, Any]) -> None:
    plan["cues"][0] |= {
        "start": 10.0,
        "end": 40.0,
        "pieces": [
            {"start": 10.0, "source_start": 5.0, "source_end": 26.0, "fade_in": 1, "fade_out": 1},
            {"start": 30.0, "source_start": 8.0, "source_end": 18.0, "fade_in": 1, "fade_out": 2},
        ],
    }
    cue = Score.from_json(plan).cues[0]
    assert cue.in_track(10.0) == 5.0
    assert cue.in_track(29.0) == 24.0
    assert cue.in_track(35.0) == 13.0
    assert cue.in_story(7.0) == 12.0
    assert cue.in_story(99.0) is None
    assert cue.loudness(10.5) == 0.5
    assert cue.loudness(20.0) == 1.0
    assert cue.loudness(39.0) == 0.5


def test_the_music_counts_overlaps_once_and_leaves_out_what_is_muted(plan: dict[str, Any]) -> None:
    for cue, start, end in zip(plan["cues"], (0.0, 8.0, 30.0), (10.0, 20.0, 40.0), strict=True):
        cue |= {"start": start, "end": end, "muted": False}
    assert Score.from_json(plan).music == 30.0
    plan["cues"][1]["muted"] = True
    score = Score.from_json(plan)
    assert score.music == 20.0
    assert score.cue_at(9.0) == score.cues[1], "the one that comes in"
    assert score.cue_at(25.0) is None
