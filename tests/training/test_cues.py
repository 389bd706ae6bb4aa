"""The label code: what cues let expect, as published, and nothing that the timbre says."""

import numpy as np
import pytest

from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.cues import CUES, cue_targets, cue_values

ROW = {
    "colour": "major", "tempo": 92.0, "onsets": 2.7, "pitch": 60.0, "force": 76.0, "touch": 0.75,
    "bright": 0.0, "bowed": True, "ensemble": "string orchestra",
}  # fmt: skip


def targets(**cues: float) -> tuple[str, float, float]:
    """The first mood, valence and arousal of one piece with `cues`, the others in the middle."""
    row = np.zeros((1, len(CUES)), np.float32)
    for name, value in cues.items():
        row[0, CUES.index(name)] = value
    found = cue_targets(row)
    assert found.moods.sum() == pytest.approx(1.0, abs=1e-5)
    return MOODS[int(found.moods.argmax())], float(found.plane[0, 0]), float(found.plane[0, 1])


def test_fast_major_is_happy_and_slow_minor_is_sad() -> None:
    mood, valence, arousal = targets(mode=1, pace=0.8)
    assert mood == "happy"
    assert valence > 0.5
    assert arousal > 0.5
    mood, valence, arousal = targets(mode=-1, pace=-0.8)
    assert mood == "sad"
    assert valence < -0.5
    assert arousal < -0.5


def test_slow_soft_major_is_tender_and_rough_low_music_is_scary() -> None:
    assert targets(mode=1, pace=-0.8, force=-0.6, touch=-0.5)[0] == "tender"
    assert targets(mode=-0.8, rough=1, register=-0.7)[0] == "scary"
    assert targets(mode=-1, pace=0.8, force=1, rough=0.5)[0] == "angry"
    assert targets(mode=0.2, pace=1, force=1, bright=0.5)[0] == "exciting"
    assert targets(mode=0.6, pace=0.5, touch=1, force=-0.6)[0] == "funny"


def test_mode_says_most_of_valence_and_pace_of_arousal() -> None:
    step = {cue: cue_targets(0.1 * np.eye(len(CUES), dtype=np.float32)[i : i + 1]).plane[0]
            for i, cue in enumerate(CUES)}  # fmt: skip
    assert max(step, key=lambda cue: step[cue][0]) == "mode"
    assert max(step, key=lambda cue: step[cue][1]) == "pace"
    others = [cue for cue in CUES if cue not in {"mode", "pace", "rough"}]
    assert all(step["pace"][0] > step[cue][0] for cue in others)


def test_cues_are_read_from_a_row_of_the_manifest() -> None:
    np.testing.assert_allclose(cue_values(ROW), 0 * cue_values(ROW) + [1, 0, 0, 0, 0, 0, 0])
    fast = cue_values(ROW | {"tempo": 184, "onsets": 5.4, "colour": "minor"})
    assert fast[CUES.index("pace")] == pytest.approx(1.0)
    assert fast[CUES.index("mode")] == -1.0
    dark = cue_values(ROW | {"colour": "dark", "pitch": 20, "force": 200})
    assert dark[CUES.index("rough")] == 1.0
    assert np.abs(dark).max() <= 1.0
    held = {"touch": 0.3, "bowed": False}
    assert 0 < cue_values(ROW | held)[4] < cue_values(ROW | {"touch": 0.3})[4]


def test_who_plays_says_nothing() -> None:
    other = cue_values(ROW | {"ensemble": "choir"})
    np.testing.assert_array_equal(other, cue_values(ROW))


def test_a_row_without_a_cue_is_refused() -> None:
    with pytest.raises(KeyError, match="tempo"):
        cue_values({key: value for key, value in ROW.items() if key != "tempo"})
