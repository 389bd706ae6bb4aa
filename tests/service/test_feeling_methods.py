"""The writer's last word, the driving words and the history, through the door."""

from __future__ import annotations

import pytest


@pytest.fixture
def session(filled):
    return filled


def suggested(answer):
    return [s["track"] for s in answer["suggestions"]]


def test_the_writer_goes_before_the_text(ask):
    plain = ask("suggest", text="it rained and she laughed")["result"]["passages"][0]
    assert plain["steered"] is None
    assert len(plain["spread"]) == 3
    wanted = {"valence": -0.9, "arousal": 0.8, "mood": "angry", "tenser": 1}
    steered = ask("suggest", text="it rained and she laughed", steer=wanted)["result"]
    steered = steered["passages"][0]
    assert steered["emotion"] == plain["emotion"], "what was read stays told"
    assert steered["steered"]["valence"] == pytest.approx(-0.9)
    assert steered["steered"]["arousal"] == pytest.approx(1.0)
    moods = steered["steered"]["moods"]
    assert max(moods, key=moods.get) == "angry"


@pytest.mark.parametrize(
    ("steer", "code"),
    [
        ({"mood": "hapy"}, -32020),
        ({"valence": 0.5}, -32602),
        ({"valence": 2, "arousal": 0}, -32602),
        ({"darker": 1}, -32602),
        ([1], -32602),
    ],
)
def test_a_wrong_steer_is_refused(ask, steer, code):
    assert ask("suggest", text="it rained", steer=steer)["error"]["code"] == code


def test_less_like_this_leaves_it_out_and_moves_away(ask, files):
    example = [{"track": files[0]}]
    answer = ask("suggest", text="it rained", unlike=example, k=99)["result"]["passages"][0]
    assert set(suggested(answer)) == set(files[1:])
    error = ask("suggest", text="it rained", unlike=[{"track": "/nowhere.wav"}])["error"]
    assert error["code"] == -32020


def test_suggestions_tell_what_a_card_shows(ask, files, tmp_path):
    story = str(tmp_path / "story.md")
    ask("library.mark", tracks=[files[0]], rating=5, favourite=True)
    ask("history.add", kind="used", track=files[0], start=0.0, end=3.0, project=story)
    answer = ask("suggest", text="it rained", k=99, project=story)["result"]["passages"][0]
    mine = next(s for s in answer["suggestions"] if s["track"] == files[0])
    assert (mine["marks"]["rating"], mine["marks"]["favourite"], mine["used"]) == (5, True, True)
    assert mine["duration"] > 0.0
    assert set(mine["facts"]) >= {"tempo", "key", "loudness", "true_peak"}
    others = [s for s in answer["suggestions"] if s["track"] != files[0]]
    assert not any(s["used"] for s in others)
    elsewhere = ask("suggest", text="it rained", k=99)["result"]["passages"][0]
    assert not any(s["used"] for s in elsewhere["suggestions"])
    ask("history.take_back", kind="used", track=files[0], project=story)
    answer = ask("suggest", text="it rained", k=99, project=story)["result"]["passages"][0]
    assert not any(s["used"] for s in answer["suggestions"])


def test_the_history_tells_the_tracks(ask, files):
    assert ask("history.list")["result"] == {"entries": []}
    ask("history.add", kind="played", track=files[1], start=1.0, end=4.0)
    ask("history.add", kind="used", track=files[0], start=0.0, end=2.0)
    entries = ask("history.list")["result"]["entries"]
    assert [(e["kind"], e["track"], e["project"]) for e in entries] == [
        ("used", files[0], None),
        ("played", files[1], None),
    ]
    assert len(ask("history.list", limit=1)["result"]["entries"]) == 1
    assert [e["kind"] for e in ask("history.list", kind="played")["result"]["entries"]] == [
        "played"
    ]
    for params in (
        {"kind": "heard", "track": files[0], "start": 0, "end": 1},
        {"kind": "used", "track": files[0], "start": -1, "end": 1},
    ):
        assert ask("history.add", **params)["error"]["code"] == -32602
    wrong = ask("history.add", kind="used", track="/nowhere.wav", start=0, end=1)
    assert wrong["error"]["code"] == -32020


def test_the_driving_words_are_stretches_of_the_text(ask):
    text = "it rained, and the door stood open; she laughed aloud!"
    result = ask("attribution", text=text)["result"]
    assert set(result["emotion"]) == {"valence", "arousal", "moods"}
    for word in result["words"]:
        assert text[word["start"] : word["end"]].replace(" ", "").isalpha()
        assert 0.0 < word["weight"] <= 1.0
    assert ask("attribution", text="  ")["error"]["code"] == -32020
