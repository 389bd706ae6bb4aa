"""The distillation learns a made problem whose right answer is known."""

from pathlib import Path

import numpy as np
import pytest
import torch

from t2m_engine.emotion.moods import MOODS
from t2m_engine.training import music
from t2m_engine.training.music import COMPOSED, CROP, Lessons, load_lessons, train_music
from t2m_engine.training.music_targets import MusicTargets


def made_lessons(pieces: int = 84) -> Lessons:
    """Windows whose mood is a bright band of the spectrogram, some of them composed."""
    random = np.random.default_rng(0)
    mood = np.arange(pieces) % len(MOODS)
    mel = random.normal(-2, 0.3, (pieces, 128, CROP + 20))
    for row, band in enumerate(mood):
        mel[row, 16 * band + 4 : 16 * band + 14] += 3
    composed = np.arange(pieces) < pieces // 2
    sizes = {"mn04": 146, "yamnet": 6, "musicnn": 50, "mn04_embedding": 384,
             "yamnet_embedding": 1024, "musicnn_embedding": 200}  # fmt: skip
    return Lessons(
        mel=mel.astype(np.float16),
        source=np.where(composed, COMPOSED, np.where(np.arange(pieces) % 3, "game", "zaz-data")),
        piece=np.array([f"piece {i}" for i in range(pieces)]),
        copy=np.zeros(pieces, np.int64),
        teachers={k: random.normal(size=(pieces, n)).astype(np.float32) for k, n in sizes.items()},
        mood=np.where(composed, mood, -1),
        plane=np.where(composed[:, None], np.stack([mood / 3 - 1, 1 - mood / 3], 1), np.nan).astype(
            np.float32
        ),
    )


@pytest.mark.slow
def test_it_learns_what_can_be_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    lessons = made_lessons()
    truth = np.arange(len(lessons.mel)) % len(MOODS)
    scores = 3.0 * np.eye(len(MOODS), dtype=np.float32)[truth]
    plane = np.stack([truth / 3 - 1, 1 - truth / 3], 1).astype(np.float32)
    monkeypatch.setattr(music, "music_targets", lambda *_: MusicTargets(scores, plane))
    # The running mean of the weights follows within this many steps instead of thousands.
    monkeypatch.setattr(music, "AVERAGING", 0.9)
    trained = train_music(lessons, Path(), epochs=10, seed=0, batch=14)
    assert trained.measured["composed_accuracy"] > 0.8  # chance: 0.14
    assert trained.measured["real_moods_r"] > 0.5
    again = train_music(lessons, Path(), epochs=1, seed=5, batch=14)
    same = train_music(lessons, Path(), epochs=1, seed=5, batch=14)
    for ours, theirs in zip(again.network.parameters(), same.network.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_lessons_know_what_was_composed(tmp_path: Path) -> None:
    cache, manifest = tmp_path / "cache", tmp_path / "manifest.jsonl"
    cache.mkdir()
    manifest.write_text('{"file": "a.flac", "mood": "sad", "valence": -0.5, "arousal": -0.2}\n')
    for name, copy in (("a.flac", 0), ("b.ogg", 1)):
        np.savez(
            cache / f"{name[0]}.{copy}.npz",
            name=np.array(name),
            source=np.array("game"),
            start=np.zeros(2, np.float32),
            audio=np.zeros((2, 160_000), np.int16),
            mn04=np.zeros((2, 146), np.float32),
            mn04_embedding=np.zeros((2, 384), np.float32),
            yamnet=np.zeros((2, 6), np.float32),
            yamnet_embedding=np.zeros((2, 1024), np.float32),
            musicnn=np.zeros((2, 50), np.float32),
            musicnn_embedding=np.zeros((2, 200), np.float32),
        )
    lessons = load_lessons(cache, manifest)
    assert lessons.mel.shape == (4, 128, 626)
    assert lessons.source.tolist() == [COMPOSED, COMPOSED, "game", "game"]
    assert lessons.mood.tolist() == [MOODS.index("sad")] * 2 + [-1, -1]
    assert lessons.copy.tolist() == [0, 0, 1, 1]
    assert np.isnan(lessons.plane[2:]).all()
