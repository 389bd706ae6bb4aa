"""The paper's own music network: its layers by name, and as the music part of a pack."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from t2m_engine.audio.encoder import CHUNK, MusicEncoder
from t2m_engine.audio.paper_network import DecibelMel, PaperNetwork, PaperShape
from t2m_engine.errors import ModelError

SMALL = PaperShape(width=4, embedding=6, regressor=True, metric=True)


def weights(shape: PaperShape) -> dict[str, torch.Tensor]:
    torch.manual_seed(2)
    network = PaperNetwork(shape)
    found = network.state_dict()
    for name, tensor in found.items():  # running means and variances that are not 0 and 1
        if name.endswith("running_mean"):
            tensor.normal_(std=0.3)
        elif name.endswith("running_var"):
            tensor.uniform_(0.5, 2.0)
    return {name: tensor.clone() for name, tensor in found.items()}


def noise(chunks: float) -> np.ndarray:
    size = int(chunks * CHUNK)
    return np.random.default_rng(1).normal(scale=0.1, size=size).astype(np.float32)


def test_its_layers_are_called_and_sized_as_the_authors() -> None:
    found = {
        name: tuple(tensor.shape)
        for name, tensor in PaperNetwork(PaperShape(metric=True)).state_dict().items()
    }
    blocks = {"layer1": (1, 64), "layer3": (64, 128), "layer7": (128, 256)}
    for network in ("classifier", "regressor", "metric"):
        assert found[f"{network}.spec_bn.running_var"] == (1,)
        for block, (into, out) in blocks.items():
            assert found[f"{network}.{block}.conv.weight"] == (out, into, 3, 3)
            assert found[f"{network}.{block}.bn.bias"] == (out,)
        for block, width in (("layer2", 64), ("layer4", 128), ("layer5", 128), ("layer6", 128)):
            for part in ("1", "2"):
                assert found[f"{network}.{block}.conv_{part}.weight"] == (width, width, 3, 3)
                assert found[f"{network}.{block}.bn_{part}.weight"] == (width,)
        assert found[f"{network}.layer8.conv.weight"] == (256, 256, 1, 1)
    assert found["classifier.fc1.weight"] == (64, 256)
    assert found["classifier.fc2.weight"] == (7, 64)
    assert found["regressor.fc2.weight"] == (2, 64)
    assert found["metric.song_fc1.weight"] == (128, 256)
    assert found["metric.song_bn.weight"] == (128,)
    assert found["metric.song_fc2.weight"] == (64, 128)
    assert "plane" not in found


def test_its_front_end_is_in_decibels_as_torchaudio_has_them() -> None:
    from t2m_engine.torchaudio_import import import_torchaudio

    torchaudio = import_torchaudio()
    sound = torch.from_numpy(noise(0.5))[None]
    mel = DecibelMel(256)
    expected = torchaudio.transforms.AmplitudeToDB()(mel.mel(sound))
    assert mel(sound).shape == (1, 128, 1 + sound.shape[1] // 256)
    torch.testing.assert_close(mel(sound), expected)
    assert mel(torch.zeros(1, 4000)).max() == pytest.approx(-100.0)


def test_a_track_is_heard_chunk_by_chunk() -> None:
    encoder = MusicEncoder(SMALL, weights(SMALL), "cpu")
    sound = noise(2.5)
    curve = encoder.listen(sound)
    assert curve.starts.tolist() == [0.0, 5.0, 7.5]
    assert curve.embedding.shape == (3, 6)
    assert curve.mood_logits.shape == (3, 7)
    assert np.abs(curve.valence).max() <= 1
    alone = encoder.listen(sound[CHUNK : 2 * CHUNK])
    np.testing.assert_allclose(alone.embedding[0], curve.embedding[1], atol=1e-5)
    assert not np.allclose(curve.embedding[0], curve.embedding[1], atol=1e-3)
    assert len(encoder.listen(noise(0.3)).starts) == 1


def test_without_a_regressor_the_moods_say_where_it_lies() -> None:
    shape = PaperShape(width=4, embedding=6, regressor=False)
    given = weights(shape)
    given["plane"] = torch.tensor([[0.5, -0.25]]).repeat(7, 1)
    curve = MusicEncoder(shape, given, "cpu").listen(noise(1))
    np.testing.assert_allclose(curve.valence, 0.5, atol=1e-6)
    np.testing.assert_allclose(curve.arousal, -0.25, atol=1e-6)
    assert curve.embedding.shape == (1, 6)


def test_weights_that_are_not_its_own_are_refused() -> None:
    given = weights(SMALL)
    del given["classifier.layer4.conv_1.weight"]
    with pytest.raises(ModelError, match=r"do not fit its card.*layer4\.conv_1"):
        MusicEncoder(SMALL, given, "cpu")
