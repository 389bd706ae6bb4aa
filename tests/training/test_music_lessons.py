"""Lessons are loaded with what is known of them; whole packages and pieces are held out."""

import json
from pathlib import Path

import numpy as np
import soundfile

from t2m_engine.emotion.moods import MOODS
from t2m_engine.training.cues import CUES
from t2m_engine.training.music_lessons import COMPOSED, STUDY, load_lessons

STUDY_ROW = {"colour": "minor", "tempo": 60, "onsets": 1.5, "pitch": 60, "force": 70, "touch": 1,
             "bright": 0, "bowed": True}  # fmt: skip


def write_lesson(path: Path, name: str, source: str, audio: np.ndarray) -> None:
    """A file as `make_lessons` writes them; the teachers say nothing."""
    sizes = {"mn04": 146, "mn04_embedding": 384, "yamnet": 6, "yamnet_embedding": 1024,
             "musicnn": 50, "musicnn_embedding": 200}  # fmt: skip
    np.savez(
        path,
        name=np.array(name),
        source=np.array(source),
        start=np.zeros(len(audio), np.float32),
        audio=audio,
        **{key: np.zeros((len(audio), size), np.float32) for key, size in sizes.items()},
    )


def test_lessons_know_what_was_composed(tmp_path: Path) -> None:
    cache, manifest = tmp_path / "cache", tmp_path / "manifest.jsonl"
    cache.mkdir()
    manifest.write_text('{"file": "a.flac", "mood": "sad", "valence": -0.5, "arousal": -0.2}\n')
    silence = np.zeros((2, 160_000), np.int16)
    write_lesson(cache / "a.0.npz", "a.flac", "game", silence)
    write_lesson(cache / "b.1.npz", "b.ogg", "game", silence)
    lessons = load_lessons(cache, manifest)
    assert lessons.mel.shape == (4, 128, 626)
    assert lessons.source.tolist() == [COMPOSED, COMPOSED, "game", "game"]
    assert lessons.mood.tolist() == [MOODS.index("sad")] * 2 + [-1, -1]
    assert lessons.copy.tolist() == [0, 0, 1, 1]
    assert np.isnan(lessons.plane[2:]).all()
    assert lessons.mode.tolist() == [0.0] * 4  # silence is in no key
    assert lessons.real.tolist() == [False, False, True, True]


def test_studies_are_joined_and_every_eighth_is_held_out(tmp_path: Path) -> None:
    cache, studies = tmp_path / "cache", tmp_path / "studies"
    cache.mkdir()
    studies.mkdir()
    time = np.arange(160_000) / 16_000
    chord = sum(np.sin(2 * np.pi * f * time) for f in (261.6, 329.6, 392.0, 523.3))  # C major
    sound = (8000 * chord / 4).astype(np.int16)[None]
    write_lesson(cache / "a.0.npz", "a.ogg", "zaz-data", sound)
    write_lesson(cache / "b.0.npz", "b.ogg", "gamine-data", sound)
    rows = []
    for seed in (7, 8):
        name = f"study_{seed}.flac"
        soundfile.write(studies / name, 0.1 * np.sin(2 * np.pi * 220 * np.arange(96_000) / 32_000),
                        32_000)  # fmt: skip
        rows.append(json.dumps({"file": name, "seed": seed, **STUDY_ROW}))
    (studies / "manifest.jsonl").write_text("\n".join(rows) + "\n")
    lessons = load_lessons(cache, None, studies)
    assert lessons.mel.shape == (4, 128, 626)
    assert lessons.source.tolist() == ["zaz-data", "gamine-data", STUDY, STUDY]
    assert lessons.held_out.tolist() == [True, False, False, True]
    assert lessons.left_out.tolist() == [False, True, False, False]
    assert lessons.mode[0] > 0.0
    assert lessons.cues.shape == (4, len(CUES))
    assert lessons.cues[2, 0] == -1.0
    assert np.isnan(lessons.cues[:2]).all()
