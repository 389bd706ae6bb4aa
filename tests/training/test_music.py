"""The distillation learns a made problem whose right answer is known."""

from pathlib import Path

import numpy as np
import pytest
import torch

from t2m_engine.emotion.moods import MOODS
from t2m_engine.errors import InputError
from t2m_engine.training import music
from t2m_engine.training.cues import CUES
from t2m_engine.training.music import CROP, train_music
from t2m_engine.training.music_lessons import COMPOSED, STUDY, Lessons
from t2m_engine.training.music_targets import MusicTargets


def made_lessons(pieces: int = 84) -> Lessons:
    """Windows whose mood is a bright band of the spectrogram: composed, studies, or real."""
    random = np.random.default_rng(0)
    mood = np.arange(pieces) % len(MOODS)
    mel = random.normal(-2, 0.3, (pieces, 128, CROP + 20))
    for row, band in enumerate(mood):
        mel[row, 16 * band + 4 : 16 * band + 14] += 3
    number = np.arange(pieces)
    source = np.where(number % 3, "game", "zaz-data")
    source = np.where(number < pieces // 2, COMPOSED, source)
    source[-pieces // 4 :] = STUDY
    composed, study = source == COMPOSED, source == STUDY
    sizes = {"mn04": 146, "yamnet": 6, "musicnn": 50, "mn04_embedding": 384,
             "yamnet_embedding": 1024, "musicnn_embedding": 200}  # fmt: skip
    cues = np.full((pieces, len(CUES)), np.nan, np.float32)
    cues[study] = 0.0
    cues[study, 0] = np.where(mood[study] > 2, 1.0, -1.0)  # as bright as the others of the band
    return Lessons(
        mel=mel.astype(np.float16),
        source=source,
        piece=np.array([f"piece_{i}.flac" for i in range(pieces)]),
        copy=np.zeros(pieces, np.int64),
        teachers={k: random.normal(size=(pieces, n)).astype(np.float32) for k, n in sizes.items()},
        mood=np.where(composed, mood, -1),
        plane=np.where(composed[:, None], np.stack([mood / 3 - 1, 1 - mood / 3], 1), np.nan).astype(
            np.float32
        ),
        cues=cues,
        mode=np.zeros(pieces, np.float32),
    )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Lessons:
    """Lessons whose teachers tell the truth."""
    lessons = made_lessons()
    truth = np.arange(len(lessons.mel)) % len(MOODS)
    scores = 3.0 * np.eye(len(MOODS), dtype=np.float32)[truth]
    plane = np.stack([truth / 3 - 1, 1 - truth / 3], 1).astype(np.float32)
    monkeypatch.setattr(music, "music_targets", lambda *_: MusicTargets(scores, plane))
    # The running mean of the weights follows within this many steps instead of thousands.
    monkeypatch.setattr(music, "AVERAGING", 0.9)
    return lessons


@pytest.mark.slow
def test_it_learns_what_can_be_learnt(told: Lessons) -> None:
    trained = train_music(told, Path(), epochs=12, seed=0, batch=14)
    assert trained.measured["composed_accuracy"] > 0.8  # chance: 0.14
    assert trained.measured["real_moods_r"] > 0.5
    assert trained.measured["study_mode"] > 0.2
    begun = train_music(told, Path(), epochs=1, seed=0, batch=14, start=trained.network)
    fresh = train_music(told, Path(), epochs=1, seed=0, batch=14)
    assert begun.measured["real_moods_r"] > fresh.measured["real_moods_r"]


@pytest.mark.slow
def test_a_training_that_was_stopped_goes_on_as_if_it_had_not_been(
    told: Lessons, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = train_music(told, Path(), epochs=2, seed=5, batch=14)
    checkpoint = tmp_path / "some" / "music.training.safetensors"
    save = music.save_checkpoint

    def stop(*arguments: object) -> None:
        save(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(music, "save_checkpoint", stop)
    with pytest.raises(KeyboardInterrupt):
        train_music(told, Path(), epochs=2, seed=5, batch=14, checkpoint=checkpoint)
    monkeypatch.setattr(music, "save_checkpoint", save)
    parts = train_music(told, Path(), epochs=2, seed=5, batch=14, checkpoint=checkpoint)
    for ours, theirs in zip(whole.network.parameters(), parts.network.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs)
    with pytest.raises(InputError, match="another training"):
        train_music(told, Path(), epochs=2, seed=6, batch=14, checkpoint=checkpoint)
    checkpoint.write_bytes(b"nothing of the kind")
    with pytest.raises(InputError, match="no checkpoint"):
        train_music(told, Path(), epochs=2, seed=5, batch=14, checkpoint=checkpoint)


def test_a_recordings_key_moves_what_is_learnt_and_never_what_is_measured(told: Lessons) -> None:
    plain = music.make_goals(told, Path())
    told.mode[:] = 1.0
    major = music.make_goals(told, Path())
    learnt = told.source == "game"
    sad = (np.arange(len(learnt)) % len(MOODS) == MOODS.index("sad")) & learnt
    assert sad.any()
    happy = MOODS.index("happy")
    assert (major.plane[sad, 0] > plain.plane[sad, 0]).all()
    assert (major.shares[sad, happy] > plain.shares[sad, happy]).all()
    torch.testing.assert_close(major.plane[:, 1], plain.plane[:, 1])
    torch.testing.assert_close(major.shares.sum(dim=1), torch.ones(len(learnt)))
    others = ~learnt
    torch.testing.assert_close(major.shares[others], plain.shares[others])
    torch.testing.assert_close(major.plane[others], plain.plane[others])


def test_no_teacher_is_asked_about_studies(told: Lessons) -> None:
    goals = music.make_goals(told, Path())
    assert goals.heard.numpy().tolist() == (told.source != STUDY).tolist()
    rows = told.source == STUDY
    major = told.cues[rows, 0] > 0
    valence = goals.plane[rows, 0].numpy()
    assert valence[major].min() > 0.3 > -0.3 > valence[~major].max()


def test_chunks_are_augmented_without_losing_their_shape() -> None:
    mel = made_lessons(14).mel
    one = music.augmented(mel, np.random.default_rng(0))
    assert one.shape == (14, 128, CROP)
    assert torch.isfinite(one).all()
    assert not torch.equal(one, music.augmented(mel, np.random.default_rng(1)))
    torch.testing.assert_close(one, music.augmented(mel, np.random.default_rng(0)))
