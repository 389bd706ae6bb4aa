"""The cache of features: made once, keyed by pack and content."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from t2m_engine.emotion.pack import ModelPack
from t2m_engine.errors import CancelledError, InputError
from t2m_engine.training.datasets.features import music_features, text_features
from t2m_engine.training.datasets.records import ClipAt


@pytest.fixture(scope="module")
def pack(small: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> ModelPack:
    return ModelPack.load(small.make_pack(tmp_path_factory.mktemp("pack") / "small"), device="cpu")


def forbid(monkeypatch: pytest.MonkeyPatch, pack: ModelPack, name: str) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(pack, name, refuse)


def test_texts_are_read_once(
    pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"it rained {'and ' * (i % 3)}there" for i in range(130)]
    found = text_features(pack, texts, tmp_path)
    assert found.embedding.shape[0] == found.emotion.shape[0] == 130
    reading = pack.read_texts(texts[128:])[1]
    np.testing.assert_allclose(found.embedding[129], reading.embedding, atol=1e-5)
    np.testing.assert_allclose(
        found.readings()[129].emotion.moods, reading.emotion.moods, atol=1e-5
    )
    forbid(monkeypatch, pack, "read_texts")
    np.testing.assert_array_equal(text_features(pack, texts, tmp_path).embedding, found.embedding)
    with pytest.raises(AssertionError, match="made again"):
        text_features(pack, [*texts[:-1], "the door stood open"], tmp_path)


def test_clips_are_heard_once_each_in_its_place(
    pack: ModelPack, small: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small.make_music(tmp_path / "music", tracks=2, seconds=12.0)
    one, two = sorted(folder.iterdir())
    clips = [ClipAt(one, 0.0, 5.0), ClipAt(two), ClipAt(one, 6.0, 5.0)]
    found = music_features(pack, clips, tmp_path / "cache")
    alone = music_features(pack, clips[2:], tmp_path / "other")
    np.testing.assert_allclose(found.embedding[2], alone.embedding[0], atol=1e-6)
    assert not np.allclose(found.embedding[0], found.embedding[1])
    forbid(monkeypatch, pack, "listen")
    again = music_features(pack, clips, tmp_path / "cache")
    np.testing.assert_array_equal(again.emotion, found.emotion)


def test_a_broken_recording_is_named_and_a_run_can_be_stopped(
    pack: ModelPack, tmp_path: Path
) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(b"RIFF")
    with pytest.raises(InputError, match=r"broken\.wav"):
        music_features(pack, [ClipAt(path)], tmp_path)
    with pytest.raises(CancelledError):
        text_features(pack, ["it rained"], tmp_path, cancelled=lambda: True)
