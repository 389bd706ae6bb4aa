from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from t2m_desktop.score.desk import first_difference
from t2m_desktop.score.model import Score, Wishes
from t2m_desktop.window import Window
from t2m_engine.export.timelines.formats import FORMATS
from t2m_engine.service.client import EngineError, EngineGone


def change(window: Window, qtbot: Any, **what: Any) -> None:
    with qtbot.waitSignal(window.desk.changed):
        window.desk.change(what)


def test_changes_are_steps_that_can_be_undone(scored: Window, qtbot: Any) -> None:
    desk = scored.desk
    told: list[Any] = []
    desk.said.connect(told.append)
    first = desk.score
    titles = [music.title for music in first.cues[0].alternatives]
    change(scored, qtbot, op="swap", cue=1, alternative=2)
    change(scored, qtbot, op="mute", cue=2)
    assert told[0] == f"Cue 1: “{titles[2]}” takes the place of “The cellar door”."
    assert desk.score.cues[0].title == titles[2]
    assert desk.score.cues[1].muted
    assert desk.stale
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    assert desk.score.cues[0].title == titles[2]
    assert not desk.score.cues[1].muted
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    assert desk.score == first
    assert not desk.can_undo
    with qtbot.waitSignal(desk.changed):
        desk.redo()
    assert desk.score.cues[0].title == titles[2]
    change(scored, qtbot, op="pin", cue=3)
    assert not desk.can_redo


def test_a_change_waits_for_the_one_before(scored: Window, engine: Any, qtbot: Any) -> None:
    engine.held.add("score.change")
    for op in ("pin", "mute", "remove"):
        scored.desk.change({"op": op, "cue": 1})
    assert len(engine.params("score.change")) == 1
    engine.release("score.change")
    qtbot.waitUntil(lambda: len(scored.desk.score.cues) == 2)
    asked = [params["changes"][0]["op"] for params in engine.params("score.change")]
    assert asked == ["pin", "mute", "remove"]


def test_a_change_that_is_refused_is_told(scored: Window, engine: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(scored.desk.said) as said:
        scored.desk.change({"op": "pin", "cue": 99})
    assert said.args == ["There is no cue 99."]
    change(scored, qtbot, op="pin", cue=1)


def test_scoring_shows_its_progress_and_opens_the_score(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    engine.held.add("score")
    window.registry["view.score"].trigger()
    window.desk.plan(Path("/m/story.md"), tmp_path / "out", Wishes(density=1.0, seed=3))
    qtbot.waitUntil(lambda: window.desk.job == "scoring")
    asked = engine.params("score")[0]
    assert (asked["density"], asked["seed"], asked["frame_rate"]) == (1.0, 3, "25")
    engine.progress("score", done=25, total=100, text="Feeling the text")
    qtbot.waitUntil(lambda: window.desk.share == 0.25)
    assert window.scoring.job.step.whole == "Feeling the text"
    with qtbot.waitSignal(window.desk.opened):
        engine.release("score")
    assert window.desk.job == ""
    assert len(window.desk.score.cues) == 3
    assert window.desk.score.wishes.density == 1.0
    assert window.focusWidget() is window.scoring.timeline, "the keys are where the cues are"


def test_planning_anew_tells_the_difference(scored: Window, engine: Any, qtbot: Any) -> None:
    answer = engine.answers["score"]
    sentences = [*(f"Cue {n} is new." for n in range(1, 6)), "2 cues are unchanged."]
    engine.answers["score"] = lambda params: {**answer(params), "difference": sentences}
    with qtbot.waitSignal(scored.desk.told) as told:
        scored.scoring.density.chosen.emit(1.0)
        scored.registry["score.anew"].trigger()
    assert told.args == [sentences]
    shown = scored.scoring.difference.words.text()
    assert shown == "Cue 1 is new. Cue 2 is new. Cue 3 is new. And 2 more changes."
    assert scored.scoring.difference.toolTip() == "\n".join(sentences)


def test_scoring_can_be_stopped(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    engine.held.add("score")
    window.desk.plan(Path("/m/story.md"), tmp_path / "out", Wishes())
    assert window.registry["score.cancel"].isEnabled()
    with qtbot.waitSignal(window.desk.said) as said:
        window.registry["score.cancel"].trigger()
    assert said.args[0].startswith("Stopped.")
    assert window.desk.score is None


def test_scoring_goes_on_after_the_engine_fell_over(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    answer = engine.answers["score"]
    fallen = iter([EngineGone()])
    engine.answers["score"] = lambda params: next(fallen, None) or answer(params)
    window.desk.plan(Path("/m/story.md"), tmp_path / "out", Wishes())
    qtbot.waitUntil(lambda: window.desk.job == "" and len(engine.params("score")) == 1)
    with qtbot.waitSignal(window.desk.opened):
        engine.die()
    assert engine.params("score")[1]["resume"] is True


def test_an_error_of_scoring_is_a_sentence(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    engine.answers["score"] = EngineError(-32040, "The library is empty.", {"exit_code": 4})
    with qtbot.waitSignal(window.desk.said) as said:
        window.desk.plan(Path("/m/story.md"), tmp_path / "out", Wishes())
    assert said.args == ["The library is empty."]
    assert not window.scoring.job.isVisible()


def test_a_folder_without_a_score_is_told_while_another_is_made(
    window: Window, scores: Any, engine: Any, qtbot: Any, tmp_path: Path
) -> None:
    engine.held.add("score")
    window.desk.plan(Path("/m/story.md"), tmp_path / "out", Wishes())
    opened = engine.answers["score.open"]
    engine.answers["score.open"] = EngineError(-32030, "It holds no score.", {"exit_code": 3})
    with qtbot.waitSignal(window.desk.said) as said:
        window.desk.open(tmp_path)
    assert said.args == ["It holds no score."]
    assert window.desk.job == "scoring"
    engine.answers["score.open"] = opened
    with qtbot.waitSignal(window.desk.opened):
        engine.release("score")


def test_a_new_engine_opens_the_score_again(scored: Window, engine: Any, qtbot: Any) -> None:
    scored.registry["score.last_cue"].trigger()
    opened = len(engine.params("score.open"))
    with qtbot.waitSignal(scored.desk.changed):
        engine.die()
    assert len(engine.params("score.open")) == opened + 1
    assert scored.scoring.cue is not None, "the person goes on where they were"


def test_rendering_says_what_it_wrote(scored: Window, engine: Any, qtbot: Any) -> None:
    change(scored, qtbot, op="mute", cue=1)
    assert scored.desk.stale
    with qtbot.waitSignal(scored.desk.said) as said:
        scored.registry["score.render"].trigger()
    assert said.args[0].startswith("Rendered: 1 file in ")
    assert not scored.desk.stale


@pytest.mark.parametrize("name", FORMATS)
def test_a_timeline_is_written_for_each_program(
    scored: Window, engine: Any, qtbot: Any, name: str
) -> None:
    with qtbot.waitSignal(scored.desk.said) as said:
        scored.registry[f"score.timeline_{name}"].trigger()
    assert said.args == [f"Wrote {name} in {scored.desk.out}"]
    assert engine.params("score.timelines")[-1]["timelines"] == [name]
    assert not scored.desk.job


def test_where_two_plans_begin_to_differ(plan: dict[str, Any]) -> None:
    before = Score.from_json(plan)
    assert first_difference(None, before) == 0.0
    assert first_difference(before, before) is None
    plan["cues"][1]["pinned"] = True
    assert first_difference(before, Score.from_json(plan)) is None, "a pin is not heard"
    plan["cues"][2]["muted"] = not plan["cues"][2]["muted"]
    plan["cues"][1]["track"] = "/other.wav"
    assert first_difference(before, Score.from_json(plan)) == plan["cues"][1]["start"]
