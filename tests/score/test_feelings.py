"""A score holds to what its writer says of the feeling of scenes, beside the manuscript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from t2m_engine import sidecar
from t2m_engine.emotion.spaces import EMOTION, EmotionSpace
from t2m_engine.errors import InputError
from t2m_engine.score import run
from t2m_engine.score.run import score_manuscript
from t2m_engine.sidecar import Pinned, SceneKey, Steer

SCENES = [("Fair", [("happy", 150)]), ("Cellar", [("happy", 150)]), ("Home", [("happy", 150)])]


@dataclass(frozen=True, slots=True)
class Blind(EmotionSpace):
    """Looks at the text itself, as learnt spaces do: whatever it feels like, it wants sad music."""

    steers: ClassVar[bool] = False

    def text_vectors(self, valence, arousal, moods, embeddings):
        moods = np.tile(np.array([[0.02, 0.02, 0.88, 0.02, 0.02, 0.02, 0.02]], np.float32),
                        (len(valence), 1))  # fmt: skip
        return self._vectors(np.full_like(valence, -0.7), np.full_like(arousal, -0.4), moods)


@pytest.fixture(autouse=True)
def _no_sound(monkeypatch):
    monkeypatch.setattr(run, "put_rendered", lambda *_, **__: None)


@pytest.fixture
def story(score_kit, tmp_path):
    file = tmp_path / "book" / "a story.md"
    file.parent.mkdir()
    file.write_text("# The Door\n\n" + score_kit.story(*SCENES), "utf-8")
    return file


@pytest.fixture(params=["steers", "blind"])
def score(score_kit, catalogue, tmp_path, story, request):
    """Scores the story, in a space that goes by emotions, and in one that does not."""
    pack = score_kit.FakePack()
    if request.param == "blind":
        pack.spaces = {"fusion": Blind("fusion", 0.6), EMOTION.name: EMOTION}

    def again():
        return score_manuscript(
            story, story.parent / "score", pack=pack, catalogue=catalogue,
            checkpoint=tmp_path / "kept.sqlite", wished={"density": 1.0},
        )  # fmt: skip

    again.usual = "sad" if request.param == "blind" else "happy"
    return again


def moods_of(result) -> list[str]:
    """The mood of the music under each scene's middle."""
    plan = result.plan
    found = []
    for scene in plan.scenes:
        middle = (scene.start + scene.end) / 2
        playing = [cue for cue in plan.cues if cue.start <= middle <= cue.end]
        found.append(playing[0].track.stem.split()[0] if playing else "")
    return found


def pin(story, *scenes: tuple[str, int, Steer]) -> None:
    sidecar.write(
        sidecar.sidecar_of(story),
        story.name,
        [Pinned(SceneKey(title, number), steer) for title, number, steer in scenes],
    )


def test_the_pin_of_a_scene_decides_its_music_and_no_other(score, story):
    first = score()
    assert moods_of(first) == [score.usual] * 3
    pin(story, ("Cellar", 2, Steer(mood="scary")))
    second = score()
    assert moods_of(second) == [score.usual, "scary", score.usual]
    assert any("another feeling is pinned to the scene" in line for line in second.different)
    scenes = second.plan.scenes
    assert [bool(scene.steer) for scene in scenes] == [False, True, False]
    assert scenes[1].emotion.mood == "scary"
    kept = {cue.track for cue in first.plan.cues if cue.scene != 1}
    assert kept <= {cue.track for cue in second.plan.cues}, "what has not changed stays"
    third = score()
    assert third.different == ("All cues are unchanged.",)
    assert [cue.track for cue in third.plan.cues] == [cue.track for cue in second.plan.cues]
    sidecar.sidecar_of(story).unlink()
    assert moods_of(score()) == [score.usual] * 3


def test_a_pin_follows_its_scene_through_an_edit(score, story, score_kit):
    pin(story, ("Cellar", 2, Steer(mood="angry")))
    first = score()
    assert moods_of(first)[1] == "angry"
    scenes = [("Prologue", [("happy", 120)]), SCENES[0], ("The cellar", SCENES[1][1]), SCENES[2]]
    keys = SceneKey("Cellar", 2, sidecar.anchor(score_kit.paragraph("happy", 150)))
    sidecar.write(sidecar.sidecar_of(story), story.name, [Pinned(keys, Steer(mood="angry"))])
    story.write_text("# The Door\n\n" + score_kit.story(*scenes), "utf-8")
    assert moods_of(score())[2] == "angry"


def test_what_is_wrong_in_the_sidecar_is_told_and_nothing_is_scored(score, story):
    path = sidecar.sidecar_of(story)
    path.write_text("format = 1\n[[scene]]\nheading = 'Cellar'\nnumber = 2\nmood = 'hapy'\n")
    with pytest.raises(InputError, match=r"a story\.md\.t2m\.toml names a mood “hapy”"):
        score()
    path.write_text("[[scene]")
    with pytest.raises(InputError, match=r"a story\.md\.t2m\.toml is no whole TOML"):
        score()
    assert not (story.parent / "score").exists()
    assert path.read_text() == "[[scene]"
