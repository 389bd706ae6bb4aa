"""The music: AudioSet's lists, Emotify's ratings, and the labels that teachers give."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.taxonomies import GEMS
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.training.datasets import teacher_labels
from t2m_engine.training.datasets.audioset import MOOD_IDS, load_audioset
from t2m_engine.training.datasets.emotify import load_emotify
from t2m_engine.training.datasets.teacher_labels import composed, teacher_labelled, teacher_scores
from t2m_engine.training.music_lessons import HELD_OUT

HEADER = """# Segments csv created Sun Mar  5 10:54:25 2017
# num_ytids=3, num_segs=3, num_unique_labels=9, num_positive_labels=9
# YTID, start_seconds, end_seconds, positive_labels
"""


def segments(*rows: tuple[str, float, str]) -> str:
    return HEADER + "".join(
        f'{video}, {start:.3f}, {start + 10:.3f}, "{labels}"\n' for video, start, labels in rows
    )


@pytest.fixture
def audioset(tmp_path: Path) -> Path:
    clips = tmp_path / "clips"
    clips.mkdir()
    for name in ("-abc_1234_X.wav", "two_5.000.flac", "two_70.000.flac", "both.wav", "ev.wav"):
        (clips / name).touch()
    (tmp_path / "balanced_train_segments.csv").write_text(
        segments(
            ("-abc_1234_X", 30, "/m/04rlf,/t/dd00037"),
            ("two", 5, "/t/dd00031"),
            ("two", 70, "/t/dd00036,/m/04rlf"),
            ("both", 0, "/t/dd00031,/t/dd00033"),
            ("nowhere", 0, "/t/dd00033"),
            ("speech", 0, "/m/09x0r"),
        )
    )
    (tmp_path / "eval_segments.csv").write_text(segments(("ev", 10, "/t/dd00034")))
    return tmp_path


def test_audioset_is_read_from_its_published_lists(audioset: Path) -> None:
    (audioset / "unbalanced_train_segments.csv").write_text(segments())
    found = load_audioset(audioset)
    rows = [
        (item.path.name, found.names[label], split)
        for item, label, split in zip(found.items, found.labels, found.split, strict=True)
    ]
    assert rows == [
        ("-abc_1234_X.wav", "scary", "validation"),
        ("two_5.000.flac", "happy", "validation"),
        ("two_70.000.flac", "angry", "validation"),
        ("ev.wav", "tender", "test"),
    ]
    assert tuple(MOOD_IDS.values()) == MOODS


def test_the_balanced_list_alone_is_cut_by_video(audioset: Path) -> None:
    many = [(f"video{i}", 0.0, "/t/dd00033") for i in range(200)]
    for video, _, _ in many:
        (audioset / "clips" / f"{video}.wav").touch()
    (audioset / "balanced_train_segments.csv").write_text(segments(*many))
    found = load_audioset(audioset)
    share = (found.split == "validation").sum() / 200
    assert 0.08 < share < 0.22
    assert (found.split == "test").sum() == 1


def test_what_is_no_list_of_segments_is_refused(audioset: Path) -> None:
    (audioset / "eval_segments.csv").write_text("<html>moved</html>\n")
    with pytest.raises(InputError, match=r"no list of AudioSet segments \(line 1\)"):
        load_audioset(audioset)


def test_a_song_has_the_emotion_that_stands_out(tmp_path: Path) -> None:
    folder = tmp_path / "music" / "emotify"
    folder.mkdir(parents=True)
    # Everyone feels calm in everything; what differs is tension, sadness and power.
    rows = [
        ("audio/rock_1.opus", "rock", {"calmness": 0.8, "tension": 0.4}),
        ("audio/rock_2.opus", "rock", {"calmness": 0.8, "sadness": 0.3}),
        ("audio/pop_1.opus", "pop", {"calmness": 0.8, "power": 0.2}),
    ]
    lines = [",".join(["file", "genre", "raters", *GEMS])]
    lines += [",".join([f, g, "12", *(str(s.get(e, 0.0)) for e in GEMS)]) for f, g, s in rows]
    (folder / "train.csv").write_text("\n".join(lines) + "\n")
    found = load_emotify(tmp_path)
    assert [found.names[label] for label in found.labels] == ["tension", "sadness", "power"]
    assert found.items[0].path == folder / "audio" / "rock_1.opus"
    assert found.items[0].seconds is None


def test_a_third_of_emotify_is_for_validation_and_nothing_for_training(tmp_path: Path) -> None:
    folder = tmp_path / "music" / "emotify"
    folder.mkdir(parents=True)
    files = [f"audio/rock_{number}.opus" for number in range(300)]
    for order in (files, files[::-1]):
        lines = [",".join(["file", "genre", "raters", *GEMS])]
        lines += [",".join([f, "rock", "12", *(["0.5"] * len(GEMS))]) for f in order]
        (folder / "train.csv").write_text("\n".join(lines) + "\n")
        found = load_emotify(tmp_path)
        split = dict(zip([item.path.name for item in found.items], found.split, strict=True))
        assert set(split.values()) == {"validation", "test"}
        assert 0.25 < list(split.values()).count("validation") / 300 < 0.42
        if order is files:
            first = split
    assert split == first  # a song's part is its own, whatever stands around it


def test_teacher_scores_are_relative_to_the_reference() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(size=(400, 13)).astype(np.float32)
    logits[:, 2] -= 9.0  # sad: both teachers give it tiny scores throughout
    logits[:, 8] -= 9.0
    logits[7, [2, 8]] += 4.0
    logits[8, 1] += 4.0  # funny: only mn04 knows it
    scores = teacher_scores(logits, np.arange(400) < 300)
    assert MOODS[scores[7].argmax()] == "sad"
    assert MOODS[scores[8].argmax()] == "funny"
    np.testing.assert_allclose(scores[:300].std(axis=0), 1.0, atol=0.05)


class OneMood:
    """A teacher whose first logit is the loudness; it counts what it hears."""

    heard = 0

    def __init__(self, data: Path) -> None: ...

    def moods(self, window: np.ndarray) -> np.ndarray:
        OneMood.heard += 1
        return np.full(13, np.abs(window).mean(), np.float32) * np.arange(13)


@pytest.fixture
def music(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(teacher_labels, "Teachers", OneMood)
    OneMood.heard = 0
    folder = tmp_path / "music"
    sources = ["widelands-data", "krank", "zaz-data", "composed"]
    for seed, source in enumerate(sources):
        samples = np.random.default_rng(seed).normal(0, 0.01 + 0.02 * seed, 25 * 4_000)
        (folder / source).mkdir(parents=True)
        soundfile.write(folder / source / f"sad_{5000 + seed}.flac", samples, 4_000)
    return folder


def test_labelled_music_is_split_by_package_and_heard_once(music: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    found = teacher_labelled(
        music, tmp_path, tmp_path / "cache", progress=lambda done, total, text: seen.append(text)
    )
    assert dict(zip(found.groups.tolist(), found.split.tolist(), strict=True)) == {
        "widelands-data": "train",
        "krank": "validation",
        "zaz-data": "test",
        "composed": "train",  # seed 5003: every fourth seed is for test, the next for validation
    }
    assert len(found.items) == OneMood.heard == 8  # two windows of ten seconds each
    assert len(seen) == 4
    again = teacher_labelled(music, tmp_path, tmp_path / "cache")
    assert OneMood.heard == 8
    assert again.items == found.items
    assert again.labels.tolist() == found.labels.tolist()


def test_labelling_can_be_stopped_and_goes_on(music: Path, tmp_path: Path) -> None:
    calls = iter([False, False, True])
    with pytest.raises(CancelledError):
        teacher_labelled(music, tmp_path, tmp_path / "cache", cancelled=lambda: next(calls))
    assert OneMood.heard == 4
    teacher_labelled(music, tmp_path, tmp_path / "cache")
    assert OneMood.heard == 8


def test_composed_pieces_keep_the_mood_they_were_composed_for(music: Path) -> None:
    line = {"file": "sad_5003.flac", "mood": "sad", "duration": 25.0}
    (music / "composed" / "manifest.jsonl").write_text(json.dumps(line) + "\n")
    found = composed(music)
    assert [found.names[label] for label in found.labels] == ["sad", "sad"]
    assert [item.start for item in found.items] == [1.0, 14.0]
    assert set(found.split) == {"train"}


def test_validation_and_test_are_what_the_pack_never_met() -> None:
    assert teacher_labels._VALIDATION | teacher_labels._TEST == HELD_OUT
    assert not teacher_labels._VALIDATION & teacher_labels._TEST
