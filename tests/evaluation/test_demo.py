"""The shipped pack brings the demo story and the demo music together."""

import numpy as np
import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.evaluation.demo import SceneResult, demo_music, evaluate_demo


@pytest.fixture(scope="module")
def pack() -> ModelPack:
    return ModelPack.load(device="cpu")


@pytest.fixture(scope="module")
def results(pack: ModelPack) -> list[SceneResult]:
    return evaluate_demo(pack)


@pytest.mark.parametrize("mood", MOODS)
def test_each_mood_draws_on_the_right_music(results: list[SceneResult], mood: str) -> None:
    scenes = [result for result in results if result.mood == mood]
    assert scenes
    assert max(scene.right_in_three for scene in scenes) >= 2, [
        scene.ranked[:3] for scene in scenes
    ]


def test_the_story_as_a_whole_finds_its_music(results: list[SceneResult]) -> None:
    right = sum(result.right_in_three for result in results)
    assert right >= 21, results  # of 30; chance: 4


def test_the_music_is_heard_as_it_was_composed(pack: ModelPack) -> None:
    heard = [(mood, reading.emotion) for _, mood, reading in demo_music(pack)]
    right = sum(emotion.mood == mood for mood, emotion in heard)
    assert right >= 18  # of 21
    mean = {m: np.mean([(e.valence, e.arousal) for k, e in heard if k == m], axis=0) for m in MOODS}
    assert mean["happy"][0] > 0 > mean["sad"][0]
    assert mean["angry"][1] > 0 > mean["tender"][1]
