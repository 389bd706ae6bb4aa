"""The paper's published networks, converted: by name, safely, and into a pack that works."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from t2m_engine.audio.paper_network import PaperClassifier, PaperMetric, PaperRegressor
from t2m_engine.emotion.moods import MOODS
from t2m_engine.emotion.pack import ModelPack
from t2m_engine.emotion.pack_check import verify
from t2m_engine.errors import InputError
from t2m_engine.training.paper import CLASSES, convert, read_checkpoint, write_paper_pack

WIDTH, EMBEDDING = 4, 6


def checkpoint(path: Path, network: torch.nn.Module, **more: object) -> Path:
    """A file as Lightning writes it: prefixed names, and settings beside them."""
    state = {f"model.{name}": tensor for name, tensor in network.state_dict().items()}
    state["spec.mel_scale.fb"] = torch.zeros(257, 128)
    torch.save({"epoch": 3, "state_dict": state, **more}, path)
    return path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    torch.manual_seed(4)
    made = {
        "classifier": PaperClassifier(WIDTH, EMBEDDING, 7),
        "regressor": PaperRegressor(WIDTH),
        "metric": PaperMetric(WIDTH, EMBEDDING),
    }
    return {name: checkpoint(tmp_path / f"{name}.ckpt", net) for name, net in made.items()}


def test_moods_are_put_in_our_order(files: dict[str, Path]) -> None:
    given = read_checkpoint(files["classifier"])
    network, shape = convert(files["classifier"])
    assert (shape.width, shape.embedding, shape.regressor, shape.metric) == (4, 6, False, False)
    for row, mood in enumerate(MOODS):
        theirs = given["fc2.weight"][CLASSES.index(mood)]
        torch.testing.assert_close(network.classifier.fc2.weight[row], theirs)
    torch.testing.assert_close(network.classifier.layer4.bn_2.bias, given["layer4.bn_2.bias"])
    valence = dict(zip(MOODS, network.plane[:, 0].tolist(), strict=True))
    assert valence["happy"] > 0.3 > -0.3 > valence["sad"]


def test_a_pack_of_them_listens(files: dict[str, Path], small, tmp_path: Path) -> None:
    base = small.make_pack(tmp_path / "base")
    folder = tmp_path / "paper"
    write_paper_pack(folder, **files, text_of=str(base), window=512)
    pack = ModelPack.load(folder, device="cpu")
    assert verify(pack) == ["text.safetensors", "tokenizer.json", "music.safetensors"]
    assert pack.card["music"]["kind"] == "paper_resnet"
    assert pack.card["music"]["shape"]["window"] == 512
    assert any("Won et al. 2021" in source["name"] for source in pack.card["sources"])
    curve = pack.listen(np.random.default_rng(0).normal(0, 0.1, 160_000).astype(np.float32))
    assert curve.embedding.shape == (2, EMBEDDING)
    assert pack.read_texts(["it rained"])
    assert pack.id != ModelPack.load(base).id


def test_what_lightning_puts_beside_the_weights_is_left(
    files: dict[str, Path], tmp_path: Path
) -> None:
    settings = argparse.Namespace(lr=1e-4, mode="TRAIN")
    network = PaperRegressor(WIDTH)
    path = checkpoint(tmp_path / "more.ckpt", network, hyper_parameters=settings)
    found = read_checkpoint(path)
    torch.testing.assert_close(found["fc2.bias"], network.fc2.bias.detach())


class Evil:
    """What a pickle does when it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_code_in_a_checkpoint_is_not_run(files: dict[str, Path], tmp_path: Path) -> None:
    made = tmp_path / "made"
    path = checkpoint(tmp_path / "evil.ckpt", PaperRegressor(WIDTH), hook=Evil(made))
    with pytest.raises(InputError, match=r"holds more than weights: posix\.mkdir"):
        read_checkpoint(path)
    with pytest.raises(InputError):
        convert(files["classifier"], path)
    assert not made.exists()


@pytest.mark.parametrize("content", [b"", b"\x80\x02.", b"PK\x03\x04 not really"])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.ckpt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.ckpt"):
        read_checkpoint(path)
    torch.save([1, 2], path)
    with pytest.raises(InputError, match="holds no weights"):
        read_checkpoint(path)


def test_another_network_is_refused(files: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not the paper's classifier"):
        convert(files["metric"])
    with pytest.raises(InputError, match=r"has no “fc1\.weight”"):
        convert(files["classifier"], files["metric"])
    other = checkpoint(tmp_path / "wide.ckpt", PaperRegressor(WIDTH * 2))
    with pytest.raises(InputError, match="of another size"):
        convert(files["classifier"], other)
    network = PaperRegressor(WIDTH)
    with torch.no_grad():
        network.fc2.bias.fill_(torch.nan)
    with pytest.raises(InputError, match="are no numbers"):
        convert(files["classifier"], checkpoint(tmp_path / "nan.ckpt", network))
