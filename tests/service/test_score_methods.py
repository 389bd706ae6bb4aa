"""Scores through the door: opened, changed, heard, mixed, and refused with the right codes."""

from __future__ import annotations

from pathlib import Path

import pytest
import soundfile

from t2m_engine import settings
from t2m_engine.session import Session

STORY = (
    "# The Door\n\nIt rained and rained. The door stood open, and no one was there. She went in "
    "and called, and called again, and nobody heard her in the rain that would not end.\n\n"
    "* * *\n\n"
    "In summer they laughed aloud. The door stood open, and everyone was there, and no one was sad "
    "any more, and the rain was a tale that one tells to the children at night.\n"
)


@pytest.fixture
def session(filled):
    return filled


@pytest.fixture
def wire(open_wire):
    return open_wire()


@pytest.fixture
def ask(wire):
    """Call a method and wait for its answer; what is told on the way is in `ask.told`."""

    def call(method, **params):
        wire.ask(method, params)
        while True:
            answer = wire.receive()
            if answer.get("method") != "progress":
                return answer
            call.told.append(answer["params"])

    call.told = []
    return call


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "the door.md"
    file.write_text(STORY, "utf-8")
    return file


@pytest.fixture
def out(ask, story, tmp_path):
    folder = tmp_path / "score"
    answer = ask(
        "score", manuscript=str(story), out=str(folder), density=1, style="underscore",
        frame_rate="30", seed=4, words_per_minute=100, narration=None,
    )  # fmt: skip
    assert answer["result"]["difference"] == []
    return str(folder)


def test_a_score_from_planning_to_sound(ask, out, story):
    assert ask.told[-1]["done"] == 100.0
    opened = ask("score.open", out=out)["result"]
    plan = opened["plan"]
    assert plan["wishes"] == {
        "density": 1.0, "style": "underscore", "words_per_minute": 100.0, "frame_rate": "30",
        "seed": 4, "space": "fusion", "narration": None, "vetoes": [],
    }  # fmt: skip
    assert plan["text"] == STORY
    assert plan["cues"]
    changed = ask("score.change", out=out, changes=[{"op": "mute", "cue": 1}])["result"]
    assert changed["revision"] == opened["revision"] + 1
    assert changed["difference"][0] == "Cue 1 is muted."
    assert ask("score.restore", out=out, revision=opened["revision"])["result"] == opened
    cue = plan["cues"][0]
    music = Path(cue["track"]).parent
    other = next(str(track) for track in music.iterdir() if str(track) != cue["track"])
    used = ask("score.change", out=out, changes=[
        {"op": "use", "cue": 1, "track": other}, {"op": "pin", "cue": 1},
    ])["result"]["plan"]["cues"][0]  # fmt: skip
    assert (used["track"], used["pinned"]) == (other, True)
    heard = ask("score.preview", out=out, start=cue["start"], end=cue["start"] + 1.5)["result"]
    assert soundfile.info(heard["path"]).frames == 72_000
    before = Path(out, "temp_score.wav").read_bytes()
    del ask.told[:]
    rendered = ask("score.render", out=out)["result"]
    assert ask.told[-1]["done"] == 100.0
    assert all(Path(file).exists() for file in rendered["files"])
    assert Path(out, "temp_score.wav").read_bytes() != before
    again = ask("score", manuscript=str(story), out=out)["result"]
    assert again["difference"][-1].endswith("unchanged.")
    assert ask("score.open", out=out)["result"]["plan"]["cues"][0]["track"] == other


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("score", {"density": 2}, -32602),
        ("score", {"frame_rate": "26"}, -32020),
        ("score", {"style": "loud"}, -32020),
        ("score", {"seed": -1}, -32602),
        ("score", {"words_per_minute": 10}, -32602),
        ("score", {"narration": "told.wav"}, -32602),
        ("score", {"narration": "/told.wav"}, -32030),
        ("score", {"resume": 1}, -32602),
        ("score", {"fresch": True}, -32602),
        ("score.open", {"out": "relative"}, -32602),
        ("score.open", {"out": "/nowhere"}, -32030),
        ("score.change", {"changes": []}, -32602),
        ("score.change", {"changes": ["mute"]}, -32602),
        ("score.change", {"changes": [{"op": "mute"}]}, -32602),
        ("score.change", {"changes": [{"op": "mute", "cue": 1.5}]}, -32602),
        ("score.change", {"changes": [{"op": "mute", "cue": 1, "start": 3}]}, -32602),
        ("score.change", {"changes": [{"op": "swap", "cue": 1}]}, -32602),
        ("score.change", {"changes": [{"op": "use", "cue": 1, "track": "a.wav"}]}, -32602),
        ("score.change", {"changes": [{"op": "use", "cue": 1, "track": "/a.wav"}]}, -32020),
        ("score.change", {"changes": [{"op": "mute", "cue": 99}]}, -32020),
        ("score.change", {"changes": [{"op": "sing", "cue": 1}]}, -32020),
        ("score.change", {"changes": [{"op": "resize", "cue": 1, "start": 3, "end": 2}]}, -32020),
        ("score.restore", {"revision": 77}, -32020),
        ("score.restore", {"revision": 0}, -32602),
        ("score.preview", {"start": 0, "end": 61}, -32020),
        ("score.preview", {"start": 5, "end": 5}, -32020),
        ("score.render", {"out": "/nowhere"}, -32030),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(ask, story, tmp_path, method, params, code, score_once):
    out = str(score_once)
    given = {"out": out} | ({"manuscript": str(story)} if method == "score" else {}) | params
    error = ask(method, **given)["error"]
    assert error["code"] == code, error
    assert error["message"]


@pytest.fixture(scope="module")
def score_once(library, pack, tmp_path_factory):
    """A score that no test changes."""
    folder = tmp_path_factory.mktemp("once")
    (folder / "story.md").write_text(STORY, "utf-8")
    with Session(chosen=settings.Settings(library, str(pack), "cpu", 150.0, "fusion")) as session:
        session.studio.score(folder / "story.md", folder / "score", wished={"density": 1.0})
    return folder / "score"


def test_a_timeline_is_written_for_other_programs(ask, out, story, tmp_path):
    made = ask("score", manuscript=str(story), out=out, timelines=["otio"], sound=False)["result"]
    assert f"{out}/timeline.otio" in made["files"]
    target = tmp_path / "edit"
    written = ask(
        "score.timelines", out=out, timelines=["markers", "edl"], target=str(target),
        frame_rate="29.97df", relative=True,
    )["result"]  # fmt: skip
    assert written["files"][:2] == [f"{target}/timeline_markers.csv", f"{target}/timeline_1.edl"]
    assert "FCM: DROP FRAME" in (target / "timeline_1.edl").read_text("utf-8")
    for wrong in ({"timelines": ["vegas"]}, {"timelines": ["edl"], "frame_rate": "48"}):
        assert ask("score.timelines", out=out, **wrong)["error"]["code"] == -32020
    clips = [{"track": "/nowhere.wav", "start": 0, "end": 1}]
    asked = {"timelines": ["edl"], "target": str(target)}
    assert ask("timeline.write", clips=clips, **asked)["error"]["code"] == -32030
    assert ask("timeline.write", clips=[{"start": 0}], **asked)["error"]["code"] == -32602
    gone = ask("score.timelines", out=str(tmp_path), timelines=["edl"])
    assert gone["error"]["code"] == -32030


def test_a_score_is_cancelled_between_two_steps(wire, story, tmp_path, session, monkeypatch):
    long = tmp_path / "long.md"
    long.write_text(STORY * 400, "utf-8")
    number = wire.ask("score", {"manuscript": str(long), "out": str(tmp_path / "long")})
    while wire.receive()["params"]["text"] != "Feeling the text":
        pass
    wire.ask("cancel", {"id": number})
    while True:
        answer = wire.receive()
        if answer.get("id") == number:
            break
    assert answer["error"]["code"] == -33300
    assert not (tmp_path / "long").exists()
